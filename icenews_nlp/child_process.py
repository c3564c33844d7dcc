"""Python programs of this package in processes of their own.

They are started as programs, not through multiprocessing: a script without a main guard, a notebook, a daemonic pool worker and
a process of many threads can all start them, on every system alike.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO


def start(arguments: Sequence[str], *, stderr: int | None = None, buffer: int = -1) -> subprocess.Popen[bytes]:
    """Start this Python with pipes to its standard input and from its standard output.

    Args:
        arguments: as after `python` on a command line.
        stderr: what `subprocess.Popen` takes; None shares that of this process.
        buffer: bytes, as `bufsize` of `subprocess.Popen`.

    Raises:
        OSError: it cannot be started.
    """
    # It finds what this process finds, installed or not; and, from Python 3.11, nothing just because it lies here.
    path = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
    return subprocess.Popen(
        [sys.executable, *arguments],
        bufsize=buffer,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        start_new_session=True,  # Ctrl-C is for the parent, before the child can ignore it too
        env={**os.environ, "PYTHONPATH": path, "PYTHONSAFEPATH": "1"},
    )


def take_replies() -> BinaryIO:
    """In the child: the way to the parent. Whatever else prints to standard output goes to standard error, also from C++."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return replies
