"""Whether a capital letter with a period is an initial or the end of a sentence, which words alone tell.

`Jón P. Jónsson` and `leikkonan J. Law` go on; `Hún tók vítamín B. Læknar mæla með því` does not.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from icenews_nlp.language.morphology.bin import NOUN_CLASSES, Bin

OPENERS: Final = frozenset({"ism", "ffl"})
"""BÍN's domains of given names and peoples, which follow no initial."""


def ends_sentence(earlier: str, after: str, later: str) -> bool:
    """Whether a capital letter with a period ends its sentence.

    Args:
        earlier: the word before the letter, which is the name of a kind: `vítamín`, `Plan`.
        after: the word with a capital after the period: an ordinary word, a given name or a people in the nominative.
        later: the word after that; a capital on it speaks for a name of two words.
    """
    return not later[:1].isupper() and _is_common_noun(earlier) and _opens(after)


@cache
def _bin() -> Bin:
    return Bin()


def _is_common_noun(word: str) -> bool:
    lower = word.lower()
    if not word.isalpha() or (word != lower and _bin().contains(word)):
        return False
    return any(r.word_class in NOUN_CLASSES and not r.is_compound for r in _bin().readings(lower))


def _opens(word: str) -> bool:
    readings = [r for r in _bin().readings(word) if r.lemma[:1].isupper()]
    if not readings and not _bin().contains(word):
        readings = [r for r in _bin().readings(word.lower()) if not r.is_compound]
        return any(r.word_class not in NOUN_CLASSES or r.mark.startswith("NF") for r in readings)
    is_opener = all(r.in_domain(OPENERS) for r in readings)  # `Berg` is a farm too, and a family
    return is_opener and any(r.mark.startswith("NF") for r in readings)
