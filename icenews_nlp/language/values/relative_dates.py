"""Dates that count from the day of publication: `í gær`, `á föstudag`, `í næstu viku`, `fyrir þremur árum`, `um áramótin`.

Each is a phrase of a few words, matched in lower case. Its content says a unit, how many of it from the day of publication
(None where only the tense of the sentence says so), the weekday by ISO 8601 (Monday is 1) and the part of the day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from icenews_nlp.language.tokenization.words import Word
from icenews_nlp.language.values.quantities.numerals import NUMBER_WORDS
from icenews_nlp.language.values.value import ParsedValue

Content = dict[str, object]
_Match = re.Match[str]

_MOST_WORDS: Final = 6
"""Words of the longest phrase."""
_ADVERBS: Final = {
    **{"dag": ("day", 0, None), "gær": ("day", -1, None), "fyrradag": ("day", -2, None), "morgun": ("day", 0, "morning")},
    **{"kvöld": ("day", 0, "evening"), "nótt": ("day", 0, "night"), "gærkvöld": ("day", -1, "evening")},
    **{"gærkvöldi": ("day", -1, "evening"), "gærmorgun": ("day", -1, "morning"), "gærnótt": ("day", -1, "night")},
    **{"fyrramálið": ("day", 1, "morning"), "fyrrakvöld": ("day", -2, "evening"), "fyrrinótt": ("day", -2, "night")},
    **{"fyrra": ("year", -1, None), "ár": ("year", 0, None), "hittifyrra": ("year", -2, None)},
    **{"hitteðfyrra": ("year", -2, None), "vikunni": ("week", 0, None), "mánuðinum": ("month", 0, None)},
    **{"sumar": ("summer", None, None), "haust": ("autumn", None, None), "vor": ("spring", None, None)},
    **{"vetur": ("winter", None, None), "fyrrasumar": ("year", -1, "summer"), "fyrrahaust": ("year", -1, "autumn")},
    **{"fyrravor": ("year", -1, "spring"), "fyrravetur": ("year", -1, "winter")},
}
"""What follows `í`."""
PARTS_OF_DAY: Final = {
    **{"síðdegis": "afternoon", "árdegis": "morning", "eftir hádegi": "afternoon", "eftir hádegið": "afternoon"},
    **{"fyrir hádegi": "morning", "fyrir hádegið": "morning", "snemma": None, "seint": None},
}
_WEEKDAYS: Final = tuple(f"{day}d[ae]g" for day in ("mánu", "þriðju", "miðviku", "fimmtu", "föstu", "laugar", "sunnu"))
_UNIT_OF: Final = (
    ("d[aeö]g", "day"),
    ("vik", "week"),
    ("mán", "month"),
    ("ár", "year"),
    ("helg", "weekend"),
    ("sum", "summer"),
    ("haust", "autumn"),
    ("vor", "spring"),
    ("vet", "winter"),
)
_SEASONS: Final = {"vor": "spring", "sum": "summer", "hau": "autumn", "vet": "winter"}
_FEASTS: Final = {
    **{"áramót": "new_year", "jól": "christmas", "pásk": "easter"},
    "verslunarmannahelgi": "merchants_weekend",
}
_HOLY_DAYS: Final[dict[str, tuple[str, None, int]]] = {
    r"skírdag(?:ur|urinn|inn|s)?": ("easter", None, 4),
    r"föstudag(?:urinn|inn|sins) lang[ia]": ("easter", None, 5),
    r"páskadag(?:ur|urinn|inn|s)?": ("easter", None, 7),
    r"ann(?:an|ar|ars) í páskum": ("easter", None, 1),
    r"sumardag(?:urinn|inn|sins) fyrst[ia]": ("summer", None, 4),
    r"frídag(?:ur|urinn|inn|s|sins)? verslunarmanna|frídegi verslunarmanna": ("merchants_weekend", None, 1),
}
"""Days that move with the year, as the weekday of a feast."""
_DIRECTION: Final = ((r"næst|komandi|n\.?k", 1), (r"síð|lið|nýlið|s\.?l|var", -1), ("þess|þett", 0), ("kem", 1))

_NEXT: Final = r"næst(?:a|u|i|komandi)|komandi|nk\.?|n\.k\."
_LAST: Final = (
    r"síðast(?:a|i|liðin|liðinn|liðið|liðnum|liðna|liðnu|liðinni|liðins)|síðustu"
    r"|(?:ný)?lið(?:na|nu|nni|inni|ið|inn|num)|sl\.?|s\.l\."
)
_THIS: Final = r"þess(?:ari|um|u|a|i)|þetta"
_BESIDE: Final = r"sl\.?|s\.l\.|nk\.?|n\.k\.|næstkomandi|síðastliðin[ns]|síðastliðnum"
"""What says after a day which one it is."""
_WHICH: Final = rf"(?P<which>{_NEXT}|{_LAST}|{_THIS})"
_SINGULAR: Final = (
    r"viku|vika|mánuð|mánuði|mánaðar|ár|ári|árs|helgi|sumar|sumri|haust|hausti|vor|vori|vetur|vetri|vetrar|sumars"
)
_COUNT: Final = rf"(?P<count>\d{{1,3}}|{'|'.join(NUMBER_WORDS)})"
_COUNTED: Final = r"dögum|degi|daga|dag|vikum|vikur|viku|mánuðum|mánuði|mánuð|árum|ári|ár"
_OF_YEAR: Final = r"(?: (?:árið )?(?P<year>[12]\d{3}))?"
_BEFORE: Final = rf"(?:(?P<before>{'|'.join(PARTS_OF_DAY)}) )?"
_AFTER: Final = rf"(?: (?P<after>{'|'.join(PARTS_OF_DAY)}))?"


class _Phrase(NamedTuple):
    pattern: re.Pattern[str]
    content: Callable[[_Match], Content | None]


def _relative(unit: str, offset: int | None, weekday: int | None = None, part: str | None = None) -> Content:
    return {"kind": "relative", "unit": unit, "offset": offset, "weekday": weekday, "part": part}


def _part(match: _Match) -> str | None:
    groups = match.groupdict()
    return PARTS_OF_DAY.get(groups.get("before") or "") or PARTS_OF_DAY.get(groups.get("after") or "")


def _direction(word: str | None) -> int | None:
    """1 for what comes, -1 for what has been, 0 for this one, None where no word says so."""
    return next((by for start, by in _DIRECTION if word and re.match(start, word)), None)


def direction_of(word: str) -> int | None:
    """1 for `nk.` and `næstkomandi` after a date, -1 for `sl.` and `síðastliðinn`, None for any other word."""
    return _direction(word) if re.fullmatch(_BESIDE, word) else None


def weekday_of(word: str) -> int | None:
    """The number of a weekday by ISO 8601, None for any other word."""
    return next((day for day, name in enumerate(_WEEKDAYS, 1) if re.match(name, word)), None)


def _unit(word: str) -> str:
    return next(unit for start, unit in _UNIT_OF if re.match(start, word))


def _adverb(match: _Match) -> Content:
    unit, offset, part = _ADVERBS[match["adverb"]]
    return _relative(unit, offset, None, _part(match) or part)


def _counted(match: _Match) -> Content | None:
    count = match["count"] or "1"
    number = int(count) if count.isdecimal() else NUMBER_WORDS[count]
    return _relative(_unit(match["unit"]), -number if match["way"] == "fyrir" else number)


def _half(match: _Match) -> Content:
    unit, number = ("week", 2) if "mánuð" in match["half"] else ("month", 6)
    return _relative(unit, -number if match["way"] == "fyrir" else number)


def _weekday(match: _Match) -> Content:
    day = weekday_of(match["day"])
    part = {"kvöl": "evening", "morg": "morning", "nótt": "night"}.get((match["part"] or "")[:4]) or _part(match)
    return _relative("day", _direction(match["which"]) or _direction(match["later"]), day, part)


def _holy_day(match: _Match) -> Content:
    day = next(day for pattern, day in _HOLY_DAYS.items() if re.fullmatch(pattern, match["day"]))
    return {**_relative(*day), **_year(match)}


def _feast(match: _Match) -> Content:
    return {**_relative(_FEASTS[match["feast"]], _direction(match["which"])), **_year(match)}


def _year(match: _Match) -> Content:
    return {"year": int(match["year"])} if match["year"] else {}


def _season(match: _Match) -> Content:
    return {**_relative(_SEASONS[match["season"][:3]], None), "year": int(match["year"])}


_PHRASES: Final = tuple(
    _Phrase(re.compile(rf"(?:{pattern})(?= |$)"), content)
    for pattern, content in (
        (rf"{_BEFORE}í (?P<adverb>{'|'.join(sorted(_ADVERBS, key=len, reverse=True))}){_AFTER}", _adverb),
        (rf"{_BEFORE}á morgun{_AFTER}", lambda m: _relative("day", 1, None, _part(m))),
        (r"annað kvöld", lambda _: _relative("day", 1, None, "evening")),
        (r"gærdag(?:urinn|inn|inum|sins)", lambda _: _relative("day", -1)),
        (rf"(?:(?:í|á|um) )?{_WHICH} (?P<unit>{_SINGULAR})", lambda m: _relative(_unit(m["unit"]), _direction(m["which"]))),
        (r"um helgina", lambda _: _relative("weekend", None)),
        (rf"um (?:{_WHICH} )?(?P<feast>{'|'.join(_FEASTS)})(?:in|na|ana|a)?{_OF_YEAR}", _feast),
        (
            r"(?:í|á|um) (?P<unit>vikunni|mánuðinum|árinu|helgina) sem (?:leið|var að líða)",
            lambda m: _relative(_unit(m["unit"]), -1),
        ),
        (
            r"(?:í|fyrir|undir|við) (?:byrjun|upphafi?|lok) (?P<unit>vikunnar|mánaðar(?:ins)?|ársins)(?! [12]\d{3})",
            lambda m: _relative(_unit(m["unit"]), 0),
        ),
        (r"um mið(?:ja|jan|jað|tt) (?P<unit>vikuna|mánuðinn|árið)(?! [12]\d{3})", lambda m: _relative(_unit(m["unit"]), 0)),
        (
            rf"(?P<way>fyrir|eftir) (?:(?:rúm\w*|tæp\w*|um|nær|réttum) )?(?:{_COUNT} )?(?P<unit>{_COUNTED})(?: síðan)?",
            _counted,
        ),
        (r"(?P<way>fyrir|eftir) (?P<half>hálfum mánuði|hálfan mánuð|hálfu ári|hálft ár)(?: síðan)?", _half),
        (rf"(?P<day>{'|'.join(_HOLY_DAYS)}){_OF_YEAR}", _holy_day),
        (
            rf"(?:(?P<which>{_NEXT}|{_LAST}) )?(?P<day>{'|'.join(_WEEKDAYS)})"
            r"(?:(?:inn|inum|sins|urinn|ur|s|i)?|s?(?P<part>kvöld|morgun|nótt|kvöldi|morgni)(?:ið|inn|inu|num|s)?)"
            rf"{_AFTER}(?: (?P<later>var|{_BESIDE}|kemur))?",
            _weekday,
        ),
        (r"(?P<season>sumarið|haustið|vorið|veturinn|sumri|hausti|vori|sumars|haustsins) (?P<year>[12]\d{3})", _season),
        (r"(?P<season>veturinn) (?P<year>[12]\d{3})(?: ?[-–/] ?)(?:[12]\d)?\d\d", _season),  # winters are named by both years
    )
)
_TRIGGER: Final = re.compile(
    rf"(?:í|á|um|fyrir|eftir|annað|gærdag\w+|{'|'.join(part.split()[0] for part in PARTS_OF_DAY)}|{_NEXT}|{_LAST}|{_THIS}"
    rf"|(?:{'|'.join(_WEEKDAYS)})\w*|sum\w+|skírdag\w*|páskadag\w*|ann(?:an|ar|ars)|frídag\w*|frídegi|við|undir|haust\w*|vor\w*|vetur\w*)"
)


def begins_relative(text: str) -> bool:
    """Whether a phrase may begin with that word."""
    return _TRIGGER.fullmatch(text.lower()) is not None


def read_relative(words: Sequence[Word], i: int) -> ParsedValue | None:
    """The phrase that begins at word i, the longest that the table has, or None."""
    if not begins_relative(words[i].norm):
        return None
    text = " ".join(word.norm.lower() for word in words[i : i + _MOST_WORDS])
    best: tuple[int, Content] | None = None
    for phrase in _PHRASES:
        match = phrase.pattern.match(text)
        if match and (best is None or match.end() > best[0]) and (content := phrase.content(match)):
            best = match.end(), content
    return ParsedValue(i, i + text[: best[0]].count(" "), best[1]) if best else None
