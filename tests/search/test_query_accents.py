"""Words typed without accents: what the index has of them, what BÍN has, beginnings of words, long compounds."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from helpers.query_readers import LEXICON, QUERIES, answers, tier
from icenews_nlp import Enricher
from icenews_nlp.search.query.accents import MOST_ACCENTED, Accents
from icenews_nlp.search.query.tree import Or, Prefix

FINDS = """
Vatnajökulsþjóðgarður stækkar. | vatnajokuls* | vatnajokulsthjodgardinum | vatnajokulsthjodgardur
Slys varð í Breiðholti. | breid* | breiðh* | "í breiðh*" | breidholts
Barnið datt af hjólinu. | bornum | barnanna
Köttur slapp út. | kottum
Alþingi setti lög um málið. | logum
Halla Tómasdóttir flutti ávarp. | hollu tomasdottur
Forsætisráðherra tók til máls. | forsaetisr* | forsaetisradherranum
"""

FINDS_NOT = """
Hér er allt með kyrrum kjörum. | her
Saga landsins er löng. | sög*
Slys varð í Breiðholti. | bréid*
"""


@pytest.mark.parametrize(("text", "query", "found"), answers(FINDS, FINDS_NOT))
def test_finds(nlp: Enricher, text: str, query: str, found: bool) -> None:
    assert (tier(nlp, text, query) is not None) is found


def test_a_beginning_has_the_accents_of_the_index_in_the_last_tier_alone() -> None:
    asked: list[str] = []

    def fold(plain: str) -> Sequence[str]:
        asked.append(plain)
        return ["breið", "bréið"]

    first, last = QUERIES.read("breid*", fold).tiers
    assert first == Prefix("breid")
    assert last == Or((Prefix("breid"), Prefix("breið"), Prefix("bréið")))
    assert asked == ["breid*"]


def test_beginnings_with_accents_are_no_more_than_a_query_may_have() -> None:
    last = QUERIES.read("a* b*", lambda plain: [plain[0] + str(i) for i in range(50)]).tiers[-1]
    assert str(last).count("Prefix") == 2 + 10


def test_a_form_that_is_rarer_than_the_word_as_it_stands_is_not_meant() -> None:
    (_, *_, last) = QUERIES.read("lagi", lambda _: []).tiers
    assert "lág" not in str(last)


def test_a_compound_that_bin_lacks_is_the_beginning_that_the_index_has_and_a_word_of_bin() -> None:
    known = {"haskolasjukra*": ["háskólasjúkra"]}
    accents = Accents(LEXICON, lambda plain: known.get(plain, []))
    assert list(accents.compounds("haskolasjukrahusinuuu")) == []
    assert list(accents.compounds("haskolasjukrahusinu")) == [("háskólasjúkra", "húsinu")]
    assert list(accents.compounds("husinu")) == []
    for _ in range(MOST_ACCENTED):
        accents.forms("haskolanum")
    assert list(accents.compounds("haskolasjukrahusinu")) == []  # so much may one query cost
