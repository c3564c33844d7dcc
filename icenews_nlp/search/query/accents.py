"""What a word without accents may stand for: what the index has of it, and what BÍN has.

`haskolanum` is háskólanum, which BÍN lists. A compound that it lacks is written as the index writes its beginning, and BÍN its
last part: `vatnajokulsthjodgardinum` is vatnajökulsþjóð and garðinum.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from math import prod
from typing import Final

from icenews_nlp.language.morphology.bin import LONGEST_WORD
from icenews_nlp.search.analysis.lexicon import Lexicon
from icenews_nlp.search.analysis.normalise import folded

Fold = Callable[[str], Sequence[str]]
"""An engine's vocabulary: the index terms that fold to a folded string; where that ends in BEGINNING, the beginnings of words
of the index that fold to what is before it (an engine that cannot look those up gives none)."""

BEGINNING: Final = "*"

MOST_ACCENTED: Final = 4_096
"""Ways to put accents on the words of one query that are looked up, which takes a fifth of a second at most."""

MOST_AT_END: Final = 128
"""The same of the last part of a compound."""

MOST_HEADS: Final = 4
"""Ways in which the index writes the beginning of a compound."""

SHORTEST: Final = 4
"""Letters of the beginning, and of the last part."""

_LETTERS: Final = {
    "ae": ("ae", "æ"), "th": ("th", "þ"), "a": "aá", "d": "dð", "e": "eé", "i": "ií", "o": "oóö", "u": "uú", "y": "yý",
}  # fmt: skip
_PARTS: Final = re.compile("ae|th|.", re.DOTALL)


def beginnings(start: str, words: Iterable[str]) -> tuple[str, ...]:
    """The beginnings of words that fold to it, each once, in order: `breid` is breid of some and breið of others."""
    found = {word[:end] for word in words for end in range(1, min(len(word), len(start)) + 1) if folded(word[:end]) == start}
    return tuple(sorted(found))


class Accents:
    """Puts accents on the words of one query, so many ways in all."""

    def __init__(self, lexicon: Lexicon, fold: Fold) -> None:
        self._lexicon = lexicon
        self._fold = fold
        self._look_ups_left = MOST_ACCENTED

    def terms(self, plain: str) -> list[str]:
        """The terms of the index that fold to a string: lemmas, and exact forms with `=`."""
        return list(self._fold(plain))

    def beginnings(self, plain: str) -> Sequence[str]:
        """The beginnings of words of the index that fold to it."""
        return self._fold(plain + BEGINNING)

    def forms(self, plain: str) -> list[str]:
        """The forms of BÍN's own entries that fold to it, where they are few enough to try."""
        return self._listed(_letters(plain), self._look_ups_left)

    def compounds(self, plain: str) -> Iterator[tuple[str, str]]:
        """The beginning and the last part of a compound that BÍN lacks, in each way that both are known."""
        letters = _letters(plain)
        if len(letters) > LONGEST_WORD:
            return
        for at in range(SHORTEST, len(letters) - SHORTEST + 1):
            tails = self._listed(letters[at:], MOST_AT_END)
            heads = self.beginnings("".join(letters[:at]))[:MOST_HEADS] if tails else ()
            if heads:
                yield from product(heads, tails)
                return

    def _listed(self, letters: Sequence[str], most: int) -> list[str]:
        ways = _ways(letters)
        if ways > min(most, self._look_ups_left):
            return []
        self._look_ups_left -= ways
        forms = map("".join, product(*map(_choices, letters)))
        return [form for form in forms if self._lexicon.may_list(form) and self._lexicon.listed(form)]


def _letters(plain: str) -> list[str]:
    return _PARTS.findall(plain)


def _choices(letter: str) -> Sequence[str]:
    return _LETTERS.get(letter, (letter,))


def _ways(letters: Sequence[str]) -> int:
    return prod(len(_choices(letter)) for letter in letters)
