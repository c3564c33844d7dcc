"""Scores of matches and times of races: neither times of day nor dates, and the near misses that are."""

from __future__ import annotations

import pytest

from icenews_nlp.language.names.spans import LabelSpan, fitted
from icenews_nlp.language.values.scores import score_words
from icenews_nlp.language.values.tokenized import tokenize_with_values


def kinds(text: str) -> list[tuple[str, object]]:
    """Text and kind of each value, of a measure its number."""
    words, _, values = tokenize_with_values(text)
    return [(text[words[v.first].start : words[v.last].end], v.content.get("number", v.content["kind"])) for v in values]


@pytest.mark.parametrize(
    "text",
    [
        "Staðan í hálfleik var 14:12.",
        "Lokatölur urðu 22:21.",
        "Valur sigraði, 23:19.",
        "Þær töpuðu 12:20 og 28:14.",
        "Haukar komust í 12:10 en þá var gert hlé.",
        "Fram og Valur mættust og urðu tölurnar 28:25 og 22:20.",
        "Leiknum lauk 22:20.",
        "Hann skoraði 9/3 mörk.",
        "Markvörðurinn varði 14/2 skot.",
        "Mörk Vals: Ari 9/3, Jón 5/1, Óli 4/2.",
    ],
)
def test_a_score_is_no_value(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Fundurinn hefst 14:30.", "14:30"),
        ("Fundinum lauk 22:20.", "22:20"),  # no match
        ("Staðan verður rædd kl. 14:12.", "kl. 14:12"),
        ("Leikur um sigur í deildinni hefst 19:30.", "19:30"),
        ("Hún vann frá 08:00 til 16:30.", "08:00 til 16:30"),
        ("Valur vann og fagnað var fyrir 20:30.", "20:30"),
        ("14:12 Valur skoraði.", "14:12"),
        ("Valur vann deildina í vor og liðið hélt í langt frí til útlanda en ferðin heim er í dag, 14:12.", "14:12"),
    ],
)
def test_a_time_of_day_stays(text: str, time: str) -> None:
    assert [text for text, kind in kinds(text) if kind in ("time", "range")] == [time]


def test_a_day_and_a_month_stay_where_no_goals_are_told() -> None:
    assert kinds("Fundur verður 9/3 í skólanum.") == [("9/3", "date")]
    assert kinds("Valur skoraði tvö mörk þann 9/3 sl.") == [("9/3", "date")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hún synti á 2:08,74 mínútum.", [("2:08,74 mínútum", 128.74)]),
        ("Hann hljóp á 15:23,4 þar.", [("15:23,4", 923.4)]),
        ("Hún hljóp á 2:35:12 klukkustundum.", [("2:35:12 klukkustundum", 9312.0)]),
        ("Fundurinn tók 1:30 klst. alls.", [("1:30 klst.", 5400.0)]),
        ("Hún hljóp á 2:35:12.", []),
        ("Opnað var 15:23, 45 komu.", [("15:23", "time"), ("45", 45.0)]),
    ],
)
def test_the_time_of_a_race(text: str, expected: list[tuple[str, object]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(("text", "kept"), [("Staðan var 14:12 .", False), ("Fundur hefst 14:12 .", True)])
def test_the_networks_times_give_way_to_scores(text: str, kept: bool) -> None:
    words, _, values = tokenize_with_values(text)
    spans = [LabelSpan(2, 2, "Time", 0.9)]
    assert bool(fitted(spans, values, words, score_words(words))) is kept
