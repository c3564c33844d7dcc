"""Names: fields that ask for them, initials, names in capitals, addresses and hashtags."""

from __future__ import annotations

import pytest

from helpers.query_readers import LEXICON, QUERIES, TERMS, answers, first, tier
from icenews_nlp import Article, Enricher
from icenews_nlp.search.analysis.headline_names import written_name, written_names
from icenews_nlp.search.analysis.normalise import host, initial_pieces, spellings
from icenews_nlp.search.query.tree import And, EntityMatch

FINDS = """
Vík í Mýrdal er fallegur staður. | place:"Vík í Mýrdal" | place:"vík í mýrdal" | place:Vík
Slys varð á Höfn í Hornafirði í gær. | place:"Höfn í Hornafirði"
Guðni Th. Jóhannesson flutti ávarp. | person:"Guðni Jóhannesson" | person:"Guðni Th Jóhannesson"
J.K. Rowling skrifaði bókina. | J. K. Rowling | "J. K. Rowling" | person:"J. K. Rowling" | JK Rowling
J.R.R. Tolkien skrifaði bókina. | "J. R. R. Tolkien" | J. R. R. Tolkien
J. K. Rowling skrifaði bókina. | J.K. Rowling | "J.K. Rowling" | person:"J.K. Rowling"
Sjá nánar á https://www.ruv.is/frettir í dag. | ruv.is | www.ruv.is | https://www.ruv.is/frettir
Sjá nánar á www.mbl.is í dag. | mbl.is | https://www.mbl.is/
Sjá nánar á mbl.is í dag. | www.mbl.is
Merkið #fréttir er vinsælt. | frétt | #fréttir | fréttir
Fjölskyldan 👨‍👩‍👧‍👦 fór út. | 👨‍👩‍👧‍👦
"""

FINDS_NOT = """
Guðni Sveinsson og Jón Jóhannesson fluttu ávörp. | person:"Guðni Jóhannesson"
Fólkið í Vík fór ekki í Mýrdal. | place:"Vík í Mýrdal"
Sjá nánar á https://www.ruv.is/frettir í dag. | ruv.is/ithrottir | frettir
Um 5 a.m.k. mættu. | m
"""


@pytest.mark.parametrize(("text", "query", "found"), answers(FINDS, FINDS_NOT))
def test_finds(nlp: Enricher, text: str, query: str, found: bool) -> None:
    assert (tier(nlp, text, query) is not None) is found


def test_a_name_without_its_middle_is_no_likeliest_reading() -> None:
    assert isinstance(first('person:"Guðni Jóhannesson"'), EntityMatch)


def test_beside_a_name_alone_a_closed_word_is_asked_for() -> None:
    """So a click on a facet of `á` finds as many articles as the facet says."""
    assert first("á person:Katrín") == And((first("á"), first("person:Katrín")))
    assert first("á hestur person:Katrín") == first("hestur person:Katrín")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("BREIÐHOLT", "Breiðholt"),
        ("KATRÍN JAKOBSDÓTTIR", "Katrín Jakobsdóttir"),
        ("HÁSKÓLI ÍSLANDS", "Háskóli Íslands"),
        ("SELENSKÍJ", "Selenskíj"),  # as the text has it
        ("UNESCO", "UNESCO"),
        ("ASÍ", "ASÍ"),
        ("Breiðholt", "Breiðholt"),
    ],
)
def test_names_in_capitals(name: str, expected: str) -> None:
    assert written_name(name, written_names(["Selenskíj", "RÚV"]), LEXICON) == expected


def test_a_headline_in_capitals_has_the_names_of_its_text(nlp: Enricher) -> None:
    document = TERMS.read(nlp.enrich(Article(title="SLYS Í BREIÐHOLTI", text="Slys varð í nótt.")))
    assert [name.name for name in document.names] == ["Breiðholt"]


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.ruv.is/frettir", "ruv.is"),
        ("www.mbl.is", "mbl.is"),
        ("mbl.is:443", "mbl.is"),
        ("jon@mbl.is", None),
        ("frétt", None),
        ("17.6.1944", None),
    ],
)
def test_the_site_of_an_address(address: str, site: str | None) -> None:
    assert host(address) == site


@pytest.mark.parametrize(("word", "letters"), [("J.K.", "JK"), ("a.m.k.", ""), ("Th.", ""), ("J.", "")])
def test_letters_of_initials(word: str, letters: str) -> None:
    assert "".join(word[a:b] for a, b in initial_pieces(word)) == letters


@pytest.mark.parametrize(
    ("word", "spelled"),
    [
        ("J.K.", "j.k. j.k jk"),
        ("https://www.mbl.is/", "https://www.mbl.is/ mbl.is"),
        ("jon@mbl.is", "jon@mbl.is"),
        ("3.5", "3.5"),
    ],
)
def test_spellings(word: str, spelled: str) -> None:
    assert spellings(word) == tuple(spelled.split())


def test_an_emoji_of_several_stays_one() -> None:
    assert "👨👩👧👦" in str(QUERIES.read("👨‍👩‍👧‍👦").tiers[0])
