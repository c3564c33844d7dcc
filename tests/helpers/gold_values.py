"""Dates, times, money and percentages as a test compares them: text and whole meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from icenews_nlp import AnnotatedDocument


def gold_values(values: Iterable[Mapping[str, Any]]) -> Counter[tuple[object, ...]]:
    """Those of a line of gold."""
    return Counter(
        (v["text"], v.get("iso"), v.get("amount") and Decimal(v["amount"]), v.get("currency"), v.get("percent")) for v in values
    )


def found_values(doc: AnnotatedDocument) -> Counter[tuple[object, ...]]:
    """Those of a document."""
    kept = (v for v in doc.values if v.precision or v.content.kind in ("amount", "percent"))
    return Counter(
        (v.text, v.iso, v.amount, v.currency, v.content.number if v.content.kind == "percent" else None) for v in kept
    )
