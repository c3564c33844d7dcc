"""Amounts of money, percentages and numbers of several words, which the tokenizer does not see whole."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Final, cast

from icenews_nlp.language.tokenization.words import Word
from icenews_nlp.language.values.value import ParsedValue

# Amounts: [currency] number [multiplier] [currency], written together or apart

_NUMBER: Final = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_ISO: Final = (
    *("ISK", "EUR", "USD", "GBP", "JPY", "DKK", "NOK", "SEK", "CHF", "CAD", "AUD", "PLN"),
    *("CZK", "INR", "CNY", "HKD", "NZD", "SGD", "MXN", "ZAR", "RUB", "IDR"),
)
_SIGNS: Final = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₽": "RUB"}
_CODES: Final = {code: code for code in _ISO} | _SIGNS | {"kr.": "ISK", "kr": "ISK"}
_FACTORS: Final = {
    **{"k": 1e3, "þ": 1e3, "þús": 1e3, "m": 1e6, "millj": 1e6, "mljó": 1e6},
    **{"ma": 1e9, "mö": 1e9, "mlja": 1e9, "mrð": 1e9, "bn": 1e9},
}
_FACTOR: Final = "|".join(sorted(_FACTORS, key=len, reverse=True))
_UNIT: Final = rf"(?P<factor>{_FACTOR})?\.?(?P<currency>kr|[€$£¥₽]|{'|'.join(_ISO)})?\.?"

_IS_NUMBER: Final = re.compile(_NUMBER)
_IS_UNIT: Final = re.compile(_UNIT)
_IS_AMOUNT: Final = re.compile(rf"(?P<sign>[€$£¥₽])?(?P<number>{_NUMBER}){_UNIT}")  # £3m, 600kr, 2,5m€
_HUNDREDS: Final = re.compile(r"\d{3}(?:,\d+)?")

_MULTIPLIERS: Final = (
    (re.compile(r"þúsund(?:um|a|i|s|ir)?|þús\."), 1e3),
    (re.compile(r"milljón(?:ir|a|um)?|millj\.|mljó\."), 1e6),
    (re.compile(r"milljarð(?:ur|i|s|ar|a)?|milljörðum|ma\.|mrð\."), 1e9),
    (re.compile(r"billjón(?:ir|a|um)?|billj\.|bljó\."), 1e12),
)
_CURRENCIES: Final = (
    (re.compile(r"krón(?:a|u|ur|um)"), "ISK"),
    (re.compile(r"evr(?:a|u|ur|um)"), "EUR"),
    (re.compile(r"(?:bandaríkja)?(?:dal(?:ur|s|i|ir|a)?|dölum)|dollar(?:i|a|ar|s)?|dollurum"), "USD"),
    (re.compile(r"(?:sterlings)?pund(?:i|s|a|um)?"), "GBP"),
    (re.compile(r"jen(?:i|s|a|um)?"), "JPY"),
    (re.compile(r"rúbl(?:a|u|ur|um|na)"), "RUB"),
)
_CROWNS: Final = ((re.compile(r"dansk\w+"), "DKK"), (re.compile(r"norsk\w+"), "NOK"), (re.compile(r"sænsk\w+"), "SEK"))
_PERCENT: Final = re.compile(r"prósent(?:a|i|s|ur|um|u)?|hundraðshlut(?:i|a|ar|um)")


def with_amounts(words: Sequence[Word], values: Sequence[ParsedValue]) -> list[ParsedValue]:
    """The values, where a longer amount, percentage or number in words takes the place of the values that it covers."""
    known = {value.first: value for value in values}
    out: list[ParsedValue] = []
    done = -1  # the last word in a value
    for i, word in enumerate(words):
        if i <= done:
            continue
        value = known.get(i)
        if word.text[0].isdecimal() or word.text[0] in _SIGNS:
            value = _quantity(words, i, value, done) or value
        if value is not None:
            out.append(value)
            done = value.last
    return out


def _quantity(words: Sequence[Word], i: int, known: ParsedValue | None, done: int) -> ParsedValue | None:
    """The amount, percentage or number of more than one word that begins at word i."""
    number, last, currency = _number_at(words, i)
    if known is not None and known.content["kind"] in ("number", "amount") and known.last >= last:
        number, last = cast(float, known.content["number"]), known.last
        currency = cast("str | None", known.content.get("currency"))
    if number is None:
        return None
    following = _norm_at(words, last + 1)
    if _PERCENT.fullmatch(following):
        return ParsedValue(i, last + 1, {"kind": "percent", "number": number})
    factor = next((factor for pattern, factor in _MULTIPLIERS if pattern.fullmatch(following)), 1.0)
    last += factor != 1.0
    if currency is None:
        unit, length, currency = _currency_at(words, last + 1)
        factor, last = factor * unit, last + length
    first, number = i, number * factor
    if currency is None and i - 1 > done and (before := _CODES.get(_norm_at(words, i - 1))):
        first, currency = i - 1, before  # kr. 9.900
    if not math.isfinite(number):
        return None
    if currency is not None:
        return ParsedValue(first, last, {"kind": "amount", "number": number, "currency": currency})
    return ParsedValue(i, last, {"kind": "number", "number": number}) if last > i else None


def _number_at(words: Sequence[Word], i: int) -> tuple[float | None, int, str | None]:
    """The number at word i, its last word, and the currency where that is written together with it."""
    text = words[i].norm
    if _IS_NUMBER.fullmatch(text):
        last = i
        if len(text) <= 3 and text.isdigit() and text[0] != "0":
            while last < i + 4 and _HUNDREDS.fullmatch(_norm_at(words, last + 1)):
                last += 1  # 1 250 krónur
            if last > i and not _names_money(words, last + 1):
                last = i
        return _to_float("".join(word.norm for word in words[i : last + 1])), last, None
    amount = _IS_AMOUNT.fullmatch(text)
    currency = amount and (amount["sign"] or amount["currency"])
    if not amount or not currency:
        return None, i, None
    return _to_float(amount["number"]) * _FACTORS.get(amount["factor"], 1.0), i, _CODES[currency]


def _names_money(words: Sequence[Word], i: int) -> bool:
    text = _norm_at(words, i)
    return any(pattern.fullmatch(text) for pattern, _ in _MULTIPLIERS) or _currency_at(words, i)[2] is not None


def _currency_at(words: Sequence[Word], i: int) -> tuple[float, int, str | None]:
    """The factor (of `m.kr.`), the number of words and the code of the currency at word i."""
    text = _norm_at(words, i)
    if (unit := _IS_UNIT.fullmatch(text)) and unit["currency"]:
        return _FACTORS.get(unit["factor"], 1.0), 1, _CODES[unit["currency"]]
    for pattern, code in _CURRENCIES:
        if pattern.fullmatch(text):
            return 1.0, 1, code
    for pattern, code in _CROWNS:
        if pattern.fullmatch(text) and _CURRENCIES[0][0].fullmatch(_norm_at(words, i + 1)):
            return 1.0, 2, code
    return 1.0, 0, None


def _norm_at(words: Sequence[Word], i: int) -> str:
    return words[i].norm if 0 <= i < len(words) else ""


def _to_float(text: str) -> float:
    """`1.250,5` is 1250.5; a lone point before other than three digits is a decimal point."""
    if "," in text or re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "").replace(",", ".")
    return float(text)
