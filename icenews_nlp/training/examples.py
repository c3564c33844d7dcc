"""Sentences as numbers for the trainer: word types, sub-words, and what is known of each word."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from icenews_nlp.evaluation.gold import Sentence
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.tagging.features import NO_FORMS, WordFeatures, capital_says_little, word_features
from icenews_nlp.language.tagging.gazetteer import shared_gazetteer
from icenews_nlp.language.tagging.subwords import MOST_WORDS, SubWords
from icenews_nlp.training.teaching.teacher import Taught

Numbers = npt.NDArray[np.int64]

SHUFFLED_TOGETHER: Final = 500
"""Examples that are sorted by length among themselves, so that a step pads little and the order stays random."""


class Example(NamedTuple):
    """A sentence, or a part of a long one; -1 or 0 where a thing is not known of a word."""

    types: Numbers
    tags: Numbers
    patterns: Numbers
    labels: Numbers
    pieces: Numbers
    """Rows of sub-words with those of the sentence's begin and end; empty where no sub-words are used."""
    first: Numbers
    last: Numbers
    """Word -> the place of its first and last sub-word in `pieces`."""
    context: npt.NDArray[np.float16] | None = None
    """The vectors of an encoder that does not learn, `(n_words, width)`."""
    taught: Taught | None = None
    """What a teacher says of the words."""

    @property
    def size(self) -> int:
        """What the example costs: its sub-words, or its words where it has none."""
        return len(self.pieces) or len(self.types)


class ExampleMaker:
    """Turns sentences into numbers and remembers the features of every word type."""

    def __init__(
        self, tags: Sequence[str], labels: Sequence[str], subwords: SubWords | None = None, forms: Mapping[str, int] = NO_FORMS
    ) -> None:
        """Initialise the instance.

        Args:
            tags: Those that a network gives.
            labels: The same of labels.
            subwords: What cuts words, where there is an encoder.
            forms: Form -> the row of its ready-made vector.
        """
        self.tags, self.labels = list(tags), list(labels)
        self.features: list[WordFeatures] = []
        self.allowed: list[npt.NDArray[np.bool_]] = [np.ones(len(self.tags), dtype=np.bool_)]
        """Pattern -> the tags it allows; pattern 0 says nothing."""
        self._subwords = subwords
        self._forms = forms
        self._bin = Bin()
        self._gazetteer = shared_gazetteer()
        self._types: dict[tuple[str, bool], int] = {}
        self._words: list[str] = []
        """The word of each type."""
        self._patterns: dict[str | None, int] = {None: 0}
        self._tag_of = {tag: i for i, tag in enumerate(self.tags)}
        self._label_of = {label: i for i, label in enumerate(self.labels)}

    @classmethod
    def of_data(
        cls, train: Sequence[Sentence], subwords: SubWords | None = None, forms: Mapping[str, int] = NO_FORMS
    ) -> ExampleMaker:
        """With the tags, the commonest first, and the labels that training sentences have."""
        words = [word for sentence in train for word in sentence]
        tags = [tag for tag, _ in Counter(w.tag for w in words if w.tag).most_common()]
        labels = sorted({w.label for w in words if w.label}, key=lambda label: (label != "O", label))
        return cls(tags, labels, subwords, forms)

    def make(self, sentences: Sequence[Sentence]) -> list[Example]:
        """The sentences as numbers; an unknown tag or label counts as not given."""
        return [example for sentence in sentences for example in self._parts(sentence)]

    def words(self, example: Example) -> list[str]:
        """The words of an example that it made."""
        return [self._words[i] for i in example.types]

    def _parts(self, sentence: Sentence) -> Iterator[Example]:
        texts = [word.text for word in sentence]
        at_start = capital_says_little(texts)
        whole = [slice(i, i + MOST_WORDS) for i in range(0, len(sentence), MOST_WORDS)]
        for part in self._subwords.parts(texts) if self._subwords else whole:
            words = sentence[part]
            yield Example(
                np.array([self._type(*key) for key in zip(texts[part], at_start[part], strict=True)]),
                np.array([self._tag_of.get(w.tag or "", -1) for w in words]),
                np.array([self._pattern(w.tag_pattern) for w in words]),
                np.array([self._label_of.get(w.label or "", -1) for w in words]),
                *self._pieces(texts[part]),
            )

    def _pieces(self, words: Sequence[str]) -> tuple[Numbers, Numbers, Numbers]:
        if self._subwords is None:
            nothing = np.zeros(0, dtype=np.int64)
            return nothing, nothing, nothing
        return tuple(np.array(numbers) for numbers in self._subwords.of_sentence(words))  # type: ignore[return-value]  # of_sentence gives three

    def _type(self, word: str, at_start: bool) -> int:
        key = (word, at_start)
        if key not in self._types:
            self._types[key] = len(self.features)
            self._words.append(word)
            self.features.append(word_features(word, at_start, self._bin, self._gazetteer, self._forms))
        return self._types[key]

    def _pattern(self, pattern: str | None) -> int:
        if pattern not in self._patterns:
            whole = re.compile(pattern or "")
            allowed = np.array([bool(whole.fullmatch(tag)) for tag in self.tags])
            self._patterns[pattern] = len(self.allowed) if allowed.any() else 0
            if allowed.any():
                self.allowed.append(allowed)
        return self._patterns[pattern]


def steps(examples: Sequence[Example], size: int, order: random.Random) -> list[list[Example]]:
    """The examples in random order, in groups that cost about so much; padded sub-words are counted."""
    shuffled = order.sample(list(examples), len(examples))
    chunks = [shuffled[i : i + SHUFFLED_TOGETHER] for i in range(0, len(shuffled), SHUFFLED_TOGETHER)]
    groups: list[list[Example]] = []
    group: list[Example] = []
    for example in (e for chunk in chunks for e in sorted(chunk, key=lambda e: e.size)):
        longest = max(example.size, *(e.size for e in group)) if group else example.size
        if group and longest * (len(group) + 1) > size:
            groups.append(group)
            group = []
        group.append(example)
    if group:
        groups.append(group)
    order.shuffle(groups)
    return groups
