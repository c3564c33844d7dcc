"""Borders of names: common nouns at the start, dashes, prepositions, nicknames; each rule with what it must leave whole."""

from __future__ import annotations

import pytest

from icenews_nlp import Enricher
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.names.borders.known_borders import NameBorders, apart_at_dashes, with_nicknames
from icenews_nlp.language.names.known_names import KnownNames
from icenews_nlp.language.names.spans import LabelSpan
from icenews_nlp.language.tagging.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def borders() -> NameBorders:
    bin_ = Bin()
    return NameBorders(KnownNames(bin_, Gazetteer()), bin_)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Mark Arons Einars Gunnarssonar", "Arons Einars Gunnarssonar"),
        ("Sigur Hauka", "Hauka"),
        ("Sigur Liverpool", "Liverpool"),
        ("Grein Illuga Jökulssonar", "Illuga Jökulssonar"),
        ("Víti Messis", "Messis"),
        ("Sigur Rósar", "Sigur Rósar"),  # the band
        ("Seðlabanki Íslands", "Seðlabanki Íslands"),  # an institution
        ("Hæstiréttur Íslands", "Hæstiréttur Íslands"),
        ("Mark Zuckerberg", "Mark Zuckerberg"),  # no genitive, and a person's name
        ("Haukur Páls", "Haukur Páls"),  # a given name with a short patronymic
        ("Marki Arons", "Marki Arons"),  # not in the nominative
        ("Laufey Héðinsdóttir", "Laufey Héðinsdóttir"),  # `lauf-ey` is no noun
        ("SIGUR HAUKA", "SIGUR HAUKA"),  # capitals say nothing
        ("Samtök iðnaðarins", "Samtök iðnaðarins"),
        ("Sjúkratryggingar Íslands", "Sjúkratryggingar Íslands"),
        ("Hauka", "Hauka"),
    ],
)
def test_common_noun_before_a_genitive(borders: NameBorders, text: str, rest: str) -> None:
    words = text.split()
    first, last = borders.without_noun((0, len(words) - 1), words)
    assert " ".join(words[first : last + 1]) == rest


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Valur – KR", ["Valur", "KR"]),
        ("Liverpool – Arsenal – Chelsea", ["Liverpool", "Arsenal", "Chelsea"]),
        ("Nótt – saga", ["Nótt – saga"]),
        ("frá – Reykjavík", ["frá – Reykjavík"]),
        ("Norður - Kórea", ["Norður - Kórea"]),
    ],
)
def test_dash_between_two_names(text: str, parts: list[str]) -> None:
    words = text.split()
    found = apart_at_dashes((0, len(words) - 1), words)
    assert [" ".join(words[first : last + 1]) for first, last in found] == parts


PERSON, ORGANIZATION = "Person", "Organization"


@pytest.mark.parametrize(
    ("text", "label", "parts"),
    [
        ("Mira Kalpek Zorbin-Renault", PERSON, ["Mira Kalpek", "Zorbin-Renault"]),
        ("Mira Kalpek Kari Zorbin-Renault", PERSON, ["Mira Kalpek", "Kari Zorbin-Renault"]),
        ("Mira Zorbin-Renault", PERSON, []),  # her family's name
        ("Mira Kalpek Zorbin-Katrín", PERSON, []),
        ("Mira Kalpek Renault", PERSON, []),
        ("Mira Kalpek Zorbin-Renault", ORGANIZATION, []),
    ],
)
def test_team_after_a_person_in_results(borders: NameBorders, text: str, label: str, parts: list[str]) -> None:
    words = text.split()
    found = borders.apart_at_team(LabelSpan(0, len(words) - 1, label, 0.8), words)
    assert [" ".join(words[first : last + 1]) for first, last in found] == parts


