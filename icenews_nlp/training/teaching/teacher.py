"""Teachers: what better models say of sentences, for a smaller one to learn (Hinton et al. 2015).

Their answers are kept in files, so that a run that was stopped resumes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from icenews_nlp.language.tagging.scores import SentenceScores, Tagger
from icenews_nlp.language.tagging.tagger import MOST_TAGS

SENTENCES_PER_FILE: Final = 2_000

ANSWERS: Final = ("tags", "chances", "labels")
"""The arrays of a file."""


class Taught(NamedTuple):
    """What a teacher says of the words of one sentence, or several on average."""

    tags: npt.NDArray[np.int64]
    """The likely tags, `(n_words, MOST_TAGS)` of each teacher side by side; -1 where it names fewer."""
    chances: npt.NDArray[np.float32]
    """Their probabilities, which add up to 1 where it names any."""
    labels: npt.NDArray[np.float32]
    """The probability of each label, `(n_words, n_labels)`."""


class Teacher:
    """A tagger, asked about sentences in the tags and labels of the network that learns."""

    def __init__(self, tagger: Tagger, tags: Sequence[str], labels: Sequence[str], folder: Path) -> None:
        """Ask nothing yet.

        Args:
            tagger: Knows all the labels.
            tags: Those of the network that learns; a tag that is none of them counts as not named.
            labels: Those of the network that learns.
            folder: Where its answers are kept.
        """
        self._tagger = tagger
        self._tag_of = {tag: i for i, tag in enumerate(tags)}
        self._columns = [tagger.labels.index(label) for label in labels]
        self._folder = folder

    def teach(self, sentences: Sequence[Sequence[str]]) -> list[Taught]:
        """What it says of each sentence, given as its words."""
        self._folder.mkdir(parents=True, exist_ok=True)
        found: list[Taught] = []
        for first in range(0, len(sentences), SENTENCES_PER_FILE):
            some = sentences[first : first + SENTENCES_PER_FILE]
            path = self._folder / f"{first:07}.npz"
            if not path.exists():
                self._ask(some, path)
            ends = np.cumsum([len(words) for words in some])[:-1]
            with np.load(path) as file:
                parts = [np.split(file[name], ends) for name in ANSWERS]
            found += [Taught(*one) for one in zip(*parts, strict=True)]
        return found

    def _ask(self, sentences: Sequence[Sequence[str]], path: Path) -> None:
        answers = [self._numbers(scores) for scores in self._tagger.tag(sentences)]
        partial = path.with_suffix(".partial")
        with partial.open("wb") as file:
            tags, chances, labels = (np.concatenate(parts) for parts in zip(*answers, strict=True))
            np.savez(file, tags=tags, chances=chances, labels=labels)
        partial.replace(path)  # a kill while writing leaves no half of a file

    def _numbers(self, scores: SentenceScores) -> Taught:
        tags = np.full((len(scores.tags), MOST_TAGS), -1)
        chances = np.zeros(tags.shape, dtype=np.float32)
        for i, likely in enumerate(scores.tags):
            known = [(self._tag_of[tag], chance) for tag, chance in likely if tag in self._tag_of]
            for j, (tag, chance) in enumerate(known):
                tags[i, j], chances[i, j] = tag, chance
        chances /= np.maximum(chances.sum(axis=1, keepdims=True), 1e-9)
        return Taught(tags, chances, np.exp(scores.labels[:, self._columns]))


def average(answers: Sequence[Sequence[Taught]]) -> list[Taught]:
    """What teachers say of the same sentences on average; a tag that two of them name stands there twice."""
    return [_average(of_sentence) for of_sentence in zip(*answers, strict=True)]


def _average(answers: Sequence[Taught]) -> Taught:
    tags, chances = (np.concatenate([one[i] for one in answers], axis=1) for i in (0, 1))
    labels = np.stack([one.labels for one in answers]).mean(axis=0)
    return Taught(tags, (chances / len(answers)).astype(np.float32), labels)
