"""All sources of places together."""

from __future__ import annotations

import threading

from icenews_nlp.language.places import iceland
from icenews_nlp.language.places.candidate import LANDMARK, Candidate
from icenews_nlp.language.places.cities import Cities
from icenews_nlp.language.places.evidence import HOME
from icenews_nlp.language.places.world import World


class Gazetteers:
    """Candidates from every source. Any number of threads may share one."""

    def __init__(self) -> None:
        """Read countries and regions, and open iceaddr's file; cities are read when one is asked for."""
        self.world = World()
        iceland.candidates("Reykjavík")  # iceaddr opens its file at the first look-up, which it does not guard against threads
        self._reading = threading.Lock()
        self._cities: Cities | None = None

    def candidates(self, name: str) -> list[Candidate]:
        """All places of that name in the nominative."""
        found = list(self.world.candidates(name))
        if all(one.country != HOME for one in found):  # our own table says which of the many in Iceland the name means
            found += iceland.candidates(name)
        if all(one.weight < LANDMARK for one in found):  # news in Iceland means its towns, and countries, by their names
            found += self._opened_cities().candidates(name)
        return found

    def _opened_cities(self) -> Cities:
        with self._reading:
            if self._cities is None:
                self._cities = Cities()
            return self._cities
