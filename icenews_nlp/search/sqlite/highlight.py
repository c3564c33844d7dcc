"""What to highlight in the hits of an embedded index, from the stored places; nothing is analysed again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from typing_extensions import assert_never

from icenews_nlp.search.analysis.document import FieldTerms, PartTerm, Term
from icenews_nlp.search.query.tree import (
    And,
    AnyTerm,
    DateFilter,
    EntityMatch,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    SourceFilter,
)
from icenews_nlp.search.ranges import Range
from icenews_nlp.search.results.matching import Match, find
from icenews_nlp.search.results.offsets import Places
from icenews_nlp.search.sqlite.file import IndexFile
from icenews_nlp.search.sqlite.tokens import item_tokens, number_token, part_tokens, text_tokens

LOCATE: Final = "SELECT locate(terms) FROM terms WHERE terms MATCH ?"

AT_ONCE: Final = 100
"""Documents; FTS5 looks at each of these numbers for each document that it finds."""

BODY, TITLE, PARTS = 0, 1, 2
"""Columns of the full-text index."""


class Highlighter:
    """Finds what one tree matched in some documents.

    The full-text index is asked once, of all of them. It says at which positions the words of the tree stand. A field of just
    these words, each known by its number, goes to `matching.find`, which knows what phrases and windows mean.
    """

    def __init__(self, file: IndexFile, node: Node, ids: Iterable[int]) -> None:
        """Initialise the instance.

        Args:
            file: The index.
            node: What the documents were found by.
            ids: Of the documents.
        """
        self._file = file
        self._items: dict[AnyTerm | Prefix, str] = {}
        """Each with its number."""
        self._probes: list[tuple[str, bool]] = []
        """Of each phrase of the query: the item's number, and whether it is looked for among the parts of compounds."""
        self._node = self._numbered(node)
        self._located = self._locate(ids)

    def find(self, identity: int, places: Places) -> tuple[list[Match], list[Match]]:
        """What to highlight in the title, and in the body, of the document with that id."""
        title, body = _Found(places.title), _Found(places.body)
        for (number, in_parts), columns in zip(self._probes, self._located.get(identity, ()), strict=False):
            if in_parts:
                for part in (places.parts[i] for i in columns[PARTS]):
                    found = title if part.in_title else body
                    found.parts[part.position].append(PartTerm(number, part.start, part.end))
                continue
            for found, column in ((title, TITLE), (body, BODY)):
                for position in columns[column]:
                    found.words[position].append(number)
        return find(self._node, title.field()), find(self._node, body.field())

    def _locate(self, ids: Iterable[int]) -> dict[int, list[list[list[int]]]]:
        """Id -> positions by column, for each phrase; nothing of a document that has no word of the tree."""
        bridge = self._file.bridge
        phrases = " OR ".join(phrase for item, number in self._items.items() for phrase in self._phrases(item, number))
        if not phrases:
            return {}
        bridge.found = {}
        numbers = tuple(map(number_token, ids))
        for first in range(0, len(numbers), AT_ONCE):
            documents = bridge.phrase(numbers[first : first + AT_ONCE])
            self._file.execute(LOCATE, (f"({phrases}) AND {documents}",)).fetchall()
        return bridge.found

    def _phrases(self, item: AnyTerm | Prefix, number: str) -> Iterator[str]:
        phrase = self._file.bridge.phrase
        self._probes.append((number, False))
        match item:
            case Prefix():
                yield f"{phrase(item_tokens(item))} *"
            case AnyTerm():
                yield phrase(text_tokens(item.terms))
                if item.parts:
                    self._probes.append((number, True))
                    yield phrase(part_tokens(item.terms))
            case _:
                assert_never(item)

    def _numbered(self, node: Node) -> Node:
        """The tree with each word in the place of its number, without what is never highlighted."""
        match node:
            case And() | Or():
                return replace(node, children=tuple(map(self._numbered, node.children)))
            case AnyTerm() | Prefix():
                return self._number(node)
            case Phrase() | Near():
                return replace(node, items=tuple(map(self._number, node.items)))
            case EntityMatch() | DateFilter() | SourceFilter() | Not():
                return Or(())
            case _:
                assert_never(node)

    def _number(self, item: AnyTerm | Prefix) -> AnyTerm:
        number = self._items.setdefault(item, str(len(self._items)))
        match item:
            case AnyTerm():
                return AnyTerm((number,), item.parts)
            case Prefix():
                return AnyTerm((number,), parts=False)
            case _:
                assert_never(item)


class _Found:
    """What was found in one field, by position."""

    def __init__(self, places: Sequence[Range]) -> None:
        self._places = places
        self.words: defaultdict[int, list[str]] = defaultdict(list)
        self.parts: defaultdict[int, list[PartTerm]] = defaultdict(list)

    def field(self) -> FieldTerms:
        """A field that has nothing else."""
        terms = [
            Term(position, *self._places[position], tuple(self.words[position]), "", tuple(self.parts[position]))
            for position in sorted({*self.words, *self.parts})
        ]
        return FieldTerms("", tuple(terms), ())
