"""Our own gold paragraphs of places: each mention of a place, with the country and the point that it means, or none.

`Eldur kom upp í [hfj:Hafnarfirði].` marks a mention with the key of its place. A place is right within so many kilometres.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any, Final, NamedTuple

from icenews_nlp import AnnotatedDocument
from icenews_nlp.documents.clusters import Place

GOLD: Final = Path(__file__).parents[1] / "gold"
MARK: Final = re.compile(r"\[(\w+):([^\]]+)\]")
EARTH: Final = 6371.0
"""Kilometres of its radius."""


class GoldParagraph(NamedTuple):
    """A paragraph with its answers."""

    text: str
    mentions: dict[tuple[int, int], dict[str, Any] | None]
    """Range in the text -> country, latitude, longitude and kilometres; None where the text does not tell which place it is."""


class PlaceCounts(NamedTuple):
    """How many mentions of places were found and right."""

    right: int
    predicted: int
    gold: int
    """Mentions that have a place."""

    @property
    def precision(self) -> float:
        """In percent."""
        return 100 * self.right / self.predicted

    @property
    def recall(self) -> float:
        """In percent."""
        return 100 * self.right / self.gold


def gold_paragraphs(half: str) -> list[GoldParagraph]:
    """Those of a half: "dev", which the rules were made on, or "held", which was kept from them."""
    rows = map(json.loads, (GOLD / f"places-{half}.jsonl").read_text("utf-8").splitlines())
    return [_read(row) for row in rows]


def _read(row: dict[str, Any]) -> GoldParagraph:
    text, mentions, end = "", {}, 0
    for mark in MARK.finditer(row["text"]):
        text += row["text"][end : mark.start()]
        mentions[len(text), len(text) + len(mark[2])] = row["places"][mark[1]]
        text, end = text + mark[2], mark.end()
    return GoldParagraph(text + row["text"][end:], mentions)


def place_counts(pairs: Iterable[tuple[GoldParagraph, AnnotatedDocument]]) -> PlaceCounts:
    """Mentions by range: one that is found in no gold, or with a place where gold has none, counts against precision."""
    right = predicted = gold = 0
    for paragraph, doc in pairs:
        found = dict(places_of(doc))
        predicted += len(found)
        gold += sum(place is not None for place in paragraph.mentions.values())
        right += sum(is_right(place, paragraph.mentions.get(span)) for span, place in found.items())
    return PlaceCounts(right, predicted, gold)


def places_of(doc: AnnotatedDocument) -> Iterator[tuple[tuple[int, int], Place]]:
    """The range of each mention that has a place, and the place."""
    for cluster in doc.clusters:
        if cluster.place is not None:
            for i in cluster.mentions:
                yield (doc.entities[i].start, doc.entities[i].end), cluster.place


def is_right(place: Place, gold: dict[str, Any] | None) -> bool:
    """Whether a place is the one of the gold: its country, and near enough."""
    if gold is None or place.country != gold["country"]:
        return False
    apart = kilometres((place.latitude, place.longitude), (gold["latitude"], gold["longitude"]))
    return apart <= float(gold["km"])


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great-circle distance."""
    (a, b), (c, d) = (tuple(map(radians, point)) for point in (one, other))
    return 2 * EARTH * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))
