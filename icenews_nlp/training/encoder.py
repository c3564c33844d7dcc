"""The encoder of profile "standard" in torch: words of a sentence in, one vector per word out.

Its first layers see the sub-words of one word alone, so that what they give is remembered at run time: most words of a text
have been seen before. The other layers read the words of a sentence, each with the vector that the small network makes of its
features, so that what BÍN says of a word meets its neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn import functional
from torch.utils.hooks import RemovableHandle

from icenews_nlp.language.tagging.encoder import MOST_WORDS

WIDTH: Final = 384
HEADS: Final = 12
PLACES: Final = 512
INNER: Final = 1536
"""Of multilingual-e5-small."""

PADDING: Final = 1
"""The row of `<pad>`."""

UNKNOWN: Final = 3
"""The row of `<unk>`, which also hides sub-words while learning."""

NEW: Final = ("of_features", "word_norm", "project", "word_places")
"""What the pretrained encoder does not have."""

BEGIN: Final = 0
"""The row of `<s>`, which stands before the words of a sentence."""


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


class Sentences(NamedTuple):
    """Some sentences as the encoder reads them."""

    pieces: Sequence[Sequence[int]]
    """Word -> the rows of its sub-words; each word once, wherever it stands."""
    words: npt.NDArray[np.intp]
    """The words of all sentences, one after the other: indexes into `pieces`."""
    counts: Sequence[int]
    """Sentence -> the number of its words."""
    features: torch.Tensor
    """What the small network makes of the words, `(n_words, width)`."""


class Encoder(nn.Module):
    """The first layers of multilingual-e5-small, some for the sub-words of a word and the others for words of a sentence."""

    def __init__(
        self, pieces: int, layers: int, word_layers: int, width: int, dropout: float, hidden_pieces: float, inner: int = INNER
    ) -> None:
        super().__init__()
        self.pieces = nn.Embedding(pieces, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.word_layers = word_layers
        self.layers = nn.ModuleList(Layer(dropout, inner) for _ in range(layers + word_layers))
        self.word_places = nn.Embedding(1 + MOST_WORDS, WIDTH)
        self.of_features = nn.Linear(width, WIDTH, bias=False)
        for new in (self.word_places, self.of_features):  # the layers begin with what they know
            nn.init.zeros_(new.weight)
        self.dropout = nn.Dropout(dropout)
        self.hidden_pieces = hidden_pieces
        self.word_norm = nn.LayerNorm(WIDTH)
        self.project = nn.Linear(WIDTH, width)

    def start_from(self, state: Mapping[str, torch.Tensor]) -> None:
        """Take pretrained weights; what the pretrained encoder lacks is new."""
        missing, unexpected = self.load_state_dict(dict(state), strict=False)
        assert not unexpected, unexpected
        assert all(name.startswith(NEW) for name in missing), missing

    def pretrained(self) -> list[nn.Parameter]:
        """The parameters that are not new, which learn at a slower rate."""
        return [p for name, p in self.named_parameters() if not name.startswith(NEW)]

    def forward(self, sentences: Sentences) -> torch.Tensor:
        """Vectors of words, `(n_words, width)`."""
        words = [(BEGIN,), *sentences.pieces]
        lengths = np.array([len(pieces) for pieces in words])
        order = np.argsort(lengths, kind="stable")
        # words of about the same length go together, since few have as many sub-words as the longest
        groups = np.split(order, np.searchsorted(lengths[order], [3, 5, 9]))
        alone = torch.cat([self.of_pieces([words[i] for i in group]) for group in groups if len(group)])
        alone = alone[np.argsort(order)]
        return self.in_context(alone[0], alone[1:][sentences.words], sentences.counts, sentences.features)

    def of_pieces(self, words: Sequence[Sequence[int]]) -> torch.Tensor:
        """Vectors of words wherever they stand, `(n_words, WIDTH)`, from the rows of their sub-words."""
        lengths = np.array([len(pieces) for pieces in words])
        padded = np.full((len(words), lengths.max()), PADDING)
        padded[np.arange(lengths.max()) < lengths[:, None]] = [*chain.from_iterable(words)]
        rows = torch.from_numpy(padded)
        filled = rows != PADDING
        if self.training and self.hidden_pieces:
            rows = torch.where((torch.rand(rows.shape) < self.hidden_pieces) & filled, UNKNOWN, rows)
        x: torch.Tensor = self.dropout(self.norm(self.pieces(rows) + self.places.weight[1 : 1 + rows.shape[1]]))
        for layer in self.layers[: len(self.layers) - self.word_layers]:
            x = layer(x, _bias(filled))
        shares = filled / filled.sum(1, keepdim=True)
        return (x * shares[:, :, None]).sum(1)

    def in_context(
        self, begin: torch.Tensor, of_words: torch.Tensor, counts: Sequence[int], features: torch.Tensor
    ) -> torch.Tensor:
        """Vectors of words in their sentences, `(n_words, width)`.

        Args:
            begin: The vector that stands before the words of each sentence, `(WIDTH,)`.
            of_words: Those of the words wherever they stand, `(n_words, WIDTH)`.
            counts: Sentence -> the number of its words.
            features: What the small network makes of the words, `(n_words, width)`.
        """
        filled = torch.arange(1 + max(counts)) <= torch.tensor(counts)[:, None]
        is_word = filled.clone()
        is_word[:, 0] = False
        of_words = of_words + self.of_features(features)
        x = torch.where(filled[:, :, None], begin, torch.zeros(()))
        x = x.masked_scatter(is_word[:, :, None], of_words.to(x.dtype)) + self.word_places.weight[: filled.shape[1]]
        for layer in self.layers[len(self.layers) - self.word_layers :]:
            x = layer(x, _bias(filled))
        result: torch.Tensor = self.project(self.dropout(self.word_norm(x[is_word].float())))
        return result

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
                self(example)
        for hook in hooks:
            hook.remove()
        for layer in layers:
            share = sums[layer] * layer.down.weight.detach().norm(dim=0)
            kept = share.topk(inner).indices.sort().values
            up, down = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH)
            up.weight.data, up.bias.data = layer.up.weight.data[kept], layer.up.bias.data[kept]
            down.weight.data, down.bias.data = layer.down.weight.data[:, kept].contiguous(), layer.down.bias.data
            layer.up, layer.down = up, down


def _bias(filled: torch.Tensor) -> torch.Tensor:
    """What is added to the scores of attention: nothing where a place is filled."""
    return torch.where(filled, 0.0, -1e4)[:, None, None, :]
