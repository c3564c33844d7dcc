"""What reads queries and documents into terms, over one lexicon that the tests share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from icenews_nlp import Enricher
from icenews_nlp.search.analysis.document import DocumentAnalyzer, DocumentTerms
from icenews_nlp.search.analysis.lexicon import Lexicon
from icenews_nlp.search.analysis.normalise import folded
from icenews_nlp.search.query.accents import BEGINNING, beginnings
from icenews_nlp.search.query.reader import QueryReader
from icenews_nlp.search.query.tree import Node
from icenews_nlp.search.results.matching import matches

LEXICON = Lexicon()
TERMS = DocumentAnalyzer(LEXICON)
QUERIES = QueryReader(LEXICON)


def first(query: str) -> Node:
    """The narrowest tier."""
    return QUERIES.read(query).tiers[0]


def rows(table: str) -> list[tuple[str, str]]:
    """A document and a query each, from lines of `document | query | query`."""
    lines = [line.split(" | ") for line in table.strip().splitlines()]
    return [(document, query) for document, *queries in lines for query in queries]


def answers(found: str, not_found: str) -> list[tuple[str, str, bool]]:
    """The rows of two tables, each with whether the document is found."""
    return [(*row, is_found) for table, is_found in ((found, True), (not_found, False)) for row in rows(table)]


def vocabulary(document: DocumentTerms) -> Callable[[str], Sequence[str]]:
    """What an engine that holds this one document knows."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    for term in document.body.terms:
        known[folded(term.form)].add("=" + term.form)
        for lemma in term.lemmas:
            known[folded(lemma)].add(lemma)
    words = {term.removeprefix("=") for terms in known.values() for term in terms}

    def fold(plain: str) -> Sequence[str]:
        start = plain.removesuffix(BEGINNING)
        return sorted(known[plain]) if start == plain else beginnings(start, words)

    return fold


def tier(nlp: Enricher, text: str, query: str) -> int | None:
    """The first tier that finds the text."""
    document = TERMS.read(nlp.enrich(text))
    tiers = QUERIES.read(query, vocabulary(document)).tiers
    return next((i for i, node in enumerate(tiers) if matches(node, document)), None)
