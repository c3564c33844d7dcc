"""`enrich --resume` after SIGKILL: the output of runs that are killed, ten times or fewer, is that of an undisturbed one."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from helpers.killed import Runs, beside, write_articles, written
from icenews_nlp.formats.parquet import read_parquet

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")]

KILLS = 10
ARTICLES = 160


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two files and between them one that is not there."""
    folder = tmp_path_factory.mktemp("inputs")
    first, missing, second = folder / "a.jsonl", folder / "none.jsonl", folder / "b.jsonl"
    write_articles(first, 0, ARTICLES // 2)
    write_articles(second, ARTICLES // 2, ARTICLES)
    return [first, missing, second]


@pytest.mark.parametrize(
    ("name", "workers", "kills"),
    [
        *[("out.jsonl", "2", KILLS), ("out.jsonl.gz", "1", KILLS), ("out.jsonl.gz", "2", 3), ("out.parquet", "1", 3)],
        *[("out.parquet", "2", 3), ("out.jsonl.zst", "1", 3), ("out.conllu", "1", 2), ("out.spacy", "1", 1)],
    ],
)
def test_kills_change_nothing(runs: Runs, tmp_path: Path, inputs: list[Path], name: str, workers: str, kills: int) -> None:
    whole, out = tmp_path / "whole" / name, tmp_path / "killed" / name
    whole.parent.mkdir()
    out.parent.mkdir()
    seconds = 0.05 if "parquet" in name or "spacy" in name else 0.0
    expected = runs.resume(*inputs, "-o", whole, "--failures", tmp_path / "whole.failures")
    assert expected.returncode == 1

    failures, journal = tmp_path / "failures", beside(out, ".journal")
    command: tuple[str | Path, ...] = (*inputs, "-o", out, "--failures", failures, "-w", workers)
    step = whole.stat().st_size // (kills + 2)
    rng = random.Random(name + workers)
    for _ in range(kills):
        at = written(journal) if journal.exists() else 0
        runs.kill(*command, seconds=seconds, until=at + rng.randrange(1, step))
        assert not out.exists()
        with failures.open("ab") as file:
            file.write(b'{"place": "hal')  # as a kill in the middle of a line leaves it
        with journal.open("ab") as file:
            file.write(b'{"file": 0, "rec')
    done = runs.resume(*command, seconds=seconds)
    assert done.returncode == 1
    assert failures.read_bytes() == (tmp_path / "whole.failures").read_bytes()
    assert out.read_bytes() == whole.read_bytes()
    assert {path.name for path in out.parent.iterdir()} == {name, journal.name}
    if name == "out.parquet":
        assert len(list(read_parquet(out))) == ARTICLES - len(range(11, ARTICLES, 30))
