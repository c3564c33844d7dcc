"""An article as the steps after the sentences see it: its words with tags and lemmas, and its names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from icenews_nlp.labels import EntityLabel

PATRONYMIC_CASES: Final = {"syni": "þ", "onar": "e"}
"""Last letters of the forms of patronymics that have one case alone: `Bogasyni`, `Bogasonar`."""


class StoryName(NamedTuple):
    """A name in the article."""

    first: int
    last: int
    """Last word, inclusive."""
    label: EntityLabel
    name: str
    """In the nominative."""


class Story:
    """All words of an article, side by side, and its names in order."""

    def __init__(
        self,
        norms: Sequence[str],
        tags: Sequence[str],
        lemmas: Sequence[str],
        sentences: Sequence[tuple[int, int]],
        names: Sequence[StoryName],
    ) -> None:
        """Take an article.

        Args:
            norms: its words.
            tags: their MIM-GOLD tags.
            lemmas: their lemmas.
            sentences: half-open ranges of words.
            names: entities that are names, in order.
        """
        self.norms, self.tags, self.lemmas, self.sentences, self.names = norms, tags, lemmas, sentences, names
        self.name_at: list[int | None] = [None] * len(norms)
        """Of each word, the index of the name that it is part of."""
        for i, name in enumerate(names):
            self.name_at[name.first : name.last + 1] = [i] * (name.last + 1 - name.first)
        self._firsts = [first for first, _ in sentences]

    def sentence_of(self, word: int) -> int:
        """The index of the word's sentence."""
        return bisect_right(self._firsts, word) - 1

    def end_of(self, word: int) -> int:
        """The word after the last one of the word's sentence."""
        return self.sentences[self.sentence_of(word)][1]

    def case(self, word: int) -> str:
        """The letter n, o, þ or e of the case of a noun; "" for any other word."""
        tag = self.tags[word]
        return tag[3] if tag[:1] == "n" and len(tag) > 3 and tag[3] in "noþe" else ""

    def case_of_name(self, i: int) -> str:
        """The case of a name by the tags of its words; "" where they have none and its form does not show it.

        `Benedikt Bogasyni`: of a patronymic whose form has one case alone, that is the case of the name.
        """
        name = self.names[i]
        words = range(name.first, name.last + 1)
        patronymic = PATRONYMIC_CASES.get(self.norms[name.last].lower()[-4:]) if name.label is EntityLabel.PERSON else None
        if patronymic is not None and len(words) > 1:
            return patronymic
        case = next((case for word in words if (case := self.case(word))), "")
        form = " ".join(self.norms[word] for word in words)
        return case or ("e" if form != name.name and form.endswith("s") else "")
