"""The tagger: word features through the small network, with vectors of words cached.

In profile "standard" the encoder's vectors of the words in their sentence are added to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

from icenews_nlp.language.caches import CacheInfo
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.tagging.features import SAME_SIGN, capital_says_little
from icenews_nlp.language.tagging.network import Network
from icenews_nlp.language.tagging.scores import Floats, SentenceScores, TagScore
from icenews_nlp.language.tagging.word_vectors import WordVectors
from icenews_nlp.shared_context import SharedContext

if TYPE_CHECKING:
    from icenews_nlp.language.tagging.encoder import Encoder

SURE: Final = 0.9
"""The probability from which a tag is given alone."""

MOST_TAGS: Final = 4
"""Tags given for a word where the best one is not sure."""

SIGN_TAGS: Final = {"&": "c"}
"""In MIM-GOLD the tag of punctuation is the character itself (30,990 of 31,088 times), but for these."""

WORDS_AT_ONCE: Final = 2_000
"""Words in one pass of the network; more gains no speed and takes memory (4 KB a word)."""


@cache
def _blas() -> ThreadpoolController:
    """The linear algebra library of this process; looking for it takes longer than a sentence."""
    return ThreadpoolController()


_ONE_THREAD = SharedContext(lambda: _blas().limit(limits=1))
"""Limits that library to one thread; of the process, as the library is."""


class NetworkTagger:
    """Tags and label scores by the small network. Any number of threads may share one."""

    def __init__(self, path: Path, bin_: Bin, encoder: Encoder | None = None) -> None:
        """Initialise the instance.

        Args:
            path: The network's file.
            bin_: The dictionary, for features of words.
            encoder: what sees the whole sentence; the network was trained with it or without.
        """
        self._encoder = encoder
        self._network = Network(path)
        self.labels = self._network.labels
        self.word_vectors = WordVectors(self._network, bin_)

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[SentenceScores]:
        """Scores of each sentence, given as its words' norms."""
        with _ONE_THREAD:  # the sums are small: a second thread waits more than it works
            return self._tag(sentences)

    def cache_info(self) -> dict[str, CacheInfo]:
        """Hits, misses and size of each cache."""
        return self.word_vectors.cache_info() | (self._encoder.cache_info() if self._encoder else {})

    def _tag(self, sentences: Sequence[Sequence[str]]) -> list[SentenceScores]:
        pieces = [words[i : i + WORDS_AT_ONCE] for words in sentences for i in range(0, len(words), WORDS_AT_ONCE)]
        scores = iter([scores for batch in _batches(pieces) for scores in self._tag_batch(batch)])
        return [_joined([next(scores) for _ in range(0, len(words), WORDS_AT_ONCE)]) for words in sentences]

    def _tag_batch(self, sentences: Sequence[Sequence[str]]) -> Iterator[SentenceScores]:
        keys = [key for words in sentences for key in zip(words, capital_says_little(words), strict=True)]
        gap = self._network.gap
        places = _places([len(words) for words in sentences], gap)
        spread = np.zeros((places[-1] + 1 + gap, self._network.width), dtype=np.float32)
        vectors = self.word_vectors.of(keys)
        if self._encoder is not None:
            vectors = vectors + self._encoder.vectors(sentences)
        spread[places] = vectors
        is_word = np.zeros(len(spread), dtype=np.bool_)
        is_word[places] = True
        x = self._network.in_context(spread, is_word)[places]
        tags = self._likely_tags(self._network.tag_scores(x))
        for i, (word, _) in enumerate(keys):
            if not (word.isalnum() or any(c.isalnum() for c in word)):
                tags[i] = (TagScore(SIGN_TAGS.get(word) or SAME_SIGN.get(word, word), 1.0),)
        labels = _log_softmax(self._network.label_scores(x))
        first = 0
        for words in sentences:
            last = first + len(words)
            yield SentenceScores(tags[first:last], labels[first:last])
            first = last

    def _likely_tags(self, scores: Floats) -> list[tuple[TagScore, ...]]:
        """The best tag of each row, or the best few where it is not sure; `scores` is made use of."""
        best = scores.argmax(axis=1)
        scores -= scores[np.arange(len(scores)), best][:, None]
        weights = np.exp(scores, out=scores)
        sums = weights.sum(axis=1)
        names, probabilities = self._network.tags, 1 / sums
        result: list[tuple[TagScore, ...]] = [
            (TagScore(names[i], p),) for i, p in zip(best.tolist(), probabilities.tolist(), strict=True)
        ]
        unsure = np.flatnonzero(probabilities < SURE)
        few, weight = _largest(weights[unsure], min(MOST_TAGS, len(names)))
        shares = weight / sums[unsure, None]
        for row, tags, values in zip(unsure.tolist(), few.tolist(), shares.tolist(), strict=True):
            result[row] = tuple(TagScore(names[i], p) for i, p in zip(tags, values, strict=True))
        return result


def _largest(rows: Floats, count: int) -> tuple[npt.NDArray[np.intp], Floats]:
    """The columns and values of the largest elements of each row, none of which is negative, in descending order.

    A few times the largest one is faster than sorting, for hundreds of columns; `rows` is made use of.
    """
    columns = np.empty((len(rows), count), dtype=np.intp)
    values = np.empty((len(rows), count), dtype=rows.dtype)
    at = np.arange(len(rows))
    for i in range(count):
        columns[:, i] = found = rows.argmax(axis=1)
        values[:, i] = rows[at, found]
        rows[at, found] = -1
    return columns, values


def _joined(pieces: list[SentenceScores]) -> SentenceScores:
    """The scores of a sentence that was cut because it is longer than one pass."""
    if len(pieces) == 1:
        return pieces[0]
    return SentenceScores([tags for piece in pieces for tags in piece.tags], np.concatenate([p.labels for p in pieces]))


def _batches(sentences: Sequence[Sequence[str]]) -> Iterator[Sequence[Sequence[str]]]:
    first = words = 0
    for i, sentence in enumerate(sentences):
        words += len(sentence)
        if words >= WORDS_AT_ONCE:
            yield sentences[first : i + 1]
            first, words = i + 1, 0
    if words:
        yield sentences[first:]


def _places(lengths: Sequence[int], gap: int) -> npt.NDArray[np.intp]:
    """Rows of the words when so many empty rows stand before, between and after the sentences."""
    counts = np.array(lengths)
    return np.arange(counts.sum()) + gap * np.repeat(np.arange(1, len(counts) + 1), counts)


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result
