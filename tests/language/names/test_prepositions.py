"""Prepositions in and after names, and what each condition of a rule refuses."""

from __future__ import annotations

import pytest

from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.names.borders.prepositions import PrepositionBorders
from icenews_nlp.language.names.known_names import KnownNames
from icenews_nlp.language.names.spans import LabelSpan
from icenews_nlp.language.tagging.gazetteer import shared_gazetteer


@pytest.fixture(scope="module")
def borders() -> PrepositionBorders:
    bin_ = Bin()
    return PrepositionBorders(KnownNames(bin_, shared_gazetteer()), bin_)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Þróttar frá Fylki", ["Þróttar", "Fylki"]),
        ("Tindastóls í Keflavík", ["Tindastóls", "Keflavík"]),
        ("Rauða krossins á Íslandi", ["Rauða krossins á Íslandi"]),  # several words before it
        ("UNICEF á Íslandi", ["UNICEF á Íslandi"]),
        ("Jóhannesar frá Kötlum", ["Jóhannesar frá Kötlum"]),
        ("Sjóður í Keflavík", ["Sjóður í Keflavík"]),  # only one of them is known
        ("Tindastóls úr Keflavík", ["Tindastóls úr Keflavík"]),
        ("Laxár í Keflavík", ["Laxár í Keflavík"]),  # one of several rivers
        ("Laxár frá Keflavík", ["Laxár", "Keflavík"]),
        ("Ölfusá á Selfossi", ["Ölfusá", "Selfossi"]),  # there is one alone
    ],
)
def test_preposition_between_two_names(borders: PrepositionBorders, text: str, parts: list[str]) -> None:
    words = text.split()
    found = borders.apart((0, len(words) - 1), words)
    assert [" ".join(words[first : last + 1]) for first, last in found] == parts


PERSON, ORGANIZATION, LOCATION, TITLE = "Person", "Organization", "Location", "Miscellaneous"


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Sundlaugin á Hofsósi", [(0, 1, ORGANIZATION), (2, 2, LOCATION)], [(0, 0, ORGANIZATION), (2, 2, LOCATION)]),
        ("Sundlaugin á", [(0, 1, ORGANIZATION)], [(0, 0, ORGANIZATION)]),  # no name follows
        ("Horft á Akureyri", [(0, 1, TITLE), (2, 2, LOCATION)], [(0, 1, TITLE), (2, 2, LOCATION)]),
        (
            "Á Akureyri",
            [(0, 0, ORGANIZATION), (1, 1, LOCATION)],
            [(0, 0, ORGANIZATION), (1, 1, LOCATION)],
        ),  # nothing else in it
        ("Heilsugæslan á Akureyri", [(0, 1, ORGANIZATION), (2, 2, LOCATION)], [(0, 2, ORGANIZATION)]),
        ("Heilsugæslan frá Akureyri", [(0, 1, ORGANIZATION), (2, 2, LOCATION)], [(0, 0, ORGANIZATION), (2, 2, LOCATION)]),
        ("Heilsugæslan á Akureyri", [(0, 1, PERSON), (2, 2, LOCATION)], [(0, 0, PERSON), (2, 2, LOCATION)]),
        ("ársþing á Akureyri", [(0, 1, "Date"), (2, 2, LOCATION)], [(0, 1, "Date"), (2, 2, LOCATION)]),
        ("Heilsugæslan á Önnu", [(0, 1, ORGANIZATION), (2, 2, PERSON)], [(0, 0, ORGANIZATION), (2, 2, PERSON)]),
        ("Góða heilsugæslan á Akureyri", [(0, 2, ORGANIZATION), (3, 3, LOCATION)], [(0, 1, ORGANIZATION), (3, 3, LOCATION)]),
        ("Laxá í Dölum", [(0, 0, LOCATION), (2, 2, LOCATION)], [(0, 2, LOCATION)]),
        ("Laxár í Dölum", [(0, 0, LOCATION), (2, 2, LOCATION)], [(0, 2, LOCATION)]),
        ("Ölfusá á Selfossi", [(0, 0, LOCATION), (2, 2, LOCATION)], [(0, 0, LOCATION), (2, 2, LOCATION)]),
        ("Laxá hf. í Dölum", [(0, 0, LOCATION), (3, 3, LOCATION)], [(0, 0, LOCATION), (3, 3, LOCATION)]),
        ("Laxá í Dölum", [(0, 0, ORGANIZATION), (2, 2, LOCATION)], [(0, 0, ORGANIZATION), (2, 2, LOCATION)]),
        ("Laxá við Dali", [(0, 0, LOCATION), (2, 2, LOCATION)], [(0, 0, LOCATION), (2, 2, LOCATION)]),
    ],
)
def test_no_name_ends_in_a_preposition(
    borders: PrepositionBorders, text: str, names: list[tuple[int, int, str]], expected: list[tuple[int, int, str]]
) -> None:
    found = borders.mended([LabelSpan(*name, 0.8) for name in names], text.split())
    assert [span[:3] for span in found] == expected


@pytest.mark.parametrize(
    ("text", "last", "is_common"),
    [
        ("Lögreglan á Selfossi", 0, True),
        ("Lögreglan á höfuðborgarsvæðinu", 2, True),
        ("Lögreglan á Selfossi", 2, False),  # a name as a whole
        ("Lögreglan handtók mann", 0, False),
        ("Lögreglan", 0, False),
        ("Lögregla á Selfossi", 0, False),  # no article
        ("Háskólinn á Bifröst", 0, False),  # an institution
        ("Ölgerðin á Selfossi", 0, False),  # listed
        ("Gjáin í Þjórsárdal", 0, False),  # a place's name
        ("Zorbin á Selfossi", 0, False),  # no noun of BÍN's
    ],
)
def test_a_common_noun_before_its_place_is_no_name(borders: PrepositionBorders, text: str, last: int, is_common: bool) -> None:
    assert borders.is_common((0, last), text.split()) is is_common
