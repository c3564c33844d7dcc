"""Names that BÍN does not list, by kind: what the tagger knows of `Peskov`, `Pyongyang` or `Reuters` beside its letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from icenews_nlp.models import MODELS

GAZETTEER_FILE: Final = MODELS / "gazetteer.tsv"


class Gazetteer:
    """Kinds of names by word; a name of several words tells of each, and whether it begins the name."""

    def __init__(self, path: Path = GAZETTEER_FILE) -> None:
        """Initialise the instance.

        Args:
            path: lines of `name<tab>category`; lines that begin with # are comments.
        """
        kinds: defaultdict[str, set[str]] = defaultdict(set)
        entries: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and line[0] != "#":
                name, category = line.split("\t")
                words = tuple(name.split())
                entries[words].add(category)
                kinds[words[0]].add(category if len(words) == 1 else f"{category}, first")
                for word in words[1:]:
                    kinds[word].add(f"{category}, later")
        self._kinds: dict[str, tuple[str, ...]] = {word: tuple(sorted(found)) for word, found in kinds.items()}
        self._entries = {words: frozenset(found) for words, found in entries.items()}
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted(self._entries, key=lambda words: -len(words)):
            if len(words) > 1:
                self._by_first.setdefault(words[0], []).append(words)

    def categories(self, words: tuple[str, ...]) -> frozenset[str]:
        """The categories of a whole name in its base form, given as its words; empty where it is not listed."""
        return self._entries.get(words, frozenset())

    def beginning_with(self, first: str) -> Sequence[tuple[str, ...]]:
        """The names of several words that begin with this one, those of most words first."""
        return self._by_first.get(first, ())

    def kinds(self, word: str) -> tuple[str, ...]:
        """The kinds of names that the word is or may be a genitive of, the latter marked with -s; () where it is none."""
        found = self._kinds.get(word, ())
        if word[-1:] == "s" and (stem := self._kinds.get(word[:-1])):
            found += tuple(f"{kind}, -s" for kind in stem)
        return found


@cache
def shared_gazetteer() -> Gazetteer:
    """The one that comes with the package, read once per process: it never changes, and reading takes some 30 ms."""
    return Gazetteer()
