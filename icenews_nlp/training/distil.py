"""What a pruned encoder learns: to give what the encoder gave that it was pruned from (TinyBERT, Jiao et al. 2020)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final

import torch
from torch.nn import functional

from icenews_nlp.training.encoder import PADDING, Encoder
from icenews_nlp.training.examples import Example, steps
from icenews_nlp.training.learn import Model, Task, bfloat16_autocast, loss_of_known, pieces_of
from icenews_nlp.training.settings import Settings

STATES_WEIGHT: Final = 0.5
"""Weight of what the layers give, beside tags, labels and the vectors of words, each of which has 1."""

KNOWN_WEIGHT: Final = 0.2
"""Weight of what gold and annotators say."""

MEASURED: Final = 200
"""Examples by which the spread of what the layers give is measured."""

MAX_DIFFERENCE: Final = 20.0
"""A difference counts no more than so many times the spread: some columns have outliers."""


class Distillation:
    """The loss of a pruned encoder under a small network that stays as it is."""

    def __init__(self, teacher: Encoder, task: Task, settings: Settings) -> None:
        """Initialise the instance.

        Args:
            teacher: What is repeated; of as many layers. It learns nothing any more.
            task: What is learned from.
            settings: How.
        """
        self._teacher = teacher.eval().requires_grad_(False)
        self._task = task
        self._settings = settings
        some = random.Random(settings.seed).sample(task.train, min(MEASURED, len(task.train)))
        self._spreads = [states.std(0) + 1e-3 for states in self._states_of(some)]

    def __call__(self, model: Model, batch: list[Example]) -> torch.Tensor:
        """How far the model is from the teacher, and from what is known."""
        assert model.encoder is not None
        pieces = pieces_of(batch)
        with torch.no_grad():
            words = model.word_vectors(self._task.maker.features, batch)
            with bfloat16_autocast():
                teacher_states = self._teacher.states(pieces.rows)
            teacher_vectors = self._teacher.of_words(teacher_states[-1].float(), pieces.first, pieces.last)
            teacher_tags, teacher_labels = model.scores(words + teacher_vectors, batch)
        with bfloat16_autocast():
            states = model.encoder.states(pieces.rows)
        vectors = model.encoder.of_words(states[-1].float(), pieces.first, pieces.last)
        tags, labels = model.scores(words + vectors, batch)
        return (
            _divergence(tags, teacher_tags)
            + self._settings.label_weight * _divergence(labels, teacher_labels)
            + ((vectors - teacher_vectors) ** 2).mean() / teacher_vectors.var()
            + STATES_WEIGHT * self._distance(states, teacher_states, pieces.rows != PADDING)
            + KNOWN_WEIGHT * loss_of_known(tags, labels, batch, self._task.maker, self._settings)
        )

    def _states_of(self, examples: list[Example]) -> list[torch.Tensor]:
        """What each layer of the teacher gives, sub-words x WIDTH."""
        found: list[list[torch.Tensor]] = [[] for _ in self._teacher.layers]
        with torch.no_grad():
            for batch in steps(examples, self._settings.size_a_step, random.Random(0)):
                rows = pieces_of(batch).rows
                for of_layer, states in zip(found, self._teacher.states(rows), strict=True):
                    of_layer.append(states[rows != PADDING])
        return [torch.cat(of_layer) for of_layer in found]

    def _distance(self, states: Sequence[torch.Tensor], taught: Sequence[torch.Tensor], real: torch.Tensor) -> torch.Tensor:
        """The mean squared difference of what the layers give, in spreads."""
        of_layers = []
        for ours, theirs, spread in zip(states, taught, self._spreads, strict=True):
            difference = (ours - theirs).float()[real] / spread
            of_layers.append((difference.clamp(-MAX_DIFFERENCE, MAX_DIFFERENCE) ** 2).mean())
        return torch.stack(of_layers).mean()


def _divergence(scores: torch.Tensor, taught: torch.Tensor) -> torch.Tensor:
    """Kullback-Leibler divergence of the probabilities from those that are taught, per word."""
    ours, theirs = functional.log_softmax(scores, 1), functional.log_softmax(taught, 1)
    return functional.kl_div(ours, theirs, reduction="batchmean", log_target=True)
