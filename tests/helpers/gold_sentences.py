"""Our own gold sentences: lemmas of the words, names in the text itself, values.

A line of `tests/gold/sentences.jsonl` has `text`, where `[Location Akureyrar|Akureyri]` marks a name and its nominative, if
that differs; `lemmas`, every token with a letter or a digit as `form/lemma`, or `form` where the two are equal; and `values`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from helpers.gold_values import gold_values
from icenews_nlp import Article

GOLD: Final = Path(__file__).parents[1] / "gold" / "sentences.jsonl"
NAME: Final = re.compile(r"\[(Person|Location|Organization|Miscellaneous) ([^|\]]+)(?:\|([^\]]+))?\]")
PUBLISHED: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)
"""A Tuesday; relative dates are counted from it."""


class GoldSentence(NamedTuple):
    """A sentence with its answers; ranges are half-open, in code points."""

    article: Article
    lemmas: dict[tuple[int, int], str]
    """Range of a word -> its lemma."""
    names: set[tuple[int, int, str, str]]
    """Start, end, label and nominative."""
    values: Counter[tuple[object, ...]]


def gold_sentences() -> list[GoldSentence]:
    """All of them."""
    return [_read(line) for line in GOLD.read_text("utf-8").splitlines()]


def _read(line: str) -> GoldSentence:
    row = json.loads(line)
    text, end, names = "", 0, set()
    for match in NAME.finditer(row["text"]):
        text += row["text"][end : match.start()]
        names.add((len(text), len(text) + len(match[2]), match[1], match[3] or match[2]))
        text += match[2]
        end = match.end()
    text += row["text"][end:]
    lemmas, at = {}, 0
    for word in row["lemmas"].split():
        form, _, lemma = word.partition("/")
        at = text.index(form, at)
        lemmas[at, at + len(form)] = lemma or form
        at += len(form)
    return GoldSentence(Article(text=text, published=PUBLISHED), lemmas, names, gold_values(row["values"]))
