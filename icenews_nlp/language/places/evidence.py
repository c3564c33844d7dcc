"""What an article says of which place it means: where its other places lie, and what stands right after the name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from icenews_nlp.language.places.candidate import Candidate, distance

HOME: Final = "IS"
"""Where the news is written: what it does not explain lies here."""

SAME_COUNTRY: Final = 10.0
"""How much likelier a place is in a country that the article speaks of."""

NEAR: Final = ((4.0, 100.0), (30.0, 10.0), (80.0, 3.0))
"""Kilometres to the nearest other place of the article, and how much likelier that makes a place."""

ALONE: Final = 0.1
"""How likely a place is that is known in its neighbourhood alone, in an article that names nothing near."""

AWAY_FROM_HOME: Final = 0.1
"""How likely a place abroad is in an article that speaks of no other country, where one in Iceland has the name too; and one in
Iceland, in an article that speaks of other countries alone."""

SAID: Final = 1000.0
"""How much likelier a place is that lies where the text puts it: `London í Ontario`. One that lies elsewhere is as much less
likely."""

WITHIN: Final = 60.0
"""Kilometres from the point of a town or valley within which something is said to be `í` it."""


class Evidence(NamedTuple):
    """What is known for sure of an article's places."""

    places: Sequence[Candidate]
    """Its other places, those that need no evidence."""
    countries: Collection[str]
    """The countries that it speaks of."""
    containers: Sequence[Candidate] = ()
    """What the text says that the place lies in."""

    def factor(self, one: Candidate, *, has_rival_at_home: bool) -> float:
        """How much likelier than before reading the article a candidate is.

        Args:
            one: the candidate.
            has_rival_at_home: whether another candidate of the name lies in Iceland.
        """
        factor = SAME_COUNTRY if one.country in self.countries and one.country != HOME else 1.0
        abroad = any(country != HOME for country in self.countries)
        if one.country == HOME:
            factor *= AWAY_FROM_HOME if abroad and HOME not in self.countries else 1.0
        elif has_rival_at_home and not abroad:
            factor *= AWAY_FROM_HOME
        for container in self.containers:
            factor *= SAID if lies_in(one, container) else 1 / SAID
        return factor * self._nearness(one)

    def _nearness(self, one: Candidate) -> float:
        if one.wide:
            return 1.0
        nearest = min((distance(one, place) for place in self.places if not place.wide), default=float("inf"))
        return next((factor for most, factor in NEAR if nearest <= most), ALONE if one.local else 1.0)


def lies_in(one: Candidate, container: Candidate) -> bool:
    """Whether a place may lie in another: in the same country, and near to it unless that is a whole country or region."""
    if container.country is None or container.country != one.country:
        return False
    return container.wide or distance(one, container) <= WITHIN
