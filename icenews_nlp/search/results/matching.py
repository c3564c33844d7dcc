"""What a query tree means, in plain Python: whether it finds a document, and what to highlight in a field of it.

The reference that every engine is tested against, and the highlighter of engines that tell no positions. Only words of the
title and the body make an AnyTerm match: names add to a score, and `EntityMatch` is what asks for them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, count
from typing import NamedTuple

from typing_extensions import assert_never

from icenews_nlp.search.analysis.document import DocumentTerms, FieldTerms, Term
from icenews_nlp.search.analysis.normalise import source_key
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
from icenews_nlp.search.ranges import Range, merged

Item = AnyTerm | Prefix
Positions = dict[int, list[Range]]
"""Positions where an item of a query stands, each with what to highlight there."""


class Match(NamedTuple):
    """Where a word of a query was found in a field."""

    start: int
    end: int
    """Half-open range of code points in the field's text."""
    clause: int
    """Which of the parts that must all be found it belongs to; alternatives share one."""
    word: int
    """Which word of the query it is, an alternative or not."""


class _Found(NamedTuple):
    """An item of a query, and what to highlight of it."""

    item: Item
    ranges: list[Range]


def matches(node: Node, document: DocumentTerms) -> bool:
    """Whether the query finds the document."""
    match node:
        case And(children):
            return all(matches(child, document) for child in children)
        case Or(children):
            return any(matches(child, document) for child in children)
        case Not(child):
            return not matches(child, document)
        case EntityMatch():
            return _is_named(node, document)
        case DateFilter():
            return _is_published(node, document)
        case SourceFilter(source):
            return document.source is not None and source_key(document.source) == source_key(source)
        case AnyTerm() | Prefix() | Phrase() | Near():
            return any(_found(node, field) for field in (document.title, document.body))
        case _:
            assert_never(node)


def ranges(node: Node, field: FieldTerms) -> list[Range]:
    """Merge the matches of a query in one field of a document that it finds.

    Args:
        node: The query.
        field: The title or the body.

    Returns:
        Ranges in order that do not overlap.
    """
    return merged((match.start, match.end) for match in find(node, field))


def find(node: Node, field: FieldTerms) -> list[Match]:
    """Find what to highlight in one field of a document that the query finds.

    Where only a part of a compound is what was asked for, its own slice of the word. What stands under `Not`, and what
    `EntityMatch` and a `Filter` ask for, is never highlighted.

    Args:
        node: The query.
        field: The title or the body.

    Returns:
        The matches in order. Those of different words may overlap.
    """
    if not field.terms:
        return []
    words: dict[Item, int] = {}
    matches: set[Match] = set()
    for clause, leaf in _leaves(node, 0, count(1)):
        for item, ranges in _found(leaf, field):
            word = words.setdefault(item, len(words))
            matches.update([Match(start, end, clause, word) for start, end in ranges])
    return sorted(matches)


def _leaves(node: Node, clause: int, clauses: Iterator[int]) -> Iterator[tuple[int, Item | Phrase | Near]]:
    """What of the query is looked for in texts, each with the number of its clause."""
    match node:
        case And(children):
            for child in children:
                yield from _leaves(child, next(clauses), clauses)
        case Or(children):
            for child in children:
                yield from _leaves(child, clause, clauses)
        case AnyTerm() | Prefix() | Phrase() | Near():
            yield clause, node
        case Not() | EntityMatch() | DateFilter() | SourceFilter():
            pass
        case _:
            assert_never(node)


def _found(node: Item | Phrase | Near, field: FieldTerms) -> list[_Found]:
    match node:
        case Phrase(items):
            return _side_by_side(items, [_positions(item, field) for item in items])
        case Near(items, distance):
            return _close_by(items, [_positions(item, field) for item in items], distance)
        case AnyTerm() | Prefix():
            ranges = list(chain.from_iterable(_positions(node, field).values()))
            return [_Found(node, ranges)] if ranges else []
        case _:
            assert_never(node)


# ---- one position


def _positions(item: Item, field: FieldTerms) -> Positions:
    mark = _marker(item)
    return {term.position: marked for term in field.terms if (marked := mark(term))}


def _marker(item: Item) -> Callable[[Term], list[Range]]:
    match item:
        case Prefix():
            return _prefix_marker(item)
        case AnyTerm():
            return _word_marker(item)
        case _:
            assert_never(item)


def _prefix_marker(prefix: Prefix) -> Callable[[Term], list[Range]]:
    def mark(term: Term) -> list[Range]:
        found = any(word.startswith(prefix.start) for word in (term.form, *term.lemmas))
        return [Range(term.start, term.end)] if found else []

    return mark


def _word_marker(word: AnyTerm) -> Callable[[Term], list[Range]]:
    wanted = frozenset(word.terms)

    def mark(term: Term) -> list[Range]:
        if "=" + term.form in wanted or not wanted.isdisjoint(term.lemmas):
            return [Range(term.start, term.end)]
        return [Range(part.start, part.end) for part in term.parts if part.lemma in wanted] if word.parts else []

    return mark


# ---- several positions


def _side_by_side(items: Sequence[Item], places: Sequence[Positions]) -> list[_Found]:
    if not places:
        return []
    starts = [first for first in places[0] if all(first + i in positions for i, positions in enumerate(places))]
    if not starts:
        return []
    return [
        _Found(item, [found for first in starts for found in positions[first + i]])
        for i, (item, positions) in enumerate(zip(items, places, strict=True))
    ]


def _close_by(items: Sequence[Item], places: Sequence[Positions], distance: int) -> list[_Found]:
    """The items that stand together in a window of positions from one of them to `distance` after it."""
    found = [_Found(item, []) for item in items]
    ordered = [sorted(positions) for positions in places]
    for first in sorted({position for positions in places for position in positions}):
        inside = [ats[bisect_left(ats, first) : bisect_right(ats, first + distance)] for ats in ordered]
        if all(inside):
            for (_, ranges), positions, ats in zip(found, places, inside, strict=True):
                ranges += [marked for at in ats for marked in positions[at]]
    return [one for one in found if one.ranges]


# ---- what is no word of the text


def _is_named(named: EntityMatch, document: DocumentTerms) -> bool:
    wanted = [frozenset(word.terms) for word in named.words]
    return bool(wanted) and any(
        all(word in terms for word, terms in zip(name.words[first:], wanted, strict=False))
        for name in document.names
        if name.label is named.label
        for first in range(len(name.words) - len(wanted) + 1)
    )


def _is_published(asked: DateFilter, document: DocumentTerms) -> bool:
    when = document.published
    return when is not None and (asked.since is None or asked.since <= when) and (asked.until is None or when < asked.until)
