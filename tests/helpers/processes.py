"""Processes: those that a process has started, and how much memory one takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

ENDED = (FileNotFoundError, ProcessLookupError)
"""What reading in /proc raises when the process or thread ended meanwhile."""

needs_proc = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for processes in /proc")


def children(parent: int | None = None) -> list[int]:
    """Their ids, as Linux reports them; none elsewhere."""
    threads = Path("/proc", str(parent or os.getpid()), "task")
    while True:
        with suppress(*ENDED):  # a thread ended meanwhile, and another has taken over its children: all are read anew
            return [int(pid) for listed in threads.glob("*/children") for pid in listed.read_text().split()]


def workers(parent: int | None = None) -> list[int]:
    """Those of them that are worker processes of `enrich_many`."""
    return [pid for pid in children(parent) if b"icenews_nlp.enrichment.worker" in _command(pid)]


def _command(pid: int) -> bytes:
    """The command of a process; empty if it has ended."""
    with suppress(*ENDED):
        return Path("/proc", str(pid), "cmdline").read_bytes()
    return b""


MEASURE = """
import json, os, subprocess, sys, tempfile
with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as told:
    process = subprocess.Popen(sys.argv[1:], stdout=out, stderr=told)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    texts = [(file.seek(0), file.read().decode())[1] for file in (out, told)]
most = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps([process.returncode, *texts, most]))
"""
"""Started by a small process: on Linux a process begins with the peak of the one that started it, and pytest's is large."""


class Measured(NamedTuple):
    """A process that has ended."""

    status: int
    out: str
    told: str
    """What it wrote to standard error."""
    most: int
    """The most bytes of memory that it had."""


def measured(command: Sequence[str], env: Mapping[str, str] | None = None) -> Measured:
    """Run a command and measure its memory."""
    done = subprocess.run([sys.executable, "-c", MEASURE, *command], capture_output=True, env=env, check=True)
    return Measured(*json.loads(done.stdout))
