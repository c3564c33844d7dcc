"""`enrich --resume`: when it goes on, when it starts afresh, when it refuses, and what it leaves behind."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from helpers.command_line import jsonl, run
from helpers.killed import Runs, beside, write_articles, written
from icenews_nlp import AnnotatedDocument
from icenews_nlp.formats.jsonl import read_documents

fcntl = pytest.importorskip("fcntl")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and locks of POSIX")

HALF = 100_000
"""Bytes of output, about the half."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    write_articles(path, 0, 60)
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


def ids(path: Path) -> list[str | None]:
    found = list(read_documents(path.read_bytes().splitlines()))
    return [one.article.id for one in found if isinstance(one, AnnotatedDocument)]


ALL = [str(i) for i in range(60) if i % 30 != 11]


def test_it_says_from_where_it_goes_on_and_when_all_is_done(runs: Runs, file: Path, out: Path) -> None:
    runs.kill(file, "-o", out, until=HALF)
    had = [json.loads(line)["documents"] for line in beside(out, ".journal").read_bytes().splitlines()[1:]][-1]
    assert 0 < had < len(ALL)
    done = runs.resume(file, "-o", out)
    went_on, *failures = done.stderr.splitlines()
    assert went_on == f"icenews-nlp: {out} had {had} documents; going on from there"
    assert failures == [f"{file}:42: field 'text' is missing"], "the one before was reported before"
    assert (done.returncode, ids(out)) == (1, ALL), "failures of the earlier run count"

    before = out.stat()
    again = runs.resume(file, "-o", out)
    assert again == (1, f"icenews-nlp: {out} is complete: {len(ALL)} documents, 2 failures; nothing is left to do\n")
    assert out.stat() == before


def test_a_finished_output_of_other_inputs_is_made_afresh(runs: Runs, file: Path, out: Path) -> None:
    assert runs.resume(file, "-o", out).returncode == 1
    write_articles(file, 102, 110)
    assert runs.resume(file, "-o", out) == (0, "")
    assert ids(out) == [str(i) for i in range(102, 110)]
    assert runs.resume(file, "-o", out, "--timeout", "60").stderr == "", "other options too"
    out.write_bytes(b"changed by hand")
    assert runs.resume(file, "-o", out, "--timeout", "60") == (0, "")
    assert ids(out) == [str(i) for i in range(102, 110)]


def test_an_unfinished_output_of_other_options_or_inputs_is_refused(runs: Runs, tmp_path: Path, file: Path, out: Path) -> None:
    runs.kill(file, "-o", out, until=HALF)
    part, journal = beside(out, ".part"), beside(out, ".journal")
    before = part.read_bytes(), journal.read_bytes()
    copy = tmp_path / "b.jsonl"
    copy.write_bytes(file.read_bytes())
    begun = f"icenews-nlp: {part} was begun with "
    afresh = ", or leave out --resume to start afresh\n"
    for arguments, reason in (
        ((file, "--timeout", "60"), "timeout None, not 60.0; give it so again"),
        ((file, "--format", "doccano"), "format jsonl, not doccano; give it so again"),
        ((file, "--failures", tmp_path / "f"), f"failures None, not {tmp_path / 'f'}; give it so again"),
        ((copy,), "other input files; name them as before"),
        ((file, copy), "other input files; name them as before"),
    ):
        assert runs.resume(*arguments, "-o", out) == (2, begun + reason + afresh)
    text = file.read_bytes()
    file.write_bytes(text + jsonl("Ný frétt."))
    assert runs.resume(file, "-o", out) == (2, f"{begun}another {file}, which has changed since; put it back{afresh}")
    assert (part.read_bytes(), journal.read_bytes()) == before, "nothing is touched"
    done = run("enrich", file, "-p", "standard", "-o", out, "--resume")
    assert done.stderr.decode().startswith(f"{begun}model fast-")


def test_standard_input_must_begin_with_the_same_articles(runs: Runs, tmp_path: Path, file: Path, out: Path) -> None:
    runs.kill("-", "-o", out, until=HALF, stdin=file)
    lines, other = file.read_bytes().splitlines(keepends=True), tmp_path / "other.jsonl"
    for given in ([*lines[1:], lines[0]], lines[:10]):
        other.write_bytes(b"".join(given))
        refused = runs.resume("-", "-o", out, stdin=other)
        assert "the input no longer begins with the articles that were analysed before" in refused.stderr
        assert refused.returncode == 2
    assert runs.resume("-", "-o", out, stdin=file).returncode == 1
    assert ids(out) == ALL


@pytest.mark.parametrize("keep", [0, 1, 30_000, None])
def test_an_output_cut_by_hand_goes_on_from_the_checkpoint_before(
    runs: Runs, tmp_path: Path, file: Path, out: Path, keep: int | None
) -> None:
    failures = tmp_path / "f"
    runs.kill(file, "-o", out, "--failures", failures, until=HALF)
    part = beside(out, ".part")
    if keep is None:
        part.unlink()
    else:
        part.write_bytes(part.read_bytes()[:keep])
    assert runs.resume(file, "-o", out, "--failures", failures).returncode == 1
    assert ids(out) == ALL
    assert [json.loads(line)["place"] for line in failures.read_bytes().splitlines()] == [f"{file}:12", f"{file}:42"]


def test_failures_that_are_gone_are_found_again(runs: Runs, tmp_path: Path, file: Path, out: Path) -> None:
    failures = tmp_path / "f"
    runs.kill(file, "-o", out, "--failures", failures, until=HALF)
    failures.unlink()
    runs.resume(file, "-o", out, "--failures", failures)
    assert len(failures.read_bytes().splitlines()) == 2
    assert ids(out) == ALL


