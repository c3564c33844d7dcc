"""Our own corpus: its size, its form, and that no sentence is there twice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.tokenization.tokenizer import tokenize
from icenews_nlp.training.corpora.readers import inline_names

CORPUS = Path(__file__).parents[2] / "corpus"


def lines(part: str) -> list[str]:
    return [line for path in sorted((CORPUS / part).glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]


def test_our_corpus_is_large_enough_and_no_sentence_is_there_twice() -> None:
    train, test = lines("train"), lines("test")
    assert len(train) >= 1280
    assert len(test) >= 320
    plain = [" ".join(re.findall(r"\w+", re.sub(r"\[[A-Z][a-z]+ ", "", line).lower())) for line in train + test]
    assert len(set(plain)) == len(plain)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*/*.txt")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_our_corpus_is_well_formed(path: Path) -> None:
    known = {label.value for label in EntityLabel}
    for line, (text, found) in zip(path.read_text(encoding="utf-8").splitlines(), inline_names(path), strict=True):
        assert line == line.strip() != ""
        assert not set("[]") & set(text), line  # unbalanced, nested or misspelt
        assert {label for _, _, label in found} <= known, line
        words = tokenize(text).words
        edges = {word.start for word in words}, {word.end for word in words}
        assert all(start in edges[0] and end in edges[1] for start, end, _ in found), line  # names are whole words
