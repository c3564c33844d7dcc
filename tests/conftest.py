"""What the tests of several rooms share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from helpers.texts import STORY
from icenews_nlp import AnnotatedDocument, Enricher
from icenews_nlp.language.greynir.parser import Parser
from icenews_nlp.search.sqlite.index import SearchIndex

settings.register_profile("any machine", deadline=None, database=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def nlp() -> Iterator[Enricher]:
    """The real thing, with the default profile."""
    enricher = Enricher()
    yield enricher
    enricher.close()


@pytest.fixture(scope="session")
def fast() -> Iterator[Enricher]:
    """Profile "fast", for tests of thousands of texts."""
    with Enricher("fast") as enricher:
        yield enricher


@pytest.fixture(scope="session")
def story(nlp: Enricher) -> AnnotatedDocument:
    """The document of STORY."""
    return nlp.enrich(STORY)


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    """A parser with a child of its own, for one file of tests."""
    with Parser() as parser:
        yield parser


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    """An empty search index in a file."""
    with SearchIndex(tmp_path / "news.db") as index:
        yield index
