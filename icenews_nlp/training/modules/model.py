"""The networks of a profile as one: features and sub-words of sentences in, scores of tags and labels out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn

from icenews_nlp.language.tagging.features import WordFeatures
from icenews_nlp.language.tagging.network import FormVectors
from icenews_nlp.training.examples import Example
from icenews_nlp.training.modules.encoder import PADDING, Encoder
from icenews_nlp.training.modules.network import Net
from icenews_nlp.training.settings import Settings


class Model(nn.Module):
    """The small network, with the encoder before it where there is one."""

    def __init__(
        self, settings: Settings, tags: int, labels: int, encoder: Encoder | None = None, vectors: FormVectors | None = None
    ) -> None:
        super().__init__()
        self.net = Net(settings, tags, labels, vectors)
        self.gap = max(settings.steps)
        self.encoder = encoder

    def forward(self, features: Sequence[WordFeatures], batch: Sequence[Example]) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores of tags and labels, shapes `(n_words, n_tags)` and `(n_words, n_labels)`."""
        vectors, context = self.word_vectors(features, batch), self._context(batch)
        return self.scores(vectors if context is None else vectors + context, batch)

    def word_vectors(self, features: Sequence[WordFeatures], batch: Sequence[Example]) -> torch.Tensor:
        """The small network's vectors of words wherever they stand, `(n_words, width)`."""
        types, words = np.unique(np.concatenate([e.types for e in batch]), return_inverse=True)
        return self.net.word_vectors([features[t] for t in types], torch.from_numpy(words))

    def scores(self, vectors: torch.Tensor, batch: Sequence[Example]) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores of tags and labels, from the vectors of words in their sentences."""
        lengths = np.array([len(e.types) for e in batch])
        places = np.arange(lengths.sum()) + self.gap * np.repeat(np.arange(1, len(lengths) + 1), lengths)
        found: tuple[torch.Tensor, torch.Tensor] = self.net(vectors, torch.from_numpy(places))
        return found

    def _context(self, batch: Sequence[Example]) -> torch.Tensor | None:
        """The encoder's vectors, shape `(n_words, width)`: computed here, or long before by an encoder that does not learn."""
        if self.encoder is None:
            known = [e.context for e in batch if e.context is not None]
            return torch.from_numpy(np.concatenate(known)).float() if known else None
        pieces = pieces_of(batch)
        with bfloat16_autocast() if self.training else nullcontext():
            x = self.encoder.in_context(pieces.rows)
        return self.encoder.of_words(x.float(), pieces.first, pieces.last)


class Pieces(NamedTuple):
    """The sub-words of some sentences, as the encoder takes them."""

    rows: torch.Tensor
    """Sentence x sub-word, padded."""
    first: torch.Tensor
    last: torch.Tensor
    """Word -> the places of its first and last sub-word, counted row after row."""


def pieces_of(batch: Sequence[Example]) -> Pieces:
    """The sub-words of a batch."""
    length = max(len(e.pieces) for e in batch)
    rows = np.full((len(batch), length), PADDING)
    for row, example in zip(rows, batch, strict=True):
        row[: len(example.pieces)] = example.pieces
    first = np.concatenate([e.first + i * length for i, e in enumerate(batch)])
    last = np.concatenate([e.last + i * length for i, e in enumerate(batch)])
    return Pieces(*map(torch.from_numpy, (rows, first, last)))


def bfloat16_autocast() -> AbstractContextManager[Any]:
    """Sums in 16 bits, which takes half the time where the processor knows them, and would take ten times as long elsewhere."""
    result: AbstractContextManager[Any] = torch.autocast("cpu", torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported())
    return result
