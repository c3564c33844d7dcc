"""What the engines share: tiers are asked until enough is found, and pages fit into integers."""

from __future__ import annotations

from helpers.made_up_queries import word
from icenews_nlp.search.engine import ask_tiers, page_of
from icenews_nlp.search.query.tree import Node


def test_tiers_are_asked_until_enough_is_found() -> None:
    asked_for: list[tuple[int, Node]] = []

    def ask(tier: int, node: Node) -> int:
        asked_for.append((tier, node))
        return 4

    tiers = [word(f"{i}") for i in range(5)]
    assert (ask_tiers(tiers, ask), ask_tiers([], ask)) == (12, 0)
    assert asked_for == list(enumerate(tiers[:3]))


def test_pages_fit_into_a_databases_integers() -> None:
    page = page_of(10**30, 10**40)
    assert page.end < 2**63
    assert page_of(True, 0).end == 1
