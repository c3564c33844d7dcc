"""Values and entities over one another: every date, time, amount and percentage that is an entity has a value of its range."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from icenews_nlp.labels import NAME_LABELS, EntityLabel
from icenews_nlp.language.tokenization.words import Word
from icenews_nlp.language.values.quantities.amounts import read_currency, read_multiplier
from icenews_nlp.language.values.quantities.numerals import Number, read_number
from icenews_nlp.language.values.value import LABEL_OF_KIND, ParsedValue, label_of

Span = tuple[int, int, EntityLabel]
"""First and last word, both inclusive, and the label of an entity."""

_VALUE_LABELS: Final = frozenset(LABEL_OF_KIND.values())
OWN_CURRENCY: Final = "ISK"
"""Whose money an article counts that names none."""
_SYMBOLIC: Final[dict[EntityLabel, dict[str, object]]] = {
    EntityLabel.DATE: {"kind": "date", "year": None, "month": None, "day": None},
    EntityLabel.TIME: {"kind": "relative", "unit": None, "offset": None, "weekday": None, "part": None},
    EntityLabel.PERCENT: {"kind": "percent", "number": None},
}
_CLOCK: Final = re.compile(r"(\d|1\d|2[0-4])(?:[:.]([0-5]\d))?")
_PRICE: Final = re.compile(r"[€$£¥₽₴₹]|\d(?:,-|(?:þ|þús|m|ma|mkr|kr)\.?$)")
"""Money within one word: `2.200,-`, `5þ`, `$5`."""
_POSTAL: Final = re.compile(r"[1-9]\d\d")
"""A postal code, before the name of a place."""
_NEAR: Final = 3
"""Words on either side of an amount in which its currency may stand."""


def names_money(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a currency stands in or beside the words `first` to `last`, or a multiplier or a price's dash in them."""
    around = range(max(first - _NEAR, 0), min(last + _NEAR + 1, len(words)))
    inside = range(first, last + 1)
    return any(read_multiplier(words, i).end > i or _PRICE.search(words[i].norm) for i in inside) or any(
        read_currency(words, i).currency for i in around
    )


def agreed(words: Sequence[Word], values: Sequence[ParsedValue], spans: Sequence[Span]) -> list[ParsedValue]:
    """The values in order, with one of the same range for every date, time, amount and percentage among the entities.

    Args:
        words: the words of the text.
        values: what was read off the words; those that lie across an entity's ends give way.
        spans: the entities, in order; the numbers and measures in names are no values.

    Returns:
        Values that do not overlap.
    """
    currencies = Counter(str(value.content["currency"]) for value in values if value.content["kind"] == "amount")
    currency = currencies.most_common(1)[0][0] if currencies else OWN_CURRENCY
    values = _outside_names(words, values, spans)
    found: list[ParsedValue] = []
    at = 0
    for first, last, label in spans:
        if label not in _VALUE_LABELS:
            continue
        while at < len(values) and values[at].last < first:
            found.append(values[at])
            at += 1
        inside = []
        while at < len(values) and values[at].first <= last:
            inside.append(values[at])
            at += 1
        found.append(_value_of(words, first, last, label, inside, currency))
    return found + list(values[at:])


def _outside_names(words: Sequence[Word], values: Sequence[ParsedValue], spans: Sequence[Span]) -> list[ParsedValue]:
    """The values without numbers and measures that are of names: `Boeing 757`, `Austurvegur 42`, `105 Reykjavík`."""
    names = [(first, last) for first, last, label in spans if label in NAME_LABELS]
    inside = {i for first, last in names for i in range(first, last + 1)}
    places = {first for first, _, label in spans if label == EntityLabel.LOCATION}

    def is_of_name(value: ParsedValue) -> bool:
        is_inside = value.first in inside and value.last in inside
        is_postal = value.last + 1 in places and value.first == value.last and _POSTAL.fullmatch(words[value.first].norm)
        return value.content["kind"] in ("number", "measurement") and bool(is_inside or is_postal)

    return [value for value in values if not is_of_name(value)]


def _value_of(
    words: Sequence[Word], first: int, last: int, label: EntityLabel, inside: Sequence[ParsedValue], currency: str
) -> ParsedValue:
    """The value of an entity by the values that it overlaps, else by its words alone."""
    fitting = [value.content for value in inside if _fits(value.content, label)]
    if fitting:
        return ParsedValue(first, last, _joined(fitting))
    own = words[first : last + 1]
    number = next((found for i in range(len(own)) if (found := read_number(own, i))), None)
    if label == EntityLabel.MONEY:
        money = read_multiplier(own, number.end) if number else None
        named = next((code for i in range(len(own)) if (code := read_currency(own, i).currency)), None)
        amount = _numbers(number, money.factor) if number and money else {"number": None}
        return ParsedValue(first, last, {"kind": "amount", **amount, "currency": named or currency, "guessed": named is None})
    if label == EntityLabel.PERCENT and number:
        return ParsedValue(first, last, {"kind": "percent", **_numbers(number)})
    if label == EntityLabel.DATE and number and len(own) == 1 and 1000 <= number.low < 3000 and number.low % 1 == 0:
        return ParsedValue(first, last, {"kind": "date", "year": int(number.low), "month": None, "day": None})
    if label == EntityLabel.TIME and (clock := next(filter(None, (_CLOCK.fullmatch(word.norm) for word in own)), None)):
        return ParsedValue(first, last, {"kind": "time", "hour": int(clock[1]) % 24, "minute": int(clock[2] or 0), "second": 0})
    return ParsedValue(first, last, _SYMBOLIC[label])


def _numbers(number: Number, factor: Decimal = Decimal(1)) -> dict[str, object]:
    """A number or range as it stands in the content of a value."""
    upper = {} if number.high is None else {"upper": float(number.high * factor)}
    return {"number": float(number.low * factor), **upper}


def _fits(content: dict[str, object], label: EntityLabel) -> bool:
    is_relative = content["kind"] == "relative" and label in (EntityLabel.DATE, EntityLabel.TIME)
    return label_of(content) == label or is_relative


def _joined(contents: Sequence[dict[str, object]]) -> dict[str, object]:
    """The content of an entity that covers several values: from the first to the last where all are days of the calendar."""
    days = [content for content in contents if content["kind"] == "date" and content["day"]]
    if len(days) == len(contents) > 1:
        return {"kind": "range", "first": days[0], "last": days[-1]}
    return contents[0]
