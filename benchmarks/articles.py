"""How well an article as a whole is read, on our own gold paragraphs and articles: clusters, roles, speakers, values, places.

python benchmarks/articles.py     (places need the extra `places`)

"dev" is the half that the rules were made on; "held" was written when they stood, and is the only one with all annotations.
"all" adds, for values and places, the paragraphs of `tests/gold/values.jsonl` and `places-*.jsonl`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from helpers.gold_articles import (
    Counts,
    GoldArticle,
    b_cubed,
    gold_articles,
    gold_paragraphs_of_values,
    name_counts,
    role_counts,
    speaker_counts,
    value_counts,
)
from helpers.gold_places import PlaceCounts, gold_paragraphs, place_counts
from icenews_nlp import AnnotatedDocument, Enricher

Pairs = Sequence[tuple[GoldArticle, AnnotatedDocument]]


def main() -> None:
    """The figures of each half, and of all that we have."""
    with Enricher() as nlp:
        halves = {half: [(gold, nlp.enrich(gold.article)) for gold in gold_articles(half)] for half in ("dev", "held")}
        values = [(gold, nlp.enrich(gold.article)) for gold in gold_paragraphs_of_values()]
        places = [(gold, nlp.enrich(gold.text)) for half in ("dev", "held") for gold in gold_paragraphs(half)]
    held = halves["held"]
    of_held = [(gold.places, doc) for gold, doc in held]
    for name, pairs in (*halves.items(), ("all", [*halves["dev"], *held])):
        print(f"{name}: {len(pairs)} texts")
        print(f"  clusters B³ {b_cubed(pairs):.1f}")
        print(f"  roles       {_counts(role_counts(pairs))}")
        print(f"  speakers    {_counts(speaker_counts(pairs))}")
        if name == "held":
            print(f"  names       {_counts(name_counts(pairs))}")
        if name != "dev":
            print(f"  values      {_counts(value_counts(pairs if name == 'held' else [*held, *values]))}")
            print(f"  places      {_places(place_counts(of_held if name == 'held' else [*of_held, *places]))}")


def _counts(counts: Counts) -> str:
    return f"{counts.f1:.1f}   ({counts.right:.0f} right of {counts.gold:.0f}, {counts.predicted:.0f} given)"


def _places(counts: PlaceCounts) -> str:
    return f"precision {counts.precision:.1f}, recall {counts.recall:.1f}   ({counts.right} right of {counts.gold})"


if __name__ == "__main__":
    main()
