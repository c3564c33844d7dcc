"""A disk that is full and outputs that cannot be written: what was made is kept, and one sentence is said."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.command_line import COMMAND, ENVIRONMENT, jsonl, run
from helpers.lost_work import FAST, OLD, TEXTS, limited, part, texts

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="signals, limits and shells of POSIX")]


def small_files() -> None:
    """For `preexec_fn`: no file may grow over 50,000 bytes, as on a disk that is full then."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))


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
        (".", ". is a folder; name a file in it"),
        ("/", "/ is a folder; name a file in it"),
        ("", "the empty name is a folder; name a file in it"),
    ):
        done = run("enrich", "-", *FAST, "-o", output, stdin=jsonl(TEXTS[0]))
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.decode().startswith(f"icenews-nlp: {output}")
        assert done.stderr.decode().endswith(f"{reason}\n")
