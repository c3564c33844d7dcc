"""What a query tree means, in plain Python: whether it finds a document, and what to highlight in a field of it.

The reference that every engine is tested against, and the highlighter of engines that tell no positions. Only words of the
title and the body make an AnyTerm match: names add to a score, and `EntityMatch` is what asks for them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable

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

Range = tuple[int, int]
"""Half-open range of code points in a field's text."""

Places = dict[int, list[Range]]
"""Positions where an item of a query stands, each with what to highlight there."""


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
    """What to highlight in one field of a document that the query finds: ranges in order that do not overlap.

    Where only a part of a compound is what was asked for, its own slice of the word. What stands under `Not`, and what
    `EntityMatch` and a `Filter` ask for, is never highlighted.
    """
    return _apart(_all_found(node, field))


def _all_found(node: Node, field: FieldTerms) -> list[Range]:
    match node:
        case And(children) | Or(children):
            return [found for child in children for found in _all_found(child, field)]
        case AnyTerm() | Prefix() | Phrase() | Near():
            return _found(node, field)
        case Not() | EntityMatch() | DateFilter() | SourceFilter():
            return []
        case _:
            assert_never(node)


def _found(node: AnyTerm | Prefix | Phrase | Near, field: FieldTerms) -> list[Range]:
    match node:
        case Phrase(items):
            return _side_by_side([_places(item, field) for item in items])
        case Near(items, distance):
            return _close_by([_places(item, field) for item in items], distance)
        case AnyTerm() | Prefix():
            return [found for at in _places(node, field).values() for found in at]
        case _:
            assert_never(node)


# ---- one position


def _places(item: AnyTerm | Prefix, field: FieldTerms) -> Places:
    mark = _prefix_marker(item) if isinstance(item, Prefix) else _word_marker(item)
    return {term.position: marked for term in field.terms if (marked := mark(term))}


def _prefix_marker(prefix: Prefix) -> Callable[[Term], list[Range]]:
    def mark(term: Term) -> list[Range]:
        found = any(word.startswith(prefix.start) for word in (term.form, *term.lemmas))
        return [(term.start, term.end)] if found else []

    return mark


def _word_marker(word: AnyTerm) -> Callable[[Term], list[Range]]:
    wanted = frozenset(word.terms)

    def mark(term: Term) -> list[Range]:
        if "=" + term.form in wanted or not wanted.isdisjoint(term.lemmas):
            return [(term.start, term.end)]
        return [(part.start, part.end) for part in term.parts if part.lemma in wanted] if word.parts else []

    return mark


# ---- several positions


def _side_by_side(items: list[Places]) -> list[Range]:
    if not items:
        return []
    starts = [first for first in items[0] if all(first + i in places for i, places in enumerate(items))]
    return [found for first in starts for i, places in enumerate(items) for found in places[first + i]]


def _close_by(items: list[Places], distance: int) -> list[Range]:
    """The items that stand together in a window of positions from one of them to `distance` after it."""
    found: list[Range] = []
    ordered = [sorted(places) for places in items]
    for first in sorted({position for places in items for position in places}):
        inside = [ats[bisect_left(ats, first) : bisect_right(ats, first + distance)] for ats in ordered]
        if all(inside):
            found += [
                marked for places, positions in zip(items, inside, strict=True) for at in positions for marked in places[at]
            ]
    return found


def _apart(found: Iterable[Range]) -> list[Range]:
    """In order; those that overlap become one."""
    apart: list[Range] = []
    for start, end in sorted(found):
        if apart and (start < apart[-1][1] or (start, end) == apart[-1]):
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


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
