"""Places on our own gold paragraphs, by mention, as a user gets them: names found, named and resolved by profile "standard".

The rules were made on the half "dev"; the half "held" was written with it and first run when they stood: precision 99.1, recall
96.5. `benchmarks/places.py` prints the figures of today.
"""

from __future__ import annotations

import pytest

from helpers.gold_places import gold_paragraphs, place_counts
from icenews_nlp import Enricher


@pytest.mark.parametrize("half", ["dev", "held"])
def test_places_of_the_gold_paragraphs(nlp: Enricher, half: str) -> None:
    paragraphs = gold_paragraphs(half)
    counts = place_counts((paragraph, nlp.enrich(paragraph.text)) for paragraph in paragraphs)
    assert counts.gold >= 100
    assert counts.precision >= 98, counts
    assert counts.recall >= 85, counts


def test_what_the_gold_leaves_open_has_no_place(nlp: Enricher) -> None:
    for paragraph in gold_paragraphs("dev") + gold_paragraphs("held"):
        if None in paragraph.mentions.values():
            doc = nlp.enrich(paragraph.text)
            open_ = {span for span, place in paragraph.mentions.items() if place is None}
            placed = [
                c.name
                for c in doc.places
                if c.place and open_ & {(e.start, e.end) for e in (doc.entities[i] for i in c.mentions)}
            ]
            assert placed == []
