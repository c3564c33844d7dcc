"""What an article says of which place it means: where its other places lie, and what stands right after the name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from math import floor
from typing import Final

from icenews_nlp.language.places.candidate import Candidate, distance

HOME: Final = "IS"
"""Where the news is written: what it does not explain lies here."""

SAME_COUNTRY: Final = 10.0
"""How much likelier a place is in a country that the article speaks of."""

NEIGHBOUR: Final = 5.0
"""How much likelier a country is in an article that speaks of a neighbour of it: `Georgía` beside Armenia."""

NEAR: Final = ((30.0, 10.0), (80.0, 1.0))
"""Kilometres to the nearest other place of the article, and how much likelier that makes a place; what lies farther off is as
likely as before, unless it is known in its neighbourhood alone."""

NEAR_A_STREET: Final = ((4.0, 100.0), *NEAR)
"""The same for a street, which the town that it is in tells from those of the towns around."""

ALONE: Final = 0.1
"""How likely a place is that is known in its neighbourhood alone, in an article that names nothing near it."""

AWAY_FROM_HOME: Final = 0.1
"""How likely a place abroad is in an article that speaks of no other country, where one in Iceland has the name too; and one in
Iceland, in an article that speaks of other countries alone."""

RIVAL: Final = 3e4
"""The weight from which places in Iceland rival one abroad of their name."""

MOST_IN_A_CELL: Final = 50
"""Places of the article that are looked at in one cell of a degree, so that costs stay linear in its length."""

SAID: Final = 1000.0
"""How much likelier a place is that lies where the text puts it: `London í Ontario`. One that lies elsewhere is as much less
likely."""

WITHIN: Final = 60.0
"""Kilometres from the point of a town or valley within which something is said to be `í` it."""


class Evidence:
    """What is known for sure of an article's places; for each name it is what the others say."""

    def __init__(
        self,
        sure: Sequence[Candidate | None] = (),
        spoken_of: Collection[str] = (),
        neighbours: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        """Take an article.

        Args:
            sure: the place of each name that needs no evidence; None for the other names.
            spoken_of: countries that it speaks of by other words than their names.
            neighbours: code of a country -> codes of those that border on it.
        """
        self._sure = sure
        self._neighbours = neighbours or {}
        self._countries = Counter(spoken_of)
        self._around: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for i, place in enumerate(sure):
            if place and place.country:
                self._countries[place.country] += 1
            if place and not place.wide and len(cell := self._around[_cell(place)]) < MOST_IN_A_CELL:
                cell.append(i)

    def weights(
        self,
        candidates: Sequence[Candidate],
        name: int = -1,
        containers: Sequence[Candidate] = (),
        origins: Collection[str] = (),
    ) -> list[float]:
        """The weights of the candidates of a name, times how much likelier each is than before reading the article.

        Args:
            candidates: the places of that name.
            name: the index of the name, which is no evidence for itself; -1 for none.
            containers: what the text says that the place lies in.
            origins: codes of the countries that the text says it is of.
        """
        own = self._sure[name] if name >= 0 else None
        spoken_of = {c for c, count in self._countries.items() if count > 1 or own is None or own.country != c}
        rival = sum(one.weight for one in candidates if one.country == HOME) >= RIVAL
        found = []
        for one in candidates:
            weight = one.weight * self._of_countries(one, spoken_of, rival)
            for container in containers:
                weight *= SAID if lies_in(one, container) else 1 / SAID
            if origins:
                weight *= SAID if one.country in origins else 1 / SAID
            found.append(weight if one.wide else weight * self._nearness(one, name))
        return found

    def _of_countries(self, one: Candidate, spoken_of: set[str], has_rival_at_home: bool) -> float:
        if one.country == HOME:
            return AWAY_FROM_HOME if spoken_of and HOME not in spoken_of else 1.0
        if one.country in spoken_of:
            return SAME_COUNTRY
        if one.id == one.country and not spoken_of.isdisjoint(self._neighbours.get(one.id, ())):
            return NEIGHBOUR
        return AWAY_FROM_HOME if has_rival_at_home and not spoken_of - {HOME} else 1.0

    def _nearness(self, one: Candidate, name: int) -> float:
        if not self._around:
            return ALONE if one.local else 1.0
        row, column = _cell(one)
        cells = ((row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
        near = (place for cell in cells for i in self._around.get(cell, ()) if i != name and (place := self._sure[i]))
        nearest = min((distance(one, place) for place in near), default=float("inf"))
        steps = NEAR_A_STREET if one.street else NEAR
        return next((factor for most, factor in steps if nearest <= most), ALONE if one.local else 1.0)


def _cell(place: Candidate) -> tuple[int, int]:
    """A cell of one degree of latitude and two of longitude: below 68° what is within 80 km lies in it or beside it."""
    return floor(place.latitude), floor(place.longitude / 2)


def lies_in(one: Candidate, container: Candidate) -> bool:
    """Whether a place may lie in another: in the same country, and near to it unless that is a whole country or region."""
    if container.country is None or container.country != one.country:
        return False
    return container.wide or distance(one, container) <= WITHIN
