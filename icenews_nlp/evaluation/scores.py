"""Spans right and wrong: from labels to spans, and from spans to F1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple

Span = tuple[int, int, str]
"""First and last word of a sentence, or a half-open range of code points of a text; and a label."""

ALL: Final = "all"
"""The name of all labels together."""


class Hits(NamedTuple):
    """How many spans were right, of how many in the gold and how many found."""

    right: int
    gold: int
    found: int

    @property
    def f1(self) -> float:
        """In percent; 0 where nothing is right."""
        return 200 * self.right / max(1, self.gold + self.found)


class LabelCounts:
    """Counts of exact spans by label."""

    def __init__(self) -> None:
        self._right, self._gold, self._found = (Counter[str]() for _ in range(3))

    def add(self, gold: Iterable[Span], found: Iterable[Span]) -> None:
        """Count one sentence or text."""
        gold, found = set(gold), set(found)
        for counter, spans in ((self._right, gold & found), (self._gold, gold), (self._found, found)):
            counter.update(span[2] for span in spans)
            counter[ALL] += len(spans)

    def hits(self) -> dict[str, Hits]:
        """By label, in the order of the alphabet, and for `all` together; empty if there were no spans."""
        labels = sorted(self._gold | self._found)  # a union of counters leaves out what counts 0
        return {label: Hits(self._right[label], self._gold[label], self._found[label]) for label in labels}


def iob2_spans(labels: Sequence[str]) -> Iterable[Span]:
    """Spans (first word, last word, label) of a sequence of IOB2 labels; a stray I- begins a span."""
    first, current = 0, ""
    for i, label in enumerate([*labels, "O"]):
        if current and label != f"I-{current}":
            yield first, i - 1, current
            current = ""
        if label != "O" and not current:
            first, current = i, label[2:]


def f1_by_label(gold: Sequence[Collection[Span]], found: Sequence[Collection[Span]]) -> dict[str, float]:
    """F1 in percent of exact spans with their label, for each label and for `all` together."""
    counts = LabelCounts()
    for g, f in zip(gold, found, strict=True):
        counts.add(g, f)
    return {label: round(hits.f1, 2) for label, hits in counts.hits().items()}
