"""Shorter names of persons in the nominative as the article's full names have it.

`Páls Óskars` alone may be Páll with the short patronymic Óskars; where the article names Páll Óskar Hjálmtýsson, it is he.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from icenews_nlp.language.names.known_names import KnownNames

MOST_WORDS: Final = 6
"""Of a full name that is looked at; longer ones are hardly persons'."""

PAIR: Final = 2
"""Words by which longer names are looked up; of names of one word there is nothing more to compare."""

Words = tuple[str, ...]


class FullNames:
    """The persons' names of an article, each in the nominative."""

    def __init__(self, names: Sequence[str], known: KnownNames) -> None:
        """Take them all, long ones and short ones."""
        self._known = known
        self._fuller: defaultdict[Words, set[Words]] = defaultdict(set)
        """A word, or two in order -> the longer names that have them."""
        for words in {tuple(name.split()) for name in names}:
            if len(words) <= MOST_WORDS:
                for some in (*combinations(words, 1), *combinations(words, PAIR)):
                    if len(some) < len(words):
                        self._fuller[some].add(words)

    def corrected(self, name: str, forms: Sequence[str]) -> str:
        """The name, or the words of a longer one that its forms may be if no longer one has it as it is.

        Args:
            name: what the words by themselves say.
            forms: its words as they stand in the text.
        """
        words = tuple(name.split())
        if len(words) != len(forms) or self._of_longer([(word,) for word in words]):
            return name
        found = self._of_longer([self._known.bases(form) for form in forms])
        return " ".join(found.pop()) if len(found) == 1 else name

    def _of_longer(self, bases: Sequence[Sequence[str]]) -> set[Words]:
        """What longer names have in the place of words, each given as what it may be a form of; words in their order."""
        if len(bases) < PAIR:
            return {(base,) for own in bases for base in own if (base,) in self._fuller}
        longer = {full for a in bases[0] for b in bases[1] for full in self._fuller.get((a, b), ())}
        candidates = {some for full in longer if len(full) > len(bases) for some in combinations(full, len(bases))}
        return {some for some in candidates if all(word in own for word, own in zip(some, bases, strict=True))}
