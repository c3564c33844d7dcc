"""More sentences for a teacher to be asked about: copies of tagged ones in which words give way to others of the same tag.

Tags tell a case, a gender and a person's name from a place's: a copy reads like the genre that it is from, with words
that the gold sentences lack in such places (as in TinyBERT, Jiao et al. 2020, where a language model proposes them).
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Final

from icenews_nlp.evaluation.gold import GoldWord, Sentence

CLASSES: Final = frozenset("nlse")
"""First letters of the tags whose words are exchanged: nouns, adjectives, verbs and foreign words."""

SHARE: Final = 0.3
"""The share of such words that are."""

Word = tuple[str, str]
"""Its form and its tag."""


class Substitution:
    """Makes copies of sentences with other words; the same words and seed give the same copies."""

    def __init__(self, words: Iterable[Word], seed: int = 0) -> None:
        """Initialise the instance.

        Args:
            words: What stands in for others, each as often as the square root of how often it is given.
            seed: Of the choices.
        """
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for text, tag in words:
            if _is_exchanged(text, tag):
                counts[tag][text] += 1
        self._words = {tag: (list(c), list(accumulate(count**0.5 for count in c.values()))) for tag, c in counts.items()}
        self._random = random.Random(seed)

    def copies(self, sentences: Iterable[Sentence]) -> Iterator[Sentence]:
        """One copy of each sentence whose words all have a tag; nothing is known of its words."""
        for sentence in sentences:
            if all(word.tag for word in sentence):
                yield [GoldWord(self._other(word.text, word.tag or "")) for word in sentence]

    def _other(self, text: str, tag: str) -> str:
        if not _is_exchanged(text, tag) or tag not in self._words or self._random.random() >= SHARE:
            return text
        words, weights = self._words[tag]
        other = self._random.choices(words, cum_weights=weights)[0]
        return other[0].upper() + other[1:] if text[0].isupper() else other


def _is_exchanged(text: str, tag: str) -> bool:
    return tag[:1] in CLASSES and text[:1].isalpha()
