"""The file of failures: a line per article, line or file that is left out, as it happens."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from helpers.command_line import jsonl, run, start
from icenews_nlp.batch.failures import AnalysisFailure, Failure, open_failures
from icenews_nlp.errors import InputError

FAST = ("--profile", "fast")
TEXTS = [f"Bátur númer {i} kom til Húsavíkur." for i in range(30)]


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_every_kind_of_failure_is_a_line(tmp_path: Path) -> None:
    bad, missing, latin, cut = (tmp_path / name for name in ("a.jsonl", "b.jsonl", "c.txt", "d.jsonl.gz"))
    bad.write_bytes(b'{"id": "x", "text": 5}\n{"id": 7, "text": "a", "y": 1}\n{"id": true}\n{\n\xfe\n[]\n' + jsonl(TEXTS[0]))
    latin.write_bytes("Þorskur".encode("latin-1"))
    cut.write_bytes(b"no gzip")
    out, failures = tmp_path / "out.jsonl", tmp_path / "failures.jsonl"
    failures.write_bytes(b"of an earlier run\n")
    done = run("enrich", bad, missing, latin, cut, *FAST, "-o", out, "--failures", failures)
    assert (done.returncode, done.stdout, len(lines(out))) == (1, b"", 1)
    found = lines(failures)
    assert [list(one) for one in found] == [["place", "id", "error", "reason"]] * len(found)
    assert [(one["place"], one["id"], one["error"]) for one in found] == [
        (f"{bad}:1", "x", "InputError"),
        (f"{bad}:2", "7", "InputError"),
        (f"{bad}:3", None, "InputError"),
        (f"{bad}:4", None, "JSONDecodeError"),
        (f"{bad}:5", None, "UnicodeDecodeError"),
        (f"{bad}:6", None, "ValueError"),
        (str(missing), None, "FileNotFoundError"),
        (f"{latin}:1", None, "UnicodeDecodeError"),
        (str(cut), None, "InputError"),
    ]
    assert done.stderr.decode().splitlines() == [f"{one['place']}: {one['reason']}" for one in found]


def test_an_article_that_cannot_be_analysed_has_the_error_and_reason_of_its_failure(tmp_path: Path) -> None:
    failures = tmp_path / "failures.jsonl"
    done = run("enrich", "-", *FAST, "--timeout", "0.001", "--failures", failures, stdin=jsonl(*TEXTS[:2]))
    assert lines(failures) == [
        {"place": f"(standard input):{i}", "id": str(i - 1), "error": "TimeoutError", "reason": "it took longer than 0.001 s"}
        for i in (1, 2)
    ]
    assert done.returncode == 1


def test_without_failures_the_file_is_empty_and_the_status_0(tmp_path: Path) -> None:
    failures = tmp_path / "failures.jsonl"
    done = run("enrich", "-", *FAST, "--failures", failures, stdin=jsonl(TEXTS[0]))
    assert (done.returncode, failures.read_bytes()) == (0, b"")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_failures_are_in_the_order_of_the_input(tmp_path: Path, workers: str) -> None:
    file, failures = tmp_path / "a.jsonl", tmp_path / "failures.jsonl"
    good = jsonl(*TEXTS).splitlines(keepends=True)
    # a failure that is known when a worker has loaded its model
    long = json.dumps({"id": "long", "text": "Bátur kom. " * 1_000}).encode() + b"\n"
    file.write_bytes(b"x\n" + long + b"x\n" + b"".join(good) + b"x\n")
    run("enrich", file, *FAST, "-w", workers, "--max-characters", "10000", "-o", tmp_path / "out.jsonl", "--failures", failures)
    assert [(one["place"].rpartition(":")[2], one["id"]) for one in lines(failures)] == [
        ("1", None), ("2", "long"), ("3", None), ("34", None),
    ]  # fmt: skip


def test_a_failure_is_in_the_file_while_the_run_goes_on(tmp_path: Path) -> None:
    failures = tmp_path / "failures.jsonl"
    with start("enrich", "-", *FAST, "--failures", failures, "-o", tmp_path / "out.jsonl") as process:
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(b"{\n" + jsonl(*TEXTS[:2]) + b"{\n{\n")
        process.stdin.flush()
        for place in (1, 4, 5):
            assert process.stderr.readline().decode().startswith(f"(standard input):{place}: ")
        process.kill()  # when the last one is said, those before it are in the file
    assert [one["place"] for one in lines(failures)][:2] == ["(standard input):1", "(standard input):4"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_at_the_failures_ends_the_run_and_names_them(tmp_path: Path) -> None:
    done = run("enrich", "-", *FAST, "--failures", "/dev/full", "-o", tmp_path / "out.jsonl", stdin=b"{\n")
    assert done.stderr.decode().splitlines()[-1] == "icenews-nlp: /dev/full: no space left on device"
    assert done.returncode == 2


def test_what_cannot_take_failures_is_refused_and_nothing_is_touched(tmp_path: Path) -> None:
    file, out, link = tmp_path / "a.jsonl", tmp_path / "out.jsonl", tmp_path / "link"
    file.write_bytes(jsonl(TEXTS[0]))
    link.symlink_to(file)
    for name, reason in (
        (file, "is also an input or the output"),
        (link, "is also an input or the output"),
        (out, "is also an input or the output"),
        (tmp_path / "none" / "x", "cannot be written: no such file or directory"),
        (tmp_path, "cannot be written: is a directory"),
        ("-", "takes the name of a file, not -"),
    ):
        done = run("enrich", file, *FAST, "-o", out, "--failures", name)
        assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
        assert reason in done.stderr.decode()
        assert sorted(tmp_path.iterdir()) == [file, link]
        assert file.read_bytes() == jsonl(TEXTS[0])


def test_a_wrong_profile_leaves_the_failures_of_before(tmp_path: Path) -> None:
    failures = tmp_path / "failures.jsonl"
    failures.write_bytes(b"of an earlier run\n")
    assert run("enrich", "-", "--profile", "hratt", "--failures", failures, stdin=jsonl(TEXTS[0])).returncode == 2
    assert failures.read_bytes() == b"of an earlier run\n"


def test_sentences_and_odd_names(tmp_path: Path) -> None:
    read = Failure("a\udcff.jsonl:1", "é", "InputError", "not valid\nJSON")
    analysed = AnalysisFailure("a.jsonl:2", None, "TimeoutError", "it took longer than 1 s")
    with open_failures(str(tmp_path / "f"), []) as file:
        assert file is not None
        file.write(read)
        file.write(analysed)
    assert lines(tmp_path / "f") == [
        {"place": "a?.jsonl:1", "id": "é", "error": "InputError", "reason": "not valid\nJSON"},
        {"place": "a.jsonl:2", "id": None, "error": "TimeoutError", "reason": "it took longer than 1 s"},
    ]
    assert str(analysed) == "a.jsonl:2: cannot be analysed: it took longer than 1 s (TimeoutError)"
    with open_failures(None, []) as nothing:
        assert nothing is None
    with pytest.raises(InputError, match="also an input"), open_failures("x.jsonl", ["./x.jsonl"]):
        pass
