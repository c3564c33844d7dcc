"""Signs in and between words: apostrophes, dashes, punctuation and ranges of numbers, on both sides of a search."""

from __future__ import annotations

import pytest

from helpers import made_up_terms as made
from helpers.query_readers import QUERIES, answers, first, tier
from icenews_nlp import Enricher
from icenews_nlp.search.engine import SearchEngine
from icenews_nlp.search.query.tree import And, AnyTerm, Phrase

FINDS = """
Nýr staður McDonald’s opnar í Osló. | McDonald's | mcdonalds | McDonald’s | "staður McDonald's" | ="McDonald's"
Söngkonan Sinéad O'Connor lést. | O’Connor | oconnor | O´Connor | person:O’Connor | person:oconnor
Forseti Côte d'Ivoire sagði af sér. | Côte d’Ivoire | "Côte d’Ivoire"
Norður–Kórea skaut flaug á loft. | Norður-Kórea | Norður–Kóreu | "Norður-Kórea skaut"
Norður-Kórea skaut flaug á loft. | Norður–Kórea | "Norður–Kórea skaut"
Smitum af covid–19 fjölgar. | covid-19 | covid–19
Um 5–10 manns mættu. | 5-10 | 5–10 | 10 | "5-10 manns"
Leikurinn fór 3-2 fyrir gestina. | 3–2 | "fór 3–2"
Frostið mældist −12 stig. | −12 | "-12 stig"
Opið er mánudaga–föstudaga í vetur. | mánudagur | föstudagur | mánudaga-föstudaga
Vísað er til laga nr. 80/2016 um útlendinga. | "nr. 80/2016" | "lög nr. 80/2016" | ="laga nr. 80/2016" | 2016
Elísabet II. Bretadrottning lést í gær. | "Elísabet II. Bretadrottning"
Lokað var klukkan 16. Þar var margt um manninn. | "klukkan 16. Þar" | ="klukkan 16. Þar"
Best er að panta miða í tíma. | "miða í tíma"
Hlutfall jákvæðra sýna hefur hækkað. | "jákvæðra sýna hefur hækkað"
Þar voru hestar, kýr og fé. | "hestar kýr og fé" | "hestar – kýr og fé" | "kýr, og fé"
Hann sagði: „Nei, þetta er rangt.“ Svo fór hann… og kom aftur. | "sagði nei, þetta er rangt svo fór hann og kom"
Hann sagði: „Nei, þetta er rangt“ – og fór. | "sagði: „Nei, þetta er rangt“ – og fór" | ="„Nei, þetta“"
Hestar og kýr sluppu. | hestur/kýr | hestur,kýr | hestur + kýr | +hestur +kýr | hestur og/eða kýr | hestur & kýr
Hljómsveitin AC/DC lék í gær. | AC/DC | "ac dc" | "AC/DC lék"
Hann var forseti 1998-2004. | 1998 | 2004 | 1998–2004
Tímabilið 2023/24 var gott. | 2023 | 2023/24
Verðbólga mælist nú 4,2%. | 4,2% | "4,2 prósent" | 4,2 prósent | "mælist nú 4,2 prósent"
Verðbólga mælist nú 4,2 prósent. | 4,2% | "nú 4,2%"
Lýðveldið var stofnað 17.6.1944 á Þingvöllum. | 1944
"""

FINDS_NOT = """
Um 5-10 manns mættu. | 510
Um 3,5 prósent og 1.500 manns. | 3 | 5 | 500 | 5%
Hestar og kýr sluppu. | hestur/svín | "hestur kýr" | ="hestar kýr"
Hljómsveitin lék þrjú lög. | "lag hljómsveit"
Reglugerð nr. 80 tók gildi. | "nr. 8" | ="nr 81"
"""


@pytest.mark.parametrize(("text", "query", "found"), answers(FINDS, FINDS_NOT))
def test_finds(nlp: Enricher, text: str, query: str, found: bool) -> None:
    assert (tier(nlp, text, query) is not None) is found


def test_words_with_a_sign_between_are_a_phrase_first_and_then_words() -> None:
    narrow, wide = QUERIES.read("=hestur/kýr").tiers
    hestur, kyr = AnyTerm(("=hestur",), parts=False), AnyTerm(("=kýr",), parts=False)
    assert narrow == Phrase((hestur, kyr))
    assert wide == And((hestur, kyr))


@pytest.mark.parametrize("query", ["hestur og/eða", "hestur &", "+hestur", "hestur +", "hestur, og"])
def test_signs_and_closed_words_are_dropped(query: str) -> None:
    assert first(query) == first("hestur")


def test_every_engine_holds_apostrophes_and_minus_signs(engine: SearchEngine) -> None:
    engine.add(made.document("", "O'Connor/o'connor|oconnor -12 3-2/3-2/3:3 sök"))
    for query in ("O’Connor", "oconnor", '="o\'connor"', '"−12"', "3–2 sök", "3", '"oconnor, -12"'):
        assert engine.search(query).total == 1, query
