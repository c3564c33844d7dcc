"""What a pruned encoder learns: tags and labels, and at first to give what the encoder gave that it was pruned from.

So as not to lose what the pretrained encoder knew before it has learned to do with less (TinyBERT, Jiao et al. 2020).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final

import torch

from icenews_nlp.training.examples import Example, steps
from icenews_nlp.training.learn import Task, loss_of_known
from icenews_nlp.training.modules.encoder import PADDING, Encoder
from icenews_nlp.training.modules.model import Model, bfloat16_autocast, pieces_of
from icenews_nlp.training.settings import Settings

STATES_WEIGHT: Final = 0.5
"""Weight of what the layers give, beside the vectors of words, which have 1."""

IMITATED: Final = 0.6
"""The share of the run in which the encoder is imitated, ever less."""

MEASURED: Final = 200
"""Examples by which the spread of what the layers give is measured."""

MAX_DIFFERENCE: Final = 20.0
"""A difference counts no more than so many times the spread: some columns have outliers."""


class Imitation:
    """The loss of a pruned encoder and the small network over it."""

    def __init__(self, original: Encoder, task: Task, settings: Settings) -> None:
        """Initialise the instance.

        Args:
            original: What is imitated; of as many layers. It learns nothing any more.
            task: What is learned from.
            settings: How.
        """
        self._original = original.eval().requires_grad_(False)
        self._task = task
        self._settings = settings
        some = random.Random(settings.seed).sample(task.train, min(MEASURED, len(task.train)))
        self._spreads = [states.std(0) + 1e-3 for states in self._states_of(some)]

    def __call__(self, model: Model, batch: list[Example], done: float) -> torch.Tensor:
        """How far the model is from what is known and taught, and from the original; `done` is the share of the run."""
        assert model.encoder is not None
        pieces = pieces_of(batch)
        with bfloat16_autocast():
            states = model.encoder.states(pieces.rows)
        vectors = model.encoder.of_words(states[-1].float(), pieces.first, pieces.last)
        tags, labels = model.scores(model.word_vectors(self._task.maker.features, batch) + vectors, batch)
        loss = loss_of_known(tags, labels, batch, self._task.maker, self._settings)
        weight = 1 - done / IMITATED
        if weight <= 0:
            return loss
        with torch.no_grad(), bfloat16_autocast():
            original_states = self._original.states(pieces.rows)
        original_vectors = self._original.of_words(original_states[-1].float(), pieces.first, pieces.last)
        of_states = self._distance(states, original_states, pieces.rows != PADDING)
        of_vectors = ((vectors - original_vectors) ** 2).mean() / original_vectors.var()
        return loss + weight * (of_vectors + STATES_WEIGHT * of_states)

    def _states_of(self, examples: list[Example]) -> list[torch.Tensor]:
        """What each layer of the original gives, sub-words x WIDTH."""
        found: list[list[torch.Tensor]] = [[] for _ in self._original.layers]
        with torch.no_grad():
            for batch in steps(examples, self._settings.size_a_step, random.Random(0)):
                rows = pieces_of(batch).rows
                for of_layer, states in zip(found, self._original.states(rows), strict=True):
                    of_layer.append(states[rows != PADDING])
        return [torch.cat(of_layer) for of_layer in found]

    def _distance(self, states: Sequence[torch.Tensor], taught: Sequence[torch.Tensor], real: torch.Tensor) -> torch.Tensor:
        """The mean squared difference of what the layers give, in spreads."""
        of_layers = []
        for ours, theirs, spread in zip(states, taught, self._spreads, strict=True):
            difference = (ours - theirs).float()[real] / spread
            of_layers.append((difference.clamp(-MAX_DIFFERENCE, MAX_DIFFERENCE) ** 2).mean())
        return torch.stack(of_layers).mean()
