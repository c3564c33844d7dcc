"""Whatever ends a command: the good file of before stays, what was made is kept, one sentence is said, the status is right."""

from __future__ import annotations

import ctypes
import io
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from helpers.command_line import COMMAND, ENVIRONMENT, hear_interrupts, jsonl, run, start
from icenews_nlp import AnnotatedDocument, Enricher
from icenews_nlp.cli.output import Output
from icenews_nlp.enrichment.worker_pool import most_workers
from icenews_nlp.formats.jsonl import BadLine, read_documents
from icenews_nlp.formats.writers import format_named

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="signals, limits and shells of POSIX")]

FAST = ("--profile", "fast")
OLD = b"the good file of before\n"
TEXTS = [f"Bátur númer {i} kom til Húsavíkur með {i} tonn af þorski." for i in range(200)]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A file that is there already."""
    path = tmp_path / "out.jsonl"
    path.write_bytes(OLD)
    path.chmod(0o640)
    return path


def part(out: Path) -> Path:
    return out.with_name(out.name + ".part")


def texts(data: bytes) -> list[str]:
    """The texts of the documents, none of which is broken."""
    read = list(read_documents(data.splitlines(keepends=True)))
    assert not [found for found in read if isinstance(found, BadLine)]
    assert data.endswith(b"\n") or not data
    return [found.text for found in read if isinstance(found, AnnotatedDocument)]


# the file of before


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


# the disk


def small_files() -> None:
    """For `preexec_fn`: no file may grow over 50,000 bytes, as on a disk that is full then."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))


def limited(limit: Callable[[], None], *arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(
        command, input=stdin, capture_output=True, env=ENVIRONMENT, preexec_fn=limit, timeout=300, check=False
    )


def test_a_disk_that_fills_up_keeps_whole_lines_and_the_file_of_before(out: Path) -> None:
    done = limited(small_files, "enrich", "-", *FAST, "-o", out, stdin=jsonl(*TEXTS))
    kept = texts(part(out).read_bytes())
    assert 0 < len(kept) < len(TEXTS)
    assert kept == TEXTS[: len(kept)]
    assert done.stderr.decode() == (
        f"icenews-nlp: {out}: file too large; the {len(kept)} documents that were made are in {out}.part; {out} is as it was\n"
    )
    assert (done.returncode, out.read_bytes()) == (2, OLD)


def test_a_disk_that_fills_up_keeps_nothing_that_cannot_be_read(tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    out.write_bytes(OLD)
    done = limited(small_files, "enrich", "-", *FAST, "-o", out, stdin=jsonl(*TEXTS * 8))
    assert done.stderr.decode().startswith(f"icenews-nlp: {out}: file too large; of the ")
    assert done.stderr.decode().endswith(
        f" documents that were made none is kept, for parquet cannot be read without its end; {out} is as it was\n"
    )
    assert (done.returncode, out.read_bytes(), list(tmp_path.iterdir())) == (2, OLD, [out])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [("--help",), ("info",), ("schema",), ("enrich", "-", *FAST), ("show", "-", *FAST)])
def test_a_full_disk_at_standard_output_is_one_sentence(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *arguments], input=jsonl(TEXTS[0]), stdout=full, stderr=subprocess.PIPE, env=ENVIRONMENT, check=False
        )
    assert (done.stderr, done.returncode) == (b"icenews-nlp: standard output: no space left on device\n", 2)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_device_is_written_to_and_never_replaced() -> None:
    done = run("enrich", "-", "--output", "/dev/full", stdin=jsonl(TEXTS[0]))
    assert (done.stderr, done.returncode) == (b"icenews-nlp: /dev/full: no space left on device\n", 2)
    assert not Path("/dev/full.part").exists()


def test_an_output_that_cannot_be_is_refused(tmp_path: Path) -> None:
    for output, reason in (
        (tmp_path / "none" / "out.jsonl", "cannot be written: no such file or directory"),
        (tmp_path / ("a" * 300), "file name too long"),
        (tmp_path, "is a folder; name a file in it"),
    ):
        done = run("enrich", "-", *FAST, "-o", output, stdin=jsonl(TEXTS[0]))
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.decode().startswith(f"icenews-nlp: {output}")
        assert done.stderr.decode().endswith(f"{reason}\n")