@pytest.mark.parametrize(
    ("text", "last", "end", "whole"),
    [
        ("Rauða torgið var autt", 0, 4, "Rauða torgið"),
        ("Dóminíska lýðveldinu barst bréf", 0, 4, "Dóminíska lýðveldinu"),
        ("Arion banka barst bréf", 0, 4, "Arion banka"),
        ("Rauða torgið var autt", 0, 1, "Rauða"),  # the sentence ends
        ("Rauða torgið var autt", 2, 4, "Rauða torgið var"),  # the name is longer
        ("Rauða húsið er autt", 0, 4, "Rauða"),  # no such entry
        ("Ísland í dag er fagurt", 0, 5, "Ísland"),  # a show of that name is listed, yet these are ordinary words
    ],
)
def test_entry_wins_over_a_shorter_name(borders: NameBorders, text: str, last: int, end: int, whole: str) -> None:
    words = text.split()
    found = borders.extended(LabelSpan(0, last, ORGANIZATION, 0.9), words, end)
    assert " ".join(words[found.first : found.last + 1]) == whole


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Gunnar „ Gunni “ Nelson", [(0, 0, PERSON), (2, 2, PERSON), (4, 4, PERSON)], [(0, 4, PERSON)]),
        ("Gunnar „ Gunni “ Nelson", [(0, 0, PERSON), (4, 4, PERSON)], [(0, 4, PERSON)]),
        ('Jón " El Nino " Páll', [(0, 0, PERSON), (2, 3, ORGANIZATION), (5, 5, PERSON)], [(0, 5, PERSON)]),
        ("Gunnar „ kom “ Nelson", [(0, 0, PERSON), (4, 4, PERSON)], [(0, 0, PERSON), (4, 4, PERSON)]),
        ("Gunnar „ Gunni ( Nelson", [(0, 0, PERSON), (4, 4, PERSON)], [(0, 0, PERSON), (4, 4, PERSON)]),
        ("Gunnar „ Gunni “ Brim", [(0, 0, PERSON), (4, 4, ORGANIZATION)], [(0, 0, PERSON), (4, 4, ORGANIZATION)]),
        ("Brim „ Gunni “ Nelson", [(0, 0, ORGANIZATION), (4, 4, PERSON)], [(0, 0, ORGANIZATION), (4, 4, PERSON)]),
        ("Gunnar „ “ Nelson", [(0, 0, PERSON), (3, 3, PERSON)], [(0, 0, PERSON), (3, 3, PERSON)]),
        ("Jón „ Beggi “ Páll", [(0, 2, PERSON), (4, 4, PERSON)], [(0, 4, PERSON)]),  # the model cuts in the quotes
        ('við Jón " Begga " Pálsson', [(1, 1, PERSON), (3, 5, PERSON)], [(1, 5, PERSON)]),
        ("Jón „ Beggi “ og Páll", [(0, 0, PERSON), (5, 5, PERSON)], [(0, 0, PERSON), (5, 5, PERSON)]),
        ("Jón Páll „ Beggi “", [(0, 0, PERSON), (1, 1, PERSON)], [(0, 0, PERSON), (1, 1, PERSON)]),
        ("Jón „ A B C D “ Páll", [(0, 0, PERSON), (7, 7, PERSON)], [(0, 0, PERSON), (7, 7, PERSON)]),
    ],
)
def test_nickname_inside_a_person(text: str, names: list[tuple[int, int, str]], expected: list[tuple[int, int, str]]) -> None:
    found = with_nicknames([LabelSpan(*name, 0.9) for name in names], text.split())
    assert [span[:3] for span in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Efling boðar verkfall.", [("Efling", ORGANIZATION)]),
        ("Efling iðnaðar er brýn.", []),
        ("Efling íslensks iðnaðar er brýn.", []),
        ("Sigur Hauka var öruggur.", [("Hauka", ORGANIZATION)]),
        ("Donald Trump fagnaði. Sigur Trumps kom á óvart.", [("Donald Trump", PERSON), ("Trumps", PERSON)]),
        ("Rætt var við Gunnar „Gussa“ Pálsson.", [("Gunnar „Gussa“ Pálsson", PERSON)]),
    ],
)
def test_names_of_whole_texts(nlp: Enricher, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(e.text, e.label.value) for e in nlp.enrich(text).entities] == expected


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Framsókn 2", "Framsókn"),
        ("Liverpool 4-0", "Liverpool"),
        ("Liverpool 21:19", "Liverpool"),
        ("Stöð 2", "Stöð 2"),  # listed so
        ("Schalke 04", "Schalke 04"),
        ("Zolmi 12", "Zolmi 12"),  # unknown
        ("Liverpool", "Liverpool"),
        ("4-0", "4-0"),
    ],
)
def test_a_result_after_an_organization(borders: NameBorders, text: str, rest: str) -> None:
    words = text.split()
    first, last = borders.without_result((0, len(words) - 1), words)
    assert words[first : last + 1] == rest.split()
