"""Values as the tables of an embedded index hold them."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Final

from icenews_nlp.search.analysis.normalise import source_key

EPOCH: Final = datetime(1970, 1, 1, tzinfo=timezone.utc)
DAY: Final = 86_400_000_000
"""Microseconds."""

_EPOCH_DAY: Final = EPOCH.toordinal()
_LAST_DAY: Final = date.max.toordinal()

Stored = str | bytes
"""Text in the file: its UTF-8 bytes where it has lone surrogates, which SQLite's text may not have."""


def stored(text: str) -> Stored:
    """As SQLite can hold it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def restored(value: Stored) -> str:
    """What was stored."""
    return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value


def stored_source_key(source: object) -> Stored | None:
    """By what a stored source is compared with another; None for what a damaged file has in the place of one."""
    return stored(source_key(restored(source))) if isinstance(source, str | bytes) else None


def sortable(value: Stored) -> bytes:
    """What puts it in the order of its code points, as SQLite does."""
    return value if isinstance(value, bytes) else value.encode()


def moment(time: datetime) -> int:
    """Microseconds since 1970; a time without a zone is taken for UTC."""
    return ((time if time.tzinfo else time.replace(tzinfo=timezone.utc)) - EPOCH) // timedelta(microseconds=1)


def day(number: int) -> str:
    """A day in UTC by its number, counted from 1970: `2026-11-24`; see `engine.day_of` for the first and the last one."""
    return date.fromordinal(min(max(1, _EPOCH_DAY + number), _LAST_DAY)).isoformat()


def packed_ids(ids: Sequence[int]) -> bytes:
    """Four bytes each, the lowest first."""
    return struct.pack(f"<{len(ids)}I", *ids)


def unpacked_ids(packed: bytes) -> tuple[int, ...]:
    """The ids that were packed, of one document or of several, one after the other."""
    return struct.unpack(f"<{len(packed) // 4}I", packed)
