"""What ends a run: the good file of before stays, and what was made is kept."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from helpers.command_line import jsonl, run, start
from helpers.lost_work import FAST, OLD, TEXTS, part, texts
from icenews_nlp import Enricher
from icenews_nlp.cli.output import Output
from icenews_nlp.formats.writers import format_named

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="signals, limits and shells of POSIX")]


def test_a_finished_run_takes_the_place_of_the_file_and_keeps_its_rights(tmp_path: Path, out: Path) -> None:
    link = tmp_path / "link.jsonl"
    link.symlink_to(out)
    done = run("enrich", "-", *FAST, "-o", link, stdin=jsonl(*TEXTS[:2]) + b"broken\n")
    assert done.returncode == 1
    assert texts(out.read_bytes()) == TEXTS[:2]
    assert out.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    assert sorted(tmp_path.iterdir()) == [link, out]


def test_what_cannot_be_read_leaves_the_file_of_before(tmp_path: Path, out: Path) -> None:
    (tmp_path / "bad.jsonl").write_bytes(b"broken\n")
    for file in ("none.jsonl", "bad.jsonl"):
        done = run("enrich", tmp_path / file, *FAST, "-o", out)
        assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
        assert out.read_bytes() == OLD
        assert not part(out).exists()
    assert run("enrich", "-", *FAST, "-o", out).returncode == 0
    assert out.read_bytes() == b"", "nothing to analyse is no failure"


def test_neither_the_output_nor_its_part_may_be_an_input(out: Path) -> None:
    part(out).write_bytes(jsonl(TEXTS[0]))
    for file in (out, part(out)):
        before = file.read_bytes()
        done = run("enrich", file, *FAST, "-o", out)
        assert (done.returncode, file.read_bytes()) == (2, before)
        assert done.stderr.decode() == f"icenews-nlp: {out} is also an input file; choose another --output\n"


@contextmanager
def under_way(out: Path, workers: int) -> Iterator[subprocess.Popen[bytes]]:
    """A run that waits for more input after it has written some of its documents."""
    with start("enrich", "-", *FAST, "-w", str(workers), "-o", out) as process:
        assert process.stdin is not None
        process.stdin.write(jsonl(*TEXTS))  # more than two workers read ahead
        process.stdin.flush()
        while not (part(out).exists() and b"\n" in part(out).read_bytes()):
            assert process.poll() is None
            time.sleep(0.05)
        yield process


@pytest.mark.parametrize("workers", [1, 2])
def test_kill_leaves_the_file_of_before(out: Path, workers: int) -> None:
    with under_way(out, workers) as process:
        process.kill()
        assert process.wait() == -signal.SIGKILL
    assert out.read_bytes() == OLD
    again = run("enrich", "-", *FAST, "-o", out, stdin=jsonl(*TEXTS))
    assert (again.returncode, texts(out.read_bytes()), part(out).exists()) == (0, TEXTS, False)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("number", "status", "word"), [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")]
)
def test_an_end_by_signal_keeps_what_was_made(out: Path, workers: int, number: signal.Signals, status: int, word: str) -> None:
    with under_way(out, workers) as process:
        os.killpg(process.pid, number)  # as a terminal or a service manager sends it, to workers too
        error = process.communicate()[1].decode()
    kept = texts(part(out).read_bytes())
    assert kept == TEXTS[: len(kept)] != []
    assert error == (f"icenews-nlp: {word}; the {len(kept)} documents that were made are in {out}.part; {out} is as it was\n")
    assert (process.returncode, out.read_bytes()) == (status, OLD)


class Interrupted(io.BytesIO):
    """A stream that a signal meets in the middle of each line."""

    def write(self, data: object) -> int:
        assert isinstance(data, bytes)
        half = len(data) // 2
        super().write(data[:half])
        signal.raise_signal(signal.SIGINT)
        return half + super().write(data[half:])


def test_a_signal_in_the_middle_of_a_line_waits_for_its_end(fast: Enricher) -> None:
    stream = Interrupted()
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background may ignore Ctrl-C
    try:
        with format_named("jsonl").open(stream) as write:
            out = Output(stream, write)
            with pytest.raises(KeyboardInterrupt):
                out.write(fast.enrich(TEXTS[0]))
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, inherited)
    assert texts(stream.getvalue()) == TEXTS[:1]
    assert out.count == 1
