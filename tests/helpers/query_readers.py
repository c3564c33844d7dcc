"""What reads queries and documents into terms, over one lexicon that the tests share."""

from __future__ import annotations

from icenews_nlp.search.analysis.document import DocumentAnalyzer
from icenews_nlp.search.analysis.lexicon import Lexicon
from icenews_nlp.search.query.reader import QueryReader
from icenews_nlp.search.query.tree import Node

LEXICON = Lexicon()
TERMS = DocumentAnalyzer(LEXICON)
QUERIES = QueryReader(LEXICON)


def first(query: str) -> Node:
    """The narrowest tier."""
    return QUERIES.read(query).tiers[0]
