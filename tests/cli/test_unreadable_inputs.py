"""An input that cannot be read, or a stream that is closed: no other file is lost, and one sentence is said."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.command_line import COMMAND, ENVIRONMENT, jsonl, run
from helpers.lost_work import FAST, TEXTS, limited, texts

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="signals, limits and shells of POSIX")]


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
