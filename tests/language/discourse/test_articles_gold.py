"""Clusters, roles and speakers on our own gold articles; the floors are what the shipped model reaches, rounded down."""

from __future__ import annotations

import pytest

from helpers.gold_articles import GoldArticle, b_cubed, gold_articles, role_counts, speaker_counts
from icenews_nlp import AnnotatedDocument, Enricher

Pairs = list[tuple[GoldArticle, AnnotatedDocument]]


@pytest.fixture(scope="module")
def pairs(nlp: Enricher) -> Pairs:
    return [(gold, nlp.enrich(gold.article)) for gold in gold_articles()]


def test_mentions_of_one_thing_are_one_cluster(pairs: Pairs) -> None:
    assert b_cubed(pairs) >= 92


def test_roles_of_persons(pairs: Pairs) -> None:
    assert role_counts(pairs).f1 >= 90


def test_speakers_of_quotations(pairs: Pairs) -> None:
    assert speaker_counts(pairs).f1 >= 90
