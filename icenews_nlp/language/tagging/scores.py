"""What a tagger gives, whichever profile it belongs to: tags with probabilities and scores of entity labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from icenews_nlp.language.caches import CacheInfo

Floats = npt.NDArray[np.float32]


class TagScore(NamedTuple):
    """A MIM-GOLD tag and its probability in the sentence."""

    tag: str
    score: float


class SentenceScores(NamedTuple):
    """A tagger's opinion of one sentence."""

    tags: list[tuple[TagScore, ...]]
    """Word -> its likely tags, best first; one where the tagger is sure."""
    labels: Floats
    """Natural logarithms of the labels' probabilities, of shape `(n_words, n_labels)`."""


class Tagger(Protocol):
    """Tags the words of many sentences in one pass."""

    labels: list[str]
    """Names of the label columns in IOB2: `O`, `B-Person`, `I-Person`, ..."""

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[SentenceScores]:
        """Scores of each sentence, given as its words' norms."""
        ...

    def cache_info(self) -> dict[str, CacheInfo]:
        """Hits, misses and size of each cache."""
        ...
