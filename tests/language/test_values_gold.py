"""Dates, money and percentages of paragraphs with a time of publication, against what a reader understands by them."""

from __future__ import annotations

import json
from pathlib import Path

from helpers.gold_values import found_values, gold_values
from icenews_nlp import Article, Enricher

GOLD = Path(__file__).parents[1] / "gold" / "values.jsonl"
FLOOR = 97.0
"""Per cent F1: a value counts if its text and its whole meaning are right."""


def test_values_of_the_gold_paragraphs(nlp: Enricher) -> None:
    right = wanted = given = 0
    wrong = []
    for line in GOLD.read_text("utf-8").splitlines():
        case = json.loads(line)
        doc = nlp.enrich(Article(text=case["text"], published=case["published"]))
        a, b = gold_values(case["values"]), found_values(doc)
        right, wanted, given = right + (a & b).total(), wanted + a.total(), given + b.total()
        if a != b:
            wrong.append((case["text"], dict(a - b), dict(b - a)))
    score = 200 * right / (wanted + given)
    assert score >= FLOOR, f"F1 {score:.1f} ({right} right of {wanted} wanted, {given} given): {wrong}"
