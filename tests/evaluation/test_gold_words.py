"""Scores on given words are those of running text, with a tokenizer that cannot err."""

from __future__ import annotations

from icenews_nlp import Enricher
from icenews_nlp.evaluation.gold import GoldWord
from icenews_nlp.evaluation.gold_words import evaluate


def test_words_are_scored_as_the_gold_cuts_them(fast: Enricher) -> None:
    sentence = [
        GoldWord("Katrín", tag="nven-s", label="B-Person", lemma="katrín"),
        GoldWord("seldi", tag="sfg3eþ", label="O", lemma="gefa"),
        GoldWord("þær", tag="fpvfo", label="O", lemma="sá"),
        GoldWord("fyrir", label="O"),
        GoldWord("5.000 kr.", label="O", lemma="5.000 kr."),
        GoldWord(".", tag=".", label="O", lemma="."),
    ]
    report = evaluate([sentence, [GoldWord("Já", lemma="já")]], fast._analyser)
    assert list(report) == ["tag", "lemma", "lemma_pronouns_merged", "entity F1"]
    assert report["tag"] == 100.0
    assert report["lemma"] == 60.0
    assert report["lemma_pronouns_merged"] == 80.0
    found = report["entity F1"]
    assert isinstance(found, dict)
    assert found["Person"] == 100.0


def test_layers_that_the_sentences_lack_are_skipped(fast: Enricher) -> None:
    assert evaluate([[GoldWord("Já")]], fast._analyser) == {}
    assert evaluate([[GoldWord("Já", tag="au")]], fast._analyser) == {"tag": 100.0}
