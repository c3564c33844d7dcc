"""The words of an embedded index: what a word without accents may stand for, and what a user may be about to type.

The dictionary of the full-text index is walked letter by letter, so no list of words is kept beside it, and a word is gone when
the last document that has it is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Final

from icenews_nlp.search.hits import Suggestion
from icenews_nlp.search.sqlite_file import IndexFile
from icenews_nlp.search.sqlite_tokens import BOTH, FORM, LEMMA, text_tokens
from icenews_nlp.search.sqlite_values import LABELS, restored, stored
from icenews_nlp.search.terms import folded

LONGEST: Final = 60
"""Characters of a word that is looked for without accents."""

SHOWN: Final = 100
"""Characters of a word in the dictionary that are looked at; FTS5 cuts one of over 32,768 bytes, even inside a letter."""

SHORTEST: Final = 2
"""Characters that must be typed before lemmas are suggested; names are from the first one on."""

LAST: Final = chr(0x10FFFF)
"""Sorts after whatever follows in a word."""

LETTERS: Final = (range(0x20, 0x250), range(0x1E00, 0x1F00))
"""Latin code points, where letters with accents are; any other letter stands for itself."""

COMPLETED: Final = (
    "SELECT DISTINCT id, name.name, documents FROM completion JOIN name ON id = completion.name"
    " WHERE start >= ? AND start < ? AND documents > 0 ORDER BY documents DESC, name.name, id LIMIT ?"
)


class Words:
    """Looks words up, inside transactions of the caller's."""

    def __init__(self, file: IndexFile) -> None:
        self._file = file

    def fold(self, plain: str) -> Sequence[str]:
        """The index terms that fold to a folded string: lemmas first, then exact forms with `=`."""
        if not plain or len(plain) > LONGEST:
            return ()
        both = self._whole(BOTH, plain)
        lemmas = {*self._whole(LEMMA, plain), *both}
        return (*sorted(lemmas), *sorted(FORM + form for form in {*self._whole(FORM, plain), *both}))

    def suggest(self, text: str, limit: int) -> list[Suggestion]:
        """Names and lemmas that begin so, in whatever case and with or without accents; the commonest first."""
        self._file.bridge.phrases.clear()
        typed = " ".join(folded(text).split())
        if not typed or limit < 1:
            return []
        names = list(self._names(typed, limit))
        taken = {suggestion.text.lower() for suggestion in names}
        lemmas = [one for one in self._lemmas(typed, limit) if one.text not in taken]
        return sorted([*names, *lemmas], key=lambda suggestion: (-suggestion.count, suggestion.text))[:limit]

    def _names(self, typed: str, limit: int) -> Iterator[Suggestion]:
        for identity, name, documents in self._file.execute(COMPLETED, (stored(typed), stored(typed + LAST), limit)):
            yield Suggestion(text=restored(name), label=LABELS[identity & 3], count=documents)

    def _lemmas(self, typed: str, limit: int) -> Iterator[Suggestion]:
        if not SHORTEST <= len(typed) <= LONGEST or " " in typed:
            return
        roughly: Counter[str] = Counter()
        for kind in (LEMMA, BOTH):
            for start in self._walk(kind, typed):
                words = f"SELECT term, doc FROM temp.words WHERE term >= ? AND term < ? AND length(term) < {SHOWN}"
                for token, documents in self._file.execute(words, (start, start + LAST)):
                    roughly[token[1:]] += documents
        for lemma, _ in sorted(roughly.items(), key=lambda item: (-item[1], item[0]))[:limit]:
            if count := self._documents(lemma):
                yield Suggestion(text=lemma, label=None, count=count)

    def _documents(self, lemma: str) -> int:
        """How many have the lemma in their text."""
        phrase = self._file.bridge.phrase(text_tokens([lemma]))
        count: int = self._file.execute("SELECT count(*) FROM terms WHERE terms MATCH ?", (phrase,)).get
        return count

    # ---- the dictionary

    def _whole(self, kind: str, plain: str) -> Iterator[str]:
        """Words of a kind that fold to this, not only begin so."""
        for token in self._walk(kind, plain):
            if self._next(token) == token:
                word = token[1:]
                if folded(word) == plain:
                    yield word

    def _walk(self, spelled: str, rest: str) -> Iterator[str]:
        """Beginnings of words in the dictionary: what is spelled already, then letters that fold to the rest."""
        if not rest:
            yield spelled
            return
        same = [(rest[0], rest[0])]
        letters = [(letter, plain) for letter, plain in self._letters.get(rest[0], same) if rest.startswith(plain)]
        i = 0
        while i < len(letters):
            word = self._next(spelled + letters[i][0])
            if word is None or not word.startswith(spelled):
                return
            after = word[len(spelled)]
            while i < len(letters) and letters[i][0] < after:
                i += 1
            if i < len(letters) and letters[i][0] == after:
                yield from self._walk(spelled + after, rest[len(letters[i][1]) :])
                i += 1

    def _next(self, token: str) -> str | None:
        """The first word that is this one or comes after it."""
        found: str | None = self._file.execute(
            f"SELECT substr(term, 1, {SHOWN}) FROM temp.word_places WHERE term >= ? LIMIT 1", (token,)
        ).get
        return found

    @cached_property
    def _letters(self) -> dict[str, list[tuple[str, str]]]:
        """First character of what a letter folds to -> such letters, each with all that it folds to; in order."""
        letters: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for code in chain(*LETTERS):
            letter = chr(code)
            plain = folded(letter)
            if plain and letter == letter.lower():
                letters[plain[0]].append((letter, plain))
        return dict(letters)
