"""Dates, money and percentages of paragraphs with a time of publication, against what a reader understands by them."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from icenews_nlp import AnnotatedDocument, Article, Enricher

GOLD = Path(__file__).parents[1] / "gold" / "values.jsonl"
FLOOR = 97.0
"""Per cent F1: a value counts if its text and its whole meaning are right."""


def gold(values: list[dict[str, Any]]) -> Counter[tuple[object, ...]]:
    return Counter(
        (v["text"], v.get("iso"), v.get("amount") and Decimal(v["amount"]), v.get("currency"), v.get("percent")) for v in values
    )


def found(doc: AnnotatedDocument) -> Counter[tuple[object, ...]]:
    kept = (v for v in doc.values if v.precision or v.content.kind in ("amount", "percent"))
    return Counter(
        (v.text, v.iso, v.amount, v.currency, v.content.number if v.content.kind == "percent" else None) for v in kept
    )


def test_values_of_the_gold_paragraphs(nlp: Enricher) -> None:
    right = wanted = given = 0
    wrong = []
    for line in GOLD.read_text("utf-8").splitlines():
        case = json.loads(line)
        doc = nlp.enrich(Article(text=case["text"], published=case["published"]))
        a, b = gold(case["values"]), found(doc)
        right, wanted, given = right + (a & b).total(), wanted + a.total(), given + b.total()
        if a != b:
            wrong.append((case["text"], dict(a - b), dict(b - a)))
    score = 200 * right / (wanted + given)
    assert score >= FLOOR, f"F1 {score:.1f} ({right} right of {wanted} wanted, {given} given): {wrong}"
