"""Two persons that the sentence model made one of, taken apart; each rule with the names that it must leave whole."""

from __future__ import annotations

import pytest

from icenews_nlp import Enricher
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.names.borders.two_persons import TwoPersons
from icenews_nlp.language.names.known_names import KnownNames
from icenews_nlp.language.tagging.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def two_persons() -> TwoPersons:
    bin_ = Bin()
    return TwoPersons(KnownNames(bin_, Gazetteer()), bin_)


def apart(two_persons: TwoPersons, text: str) -> list[str]:
    """The parts of the persons that are taken apart. Persons of the text stand in brackets, sentences are parted by ` | `."""
    words: list[str] = []
    persons, starts = [], set()
    for sentence in text.split(" | "):
        starts.add(len(words))
        for word in sentence.split():
            if word[0] == "[":
                first = len(words)
            words.append(word.strip("[]"))
            if word[-1] == "]":
                persons.append((first, len(words) - 1))
    found = two_persons.apart(persons, words, starts)
    return [" ".join(words[a : b + 1]) for parts in found.values() for a, b in parts]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Þá afhenti [Halla Tómasdóttir Vigdísi Finnbogadóttur]", ["Halla Tómasdóttir", "Vigdísi Finnbogadóttur"]),
        ("[Katrín Jakobsdóttir Bjarni Benediktsson] sátu", ["Katrín Jakobsdóttir", "Bjarni Benediktsson"]),
        ("Þá kvaddi [Anna Ólafsdóttir Ursulu von der Leyen]", ["Anna Ólafsdóttir", "Ursulu von der Leyen"]),
        ("Þá kvaddi [Logi Einarsson Þorgerði]", ["Logi Einarsson", "Þorgerði"]),
        ("[Ari Jónsson Jón Arason Páll Karlsson] sátu", ["Ari Jónsson", "Jón Arason", "Páll Karlsson"]),
        ("Þar var [Anna Jónsdóttir Hansen]", []),
        ("Rætt var við [Guðrúnu Jónsdóttur Briem]", []),
        ("Þar var [Anna Jónsdóttir Bergmann]", []),  # a given name too, which may be in the same case
        ("Þar var [Helga Arnardóttir Scheving Thorsteinsson]", []),
        ("Þar var [Jón Páll Sigurðsson]", []),
        ("Þar var [Hannes Hólmsteinn Gissurarson]", []),
        ("Þar var [Hanna Katrín Friðriksson]", []),
    ],
)
def test_given_name_after_a_patronymic(two_persons: TwoPersons, text: str, parts: list[str]) -> None:
    assert apart(two_persons, text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Þá kynnti [Sigríður Guðrúnu]", ["Sigríður", "Guðrúnu"]),
        ("Þá sagði [Jón Pétri] allt", ["Jón", "Pétri"]),
        ("Þá spurði síðan [Jón Guðrúnu]", ["Jón", "Guðrúnu"]),
        ("Í gær hitti [Rubio Þorgerði Katrínu Gunnarsdóttur]", ["Rubio", "Þorgerði Katrínu Gunnarsdóttur"]),
        ("Þá hitti [Keir Starmer Kristrúnu Frostadóttur]", ["Keir Starmer", "Kristrúnu Frostadóttur"]),
        ("Þá sakaði [Inga Sæland Bjarna Benediktsson]", ["Inga Sæland", "Bjarna Benediktsson"]),
        ("Þá hitti [Inga Pál Bjarna Benediktsson]", []),  # all of them may be accusatives
        ("Rætt var við [Jón Guðrúnu]", []),  # no verb before them
        ("Hér er [Jón Guðrúnu] | Hún kom", ["Jón", "Guðrúnu"]),
        ("Hann kom | [Jón Guðrúnu] sagði", []),  # nor in their sentence
        ("Þá hitti [Jón Inga Ólafsson]", []),  # an object of one case
        ("Þá lék [Guðrún Helga Jónsdóttir]", []),
        ("Þá söng [Hörður Torfa]", []),  # short patronymics
        ("Þá söng [Guðrún Gunnars]", []),
        ("Þá hitti [Astrid Þorgerði Jónsdóttur]", []),  # her given name may have no ending
        ("Þá hitti [Zolmi Þorgerði Jónsdóttur]", []),
        ("Þá hitti [Páli Guðrúnu]", []),  # no nominative
    ],
)
def test_object_after_its_subject(two_persons: TwoPersons, text: str, parts: list[str]) -> None:
    assert apart(two_persons, text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Í fyrra sigraði [Sölvi Geir Ottesen Arnar Gunnlaugsson]", ["Sölvi Geir Ottesen", "Arnar Gunnlaugsson"]),
        ("Í gær leysti [Alma Möller Willum Þór] af", ["Alma Möller", "Willum Þór"]),
        ("Fundur [Alma Möller Willum Þór]", []),
        ("Þá kom [Þórdís Thors Gylfadóttir]", []),  # a family name before a patronymic
        ("Þá kom [Alma Möller Hansen]", []),
        ("Þá kom [Halldór Kiljan Laxness]", []),
        ("Í dag útnefndi [Biden Antony Blinken]", ["Biden", "Antony Blinken"]),
        ("Þá kom [Hansen Blinken Obama]", []),  # no given name
        ("Þá kom [Alma Möller Rós]", []),
    ],
)
def test_full_name_after_a_family_name(two_persons: TwoPersons, text: str, parts: list[str]) -> None:
    assert apart(two_persons, text) == parts


