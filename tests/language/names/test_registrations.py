"""Ships with the letters of their district and aircraft; each rule with what it must leave alone."""

from __future__ import annotations

import pytest

from icenews_nlp import Enricher
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.names.borders.registrations import registered
from icenews_nlp.language.names.head_nouns import HeadNouns
from icenews_nlp.language.names.spans import LabelSpan


def found(text: str, *names: tuple[int, int]) -> list[str]:
    """The vessels of a sentence where the model sees persons at the given words."""
    words = text.split()
    spans = [LabelSpan(*name, "Person", 0.9) for name in names]
    return [" ".join(words[s.first : s.last + 1]) for s in registered(spans, words, [(0, len(words))], HeadNouns(Bin()))]


@pytest.mark.parametrize(
    ("text", "names", "ships"),
    [
        ("Beitir NK landaði í gær", [], ["Beitir NK"]),
        ("Börkur NK-122 landaði", [], ["Börkur NK-122"]),
        ("Kaldbakur EA 1 og Björgúlfur EA 312 sigldu", [], ["Kaldbakur EA 1", "Björgúlfur EA 312"]),
        ("Áhöfnin á Þórunni Sveinsdóttur VE bjargaði honum", [(2, 3)], ["Þórunni Sveinsdóttur VE"]),
        ("Vilhelm Þorsteinsson EA landaði", [], ["Vilhelm Þorsteinsson EA"]),
        ("Eldur kom upp í Höfrungi III AK 250", [], ["Höfrungi III AK 250"]),
        ("Landaði Viðey RE þar", [], ["Viðey RE"]),
        ("Í gær landaði Gullver NS 100 tonnum", [], ["Gullver NS"]),  # an amount
        ("Saxhamar SH 50 sökk", [], ["Saxhamar SH 50"]),
        ("Báturinn Steinunn SH sökk", [], ["Steinunn SH"]),
        ("Anna Jónsdóttir SH sigraði", [(0, 1)], []),  # her club
        ("Anna Jónsdóttir SI segir", [(0, 1)], []),  # her association
        ("Stjarnan vann Þór AK í gær", [], []),  # a club
        ("Hann vinnur hjá EA í gær", [], []),
        ("Hann vinnur hjá Kaldbaki EA Sports", [], []),  # a name goes on
        ("Fulltrúi ÍS mætti", [], []),  # somebody of an organization
        ("EA lokar", [], []),
        ("BEITIR NK LANDAÐI", [], []),  # capitals say nothing
        ("Beitir FH landaði", [], []),  # no district
    ],
)
def test_ships(text: str, names: list[tuple[int, int]], ships: list[str]) -> None:
    assert found(text, *names) == ships


@pytest.mark.parametrize(
    ("text", "aircraft"),
    [("Boð bárust frá TF-ICE í gær", ["TF-ICE"]), ("TF-LÍF lenti", ["TF-LÍF"]), ("Boð bárust frá TF-111 í gær", [])],
)
def test_aircraft(text: str, aircraft: list[str]) -> None:
    assert found(text) == aircraft


def test_they_are_no_persons(fast: Enricher) -> None:
    doc = fast.enrich("Sjómenn á Sigurði VE fundu loðnu. Þyrlan TF-GRÓ sótti Önnu Jónsdóttur.")
    names = [(e.name, e.label.value) for e in doc.entities]
    assert names == [("Sigurður VE", "Miscellaneous"), ("TF-GRÓ", "Miscellaneous"), ("Anna Jónsdóttir", "Person")]
