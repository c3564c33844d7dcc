"""Times as JSON writes them -> datetimes with a zone: ISO 8601, Icelandic dates, those of feeds, and seconds since 1970."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from difflib import get_close_matches
from typing import Any, Final
from zoneinfo import ZoneInfo, available_timezones

from icenews_nlp.errors import InputError
from icenews_nlp.intake.times import LONGEST, read_feed_time, read_iso

MOST_SECONDS: Final = 2e10
"""Seconds since 1970, in the year 2603; larger numbers are milliseconds, as JavaScript counts them."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=timezone.utc)

_NUMBER: Final = re.compile(r"[+-]?\d{9,13}(?:\.\d+)?")
"""Seconds or milliseconds in quotation marks; fewer digits are a date."""

_COMPACT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d:?\d\d)?)?", re.ASCII)
_ICELANDIC: Final = re.compile(
    r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(?:,? (?:kl\. ?|kl )?(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?)?", re.ASCII | re.IGNORECASE
)
_OF_FEEDS: Final = re.compile(r"(?:[a-z]{3,9}, ?)?\d{1,2} [a-z]{3} \d{4} [\d:]{4,8}(?: .*)?", re.ASCII | re.IGNORECASE)
_ISO_START: Final = re.compile(r"\d{4}-\d\d-\d\d(?![\d-])", re.ASCII)


def zone_named(name: str) -> tzinfo:
    """The time zone of that name in the table of IANA, such as `Atlantic/Reykjavik`.

    Raises:
        InputError: there is none, or no table is installed.
    """
    if name == "UTC":
        return timezone.utc
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError, TypeError) as error:  # of a name that leads out of the table, or to a folder
        known = available_timezones()
        if not known:
            raise InputError("this system has no table of time zones: pip install tzdata; or give UTC") from error
        near = get_close_matches(str(name), known, 1) or [one for one in known if one.lower() == str(name).lower()]
        meant = f"did you mean {near[0]!r}?" if near else "give one such as Atlantic/Reykjavik or UTC"
        raise InputError(f"there is no time zone {name!r}; {meant}") from error


def moment_of(given: Any, zone: tzinfo | None) -> datetime | None:
    """The time that a field holds, with a zone; None for null and a blank string.

    Args:
        given: what JSON holds. A date alone is the day's beginning. Numbers are seconds since 1970, or milliseconds.
        zone: of times that name none.

    Raises:
        ValueError: it is no time, or one without a zone where none is given.
    """
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    if isinstance(given, datetime):
        time: datetime | None = given
    elif isinstance(given, int | float) and not isinstance(given, bool):
        time = _since_1970(given)
    else:
        time = _read(given.strip()) if isinstance(given, str) and len(given) <= LONGEST else None
    if time is None:
        raise ValueError(
            f"{_shown(given)} is no time that can be read; write it as 2023-09-12T06:49:00+00:00, 2023-09-12 06:49, "
            "12.9.2023 06:49 or seconds since 1970"
        )
    if time.tzinfo is not None:
        return time
    if zone is None:
        in_utc = time.replace(tzinfo=timezone.utc).isoformat()
        raise ValueError(
            f"{_shown(given)} has no time zone; write {in_utc} if it is UTC, which Iceland keeps all year, "
            "or give the zone of all: timezone (--timezone) Atlantic/Reykjavik"
        )
    offset = time.replace(tzinfo=zone).utcoffset()
    return time.replace(tzinfo=timezone(offset or timedelta()))


def _read(text: str) -> datetime | None:
    try:
        if _NUMBER.fullmatch(text):
            return _since_1970(float(text))
        if _ISO_START.match(text):
            return _iso(text)
        if found := _COMPACT.fullmatch(text):
            year, month, day, hour, minute, second, zone = found.groups()
            return _iso(f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}{zone or ''}")
        if found := _ICELANDIC.fullmatch(text):
            days, months, years, hours, minutes, seconds = (int(group or 0) for group in found.groups())
            return datetime(years, months, days, hours, minutes, seconds)
    except ValueError:  # the thirteenth month, the 25th hour, an offset of a day
        return None
    return read_feed_time(text) if _OF_FEEDS.fullmatch(text) else None


def _iso(text: str) -> datetime | None:
    if not (iso := read_iso(text)):
        return None
    moment, offset = iso
    return moment if offset is None else moment.replace(tzinfo=timezone(offset))


def _since_1970(number: float) -> datetime | None:
    try:
        return _EPOCH + timedelta(seconds=number if abs(number) <= MOST_SECONDS else number / 1000)
    except (OverflowError, ValueError):
        return None


def _shown(given: Any) -> str:
    text = given if isinstance(given, str) else repr(given)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
