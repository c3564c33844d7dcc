"""What a run leaves out, each with its place and reason; and the file that keeps them as JSON Lines.

A line is `{"place": "a.jsonl:7", "id": null, "error": "InputError", "reason": "field 'text' is missing"}`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

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

    def __init__(self, file: IO[bytes], name: str) -> None:
        """Begin where the file stands.

        Args:
            file: Open for writing, without a buffer.
            name: Its name, which errors of writing get.
        """
        self._file = file
        self._name = name

    def write(self, failure: Failure) -> None:
        """Add a line.

        Raises:
            OSError: It cannot be written; with the name of the file.
        """
        line = json.dumps(asdict(failure), ensure_ascii=False).encode(errors="replace") + b"\n"
        try:
            while line:  # a disk that fills up takes a part
                line = line[self._file.write(line) :]
        except OSError as error:
            error.filename = self._name
            raise


@contextmanager
def open_failures(name: str | None, others: Sequence[str]) -> Iterator[FailuresFile | None]:
    """Open a new file for failures, in the place of an earlier one; None for no name.

    Args:
        name: Of a file or a device.
        others: The files that the run reads and writes besides, none of which it may be.

    Raises:
        InputError: It cannot be written, or is one of the others.
    """
    if name is None:
        yield None
        return
    if name == "-":
        raise InputError("--failures takes the name of a file, not -; /dev/stderr is one")
    path = Path(name)
    if any(_is_same(path, Path(other)) for other in others):
        raise InputError(f"{name} is also an input or the output; choose another file for --failures")
    try:
        file = path.open("wb", buffering=0)
    except OSError as error:
        raise InputError(f"{name}: cannot be written: {(error.strerror or str(error)).lower()}") from error
    with file:
        yield FailuresFile(file, name)


def _is_same(path: Path, other: Path) -> bool:
    """Whether both are names of one file, which need not exist yet."""
    return path.resolve() == other.resolve() or (path.exists() and other.exists() and path.samefile(other))
