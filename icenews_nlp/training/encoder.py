"""The encoder of profile "standard" in torch: sub-words of a sentence in, one vector per word out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import torch
from torch import nn
from torch.nn import functional

WIDTH: Final = 384
HEADS: Final = 12
PLACES: Final = 512
"""Of multilingual-e5-small."""

PADDING: Final = 1
"""The row of `<pad>`."""

UNKNOWN: Final = 3
"""The row of `<unk>`, which also hides sub-words while learning."""


class Layer(nn.Module):
    """One layer of BERT: attention and a wide hidden layer, each added to what came in and normalised."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.last_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """`x` is sentence x sub-word x WIDTH; `bias` is added to the attention's scores, very negative on padding."""
        rows, length, _ = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        # plain products: on a processor they learn faster than torch's fused attention, and they export as they are
        weights = torch.softmax(q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias, -1)
        mixed = (weights @ v).transpose(1, 2).reshape(rows, length, WIDTH)
        x = self.norm(x + self.dropout(self.out(mixed)))
        result: torch.Tensor = self.last_norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))
        return result


class Encoder(nn.Module):
    """The first layers of multilingual-e5-small, and a projection of each word's first and last sub-word."""

    def __init__(self, pieces: int, layers: int, width: int, dropout: float, hidden_pieces: float) -> None:
        super().__init__()
        self.pieces = nn.Embedding(pieces, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.dropout = nn.Dropout(dropout)
        self.hidden_pieces = hidden_pieces
        self.word_norm = nn.LayerNorm(2 * WIDTH)
        self.project = nn.Linear(2 * WIDTH, width)

    def start_from(self, state: Mapping[str, torch.Tensor]) -> None:
        """Take pretrained weights; the projection is new."""
        missing, unexpected = self.load_state_dict(dict(state), strict=False)
        assert not unexpected, unexpected
        assert all(name.startswith(("word_norm", "project")) for name in missing), missing

    def pretrained(self) -> list[nn.Parameter]:
        """The parameters that are not new, which learn at a slower rate."""
        return [p for name, p in self.named_parameters() if not name.startswith(("word_norm", "project"))]

    def forward(self, rows: torch.Tensor, first: torch.Tensor, last: torch.Tensor) -> torch.Tensor:
        """`rows` is sentence x sub-word, padded; `first` and `last` are each word's places in it, counted row after row."""
        return self.of_words(self.in_context(rows), first, last)

    def in_context(self, rows: torch.Tensor) -> torch.Tensor:
        """Sentence x sub-word x WIDTH."""
        bias = torch.where(rows == PADDING, -1e4, 0.0)[:, None, None, :]
        if self.training and self.hidden_pieces:
            rows = torch.where(torch.rand(rows.shape) < self.hidden_pieces, torch.where(rows == PADDING, rows, UNKNOWN), rows)
        x = self.dropout(self.norm(self.pieces(rows) + self.places.weight[: rows.shape[1]]))
        for layer in self.layers:
            x = layer(x, bias)
        result: torch.Tensor = x
        return result

    def of_words(self, x: torch.Tensor, first: torch.Tensor, last: torch.Tensor) -> torch.Tensor:
        """Vectors of words, shape `(n_words, WIDTH)`, from those of their first and last sub-words."""
        flat = x.reshape(-1, WIDTH)
        ends = torch.cat([flat[first], flat[last]], 1)
        result: torch.Tensor = self.project(self.dropout(self.word_norm(ends)))
        return result
