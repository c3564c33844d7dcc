"""Files of a run: the unfinished output beside the finished one, and those of which each line is there when it is written."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import IO, Final

from icenews_nlp.errors import InputError

PART: Final = ".part"
"""What the name of an unfinished file ends with."""


def beside(path: Path, ending: str) -> Path:
    """The file beside another that has its name and that ending."""
    return path.with_name(path.name + ending)


def put_in_place(part: Path, path: Path) -> None:
    """Let a finished file take the place of an earlier one, and its rights."""
    if path.exists():
        shutil.copymode(path, part)
    part.replace(path)


def size_of(path: Path) -> int:
    """Bytes of a file; 0 if there is none."""
    return path.stat().st_size if path.is_file() else 0


def opened(path: Path, keep: int, buffering: int = -1) -> IO[bytes]:
    """Open a file to write after its first so many bytes, and cut off the rest.

    Raises:
        InputError: It cannot be opened.
    """
    try:
        file = path.open("r+b" if keep else "wb", buffering)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from error
    if keep:
        file.truncate(keep)
        file.seek(keep)
    return file


def write_whole(file: IO[bytes], data: bytes) -> None:
    """Write all of the data to a file without a buffer.

    Raises:
        OSError: The disk is full, say; with the name of the file.
    """
    try:
        while data:  # a disk that fills up takes a part
            data = data[file.write(data) :]
    except OSError as error:
        error.filename = file.name
        raise


def is_same(path: Path, other: Path) -> bool:
    """Whether both are names of one file, which need not exist yet."""
    try:
        if path.exists():
            return other.exists() and path.samefile(other)
    except OSError:  # a name that is too long, or in a folder without rights, is no file that can be written
        return False
    return path.name == other.name and path.resolve() == other.resolve()
