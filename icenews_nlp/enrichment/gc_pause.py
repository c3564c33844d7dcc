"""Python's cyclic garbage collector, paused while many objects are made that form no cycles."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from icenews_nlp.shared_context import SharedContext

LONGEST_PAUSE: Final = 10.0
"""Seconds without a collection, after which the next user to leave collects: threads that take turns without a gap would
otherwise keep the collector off for good."""


class _CollectorOff:
    """The collector off, then as it was."""

    def __enter__(self) -> None:
        self.was_on = gc.isenabled()
        self.since = time.monotonic()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self.was_on:
            gc.enable()


class _GcPause:
    """Any number of users at the same time; the collector resumes when the last of them leaves."""

    def __init__(self) -> None:
        self._off = _CollectorOff()
        self._switch = SharedContext(lambda: self._off)

    def __enter__(self) -> None:
        self._switch.__enter__()

    def __exit__(self, *_: object) -> None:
        now = time.monotonic()
        if self._off.was_on and now - self._off.since > LONGEST_PAUSE:
            self._off.since = now
            gc.collect()
        self._switch.__exit__()


_PAUSE = _GcPause()
"""One, since a process has one collector."""


@contextmanager
def gc_paused() -> Iterator[None]:
    """Pause the collector for one article or one batch of documents; the setting of the process comes back afterwards.

    A collection would walk through everything that the caches hold, again and again: the pause saves a quarter of the time.
    A generator, which is closed even where Ctrl-C comes just before the end of its block.
    """
    with _PAUSE:
        yield
