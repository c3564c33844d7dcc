"""Headlines in capitals are read in the letters of running text; each word with the one that must stay as it is."""

from __future__ import annotations

import pytest

from icenews_nlp import Enricher
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.names.headlines import Headlines
from icenews_nlp.language.tagging.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def headlines() -> Headlines:
    return Headlines(Bin(), Gazetteer())


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("VERÐ Á FISKI HÆKKAR", "Verð á fiski hækkar"),
        ("VERÐ Á FISKI hækkar", "VERÐ Á FISKI hækkar"),  # not all of it
        ("VERÐ", "VERÐ"),  # one word says nothing
        ("VERÐ Á", "VERÐ Á"),
        ("NATO – KSÍ", "NATO – KSÍ"),  # acronyms alone
        ("NATO SENDIR SKIP", "NATO sendir skip"),
        ("FISKUR FRÁ GRÍMSEY", "Fiskur frá Grímsey"),  # BÍN's name
        ("FISKUR FRÁ TOYOTA", "Fiskur frá Toyota"),  # the gazetteer's
        ("FISKUR FRÁ KALPEKSTAN", "Fiskur frá Kalpekstan"),  # unknown
        ("FISKUR FRÁ KALP", "Fiskur frá KALP"),  # short enough for an acronym
        ("FISKUR FRÁ KÍNA", "Fiskur frá Kína"),  # a country, though a word too
        ("FISKUR FRÁ STEINI", "Fiskur frá steini"),
        ("FISKUR FRÁ STEINI PÁLSSYNI", "Fiskur frá Steini Pálssyni"),
        ("FISKUR FRÁ LAXI PÁLSSYNI", "Fiskur frá laxi Pálssyni"),  # nobody is called so
        ("FISKUR Í HM-KEPPNI", "Fiskur í HM-keppni"),
        ("FISKUR Í KALPEKS-KEPPNI", "Fiskur í Kalpeks-keppni"),
        ("FISKUR FRÁ NORÐUR-KÓREU", "Fiskur frá Norður-Kóreu"),
        ("FISKUR KL. 9 OG B12", "Fiskur kl. 9 og B12"),
        ("„ FISKUR OG KJÖT “", "„ Fiskur og kjöt “"),
        ("LANGVARANDI SÍLDARFLÓÐ ÓGNAR", "Langvarandi síldarflóð ógnar"),  # a compound that BÍN lacks
    ],
)
def test_letters_of_running_text(headlines: Headlines, written: str, read: str) -> None:
    assert " ".join(headlines.recased(written.split())) == read


def test_lemmas_and_tags_are_those_of_running_text(nlp: Enricher) -> None:
    headline, text = nlp.enrich("STJÓRNIN SAMÞYKKTI TILLÖGUNA Í GÆR"), nlp.enrich("Stjórnin samþykkti tillöguna í gær")
    assert [token.lemma for token in headline.tokens] == ["stjórn", "samþykkja", "tillaga", "í", "gær"]
    assert [(token.lemma, token.tag) for token in headline.tokens] == [(token.lemma, token.tag) for token in text.tokens]
    assert [token.norm for token in headline.tokens] == ["STJÓRNIN", "SAMÞYKKTI", "TILLÖGUNA", "Í", "GÆR"]


def test_names_stay_names(nlp: Enricher) -> None:
    doc = nlp.enrich("ÓLAFUR HEIMSÓTTI KÍNA Í GÆR")
    assert [(e.text, e.label.value) for e in doc.entities] == [("ÓLAFUR", "Person"), ("KÍNA", "Location")]
    assert [doc.tokens[i].lemma for i in (0, 2)] == ["Ólafur", "Kína"]


def test_spacy_reads_them_alike(nlp: Enricher) -> None:
    text = "ÓLAFUR HEIMSÓTTI KÍNA Í GÆR"
    found = nlp.spacy(text)
    assert [(token.lemma_, token.tag_) for token in found] == [(t.lemma, t.tag) for t in nlp.enrich(text).tokens]
    assert [(e.text, e.label_) for e in found.ents] == [(e.text, e.label.value) for e in nlp.enrich(text).entities]
