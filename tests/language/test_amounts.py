"""Money, percentages and measures: what is read as one amount, and the near miss that is not."""

from __future__ import annotations

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
