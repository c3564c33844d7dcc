"""`icenews-nlp evaluate` in real processes: its JSON, its table, and what it says of files that it cannot read."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from helpers.command_line import on_terminal, run
from icenews_nlp.evaluation.results import Evaluation

TSV = """\
word\tsentence#\ttag\tpos\tlemma
Katrín\t0\tB-Person\tnven-s\tKatrín
fór\t0\tO\tsfg3eþ\tfara
til\t0\tO\tae\ttil
Reykjavíkur\t0\tB-Location\tnvee-s\tReykjavík
.\t0\tO\t.\t.

Hún\t1\tO\tfpven\thún
keypti\t1\tO\tsfg3eþ\tkaupa
hús\t1\tO\tnheo\thús
.\t1\tO\t.\t.
"""
LEMMAS = "1\tHún\thún\t_\t_\t_\t_\t_\t_\t_\n2\tsöng\tsyngja\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n3\t.\t_\t_\t_\t_\t_\t_\t_\t_\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """gold.tsv and lemmas.conllu.gz."""
    path = tmp_path_factory.mktemp("gold")
    (path / "gold.tsv").write_text(TSV, encoding="utf-8")
    (path / "lemmas.conllu.gz").write_bytes(gzip.compress(LEMMAS.encode()))
    return path


@pytest.fixture(scope="module")
def scores(folder: Path) -> dict[str, Any]:
    done = run("evaluate", folder / "gold.tsv", folder / "lemmas.conllu.gz", "--profile", "fast", "--json", "--limit", "2")
    assert (done.returncode, done.stderr) == (0, b"")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_json(folder: Path, scores: dict[str, Any]) -> None:
    assert Evaluation.model_validate(scores).model_dump(exclude_none=True, mode="json") == scores
    gold = scores["files"][0]
    assert scores | {"files": []} == {"sentences_per_text": 4, "strict": False, "limit": 2, "files": []}
    assert {name: gold[name] for name in ("file", "texts", "sentences", "words", "unscored")} == {
        "file": str(folder / "gold.tsv"), "texts": 1, "sentences": 2, "words": 9, "unscored": ["upos", "feats"],
    }  # fmt: skip
    [fast] = gold["systems"]
    assert fast["system"] == "fast"
    assert fast["version"].startswith("fast-")
    assert fast["words_per_second"] > 0
    every = {"f1": 100.0, "precision": 100.0, "recall": 100.0}
    assert fast["tokens"] == {**every, "right": 9, "gold": 9, "found": 9}
    assert fast["sentences"] == {**every, "right": 2, "gold": 2, "found": 2}
    assert fast["lemma"] == fast["lemma_pronouns_merged"] == {"percent": 100.0, "right": 7, "of": 7}
    assert fast["tag"]["of"] == 9
    one = {**every, "right": 1, "gold": 1, "found": 1}
    assert fast["entities"] == {"Location": one, "Person": one, "all": {**every, "right": 2, "gold": 2, "found": 2}}


def test_a_file_with_only_lemmas(scores: dict[str, Any]) -> None:
    lemmas = scores["files"][1]
    assert lemmas["unscored"] == ["tag", "upos", "feats", "entities"]
    told = {"system", "version", "seconds", "words_per_second", "tokens", "lemma", "lemma_pronouns_merged"}
    assert set(lemmas["systems"][0]) == told
    assert lemmas["systems"][0]["lemma"] == {"percent": 100.0, "right": 2, "of": 2}


def test_the_table_has_the_same_figures(folder: Path) -> None:
    """Two systems side by side, and nothing where one of them gives nothing."""
    done = run("evaluate", folder / "gold.tsv", "-p", "fast", "--baseline", "greynir")
    assert done.returncode == 0
    assert done.stderr == b"" or b"it is now built, once" in done.stderr  # Greynir's grammar, by whoever needs it first
    shown = done.stdout.decode()
    assert f"{folder / 'gold.tsv'}: sentences 2, words 9, texts 1\n" in shown
    cells = {line.split("  ")[0].strip(): line.split()[-3:] for line in shown.splitlines() if line.startswith(" ")}
    assert cells[""] == ["of", "fast", "greynir"]
    assert cells["tokens, F1"] == ["9", "100.00", "100.00"]
    assert cells["lemma"] == ["7", "100.00", "100.00"]
    assert cells["tag"] == ["9", "100.00", "-"]
    assert cells["sentences parsed"] == ["2", "-", "100.00"]
    assert cells["Location, F1"] == ["1", "100.00", "-"]
    assert cells["Person, F1"] == ["1", "100.00", "100.00"]
    assert "not in the file and not scored: UPOS, FEATS\n" in shown
    assert re.search(r"in percent; case and hyphens of lemmas ignored; fast is fast-\w+; greynir is reynir \d", shown)
    assert "\x1b" not in shown
    assert "─" not in shown


def test_on_a_terminal(folder: Path) -> None:
    shown = on_terminal("evaluate", folder / "gold.tsv", "-p", "fast", output=True)
    assert "─" in shown
    assert "lemma, pronouns merged" in shown


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.tsv", "Hún\tO\nfór\n", "a.tsv:2: 1 tab-separated fields"),
        ("a.conllu", "1\tHún\n", "a.conllu:1: 2 tab-separated fields; a line of CoNLL-U has 10"),
        ("a.tsv", "\n\n", "a.tsv: no words in it; give a CoNLL-U file or a MIM-GOLD-NER TSV"),
    ],
)
def test_a_broken_file_scores_nothing(folder: Path, tmp_path: Path, name: str, text: str, told: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    done = run("evaluate", folder / "gold.tsv", path, "-p", "fast")
    assert (done.returncode, done.stdout) == (2, b"")
    assert told in done.stderr.decode()


def test_misuse(folder: Path) -> None:
    done = run("evaluate", folder / "none.tsv")
    assert (done.returncode, done.stderr.decode().endswith("none.tsv: no such file or directory\n")) == (2, True)
    done = run("evaluate", folder / "gold.tsv", "-p", "fast", "--baseline", "gervi")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"no profile or baseline 'gervi'" in done.stderr
