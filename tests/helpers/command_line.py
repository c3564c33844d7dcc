"""Running the command line in tests: through pipes, and on a terminal."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from helpers.forked import ForkServer

COMMAND = [sys.executable, "-m", "icenews_nlp.cli"]
ENVIRONMENT = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")} | {
    "TERM": "xterm-256color",
    "PYTHONUTF8": "1",
}


@cache
def fork_server() -> ForkServer:
    """That of this process, which ends when its pipe is closed."""
    return ForkServer(ENVIRONMENT)


def run(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    if hasattr(os, "fork") and not environment:
        return fork_server().run([*map(str, arguments)], stdin)
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, env=ENVIRONMENT | environment, timeout=300, check=False)


def jsonl(*texts: str) -> bytes:
    return b"".join(json.dumps({"id": str(i), "text": text}).encode() + b"\n" for i, text in enumerate(texts))


def hear_interrupts() -> None:
    """For `preexec_fn`: a job in the background of a shell, as CI may be, hands down that it is deaf to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(*arguments: str | Path, stdout: int | None = None) -> subprocess.Popen[bytes]:
    """A run whose input and errors are pipes, in a session of its own, so that a test may send it signals."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        start_new_session=True,
        preexec_fn=hear_interrupts,
    )


def on_terminal(*arguments: str | Path, output: bool, **environment: str) -> str:
    """What a command prints on a terminal of 100 columns; `output` says whether its results go there too."""
    pty, fcntl, termios = (pytest.importorskip(name) for name in ("pty", "fcntl", "termios"))
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, b"\x28\x00\x64\x00\x00\x00\x00\x00")
    stdout = theirs if output else subprocess.DEVNULL
    command = [*COMMAND, *map(str, arguments)]
    with subprocess.Popen(command, stdout=stdout, stderr=theirs, env=ENVIRONMENT | environment) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # Linux's way to say that the other side is closed
                piece = b""
            if not piece:
                break
            shown += piece
        os.close(ours)
        assert process.wait(300) in (0, 1)
    return shown.decode()
