"""Money, percentages and measures: what is read as one amount, and the near miss that is not."""

from __future__ import annotations

from typing import Any

import pytest

from icenews_nlp.language.values.tokenized import tokenize_with_values


def amounts(text: str) -> list[tuple[object, ...]]:
    """Text, number and currency or unit of each amount, percentage and measure."""
    words, _, values = tokenize_with_values(text)
    return [
        (text[words[v.first].start : words[v.last].end], v.content["number"], v.content.get("currency", v.content.get("unit")))
        for v in values
        if v.content["kind"] in ("amount", "percent", "measurement")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("um einum og hálfum milljarði króna", ("einum og hálfum milljarði króna", 1.5e9, "ISK")),
        ("um tvö hundruð og fimmtíu þúsund krónur", ("tvö hundruð og fimmtíu þúsund krónur", 250_000.0, "ISK")),
        ("um hálfan milljarð evra", ("hálfan milljarð evra", 5e8, "EUR")),
        ("um hundrað þúsund kall og milljón", None),
        ("um 2 1/2 milljón króna", ("2 1/2 milljón króna", 2.5e6, "ISK")),
        ("um 300 dönskum krónum", ("300 dönskum krónum", 300.0, "DKK")),
        ("um 300 dönskum kúm", None),
        ("um 300 ísl. kr. hér", ("300 ísl. kr.", 300.0, "ISK")),
        ("um 500 Kanadadali", ("500 Kanadadali", 500.0, "CAD")),
        ("um 500 Kanadamenn", None),
        ("um 500 dali", ("500 dali", 500.0, "USD")),
        ("um 500 Hong Kong-dali", ("500 Hong Kong-dali", 500.0, "HKD")),
        ("um 300 þúsund milljónir króna", ("300 þúsund milljónir króna", 3e11, "ISK")),
        ("um US$500 hér", ("US$500", 500.0, "USD")),
        ("um US$ 500 hér", ("US$ 500", 500.0, "USD")),
        ("um US 500 hér", None),
        ("um 50 MUSD hér", ("50 MUSD", 50e6, "USD")),
        ("um 5 til 6 milljónir króna", ("5 til 6 milljónir króna", 5e6, "ISK")),
        ("milli 5 og 6 milljóna króna", ("5 og 6 milljóna króna", 5e6, "ISK")),
        ("um 5 og 6 milljóna króna", ("6 milljóna króna", 6e6, "ISK")),
        ("um 6 til 5 milljónir króna", ("5 milljónir króna", 5e6, "ISK")),
        ("um tugi milljóna króna", ("tugi milljóna króna", None, "ISK")),
        ("um tugi manna", None),
        ("um 65.000 smit", None),
        ("um 1.234.567,89 kr. alls", ("1.234.567,89 kr.", 1234567.89, "ISK")),
        ("um 2,5 prósentustig", ("2,5 prósentustig", 2.5, None)),
        ("um 10-15% meira", ("10-15%", 10.0, None)),
        ("um 300 tonn af fiski", ("300 tonn", 300_000.0, "kg")),
        ("um 300 tonna skip", ("300 tonna", 300_000.0, "kg")),
        ("um 120 fermetra", ("120 fermetra", 120.0, "m²")),
        ("um þrjá hektara", ("þrjá hektara", 30_000.0, "m²")),
        ("um þrjá hesta", None),
        ("um 197 þúsund tonn af fiski", ("197 þúsund tonn", 1.97e8, "kg")),
        ("um 3,2 milljónir rúmmetra vatns", ("3,2 milljónir rúmmetra", 3.2e6, "m³")),
        ("um 5 þúsund km leið", ("5 þúsund km", 5e6, "m")),
        ("um 12 þúsund feta hæð", ("12 þúsund feta", 3657.6, "m")),
        ("um 3 þúsund manns", None),
        ("um 28 metrar á sekúndu hér", ("28 metrar á sekúndu", 28.0, "m/s")),
        ("um 90 km á klukkustund hér", ("90 km á klukkustund", 25.0, "m/s")),
        ("um 1.200 rúmmetrar á sekúndu hér", ("1.200 rúmmetrar á sekúndu", 1200.0, "m³/s")),
        ("um 120 m³/s hér", ("120 m³/s", 120.0, "m³/s")),
        ("um 28 metrar á breidd", ("28 metrar", 28.0, "m")),
        ("um 90 kílómetra hraða á klukkustund", ("90 kílómetra hraða á klukkustund", 25.0, "m/s")),
        ("um 90 kílómetra meðalhraða þar", ("90 kílómetra meðalhraða", 25.0, "m/s")),
        ("um 90 kílómetra leið", ("90 kílómetra", 90_000.0, "m")),
        ("um 20 metra hraða leið", ("20 metra", 20.0, "m")),
        ("um 85 m2 íbúð", ("85 m2", 85.0, "m²")),
        ("um 12 km2 svæði", ("12 km2", 12e6, "m²")),
        ("um 450 GWst á ári", ("450 GWst", 1.62e15, "J")),
        ("um 30 gígavattstundir á ári", ("30 gígavattstundir", 1.08e14, "J")),
        ("um 18 hnúta ferð", ("18 hnúta", 9.26, "m/s")),
        ("um 30 sek. þar", ("30 sek.", 30.0, "s")),
        ("um 10–12 m. kr. þar", ("10–12 m. kr.", 1e7, "ISK")),  # no metres
        ("um 10–12 m. breið", ("10–12 m.", 10.0, "m")),
    ],
)
def test_amount(text: str, expected: tuple[object, ...] | None) -> None:
    assert amounts(text) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "upper"),
    [("60-70 milljarða króna", 70e9), ("60–70 milljarða króna", 70e9), ("60 til 70 prósent", 70.0), ("60 prósent", None)],
)
def test_upper_end_of_a_range(text: str, upper: float | None) -> None:
    (value,) = tokenize_with_values(f"um {text}").values
    assert value.content.get("upper") == upper


