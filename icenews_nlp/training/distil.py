"""What a narrowed encoder learns: to give what the encoder gave that it was made from (Jiao et al. 2020, TinyBERT)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final

import torch
from torch.nn import functional

from icenews_nlp.training.encoder import PADDING, Encoder
from icenews_nlp.training.examples import Example
from icenews_nlp.training.learn import Model, Task, loss_of_known, pieces_of, short_floats
from icenews_nlp.training.settings import Settings

OF_STATES: Final = 0.5
"""The weight of what the layers give beside what comes out at the end: tags, labels and the vectors of words."""

OF_KNOWN: Final = 0.2
"""The weight of what gold and annotators say."""

MEASURED: Final = 200
"""Examples by which the spread of what the layers give is measured."""

FURTHEST: Final = 20.0
"""A difference counts no more than so many times the spread: some columns are far out."""


class Distillation:
    """The loss of a narrower encoder under a small network that stays as it is."""

    def __init__(self, teacher: Encoder, task: Task, settings: Settings) -> None:
        """Initialise the instance.

        Args:
            teacher: What is repeated; of as many layers.
            task: What is learned from.
            settings: How.
        """
        self._teacher = teacher.eval().requires_grad_(False)
        self._task = task
        self._settings = settings
        some = random.Random(settings.seed).sample(task.train, min(MEASURED, len(task.train)))
        rows = pieces_of(some).rows
        self._spreads = [state[rows != PADDING].std(0) + 1e-3 for state in self._teacher.states(rows)]

    def __call__(self, model: Model, batch: list[Example]) -> torch.Tensor:
        """How far the model is from the teacher, and from what is known."""
        assert model.encoder is not None
        pieces = pieces_of(batch)
        with torch.no_grad():
            alone = model.word_vectors(self._task.maker.features, batch)
            with short_floats():
                taught_states = self._teacher.states(pieces.rows)
            taught = self._teacher.of_words(taught_states[-1].float(), pieces.first, pieces.last)
            taught_scores = model.scores(alone + taught, batch)
        with short_floats():
            states = model.encoder.states(pieces.rows)
        vectors = model.encoder.of_words(states[-1].float(), pieces.first, pieces.last)
        tags, labels = model.scores(alone + vectors, batch)
        of_tags, of_labels = (_divergence(*pair) for pair in zip((tags, labels), taught_scores, strict=True))
        of_vectors = ((vectors - taught) ** 2).mean() / taught.var()
        of_states = self._distance(states, taught_states, pieces.rows != PADDING)
        of_known = loss_of_known(tags, labels, batch, self._task.maker, self._settings)
        return of_tags + self._settings.label_weight * of_labels + of_vectors + OF_STATES * of_states + OF_KNOWN * of_known

    def _distance(self, states: Sequence[torch.Tensor], taught: Sequence[torch.Tensor], real: torch.Tensor) -> torch.Tensor:
        """The mean squared difference of what the layers give, in spreads."""
        pairs = zip(states, taught, self._spreads, strict=True)
        differences = [((ours - theirs).float()[real] / spread).clamp(-FURTHEST, FURTHEST) for ours, theirs, spread in pairs]
        return torch.stack([(difference**2).mean() for difference in differences]).mean()


def _divergence(scores: torch.Tensor, taught: torch.Tensor) -> torch.Tensor:
    """Kullback-Leibler divergence of the probabilities from those that are taught, per word."""
    ours, theirs = functional.log_softmax(scores, 1), functional.log_softmax(taught, 1)
    return functional.kl_div(ours, theirs, reduction="batchmean", log_target=True)
