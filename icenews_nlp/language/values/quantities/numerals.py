"""Numbers in digits and in words, as exact decimals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

from icenews_nlp.language.tokenization.words import Word

_FORMS: Final = {
    1: "einn ein eitt eina einum einni eins einnar",
    2: "tveir tvær tvö tvo tveimur tveim tveggja",
    3: "þrír þrjár þrjú þrjá þremur þrem þriggja",
    4: "fjórir fjórar fjögur fjóra fjórum fjögurra fjögra",
    **dict(zip(range(5, 13), ("fimm", "sex", "sjö", "átta", "níu", "tíu", "ellefu", "tólf"), strict=True)),
    **dict(zip(range(13, 20), ("þrettán", "fjórtán", "fimmtán", "sextán", "sautján", "átján", "nítján"), strict=True)),
    **dict(zip(range(20, 60, 10), ("tuttugu", "þrjátíu", "fjörutíu", "fimmtíu"), strict=True)),
    **dict(zip(range(60, 100, 10), ("sextíu", "sjötíu", "áttatíu", "níutíu"), strict=True)),
}
NUMBER_WORDS: Final = MappingProxyType({form: number for number, forms in _FORMS.items() for form in forms.split()})
"""Inflected number words below a hundred."""

_HUNDRED: Final = re.compile(r"hundr(?:að|uð|aði|uðum|aðs|aða)")
_THOUSAND: Final = re.compile(r"þúsund(?:um|a|i|s|ir)?")
_HALF: Final = re.compile(r"hálf(?:ur|an|um|s|t|u|a|ri|rar|ra|ir|ar)?")
_SECOND: Final = frozenset("annar annan öðrum annars önnur aðra annarri annarrar annað öðru".split())
"""After a half: `hálfur annar` is one and a half."""
_MOST_WORDS: Final = 10
"""Words of the longest number in words that is read."""

_DIGITS: Final = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_MOST_DIGITS: Final = 100
"""Digits and separators of the longest number in digits that is read; others would leave the range of floats."""
NUMBER: Final = rf"(?:(?![\d.,]{{{_MOST_DIGITS + 1}}})(?:{_DIGITS}))"
"""Pattern of a number in digits that `to_decimal` reads."""
_IS_NUMBER: Final = re.compile(rf"(?P<sign>[-−+])?(?P<number>{NUMBER})(?P<fraction>[½¼¾])?(?:,-)?|(?P<alone>[½¼¾])")
_IS_RANGE: Final = re.compile(rf"(?P<low>{NUMBER})[-–](?P<high>{NUMBER})")
_IS_FRACTION: Final = re.compile(r"(?P<part>\d)/(?P<whole>\d)")
_VULGAR: Final = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_GROUPED: Final = re.compile(r"\d{1,3}(?:\.\d{3})+")
SIGNS_OF_NUMBERS: Final = "-−+½¼¾"
"""What a number in digits may begin with beside a digit."""
_BETWEEN: Final = frozenset({"–", "-", "til"})
TO: Final = r"(?:[-–]| (?:[-–]|til) )"
"""Pattern of what stands between the ends of a range, in one word or in three."""


class Number(NamedTuple):
    """A number, or a range of two, and the index of the first word after it."""

    end: int
    low: Decimal
    high: Decimal | None = None


def norm_at(words: Sequence[Word], i: int) -> str:
    """The norm of word i; "" outside the words."""
    return words[i].norm if 0 <= i < len(words) else ""


def to_decimal(text: str) -> Decimal:
    """The number that digits write: `1.250,5` is 1250.5; a lone point before other than three digits is a decimal point."""
    if "," in text or _GROUPED.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    return Decimal(text)


_MOST_LISTED: Final = 8
"""Numbers of the longest list that shares a unit."""
_ABOUT: Final = frozenset("um rúm rúma rúmar rúmlega tæp tæpa tæpar tæplega næstum nærri ríflega".split())
_LONGEST_NUMERAL: Final = 60
"""Characters; sums with a million digits overflow, and mean nothing."""


def begins_number(text: str) -> bool:
    """Whether a number in words may begin with that word."""
    text = text.lower()
    return text in NUMBER_WORDS or bool(_HALF.fullmatch(text) or _HUNDRED.fullmatch(text))


def read_number(words: Sequence[Word], i: int) -> Number | None:
    """The number or range that begins at word i, in digits (`60-70`, `2 1/2`) or in words (`einum og hálfum`)."""
    text = norm_at(words, i)
    if len(text) <= _LONGEST_NUMERAL and (one := _IS_RANGE.fullmatch(text)):
        return Number(i + 1, to_decimal(one["low"]), to_decimal(one["high"]))
    low = read_one(words, i)
    if low is None:
        return None
    joint = norm_at(words, low.end)
    between = joint in _BETWEEN or (joint == "og" and norm_at(words, i - 1).lower() in ("milli", "bilinu"))
    high = read_one(words, low.end + 1) if between else None
    if high is None or high.low == low.low:
        return low
    if min(low.low, high.low) < 0:  # `-5 til -12 stig`: of frost the colder end comes last
        return Number(high.end, min(low.low, high.low), max(low.low, high.low))
    if high.low < low.low:
        return low
    scale = _scale_of(words, low.end + 1, high.end)
    return Number(high.end, low.low * scale if low.low * scale < high.low else low.low, high.low)


def _scale_of(words: Sequence[Word], first: int, end: int) -> Decimal:
    """What the words at the end of a number in words multiply it with: 1000 in `tuttugu þúsund`, which are the range's too."""
    scale = Decimal(1)
    for word in reversed(words[first + 1 : end]):
        if _THOUSAND.fullmatch(word.norm):
            scale *= 1000
        elif _HUNDRED.fullmatch(word.norm):
            scale *= 100
        else:
            break
    return scale


