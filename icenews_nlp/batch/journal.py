"""The journal beside an output: what the run was asked to do, and how far it had come at each checkpoint.

The first line, `{"version": 1, "settings": {"profile": "fast", ...}, "inputs": [["a.jsonl", 1200, 1764410682000000000]]}`, is
written when a run begins; one with the fields of `Checkpoint` at each checkpoint; and the last one, with those of `Complete`,
when all is done. A line that a kill has cut off counts for nothing.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from icenews_nlp.batch.files import write_whole
from icenews_nlp.batch.position import Position
from icenews_nlp.errors import InputError

if sys.platform != "win32":
    import fcntl

VERSION: Final = 1
START: Final = f'{{"version": {VERSION}, '.encode()
READ_SIZE: Final = 1 << 20

InputFile = tuple[str, int | None, int | None]
"""The name of an input, its size and its time of modification in ns; None for what is no ordinary file."""


class Checkpoint(NamedTuple):
    """A moment from which a run can be resumed."""

    file: int = 0
    """The input that was read, counted from 0."""
    records: int = 0
    """How many of its articles, and of its lines that are none, had been dealt with."""
    checksum: int = 0
    """Of these records."""
    documents: int = 0
    """Written so far."""
    size: int = 0
    """Bytes of the output till then."""
    failures: int = 0
    failures_size: int = 0
    """Bytes of the file of failures till then."""

    @property
    def position(self) -> Position:
        """How far the input had been dealt with."""
        return Position(self.file, self.records, self.checksum)


class Complete(NamedTuple):
    """A finished output."""

    documents: int
    size: int
    modified: int
    """Time of modification in ns."""
    failures: int = 0
    """What was left out."""

    def is_at(self, path: Path) -> bool:
        """Whether that file is the one that was finished, and has not been changed since."""
        return path.is_file() and (path.stat().st_size, path.stat().st_mtime_ns) == (self.size, self.modified)


class RunRequest(NamedTuple):
    """What a run was asked to do: runs that differ in it have different outputs."""

    settings: Mapping[str, Any]
    inputs: Sequence[InputFile]

    @property
    def is_known(self) -> bool:
        """Whether the inputs are files, of which it shows whether they have changed; not standard input or a pipe."""
        return all(size is not None for _, size, _ in self.inputs)

    def line(self) -> dict[str, Any]:
        """As the first line of a journal."""
        line: dict[str, Any] = json.loads(json.dumps({"version": VERSION, **self._asdict()}))
        return line

    def difference(self, earlier: Mapping[str, Any]) -> str | None:
        """How an earlier run's request, the first line of its journal, differs, and what to do; None where it does not."""
        line = self.line()
        before, now = earlier["settings"], line["settings"]
        for name in sorted({*before, *now}):
            if before.get(name) != now.get(name):
                return f"{name} {before.get(name)}, not {now.get(name)}; give it so again"
        old, new = {one[0]: one for one in earlier["inputs"]}, {one[0]: one for one in line["inputs"]}
        if [one[0] for one in earlier["inputs"]] != [one[0] for one in line["inputs"]]:
            return "other input files; name them as before"
        changed = next((name for name in new if old[name] != new[name]), None)
        return f"another {changed}, which has changed since; put it back" if changed is not None else None


class Journal:
    """A journal that is open for this run alone."""

    def __init__(self, path: Path) -> None:
        """Open a journal, or make an empty one.

        Raises:
            InputError: It cannot be written, is another kind of file, or is in use by another run.
        """
        self.path = path
        self.request: dict[str, Any] | None = None
        """The first line; None if no run has begun."""
        self.checkpoints: list[Checkpoint] = []
        self.complete: Complete | None = None
        self._ends: list[int] = []
        """Where the first line and that of each checkpoint end."""
        try:
            self._file = path.open("a+b", buffering=0)
        except OSError as error:
            raise InputError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from error
        try:
            self._lock()
            self._read()
        except BaseException:
            self._file.close()
            raise

    def begin(self, request: RunRequest) -> None:
        """Begin a run, and forget the one before."""
        self._file.truncate(0)
        self.request, self.checkpoints, self.complete = request.line(), [], None
        self._write(self.request)
        self._ends = [self._file.tell()]

    def rewind(self, count: int) -> None:
        """Forget all that follows the first so many checkpoints."""
        self._file.truncate(self._ends[count])
        del self.checkpoints[count:], self._ends[count + 1 :]
        self.complete = None

    def add(self, checkpoint: Checkpoint) -> None:
        """Keep a checkpoint; what it speaks of must be on disk already."""
        self._write(checkpoint._asdict())
        self.checkpoints.append(checkpoint)
        self._ends.append(self._file.tell())

    def finish(self, complete: Complete) -> None:
        """Note that all is done."""
        self._write(complete._asdict())
        self.complete = complete

    def close(self, *, remove: bool = False) -> None:
        """Let other runs have it; or delete it, whose output is gone."""
        if remove:
            self.path.unlink(missing_ok=True)
        self._file.close()

    def _lock(self) -> None:
        if sys.platform != "win32":
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise InputError(f"{self.path} is in use: another run writes the same output; wait for its end") from error

    def _read(self) -> None:
        """Read what is there, and cut off a last line that is not whole."""
        self._file.seek(0)
        data = b"".join(iter(lambda: self._file.read(READ_SIZE), b""))
        end = 0
        for line in data.splitlines(keepends=True):
            found = _parsed(line)
            if found is None:
                break
            end += len(line)
            self._take(found, end)
        if b"\n" in data and (self.request is None or self.request.get("version") != VERSION):
            raise InputError(f"{self.path} is no journal of this version; delete it, or choose another --output")
        self._file.truncate(end)

    def _take(self, found: dict[str, Any], end: int) -> None:
        if self.request is None:
            self.request = found
            self._ends.append(end)
        elif "modified" in found:
            self.complete = Complete(**found)
        else:
            self.checkpoints.append(Checkpoint(**found))
            self._ends.append(end)

    def _write(self, record: dict[str, Any]) -> None:
        write_whole(self._file, json.dumps(record).encode() + b"\n")
        os.fsync(self._file.fileno())


def _parsed(line: bytes) -> dict[str, Any] | None:
    """A line of a journal; None if it is not whole."""
    try:
        found = json.loads(line) if line.endswith(b"\n") else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def is_journal(path: Path) -> bool:
    """Whether the file is there and is a journal of this version."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(START)) == START
