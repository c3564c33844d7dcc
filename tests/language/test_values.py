"""Dates, times, amounts, numbers and addresses as machine values."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from icenews_nlp.documents.values import Content
from icenews_nlp.language.values.tokenized import tokenize_with_values

CONTENT: TypeAdapter[Any] = TypeAdapter(Content)


def values(text: str) -> list[tuple[str, dict[str, object]]]:
    found = tokenize_with_values(text)
    return [(text[found.words[v.first].start : found.words[v.last].end], v.content) for v in found.values]


# Values


def date(year: int | None = None, month: int | None = None, day: int | None = None) -> dict[str, object]:
    return {"kind": "date", "year": year, "month": month, "day": day}


def amount(number: float, currency: str) -> dict[str, object]:
    return {"kind": "amount", "number": number, "currency": currency}


@pytest.mark.parametrize(
    ("text", "surface", "content"),
    [
        ("Þann 12. september 2023 kom hún", "12. september 2023", date(2023, 9, 12)),
        ("Hátíð er 17. júní hér", "17. júní", date(None, 6, 17)),
        ("Frá maí 2023 er allt", "maí 2023", date(2023, 5)),
        ("Fætt árið 1986 í sveit", "1986", date(1986)),
        ("Þau komu 19. sept.", "19. sept.", date(None, 9, 19)),
        ("Opið kl. 14:30 þar", "kl. 14:30", {"kind": "time", "hour": 14, "minute": 30, "second": 0}),
        ("alls 2.500 manns", "2.500", {"kind": "number", "number": 2500.0}),
        ("alls 5 milljónir manna", "5 milljónir", {"kind": "number", "number": 5e6}),
        ("um 20% af", "20%", {"kind": "percent", "number": 20.0}),
        ("um 3,5 prósent af", "3,5 prósent", {"kind": "percent", "number": 3.5}),
        ("þar eru 5 km enn", "5 km", {"kind": "measurement", "number": 5000.0, "unit": "m"}),
        ("ekið á 90 km/klst. enn", "90 km/klst.", {"kind": "measurement", "number": 25.0, "unit": "m/s"}),
        ("greitt 3,5 milljörðum króna fyrir", "3,5 milljörðum króna", amount(3.5e9, "ISK")),
        ("greitt 1 250 krónur fyrir", "1 250 krónur", amount(1250.0, "ISK")),
        ("greitt 2000 krónur fyrir", "2000 krónur", amount(2000.0, "ISK")),
        ("greitt 12 m.kr. fyrir", "12 m.kr.", amount(12e6, "ISK")),
        ("verð kr. 9.900 nú", "kr. 9.900", amount(9900.0, "ISK")),
        ("verð 500 danskar krónur nú", "500 danskar krónur", amount(500.0, "DKK")),
        ("velta 8,4 m€ á ári", "8,4 m€", amount(8.4e6, "EUR")),
        ("velta £3m á ári", "£3m", amount(3e6, "GBP")),
        ("velta $5 milljónir á ári", "$5 milljónir", amount(5e6, "USD")),
        ("velta 2 m.USD. á ári", "2 m.USD.", amount(2e6, "USD")),
        ("sjá http://frett.is/a hér", "http://frett.is/a", {"kind": "url", "content": "http://frett.is/a"}),
        ("sjá jon@frett.is hér", "jon@frett.is", {"kind": "email", "content": "jon@frett.is"}),
        ("sjá #frétt hér", "#frétt", {"kind": "hashtag", "content": "frétt"}),
        ("sjá @jon hér", "@jon", {"kind": "mention", "content": "jon"}),
        ("sími 555-1234 er", "555-1234", {"kind": "telephone", "content": "555-1234"}),
    ],
)
def test_value(text: str, surface: str, content: dict[str, object]) -> None:
    assert values(text) == [(surface, content)]


@pytest.mark.parametrize(
    "text", ["Jón fór heim.", "COVID-19 kom", "G7-fundur og 10-12", "Karl III. Bretakonungur", "9" * 400, "klukkan 9999"]
)
def test_no_value(text: str) -> None:
    assert values(text) == []


def test_groups_of_three_digits_are_one_number_only_before_money() -> None:
    assert values("þar voru 12 500 manns") == [
        ("12", {"kind": "number", "number": 12.0}),
        ("500", {"kind": "number", "number": 500.0}),
    ]


def test_a_date_and_a_time_are_two_values_as_they_are_two_entities() -> None:
    time = {"kind": "time", "hour": 6, "minute": 49, "second": 0}
    assert values("Birt 12. september 2023 06:49") == [("12. september 2023", date(2023, 9, 12)), ("06:49", time)]
    assert values("Birt 12. september 2023, kl. 06:49") == [("12. september 2023", date(2023, 9, 12)), ("kl. 06:49", time)]