def test_percentage_points_are_told_apart() -> None:
    (points,) = tokenize_with_values("um 2,5 prósentustig").values
    (share,) = tokenize_with_values("um 2,5 prósent").values
    assert points.content == {"kind": "percent", "number": 2.5, "points": True}
    assert share.content == {"kind": "percent", "number": 2.5}


def ranges(text: str) -> list[tuple[str, Any, Any, object]]:
    """Text, ends, and currency or unit of each value that has an upper end."""
    words, _, values = tokenize_with_values(text)
    return [
        (
            text[words[v.first].start : words[v.last].end],
            v.content["number"],
            v.content["upper"],
            v.content.get("currency", v.content.get("unit")),
        )
        for v in values
        if v.content.get("upper") is not None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("um 20–25% meira", ("20–25%", 20.0, 25.0, None)),
        ("um 20 – 25% meira", ("20 – 25%", 20.0, 25.0, None)),
        ("um 20 til 25% meira", ("20 til 25%", 20.0, 25.0, None)),
        ("um 20% til 25% meira", ("20% til 25%", 20.0, 25.0, None)),
        ("fór úr 25% til 20% hér", None),
        ("um 25-20% meira", None),
        ("um tíu til tuttugu þúsund krónur", ("tíu til tuttugu þúsund krónur", 10_000.0, 20_000.0, "ISK")),
        ("um tvö til þrjú hundruð þúsund krónur", ("tvö til þrjú hundruð þúsund krónur", 2e5, 3e5, "ISK")),
        ("um tvö til þrjú hundruð milljónir króna", ("tvö til þrjú hundruð milljónir króna", 2e8, 3e8, "ISK")),
        ("um fimmtíu til tvö hundruð krónur", ("fimmtíu til tvö hundruð krónur", 50.0, 200.0, "ISK")),
        ("um 800 til tvö þúsund krónur", ("800 til tvö þúsund krónur", 800.0, 2000.0, "ISK")),
        ("um 15-20 m/s í dag", ("15-20 m/s", 15.0, 20.0, "m/s")),
        ("um 10–12km leið", ("10–12km", 10_000.0, 12_000.0, "m")),
        ("um 10 til 12 km. leið", ("10 til 12 km.", 10_000.0, 12_000.0, "m")),
        ("um 36-72 km/klst. vind", ("36-72 km/klst.", 10.0, 20.0, "m/s")),
        ("um 5-7 °C í dag", ("5-7 °C", 278.15, 280.15, "K")),
        ("um 20 til 25 metra", ("20 til 25 metra", 20.0, 25.0, "m")),
        ("um 200-300 bíla", ("200-300", 200.0, 300.0, None)),
        ("alls 200-300 manns", ("200-300", 200.0, 300.0, None)),
        ("alls 200 til 300 bíla", ("200 til 300", 200.0, 300.0, None)),
        ("alls 200-300 bíla", None),  # nothing says that they are counted
        ("fór 20-25 fyrir liðið", None),
        ("um 300-200 bíla", None),
        ("frá 20 til 25.", None),
        ("árin 1990 til 1995 voru góð", None),
        ("um 1990-1995 eða svo", None),
    ],
)
def test_range(text: str, expected: tuple[object, ...] | None) -> None:
    found = ranges(text)
    assert [(t, pytest.approx(low), pytest.approx(high), unit) for t, low, high, unit in found] == (
        [expected] if expected else []
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Frost verður -5 til -12 stig.", [("-5 til -12", -12.0, -5.0, None)]),
        ("Frost verður -2 til -9.", [("-2 til -9", -9.0, -2.0, None)]),
        ("Hiti 0 til −7 stig.", [("0 til −7", -7.0, 0.0, None)]),
        ("Hiti -3 til +4 stig.", [("-3 til +4", -3.0, 4.0, None)]),
        ("Hiti -2 til -9 °C hér", [("-2 til -9 °C", 264.15, 271.15, "K")]),
        ("Hiti 7 til 2 stig.", []),  # a range ends in the higher number, but for frost
    ],
)
def test_the_colder_end_of_a_range_is_the_lower(text: str, expected: list[tuple[object, ...]]) -> None:
    assert ranges(text) == [(t, pytest.approx(low), pytest.approx(high), unit) for t, low, high, unit in expected]


