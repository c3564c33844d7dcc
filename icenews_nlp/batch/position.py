"""How far the input of a run has been dealt with, and the way back to there in another run."""

from __future__ import annotations

from typing import Final, NamedTuple
from zlib import crc32

from icenews_nlp.errors import InputError


class Position(NamedTuple):
    """A place in the input, after a record: an article, or a line or file that is none."""

    file: int = 0
    """The file, counted from 0."""
    records: int = 0
    """How many of its records stand before the place."""
    checksum: int = 0
    """Of those records."""


START: Final = Position()


class Counter:
    """Counts records as they are read, and knows those that an earlier run has dealt with."""

    def __init__(self, start: Position) -> None:
        """Begin at the beginning of the file that the earlier run had come to."""
        self.at = Position(start.file)
        self._start = start

    def is_new(self, file: int, content: str) -> bool:
        """Count a record of that file; False if the earlier run has dealt with it.

        Raises:
            InputError: The records before it are not those that the earlier run read.
        """
        if file != self.at.file:
            self.check_reached()
            self.at = Position(file)
        checksum = crc32(content.encode(errors="surrogatepass"), self.at.checksum)
        self.at = Position(file, self.at.records + 1, checksum)
        if self.at[:2] == self._start[:2] and checksum != self._start.checksum:
            raise _changed()
        return self.at[:2] > self._start[:2]

    def check_reached(self) -> None:
        """Raise InputError if a file has ended before the place that the earlier run had come to."""
        if self.at[:2] < self._start[:2]:
            raise _changed()


def _changed() -> InputError:
    return InputError(
        "the input no longer begins with the articles that were analysed before; give it as it was, or leave out --resume to "
        "start afresh"
    )
