"""Standard streams as they are found: closed by the caller, full, or without a reader."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import IO, Final

from icenews_nlp.errors import InputError

_DESCRIPTORS: Final = (0, 1, 2)


def fill_closed_streams() -> None:
    """Open the null device in the place of standard streams that are closed.

    A file that is opened later would get their number otherwise, and whatever a library prints would be written into it.
    """
    for descriptor in _DESCRIPTORS:
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free, which is this one
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123  # for as long as the process lives


def check_stdout() -> None:
    """Raise InputError if standard output is closed, so that results do not vanish."""
    if sys.stdout is None:
        raise InputError("standard output is closed; redirect it to a file, as in: > FILE")


def stdout_bytes() -> IO[bytes]:
    """Standard output for bytes; raises InputError if it is closed."""
    check_stdout()
    return sys.stdout.buffer


def drop_stdout() -> None:
    """Throw away what cannot be written, so that Python does not complain once more as it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def reason_of(error: OSError) -> str:
    """What the operating system says, as a part of a sentence."""
    return (error.strerror or str(error)).lower()
