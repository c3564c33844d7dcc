"""Times as pages, their metadata and feeds write them -> datetimes; those of a page without a zone are Iceland's.

`intake/json/times.py`, which leaves the zone to its caller and refuses what it cannot read, builds on `read_iso` and
`read_feed_time`.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple

ICELAND: Final = timezone.utc
"""Atlantic/Reykjavik, which has been UTC all year since 1968; so no table of zones is needed, which some systems lack."""

LONGEST: Final = 100
"""Characters of a time; longer values are none."""

_MONTHS: Final = tuple("jan feb mar apr maí jún júl ágú sep okt nóv des".split())

_DATE: Final = (
    r"(?<![\d.])(\d{1,2})\. ?"
    r"(?:(jan(?:úar)?|feb(?:rúar)?|mars?|apr(?:íl)?|maí|jún[ií]?|júl[ií]?|ágú(?:st)?|sept?(?:ember)?|okt(?:óber)?|nóv(?:ember)?|"
    r"des(?:ember)?)\.?,?|(\d{1,2})\.) ?(\d{4})(?![\w])"
)
_CLOCK: Final = r"(?:,? ?(?:[-–|•·]|kl\.?|klukkan|kl)? ?(?<!\d)([01]?\d|2[0-3])[:.]([0-5]\d)(?!\d|\.\d))?"
_PAGE_TIME: Final = re.compile(_DATE + _CLOCK, re.IGNORECASE)
_ISO: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T_ ]+(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)? ?(?:(Z|UTC|GMT)|([+\u2212-])(\d\d):?([0-5]\d)?)?",
    re.IGNORECASE,
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
        with suppress(ValueError):  # the 31st of February
            moment = datetime(int(year), number, int(day), int(hour or 0), int(minute or 0), tzinfo=ICELAND)
            return PageTime(moment, found.start(), found.end(), hour is not None)
    return None


def read_time(text: str) -> datetime | None:
    """The time that a field of metadata holds: ISO 8601, as feeds write it, or as pages do; None if it is none of these."""
    text = text.strip()
    if len(text) > LONGEST:
        return None
    if iso := read_iso(text):
        return _with_zone(*iso)
    if page_time := find_time(text):
        return page_time.moment
    moment = read_feed_time(text)
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=ICELAND)


def read_iso(text: str) -> tuple[datetime, timedelta | None] | None:
    """A time of ISO 8601 and its offset from UTC, None where it has none; a date alone is the day's beginning.

    The offset may be impossible. None if the text is no such time, or no day and hour there is.
    """
    found = _ISO.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(group or 0) for group in found.groups()[:6])
    fraction, utc, sign, hours, minutes = found.groups()[6:]
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) if utc or sign else None
    try:
        moment = datetime(year, month, day, hour, minute, second, int((fraction or "0")[:6].ljust(6, "0")))
    except ValueError:
        return None
    return moment, -offset if offset and sign != "+" else offset


def read_feed_time(text: str) -> datetime | None:
    """A time as e-mail and feeds write it (RFC 2822), without a zone where the text has none or -0000; None if it is none."""
    try:
        return parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _with_zone(moment: datetime, offset: timedelta | None) -> datetime | None:
    """To the second, with the offset if it is a possible one; None where the moment lies outside the years that there are."""
    possible = offset is not None and abs(offset) < timedelta(hours=24)
    moment = moment.replace(microsecond=0, tzinfo=timezone(offset) if offset and possible else ICELAND)
    try:
        moment.astimezone(timezone.utc)
    except OverflowError:
        return None
    return moment
