"""What the tests of the embedded index ask with."""

from __future__ import annotations

from icenews_nlp.search.query.tree import AnyTerm, Node, Query
from icenews_nlp.search.results.hits import Passage, Results


def asked(*tiers: Node) -> Query:
    """A query that nobody typed."""
    return Query("?", tiers)


def word(*terms: str, parts: bool = True) -> AnyTerm:
    return AnyTerm(terms, parts)


def keys(results: Results) -> list[str]:
    return [hit.key for hit in results.hits]


def marked(passage: Passage) -> list[tuple[int, int]]:
    """Where its marks are in the title or body."""
    return [(passage.start + mark.start, passage.start + mark.end) for mark in passage.marks]
