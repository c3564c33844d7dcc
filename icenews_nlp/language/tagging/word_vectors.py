"""The network's vectors of words outside any context, remembered: they depend on nothing but the word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from icenews_nlp.language.caches import CacheInfo, cache_info
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.tagging.features import word_features
from icenews_nlp.language.tagging.gazetteer import shared_gazetteer
from icenews_nlp.language.tagging.network import Network
from icenews_nlp.language.tagging.scores import Floats

REMEMBERED: Final = 50_000
"""Word vectors kept by one instance, about 1 KB each."""


class _Slot:
    """The place of one word's vector. Two threads that find it empty both fill it, with the same numbers."""

    __slots__ = ("at_start", "vector", "word")

    def __init__(self, word: str, at_start: bool) -> None:
        self.word = word
        self.at_start = at_start
        self.vector: Floats | None = None


class WordVectors:
    """Looks up the vectors of words; those that are new are computed together. Any number of threads may share one."""

    def __init__(self, network: Network, bin_: Bin) -> None:
        self._network = network
        self._bin = bin_
        self._gazetteer = shared_gazetteer()
        self._slot = lru_cache(maxsize=REMEMBERED)(_Slot)

    def of(self, words: Sequence[tuple[str, bool]]) -> Floats:
        """The vectors of some words.

        Args:
            words: at least one; each a word's norm, and whether it begins a sentence, so that its capital says little.

        Returns:
            An array of shape `(n_words, width)`. A row does not depend on the other words, nor on what was asked before.
        """
        slots = [self._slot(*word) for word in words]
        new = list(dict.fromkeys(slot for slot in slots if slot.vector is None))
        if new:
            forms = self._network.forms
            features = [word_features(slot.word, slot.at_start, self._bin, self._gazetteer, forms) for slot in new]
            for slot, vector in zip(new, self._network.word_vectors(features), strict=True):
                slot.vector = vector.copy()  # a view would keep the vectors of the whole batch
        return np.concatenate([slot.vector for slot in slots if slot.vector is not None]).reshape(len(slots), -1)

    def cache_info(self) -> dict[str, CacheInfo]:
        """Hits, misses and size of the cache."""
        return cache_info(word_vectors=self._slot)