# the files beside a bad one


def test_a_name_that_is_too_long_loses_no_other_file(tmp_path: Path) -> None:
    good, long = tmp_path / "good.jsonl", tmp_path / ("a" * 300)
    good.write_bytes(jsonl(TEXTS[0]))
    out = tmp_path / "out.jsonl"
    commands = [
        ["enrich"],
        ["enrich", "--failures", str(tmp_path / "failures.jsonl")],
        ["enrich", "--resume", "-o", str(out)],
        ["index", "--db", str(tmp_path / "news.db")],
    ]
    for command in commands:
        done = run(*command, long, good, *FAST)
        assert done.returncode == 1
        assert done.stderr.decode().startswith(f"{long}: cannot be read: file name too long\n")
        written = done.stdout + (out.read_bytes() if "-o" in command else b"")
        assert TEXTS[0].split()[0].encode() in written or b"1 added" in done.stderr


def within_rights() -> None:
    """For `preexec_fn`: what the rights of a file forbid is forbidden to root too (Linux; nobody else needs it)."""
    if os.geteuid() == 0:
        drop_from_bounding_set, override, read_search = 24, 1, 2  # the numbers of prctl(2) and capabilities(7)
        for capability in (override, read_search):
            ctypes.CDLL(None, use_errno=True).prctl(drop_from_bounding_set, capability, 0, 0, 0)


def test_a_folder_without_rights_loses_no_other_file(tmp_path: Path) -> None:
    closed, good = tmp_path / "closed", tmp_path / "good.jsonl"
    closed.mkdir(mode=0)
    good.write_bytes(jsonl(TEXTS[0]))
    done = limited(within_rights, "enrich", closed / "a.jsonl", good, *FAST)
    assert (done.returncode, texts(done.stdout)) == (1, TEXTS[:1])
    assert done.stderr.decode() == f"{closed / 'a.jsonl'}: cannot be read: permission denied\n"


# streams that are closed


def with_closed(stream: str, *arguments: object) -> subprocess.CompletedProcess[bytes]:
    """A command of a shell that has closed a stream, `<&-` say."""
    command = ["sh", "-c", f'exec "$@" {stream}', "sh", *COMMAND, *map(str, arguments)]
    return subprocess.run(command, input=jsonl(TEXTS[0]), capture_output=True, env=ENVIRONMENT, timeout=300, check=False)


def test_closed_standard_output_is_an_error_if_it_is_needed(tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    assert run("index", "-", "--db", db, *FAST, stdin=jsonl(TEXTS[0])).returncode == 0
    for arguments in (["enrich", "-", *FAST], ["search", "--db", db, "bátur"], ["schema"]):
        done = with_closed(">&-", *arguments)
        sentence = b"icenews-nlp: standard output is closed; redirect it to a file, as in: > FILE\n"
        assert (done.stderr, done.returncode) == (sentence, 2)
    done = with_closed(">&-", "enrich", "-", *FAST, "-o", tmp_path / "out.jsonl")
    assert (done.stderr, done.returncode) == (b"", 0)
    assert texts((tmp_path / "out.jsonl").read_bytes()) == TEXTS[:1]


def test_closed_standard_error_and_input(tmp_path: Path) -> None:
    done = with_closed("2>&-", "enrich", tmp_path / "none.jsonl", "-", *FAST)
    assert (texts(done.stdout), done.returncode) == (TEXTS[:1], 1)
    done = with_closed("<&-", "enrich", "-", *FAST)
    assert (done.stderr, done.returncode) == (b"(standard input): cannot be read: it is closed\n", 1)
    done = with_closed("<&- >&- 2>&-", "enrich", "-", *FAST, "-o", tmp_path / "out.jsonl")
    assert done.returncode == 1


# before and beside the work


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


# one fault, one status


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
