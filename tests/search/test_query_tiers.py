"""What each tier of a query reads: the narrow and the wide readings of a word, parts of compounds, words without accents."""

from __future__ import annotations

import pytest

from helpers.query_readers import LEXICON, QUERIES
from icenews_nlp.search.query.expansion import Level, WordReader
from icenews_nlp.search.query.tree import And, AnyTerm, Near, Or


def terms(node: object) -> tuple[str, ...]:
    assert isinstance(node, AnyTerm)
    return node.terms


@pytest.mark.parametrize(
    ("word", "narrow"),
    [
        ("hestur", "hestur"),
        ("ár", "ár"),
        ("vor", "vor"),
        ("sumar", "sumar"),
        ("lög", "lög"),
        ("á", "á"),
        ("við", "við"),
        ("eiga", "eiga"),
        ("barna", "barna barn"),  # a rare verb
        ("var", "var vera"),
        ("taka", "taka"),
        ("félagi", "félagi"),  # commoner than félag needs to be
        ("staða", "staða"),  # seldom the genitive of staðir
        ("keyptum", "keyptum keyptur kaupa"),
        ("stærstu", "stærstu stór"),
        ("hittust", "hittust hitta"),
        ("okkur", "okkur ég"),
        ("reykjavík", "reykjavík"),
        ("katrínar", "katrínar katrín"),
        ("Pútíns", "pútíns pútín"),
        ("pútíns", "pútíns pútín"),
        ("Gaza", "gaza"),
        ("Ursulu", "ursulu ursula"),
        ("norður-kóresku", "norður-kóresku norðurkóresku norður-kóreskur norðurkóreskur"),
        ("G7", "g7"),
        ("Jóna", "jóna"),  # no ions
        ("jóna", "jóna jónar jón"),
        ("Pála", "pála"),
        ("Stefnir", "stefnir"),
        ("Steina", "steina steini"),  # a woman, or men in the singular; no stones
        ("Kára", "kára kári"),
        ("Barna", "barna barn"),  # no name
    ],
)
def test_the_narrow_reading(word: str, narrow: str) -> None:
    assert set(WordReader(LEXICON, Level.NARROW).terms(word)) == set(narrow.split())


@pytest.mark.parametrize(
    ("word", "more", "never"),
    [
        ("ár", "", "á"),
        ("sumar", "", "sumur"),
        ("skipa", "", "skip"),
        ("halda", "", "hald"),
        ("kaupa", "", "kaup"),
        ("hlaupa", "", "hlaup"),
        ("hafa", "", "haf"),
        ("leyfi", "leyfa", ""),
        ("fjarlægð", "fjarlægja", ""),
        ("heita", "heitur heiti", ""),
        ("mynda", "mynd", ""),
        ("Pála", "páll", ""),
        ("hans", "hann", ""),
        ("viði", "viður", "við"),
        ("Celtics", "celtic", ""),
        ("félagi", "félag", ""),
        ("handtaka", "handtekinn", ""),
        ("syngur", "syngja syngjandi", ""),
    ],
)
def test_the_wide_reading_adds_and_never_reaches_another_word(word: str, more: str, never: str) -> None:
    narrow, wide = (WordReader(LEXICON, level).terms(word) for level in (Level.NARROW, Level.WIDE))
    assert wide[: len(narrow)] == narrow
    assert set(more.split()) <= set(wide)
    assert not set(never.split()) & set(wide)


def test_tiers_go_from_the_word_itself_to_its_parts_to_its_accents() -> None:
    narrow, wide, last = QUERIES.read("bandarikjaforseti", lambda _: ["bandaríkjaforseti", "=bandaríkjaforseta"]).tiers
    assert terms(narrow)[0] == "bandarikjaforseti"
    assert "bandaríkjaforseti" not in terms(narrow)
    assert isinstance(narrow, AnyTerm)
    assert isinstance(wide, AnyTerm)
    assert (narrow.parts, wide.parts) == (False, True)
    assert {"bandaríkjaforseti", "=bandaríkjaforseta"} <= set(terms(last))


def test_a_compound_is_never_one_of_its_parts() -> None:
    narrow, wide = QUERIES.read("Rússlandsforseti").tiers
    assert terms(narrow) == ("rússlandsforseti",)
    assert isinstance(wide, Or)
    near = next(child for child in wide.children if isinstance(child, Near))
    assert near.items == (AnyTerm(("rússland",)), AnyTerm(("forseti",)))


def test_equal_tiers_are_told_once() -> None:
    assert len(QUERIES.read("=hestinn", lambda _: []).tiers) == 1
    assert len(QUERIES.read("published:2026", lambda _: []).tiers) == 1


CLOSED = [
    "á",
    "við",
    "úr",
    "um",
    "í",
    "og",
    "að",
    "en",
    "ef",
    "sem",
    "til",
    "hann",
    "það",
    "þeim",
    "minn",
    "þessi",
    "meðal",
    "gegn",
    "hvar",
    "hvenær",
    "hvernig",
]
CONTENT = [
    "sumar",
    "vor",
    "mót",
    "ár",
    "lög",
    "minni",
    "sök",
    "hönd",
    "einar",
    "Einar",
    "Hans",
    "norðan",
    "eiga",
    "vera",
    "Óli",
    "3",
]


@pytest.mark.parametrize("word", CLOSED)
def test_closed_class_words_are_dropped_beside_others(word: str) -> None:
    assert QUERIES.read(f"{word} hestur").tiers[0] == QUERIES.read("hestur").tiers[0]
    assert word in terms(QUERIES.read(word).tiers[0])


@pytest.mark.parametrize(
    "question", ["hvar er hestur", "hver er hestur?", "hvernig eru hestur", "hestur, hvar er?", "af hverju var hestur"]
)
def test_a_question_is_about_what_it_asks_for(question: str) -> None:
    assert QUERIES.read(question).tiers[0] == QUERIES.read("hestur").tiers[0]


def test_er_alone_asks_no_question() -> None:
    assert QUERIES.read("er hestur").tiers[0] != QUERIES.read("hestur").tiers[0]
    assert QUERIES.read("hvar er").tiers[0] == And((QUERIES.read("hvar").tiers[0], QUERIES.read("er").tiers[0]))


@pytest.mark.parametrize("word", CONTENT)
def test_content_words_never_are(word: str) -> None:
    assert QUERIES.read(f"{word} hestur").tiers[0] == And((QUERIES.read(word).tiers[0], AnyTerm(("hestur",), parts=False)))
