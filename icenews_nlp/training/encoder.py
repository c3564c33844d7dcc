"""The encoder of profile "standard" in torch: sub-words and word vectors of a sentence in, one vector per word out.

Its first layers read sub-words. Their means are the words that the others read, each with the vector that the small network
makes of the word's features: a sentence has half as many words as sub-words, and what BÍN says of a word meets its neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn import functional
from torch.utils.hooks import RemovableHandle

WIDTH: Final = 384
HEADS: Final = 12
PLACES: Final = 512
INNER: Final = 1536
"""Of multilingual-e5-small."""

PADDING: Final = 1
"""The row of `<pad>`."""

UNKNOWN: Final = 3
"""The row of `<unk>`, which also hides sub-words while learning."""

NEW: Final = ("of_features", "word_norm", "project")
"""What the pretrained encoder does not have."""

Numbers = npt.NDArray[np.int64]


class Layer(nn.Module):
    """One layer of BERT: attention and a wide hidden layer, each added to what came in and normalised."""

    def __init__(self, dropout: float, inner: int) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, inner)
        self.down = nn.Linear(inner, WIDTH)
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


class Grid(NamedTuple):
    """Sentences side by side, padded: where their sub-words and words stand."""

    rows: torch.Tensor
    """Sentence x sub-word: rows of the table, PADDING beyond the sentence's end."""
    owners: torch.Tensor
    """The same shape: the row of the sub-word's word in sentence x (1 + word), counted row after row. The first place of a
    sentence is that of its begin. What belongs to no word has the number after the last."""
    words: torch.Tensor
    """The place of each word in sentence x (1 + word)."""
    width: int
    """Places of a sentence: its begin and words."""


Sentences = tuple[Grid, torch.Tensor]
"""What the encoder is given: where sub-words and words stand, and the features of the words, `(n_words, width)`."""


def grid(pieces: Sequence[Numbers], counts: Sequence[Numbers]) -> Grid:
    """Sentences side by side.

    Args:
        pieces: Sentence -> the rows of its sub-words with those of its begin and end.
        counts: Sentence -> the number of each word's sub-words.
    """
    length, width = max(map(len, pieces)), 1 + max(map(len, counts))
    rows = np.full((len(pieces), length), PADDING)
    owners = np.full(rows.shape, len(pieces) * width)
    for i, (of_sentence, of_words) in enumerate(zip(pieces, counts, strict=True)):
        rows[i, : len(of_sentence)] = of_sentence
        owners[i, : len(of_sentence) - 1] = i * width + np.repeat(np.arange(1 + len(of_words)), [1, *of_words])
    words = np.concatenate([i * width + 1 + np.arange(len(of_words)) for i, of_words in enumerate(counts)])
    return Grid(torch.from_numpy(rows), torch.from_numpy(owners), torch.from_numpy(words), width)


class Encoder(nn.Module):
    """The first layers of multilingual-e5-small, some for sub-words and the others for words."""

    def __init__(
        self, pieces: int, layers: int, word_layers: int, width: int, dropout: float, hidden_pieces: float, inner: int = INNER
    ) -> None:
        super().__init__()
        self.pieces = nn.Embedding(pieces, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.word_layers = word_layers
        self.layers = nn.ModuleList(Layer(dropout, inner) for _ in range(layers + word_layers))
        self.of_features = nn.Linear(width, WIDTH, bias=False)
        nn.init.zeros_(self.of_features.weight)  # the layers begin with what they know
        self.dropout = nn.Dropout(dropout)
        self.hidden_pieces = hidden_pieces
        self.word_norm = nn.LayerNorm(WIDTH)
        self.project = nn.Linear(WIDTH, width)

    def start_from(self, state: Mapping[str, torch.Tensor]) -> None:
        """Take pretrained weights; the projection is new."""
        missing, unexpected = self.load_state_dict(dict(state), strict=False)
        assert not unexpected, unexpected
        assert all(name.startswith(NEW) for name in missing), missing

    def pretrained(self) -> list[nn.Parameter]:
        """The parameters that are not new, which learn at a slower rate."""
        return [p for name, p in self.named_parameters() if not name.startswith(NEW)]

    def forward(self, grid: Grid, features: torch.Tensor) -> torch.Tensor:
        """Vectors of words, `(n_words, width)`; `features` is of the same shape."""
        x = self._of_pieces(grid.rows)
        words, bias = self._means(x, grid)
        of_features = torch.zeros_like(words).index_copy_(0, grid.words, self.of_features(features).to(words.dtype))
        x = (words + of_features).view(len(grid.rows), grid.width, WIDTH)
        for layer in self.layers[len(self.layers) - self.word_layers :]:
            x = layer(x, bias)
        result: torch.Tensor = self.project(self.dropout(self.word_norm(x.reshape(-1, WIDTH)[grid.words].float())))
        return result

    def _of_pieces(self, rows: torch.Tensor) -> torch.Tensor:
        """Sentence x sub-word x WIDTH."""
        bias = torch.where(rows == PADDING, -1e4, 0.0)[:, None, None, :]
        if self.training and self.hidden_pieces:
            rows = torch.where(torch.rand(rows.shape) < self.hidden_pieces, torch.where(rows == PADDING, rows, UNKNOWN), rows)
        x: torch.Tensor = self.dropout(self.norm(self.pieces(rows) + self.places.weight[: rows.shape[1]]))
        for layer in self.layers[: len(self.layers) - self.word_layers]:
            x = layer(x, bias)
        return x

    def _means(self, x: torch.Tensor, grid: Grid) -> tuple[torch.Tensor, torch.Tensor]:
        """The mean of each place's sub-words, `(n_places, WIDTH)`, and the bias that hides places without any."""
        places, owners = len(grid.rows) * grid.width, grid.owners.reshape(-1)
        sums = x.new_zeros(places + 1, WIDTH).index_add(0, owners, x.reshape(-1, WIDTH))
        counts = torch.bincount(owners, minlength=places + 1)
        means = sums[:-1] / counts[:-1].clamp(min=1)[:, None]
        bias = torch.where(counts[:-1] == 0, -1e4, 0.0).view(len(grid.rows), 1, 1, grid.width)
        return means, bias

    def narrow(self, examples: Sequence[Sentences], inner: int) -> None:
        """Leave only so many units in the hidden part of each layer: those that add most to its output in these examples."""
        layers = [layer for layer in self.layers if isinstance(layer, Layer)]
        sums = {layer: torch.zeros(layer.down.in_features) for layer in layers}

        def watch(layer: Layer) -> RemovableHandle:
            def note(_: nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
                sums[layer] += inputs[0].detach().abs().reshape(-1, layer.down.in_features).sum(0)

            return layer.down.register_forward_pre_hook(note)

        hooks = [watch(layer) for layer in layers]
        with torch.no_grad():
            for example in examples:
                self(*example)
        for hook in hooks:
            hook.remove()
        for layer in layers:
            share = sums[layer] * layer.down.weight.detach().norm(dim=0)
            kept = share.topk(inner).indices.sort().values
            up, down = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH)
            up.weight.data, up.bias.data = layer.up.weight.data[kept], layer.up.bias.data[kept]
            down.weight.data, down.bias.data = layer.down.weight.data[:, kept].contiguous(), layer.down.bias.data
            layer.up, layer.down = up, down
