"""The embedded index: it finds and highlights what a query means, keeps what it was given, and survives what befalls a file."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import made_up_terms as made
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from icenews_nlp import AnnotatedDocument, Article, Enricher
from icenews_nlp.errors import InputError, QueryError, SearchIndexError
from icenews_nlp.search.hits import Passage, Results
from icenews_nlp.search.matching import matches, ranges
from icenews_nlp.search.sqlite import SearchIndex
from icenews_nlp.search.sqlite_places import Columns, Place, Places, pack, unpack
from icenews_nlp.search.terms import DocumentTerms, FieldTerms, PartTerm, Term
from icenews_nlp.search.tree import And, Named, Near, Node, Not, Or, Phrase, Prefix, Published, Query, Word


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    with SearchIndex(tmp_path / "news.db") as index:
        yield index


def asked(*tiers: Node) -> Query:
    return Query("?", tiers)


def word(*terms: str, parts: bool = True) -> Word:
    return Word(terms, parts)


def keys(results: Results) -> list[str]:
    return [hit.key for hit in results.hits]


def marked(passage: Passage) -> list[tuple[int, int]]:
    return [(passage.start + mark.start, passage.start + mark.end) for mark in passage.marks]


# ---- what is found


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents=st.lists(made.DOCUMENTS, max_size=6), trees=st.lists(made.TREES, min_size=1, max_size=4))
def test_finds_and_highlights_what_the_tree_means(index: SearchIndex, documents: list[DocumentTerms], trees: list[Node]) -> None:
    """The same file takes every example in the place of the last one, so stale words would be found too."""
    documents = [replace(document, key=f"frett-{i}") for i, document in enumerate(documents)]
    index.delete(f"frett-{i}" for i in range(len(documents), 6))
    index.add(documents)
    for tree in trees:
        results = index.search(asked(tree))
        found = {document.key: document for document in documents if matches(tree, document)}
        assert (sorted(keys(results)), results.total) == (sorted(found), len(found))
        for hit in results.hits:
            document = found[hit.key]
            assert hit.score > 0
            assert (hit.title.text, marked(hit.title)) == (document.title.text, ranges(tree, document.title))
            assert marked(hit.snippet) == ranges(tree, document.body)
