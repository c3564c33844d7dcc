"""What a run leaves out, each with its place and reason; and the file that keeps them as JSON Lines.

A line is `{"place": "a.jsonl:7", "id": null, "error": "InputError", "reason": "field 'text' is missing"}`.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from icenews_nlp.batch.files import is_same, opened, write_whole
from icenews_nlp.errors import InputError


@dataclass(frozen=True)
class Failure:
    """An article, line or file that was left out; as a string, the sentence that reports it."""

    place: str
    """FILE:LINE, or FILE where all of it is meant."""
    id: str | None
    """The article's own, where it is known."""
    error: str
    """The error's class name."""
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class AnalysisFailure(Failure):
    """An article that was read and could not be analysed."""

    def __str__(self) -> str:
        return f"{self.place}: cannot be analysed: {self.reason} ({self.error})"


class FailuresFile:
    """Failures as JSON Lines, each in the file as soon as it is known."""

    def __init__(self, file: IO[bytes]) -> None:
        """Begin where the file, which is open for writing and has no buffer, stands."""
        self._file = file
        self._is_regular = stat.S_ISREG(os.fstat(file.fileno()).st_mode)

    def write(self, failure: Failure) -> None:
        """Add a line.

        Raises:
            OSError: It cannot be written.
        """
        write_whole(self._file, json.dumps(asdict(failure), ensure_ascii=False).encode(errors="replace") + b"\n")

    def size(self) -> int:
        """Bytes in the file; 0 for a device."""
        return self._file.tell() if self._is_regular else 0

    def sync(self) -> None:
        """Put what has been written on disk."""
        if self._is_regular:
            os.fsync(self._file.fileno())


@contextmanager
def open_failures(name: str | None, others: Sequence[str], keep: int = 0) -> Iterator[FailuresFile | None]:
    """Open a file for failures; None for no name.

    Args:
        name: Of a file or a device.
        others: The files that the run reads and writes besides, none of which it may be.
        keep: So many bytes of an earlier file stay; else it is replaced.

    Raises:
        InputError: It cannot be written, or is one of the others.
    """
    if name is None:
        yield None
        return
    check_failures(name, others)
    with opened(Path(name), keep, buffering=0) as file:
        yield FailuresFile(file)


def check_failures(name: str, others: Sequence[str]) -> None:
    """Raise InputError for a name that a file of failures cannot have beside these others."""
    if name == "-":
        raise InputError("--failures takes the name of a file, not -; /dev/stderr is one")
    if any(is_same(Path(name), Path(other)) for other in others):
        raise InputError(f"{name} is also an input or the output; choose another file for --failures")
