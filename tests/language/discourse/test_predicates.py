"""Roles that a sentence says of a person: `X er forstjóri Y`; and what says none."""

from __future__ import annotations

import pytest

from icenews_nlp import Enricher


def roles(nlp: Enricher, text: str) -> list[str]:
    return [role.name for person in nlp.enrich(text).people for role in person.roles]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Anna Jónsdóttir er nýr forstjóri Orkuveitu Reykjavíkur.", "nýr forstjóri Orkuveitu Reykjavíkur"),
        ("Gylfi Magnússon er prófessor við Háskóla Íslands.", "prófessor við Háskóla Íslands"),
        ("Karl Ásgeirsson, 52 ára, er nú framkvæmdastjóri Ísfells.", "framkvæmdastjóri Ísfells"),
        ("Gylfi Magnússon hefur verið þjálfari liðsins í tíu ár.", "þjálfari liðsins"),
        ("Rætt var við Önnu Jónsdóttur, sem er formaður Eflingar, um málið.", "formaður Eflingar"),
        ("Að sögn Önnu Jónsdóttur, sem er bóndi í Flóa, er tíðin góð.", "bóndi í Flóa"),
        ("Bróðir hans, Jón Pálsson, er forstjóri Haga.", "forstjóri Haga"),
        ("Hildur Karlsdóttir, sem hefur verið forstjóri Haga í tíu ár, hættir.", "forstjóri Haga"),
        ("Forstjóri Marels er Árni Sigurðsson.", "forstjóri Marels"),
        ("Nýr formaður Félags kennara er nú Hildur Karlsdóttir og var hún ein í framboði.", "nýr formaður Félags kennara"),
        ("Hildur Karlsdóttir, sem er formaður Félags kennara, segir málið snúið.", "formaður Félags kennara"),
        ("Hildur Karlsdóttir, sem er bóndi í Flóa, segir málið snúið.", "bóndi í Flóa"),
        ("Gunnar Eiríksson, sem er prófessor í jarðfræði við HÍ, varar við hlaupi.", "prófessor í jarðfræði við HÍ"),
    ],
)
def test_what_a_person_is(nlp: Enricher, text: str, role: str) -> None:
    assert roles(nlp, text) == [role]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Hildur Karlsdóttir hefur verið ráðin framkvæmdastjóri Bláa lónsins.", "framkvæmdastjóri Bláa lónsins"),
        ("Jónas Pálmason hefur verið skipaður skólameistari Kvennaskólans frá 1. ágúst.", "skólameistari Kvennaskólans"),
        ("Eva Hauksdóttir var í gær kjörin formaður Félags bókara á fundi í Reykjavík.", "formaður Félags bókara"),
        ("Á fundinum var Jón Pálsson endurkjörinn formaður.", "formaður"),
        ("Þá hefur Jón Pálsson verið skipaður dómari við Hæstarétt.", "dómari við Hæstarétt"),
        ("Benedikt Gíslason tók við sem bankastjóri Arion banka.", "bankastjóri Arion banka"),
        ("Helga Árnadóttir tekur við starfi framkvæmdastjóra félagsins í haust.", "framkvæmdastjóri félagsins"),
        ("Ragna Bjarnadóttir hefur tekið við sem forstjóri Landsnets.", "forstjóri Landsnets"),
        ("Ragna Bjarnadóttir mun taka við sem forstjóri Landsnets.", "forstjóri Landsnets"),
        ("Ari Pálsson, sem nýlega tók við af Jóni Karlssyni sem þjálfari liðsins, var kátur.", "þjálfari liðsins"),
        ("Arion banki hefur ráðið Önnu Jónsdóttur sem fjármálastjóra.", "fjármálastjóri"),
        ("Arion banki réð Önnu Jónsdóttur í stöðu fjármálastjóra.", "fjármálastjóri"),
        ("Ragna Bjarnadóttir gegnir embætti ríkissáttasemjara.", "ríkissáttasemjari"),
        ("Sigrún Pálsdóttir starfar sem hjúkrunarfræðingur á Landspítalanum.", "hjúkrunarfræðingur á Landspítalanum"),
    ],
)
def test_what_a_person_becomes(nlp: Enricher, text: str, role: str) -> None:
    assert roles(nlp, text) == [role]


