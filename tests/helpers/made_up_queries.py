"""What the tests of search engines ask with, and how they look at what comes."""

from __future__ import annotations

from dataclasses import replace

from icenews_nlp.search.analysis.document import DocumentTerms
from icenews_nlp.search.engine import SearchEngine
from icenews_nlp.search.query.tree import AnyTerm, Node, Query
from icenews_nlp.search.results.hits import Passage, Results


def asked(*tiers: Node) -> Query:
    """A query that nobody typed."""
    return Query("?", tiers)


def word(*terms: str, parts: bool = True) -> AnyTerm:
    return AnyTerm(terms, parts)


def ask(index: SearchEngine, *tiers: Node, limit: int = 100, offset: int = 0) -> Results:
    return index.search(asked(*tiers), limit=limit, offset=offset)


def keys(results: Results) -> list[str]:
    return [hit.key for hit in results.hits]


def marked_words(passage: Passage) -> list[str]:
    return [passage.text[mark.start : mark.end] for mark in passage.marks]


def marked(passage: Passage) -> list[tuple[int, int]]:
    """Where its marks are in the title or body."""
    return [(passage.start + mark.start, passage.start + mark.end) for mark in passage.marks]


def numbered(documents: list[DocumentTerms]) -> list[DocumentTerms]:
    """With a key each."""
    return [replace(document, key=f"frett-{number}") for number, document in enumerate(documents)]
