"""A place that a name may mean, and how much it weighs against others of the name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, hypot, radians
from typing import Final, NamedTuple

SAME_PLACE: Final = 8.0
"""Kilometres within which two entries of one name are one place: a town and its fjord, a farm and its address."""

KM_PER_DEGREE: Final = 111.2

WORLD: Final = 1e7
"""The weight of a country, or of a region that news names without saying where it is, in the units of `Candidate.weight`."""

LANDMARK: Final = 1e6
"""The weight of a town or landmark that news names so."""


class Candidate(NamedTuple):
    """A place of that name."""

    source: str
    """Where it is listed: "iso3166-1", "iso3166-2", "geonames", "iceaddr" or "icenews_nlp"."""
    id: str
    """Its key there."""
    country: str | None
    """ISO 3166-1 code of two letters; None where it lies in several countries or in none."""
    latitude: float
    longitude: float
    weight: float
    """How often news means this one, before the article is read; as the inhabitants of a city abroad of common fame."""
    wide: bool = False
    """Whether it is a country or region, whose point says little of what is near."""
    local: bool = False
    """Whether it is known in its neighbourhood alone: a farm, or a street of a small town."""
    street: bool = False
    """Whether it is a street, or a farm that gives its name to addresses."""


def distance(a: Candidate, b: Candidate) -> float:
    """Kilometres between two places; right to a few per cent up to some hundred kilometres, which is what it is asked for."""
    east = (a.longitude - b.longitude) * cos(radians((a.latitude + b.latitude) / 2))
    return KM_PER_DEGREE * hypot(a.latitude - b.latitude, east)


def merged(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The candidates, the heaviest first, with those that are one place as one: the heaviest, with the weight of all.

    Two streets are never one, since neighbouring towns have streets of the same name.
    """
    found: list[Candidate] = []
    for one in sorted(candidates, key=lambda c: -c.weight):
        same = next((i for i, other in enumerate(found) if _is_same(one, other)), None)
        if same is None:
            found.append(one)
        else:
            found[same] = found[same]._replace(weight=found[same].weight + one.weight)
    return tuple(found)


def _is_same(one: Candidate, other: Candidate) -> bool:
    return distance(one, other) <= SAME_PLACE and not (one.street and other.street)


def middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The point with the median latitude and the median longitude, which one stray point does not move."""
    latitudes, longitudes = sorted(a for a, _ in points), sorted(b for _, b in points)
    return latitudes[len(points) // 2], longitudes[len(points) // 2]
