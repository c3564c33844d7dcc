"""Scores of entity labels -> spans of words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from icenews_nlp.language.scores import Floats


class LabelSpan(NamedTuple):
    """Words of one sentence that make an entity."""

    first: int
    last: int
    """Inclusive."""
    label: str
    score: float
    """The geometric mean of the words' probabilities, 0 to 1."""


def label_spans(scores: Floats, labels: Sequence[str]) -> list[LabelSpan]:
    """The spans of the most likely valid sequence of IOB2 labels; `scores` are logarithms, word x label."""
    best = scores.argmax(axis=1)
    if not best.any():  # column 0 is O, and most sentences have nothing else
        return []
    names = [labels[i] for i in best.tolist()]
    if not _is_valid(names):
        best = _best_valid(scores, labels)
        names = [labels[i] for i in best.tolist()]
    picked = scores[np.arange(len(best)), best]
    spans = []
    for i, name in enumerate(names):
        if name[:1] == "B":
            last = i
            while last + 1 < len(names) and names[last + 1] == f"I-{name[2:]}":
                last += 1
            spans.append(LabelSpan(i, last, name[2:], float(np.exp(picked[i : last + 1].mean()))))
    return spans


def _is_valid(names: Sequence[str]) -> bool:
    return all(_may_follow(before, name) for before, name in zip(["O", *names], names, strict=False))


def _may_follow(before: str, name: str) -> bool:
    """An I- label continues an entity of its own kind; everything else may stand anywhere."""
    return name[:1] != "I" or before[2:] == name[2:]


def _best_valid(scores: Floats, labels: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Viterbi over the labels, where the only rule is `_may_follow`."""
    barrier = np.array([[0.0 if _may_follow(before, name) else -np.inf for name in labels] for before in labels])
    start = barrier[list(labels).index("O")]
    total = scores[0] + start
    back = np.zeros((len(scores), len(labels)), dtype=np.intp)
    for i in range(1, len(scores)):
        paths = total[:, None] + barrier
        back[i] = paths.argmax(axis=0)
        total = paths.max(axis=0) + scores[i]
    path = [int(total.argmax())]
    for i in range(len(scores) - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return np.array(path[::-1], dtype=np.intp)
