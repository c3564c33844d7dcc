"""Roles of persons: each way that news gives one."""

from __future__ import annotations

import pytest

from icenews_nlp import Enricher


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Sauli Niinistö Finnlandsforseti kom í gær.", ["Finnlandsforseti"]),
        ("Verðlaunin hlaut Daníel Bjarnason tónskáld.", ["tónskáld"]),
        ("Verðlaunin hlaut Daníel Bjarnason, barn síns tíma.", []),  # another neuter
        ("Hún tók við bréfi úr hendi Sigríðar Hafstað, oddvita Skaftárhrepps.", ["oddviti Skaftárhrepps"]),
        ("Formaður Félags íslenskra flugmanna (FÍF), Örn Logi Máni Karlsson, mætti.", ["formaður Félags íslenskra flugmanna"]),
        ("Eigandi hússins, Pétur Hrafn Sigurðsson arkitekt, er ósáttur.", ["eigandi hússins", "arkitekt"]),
        ("Karl þriðji Bretakonungur kom í gær.", ["Bretakonungur"]),
        ("Karl Jónsson, þriðji formaður félagsins, kom í gær.", ["þriðji formaður félagsins"]),
        ("Filippus prins kom í gær.", ["prins"]),  # the genitive too, and tagged so
        ("Eigandi hússins, Pétur Hrafn Sigurðsson og fleiri komu.", []),
        ("Anna Jónsdóttir umhverfis-, orku- og loftslagsráðherra kom.", ["umhverfis-, orku- og loftslagsráðherra"]),
        ("Anna Jónsdóttir, samgöngu- og skipulagsráðherra Noregs, kom.", ["samgöngu- og skipulagsráðherra Noregs"]),
        ("Fjármála- og efnahagsráðherra, Anna Jónsdóttir, kom.", ["fjármála- og efnahagsráðherra"]),
        ("Fyrrverandi dóms- og kirkjumálaráðherra Anna Jónsdóttir kom.", ["fyrrverandi dóms- og kirkjumálaráðherra"]),
        ("Leikkonan og ráðherrann Anna Jónsdóttir kom.", ["leikkona", "ráðherra"]),
        ("Anna Jónsdóttir, formaður fræðslu- og skipulagsráðs, kom.", ["formaður fræðslu- og skipulagsráðs"]),
    ],
)
def test_roles(nlp: Enricher, text: str, roles: list[str]) -> None:
    assert [role.name for person in nlp.enrich(text).people for role in person.roles] == roles


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Prestarnir Anna Eiríksdóttir og Karl Valgarður Matthíasson vígðu kirkjuna.", [["prestur"], ["prestur"]]),
        (
            "Rætt var við læknana Önnu Eiríksdóttur, Karl Valgarð Matthíasson og Jónu Dís Hallsdóttur.",
            [["læknir"], ["læknir"], ["læknir"]],
        ),
        ("Prestarnir Anna Eiríksdóttir og Karl Valgarður Matthíasson læknir komu.", [["prestur"], ["prestur", "læknir"]]),
        ("Presturinn Anna Eiríksdóttir og Karl Valgarður Matthíasson komu.", [["prestur"], []]),
        ("Prestarnir hittu Önnu Eiríksdóttur og Karl Valgarð Matthíasson.", [[], []]),
        ("Bræðurnir Ari Eiríksson og Karl Valgarður Eiríksson komu.", [[], []]),  # kin
        ("Þingmenn Viðreisnar, þær Anna Eiríksdóttir og Jóna Dís Hallsdóttir, komu.", [["þingmaður Viðreisnar"]] * 2),
        ("Þingmenn Viðreisnar, sem hittu þau, Anna Eiríksdóttir og Jóna Dís Hallsdóttir, komu.", [[], []]),
        ("Prestarnir Anna Eiríksdóttir sem kom og Karl Valgarður Matthíasson fóru.", [[], []]),
    ],
)
def test_a_role_of_several_persons(nlp: Enricher, text: str, roles: list[list[str]]) -> None:
    assert [[role.name for role in person.roles] for person in nlp.enrich(text).people] == roles


