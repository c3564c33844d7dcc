"""Runs of `enrich --resume` that are killed at a chosen place of their output.

Each is a process of its own, forked from one that has imported the package and loaded a model: it is killed as any other, and
starts in no time.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, TypedDict

from typing_extensions import Unpack

from helpers.command_line import ENVIRONMENT

PROGRAM = """
import json, os, resource, signal, sys
import icenews_nlp, pyarrow.parquet, spacy
from icenews_nlp.batch import pieces, unfinished
from icenews_nlp.cli import app, enrich, main, output

enricher = icenews_nlp.load("fast")
enrich.load = lambda profile: enricher
write = pieces.Pieces.write

def end(number):
    os.kill(os.getpid(), number)

def run(arguments, seconds, until, sign, at, most, stdin, errors):
    def write_until(self, document):
        write(self, document)
        if 0 <= until <= self._file.tell():
            if sign == signal.SIGKILL:
                self._file.write(b"half a docu")  # as a kill in the middle of one leaves it
                self._file.flush()
            end(sign)

    pieces.Pieces.write = write_until
    unfinished.SECONDS = seconds
    if at:
        *owner, name = at.split(".")
        setattr(getattr(unfinished, *owner) if owner else unfinished, name, lambda *_: end(signal.SIGKILL))
    if most:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    os.dup2(os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(os.open(stdin, os.O_RDONLY), 0)
    sys.stdin = open(0, closefd=False)
    sys.argv[1:] = arguments
    try:
        main()
    except SystemExit as done:
        os._exit(done.code or 0)

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        run(**json.loads(line))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""

NEVER = -1


class How(TypedDict, total=False):
    """How a run goes."""

    seconds: float
    """Between two checkpoints."""
    until: int
    """Ended when its output has so many bytes, at the end of a document."""
    sign: int
    """The signal that ends it."""
    at: str
    """Killed where it calls this name of batch/unfinished.py."""
    most: int
    """Bytes that a file can have, as if the disk were full then."""
    stdin: str | Path


class Done(NamedTuple):
    """How a run ended."""

    returncode: int
    stderr: str


class Runs:
    """Starts runs, one after the other."""

    def __init__(self, folder: Path) -> None:
        self._errors = folder / "stderr"
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=ENVIRONMENT
        )

    def resume(self, *arguments: str | Path, **how: Unpack[How]) -> Done:
        """`enrich --resume`."""
        return self.enrich("--resume", *arguments, **how)

    def enrich(self, *arguments: str | Path, **how: Unpack[How]) -> Done:
        """`enrich`, without a kill if it is not resumable."""
        requests, replies = self._process.stdin, self._process.stdout
        assert requests is not None
        assert replies is not None
        usual = How(seconds=0.0, until=NEVER, sign=signal.SIGKILL, at="", most=0, stdin=os.devnull)
        request = {"arguments": ["enrich", "-p", "fast", *map(str, arguments)], **usual, **how, "errors": str(self._errors)}
        requests.write(json.dumps(request, default=str).encode() + b"\n")
        requests.flush()
        return Done(int(replies.readline()), self._errors.read_text("utf-8"))

    def kill(self, *arguments: str | Path, **how: Unpack[How]) -> None:
        """`enrich --resume`, which is known to have been killed."""
        done = self.resume(*arguments, **how)
        assert done.returncode == -signal.SIGKILL, done.stderr

    def __enter__(self) -> Runs:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.__exit__(kind, error, trace)


def beside(out: Path, ending: str) -> Path:
    """The file next to an output that has its name and this ending: `.part`, `.journal`."""
    return out.with_name(out.name + ending)


def written(journal: Path) -> int:
    """Bytes of output at the last checkpoint."""
    lines = [json.loads(line) for line in journal.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]
    return max((line["size"] for line in lines[1:]), default=0)


def write_articles(path: Path, first: int, last: int) -> None:
    """Small articles, with a line here and there that is none."""
    path.write_bytes(
        b"".join(
            json.dumps({"id": str(i), "text": f"Bátur númer {i} kom til Húsavíkur með {i} tonn af þorski."}).encode() + b"\n"
            if i % 30 != 11
            else b'{"id": "broken"}\n'
            for i in range(first, last)
        )
    )
