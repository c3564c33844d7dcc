"""Our own gold paragraphs and articles: names by cluster in the text itself, roles by cluster, speakers of quotations in order.

`[k:Katrín] fór til [r:Reykjavíkur]` marks two mentions with the keys of their clusters. Of the half "held" the clusters have
their label, fullest name, gender and place as well, and each text its dates, times, amounts and percentages.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from helpers.gold_places import GoldParagraph
from helpers.gold_values import found_values, gold_values
from icenews_nlp import AnnotatedDocument, Article

GOLD: Final = Path(__file__).parents[1] / "gold"
MARK: Final = re.compile(r"\[(\w+):([^\]]+)\]")


class GoldArticle(NamedTuple):
    """An article with its answers."""

    article: Article
    mentions: dict[tuple[int, int], str]
    """Range in the document's text -> key of the cluster."""
    roles: set[tuple[str, str]]
    """Key of a cluster and the role in the nominative."""
    speakers: list[str | None]
    """Keys of the speakers of the quotations, in order; None where nobody in particular speaks."""
    names: dict[str, tuple[str, str, str | None]]
    """Key of a cluster -> label, fullest name in the nominative, and gender where the name of a person tells it."""
    values: Counter[tuple[object, ...]]
    places: GoldParagraph
    """The mentions of places."""


class Counts(NamedTuple):
    """Sums from which precision and recall come."""

    right: float
    predicted: float
    gold: float

    @property
    def f1(self) -> float:
        """In percent."""
        return 200 * self.right / (self.predicted + self.gold) if self.predicted + self.gold else 100.0


def gold_articles(half: str) -> list[GoldArticle]:
    """Those of a half: "dev", which the rules were made on, or "held", which was kept from them."""
    return [_read(json.loads(line)) for line in (GOLD / f"articles-{half}.jsonl").read_text("utf-8").splitlines()]


def gold_paragraphs_of_values() -> list[GoldArticle]:
    """Paragraphs of which only dates, times, amounts and percentages are annotated."""
    rows = map(json.loads, (GOLD / "values.jsonl").read_text("utf-8").splitlines())
    return [_read({"title": "", "roles": {}, "quotes": [], **row}) for row in rows]


def _read(row: dict[str, Any]) -> GoldArticle:
    title, mentions = _unmarked(row["title"], 0)
    text, of_body = _unmarked(row["text"], len(title) + 2 if title else 0)
    article = Article(title=title, text=text, published=datetime.fromisoformat(row["published"].replace("Z", "+00:00")))
    mentions |= of_body
    names = row.get("names", {})
    places = {span: names[key]["place"] for span, key in mentions.items() if "place" in names.get(key, ())}
    return GoldArticle(
        article,
        mentions,
        {(key, role) for key, own in row["roles"].items() for role in own},
        row["quotes"],
        {key: (of["label"], of["name"], of.get("gender")) for key, of in names.items()},
        gold_values(row.get("values", ())),
        GoldParagraph(f"{title}\n\n{text}" if title else text, places),
    )


def _unmarked(marked: str, offset: int) -> tuple[str, dict[tuple[int, int], str]]:
    text, end, mentions = "", 0, {}
    for match in MARK.finditer(marked):
        text += marked[end : match.start()]
        start = offset + len(text)
        text += match[2]
        mentions[start, offset + len(text)] = match[1]
        end = match.end()
    return text + marked[end:], mentions


def b_cubed(pairs: Iterable[tuple[GoldArticle, AnnotatedDocument]]) -> float:
    """B³ F1 over mentions of the same range, in percent; a mention that only one side has counts 0 on that side."""
    precision = recall = 0.0
    predicted = wanted = 0
    for gold, doc in pairs:
        own = {(e.start, e.end): e.cluster for e in doc.entities if e.cluster is not None}
        predicted += len(own)
        wanted += len(gold.mentions)
        for place in own.keys() & gold.mentions.keys():
            mine = {p for p, cluster in own.items() if cluster == own[place]}
            theirs = {p for p, key in gold.mentions.items() if key == gold.mentions[place]}
            precision += len(mine & theirs) / len(mine)
            recall += len(mine & theirs) / len(theirs)
    p, r = precision / predicted, recall / wanted
    return 200 * p * r / (p + r)


def role_counts(pairs: Iterable[tuple[GoldArticle, AnnotatedDocument]]) -> Counts:
    """Roles of the right cluster with the right name."""
    right = predicted = wanted = 0
    for gold, doc in pairs:
        own = {(_key(gold, doc, i), role.name) for i, cluster in enumerate(doc.clusters) for role in cluster.roles}
        right, predicted, wanted = right + len(own & gold.roles), predicted + len(own), wanted + len(gold.roles)
    return Counts(right, predicted, wanted)


def speaker_counts(pairs: Iterable[tuple[GoldArticle, AnnotatedDocument]]) -> Counts:
    """Quotations, in order, with the right speaker."""
    right = predicted = wanted = 0
    for gold, doc in pairs:
        own = [None if quote.speaker is None else _key(gold, doc, quote.speaker) for quote in doc.quotes]
        right += sum(a == b for a, b in zip(own, gold.speakers, strict=False))
        predicted, wanted = predicted + len(own), wanted + len(gold.speakers)
    return Counts(right, predicted, wanted)


def name_counts(pairs: Iterable[tuple[GoldArticle, AnnotatedDocument]]) -> Counts:
    """Clusters with the right label, name and gender; those of credits included."""
    right = predicted = wanted = 0
    for gold, doc in pairs:
        for i, cluster in enumerate(doc.clusters):
            key = _key(gold, doc, i)
            own = (cluster.label.value, cluster.name, cluster.gender if key and gold.names[key][2] else None)
            right += key is not None and own == gold.names[key]
        predicted, wanted = predicted + len(doc.clusters), wanted + len(gold.names)
    return Counts(right, predicted, wanted)


def value_counts(pairs: Iterable[tuple[GoldArticle, AnnotatedDocument]]) -> Counts:
    """Dates, times, amounts and percentages whose text and whole meaning are right."""
    right = predicted = wanted = 0
    for gold, doc in pairs:
        found = found_values(doc)
        right += (gold.values & found).total()
        predicted, wanted = predicted + found.total(), wanted + gold.values.total()
    return Counts(right, predicted, wanted)


def _key(gold: GoldArticle, doc: AnnotatedDocument, cluster: int) -> str | None:
    """The key that most mentions of a cluster have in the gold."""
    entities = [doc.entities[i] for i in doc.clusters[cluster].mentions]
    keys = [gold.mentions[e.start, e.end] for e in entities if (e.start, e.end) in gold.mentions]
    return max(keys, key=keys.count) if keys else None
