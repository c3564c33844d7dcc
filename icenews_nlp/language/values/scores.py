"""Scores of matches and times of races, which look like times of day and dates: `28:25`, `9/3 mörk`, `á 2:08,74 mínútum`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from icenews_nlp.language.tokenization.words import Word
from icenews_nlp.language.values.quantities.numerals import norm_at
from icenews_nlp.language.values.value import ParsedValue

_PAIR: Final = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?")
_SHARE: Final = re.compile(r"\d{1,2}/\d{1,2}")
"""Goals and those of them from penalties, shots and those of them that were penalties."""
_SCORED: Final = r"m[aö]rk(?:in|a|anna|um|unum|i|s|ið)?|skot(?:in|a|um|i)?|víti(?:n|s|um)?|skor(?:aði|uðu|að)"
_GOALS: Final = re.compile(rf"{_SCORED}|var(?:ði|in|ið)")
"""Words of a sentence in which `9/3` is no date."""
_MATCH: Final = re.compile(
    rf"{_SCORED}|stað(?:a|an)|stöðu(?:na|nni)?|hálfleik\w*|leikhlé\w*|lokatöl\w+|leikhlut\w+|jafntefl\w+|hrin(?:a|an|u|una|unni|ur|um)"
    r"|vann|unnu|vinnur|sigra(?:ði|r|ð|st)?|sigruðu|sig(?:ur|ri|urs|urinn|rinum)|tap(?:a|aði|ar|að|i|s|ið|inu)?|töpuðu"
)
"""Words by which `14:12` is a score."""
_END: Final = re.compile("lauk|lýkur|enda(?:ði|r)|lykta(?:ði|r)")
"""Of a match; of a meeting that ended one tells the time of day."""
_GAME: Final = re.compile(r"(?:\w+)?leik(?:ur|s|inn|num|urinn|sins)?")
_BEGINNING: Final = re.compile("hef(?:st|jast|jist)|hóf(?:st|ust)|byrja(?:r|ði)?|flautað|opið|opnar|lokar|mæting")
_BEFORE_TIMES: Final = frozenset("kl. kl klukkan til frá fyrir eftir um milli uppfært birt þann dags.".split())
_BEFORE_SCORES: Final = frozenset("á í úr tíminn tímanum tími tíma".split())
"""Right before a score or the time of a race, and never before a time of day."""
_JOINTS: Final = frozenset({"og", "til", "-", "–"})
_HUNDREDTHS: Final = re.compile(r"\d{1,2}")
_LASTED: Final = re.compile(r"mín\.?|mínút(?:a|u|ur|um)|klst\.?|klukkustund(?:ir|um)|klukkutím(?:ar|a|um)")
_NEAR: Final = 12
"""Most words between a score and a word of matches."""


def score_words(words: Sequence[Word]) -> set[int]:
    """The words of a sentence that are in a score or the time of a race, and so in no date or time of day.

    `14:30` is a time of day unless something says otherwise: no clock has it, it comes after `í` or `á`, or a word of
    matches is nearer than one of beginnings.
    """
    found = {j for i in range(len(words)) if (race := read_race_time(words, i)) for j in range(race.first, race.last + 1)}
    candidates = [i for i, word in enumerate(words) if i not in found and _may_be_score(word.norm)]
    if not candidates:
        return found
    scores = [i for i in candidates if _is_of_no_clock(words[i].norm)]
    norms = [word.norm.lower() for word in words]
    is_game = any(map(_GAME.fullmatch, norms))
    told = sorted({*scores, *_places(norms, _MATCH), *(_places(norms, _END) if is_game else ())})
    goals, beginnings = list(_places(norms, _GOALS)), list(_places(norms, _BEGINNING))
    times: set[int] = set()
    for i in candidates:
        before = norms[i - 1] if i else ""
        if not i or before in _BEFORE_TIMES or (before in _JOINTS and i - 2 in times):
            times.add(i)
        elif _SHARE.fullmatch(norms[i]):
            found.update({i} if goals else ())
        elif before in _BEFORE_SCORES or _distance(told, i) <= min(_NEAR, _distance(beginnings, i)):
            found.add(i)
    return found


def _may_be_score(norm: str) -> bool:
    return norm[0].isdecimal() and bool(_PAIR.fullmatch(norm) or _SHARE.fullmatch(norm))


def _is_of_no_clock(norm: str) -> bool:
    pair = _PAIR.fullmatch(norm)
    return pair is not None and (int(pair[1]) > 23 or int(pair[2]) > 59)


def _places(norms: Sequence[str], words: re.Pattern[str]) -> Iterator[int]:
    return (i for i, norm in enumerate(norms) if words.fullmatch(norm))


def _distance(places: Sequence[int], i: int) -> float:
    """From the place i to the nearest of the others, which are in order."""
    at = bisect_left(places, i)
    return min((abs(i - place) for place in places[max(at - 1, 0) : at + 1]), default=float("inf"))


def read_race_time(words: Sequence[Word], i: int) -> ParsedValue | None:
    """The time of a race that begins at word i, in seconds: `2:08,74`, `2:08,74 mínútum`, `2:35:12 klukkustundum`."""
    time = _PAIR.fullmatch(words[i].norm) if words[i].norm[0].isdecimal() else None
    if time is None:
        return None
    last, seconds = i, Decimal(0)
    for part in filter(None, time.groups()):
        seconds = seconds * 60 + int(part)
    if _is_glued(words, i) and _HUNDREDTHS.fullmatch(words[i + 2].norm):
        last, seconds = i + 2, seconds + Decimal(f"0.{words[i + 2].norm}")
    if unit := _LASTED.fullmatch(norm_at(words, last + 1)):
        last += 1
        seconds *= 60 if time[3] is None and unit[0][:2] == "kl" else 1  # `1:30 klukkustund` has hours and minutes
    return ParsedValue(i, last, {"kind": "measurement", "number": float(seconds), "unit": "s"}) if last > i else None


def _is_glued(words: Sequence[Word], i: int) -> bool:
    """Whether a comma and what follows are written together with word i: `2:08,74`."""
    return (
        norm_at(words, i + 1) == ","
        and i + 2 < len(words)
        and words[i].end == words[i + 1].start
        and words[i + 1].end == words[i + 2].start
    )
