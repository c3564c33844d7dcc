"""The words of an embedded index: what a word without accents may stand for, and what a user may be about to type.

They are looked up in the dictionary of the full-text index itself, so no list of words is kept beside it, and a word is gone
when the last document that has it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import Final, NamedTuple

from icenews_nlp.labels import EntityLabel
from icenews_nlp.search.analysis.document import folded
from icenews_nlp.search.engine import LARGEST
from icenews_nlp.search.query.accents import BEGINNING
from icenews_nlp.search.results.hits import Suggestion
from icenews_nlp.search.sqlite.file import LOOKED_UP, IndexFile
from icenews_nlp.search.sqlite.tokens import EXACT, FORM, LEMMA, WORD, storable
from icenews_nlp.search.sqlite.values import restored, stored

LONGEST: Final = 60
"""Characters of a word that is looked for without accents."""

SHORTEST: Final = 2
"""Characters that must be typed before lemmas are suggested; names are from the first one on."""

LAST: Final = chr(0x10FFFF)
"""Sorts after whatever follows in a word."""

LETTERS: Final = (range(0x20, 0x250), range(0x1E00, 0x1F00))
"""Latin code points, where letters with accents are; any other letter stands for itself."""

NEXT: Final = f"SELECT substr(term, 1, {LOOKED_UP}) FROM temp.word_places WHERE term >= ? LIMIT 1"

LEMMAS: Final = (
    "SELECT substr(term, 2, length(term) - 2), doc FROM temp.words"
    f" WHERE term >= ? AND term < ? AND length(term) < {LOOKED_UP} AND substr(term, -1) = '{LEMMA}'"
)
"""Lemmas of a range of words, and how many documents have each in their text."""

COMPLETED: Final = (
    "SELECT DISTINCT id, name.name, label, documents FROM completion JOIN name ON id = completion.name"
    " WHERE start >= ? AND start < ? AND documents > 0 ORDER BY documents DESC, name.name, id LIMIT ?"
)


class Words:
    """Looks words up, inside transactions of the caller's."""

    def __init__(self, file: IndexFile) -> None:
        self._file = file

    def fold(self, plain: str) -> Sequence[str]:
        """The index terms that fold to a folded string: lemmas first, then exact forms with `=`.

        Of a string that ends in BEGINNING, the beginnings of words that fold to it without that.
        """
        start = plain.removesuffix(BEGINNING)
        if not _may_be_known(start):
            return ()
        if start != plain:
            return tuple(self._starts(start))
        spellings = sorted(start for start in self._starts(plain) if folded(start) == plain)
        lemmas = [word for word in spellings if self._file.knows(WORD + word + LEMMA)]
        return (*lemmas, *(EXACT + word for word in spellings if self._file.knows(WORD + word + FORM)))

    def suggest(self, text: str, limit: int) -> list[Suggestion]:
        """Names and lemmas that begin so, in whatever case and with or without accents; the commonest first."""
        typed = " ".join(folded(text).split())
        if not typed or limit < 1:
            return []
        with self._file.decoding():
            return self._suggest(typed, min(limit, LARGEST))

    def _suggest(self, typed: str, limit: int) -> list[Suggestion]:
        names = list(self._names(typed, limit))
        taken = {suggestion.text.lower() for suggestion in names}
        lemmas = [one for one in self._lemmas(typed, limit) if one.text not in taken]
        return sorted([*names, *lemmas], key=lambda suggestion: (-suggestion.count, suggestion.text))[:limit]

    def _names(self, typed: str, limit: int) -> Iterator[Suggestion]:
        for _, name, label, documents in self._file.execute(COMPLETED, (stored(typed), stored(typed + LAST), limit)):
            yield Suggestion(text=restored(name), label=EntityLabel(label), count=documents)

    def _lemmas(self, typed: str, limit: int) -> Iterator[Suggestion]:
        if len(typed) < SHORTEST or " " in typed or not _may_be_known(typed):
            return
        found: dict[str, int] = {}
        for start in self._starts(typed):
            found.update(self._file.execute(LEMMAS, (WORD + start, WORD + start + LAST)))
        for lemma, count in sorted(found.items(), key=lambda item: (-item[1], item[0]))[:limit]:
            yield Suggestion(text=lemma, label=None, count=count)

    # ---- the dictionary

    def _starts(self, plain: str) -> Iterator[str]:
        """Spellings of what was typed with which words of the text begin, in order.

        Each look into the dictionary jumps to the next spelling that may be there, as none before it is.
        """
        spelling = self._least(plain, "")
        while spelling is not None:
            found = self._next(WORD + spelling)
            if found is None or not found.startswith(WORD):
                return
            word = found[1:]
            start = self._spelling_in(word, plain)
            if start is not None:
                yield start
            spelling = self._least(plain, word if start is None else start + LAST)

    def _least(self, plain: str, floor: str) -> str | None:
        """The first spelling in order that is not before `floor`."""
        if not plain:
            return None if floor else ""
        for letter, image in _letters().get(plain[0]) or (_Letter(plain[0], plain[0]),):
            if letter < floor[:1] or not _agree(plain, image):
                continue
            rest = self._least(plain[len(image) :], floor[1:] if letter == floor[:1] else "")
            if rest is not None:
                return letter + rest
        return None

    def _spelling_in(self, word: str, plain: str) -> str | None:
        """The beginning of the word that folds to this."""
        images = _images()
        for i, letter in enumerate(word):
            if not plain:
                return word[:i]
            image = images.get(letter, letter)
            if not _agree(plain, image):
                return None
            plain = plain[len(image) :]
        return None if plain else word

    def _next(self, token: str) -> str | None:
        """The first word that is this one or comes after it."""
        found: str | None = self._file.execute(NEXT, (token,)).get
        if found is not None and found < token[:LOOKED_UP]:  # it would be asked for again, without an end
            raise self._file.damaged("the words of the full-text index are out of order")
        return found


class _Letter(NamedTuple):
    """A letter, and all that it folds to, which may be two letters."""

    letter: str
    image: str


@cache
def _images() -> Mapping[str, str]:
    """Letter -> what it folds to."""
    images = {letter: folded(letter) for letter in map(chr, chain(*LETTERS)) if letter == letter.lower()}
    return MappingProxyType({letter: image for letter, image in images.items() if image})


@cache
def _letters() -> Mapping[str, Sequence[_Letter]]:
    """First character of what a letter folds to -> such letters, in order."""
    letters: defaultdict[str, list[_Letter]] = defaultdict(list)
    for letter, image in _images().items():
        letters[image[0]].append(_Letter(letter, image))
    return MappingProxyType(letters)


def _may_be_known(plain: str) -> bool:
    """Whether the dictionary can be asked: SQLite reads a word to its first NUL, and holds no lone surrogate."""
    return 0 < len(plain) <= LONGEST and "\0" not in plain and storable(plain) == plain


def _agree(plain: str, image: str) -> bool:
    """Whether a letter may stand there; what was typed may end in the middle of what it folds to, as `fra` does of `fræ`."""
    return plain.startswith(image) or image.startswith(plain)
