"""How well places are resolved on our own gold paragraphs, and what share of the time of profile "fast" that takes.

python benchmarks/places.py     (needs the extra `places`)
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from helpers.gold_places import gold_paragraphs, place_counts
from helpers.own_articles import own_articles
from icenews_nlp import Enricher
from icenews_nlp.language.places.resolver import PlaceName, PlaceResolver, ResolvedPlace


class TimedResolver(PlaceResolver):
    """Adds up the seconds that it takes."""

    seconds = 0.0

    def resolve(self, names: Sequence[PlaceName], lemmas: Iterable[str] = ()) -> list[ResolvedPlace | None]:
        """As the resolver does."""
        start = time.perf_counter()
        found = super().resolve(names, lemmas)
        self.seconds += time.perf_counter() - start
        return found


def print_accuracy() -> None:
    """Precision and recall by mention, for each profile and half."""
    for profile in ("standard", "fast"):
        with Enricher(profile) as nlp:
            for half in ("dev", "held"):
                counts = place_counts((one, nlp.enrich(one.text)) for one in gold_paragraphs(half))
                print(f"{profile:8} {half:4} precision {counts.precision:.1f}, recall {counts.recall:.1f}, {counts}")


def print_share_of_time() -> None:
    """The share of the first pass over our corpus, with the sources read before, and of the second, with all names known."""
    articles = own_articles(220, 12)
    with Enricher("fast") as nlp:
        places = nlp._analyser.places = TimedResolver()
        places.resolve([PlaceName(("Kaupmannahöfn",))])
        for run in ("new names", "known names"):
            places.seconds, start = 0.0, time.perf_counter()
            for article in articles:
                nlp.enrich(article)
            print(f"{run}: {100 * places.seconds / (time.perf_counter() - start):.1f} % of the time of profile fast")


if __name__ == "__main__":
    print_accuracy()
    print_share_of_time()
