"""What the tests of several search engines share."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from helpers.postgres_server import postgres_server
from helpers.search_cluster import Cluster
from icenews_nlp.search.engine import SearchEngine
from icenews_nlp.search.opensearch.index import OpenSearchIndex
from icenews_nlp.search.postgres.index import PostgresIndex
from icenews_nlp.search.sqlite.index import SearchIndex

NUMBERS = count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server."""
    with postgres_server() as address:
        yield address


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A stand-in for an OpenSearch cluster."""
    with Cluster() as cluster:
        yield cluster


def new_table() -> str:
    """The name of a table that no other test has."""
    return f"index {next(NUMBERS)}"


@pytest.fixture(params=["sqlite", "postgres", "opensearch"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    """An empty index of each engine."""
    made: SearchEngine
    if request.param == "sqlite":
        made = SearchIndex(tmp_path / "news.db")
    elif request.param == "postgres":
        made = PostgresIndex(request.getfixturevalue("server"), new_table())
    else:
        made = OpenSearchIndex(request.getfixturevalue("cluster").url)
    with made as opened:
        yield opened
