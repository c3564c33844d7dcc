"""The connections of one embedded index: many threads read in parallel, one at a time writes."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Final

from icenews_nlp.errors import SearchIndexError
from icenews_nlp.search.sqlite.file import IndexFile

MOST: Final = 8
"""Connections of one index. More threads wait for each other: Python runs one at a time, and each connection caches pages."""


class ConnectionPool:
    """Lends a connection to one thread at a time, and opens another only where all are in use."""

    def __init__(self, path: str | os.PathLike[str], *, create: bool) -> None:
        """Open the first connection.

        Args:
            path: The file.
            create: Make the index where there is no file, or an empty one.

        Raises:
            InputError: apsw is not installed.
            SearchIndexError: The file cannot be opened, is no index, or was made by another version.
        """
        first = IndexFile(path, create=create)
        self.path = first.path
        self._place = first.path.absolute()  # the process may go to another folder
        self._idle = [first]
        """The one that was used last is lent first, since its cache is warm."""
        self._permits: SimpleQueue[bool] = SimpleQueue()
        for _ in range(MOST):
            self._permits.put(True)
        self._mine = threading.local()
        self._writer = threading.RLock()
        self._is_closed = False

    @contextmanager
    def reading(self) -> Iterator[IndexFile]:
        """All that is read inside is of one moment, whatever is written meanwhile."""
        with self._lent() as file, file.reading():
            yield file

    @contextmanager
    def writing(self) -> Iterator[IndexFile]:
        """All of it is written, or nothing if an error is raised; other writers wait."""
        with self._writer, self._lent() as file, file.writing():
            yield file

    def close(self) -> None:
        """Close the file, in other threads as soon as they are done; closing twice is fine."""
        self._is_closed = True
        self._close_idle()

    @contextmanager
    def _lent(self) -> Iterator[IndexFile]:
        # SimpleQueue and list are safe at any moment at which Ctrl-C may come; a permit that it keeps from being given back is
        # used by the same thread again, and a connection that it loses is closed when it is collected.
        mine = self._mine
        if not getattr(mine, "permit", False):
            mine.permit = self._permits.get()
        try:
            file = self._idle_or_new()
            try:
                yield file
            finally:
                self._idle.append(file)
                if self._is_closed:
                    self._close_idle()
        finally:
            if mine.permit:
                mine.permit = False
                self._permits.put(True)

    def check_open(self) -> None:
        """Refuse what comes after the index was closed.

        Raises:
            SearchIndexError: It was.
        """
        if self._is_closed:
            raise SearchIndexError(f"{self.path}: the index was closed; open it again with SearchIndex({str(self.path)!r})")

    def _idle_or_new(self) -> IndexFile:
        self.check_open()
        try:
            return self._idle.pop()
        except IndexError:
            return IndexFile(self._place, create=False)

    def _close_idle(self) -> None:
        while self._idle:
            try:
                file = self._idle.pop()
            except IndexError:  # another thread was faster
                return
            file.close()
