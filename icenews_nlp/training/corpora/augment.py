"""More sentences with names: copies of gold sentences in which foreign names are exchanged for others of their kind.

The gold data names few of the people and places of today's news. A copy keeps tags and labels; a name in the gazetteer
gives way to another of the same kind, with the genitive -s where it had one.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from icenews_nlp.evaluation.gold import Sentence
from icenews_nlp.language.tagging.gazetteer import GAZETTEER_FILE, Gazetteer

EXCHANGED: Final = ("family", "given", "place")
"""Kinds whose names stand in for one another in any sentence; organisations and works do not."""

SIBILANTS: Final = tuple("szxßSZXh")
"""Endings that take no genitive -s."""


class Exchange:
    """Makes copies of sentences with other names; the same seed gives the same copies."""

    def __init__(self, gazetteer: Gazetteer, seed: int = 0) -> None:
        self._gazetteer = gazetteer
        self._random = random.Random(seed)
        self._names: defaultdict[str, list[str]] = defaultdict(list)
        for line in GAZETTEER_FILE.read_text(encoding="utf-8").splitlines():
            name, _, kind = line.partition("\t")
            if kind in EXCHANGED and " " not in name:
                self._names[kind].append(name)

    def copies(self, sentences: Iterable[Sentence], times: int) -> Iterator[Sentence]:
        """So many copies of each sentence in which a name can be exchanged."""
        for sentence in sentences:
            if any(self._kind(word.text, word.label) for word in sentence):
                for _ in range(times):
                    yield [word._replace(text=self._other(word.text, word.label), lemma=None) for word in sentence]

    def _kind(self, word: str, label: str | None) -> str | None:
        """The exchangeable kind of a labelled name, `, -s` with it where the word is a genitive."""
        wanted = ("family", "given") if label in ("B-Person", "I-Person") else ("place",) if label == "B-Location" else ()
        kinds = self._gazetteer.kinds(word)
        for ending in ("", ", -s"):  # a base form before a genitive: Harris is no genitive of Harri
            for kind in wanted:
                if kind + ending in kinds:
                    return kind + ending
        return None

    def _other(self, word: str, label: str | None) -> str:
        found = self._kind(word, label)
        if found is None:
            return word
        kind, _, ending = found.partition(", ")
        name = self._random.choice(self._names[kind])
        return f"{name}s" if ending and not name.endswith(SIBILANTS) else name