def test_a_role_may_hold_another_person_and_that_persons_role(nlp: Enricher) -> None:
    people = nlp.enrich("Aðstoðarmaður Guðna forseta, Örn Logi Karlsson, mætti.").people
    assert [[role.name for role in person.roles] for person in people] == [["forseti"], ["aðstoðarmaður Guðna forseta"]]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Hin 24 ára gamla sundkona Edda Jónsdóttir vann.", ["sundkona"]),
        ("Hinn 19 ára gamli handknattleiksmaður Ari Jónsson fór út.", ["handknattleiksmaður"]),
        ("Hinn áttræði leikari Ari Jónsson kom fram.", ["leikari"]),
        ("Hinn fyrrverandi ráðherra Ari Jónsson kom fram.", ["fyrrverandi ráðherra"]),  # no weak adjective
        ("Íslenskur leikari, Ari Jónsson, kom fram.", ["íslenskur leikari"]),
        ("Andri Jónsson, 34 ára lögfræðingur, var á staðnum.", ["lögfræðingur"]),
        ("Karl Ásgeirsson, 52 ára, framkvæmdastjóri Ísfells, var á staðnum.", ["framkvæmdastjóri Ísfells"]),
        ("Guðrún Pálsdóttir, 48 ára gamall kennari á Selfossi, vann.", ["kennari á Selfossi"]),
        ("Jón Jónsson (45), bóndi í Flóa, sá eldinn.", ["bóndi í Flóa"]),
        ("Karl Ásgeirsson, 52 ára, sá eldinn.", []),
    ],
)
def test_the_age_of_a_person_is_no_part_of_the_role(nlp: Enricher, text: str, roles: list[str]) -> None:
    assert [role.name for person in nlp.enrich(text).people for role in person.roles] == roles


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "Inga Jónsdóttir, formaður Eflingar og félags- og húsnæðismálaráðherra, mætti.",
            [["formaður Eflingar", "félags- og húsnæðismálaráðherra"]],
        ),
        ("Hrafn Jónsson, forstjóri og stofnandi Hvannalindar, mætti.", [["forstjóri og stofnandi Hvannalindar"]]),  # of both
        ("Ari Pálsson, bóndi og oddviti Flóahrepps, mætti.", [["bóndi", "oddviti Flóahrepps"]]),  # of the second alone
        ("Björk Jónsdóttir, söngkona, lagahöfundur og kennari, mætti.", [["söngkona", "lagahöfundur", "kennari"]]),
        ("Formaður Eflingar og varaforseti ASÍ, Jón Pálsson, mætti.", [["formaður Eflingar", "varaforseti ASÍ"]]),
        ("Forstjóri og stofnandi Hvannalindar, Jón Pálsson, mætti.", [["forstjóri og stofnandi Hvannalindar"]]),
        ("Jón Pálsson er formaður, Anna Karlsdóttir varaformaður.", [[], ["varaformaður"]]),
        ("Gesturinn er formaður Eflingar, Jón Pálsson.", [["formaður Eflingar"]]),
        ("Anna Jónsdóttir, kennari og móðir, mætti.", [["kennari"]]),  # kin
        ("Leikarinn, leikstjórinn og framleiðandinn Ari Jónsson mætti.", [["leikari", "leikstjóri", "framleiðandi"]]),
        ("Þingmaðurinn og fyrrverandi ráðherrann Jón Pálsson mætti.", [["þingmaður", "fyrrverandi ráðherra"]]),
        ("Jón Pálsson, fyrrverandi lögregluþjónn og nú þingmaður, mætti.", [["fyrrverandi lögregluþjónn", "þingmaður"]]),
        ("Birna Jónsdóttir læknir, fyrrverandi forstjóri Haga, mætti.", [["læknir", "fyrrverandi forstjóri Haga"]]),
        ("Anna Jónsdóttir læknir, formaður nefndarinnar og Jón Pálsson mættu.", [["læknir"], []]),  # a list
        ("Anna Jónsdóttir læknir og formaður nefndarinnar mættu.", [["læknir"]]),  # two persons
        ("Anna Jónsdóttir læknir og leikkonan Birna Karlsdóttir mættu.", [["læknir"], ["leikkona"]]),
        ("Birna Jónsdóttir, formaður BHM, forseti ASÍ, Jón Pálsson, og fleiri komu.", [["formaður BHM"], ["forseti ASÍ"]]),
        ("Settur ríkislögreglustjóri, Ari Jónsson, mætti.", [["settur ríkislögreglustjóri"]]),
        ("Anna Karlsdóttir, settur forstjóri, og Jón Pálsson, fv. formaður, mættu.", [["settur forstjóri"], ["fv. formaður"]]),
        ("Hann stefndi Benedikt Bogasyni, forseta Hæstaréttar.", [["forseti Hæstaréttar"]]),
    ],
)
def test_several_roles_of_a_person(nlp: Enricher, text: str, roles: list[list[str]]) -> None:
    assert [[role.name for role in person.roles] for person in nlp.enrich(text).people] == roles