TRUMP = "[Donald Trump] hitti [Volodímír Selenskí] | "
JON = "[Jón Ólafsson] og [Pétur Gunnarsson] | "
KRISTRUN = "[Kristrún Frostadóttir] og [Emmanuel Macron] | "


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (TRUMP + "Þá spurði [Trump Selenskí]", ["Trump", "Selenskí"]),
        (TRUMP + "Þá spurði [Trump Selenskí] | Þá bað [Trump Selenskí]", ["Trump", "Selenskí"] * 2),
        (JON + "Þá hitti [Jón Pétur]", ["Jón", "Pétur"]),
        (KRISTRUN + "Þá hitti [Kristrún Macron]", ["Kristrún", "Macron"]),
        (KRISTRUN + "Þá hitti [Inga Björk Jónsdóttir Macron]", ["Inga Björk Jónsdóttir", "Macron"]),
        (
            "Þá vann [Novak Djokovic Rafael Nadal] | Hér vann [Djokovic Nadal]",
            ["Novak Djokovic", "Rafael Nadal", "Djokovic", "Nadal"],
        ),
        (TRUMP + "Fundur [Trump Selenskí]", []),
        ("[Donald Trump] kom | Þá spurði [Trump Selenskí]", []),
        ("[Volodímír Selenskí] kom | Þá spurði [Trump Selenskí]", []),
        (JON + "Þá hitti [Jón Pétur] | Hér er [Jón Pétur Zoëga]", []),  # his longer name
        (JON + "Þá hitti [Jón Pétur] | Kona [Jón Pétur]", []),  # it is heard where no verb is
        ("Þá hitti [Jón Pétur] | Þá hitti [Jón Pétur]", []),
        ("[Jón Ólafsson] og [Sigríður Gunnarsdóttir] | Þá sagði [Jón Sigríður]", []),  # no object
        (JON + "Þá hitti [Jóni Pétur]", []),  # no subject
        ("[Anna Jónsdóttir] og [Pétur Hansen] | Þá sagði [Anna Hansen]", []),  # of his family
        ("[Guðrún Pálsdóttir] og [Anna Jónsdóttir] | Þá sagði [Guðrún Jónsdóttir]", []),
        ("[Pétur Hansen] kom | Þá sagði [Anna Jónsdóttir Hansen]", []),
        ("[Páll Óskar] og [Karl Hansen] | Þá sagði [Óskar Hansen]", []),
    ],
)
def test_both_are_persons_of_the_article(two_persons: TwoPersons, text: str, parts: list[str]) -> None:
    assert apart(two_persons, text) == parts


def test_they_come_out_in_the_nominative(nlp: Enricher) -> None:
    doc = nlp.enrich("Í gær hitti Rubio Þorgerði Katrínu Gunnarsdóttur í Reykjavík.")
    assert [e.name for e in doc.entities if e.label.value == "Person"] == ["Rubio", "Þorgerður Katrín Gunnarsdóttir"]
