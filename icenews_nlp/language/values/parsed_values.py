"""What dates, numbers, amounts and addresses mean: the tokenizer's values, and amounts of money that it does not see whole."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, cast

from icenews_nlp.language.tokenization.tokenizer import Tokens
from icenews_nlp.language.tokenization.words import Raw, Word
from icenews_nlp.language.values.calendar_dates import begins_calendar, read_calendar
from icenews_nlp.language.values.contents import date_content, time_content, timestamp_content, year_content
from icenews_nlp.language.values.quantities.amounts import begins_quantity, read_quantity
from icenews_nlp.language.values.quantities.numerals import norm_at
from icenews_nlp.language.values.relative_dates import begins_relative, read_relative
from icenews_nlp.language.values.scores import read_race_time, score_words
from icenews_nlp.language.values.telephones import read_telephone
from icenews_nlp.language.values.value import ParsedValue

_LONGEST: Final = 40
"""Characters of a word that is remembered."""


def parse_values(tokens: Tokens) -> list[ParsedValue]:
    """The values of a text in order; they cover whole words of one sentence and do not overlap."""
    words, sentences, raws = tokens
    known: dict[int, ParsedValue] = {}
    for raw in raws:
        if raw.type in _CONTENT and (value := _from_raw(words, raw)):
            known.update((part.first, part) for part in _without_time(words, value))
    found = []
    for first, end in sentences:
        inside = [_moved(known[i], -first) for i in range(first, end) if i in known and known[i].last < end]
        found += [_moved(value, first) for value in _read(words[first:end], inside)]
    return found


def _without_time(words: Sequence[Word], value: ParsedValue) -> list[ParsedValue]:
    """A date with a time of several words as both, as MIM-GOLD-NER has them: `12. september 2023` and `06:49`."""
    clock = next((i for i in range(value.first + 1, value.last + 1) if CLOCK.fullmatch(words[i].norm)), None)
    if value.content["kind"] != "timestamp" or clock is None:
        return [value]
    date = {"kind": "date", **{part: value.content[part] for part in ("year", "month", "day")}}
    time = {"kind": "time", **{part: value.content[part] for part in ("hour", "minute", "second")}}
    last = clock - 2 if words[clock - 1].norm == "," else clock - 1
    return [ParsedValue(value.first, last, date), ParsedValue(clock, value.last, time)]


CLOCK: Final = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?|kl\.(?:\d.*)?|klukkan")
"""The first word of a time of day that follows a date."""


def _read(words: Sequence[Word], values: Sequence[ParsedValue]) -> list[ParsedValue]:
    """The values of a sentence: the tokenizer's, unless a longer one takes the place of those that it covers."""
    scores = score_words(words)
    known = {value.first: value for value in values if value.first not in scores}
    found: list[ParsedValue] = []
    done = -1
    for i, word in enumerate(words):
        if i <= done or not (i in known or i in scores or begins_value(word.norm)):
            continue
        if i in scores:
            value = read_race_time(words, i)
        else:
            value = read_telephone(words, i) or _read_date(words, i, known)
            if value is None or value is known.get(i):
                value = read_quantity(words, i, known, done) if begins_quantity(word.norm) else value
        if value is not None:
            found.append(value)
            done = value.last
    return found


def begins_value(text: str) -> bool:
    """Whether a value may begin with that word, which few do; the tokenizer's values are known without a look at it."""
    return text[0].isdecimal() or len(text) > _LONGEST or _begins_value(text)


@lru_cache(maxsize=16_384)  # the answer depends on nothing else, and most words of a text are common ones
def _begins_value(text: str) -> bool:
    return begins_calendar(text) or begins_relative(text) or begins_quantity(text)


def _read_date(words: Sequence[Word], i: int, known: Mapping[int, ParsedValue]) -> ParsedValue | None:
    """The date or time at word i; a weekday before a date (`fimmtudaginn 14. mars`) is part of it."""
    value = read_relative(words, i)
    if value is None or not value.content["weekday"]:
        return value or read_calendar(words, i, known)
    after = value.last + (2 if norm_at(words, value.last + 1) == "," else 1)
    date = read_calendar(words, after, known) if after < len(words) else None
    is_date = date is not None and date.content["kind"] == "date" and date.content["day"] is not None
    return ParsedValue(i, date.last, date.content) if date is not None and is_date else value


def _moved(value: ParsedValue, by: int) -> ParsedValue:
    return value._replace(first=value.first + by, last=value.last + by)


def _number(kind: str) -> Callable[[Any, str], dict[str, object]]:
    return lambda val, _: {"kind": kind, "number": round(float(val[0]), 12)}


def _amount(val: Any, _: str) -> dict[str, object]:
    return {"kind": "amount", "number": float(val[0]), "currency": val[1]}


def _measurement(val: Any, _: str) -> dict[str, object]:
    unit, number = val
    if unit.endswith("/klst"):  # the tokenizer gives the whole text for the unit, and metres for the number
        unit, number = "m/s", number / 3600
    return {"kind": "measurement", "number": float(number), "unit": unit}


def _text(kind: str) -> Callable[[Any, str], dict[str, object]]:
    return lambda _, text: {"kind": kind, "content": text.lstrip("#@") if kind in ("hashtag", "mention") else text}


_CONTENT: Final[dict[str, Callable[[Any, str], dict[str, object] | None]]] = {
    "DATE": date_content,
    "DATEABS": date_content,
    "DATEREL": date_content,
    "YEAR": year_content,
    "TIME": time_content,
    "TIMESTAMP": timestamp_content,
    "TIMESTAMPABS": timestamp_content,
    "TIMESTAMPREL": timestamp_content,
    "NUMBER": _number("number"),
    "PERCENT": _number("percent"),
    "AMOUNT": _amount,
    "MEASUREMENT": _measurement,
    "URL": _text("url"),
    "DOMAIN": _text("url"),
    "EMAIL": _text("email"),
    "HASHTAG": _text("hashtag"),
    "USERNAME": _text("mention"),
    "TELNO": lambda val, _: {"kind": "telephone", "content": val[0]},
}
"""From the tokenizer's type to the content, given its value and the text."""


def _from_raw(words: Sequence[Word], raw: Raw) -> ParsedValue | None:
    """The value of a raw token, unless it ends inside a word (the `19` of COVID-19)."""
    first = bisect_left(words, raw.start, key=lambda word: word.start)
    last = bisect_left(words, raw.end, lo=first, key=lambda word: word.end)
    if last >= len(words) or words[first].start != raw.start:
        return None
    clipped = words[last].end == raw.end + 1 and words[last].text[-1] == "."  # 12. sept. at the end of a sentence
    if words[last].end != raw.end and not (clipped and first < last):
        return None
    if raw.type == "YEAR" and first < last and words[first].text[-1:].isalpha():
        first += 1  # árið 2004: MIM-GOLD's date is the year alone
    text = "".join(word.norm for word in words[first : last + 1])
    try:
        content = _CONTENT[raw.type](raw.val, text)
    except OverflowError:  # a number of hundreds of digits
        return None
    if content is None:
        return None
    return ParsedValue(first, last, content) if math.isfinite(cast(float, content.get("number", 0))) else None
