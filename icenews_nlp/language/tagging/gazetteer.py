"""Names that BÍN does not list, by kind: what the tagger is told of `Peskov`, `Pyongyang` or `Reuters` beside its letters."""

from __future__ import annotations

from collections import defaultdict
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
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and line[0] != "#":
                name, category = line.split("\t")
                words = name.split()
                kinds[words[0]].add(category if len(words) == 1 else f"{category}, first")
                for word in words[1:]:
                    kinds[word].add(f"{category}, later")
        self._kinds: dict[str, tuple[str, ...]] = {word: tuple(sorted(found)) for word, found in kinds.items()}

    def kinds(self, word: str) -> tuple[str, ...]:
        """The kinds of names that the word is or may be a genitive of, the latter marked with -s; () where it is none."""
        found = self._kinds.get(word, ())
        if word[-1:] == "s" and (stem := self._kinds.get(word[:-1])):
            found += tuple(f"{kind}, -s" for kind in stem)
        return found