def numbers(text: str) -> list[tuple[str, Any, Any]]:
    """Text, number, and currency or unit of each value."""
    words, _, values = tokenize_with_values(text)
    return [
        (
            text[words[v.first].start : words[v.last].end],
            v.content.get("number"),
            v.content.get("currency", v.content.get("unit")),
        )
        for v in values
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fóru úr 12 í 15 milljarða króna", [("12", 12e9, "ISK"), ("15 milljarða króna", 15e9, "ISK")]),
        ("fóru úr 15 niður í rúma 12 milljarða", [("15", 15e9, None), ("12 milljarða", 12e9, None)]),
        ("fóru úr 15 niður í um 12 milljarða", [("15", 15e9, None), ("12 milljarða", 12e9, None)]),
        ("fóru úr 800 í 2 þúsund", [("800", 800.0, None), ("2 þúsund", 2e3, None)]),
        ("fóru úr 299 í 349 krónur", [("299", 299.0, "ISK"), ("349 krónur", 349.0, "ISK")]),
        ("voru 12 í 15 milljóna króna húsi", [("12", 12.0, None), ("15 milljóna króna", 15e6, "ISK")]),
        (
            "á 45, 52 og 60 milljónir króna",
            [("45", 45e6, "ISK"), ("52", 52e6, "ISK"), ("60 milljónir króna", 60e6, "ISK")],
        ),
        ("á 5 og 6 milljónir króna", [("5", 5.0, None), ("6 milljónir króna", 6e6, "ISK")]),
        ("á 10 eða 12 milljónir króna", [("10", 10e6, "ISK"), ("12 milljónir króna", 12e6, "ISK")]),
        ("gengu 10 eða 12 kílómetra", [("10", 10e3, "m"), ("12 kílómetra", 12e3, "m")]),
        ("voru 5, 7 og 12 ára", [("5", 5.0, None), ("7", 7.0, None), ("12", 12.0, None)]),
        ("árið 2008, 2009 og 12 milljónir", [("2008", None, None), ("2009", None, None), ("12 milljónir", 12e6, None)]),
        ("á 3 þúsund krónur danskar", [("3 þúsund krónur danskar", 3e3, "DKK")]),
        ("á 300 krónum sænskum", [("300 krónum sænskum", 300.0, "SEK")]),
        ("á 300 krónur danskra vina", [("300 krónur", 300.0, "ISK")]),
        ("á 300 krónur dönskum vini", [("300 krónur", 300.0, "ISK")]),
    ],
)
def test_what_follows_the_last_number_of_a_list(text: str, expected: list[tuple[object, ...]]) -> None:
    assert numbers(text) == expected
