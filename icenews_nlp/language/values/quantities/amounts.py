"""Amounts of money, percentages, measures and numbers of several words: [currency] number [multiplier] [currency or unit]."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from icenews_nlp.language.tokenization.words import Word
from icenews_nlp.language.values.quantities.currencies import CODE_OF, CODES, DOLLARS, SIGNS, read_currency_name
from icenews_nlp.language.values.quantities.measures import IS_MEASURED_RANGE, read_unit, unit_of
from icenews_nlp.language.values.quantities.numerals import (
    NUMBER,
    SIGNS_OF_NUMBERS,
    TO,
    Number,
    begins_number,
    last_listed,
    norm_at,
    one_or_three,
    range_of,
    read_number,
    to_decimal,
)
from icenews_nlp.language.values.value import ParsedValue

_FACTORS: Final = {
    **dict.fromkeys(("k", "þ", "þús"), Decimal(10) ** 3),
    **dict.fromkeys(("m", "M", "millj", "mljó"), Decimal(10) ** 6),
    **dict.fromkeys(("ma", "mö", "mlja", "mrð", "bn"), Decimal(10) ** 9),
}
_FACTOR: Final = "|".join(sorted(_FACTORS, key=len, reverse=True))
_SIGN: Final = f"[{''.join(SIGNS)}]"
_UNIT: Final = rf"(?P<factor>{_FACTOR})?\.?(?P<currency>kr|{_SIGN}|{'|'.join(CODES)})?\.?"
_IS_UNIT: Final = re.compile(_UNIT)
_IS_AMOUNT: Final = re.compile(
    rf"(?P<sign>{_SIGN})?(?P<number>{NUMBER})(?:[-–](?P<high>{NUMBER}))?{_UNIT}"
)  # £3m, 600kr, 2,5m€
_IS_PERCENT_RANGE: Final = re.compile(rf"(?P<low>{NUMBER})%?{TO}(?P<high>{NUMBER})%")
_VAGUE: Final = re.compile(r"tug(?:ir|i|um|a)|hundruð(?:um)?|hundraða|þúsund(?:ir|um|a)|nokkr(?:ar|um|urra|a)")
_HUNDREDS: Final = re.compile(r"\d{3}(?:,\d+)?")
_MOST_GROUPS: Final = 4
"""Groups of three digits, apart by spaces, after the first of a number."""

_MULTIPLIERS: Final = (
    (re.compile(r"þúsund(?:um|a|i|s|ir)?|þús\.?"), Decimal(10) ** 3),
    (re.compile(r"milljón(?:ir|a|um|ar)?|millj\.?|mljó\.|million|m\."), Decimal(10) ** 6),
    (re.compile(r"milljarð(?:ur|i|s|ar|a)?|milljörðum|ma\.|mrð\.|billion"), Decimal(10) ** 9),
    (re.compile(r"billjón(?:ir|a|um|ar)?|billj\.|bljó\."), Decimal(10) ** 12),
)
_PERCENT: Final = re.compile(r"(?:prósent(?:a|i|s|ur|um|u|in|unum)?|hundraðshlut(?:i|a|ar|um))")
_POINTS: Final = re.compile(r"prósentustig(?:i|s|a|um)?|prósentupunkt(?:ur|i|s|ar|a|um)?")
_LIKE: Final = 100
"""How many times one number of a list may be another: in `úr 800 í 2 þúsund` the first is no thousands."""
_YEARS: Final = range(1000, 2100)
_ABOUT: Final = frozenset("um rúmlega tæplega ríflega næstum nærri allt að yfir undir minnst kringum milli bilinu".split())
"""Words before a range that is no result of a match."""
_COUNTED: Final = frozenset("manns manna menn mönnum stig stiga stigum gráður gráðum gráða sinnum ára ár árum".split())
"""Words after one."""


class Money(NamedTuple):
    """A currency (None for a bare multiplier), the factor of a unit such as `m.kr.`, and the first word after them."""

    end: int
    currency: str | None
    factor: Decimal = Decimal(1)


def begins_quantity(text: str) -> bool:
    """Whether a value of `read_quantity` may begin with that word."""
    return (
        text[0].isdecimal()
        or text[0] in SIGNS_OF_NUMBERS
        or text[0] in SIGNS
        or text in DOLLARS
        or begins_number(text)
        or bool(_VAGUE.fullmatch(text.lower()))
    )


def read_quantity(words: Sequence[Word], i: int, known: Mapping[int, ParsedValue], done: int) -> ParsedValue | None:
    """The amount, percentage, measure or number that begins at word i, or the known value there.

    Args:
        words: the words of a sentence.
        i: index of the word.
        known: the tokenizer's values by their first words.
        done: the last word that is in a value already.

    Returns:
        A value with the exact number of what the words say; None where no value begins at word i.
    """
    own = known.get(i)
    amount = read_glued_amount(words, i) or read_signed_amount(words, i)
    if amount is not None:
        return amount
    for text, end in one_or_three(words, i):
        if percent := _IS_PERCENT_RANGE.fullmatch(text):
            return _value("percent", i, end - 1, range_of(percent, end), Decimal(1))
        if measured := IS_MEASURED_RANGE.fullmatch(text):
            unit = unit_of(measured["unit"])
            return _value("measurement", i, end - 1, unit.of(range_of(measured, end)), Decimal(1), unit=unit.base)
    number = _read_spaced_number(words, i) or read_number(words, i)
    if number is None:
        return _read_vague(words, i) or own
    in_words = not words[i].norm[0].isdecimal() and words[i].norm[0] not in SIGNS_OF_NUMBERS
    value = _with_unit(words, i, number, done)
    if (value is None or value.last < number.end) and (own is None or own.content["kind"] == "number"):
        value = read_shared(words, i, number, done) or value
    if value is not None and (own is None or value.last > own.last or own.content["kind"] == "number"):
        return value if not in_words or value.content["kind"] != "number" or abs(number.low) < 1000 else None
    return own


def _read_vague(words: Sequence[Word], i: int) -> ParsedValue | None:
    """Money without a figure: `tugir milljóna króna`."""
    if not _VAGUE.fullmatch(norm_at(words, i).lower()):
        return None
    money = read_currency(words, read_multiplier(words, i + 1).end)
    content: dict[str, object] = {"kind": "amount", "number": None, "currency": money.currency}
    return ParsedValue(i, money.end - 1, content) if money.currency else None


def _with_unit(words: Sequence[Word], i: int, number: Number, done: int) -> ParsedValue | None:
    """The value of a number and what follows it, or what stands before it."""
    following = norm_at(words, number.end)
    if following == "%" or _PERCENT.fullmatch(following):
        return _value("percent", i, number.end, number, Decimal(1))
    if _POINTS.fullmatch(following):
        return _value("percent", i, number.end, number, Decimal(1), points=True)
    multiplier = read_multiplier(words, number.end)
    money = read_currency(words, multiplier.end)
    factor = multiplier.factor * money.factor
    if money.currency is not None:
        return _value("amount", i, money.end - 1, number, factor, currency=money.currency)
    if measure := _measured(words, i, number, multiplier):
        return measure
    if i - 1 > done and (before := CODE_OF.get(norm_at(words, i - 1))):
        return _value("amount", i - 1, multiplier.end - 1, number, factor, currency=before)  # kr. 9.900
    if multiplier.end > number.end:
        return _value("number", i, multiplier.end - 1, number, factor)
    if number.high is not None and not _is_counted(words, i, number):
        return None
    return _value("number", i, number.end - 1, number, factor) if number.end > i + 1 or number.high is not None else None


def _measured(words: Sequence[Word], i: int, number: Number, multiplier: Money) -> ParsedValue | None:
    """The measure of a number with a unit after it, or after its multiplier: `300 tonn`, `197 þúsund tonn`."""
    if found := read_unit(words, number.end, abbreviated=number.high is not None):
        factor = Decimal(1)
    elif multiplier.end > number.end and (found := read_unit(words, multiplier.end, abbreviated=True)):
        factor = multiplier.factor
    else:
        return None
    unit, end = found
    high = None if number.high is None else number.high * factor
    scaled = unit.of(Number(end, number.low * factor, high))
    return _value("measurement", i, end - 1, scaled, Decimal(1), unit=unit.base)


def read_shared(words: Sequence[Word], i: int, number: Number, done: int) -> ParsedValue | None:
    """The value of a bare number by what follows the last of its list: `úr 12 í 15 milljarða króna`, `10 eða 12 kíló`."""
    last = last_listed(words, i, number)
    if last is None or not last.low / _LIKE < number.low < last.low * _LIKE:
        return None
    value = _with_unit(words, i, Number(last.end, number.low), done)
    return value._replace(last=number.end - 1) if value and value.last >= last.end else None


def _is_counted(words: Sequence[Word], i: int, number: Number) -> bool:
    """Whether a range without a unit counts something: `20 til 25 bílar`, `200-300 manns`; not a result, and no years."""
    low, high = number.low, number.low if number.high is None else number.high
    is_year = low in _YEARS and high in _YEARS
    is_said = number.end > i + 1 and norm_at(words, i + 1) == "til" and norm_at(words, number.end)[:1].islower()
    return (
        low < high
        and not is_year
        and (low < 0 or is_said or norm_at(words, i - 1) in _ABOUT or norm_at(words, number.end) in _COUNTED)
    )


def _value(kind: str, first: int, last: int, number: Number, factor: Decimal, **more: object) -> ParsedValue | None:
    """A value whose number is finite as a float; of a range the number is the lower end."""
    low = float(number.low * factor)
    content: dict[str, object] = {"kind": kind, "number": low, **more}
    if number.high is not None:
        content["upper"] = float(number.high * factor)
    return ParsedValue(first, last, content) if math.isfinite(low) else None


def read_glued_amount(words: Sequence[Word], i: int) -> ParsedValue | None:
    """A number written together with its currency or its currency's sign: `£3m`, `600kr`, `$5 milljónir`, `2,5m€`."""
    match = _IS_AMOUNT.fullmatch(norm_at(words, i))
    currency = match and (match["sign"] or match["currency"])
    if not match or not currency:
        return None
    number = Number(i + 1, to_decimal(match["number"]), to_decimal(match["high"]) if match["high"] else None)
    multiplier = read_multiplier(words, i + 1)
    factor = _FACTORS.get(match["factor"], Decimal(1)) * multiplier.factor
    first, code = i, CODE_OF[currency]
    if match["sign"] == "$" and i and words[i - 1].end == words[i].start and (country := DOLLARS.get(norm_at(words, i - 1))):
        first, code = i - 1, country  # US$500
    return _value("amount", first, multiplier.end - 1, number, factor, currency=code)


