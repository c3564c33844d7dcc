"""The engines and the search page, as the tests of several files use them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from helpers.command_line import run
from helpers.postgres_server import postgres_server
from helpers.search_cluster import Cluster
from helpers.search_page import HORSES, HOSTILE, ROAD, UNTITLED, Site, serving
from icenews_nlp.search.engine import SearchEngine
from icenews_nlp.search.opensearch.index import OpenSearchIndex
from icenews_nlp.search.postgres.index import PostgresIndex
from icenews_nlp.search.sqlite.index import SearchIndex
from icenews_nlp.search.web.pages import HITS

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


@pytest.fixture(scope="session")
def site_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index that the search page shows."""
    db = tmp_path_factory.mktemp("page") / "news.db"
    more = [{"id": f"svín-{i}", "text": f"Svínið númer {i} slapp út."} for i in range(HITS + 3)]
    lines = "".join(json.dumps(article) + "\n" for article in [HORSES, ROAD, HOSTILE, UNTITLED, *more])
    done = run("index", "-", "--db", db, "--profile", "fast", stdin=lines.encode())
    assert done.returncode == 0, done.stderr.decode()
    return db


@pytest.fixture(scope="session")
def site(site_db: Path) -> Iterator[Site]:
    """The search page."""
    with serving(site_db) as (site, _):
        yield site


def new_table() -> str:
    """The name of a table that no other test has."""
    return f"index {next(NUMBERS)}"


@pytest.fixture
def postgres(server: str) -> Iterator[PostgresIndex]:
    """An empty index."""
    with PostgresIndex(server, new_table()) as index:
        yield index


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
