"""Articles as a whole on our own gold paragraphs and articles, each floor a little under what the shipped model reaches.

The rules were made on the half "dev". The half "held" was written and annotated when they stood, and first run on 29 November
2026: B³ 98.5, roles 95.2, speakers 89.1, names 95.8, values 96.8, places precision 96.5 and recall 92.5. Since then two of its
annotations have been corrected (the span of `síðastliðinn fimmtudag`, where Klettsháls is) and some kinds of its faults mended,
so its figures of today (`python benchmarks/articles.py`) say less than those.
"""

from __future__ import annotations

import pytest

from helpers.gold_articles import (
    GoldArticle,
    b_cubed,
    gold_articles,
    name_counts,
    role_counts,
    speaker_counts,
    value_counts,
)
from helpers.gold_places import place_counts
from icenews_nlp import AnnotatedDocument, Enricher

Pairs = list[tuple[GoldArticle, AnnotatedDocument]]
FLOORS: dict[str, dict[str, float]] = {
    "dev": {"clusters": 96.5, "roles": 98, "speakers": 99},
    "held": {"clusters": 98.5, "roles": 98, "speakers": 97},
}
"""In percent."""


@pytest.fixture(scope="module")
def halves(nlp: Enricher) -> dict[str, Pairs]:
    return {half: [(gold, nlp.enrich(gold.article)) for gold in gold_articles(half)] for half in FLOORS}


def test_the_gold_is_whole(halves: dict[str, Pairs]) -> None:
    texts = [gold.article for pairs in halves.values() for gold, _ in pairs]
    long = [article for article in texts if 150 <= len(article.text.split()) <= 400]
    assert sum(not article.title for article in texts) >= 80
    assert len(long) >= 12
    assert all(article.published for article in texts)


@pytest.mark.parametrize("half", FLOORS)
def test_mentions_of_one_thing_are_one_cluster(halves: dict[str, Pairs], half: str) -> None:
    assert b_cubed(halves[half]) >= FLOORS[half]["clusters"]


@pytest.mark.parametrize("half", FLOORS)
def test_roles_of_persons(halves: dict[str, Pairs], half: str) -> None:
    assert role_counts(halves[half]).f1 >= FLOORS[half]["roles"]


@pytest.mark.parametrize("half", FLOORS)
def test_speakers_of_quotations(halves: dict[str, Pairs], half: str) -> None:
    assert speaker_counts(halves[half]).f1 >= FLOORS[half]["speakers"]


def test_clusters_have_their_label_fullest_name_and_gender(halves: dict[str, Pairs]) -> None:
    assert name_counts(halves["held"]).f1 >= 96.5


def test_values(halves: dict[str, Pairs]) -> None:
    assert value_counts(halves["held"]).f1 >= 98


def test_places(halves: dict[str, Pairs]) -> None:
    counts = place_counts((gold.places, doc) for gold, doc in halves["held"])
    assert counts.precision >= 97, counts
    assert counts.recall >= 92.5, counts