@pytest.mark.parametrize(
    "text",
    [
        "Jón Pálsson er ekki lengur formaður Eflingar.",
        "Jón Pálsson er líklega formaður Eflingar.",
        "Jón Pálsson var forstjóri Haga til ársins 2010.",
        "Jón Pálsson starfaði sem hjúkrunarfræðingur á Landspítalanum.",
        "Hvorki Jón Pálsson né Anna Karlsdóttir er formaður Eflingar.",
        "Arion banki hefur ekki ráðið Önnu Jónsdóttur sem fjármálastjóra.",
        "Arion banki vill ráða Önnu Jónsdóttur sem fjármálastjóra.",
        "Arion banki hitti Önnu Jónsdóttur sem fjármálastjóra.",
        "Þegar Jón Pálsson kom, er forstjóri Haga sagði frá, fór fólk.",
        "Er Jón Pálsson nýr formaður Eflingar?",
        "Er Jón Pálsson formaður Eflingar?",
        "Verði Jón Pálsson formaður Eflingar breytist margt.",
        "Verði Jón Pálsson kjörinn formaður Eflingar breytist margt.",
        "Ef Jón Pálsson er formaður Eflingar breytist margt.",
        "Jón Pálsson verður formaður Eflingar ef hann vinnur.",
        "Jón Pálsson er bóndi.",  # the bare noun describes
        "Jón Pálsson er bóndi á Akureyri.",
        "Jón Pálsson er ánægður formaður.",
        "Jón Pálsson er sonur forstjóra Haga.",
        "Jón Pálsson er mikill aðdáandi Liverpool.",
        "Jón Pálsson er besti leikmaður liðsins.",
        "Besti leikmaður liðsins er Jón Pálsson.",
        "Eiginmaður Önnu Jónsdóttur er forstjóri Haga.",
        "Systir Jóns Pálssonar, sem er formaður Eflingar, mætti.",
        "Myndin um Donald Trump er höfundur nefndarinnar.",
        "Forstjóri Marels er Árna Sigurðssyni þakklátur.",
        "Formaður Eflingar er Jón Pálsson ekki.",
    ],
)
def test_what_is_said_of_no_person(nlp: Enricher, text: str) -> None:
    assert roles(nlp, text) == []


def test_a_person_before_whom_a_title_stands_is_no_predicate_of_a_question(nlp: Enricher) -> None:
    assert roles(nlp, "Er Jón Pálsson bæjarstjóri ánægður með veturinn?") == ["bæjarstjóri"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ásdís Kristjánsdóttir bæjarstjóri var kjörin formaður stjórnar.", ["bæjarstjóri", "formaður stjórnar"]),
        ("Formaður nefndarinnar, Anna Jónsdóttir, er forstjóri Haga.", ["formaður nefndarinnar", "forstjóri Haga"]),
        ("Rektor skólans er Silja Jónsdóttir, prófessor í lögfræði.", ["rektor skólans", "prófessor í lögfræði"]),
        (
            "Sigríður Jónsdóttir er þingmaður Viðreisnar og fyrrverandi ráðherra.",
            ["þingmaður Viðreisnar", "fyrrverandi ráðherra"],
        ),
        ("Jón Pálsson er þingmaður Viðreisnar og formaður nefndarinnar er veikur.", ["þingmaður Viðreisnar"]),
    ],
)
def test_a_predicate_beside_other_roles(nlp: Enricher, text: str, expected: list[str]) -> None:
    assert roles(nlp, text) == expected
