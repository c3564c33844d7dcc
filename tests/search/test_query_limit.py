"""A query that takes too much processor time is interrupted, and the index goes on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from helpers import made_up_terms as made
from icenews_nlp.errors import QueryError
from icenews_nlp.search import SearchIndex
from icenews_nlp.search.sqlite import fts_bridge

ARTICLES = 300


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    """Enough articles for SQLite to look at the time."""
    with SearchIndex(tmp_path_factory.mktemp("limit") / "news.db") as index:
        index.add(made.document("", f"hestur kýr svín{i}", key=f"d{i:04}") for i in range(ARTICLES))
        yield index


def test_a_query_over_its_time_is_refused_and_the_next_one_answered(index: SearchIndex) -> None:
    for _ in range(3):
        with pytest.raises(QueryError, match="more than 0 s of processor time"):
            index.search("hestur kýr", timeout=0.0)
        assert index.search("hestur kýr").total == ARTICLES


def test_a_limit_that_is_not_reached_changes_nothing(index: SearchIndex) -> None:
    assert index.search("hestur OR svín7", timeout=60.0) == index.search("hestur OR svín7")


def test_a_query_that_takes_long_rests_and_a_short_one_does_not(index: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[float] = []
    monkeypatch.setattr("time.sleep", rests.append)
    monkeypatch.setattr(fts_bridge, "LONG", 60.0)
    index.search("hestur OR kýr OR svín7", timeout=60.0)
    assert rests == []
    monkeypatch.setattr(fts_bridge, "LONG", 0.0)
    assert index.search("hestur OR kýr OR svín7", timeout=60.0).total == ARTICLES
    assert rests
