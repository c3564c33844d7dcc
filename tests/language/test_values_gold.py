"""Dates, money and percentages of paragraphs with a time of publication, against what a reader understands by them."""

from __future__ import annotations

from helpers.gold_articles import gold_paragraphs_of_values, value_counts
from helpers.gold_values import found_values
from icenews_nlp import Enricher

FLOOR = 97.0
"""Per cent F1: a value counts if its text and its whole meaning are right."""


def test_values_of_the_gold_paragraphs(nlp: Enricher) -> None:
    pairs = [(gold, nlp.enrich(gold.article)) for gold in gold_paragraphs_of_values()]
    counts = value_counts(pairs)
    wrong = [(doc.text, a - b, b - a) for gold, doc in pairs if (a := gold.values) != (b := found_values(doc))]
    assert counts.gold >= 80
    assert counts.f1 >= FLOOR, wrong
