"""The line of steps as a whole: what the parse decides, halves of compounds, capitals that say little, signs, addresses."""

from __future__ import annotations

import pytest

from icenews_nlp import AnnotatedDocument, Enricher, LemmaSource, Token
from icenews_nlp.language.analyser import _decided
from icenews_nlp.language.lemmas import LemmaChoice, OtherLemma

UNSURE = LemmaChoice("val", LemmaSource.DICTIONARY, (OtherLemma("velja", "sþghen", 0.4),), "nheng", 0.5)


def test_the_parse_chooses_among_the_lemmas_that_the_tagger_considers_and_the_tag_follows() -> None:
    assert _decided(UNSURE, "velja") == (
        "velja",
        LemmaSource.PARSE,
        (OtherLemma("val", "nheng", 0.5),),
        "sþghen",
        0.4,
    )


def test_a_parse_that_agrees_is_named_as_the_source() -> None:
    assert _decided(UNSURE, "val") == UNSURE._replace(source=LemmaSource.PARSE)


def test_a_lemma_that_the_tagger_does_not_consider_is_not_taken() -> None:
    assert _decided(UNSURE, "valur") == UNSURE


def token(doc: AnnotatedDocument, text: str) -> Token:
    return next(token for token in doc.tokens if token.text == text)


@pytest.mark.parametrize(
    ("text", "half", "lemma"),
    [
        ("Hún er fjármála- og efnahagsráðherra.", "fjármála-", "fjármálaráðherra"),
        ("Félags- og húsnæðismálaráðherra mætti.", "Félags-", "Félagsráðherra"),
        ("Hann keypti hjólbarða- og bensínstöðina.", "hjólbarða-", "hjólbarðastöð"),
    ],
)
def test_the_first_half_of_a_pair_of_compounds_has_the_whole_lemma(nlp: Enricher, text: str, half: str, lemma: str) -> None:
    found = token(nlp.enrich(text), half)
    assert (found.lemma.lower(), found.lemma_source) == (lemma.lower(), LemmaSource.COMPOUND)


@pytest.mark.parametrize(
    "text", ["• Fundinum var frestað.", "- Fundinum var frestað.", "Helstu tíðindi: Fundinum var frestað."]
)
def test_a_capital_after_a_bullet_or_a_colon_makes_no_name(nlp: Enricher, text: str) -> None:
    doc = nlp.enrich(text)
    assert token(doc, "Fundinum").lemma == "fundur"
    assert doc.entities == ()


@pytest.mark.parametrize(
    ("text", "word", "tag", "pos"),
    [
        ("Sjá https://www.frett.is/eldgos-2024 í dag.", "https://www.frett.is/eldgos-2024", "v", "SYM"),
        ("Skrifið á frett@frett.is fyrir helgi.", "frett@frett.is", "v", "SYM"),
        ("Þetta er vinsælt #áframísland núna.", "#áframísland", "e", "PROPN"),
    ],
)
def test_the_kind_of_an_address_settles_its_tag(nlp: Enricher, text: str, word: str, tag: str, pos: str) -> None:
    found = token(nlp.enrich(text), word)
    assert (found.tag, found.pos, found.lemma, found.parts) == (tag, pos, word, ())


@pytest.mark.parametrize("text", ['Hann sagði: "Þetta er rétt."', "👎🏽 #áframísland", "&nbsp;&nbsp;", "' ' '"])
def test_signs_and_hashtags_are_no_entities(nlp: Enricher, text: str) -> None:
    assert nlp.enrich(text).entities == ()


@pytest.mark.parametrize("word", ["NASA", "VÍS", "RIFF", "ÍR"])
def test_acronyms_are_not_inflected(nlp: Enricher, word: str) -> None:
    doc = nlp.enrich(f"Tilkynning barst frá {word} í gær og {word} birti hana.")
    assert {entity.name for entity in doc.entities} == {word}
    assert {found.lemma.upper() for found in doc.tokens if found.text == word} == {word}


def test_a_time_at_the_end_of_a_date_is_a_time(nlp: Enricher) -> None:
    doc = nlp.enrich("Fréttin birtist 12. september 2023 06:49 á vefnum.")
    assert [(e.text, e.label.value) for e in doc.entities] == [("12. september 2023", "Date"), ("06:49", "Time")]
