"""A query as a small tree that no engine owns: what `QueryReader` makes and each engine compiles.

Index terms are strings: a lemma in lower case (`forseti`), or an exact form in lower case after `=` (`=forsetans`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from icenews_nlp.labels import EntityLabel


@dataclass(frozen=True)
class AnyTerm:
    """One position of a document that holds any of these terms; a part of a compound counts too where `parts` is set."""

    terms: tuple[str, ...]
    parts: bool = True


@dataclass(frozen=True)
class Prefix:
    """One position whose exact form, or a lemma, begins so."""

    start: str
    """In lower case, without `=` and `*`."""


@dataclass(frozen=True)
class Phrase:
    """Positions side by side, in order, in one field."""

    items: tuple[AnyTerm | Prefix, ...]


@dataclass(frozen=True)
class Near:
    """Words, parts of compounds among them, within so many positions of each other, in any order, in one field."""

    items: tuple[AnyTerm | Prefix, ...]
    distance: int


@dataclass(frozen=True)
class EntityMatch:
    """An entity of that label whose nominative name has these words side by side: `person:Pútín`."""

    label: EntityLabel
    words: tuple[AnyTerm, ...]


@dataclass(frozen=True)
class DateFilter:
    """Time of publication in a half-open range; None leaves an end open. An article without a time is never in it."""

    since: datetime | None
    until: datetime | None


@dataclass(frozen=True)
class SourceFilter:
    """Published by that source, as `normalise.source_key` compares them. An article without a source is from none."""

    source: str


Filter = DateFilter | SourceFilter
"""Filters on metadata: never ranked by or highlighted."""


@dataclass(frozen=True)
class And:
    """All of them."""

    children: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    """Any of them."""

    children: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    """Everything but this. Stands only inside `And`, beside something that is not a Not."""

    child: Node


Node = AnyTerm | Prefix | Phrase | Near | EntityMatch | Filter | And | Or | Not


def any_of(nodes: Iterable[Node]) -> Node:
    """The alternatives as one tree, each once; there is at least one."""
    different = tuple(dict.fromkeys(nodes))
    return Or(different) if len(different) > 1 else different[0]


@dataclass(frozen=True)
class Query:
    """What a user typed, read in ever wider ways."""

    text: str
    tiers: tuple[Node, ...]
    """Narrowest first, at least one. An engine answers by the first; where that gives fewer hits than were asked for it adds
    those of the next, below the ones before."""
