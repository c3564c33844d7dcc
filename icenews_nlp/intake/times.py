"""Times as pages, their metadata and feeds write them -> datetimes with a zone.

A time without a zone is Iceland's.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple

ICELAND: Final = timezone.utc
"""Atlantic/Reykjavik, which has been UTC all year since 1968; so no table of zones is needed, which some systems lack."""

LONGEST: Final = 100
"""Characters of a time; longer values are none."""

_MONTHS: Final = tuple("jan feb mar apr maí jún júl ágú sep okt nóv des".split())  # noqa: SIM905

_DATE: Final = (
    r"(?<![\d.])(\d{1,2})\. ?"
    r"(?:(jan(?:úar)?|feb(?:rúar)?|mars?|apr(?:íl)?|maí|jún[ií]?|júl[ií]?|ágú(?:st)?|sept?(?:ember)?|okt(?:óber)?|nóv(?:ember)?|"
    r"des(?:ember)?)\.?,?|(\d{1,2})\.) ?(\d{4})(?![\w])"
)
_CLOCK: Final = r"(?:,? ?(?:[-–|•·]|kl\.?|klukkan|kl)? ?(?<!\d)([01]?\d|2[0-3])[:.]([0-5]\d)(?!\d|\.\d))?"
_PAGE_TIME: Final = re.compile(_DATE + _CLOCK, re.IGNORECASE)
_ISO: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ]+(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?)? ?(Z|UTC|[+-]\d\d:?(?:\d\d)?)?", re.IGNORECASE
)


class PageTime(NamedTuple):
    """A time in the text of a page, and the range where it stands."""

    moment: datetime
    start: int
    end: int
    has_clock: bool


def find_time(text: str, start: int = 0, end: int | None = None) -> PageTime | None:
    """The first time in a range of a text as Icelandic pages write it: `12. september 2023 06:49`, `12.9.2023 kl. 6:49`."""
    for found in _PAGE_TIME.finditer(text, start, len(text) if end is None else end):
        day, word, month, year, hour, minute = found.groups()
        number = _MONTHS.index(word[:3].lower()) + 1 if word else int(month)
        moment = _moment(int(year), number, int(day), int(hour or 0), int(minute or 0))
        if moment:
            return PageTime(moment, found.start(), found.end(), hour is not None)
    return None


def read_time(text: str) -> datetime | None:
    """The time that a field of metadata holds: ISO 8601, as feeds write it, or as pages do; None if it is none of these."""
    text = text.strip()
    if len(text) > LONGEST:
        return None
    if found := _ISO.fullmatch(text):
        year, month, day, hour, minute, second = (int(group or 0) for group in found.groups()[:6])
        return _moment(year, month, day, hour, minute, second, _zone(found[7]))
    if page_time := find_time(text):
        return page_time.moment
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=ICELAND)


def _moment(
    year: int, month: int, day: int, hour: int, minute: int, second: int = 0, zone: timezone = ICELAND
) -> datetime | None:
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=zone)
        moment.astimezone(timezone.utc)
    except (ValueError, OverflowError):
        return None
    return moment


def _zone(text: str | None) -> timezone:
    if not text or text.upper() in ("Z", "UTC"):
        return timezone.utc if text else ICELAND
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    offset = timedelta(hours=hours, minutes=minutes)
    if offset >= timedelta(hours=24):
        return ICELAND
    return timezone(-offset if text[0] == "-" else offset)
