"""What the tagger sees of a word, wherever it stands: hashed features in five groups, and the vector of a common form.

A word's features depend only on its form and on whether it begins a sentence, so its vector is computed once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple
from zlib import crc32

from icenews_nlp.language.morphology.bin import Bin, Reading
from icenews_nlp.language.tagging.gazetteer import Gazetteer

BUCKETS: Final = {"word": 1 << 15, "affix": 1 << 14, "lemma": 1 << 15, "reading": 1 << 13, "shape": 1 << 10}
"""Rows of each group's table. Collisions cost little: a word has many features and seldom shares them all."""

MOST_READINGS: Final = 60
"""Readings of one word that are looked at; no word of the gold data has more that differ."""

NO_FORMS: Final[Mapping[str, int]] = MappingProxyType({})

SAME_SIGN: Final = {"„": "«", "“": "»", "”": "»", "‚": "«", "‘": "»", "’": "'", "–": "-", "—": "-", "−": "-", "…": "..."}
"""Signs that MIM-GOLD's texts write otherwise; without this the tagger would never have seen a quotation mark of today."""


class WordFeatures(NamedTuple):
    """Rows in the five tables, one tuple per group, in the order of BUCKETS."""

    word: tuple[int, ...]
    affix: tuple[int, ...]
    lemma: tuple[int, ...]
    reading: tuple[int, ...]
    shape: tuple[int, ...]
    vector: tuple[int, ...] = ()
    """The row of the word's form in a table of ready-made vectors; empty where there is none."""


def capital_says_little(words: Sequence[str]) -> list[bool]:
    """Whether each word of a sentence would have a capital in any case: the first with a letter, and one after a colon."""
    found, began = [], False
    for i, word in enumerate(words):
        found.append(not began or words[i - 1] == ":")
        began = began or any(c.isalpha() for c in word)
    return found


def word_features(
    word: str, at_start: bool, bin_: Bin, gazetteer: Gazetteer, forms: Mapping[str, int] = NO_FORMS
) -> WordFeatures:
    """The features of a word.

    Args:
        word: Its norm.
        at_start: Whether it begins a sentence, so that its capital says little.
        bin_: Readings of forms.
        gazetteer: Kinds of names.
        forms: Form -> its row in the table of ready-made vectors.
    """
    word = SAME_SIGN.get(word, word)
    lower = word.lower()
    readings = (bin_.readings(word) or (bin_.readings(word.capitalize()) if word.isupper() else ()))[:MOST_READINGS]
    lowered = bin_.readings(lower)[:MOST_READINGS] if lower != word else ()
    return WordFeatures(
        word=_rows("word", [lower]),
        affix=_rows("affix", _affixes(lower)),
        lemma=_rows("lemma", _lemmas(readings, lowered)),
        reading=_reading_bag(readings, lowered, at_start),
        shape=_rows("shape", [*_shape(word, at_start, bool(readings), bool(lowered)), *_kinds(word, gazetteer)]),
        vector=_vector(word, lower, forms),
    )


def _rows(group: str, names: list[str]) -> tuple[int, ...]:
    mask = BUCKETS[group] - 1
    return tuple(dict.fromkeys(crc32(name.encode("utf-8", "surrogatepass")) & mask for name in names))


def _vector(word: str, lower: str, forms: Mapping[str, int]) -> tuple[int, ...]:
    """The row of the form as it is written, else in small letters, else (of a headline's capitals) as a name."""
    for form in (word, lower, word.capitalize()):
        if form in forms:
            return (forms[form],)
    return ()


def _affixes(lower: str) -> list[str]:
    return [f"-{lower[-n:]}" for n in (1, 2, 3, 4, 5)] + [f"{lower[:n]}-" for n in (2, 3, 4)]


def _lemmas(readings: tuple[Reading, ...], lowered: tuple[Reading, ...]) -> list[str]:
    return [f"{lemma}|{word_class}" for lemma, word_class in dict.fromkeys((r[0], r[1]) for r in (*readings, *lowered))]


def _reading_bag(readings: tuple[Reading, ...], lowered: tuple[Reading, ...], at_start: bool) -> tuple[int, ...]:
    """Classes, forms and domains; those of the lower-case form are marked where the capital speaks against them."""
    prefix = "" if at_start else "lower:"
    rows: dict[int, None] = {}
    for prefix_of, group in (("", readings), (prefix, lowered)):
        for r in group:
            rows.update(_reading_rows(prefix_of, r.word_class, r.mark, r.domain))
    return tuple(rows)


@lru_cache(maxsize=16_384)  # few words have readings of their own kind, and the answer depends on nothing else
def _reading_rows(prefix: str, word_class: str, mark: str, domain: str) -> dict[int, None]:
    names = [f"{prefix}{word_class}|{mark.rstrip('23')}", f"{prefix}domain:{domain}|{word_class}"]
    return dict.fromkeys(_rows("reading", names))


def _kinds(word: str, gazetteer: Gazetteer) -> list[str]:
    """What the gazetteer says of a word, in a headline's capitals too."""
    kinds = gazetteer.kinds(word) or (gazetteer.kinds(word.capitalize()) if word.isupper() else ())
    return [f"name:{kind}" for kind in kinds]


def _shape(word: str, at_start: bool, known: bool, lower_known: bool) -> list[str]:
    """Capitals, digits, hyphens, punctuation, whether BÍN knows the word."""
    names = [f"start:{at_start}", f"known:{known},{lower_known}"]
    if word[:1].isupper():
        names.append(f"capital:{at_start}")
        if len(word) > 1 and word.isupper():
            names.append("all capitals")
    if any(c.isupper() for c in word[1:]):
        names.append("inner capital")
    if any(c.isdigit() for c in word):
        names.append("digits:" + re.sub(r"\d+", "9", word)[:8])
        names.append(f"digits:{min(len(word), 6)}")
    if "-" in word[1:-1]:
        names.append("hyphen")
    if word.endswith("."):
        names.append("dot")
    if not any(c.isalnum() for c in word):
        names.append("sign:" + word[:3])
    if not known and word.endswith("s"):
        names.append("unknown -s")
    return names