def test_a_run_without_resume_starts_afresh_and_forgets_the_other(runs: Runs, file: Path, out: Path) -> None:
    runs.kill(file, "-o", out, until=HALF)
    assert runs.enrich(file, "-o", out).returncode == 1
    assert ids(out) == ALL
    assert {path.name for path in out.parent.iterdir()} == {file.name, out.name}


def test_a_second_run_of_the_same_output_is_refused(runs: Runs, file: Path, out: Path) -> None:
    with beside(out, ".journal").open("ab") as journal:
        fcntl.flock(journal, fcntl.LOCK_EX)
        done = runs.resume(file, "-o", out)
        sentence = f"icenews-nlp: {out}.journal is in use: another run writes the same output; wait for its end\n"
        assert done == (2, sentence)
        journal.write(b'{"version": 1, ')
        journal.flush()
        assert runs.enrich(file, "-o", out).stderr == sentence, "without --resume too"
    assert not out.exists()


def test_what_is_no_journal_is_left_alone(runs: Runs, file: Path, out: Path) -> None:
    other = beside(out, ".journal")
    other.write_bytes(b"a diary\nof somebody\n")
    done = runs.resume(file, "-o", out)
    assert done == (2, f"icenews-nlp: {other} is no journal of this version; delete it, or choose another --output\n")
    assert runs.enrich(file, "-o", out).returncode == 1
    assert other.read_bytes() == b"a diary\nof somebody\n"


def test_only_a_file_can_be_gone_on_with(runs: Runs, tmp_path: Path, file: Path, out: Path) -> None:
    for output in ("-", "/dev/null", tmp_path):
        done = runs.resume(file, "-o", output)
        assert done == (2, "icenews-nlp: --resume needs --output with the name of a file, to which it keeps a journal\n")
    for ending in (".part", ".journal", ".joined"):
        same = tmp_path / f"out.jsonl{ending}"
        same.write_bytes(file.read_bytes())
        assert runs.resume(same, "-o", out) == (2, f"icenews-nlp: {out} is also an input file; choose another --output\n")
        done = runs.resume(file, "-o", out, "--failures", same)
        assert done.stderr.endswith("is also an input or the output; choose another file for --failures\n")
        same.unlink()
    assert list(tmp_path.iterdir()) == [file]


def test_nothing_but_failures_leaves_the_file_of_before(runs: Runs, file: Path, out: Path) -> None:
    out.write_bytes(b"the good file of before")
    file.write_bytes(b"x\n")
    for _ in range(2):
        assert runs.resume(file, "-o", out).returncode == 1
        assert out.read_bytes() == b"the good file of before"
        assert {path.name for path in out.parent.iterdir()} == {file.name, out.name}


def test_a_finished_run_that_left_something_out_says_so_again(runs: Runs, file: Path, out: Path) -> None:
    file.write_bytes(b'{"text": "Anna kom."}\nx\n')
    assert runs.resume(file, "-o", out).returncode == 1
    again = runs.resume(file, "-o", out)
    assert again == (1, f"icenews-nlp: {out} is complete: 1 documents, 1 failures; nothing is left to do\n")


def test_no_articles_are_an_empty_file(runs: Runs, file: Path, out: Path) -> None:
    file.write_bytes(b"")
    assert runs.resume(file, "-o", out) == (0, "")
    assert out.read_bytes() == b""
    assert "is complete: 0 documents" in runs.resume(file, "-o", out).stderr


def test_the_inputs_before_are_not_read_again(runs: Runs, tmp_path: Path, file: Path, out: Path) -> None:
    second = tmp_path / "b.jsonl"
    write_articles(second, 60, 120)
    runs.kill(file, second, "-o", out, until=300_000)
    assert json.loads(beside(out, ".journal").read_bytes().splitlines()[-1])["file"] == 1
    assert written(beside(out, ".journal")) > 0
    stamp = file.stat()
    text = file.read_bytes()
    file.write_bytes(b"x" * len(text))
    os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert runs.resume(file, second, "-o", out).returncode == 1
    assert ids(out) == [str(i) for i in range(120) if i % 30 != 11]


def test_another_standard_input_is_read_after_a_finished_run(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    for text in ("Bátur kom til hafnar.", "Annar bátur kom til hafnar."):
        done = run("enrich", "-", "--profile", "fast", "-o", out, "--resume", stdin=jsonl(text))
        assert (done.stderr, done.returncode) == (b"", 0)
        assert [json.loads(line)["text"] for line in out.read_bytes().splitlines()] == [text]


def test_a_folder_is_the_files_in_it(runs: Runs, tmp_path: Path, file: Path) -> None:
    folder, out = tmp_path / "news", tmp_path / "news" / "out.jsonl"
    folder.mkdir()
    file.rename(folder / "a.jsonl")
    (folder / "b.txt").write_text("Bátur kom til hafnar.", "utf-8")
    runs.kill(folder, "-o", out, until=HALF)
    (folder / "c.txt").write_text("Annar bátur kom til hafnar.", "utf-8")
    assert "was begun with other input files" in runs.resume(folder, "-o", out).stderr
    (folder / "c.txt").unlink()
    assert runs.resume(folder, "-o", out).returncode == 1
    assert ids(out) == [*ALL, "b"]
    again = runs.resume(folder, "-o", out)
    assert again == (2, f"icenews-nlp: {out} is also an input file; choose another --output\n")
