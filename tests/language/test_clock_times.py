"""Times of day to and past the hour, and short telephone numbers: the positives and their near misses."""

from __future__ import annotations

import pytest

from icenews_nlp.language.names.spans import LabelSpan, fitted
from icenews_nlp.language.values.tokenized import tokenize_with_values


def values(text: str) -> list[tuple[str, dict[str, object]]]:
    words, _, found = tokenize_with_values(text)
    return [(text[words[v.first].start : words[v.last].end], v.content) for v in found]


@pytest.mark.parametrize(
    ("text", "surface", "clock"),
    [
        ("var klukkan tíu mínútur í fjögur þar", "klukkan tíu mínútur í fjögur", (3, 50)),
        ("var klukkan 17 mínútur í tvö þar", "klukkan 17 mínútur í tvö", (1, 43)),
        ("var klukkan fimm mínútur yfir fimm þar", "klukkan fimm mínútur yfir fimm", (5, 5)),
        ("var korter yfir tíu þar", "korter yfir tíu", (10, 15)),
        ("var klukkan korter í þrjú þar", "klukkan korter í þrjú", (2, 45)),
        ("var tíu mínútur yfir hálf tvö þar", "tíu mínútur yfir hálf tvö", (1, 40)),
        ("klukkan var fimm mínútur í tólf þar", "fimm mínútur í tólf", (11, 55)),
        ("klukkuna vantar korter í eitt núna", "korter í eitt", (12, 45)),
        ("var korter í miðnætti þar", "korter í miðnætti", (23, 45)),
        ("var klukkan tíu þar", "klukkan tíu", (10, 0)),
    ],
)
def test_minutes_to_and_past_the_hour(text: str, surface: str, clock: tuple[int, int]) -> None:
    assert values(text) == [(surface, {"kind": "time", "hour": clock[0], "minute": clock[1], "second": 0})]


@pytest.mark.parametrize(
    "text",
    [
        "lék í fimm mínútur í tvö skipti",
        "kom fimm mínútur yfir fimm tíma áætlun",
        "var fimm mínútur yfir 20 í hita",
        "beið í tíu mínútur og fór í tvö hús",
    ],
)
def test_minutes_that_tell_no_time_of_day(text: str) -> None:
    assert [content["kind"] for _, content in values(text) if content["kind"] == "time"] == []


def telephone(number: str) -> list[tuple[str, dict[str, object]]]:
    return [(number, {"kind": "telephone", "content": number})]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("má hringja í síma 1777 hér", telephone("1777")),
        ("sími 1700 er opinn", telephone("1700")),
        ("hjálparsími félagsins er 1717 alla daga", telephone("1717")),
        ("símanúmerið: 1414", telephone("1414")),
        ("má hringja í 112 ef eldur kviknar", telephone("112")),
        ("var hringt í 112.", telephone("112")),
        ("hringið strax í 112 ef eldur kviknar", telephone("112")),
        ("neyðarnúmerið er 112", telephone("112")),
        ("var hringt í 112 manns", [("112", {"kind": "number", "number": 112.0})]),
        ("var hringt í 400 en fáir svöruðu", [("400", {"kind": "number", "number": 400.0})]),
        ("sími var lagður 1906 hér", [("1906", {"kind": "date", "year": 1906, "month": None, "day": None})]),
        ("bíllinn er 1906 kíló", [("1906 kíló", {"kind": "measurement", "number": 1906.0, "unit": "kg"})]),
    ],
)
def test_short_telephone_numbers(text: str, expected: list[tuple[str, dict[str, object]]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(("text", "kept"), [("í síma 1777", False), ("um vorið 1777", True)])
def test_the_networks_years_give_way_to_telephones(text: str, kept: bool) -> None:
    words, _, found = tokenize_with_values(text)
    assert bool(fitted([LabelSpan(2, 2, "Date", 0.9)], found, words)) is kept
