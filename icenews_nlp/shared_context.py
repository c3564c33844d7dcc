"""A setting of the whole process that several threads need at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager


class SharedContext:
    """A context manager around one that changes the process: the first user enters it, the last one leaves it.

    Threads that come and go in any order would otherwise restore a setting that another still needs, or "restore" what
    another had changed and leave it so.
    """

    def __init__(self, make: Callable[[], AbstractContextManager[object]]) -> None:
        """Share a context.

        Args:
            make: gives the context manager that changes the setting on entry and restores it on exit; called by each first
                user.
        """
        self._make = make
        self._lock = threading.Lock()
        self._users = 0
        self._context: AbstractContextManager[object] | None = None

    def __enter__(self) -> None:
        with self._lock:
            if self._context is None:
                context = self._make()
                context.__enter__()
                self._context = context
            self._users += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            # Ctrl-C may come between any two lines: a user that was not counted on entry must not count on exit
            self._users = max(self._users - 1, 0)
            context = self._context
            if self._users == 0 and context is not None:
                self._context = None
                context.__exit__(None, None, None)
