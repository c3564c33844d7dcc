"""Times of day in several words: `kl. 10-16`, `klukkan tíu mínútur í fjögur`, `korter yfir tíu`, `hádegi`, `áttaleytið`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from icenews_nlp.language.tokenization.words import Word
from icenews_nlp.language.values.contents import between, time
from icenews_nlp.language.values.quantities.numerals import NUMBER_WORDS, begins_number, norm_at, read_one
from icenews_nlp.language.values.value import ParsedValue

TO: Final = frozenset({"til", "–", "-"})
_CLOCK: Final = re.compile(r"kl\.?|klukkan", re.IGNORECASE)
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
_TIMES: Final = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?[-–](\d{1,2})(?:[:.](\d{2}))?")
_APPROXIMATE: Final = re.compile(r"(\d{1,2}|[a-záðéíóúýþæö]+?)-?(?:leytið|leyti)")
_HOUR_NAMES: Final = {"hádegi": 12, "hádegið": 12, "miðnætti": 0, "miðnættið": 0}
_HOURS: Final = {
    word: hour
    for hour, word in enumerate("eitt tvö þrjú fjögur fimm sex sjö átta níu tíu ellefu tólf hádegi miðnætti".split(), 1)
}
"""Hours as the clock tells them; the last two are 12 and 0."""
_QUARTER: Final = re.compile(r"korter(?:i|s)?|kortér(?:i|s)?|stundarfjórðung(?:ur|i)?")
_MINUTES: Final = re.compile(r"mínút(?:a|u|ur|um)")
_IS: Final = frozenset({"var", "er", "verður"})
"""Between `klukkan` and the time."""
_LACKS: Final = frozenset({"vantar", "vantaði"})
"""`Klukkuna vantar tíu mínútur í fjögur.`"""
_LASTING: Final = re.compile(r"(?:tím|klukk|mínút|sekúnd|dag|vik|mán|ár|kíló|metr|skipt)\w*")
"""After an hour that is none: `fimm mínútur yfir tvo tíma`."""


def begins_clock(text: str) -> bool:
    """Whether a value of `read_clock` may begin with that word."""
    lower = text.lower()
    return (
        lower[0].isdecimal()
        or lower in _HOUR_NAMES
        or begins_number(lower)
        or any(pattern.fullmatch(lower) for pattern in (_CLOCK, _QUARTER, _APPROXIMATE))
    )


def read_clock(words: Sequence[Word], i: int) -> ParsedValue | None:
    """The time of day that begins at word i, beyond those that the tokenizer reads."""
    if _CLOCK.fullmatch(words[i].norm):
        return _read_range(words, i) or _read_minutes(words, i, i + 1, told=True)
    text = words[i].norm.lower()
    if text[0].isdecimal() or begins_number(text) or _QUARTER.fullmatch(text):
        is_clock = norm_at(words, i - 1) in _IS and _CLOCK.fullmatch(norm_at(words, i - 2)) is not None
        value = _read_minutes(words, i, i, told=is_clock or norm_at(words, i - 1) in _LACKS)
        if value is not None:
            return value
    return _read_named(words, i)


def _read_range(words: Sequence[Word], i: int) -> ParsedValue | None:
    """`kl. 10-16`, `klukkan 10 til 16`, `milli klukkan 10 og 16`; the tokenizer reads single times."""
    text, end, joint = norm_at(words, i + 1), i + 1, norm_at(words, i + 2)
    is_range = joint in TO or (joint == "og" and norm_at(words, i - 1).lower() == "milli")
    if is_range and _TIME.fullmatch(text) and _TIME.fullmatch(norm_at(words, i + 3)):
        text, end = f"{text}-{norm_at(words, i + 3)}", i + 3
    times = _TIMES.fullmatch(text)
    if times is None:
        return None
    content = between(time(int(times[1]), int(times[2] or 0)), time(int(times[3]), int(times[4] or 0)))
    return ParsedValue(i, end, content) if content else None


def _read_minutes(words: Sequence[Word], first: int, i: int, *, told: bool) -> ParsedValue | None:
    """Minutes to or past an hour at word i: `tíu mínútur í fjögur`, `korter yfir hálf tvö`.

    Args:
        words: the words of a sentence.
        first: the first word of the value.
        i: the first word of the minutes.
        told: whether a word before says that it is the time; without one, `fimm mínútur í tvö ár` is none.
    """
    is_quarter = _QUARTER.fullmatch(norm_at(words, i).lower()) is not None
    number = None if is_quarter else read_one(words, i)
    at = i + 1 if is_quarter else number.end + 1 if number else i
    if at == i or not (is_quarter or _MINUTES.fullmatch(norm_at(words, at - 1))):
        return None
    way = norm_at(words, at)
    if way not in ("í", "yfir", "fyrir") or not (told or is_quarter or way == "yfir"):
        return None
    half = norm_at(words, at + 1) == "hálf"
    last = at + 2 if half else at + 1
    hour = _hour(norm_at(words, last), in_digits=told)
    if hour is None or (not told and _LASTING.fullmatch(norm_at(words, last + 1))):
        return None
    minutes = 15 if number is None else int(number.low)
    total = (60 * hour - 30 * half + (minutes if way == "yfir" else -minutes)) % (24 * 60)
    if hour == 1 and total < 60:
        total += 12 * 60  # a quarter to one is 12:45
    content = time(*divmod(total, 60)) if 0 < minutes < 60 else None
    return ParsedValue(first, last, content) if content else None


def _hour(text: str, *, in_digits: bool) -> int | None:
    if text.isdecimal():
        return int(text) if in_digits and int(text) <= 24 else None
    return _HOUR_NAMES.get(text, _HOURS.get(text))


def _read_named(words: Sequence[Word], i: int) -> ParsedValue | None:
    """`hádegi`, `áttaleytið`."""
    text = words[i].norm.lower()
    if (hour := _HOUR_NAMES.get(text)) is not None:
        return None if norm_at(words, i - 1) in ("eftir", "fyrir") else ParsedValue(i, i, time(hour) or {})
    about = _APPROXIMATE.fullmatch(text)
    if about is None:
        return None
    number = int(about[1]) if about[1].isdecimal() else NUMBER_WORDS.get(about[1])
    content = time(number) if number and number < 25 else None
    return ParsedValue(i, i, content) if content else None