def read_signed_amount(words: Sequence[Word], i: int) -> ParsedValue | None:
    """A currency's sign, or `US$`, before a number: `€ 500`, `US$ 500`."""
    text = norm_at(words, i)
    at = i + 1 if text in DOLLARS and norm_at(words, i + 1) in ("$",) else i
    sign = norm_at(words, at)
    if at == i and text in DOLLARS and norm_at(words, i + 1).startswith("$"):
        return read_glued_amount(words, i + 1)
    if sign not in SIGNS or not norm_at(words, at + 1)[:1].isdecimal():
        return None
    number = read_number(words, at + 1)
    if number is None:
        return None
    multiplier = read_multiplier(words, number.end)
    code = DOLLARS[text] if at > i else SIGNS[sign]
    return _value("amount", i, multiplier.end - 1, number, multiplier.factor, currency=code)


def _read_spaced_number(words: Sequence[Word], i: int) -> Number | None:
    """`1 250` before money; elsewhere two numbers side by side are two."""
    text = norm_at(words, i)
    if not (len(text) <= 3 and text.isdecimal() and text[0] != "0"):
        return None
    end = i + 1
    while end <= i + _MOST_GROUPS and _HUNDREDS.fullmatch(norm_at(words, end)):
        end += 1
    if end == i + 1 or not _names_money(words, end):
        return None
    return Number(end, to_decimal("".join(word.norm for word in words[i:end])))


def _names_money(words: Sequence[Word], i: int) -> bool:
    return read_multiplier(words, i).end > i or read_currency(words, i).currency is not None


def read_multiplier(words: Sequence[Word], i: int) -> Money:
    """The multiplier at word i (`milljarða`, `þúsund milljónir`) as a factor without a currency."""
    factor = Decimal(1)
    while found := next((by for pattern, by in _MULTIPLIERS if pattern.fullmatch(norm_at(words, i))), None):
        factor, i = factor * found, i + 1
        if factor >= Decimal(10) ** 9:
            break
    return Money(i, None, factor)


def read_currency(words: Sequence[Word], i: int) -> Money:
    """The currency at word i: a code, an abbreviation with its factor (`m.kr.`, `MUSD`), or its name."""
    text = norm_at(words, i)
    if (unit := _IS_UNIT.fullmatch(text)) and unit["currency"]:
        return Money(i + 1, CODE_OF[unit["currency"]], _FACTORS.get(unit["factor"], Decimal(1)))
    name = read_currency_name(text, norm_at(words, i + 1)) if text else None
    return Money(i + name.length, name.code) if name else Money(i, None)
