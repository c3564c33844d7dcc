"""Faults before and beside the work: one sentence, and the same exit status in every command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.command_line import COMMAND, ENVIRONMENT, hear_interrupts, jsonl, run
from helpers.lost_work import FAST, OLD, TEXTS
from icenews_nlp.enrichment.worker_pool import most_workers

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="signals, limits and shells of POSIX")]


@pytest.mark.parametrize(("name", "status"), [("SIGINT", 130), ("SIGTERM", 143)])
@pytest.mark.parametrize("module", ["typer", "numpy"])
def test_a_signal_while_modules_are_imported(tmp_path: Path, module: str, name: str, status: int) -> None:
    code = f"import os, signal\nsignal.raise_signal(signal.{name})\n"
    (tmp_path / f"{module}.py").write_text(code, "utf-8")
    command = [*COMMAND, "enrich", "-", *FAST]
    done = subprocess.run(
        command,
        input=jsonl(TEXTS[0]),
        capture_output=True,
        env=ENVIRONMENT | {"PYTHONPATH": str(tmp_path)},
        preexec_fn=hear_interrupts,
        timeout=300,
        check=False,
    )
    word = {130: "interrupted", 143: "terminated"}[status]
    assert (done.stderr.decode(), done.stdout, done.returncode) == (f"icenews-nlp: {word}\n", b"", status)


def test_too_many_workers_are_refused() -> None:
    done = run("enrich", "-", *FAST, "-w", "100000", stdin=jsonl(TEXTS[0]))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        f"icenews-nlp: workers is 100,000; this machine has {os.cpu_count()} cores, so give at most {most_workers()}\n"
    )


PATCHED = """
import sys
from icenews_nlp.cli import main
from icenews_nlp.enrichment.worker_process import WorkerProcess

WorkerProcess._arguments = ("-c", sys.argv.pop(1))
main()
"""

DIES_AT_START = "import os; os._exit(9)"

DIES_AT_WORK = """
import os
from icenews_nlp.enrichment import enricher, worker

enricher.Enricher.attempt = lambda *_, **__: os._exit(9)
worker.main()
"""


@pytest.mark.parametrize(
    ("program", "status", "sentence"),
    [
        (DIES_AT_WORK, 1, "(standard input):3: cannot be analysed: the worker process died on this article; is memory short?"),
        (DIES_AT_START, 2, "icenews-nlp: the worker processes died"),
    ],
)
def test_workers_that_are_killed_again_and_again(out: Path, program: str, status: int, sentence: str) -> None:
    command = [sys.executable, "-c", PATCHED, program, "enrich", "-", *FAST, "-w", "2", "-o", str(out)]
    done = subprocess.run(command, input=jsonl(*TEXTS[:3]), capture_output=True, env=ENVIRONMENT, timeout=300, check=False)
    assert sentence in done.stderr.decode().splitlines()[-1]
    assert (done.returncode, out.read_bytes()) == (status, OLD)
    assert b"Traceback" not in done.stderr


def test_one_fault_has_one_exit_status_in_every_command(tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("Engin gögn.", "utf-8")
    none = tmp_path / "none.db"
    faulty: list[list[str | Path]] = [
        ["search", "--db", none, "hestur"],
        ["serve", "--db", none, "--port", "0"],
        ["search", "--db", text, "hestur"],
        ["serve", "--db", text, "--port", "0"],
        ["index", "-", "--db", text],
    ]
    for command in faulty:
        done = run(*command, stdin=jsonl(TEXTS[0]))
        assert (done.returncode, done.stderr.count(b"\n")) == (2, 1), done.stderr.decode()
    with_profile: list[list[str | Path]] = [["enrich", "-"], ["index", "-", "--db", none]]
    for command in with_profile:
        assert run(*command, "-p", "hratt", stdin=jsonl(TEXTS[0])).returncode == 2
