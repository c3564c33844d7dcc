"""Places in Iceland, from iceaddr: towns, farms, fjords and mountains, streets, addresses and buildings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, Final

from iceaddr import iceaddr_lookup, placename_lookup

from icenews_nlp.language.places.candidate import LANDMARK, Candidate, middle

WEIGHTS: Final = {
    **dict.fromkeys(("Sveitarfélag", "Þéttbýli"), 3 * LANDMARK),
    **dict.fromkeys(("Flugvöllur", "Jarðgöng", "Virkjun", "Sveit", "Sýsla", "Hreppur"), 3e5),
}
"""Kind of place in iceaddr -> weight; of the natural features below, by the last word of the kind."""

WEIGHTS_BY_SIZE: Final = {"Stórt": LANDMARK, "Mið": 6e4, "Lítið": 1e4}

REYKJAVIK: Final = 0
"""Its number among the municipalities: a street that news names without a town lies there."""

WEIGHT_OF_A_STREET: Final = 2e4
WEIGHT_OF_AN_ADDRESS: Final = 1e3
"""Of a street, for each address on it, beside the weight of a street."""

WEIGHT_OF_A_HOUSE: Final = 3e4
"""Of a building that has a name, or of one address."""

MOST_ON_A_FARM: Final = 3
"""Addresses that bear the name of a farm; more are a street."""

MOST_ADDRESSES: Final = 5000
"""More than any street has; of a shorter list iceaddr would leave out the streets of that name with the highest postcodes."""

SHORT_NAMES: Final = {"Eyjar": "Vestmannaeyjar"}
"""What news calls a place -> its name in iceaddr."""

_ADDRESS: Final = re.compile(r"(?P<street>.+?) (?P<number>\d{1,3})(?:[-–]\d{1,3})? ?(?P<letter>[A-Za-z])?")


def candidates(name: str) -> Sequence[Candidate]:
    """The places of that name in the nominative; of a street, one for each municipality that has a street of the name."""
    address = _ADDRESS.fullmatch(name)
    if address:
        number, letter = int(address["number"]), address["letter"]
        return list(_houses(_located(iceaddr_lookup(address["street"], number, letter, limit=MOST_ADDRESSES)), known=True))
    found = _located(iceaddr_lookup(name, limit=MOST_ADDRESSES))
    streets = [row for row in found if row["heiti_nf"] == name]
    buildings = [row for row in found if row["serheiti"] == name and row["heiti_nf"] != name]
    names = [name, SHORT_NAMES[name]] if name in SHORT_NAMES else [name]
    others = list(chain(*(map(_place, _located(placename_lookup(one))) for one in names), _streets(streets)))
    return others + list(_houses(buildings, known=not others))


def _located(rows: Sequence[Any]) -> list[Any]:
    """The rows that have coordinates; a few, such as one Gufudalssveit, have none."""
    return [row for row in rows if row["lat_wgs84"] is not None and row["long_wgs84"] is not None]


def _place(row: Any) -> Candidate:
    kind = row["flokkur"]
    size = kind.rpartition(" ")[2]
    weight = WEIGHTS.get(kind) or WEIGHTS_BY_SIZE.get(size, WEIGHTS_BY_SIZE["Lítið"])
    return _candidate(f"ornefni/{row['id']}", (row["lat_wgs84"], row["long_wgs84"]), weight, local=size == "Lítið")


def _streets(found: Sequence[Any]) -> Iterator[Candidate]:
    by_town = defaultdict(list)
    for row in found:
        by_town[row["svfnr"]].append(row)
    for number, own in by_town.items():
        point = middle([(row["lat_wgs84"], row["long_wgs84"]) for row in own])
        weight = WEIGHT_OF_A_STREET + len(own) * WEIGHT_OF_AN_ADDRESS if len(own) > MOST_ON_A_FARM else WEIGHTS_BY_SIZE["Lítið"]
        yield _candidate(f"gata/{number}/{own[0]['heiti_nf']}", point, weight, local=number != REYKJAVIK)._replace(street=True)


def _houses(found: Sequence[Any], *, known: bool) -> Iterator[Candidate]:
    """One for each municipality, however many entrances the house has; `known` beyond its neighbourhood or not."""
    by_town = {row["svfnr"]: row for row in reversed(found)}
    for row in by_town.values():
        point = row["lat_wgs84"], row["long_wgs84"]
        yield _candidate(f"stadfang/{row['heinum']}", point, WEIGHT_OF_A_HOUSE, local=not known)


def _candidate(key: str, point: tuple[float, float], weight: float, *, local: bool = False) -> Candidate:
    return Candidate("iceaddr", key, "IS", round(point[0], 4), round(point[1], 4), weight, local=local)
