"""Words after a name that belong to it: years, houses, what a publisher is; each rule with what it must leave out."""

from __future__ import annotations

import pytest

from icenews_nlp import Enricher
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.names.borders.following_words import FollowingWords
from icenews_nlp.language.names.head_nouns import HeadNouns
from icenews_nlp.language.names.known_names import KnownNames
from icenews_nlp.language.names.spans import LabelSpan
from icenews_nlp.language.tagging.gazetteer import Gazetteer

PER, LOC, ORG, MISC, DATE = "Person", "Location", "Organization", "Miscellaneous", "Date"


@pytest.fixture(scope="module")
def following() -> FollowingWords:
    bin_ = Bin()
    return FollowingWords(KnownNames(bin_, Gazetteer()), bin_)


def added(following: FollowingWords, text: str, *spans: tuple[int, int, str]) -> list[tuple[str, str]]:
    words = text.split()
    found = following.added([LabelSpan(*span, 0.9) for span in spans], words, lambda _: len(words))
    return [(" ".join(words[s.first : s.last + 1]), s.label) for s in found]


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("Formaður Samtakanna ' 78 mótmælir", [(1, 1, ORG), (3, 3, DATE)], [("Samtakanna ' 78", ORG)]),
        ("Eurovision ’ 86 var góð", [(0, 0, MISC)], [("Eurovision ’ 86", MISC)]),
        ("Samtökin ' 78 mótmæla", [(2, 2, DATE)], [("Samtökin ' 78", ORG)]),  # listed
        ("Sumarið ' 78 var gott", [(2, 2, DATE)], [("78", DATE)]),
        ("Anna Jónsdóttir ' 78 skoraði", [(0, 1, PER), (3, 3, DATE)], [("Anna Jónsdóttir", PER), ("78", DATE)]),
        ("Formaður Samtakanna ' 1978 mótmælir", [(1, 1, ORG)], [("Samtakanna", ORG)]),
        ("Formaður Samtakanna „ 78 mótmælir", [(1, 1, ORG)], [("Samtakanna", ORG)]),
    ],
)
def test_year_after_an_apostrophe(
    following: FollowingWords, text: str, spans: list[tuple[int, int, str]], expected: list[tuple[str, str]]
) -> None:
    assert added(following, text, *spans) == expected


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("Saga Eiríks rauða er til", (1, 1, PER), "Eiríks rauða"),
        ("veldi Katrínar miklu .", (1, 1, PER), "Katrínar miklu"),
        ("Dísa litla og Jón", (0, 0, PER), "Dísa litla"),
        ("þá sá Jón góða mynd", (2, 2, PER), "Jón"),  # a noun follows
        ("þá kom Jón seinni", (2, 2, PER), "Jón"),  # another adjective
        ("saga Eiríks rauðu .", (1, 1, PER), "Eiríks"),  # of another gender
        ("við Jón Pálsson mikla .", (1, 2, PER), "Jón Pálsson"),
        ("við Hval stóra .", (1, 1, ORG), "Hval"),
    ],
)
def test_what_a_person_of_old_is_called(
    following: FollowingWords, text: str, span: tuple[int, int, str], expected: str
) -> None:
    assert [found for found, _ in added(following, text, span)] == [expected]


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("við Suðurlandsbraut 2 – 4 í", (1, 2, LOC), "Suðurlandsbraut 2 – 4"),
        ("við Strandarveg 1 – 13 á", (1, 1, LOC), "Strandarveg 1 – 13"),
        ("á Bíldshöfða 9a – 11 er", (1, 2, LOC), "Bíldshöfða 9a – 11"),
        ("á Selfossi 12 – 14 ára", (1, 1, LOC), "Selfossi"),  # no street
        ("við Laugaveg 18 – 2 fyrir", (1, 2, LOC), "Laugaveg 18"),  # a score
        ("við Laugaveg 2004 – 2010 voru", (1, 1, LOC), "Laugaveg"),
        ("við Laugaveg 18 – og", (1, 2, LOC), "Laugaveg 18"),
        ("á Stöð 2 – 4", (1, 2, ORG), "Stöð 2"),
        ("við Laugaveg 18 –", (1, 2, LOC), "Laugaveg 18"),
    ],
)
def test_houses_of_a_street(following: FollowingWords, text: str, span: tuple[int, int, str], expected: str) -> None:
    assert added(following, text, span) == [(expected, span[2])]


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("Benedikt bókaútgáfa gefur", 0, "Benedikt bókaútgáfa"),
        ("Þá gaf Sæmundur bókaútgáfa hana", 2, "Sæmundur bókaútgáfa"),
        ("Hún er frá Benedikt bókaútgáfu .", 3, "Benedikt bókaútgáfu"),
        ("Stjórn Benedikts bókaútgáfu fundaði", 1, "Benedikts bókaútgáfu"),
        ("Bjartur forlag gefur", 0, "Bjartur forlag"),
        ("Þá hóf Benedikt útgáfu blaðsins", 2, "Benedikt"),  # what he does
        ("Þá stofnaði Jón forlag sitt", 2, "Jón"),
        ("Þá sá Jón útgáfuna .", 2, "Jón"),
    ],
)
def test_publishers(following: FollowingWords, text: str, at: int, expected: str) -> None:
    assert added(following, text, (at, at, PER)) == [(expected, ORG if " " in expected else PER)]


@pytest.mark.parametrize(
    ("word", "noun", "titled"),
    [
        ("Frans", "páfi", True),
        ("Frans", "páfa", True),
        ("Karli", "konungi", True),
        ("Viktoríu", "krónprinsessu", True),
        ("Noregs", "konungur", False),  # of Norway
        ("Karls", "konungur", False),  # of Karl's kingdom
        ("Danmörk", "drottning", False),
        ("Frans", "Páfi", False),
        ("Frans", "forseti", False),
    ],
)
def test_title_after_a_name(word: str, noun: str, titled: bool) -> None:
    assert HeadNouns(Bin()).has_title(word, noun) is titled


def test_names_of_whole_texts(fast: Enricher) -> None:
    doc = fast.enrich("Frans páfi kom. Sjúkratryggingar Íslands (SÍ) sömdu. Bókin kom út hjá Benedikt bókaútgáfu.")
    assert [(e.name, e.label.value) for e in doc.entities] == [
        ("Frans", PER),
        ("Sjúkratryggingar Íslands", ORG),
        ("SÍ", ORG),
        ("Benedikt bókaútgáfa", ORG),
    ]
