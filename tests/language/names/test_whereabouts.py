"""Prepositions that say of a name that it is a place's, and those that a noun before them governs."""

from __future__ import annotations

import pytest

from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.names.whereabouts import is_at_place, may_be_place


@pytest.mark.parametrize(
    ("text", "at", "found"),
    [
        ("Í Keflavík var uppselt", 1, True),
        ("Leikið var á Selfossi", 3, True),
        ("Leikurinn fer fram á Akureyri", 4, True),
        ("Þau vilja búa í Grindavík", 4, True),
        ("Þetta var sigur á Selfossi", 4, False),  # over a club
        ("Þar er leikmaður í Keflavík", 4, False),
        ("Hann keypti hjólið í Erninum", 4, False),  # a form of a verb for `þið`
        ("Hann gekk til Keflavíkur", 3, False),
        ("Hann horfði á Selfoss", 3, False),  # no dative
        ("Hann var í Zorbin", 3, False),  # unknown
        ("Keflavík vann", 0, False),
    ],
)
def test_what_is_at_a_place(text: str, at: int, found: bool) -> None:
    assert is_at_place(at, 0, text.split(), Bin()) is found


def test_the_word_before_belongs_to_the_sentence() -> None:
    assert is_at_place(2, 1, ["var", "á", "Selfossi"], Bin())
    assert not is_at_place(2, 2, ["var", "á", "Selfossi"], Bin())


@pytest.mark.parametrize(("text", "found"), [("til London", True), ("Frá London", True), ("sagði London", False)])
def test_prepositions_before_places(text: str, found: bool) -> None:
    assert may_be_place(1, text.split()) is found