def one_or_three(words: Sequence[Word], i: int) -> list[tuple[str, int]]:
    """The word i, and it with the two after it, as what may be a range; each with the index of the word after them."""
    texts = [(norm_at(words, i), i + 1)]
    if norm_at(words, i + 1) in _BETWEEN:
        texts.append((" ".join(word.norm for word in words[i : i + 3]), i + 3))
    return [(text, end) for text, end in texts if len(text) <= _LONGEST_NUMERAL]


def range_of(match: re.Match[str], end: int) -> Number:
    """The range whose ends a pattern has found; of ends in the wrong order, the last."""
    low, high = to_decimal(match["low"]), to_decimal(match["high"])
    return Number(end, low, high) if high > low else Number(end, high)


def read_one(words: Sequence[Word], i: int) -> Number | None:
    """A number without a range."""
    text = norm_at(words, i)
    if not text or not (text[0].isdecimal() or text[0] in SIGNS_OF_NUMBERS):
        return _read_words(words, i)
    match = _IS_NUMBER.fullmatch(text)
    if match is None or len(text) > _LONGEST_NUMERAL:
        return None
    fraction = _VULGAR.get(match["fraction"] or match["alone"], Decimal(0))
    number = (to_decimal(match["number"]) if match["number"] else Decimal(0)) + fraction
    end = i + 1
    if text.isdecimal() and (part := _IS_FRACTION.fullmatch(norm_at(words, end))) and part["whole"] != "0":
        number, end = number + Decimal(part["part"]) / Decimal(part["whole"]), end + 1  # 2 1/2
    return Number(end, -number if match["sign"] in ("-", "−") else number)


def _read_words(words: Sequence[Word], i: int) -> Number | None:
    """`tuttugu og fimm`, `þrjú hundruð þúsund`, `einum og hálfum`, `hálfan`; None for a bare plural such as `hundruð`."""
    if _HALF.fullmatch(norm_at(words, i).lower()) and norm_at(words, i + 1) in _SECOND:
        return Number(i + 2, Decimal("1.5"))
    total, current, end = Decimal(0), Decimal(0), i
    for j in range(i, min(i + _MOST_WORDS, len(words))):
        word = words[j].norm.lower()
        joined = j > i and words[j - 1].norm == "og"
        if (small := NUMBER_WORDS.get(word)) is not None and (j == i or joined or current % 100 == 0):
            current += small
        elif _HALF.fullmatch(word) and (j == i or joined):
            current += Decimal("0.5")
        elif _HUNDRED.fullmatch(word) and (current or word in ("hundrað", "hundraði")) and current < 100:
            current = (current or Decimal(1)) * 100
        elif _THOUSAND.fullmatch(word) and current:
            total, current = total + current * 1000, Decimal(0)
        elif word == "og" and j > i:
            continue
        else:
            break
        end = j + 1
    return Number(end, total + current) if end > i else None


def last_listed(words: Sequence[Word], i: int, number: Number) -> Number | None:
    """The last number of the list that a bare number begins: 15 in `úr 12 í 15`, 60 in `45, 52 og 60`, 12 in `10 eða 12`.

    Of two numbers with `og` between each is by itself: `5 og 6 milljóna styrkir`.
    """
    if number.high is not None:
        return None
    if norm_at(words, i - 1).lower() in ("úr", "frá"):
        at = number.end + 1 if norm_at(words, number.end) in ("upp", "niður") else number.end
        about = norm_at(words, at + 1) in _ABOUT
        return read_one(words, at + 1 + about) if norm_at(words, at) == "í" else None
    last, goes_on = number, norm_at(words, i - 1) == "," and norm_at(words, i - 2)[:1].isdecimal()
    for length in range(_MOST_LISTED):
        joint = norm_at(words, last.end)
        following = read_one(words, last.end + 1) if joint in (",", "og", "eða") else None
        if following is None:
            return None
        last = following
        if joint == "eða" or (joint == "og" and (length or goes_on)):
            return last
        if joint == "og":
            return None
    return None
