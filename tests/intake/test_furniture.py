"""Which paragraphs are no part of an article, and where an article ends."""

from __future__ import annotations

import pytest

from icenews_nlp.intake.furniture import is_heading, is_prompt, without_furniture, without_pull_quotes

BODY = "Þorskafli smábáta jókst um þriðjung í apríl, samkvæmt nýjum tölum Fiskistofu."

PROMPTS = [
    "Deila",
    "Auglýsing",
    "Lesa meira »",
    "Lesa einnig: Strandveiðar hefjast í maí",
    "Lestu líka: Hvað verður um kvótann?",
    "Tengd frétt: Strandveiðar hefjast í maí",
    "Lestu alla greinina með áskrift að blaðinu.",
    "Ertu áskrifandi? Skráðu þig inn hér.",
    "Þessi grein er aðeins fyrir áskrifendur.",
    "Fáðu fréttabréf Vefsins sent í tölvupósti á hverjum morgni.",
    "Ertu með ábendingu um efnið? Sendu okkur línu.",
    "© Vefurinn 2026",
    "Vefurinn ehf. Allur réttur áskilinn.",
]

SENTENCES = [
    BODY,
    "Deila þeirra hefur staðið í tíu ár.",
    "Lesa einnig: Svo stóð á skiltinu við bryggjuna.",
    "Áskrifendum blaðsins fjölgaði um þúsund í vor.",
    "Þessi grein laganna nær til allra sem veiða.",
    "„Ertu með áskrift?“ spurði hann og hló.",
    "Þú verður að sjá þetta, sagði hún.",
    "Lögreglan óskar eftir ábendingum um málið.",
    "Sjá má á tölunum að aflinn jókst.",
    "Hún skráði sig inn á vefinn.",
]


@pytest.mark.parametrize("paragraph", PROMPTS)
def test_prompts(paragraph: str) -> None:
    assert is_prompt(paragraph)


@pytest.mark.parametrize("paragraph", SENTENCES)
def test_ordinary_sentences_are_no_prompts(paragraph: str) -> None:
    assert not is_prompt(paragraph)


def test_headings_are_whole_paragraphs() -> None:
    assert is_heading("Mest lesið")
    assert is_heading(" TENGDAR FRÉTTIR: ")
    assert not is_heading("Mest lesið var um helgina")
    assert not is_heading("Mest lesið" + " " * 100 + "í gær")


def test_topics_are_taken_only_where_lines_are_a_page() -> None:
    lines = [BODY, "Sjávarútvegur", "Vestfirðir"]
    assert without_furniture(lines, topics=True) == ([BODY], ["Sjávarútvegur", "Vestfirðir"])
    assert without_furniture(lines, topics=False) == (lines, [])


def test_one_short_line_at_the_end_is_body_and_one_above_a_list_a_topic() -> None:
    assert without_furniture([BODY, "Sjávarútvegur"], topics=True) == ([BODY, "Sjávarútvegur"], [])
    listed = [BODY, "Sjávarútvegur", "Mest lesið", "Strandveiðar hefjast í maí", "Hvað verður um kvótann?"]
    assert without_furniture(listed, topics=True) == ([BODY], ["Sjávarútvegur"])


def test_topics_under_a_heading_of_their_own() -> None:
    lines = [BODY, "Efnisorð", "Sjávarútvegur", "Vestfirðir", "Tengdar fréttir", "Strandveiðar hefjast í maí"]
    assert without_furniture(lines, topics=True) == ([BODY], ["Sjávarútvegur", "Vestfirðir"])


def test_a_list_with_numbers_is_no_list_of_topics() -> None:
    lines = [BODY, "1. Ari Jónsson", "2. Anna Ösp"]
    assert without_furniture(lines, topics=True) == (lines, [])


def test_headlines_run_together_are_a_list() -> None:
    run = " ".join(["Strandveiðar hefjast í maí", "Kvótinn verður aukinn í haust"] * 8)
    assert without_furniture([BODY, "Mest lesið", run], topics=False).body == [BODY]
    assert without_furniture([BODY, "Mest lesið", f"{run}. {BODY}"], topics=False).body == [
        BODY,
        "Mest lesið",
        f"{run}. {BODY}",
    ]


def test_an_offer_to_subscribe_ends_the_page_and_a_single_prompt_does_not() -> None:
    offer = ["Viltu lesa áfram?", "Þú átt eina grein eftir.", "Veldu þá áskriftarleið sem hentar þér.", "Heilt ár á 24.900 kr."]
    assert without_furniture([BODY, *offer], topics=False).body == [BODY]
    assert without_furniture([BODY, offer[0], BODY], topics=False).body == [BODY, BODY]
    assert without_furniture([BODY, *offer, f"{BODY} {BODY} {BODY}"], topics=False).body[-1] == f"{BODY} {BODY} {BODY}"


def test_pull_quotes() -> None:
    said = "„Við höfum aldrei veitt jafn mikið og í vor,“ segir Anna."
    quote = "„Við höfum aldrei veitt jafn mikið“"
    assert without_pull_quotes([said, quote, BODY]) == [said, BODY]
    assert without_pull_quotes([quote, BODY]) == [quote, BODY]
    assert without_pull_quotes([quote, quote, BODY]) == [quote, quote, BODY]
    assert without_pull_quotes([said, "„Við höfum“", BODY]) == [said, "„Við höfum“", BODY]
