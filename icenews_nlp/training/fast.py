"""Trains the small network of profile "fast" with torch and writes it in the form that `language.network` reads."""

from __future__ import annotations

import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn import functional

from icenews_nlp.language import network
from icenews_nlp.language.bin import Bin
from icenews_nlp.language.features import BUCKETS, WordFeatures, capital_says_little, word_features
from icenews_nlp.language.gazetteer import Gazetteer
from icenews_nlp.training.readers import Sentence

DIMENSIONS: Final = {"word": 64, "affix": 48, "lemma": 48, "reading": 96, "shape": 24}
"""Width of each group's table."""

LABEL_WEIGHT: Final = 0.7
"""Weight of the labels' loss beside the tags'."""


class Settings(NamedTuple):
    """What can be chosen; the defaults made the shipped table."""

    epochs: int = 14
    width: int = 192
    hidden: int = 512
    layers: int = 3
    words_a_step: int = 2000
    rate: float = 2e-3
    dropout: float = 0.3
    blank_word: float = 0.2
    """The share of words whose own row is hidden while learning, so that the network learns to do without."""
    seed: int = 0


class Encoded(NamedTuple):
    """A sentence as numbers: rows of word types, and what is known of each word (-1 or 0 where nothing is)."""

    types: npt.NDArray[np.int64]
    tags: npt.NDArray[np.int64]
    patterns: npt.NDArray[np.int64]
    labels: npt.NDArray[np.int64]


class Encoder:
    """Turns sentences into numbers and remembers the features of every word type."""

    def __init__(self, train: Sequence[Sentence]) -> None:
        words = [word for sentence in train for word in sentence]
        self.tags = [tag for tag, _ in Counter(w.tag for w in words if w.tag).most_common()]
        self.labels = sorted({w.label for w in words if w.label}, key=lambda label: (label != "O", label))
        self.features: list[WordFeatures] = []
        self.allowed: list[npt.NDArray[np.bool_]] = [np.ones(len(self.tags), dtype=np.bool_)]
        """Pattern -> the tags it allows; pattern 0 says nothing."""
        self._bin = Bin()
        self._gazetteer = Gazetteer()
        self._types: dict[tuple[str, bool], int] = {}
        self._patterns: dict[str | None, int] = {None: 0}

    def encode(self, sentence: Sentence) -> Encoded:
        """The sentence as numbers; an unknown tag or label counts as not given."""
        words = [word.text for word in sentence]
        tag_of = {tag: i for i, tag in enumerate(self.tags)}
        label_of = {label: i for i, label in enumerate(self.labels)}
        return Encoded(
            np.array([self._type(word, at_start) for word, at_start in zip(words, capital_says_little(words), strict=True)]),
            np.array([tag_of.get(w.tag or "", -1) for w in sentence]),
            np.array([self._pattern(w.tag_pattern) for w in sentence]),
            np.array([label_of.get(w.label or "", -1) for w in sentence]),
        )

    def _type(self, word: str, at_start: bool) -> int:
        key = (word, at_start)
        if key not in self._types:
            self._types[key] = len(self.features)
            self.features.append(word_features(word, at_start, self._bin, self._gazetteer))
        return self._types[key]

    def _pattern(self, pattern: str | None) -> int:
        if pattern not in self._patterns:
            whole = re.compile(pattern or "")
            allowed = np.array([bool(whole.fullmatch(tag)) for tag in self.tags])
            self._patterns[pattern] = len(self.allowed) if allowed.any() else 0
            if allowed.any():
                self.allowed.append(allowed)
        return self._patterns[pattern]


