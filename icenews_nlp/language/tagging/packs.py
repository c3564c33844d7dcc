"""Sentences side by side for the encoder: what its graph is given for several at a time.

Their sub-words stand one after the other, then their words; only the attention of a layer sees each sentence apart, padded to
a length. Sentences that are padded to the same lengths go together, so that the sums over one do not depend on its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from icenews_nlp.language.tagging.scores import Floats

PADDED_TO: Final = (16, 8)
"""Sub-words and words of a sentence are padded to multiples of these."""

MOST_PIECES_OF_A_PACK: Final = 256
"""Sub-words of a pack; more gain no speed."""

Numbers = npt.NDArray[np.int64]


class Pieces(NamedTuple):
    """A sentence as the encoder sees it."""

    rows: list[int]
    """Of its sub-words in the encoder's table, with those of its begin and end."""
    counts: list[int]
    """Word -> the number of its sub-words."""

    @property
    def lengths(self) -> tuple[int, int]:
        """Sub-words and words (after the sentence's begin) that it is padded to."""
        of_pieces, of_words = PADDED_TO
        return -(-len(self.rows) // of_pieces) * of_pieces, -(-(1 + len(self.counts)) // of_words) * of_words


def packs(sentences: Sequence[Pieces]) -> Iterator[list[int]]:
    """Indexes of sentences that go together; each is in one pack."""
    by_lengths: dict[tuple[int, int], list[int]] = {}
    for i, sentence in enumerate(sentences):
        pack = by_lengths.setdefault(sentence.lengths, [])
        pack.append(i)
        if (len(pack) + 1) * sentence.lengths[0] > MOST_PIECES_OF_A_PACK:
            yield by_lengths.pop(sentence.lengths)
    yield from by_lengths.values()


def inputs_of(pack: Sequence[Pieces], features: Sequence[Floats]) -> dict[str, npt.NDArray[Any]]:
    """The inputs of the graph.

    Args:
        pack: Sentences of the same lengths.
        features: Sentence -> what the small network makes of its words, `(n_words, width)`.

    Returns:
        `rows` of all sub-words and the `positions` of each in its sentence; `piece_slots`, sentence x sub-word, the index of
        each among all (-1 where there is none), and `piece_back`, the index of each in these; `word_slots` and `word_back`,
        the same of the words, before which each sentence has its begin; `means`, sentence x word x sub-word, what sub-words
        are multiplied by to give a word; `features`, those of the words and zeros for the begins.
    """
    length, width = pack[0].lengths
    pieces, piece_back = _slots([len(sentence.rows) for sentence in pack], length)
    words, word_back = _slots([1 + len(sentence.counts) for sentence in pack], width)
    means = np.zeros((len(pack), width, length), dtype=np.float32)
    for of_sentence, sentence in zip(means, pack, strict=True):
        counts = np.array([1, *sentence.counts])
        owners = np.repeat(np.arange(len(counts)), counts)  # the sentence's end belongs to no word
        of_sentence[owners, np.arange(len(owners))] = (1 / counts)[owners]
    of_places = np.zeros((len(word_back), features[0].shape[1]), dtype=np.float32)
    of_places[word_back % width > 0] = np.concatenate(features)
    return {
        "rows": np.concatenate([sentence.rows for sentence in pack]),
        "positions": piece_back % length,
        "piece_slots": pieces,
        "piece_back": piece_back,
        "word_slots": words,
        "word_back": word_back,
        "means": means,
        "features": of_places,
    }


def _slots(lengths: Sequence[int], width: int) -> tuple[Numbers, Numbers]:
    """Sentence x place -> the index of what stands there (-1 in the padding); and the inverse."""
    filled = np.arange(width) < np.array(lengths)[:, None]
    slots = np.where(filled, np.cumsum(filled).reshape(filled.shape) - 1, -1)
    return slots, np.flatnonzero(filled)


def words_of(vectors: Floats, pack: Sequence[Pieces]) -> Iterator[Floats]:
    """The vectors of each sentence's words, from those of the words and the sentences' begins one after the other."""
    first = 0
    for sentence in pack:
        last = first + 1 + len(sentence.counts)
        yield vectors[first + 1 : last]
        first = last
