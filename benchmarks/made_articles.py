"""Articles for timing a stream: any number, the same every time, with the language of our own corpus and the lengths of news.

An article has sentences of one file of corpus/, drawn at random, so what it says makes no sense. A few sentences in between
have names, compounds and sums that no other article has: news never runs out of new words, and a cache must live with them.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from typing import Final

from icenews_nlp import Article
from icenews_nlp.language.lemmas import LearnedLemmas
from icenews_nlp.models import LEMMAS_FILE, MODELS
from icenews_nlp.training.corpora.readers import inline_names

CORPUS: Final = Path(__file__).parent.parent / "corpus"
SHARES: Final = {"domestic": 9, "world": 5, "sport_culture": 5, "business_science": 4, "organizations": 2, "official": 1}
"""Files of corpus/train and how many articles of each, of 26."""

SPREAD: Final = 0.5
"""Standard deviation of the logarithm of the lengths: nine articles in ten have between 0.4 and 2.3 of the usual words."""
SHORTEST: Final = 40
LONGEST: Final = 5.0
"""Times the usual length."""
PARAGRAPH: Final = 3
"""Sentences in one."""
TITLE_WORDS: Final = 9

NEW_WORDS: Final = 1 / 6
"""The share of sentences that are made here."""
TEMPLATES: Final = (
    "{given} {surname} segir að verkefnið „{compound}“ hafi kostað {sum} krónur.",
    "Félagið {firm} hf. skilaði {sum} króna hagnaði, að sögn {surname}.",
    "Á bænum {farm} voru {number} kindur þegar {given} {surname} kom þangað {day}. {month}.",
    "„Við köllum þetta {compound},“ segir {given} {surname} í viðtali.",
)
GIVEN: Final = "Anna Arnar Björk Dagný Davíð Edda Egill Elín Gunnar Haukur Inga John Maria Peter Sofia Sunna"
MONTHS: Final = "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember"
ONSETS: Final = "b br d dr f fr g gr h k kl kr l m n p pl r s sk sp st t tr v"
VOWELS: Final = "a e i o u á í ó ú y"
CODAS: Final = "l n r s k m t lm nd rk st ng"
FIRST: Final = datetime(2024, 1, 1, tzinfo=timezone.utc)


class Maker:
    """Makes articles by number, each from its number and nothing else."""

    def __init__(self, words: int = 300) -> None:
        """Read the corpus.

        Args:
            words: that an article has on average.
        """
        self._words = words
        self._sentences = {name: [text for text, _ in inline_names(CORPUS / "train" / f"{name}.txt")] for name in SHARES}
        self._titles = {name: [t for t in texts if len(t.split()) <= TITLE_WORDS] for name, texts in self._sentences.items()}
        frequency = LearnedLemmas.load(MODELS / LEMMAS_FILE).frequency
        pairs = (key.rpartition(" ") for key in frequency)
        self._nouns = [
            lemma for lemma, _, tag in pairs if tag == "n" and lemma.isalpha() and lemma.islower() and len(lemma) < 8
        ]

    def articles(self) -> Iterator[Article]:
        """Articles without an end."""
        return map(self.article, count())

    def article(self, number: int) -> Article:
        """The article of that number."""
        chance = random.Random(number)
        (name,) = chance.choices(list(SHARES), list(SHARES.values()))
        usual = self._words * math.exp(chance.gauss(-(SPREAD**2) / 2, SPREAD))
        wanted = min(max(usual, SHORTEST), LONGEST * self._words)
        sentences: list[str] = []
        size = 0
        while size < wanted:
            made = chance.random() < NEW_WORDS
            sentences.append(self._made(chance) if made else chance.choice(self._sentences[name]))
            size += len(sentences[-1].split())
        paragraphs = (" ".join(sentences[i : i + PARAGRAPH]) for i in range(0, len(sentences), PARAGRAPH))
        return Article(
            id=f"made-{number}",
            title=chance.choice(self._titles[name]).removesuffix("."),
            text="\n\n".join(paragraphs),
            section=name,
            published=FIRST + timedelta(minutes=5 * number),
        )

    def _made(self, chance: random.Random) -> str:
        whole, thousands = chance.randrange(1, 1000), chance.randrange(1000)
        return chance.choice(TEMPLATES).format(
            given=chance.choice(GIVEN.split()),
            surname=_name(chance),
            firm=_name(chance),
            farm=_name(chance),
            compound=f"{chance.choice(self._nouns)}s{chance.choice(self._nouns)}",
            sum=f"{whole}.{thousands:03}.000",
            number=10 * chance.randrange(2, 90),
            day=chance.randrange(1, 29),
            month=chance.choice(MONTHS.split()),
        )


def _name(chance: random.Random) -> str:
    syllables = [chance.choice(ONSETS.split()) + chance.choice(VOWELS.split()) for _ in range(chance.randrange(1, 4))]
    return ("".join(syllables) + chance.choice(CODAS.split())).capitalize()