@pytest.mark.parametrize(
    "noun",
    """
    framherji knapi hluthafi fjárfestir frumkvöðull gjaldkeri fatahönnuður kokkur kylfingur landsliðseinvaldur djákni organisti
    tenór sópran trúbador háseti húsmóðir forveri þulur plötusnúður aðjúnkt fasteignasali verktaki heimspekingur iðjuþjálfi
    hershöfðingi íbúi farþegi túlkur prófastur forsetaefni
    """.split(),
)
def test_nouns_for_what_persons_do(nlp: Enricher, noun: str) -> None:
    people = nlp.enrich(f"Anna Jónsdóttir, {noun} í Reykjavík, segir málið snúið.").people
    assert [role.name for role in people[0].roles] == [f"{noun} í Reykjavík"]


def test_a_list_is_no_person(nlp: Enricher) -> None:
    assert [person.roles for person in nlp.enrich("Anna Jónsdóttir, listi nefndarinnar, mætti.").people] == [()]


def test_what_follows_one_name_is_no_role_of_the_next(nlp: Enricher) -> None:
    text = "Kolbrún Hallsdóttir, formaður BHM, Sólrún Ýr Bergsdóttir, formaður BSRB, og fleiri komu."
    roles = {person.name: [role.name for role in person.roles] for person in nlp.enrich(text).people}
    assert roles == {"Kolbrún Hallsdóttir": ["formaður BHM"], "Sólrún Ýr Bergsdóttir": ["formaður BSRB"]}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Magnús Jóhann Ragnarsson, kallaður Maggi, er mættur. Maggi spilar í kvöld.", {"Magnús Jóhann Ragnarsson": 3}),
        ("Jóhanna Ósk Jónsdóttir, betur þekkt sem Hanna, syngur. Hanna er vinsæl.", {"Jóhanna Ósk Jónsdóttir": 3}),
        ("Magnús Jóhann Ragnarsson rappari, sem kallar sig Max, kom. Max söng.", {"Magnús Jóhann Ragnarsson": 3}),
        ("Kristín Ósk Karlsdóttir, starfsmaður Icelandair, kölluð Stína, kom.", {"Kristín Ósk Karlsdóttir": 2}),
        ("Guðrún Ósk Pálsdóttir, sem jafnan er kölluð Dúna, kom.", {"Guðrún Ósk Pálsdóttir": 2}),
        ("Elísabet Ósk Jónsdóttir, eða Beta eins og hún er kölluð, kom.", {"Elísabet Ósk Jónsdóttir": 2}),
        ("Jón Þór Birgisson, eða Jónsi, kom.", {"Jón Þór Birgisson": 2}),
        ("Jón Þór Birgisson, eða Anna, kemur.", {"Jón Þór Birgisson": 1, "Anna": 1}),
        ("Bubbi, sem heitir fullu nafni Ásbjörn Kristinsson Morthens, kom.", {"Ásbjörn Kristinsson Morthens": 2}),
        ("Magnús Jóhann Ragnarsson segir að hún kalli sig Maggý.", {"Magnús Jóhann Ragnarsson": 1, "Maggý": 1}),
        ("Magnús Jóhann Ragnarsson sem Maggi þekkir mætti.", {"Magnús Jóhann Ragnarsson": 1, "Maggi": 1}),
        ("Magnús Jóhann Ragnarsson, þekktur leikari, og Maggi mættu.", {"Magnús Jóhann Ragnarsson": 1, "Maggi": 1}),
    ],
)
def test_another_name_of_a_person(nlp: Enricher, text: str, people: dict[str, int]) -> None:
    assert {person.name: person.count for person in nlp.enrich(text).people} == people


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Inga Dóra Hafstein kom.", "Fem"),
        ("Margrét Ólöf Björnsson kom.", "Fem"),  # a family name
        ("Björn Ólafur Björnsson kom.", "Masc"),
        ("Margrét Ólöf Björnsdóttir kom.", "Fem"),
        ("G. Pétur Matthíasson kom.", "Masc"),
        ("Emma Watson kom.", "Fem"),
        ("Anna-Karin Svensson kom.", "Fem"),
        ("Scarlett Johansson kom.", None),  # a given name that nobody knows
        ("Leikkonan Scarlett Johansson kom.", "Fem"),
    ],
)
def test_gender_of_a_person(nlp: Enricher, text: str, gender: str | None) -> None:
    assert [person.gender for person in nlp.enrich(text).people] == [gender]
