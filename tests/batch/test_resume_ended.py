"""`enrich --resume` ended by a signal, by a full disk, or killed at the last steps: nothing is lost or doubled."""

from __future__ import annotations

import gzip
import signal
import sys
from pathlib import Path

import pytest

from helpers.killed import Runs, beside, write_articles
from icenews_nlp import AnnotatedDocument
from icenews_nlp.formats.jsonl import read_documents

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")

NAMES = ("out.jsonl", "out.jsonl.gz", "out.parquet", "out.json.gz")
DOCUMENTS = 58


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("inputs") / "a.jsonl"
    write_articles(path, 0, 60)
    return path


@pytest.fixture(scope="module")
def wholes(runs: Runs, file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the outputs of runs that nothing disturbed."""
    folder = tmp_path_factory.mktemp("wholes")
    for name in NAMES:
        assert runs.resume(file, "-o", folder / name).returncode == 1
    return folder


def finished(out: Path, wholes: Path) -> None:
    """The output is that of an undisturbed run, and nothing else is left but its journal."""
    assert out.read_bytes() == (wholes / out.name).read_bytes()
    assert {path.name for path in out.parent.iterdir()} == {out.name, f"{out.name}.journal"}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("at", ["Journal.add", "Journal.finish", "put_in_place"])
def test_a_kill_at_each_step_of_a_checkpoint_and_of_the_end(
    runs: Runs, file: Path, wholes: Path, tmp_path: Path, name: str, at: str
) -> None:
    out = tmp_path / name
    out.write_bytes(b"the good file of before")
    runs.kill(file, "-o", out, seconds=3600.0, at=at)
    assert out.read_bytes() == b"the good file of before"
    done = runs.resume(file, "-o", out, seconds=3600.0)
    if at == "put_in_place":
        assert done == (1, f"icenews-nlp: {out} is complete: {DOCUMENTS} documents, 2 failures; nothing is left to do\n")
    finished(out, wholes)


def test_half_a_document_after_the_last_one_is_cut_off(runs: Runs, file: Path, wholes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    runs.kill(file, "-o", out, until=(wholes / out.name).stat().st_size)
    runs.resume(file, "-o", out)
    finished(out, wholes)


def test_a_kill_while_pieces_are_joined(runs: Runs, file: Path, wholes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    runs.kill(file, "-o", out, at="split")
    done = runs.resume(file, "-o", out)
    assert done == (1, f"icenews-nlp: {out} had {DOCUMENTS} documents; going on from there\n")
    finished(out, wholes)


@pytest.mark.parametrize("name", NAMES)
def test_an_end_by_signal_keeps_whole_documents_and_goes_on(
    runs: Runs, file: Path, wholes: Path, tmp_path: Path, name: str
) -> None:
    out, part = tmp_path / name, beside(tmp_path / name, ".part")
    until = 1 if "parquet" in name else 90_000 if name == "out.jsonl" else 4_000
    seconds = 0.0 if "parquet" in name else 3600.0
    done = runs.resume(file, "-o", out, until=until, sign=signal.SIGTERM, seconds=seconds)
    said = done.stderr.splitlines()[-1]
    kept = int(said.split()[2])
    assert said == f"icenews-nlp: terminated; {kept} documents are kept, and the same command goes on from there"
    assert (done.returncode, 0 < kept < DOCUMENTS) == (143, True)
    if name == "out.jsonl":
        assert documents(part.read_bytes()) == kept
    elif name == "out.jsonl.gz":
        assert documents(gzip.decompress(part.read_bytes())) == kept, "with the end of its compressed data"
    assert runs.resume(file, "-o", out, seconds=3600.0).returncode == 1
    finished(out, wholes)


def documents(data: bytes) -> int:
    """How many there are, all of them whole."""
    read = list(read_documents(data.splitlines()))
    assert all(isinstance(one, AnnotatedDocument) for one in read)
    return len(read)


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz", "out.parquet"])
def test_a_disk_that_fills_up_keeps_the_last_checkpoint(
    runs: Runs, file: Path, wholes: Path, tmp_path: Path, name: str
) -> None:
    out, part = tmp_path / name, beside(tmp_path / name, ".part")
    most = (wholes / name).stat().st_size // 2
    done = runs.resume(file, "-o", out, most=most)
    said = done.stderr.splitlines()[-1]
    assert said.startswith(f"icenews-nlp: {out}: file too large; ")
    assert said.endswith(" documents are kept, and the same command goes on from there")
    assert done.returncode == 2
    kept = int(said.split("; ")[1].split()[0])
    if name != "out.parquet":
        data = part.read_bytes()
        assert documents(gzip.decompress(data) if name.endswith(".gz") else data) == kept > 0
    assert runs.resume(file, "-o", out).returncode == 1
    finished(out, wholes)


def test_a_file_of_before_is_said_to_be_as_it_was(runs: Runs, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_bytes(b"the good file of before")
    done = runs.resume(file, "-o", out, until=1, sign=signal.SIGTERM)
    assert done.stderr.endswith(f"1 documents are kept, and the same command goes on from there; {out} is as it was\n")
