"""The encoder of profile "standard" in torch: sub-words of a sentence in, one vector per word out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import torch
from torch import nn
from torch.nn import functional

WIDTH: Final = 384
HEADS: Final = 12
PLACES: Final = 512
"""Of multilingual-e5-small."""

HEAD_WIDTH: Final = WIDTH // HEADS

PADDING: Final = 1
"""The row of `<pad>`."""

UNKNOWN: Final = 3
"""The row of `<unk>`, which also hides sub-words while learning."""


class Size(NamedTuple):
    """How wide a layer is inside; the pretrained ones have the defaults."""

    heads: int = HEADS
    inner: int = 4 * WIDTH
    """Units of its hidden layer."""


class Layer(nn.Module):
    """One layer of BERT: attention and a wide hidden layer, each added to what came in and normalised."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.size = size
        self.qkv = nn.Linear(WIDTH, 3 * size.heads * HEAD_WIDTH)
        self.out = nn.Linear(size.heads * HEAD_WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, size.inner)
        self.down = nn.Linear(size.inner, WIDTH)
        self.last_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(0.0)

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """`x` is sentence x sub-word x WIDTH; `bias` is added to the attention's scores, very negative on padding."""
        x = self.norm(x + self.dropout(self.out(self.attend(x, bias))))
        result: torch.Tensor = self.last_norm(x + self.dropout(self.down(self.hidden(x))))
        return result

    def attend(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """What the heads gather, side by side: sentence x sub-word x (heads x HEAD_WIDTH)."""
        rows, length, _ = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, self.size.heads, HEAD_WIDTH).permute(2, 0, 3, 1, 4).unbind(0)
        # plain products: on a processor they learn faster than torch's fused attention, and they export as they are
        weights = torch.softmax(q @ k.transpose(-1, -2) * HEAD_WIDTH**-0.5 + bias, -1)
        result: torch.Tensor = (weights @ v).transpose(1, 2).reshape(rows, length, -1)
        return result

    def hidden(self, x: torch.Tensor) -> torch.Tensor:
        """The units of the hidden layer: sentence x sub-word x inner."""
        return functional.gelu(self.up(x))


def attention_mask(rows: torch.Tensor) -> torch.Tensor:
    """What is added to the scores of attention, so that no sub-word looks at the padding."""
    return torch.where(rows == PADDING, -1e4, 0.0)[:, None, None, :]


class Encoder(nn.Module):
    """The first layers of multilingual-e5-small, whole or pruned, and a projection of each word's first and last sub-word."""

    def __init__(self, pieces: int, sizes: Sequence[Size], width: int) -> None:
        super().__init__()
        self.pieces = nn.Embedding(pieces, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(size) for size in sizes)
        self.dropout = nn.Dropout(0.0)
        self.hidden_pieces = 0.0
        self.word_norm = nn.LayerNorm(2 * WIDTH)
        self.project = nn.Linear(2 * WIDTH, width)

    def hide(self, dropout: float, hidden_pieces: float) -> None:
        """While learning, hide a share of what the layers pass on, and another of the sub-words."""
        for module in self.modules():
            if isinstance(module, nn.Dropout):
                module.p = dropout
        self.hidden_pieces = hidden_pieces

    @property
    def sizes(self) -> list[Size]:
        """How wide each layer is."""
        found: list[Size] = []
        for layer in self.layers:
            assert isinstance(layer, Layer)
            found.append(layer.size)
        return found

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
        """What the last layer gives, sentence x sub-word x WIDTH."""
        return self.states(rows)[-1]

    def states(self, rows: torch.Tensor) -> list[torch.Tensor]:
        """What each layer gives, sentence x sub-word x WIDTH."""
        bias = attention_mask(rows)
        if self.training and self.hidden_pieces:
            rows = torch.where(torch.rand(rows.shape) < self.hidden_pieces, torch.where(rows == PADDING, rows, UNKNOWN), rows)
        x = self.dropout(self.first_state(rows))
        found = []
        for layer in self.layers:
            x = layer(x, bias)
            found.append(x)
        return found

    def first_state(self, rows: torch.Tensor) -> torch.Tensor:
        """What the first layer is given."""
        result: torch.Tensor = self.norm(self.pieces(rows) + self.places.weight[: rows.shape[1]])
        return result

    def of_words(self, x: torch.Tensor, first: torch.Tensor, last: torch.Tensor) -> torch.Tensor:
        """Vectors of words, shape `(n_words, width)`, from those of their first and last sub-words."""
        flat = x.reshape(-1, WIDTH)
        ends = torch.cat([flat[first], flat[last]], 1)
        result: torch.Tensor = self.project(self.dropout(self.word_norm(ends)))
        return result