class Net(nn.Module):
    """The same sums as `language.network.Network`, in torch."""

    def __init__(self, settings: Settings, tags: int, labels: int) -> None:
        super().__init__()
        self.settings = settings
        bags = {group: nn.EmbeddingBag(BUCKETS[group], DIMENSIONS[group], mode="mean") for group in BUCKETS}
        for bag in bags.values():
            nn.init.normal_(bag.weight, 0, 0.05)
        self.bags = nn.ModuleDict(bags)
        self.hidden = nn.Linear(sum(DIMENSIONS.values()), settings.hidden)
        self.out = nn.Linear(settings.hidden, settings.width)
        self.windows = nn.ModuleList(nn.Linear(3 * settings.width, settings.width) for _ in range(settings.layers))
        self.norms = nn.ModuleList(nn.LayerNorm(settings.width) for _ in range(settings.layers))
        self.tag = nn.Linear(settings.width, tags)
        self.label = nn.Linear(settings.width, labels)
        self.dropout = nn.Dropout(settings.dropout)

    def forward(
        self, types: Sequence[WordFeatures], words: torch.Tensor, places: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores of tags and labels; `words` are rows of `types`, `places` their rows with gaps between sentences."""
        bags = [self._bag(group, [t[i] for t in types])[words] for i, group in enumerate(BUCKETS)]
        if self.training:
            for i, share in ((0, self.settings.blank_word), (2, self.settings.blank_word / 2)):
                bags[i] = bags[i] * (torch.rand(len(words), 1) > share)
        vectors = self.out(self.dropout(torch.relu(self.hidden(self.dropout(torch.cat(bags, 1))))))
        rows = int(places[-1]) + 2
        is_word = torch.zeros(rows, 1).index_fill_(0, places, 1.0)
        x = torch.zeros(rows, self.settings.width).index_copy(0, places, vectors)
        for window, norm in zip(self.windows, self.norms, strict=True):
            padded = functional.pad(x, (0, 0, 1, 1))
            mixed = window(torch.cat([padded[:-2], padded[1:-1], padded[2:]], 1))
            x = (x + self.dropout(norm(torch.relu(mixed)))) * is_word
        return self.tag(x[places]), self.label(x[places])

    def _bag(self, group: str, bags: Sequence[tuple[int, ...]]) -> torch.Tensor:
        lengths = np.array([len(bag) for bag in bags])
        rows = torch.tensor([row for bag in bags for row in bag], dtype=torch.long)
        result: torch.Tensor = self.bags[group](rows, torch.from_numpy(np.concatenate([[0], np.cumsum(lengths)[:-1]])))
        return result

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The weights under the names that `language.network` reads."""
        state = {name: tensor.detach().numpy() for name, tensor in self.state_dict().items()}
        named = {group: state[f"bags.{group}.weight"] for group in BUCKETS}
        for name in ("hidden", "out", "tag", "label", *(f"windows.{i}" for i in range(self.settings.layers))):
            short = name.replace("windows", "window")
            named[f"{short}.weight"], named[f"{short}.bias"] = state[f"{name}.weight"].T, state[f"{name}.bias"]
        for i in range(self.settings.layers):
            named[f"norm.{i}.weight"], named[f"norm.{i}.bias"] = state[f"norms.{i}.weight"], state[f"norms.{i}.bias"]
        return named


def train(sentences: Sequence[Sentence], out: Path, settings: Settings) -> None:
    """Learn from the sentences and write the table to `out`; prints the loss of each epoch as one line of JSON."""
    random.seed(settings.seed)
    torch.manual_seed(settings.seed)
    encoder = Encoder(sentences)
    data = [encoder.encode(sentence) for sentence in sentences]
    net = Net(settings, len(encoder.tags), len(encoder.labels))
    ema = torch.optim.swa_utils.get_ema_multi_avg_fn(0.998)  # type: ignore[no-untyped-call]  # torch's stub
    average = torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=ema)
    optimiser = torch.optim.AdamW(net.parameters(), lr=settings.rate, weight_decay=0.01)
    steps = settings.epochs * sum(1 for _ in _steps(data, settings.words_a_step))
    warm_up_then_fall = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(step / 200, 1.0) * max(0.02, 1 - step / steps)
    )
    allowed = torch.from_numpy(np.array(encoder.allowed))
    for epoch in range(settings.epochs):
        began, total = time.perf_counter(), 0.0
        for batch in _steps(data, settings.words_a_step):
            loss = _loss(net, encoder.features, batch, allowed)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch's stub
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimiser.step()
            warm_up_then_fall.step()
            average.update_parameters(net)
            total += loss.item()
        print(json.dumps({"epoch": epoch, "loss": round(total, 1), "seconds": round(time.perf_counter() - began)}), flush=True)
        assert isinstance(average.module, Net)
        network.save(out, average.module.arrays(), encoder.tags, encoder.labels, settings.layers)


def _steps(data: Sequence[Encoded], words: int) -> Iterator[list[Encoded]]:
    """The sentences in random order, in groups of about so many words."""
    group: list[Encoded] = []
    size = 0
    for sentence in random.sample(data, len(data)):
        group.append(sentence)
        size += len(sentence.types)
        if size >= words:
            yield group
            group, size = [], 0
    if group:
        yield group


def _loss(net: Net, features: Sequence[WordFeatures], batch: list[Encoded], allowed: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of tags and labels where they are known; where only a pattern of tags is, that of their sum."""
    types, words = np.unique(np.concatenate([s.types for s in batch]), return_inverse=True)
    lengths = np.array([len(s.types) for s in batch])
    places = np.arange(lengths.sum()) + np.repeat(np.arange(len(lengths)), lengths) + 1
    tag_scores, label_scores = net([features[t] for t in types], torch.from_numpy(words), torch.from_numpy(places))
    tags, patterns, labels = (torch.from_numpy(np.concatenate([s[i] for s in batch])) for i in (1, 2, 3))
    loss = functional.cross_entropy(tag_scores, tags, ignore_index=-1, reduction="sum")
    loss = loss + LABEL_WEIGHT * functional.cross_entropy(label_scores, labels, ignore_index=-1, reduction="sum")
    partly = (tags < 0) & (patterns > 0)
    if partly.any():
        logs = functional.log_softmax(tag_scores[partly], 1).masked_fill(~allowed[patterns[partly]], -1e9)
        loss = loss - torch.logsumexp(logs, 1).sum()
    result: torch.Tensor = loss / len(words)
    return result
