"""Bylines and topics."""

from __future__ import annotations

import pytest

from icenews_nlp.intake.bylines import authors_of
from icenews_nlp.intake.flat.topics import split_topics


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Anna Ösp Jónsdóttir skrifar", ("Anna Ösp Jónsdóttir",)),
        ("Anna Jónsdóttir og Ari Sæberg skrifa", ("Anna Jónsdóttir", "Ari Sæberg")),
        ("Höfundur: Ari Sæberg", ("Ari Sæberg",)),
        ("Texti: Ari Sæberg", ("Ari Sæberg",)),
        ("Ari Sæberg, blaðamaður", ("Ari Sæberg",)),
        ("Ari Sæberg, fréttamaður á RÚV", ("Ari Sæberg",)),
        ("Ari Sæberg ari@midill.is", ("Ari Sæberg",)),
        ("Anna Jónsdóttir | anna@midill.is", ("Anna Jónsdóttir",)),
        ("Anna Jónsdóttir", ("Anna Jónsdóttir",)),
        ("Jón Ásson", ("Jón Ásson",)),
        ("Anna Jónsdóttir, Ari Jónsson", ("Anna Jónsdóttir", "Ari Jónsson")),
        ("Ritstjórn skrifar", ("Ritstjórn",)),
    ],
)
def test_a_byline(line: str, authors: tuple[str, ...]) -> None:
    assert authors_of(line) == authors


@pytest.mark.parametrize(
    "line",
    [
        *(
            "",
            "Reykjavík",
            "Ari Sæberg",
            "Ráðherra segir af sér",
            "Anna Jónsdóttir vann mótið",
            "Anna Jónsdóttir skrifar bækur.",
        ),
        *("blaðamaður", "Anna Jónsdóttir, " * 20),
    ],
)
def test_no_byline(line: str) -> None:
    assert authors_of(line) == ()


@pytest.mark.parametrize(
    "topics",
    [
        ("Noregur", "Norska konungsfjölskyldan"),
        ("Frakkland", "Forsetakosningar í Frakklandi", "Suður-Ameríka", "Emmanuel Macron"),
        ("Alþingi", "Anna Jónsdóttir", "Efnahagsmál"),
        ("Eldgos og jarðhræringar", "Grindavík", "Veður"),
        ("Besta deild karla", "KR", "Valur"),
        ("Donald Trump", "Bandaríkin"),
    ],
)
def test_topics_run_together_are_taken_apart(topics: tuple[str, ...]) -> None:
    assert split_topics(" ".join(topics)) == topics


@pytest.mark.parametrize(
    "text",
    ["", "og fleira", "Hún fór heim.", "Hún fór heim og þau komu", "Noregur, Svíþjóð", "Noregur " * 41, "Noregur og " * 5],
)
def test_what_is_no_run_of_topics(text: str) -> None:
    assert split_topics(text) == ()
