"""Captions and credits."""

from __future__ import annotations

import pytest

from icenews_nlp.intake.credits import glued_credits, spaced_credit, split_caption


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Þingmenn ganga til kirkju. Ljósmynd/Anna Ösp", ("Þingmenn ganga til kirkju.", "Anna Ösp")),
        ("Þingmenn ganga til kirkju. Mynd: Jón Árnason", ("Þingmenn ganga til kirkju.", "Jón Árnason")),
        ("Þingmenn ganga til kirkju Ljósmynd/Anna Ösp", ("Þingmenn ganga til kirkju", "Anna Ösp")),
        ("Þingmenn ganga til kirkju. Vísir/Anna", ("Þingmenn ganga til kirkju.", "Vísir/Anna")),
        ("Þingmenn ganga til kirkju.AP", ("Þingmenn ganga til kirkju.", "AP")),
        ("Þingmenn ganga til kirkju. AP/Ari Ben", ("Þingmenn ganga til kirkju.", "AP/Ari Ben")),
        ("Þingmenn ganga til kirkju. Anna Gunnarsdóttir/Vísir", ("Þingmenn ganga til kirkju.", "Anna Gunnarsdóttir/Vísir")),
        ("Þingmenn ganga til kirkju (AFP)", ("Þingmenn ganga til kirkju", "AFP")),
        ("Þingmenn ganga til kirkju. (Mynd: Anna Ösp)", ("Þingmenn ganga til kirkju.", "Anna Ösp")),
        ("Þingmenn  ganga\ntil kirkju. © Reuters", ("Þingmenn ganga til kirkju.", "Reuters")),
        ("Þingmenn ganga til kirkju. Ljósmynd: aðsend", ("Þingmenn ganga til kirkju.", "aðsend")),
        ("RÚV – Anna Ösp", ("", "RÚV – Anna Ösp")),
        ("Getty Images", ("", "Getty Images")),
    ],
)
def test_a_caption_and_its_credit(text: str, parts: tuple[str, str]) -> None:
    assert split_caption(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Þingmenn ganga til kirkju.",
        "Formaðurinn ræddi við RÚV",
        "Hann svaraði ekki. AP greindi frá því.",
        "Mynd: Frá fundinum í gær",
        "Hún fór á Stöð 2",
        "Anna Ösp",
        "",
    ],
)
def test_a_text_without_a_credit(text: str) -> None:
    assert split_caption(text) == (text, None)


def test_a_credit_glued_to_a_sentence() -> None:
    text = "Lestin fór í gær.EPA Hún kom aftur.Ljósmynd/Anna Ösp Þá var kátt."
    assert [(text[a:b], who) for a, b, who in glued_credits(text)] == [("EPA", "EPA"), ("Ljósmynd/Anna Ösp", "Anna Ösp")]


@pytest.mark.parametrize("text", ["Lestin fór.EPAL kom", "Lestin fór til EPA í gær.", "Sjá epa.EP Hún kom."])
def test_what_is_no_glued_credit(text: str) -> None:
    assert list(glued_credits(text)) == []


def test_a_credit_between_two_sentences() -> None:
    text = "Forsetinn veifar. AP Hann kom í gær. EPA Svo fór hann."
    assert spaced_credit(text, 0, len(text)) == (18, 20, "AP")
    assert spaced_credit("Forsetinn veifar. AP greindi frá.", 0, 30) is None
    assert spaced_credit("Forsetinn hitti AP Møller í gær.", 0, 30) is None


@pytest.mark.parametrize("piece", ["(", "A", "Ljósmynd/", "A-", "AP/", ". AP ", ".", " "])
def test_cost_is_linear(piece: str) -> None:
    """Of a quadratic rule these would take hours, so the run's own limit of time would end it."""
    text = piece * 300_000
    split_caption(text)
    for _ in glued_credits(text):
        pass
    spaced_credit(text, 0, len(text))
