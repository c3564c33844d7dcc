"""Shorter names of persons in the nominative as the article's full names have it.

`Páls Óskars` alone may be Páll with the short patronymic Óskars; where the article names Páll Óskar Hjálmtýsson, it is he.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from icenews_nlp.language.names.known_names import KnownNames

MOST_WORDS: Final = 6
"""Of a full name that is looked at; longer ones are hardly persons'."""


class FullNames:
    """The persons' names of an article, each in the nominative."""

    def __init__(self, names: Sequence[str], known: KnownNames) -> None:
        """Take them all, long ones and short ones."""
        self._known = known
        full = {words for name in names if len(words := tuple(name.split())) <= MOST_WORDS}
        self._parts = {part for words in full for size in range(1, len(words)) for part in combinations(words, size)}
        """Some words of a name, in its order."""

    def corrected(self, name: str, forms: Sequence[str]) -> str:
        """The name, or the words of a longer one that its forms may be if no longer one has it as it is.

        Args:
            name: what the words by themselves say.
            forms: its words as they stand in the text.
        """
        words = tuple(name.split())
        if words in self._parts or not 0 < len(words) == len(forms) < MOST_WORDS:
            return name
        found = [part for part in product(*map(self._known.bases, forms)) if part in self._parts]
        return " ".join(found[0]) if len(found) == 1 else name
