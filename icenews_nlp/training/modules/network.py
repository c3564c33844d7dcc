"""The small network in torch: what both profiles do with a word's features, in the form that `language.tagging` reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn import functional

from icenews_nlp.language.tagging.features import BUCKETS, WordFeatures
from icenews_nlp.language.tagging.network import FormVectors
from icenews_nlp.training.settings import Settings

DIMENSIONS: Final = {"word": 64, "affix": 48, "lemma": 48, "reading": 96, "shape": 24}
"""Width of each group's table."""


class Net(nn.Module):
    """The same sums as `language.tagging.network.Network`, in torch."""

    def __init__(self, settings: Settings, tags: int, labels: int, vectors: FormVectors | None = None) -> None:
        super().__init__()
        self.settings = settings
        bags = {group: nn.EmbeddingBag(BUCKETS[group], DIMENSIONS[group], mode="mean") for group in BUCKETS}
        for bag in bags.values():
            nn.init.normal_(bag.weight, 0, 0.05)
        self.bags = nn.ModuleDict(bags)
        # not a parameter, for it does not learn; not a buffer either, which the averaging would copy in every step
        self.vectors = None if vectors is None else torch.from_numpy(vectors.table * vectors.scale[:, None].astype(np.float32))
        ready_made = 0 if self.vectors is None else self.vectors.shape[1]
        self.hidden = nn.Linear(sum(DIMENSIONS.values()) + ready_made, settings.hidden)
        self.out = nn.Linear(settings.hidden, settings.width)
        self.windows = nn.ModuleList(nn.Linear(3 * settings.width, settings.width) for _ in settings.steps)
        self.norms = nn.ModuleList(nn.LayerNorm(settings.width) for _ in settings.steps)
        self.tag = nn.Linear(settings.width, tags)
        self.label = nn.Linear(settings.width, labels)
        self.dropout = nn.Dropout(settings.dropout)

    def word_vectors(self, types: Sequence[WordFeatures], words: torch.Tensor) -> torch.Tensor:
        """Vectors of words wherever they stand, `(n_words, width)`; `words` are rows of `types`."""
        bags = [self._bag(group, [t[i] for t in types])[words] for i, group in enumerate(BUCKETS)]
        blanked = [(0, self.settings.blank_word), (2, self.settings.blank_word / 2)]
        if self.vectors is not None:
            bags.append(_mean(self.vectors, [t.vector for t in types])[words])
            blanked.append((len(bags) - 1, self.settings.blank_word / 2))
        if self.training:
            for i, share in blanked:
                bags[i] = bags[i] * (torch.rand(len(words), 1) > share)
        result: torch.Tensor = self.out(self.dropout(torch.relu(self.hidden(self.dropout(torch.cat(bags, 1))))))
        return result

    def forward(self, vectors: torch.Tensor, places: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores of tags and labels; `places` are the words' rows with gaps between sentences."""
        rows = int(places[-1]) + 1 + max(self.settings.steps)
        is_word = torch.zeros(rows, 1).index_fill_(0, places, 1.0)
        x = torch.zeros(rows, self.settings.width).index_copy(0, places, vectors)
        for step, window, norm in zip(self.settings.steps, self.windows, self.norms, strict=True):
            padded = functional.pad(x, (0, 0, step, step))
            mixed = window(torch.cat([padded[: -2 * step], x, padded[2 * step :]], 1))
            x = (x + self.dropout(norm(torch.relu(mixed)))) * is_word
        return self.tag(x[places]), self.label(x[places])

    def _bag(self, group: str, bags: Sequence[tuple[int, ...]]) -> torch.Tensor:
        return _mean(self.bags[group].weight, bags)  # type: ignore[arg-type]  # a buffer is a Tensor or a Module to torch's types

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The weights under the names that `language.tagging.network` reads."""
        state = {name: tensor.detach().numpy() for name, tensor in self.state_dict().items()}
        named = {group: state[f"bags.{group}.weight"] for group in BUCKETS}
        for name in ("hidden", "out", "tag", "label", *(f"windows.{i}" for i in range(len(self.settings.steps)))):
            short = name.replace("windows", "window")
            named[f"{short}.weight"], named[f"{short}.bias"] = state[f"{name}.weight"].T, state[f"{name}.bias"]
        for i in range(len(self.settings.steps)):
            named[f"norm.{i}.weight"], named[f"norm.{i}.bias"] = state[f"norms.{i}.weight"], state[f"norms.{i}.bias"]
        return named


def _mean(table: torch.Tensor, bags: Sequence[tuple[int, ...]]) -> torch.Tensor:
    """The mean of each bag's rows, `(n_bags, width)`; an empty bag is zero."""
    lengths = np.array([len(bag) for bag in bags])
    rows = torch.tensor([row for bag in bags for row in bag], dtype=torch.long)
    starts = torch.from_numpy(np.concatenate([[0], np.cumsum(lengths)[:-1]]))
    return functional.embedding_bag(rows, table, starts, mode="mean")
