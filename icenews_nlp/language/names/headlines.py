"""Headlines in capitals in the letters of running text: `AFNÁM TOLLA SAMÞYKKT` is read as `Afnám tolla samþykkt`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from icenews_nlp.language.morphology.bin import PERSON_DOMAINS, Bin
from icenews_nlp.language.names.base_forms import LONGEST_ACRONYM, PATRONYMIC
from icenews_nlp.language.tagging.gazetteer import Gazetteer

COUNTRIES: Final = frozenset({"lönd"})

FEWEST_WORDS: Final = 2
"""Words of more than one letter in a headline."""


class Headlines:
    """Gives words their small letters back. Any number of threads may share one."""

    def __init__(self, bin_: Bin, gazetteer: Gazetteer) -> None:
        self._bin = bin_
        self._gazetteer = gazetteer

    def recased(self, words: Sequence[str]) -> Sequence[str]:
        """The words of a sentence; those of one that is all in capitals as running text has them, acronyms kept.

        Args:
            words: their norms.
        """
        if any(word != word.upper() for word in words):
            return words
        letters = [i for i, word in enumerate(words) if any(c.isalpha() for c in word)]
        if sum(len(words[i]) > 1 for i in letters) < FEWEST_WORDS or not any(self._is_common(words[i]) for i in letters):
            return words
        found = list(words)
        for i in letters:
            found[i] = self._recased(words[i], words[i + 1] if i + 1 < len(words) else "")
        first = letters[0]
        found[first] = found[first][:1].upper() + found[first][1:]
        return found

    def _recased(self, word: str, following: str) -> str:
        lower, title = word.lower(), word.title()
        if not word[0].isalpha() or any(c.isdigit() for c in word):
            return word
        if word[-1] == ".":
            return lower
        if self._bin.contains(lower):
            is_name = self._is_in(title, COUNTRIES) or (PATRONYMIC.match(following) and self._is_in(title, PERSON_DOMAINS))
            return title if is_name else lower
        if self._gazetteer.kinds(word):
            return word
        if self._bin.contains(title) or self._gazetteer.kinds(title):
            return title
        first, hyphen, last = word.rpartition("-")
        if hyphen and self._bin.contains(last.lower()):  # R-LISTI, HM-LIÐIÐ, BONUS-DEILDIN
            return (first if len(first) <= LONGEST_ACRONYM else first.title()) + hyphen + last.lower()
        if len(word) <= LONGEST_ACRONYM:
            return word
        return lower if self._bin.readings(lower) else title

    def _is_common(self, word: str) -> bool:
        """Whether the word is more than an acronym or a name."""
        return self._bin.contains(word.lower()) and (len(word) > 1 or not word.isalpha())

    def _is_in(self, title: str, domains: frozenset[str]) -> bool:
        return any(reading.in_domain(domains) for reading in self._bin.readings(title))
