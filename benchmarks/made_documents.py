"""Documents made for timing an index: as many as wanted, the same every time, with the length and the word frequencies of news.

The common words and how often they come are those of the package's own table of lemmas; rarer ones are compounds made of them.
Inflected forms are made by endings, so they look like Icelandic and are not. Nothing is analysed.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, timezone
from itertools import product
from typing import Final, NamedTuple

import numpy as np

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.lemmas import LearnedLemmas
from icenews_nlp.models import LEMMAS_FILE, MODELS
from icenews_nlp.search.analysis.document import DocumentTerms, FieldTerms, NameTerm, PartTerm, Term
from icenews_nlp.search.ranges import Range

TITLE_WORDS: Final = 7
BODY_WORDS: Final = 220
"""Words drawn; with names and punctuation a document has some 260 tokens."""
SENTENCE_WORDS: Final = 16
CLAUSE_WORDS: Final = 8
NAMES: Final = {EntityLabel.PERSON: 4, EntityLabel.LOCATION: 3, EntityLabel.ORGANIZATION: 3}
"""Names in a document, about as many as MIM-GOLD-NER has in a text of that length."""
COMPOUNDS: Final = 40_000
"""Compounds made, some 6 % of the words of a document, as in our own corpus (corpus/) by profile "fast"."""
AMBIGUOUS: Final = 0.02
"""The share of forms that have a second lemma; the same corpus has so many close alternatives."""
COLLOCATIONS: Final = 40
WITH_COLLOCATION: Final = 0.4
"""The share of documents that have one of the pairs of words that phrases are asked of."""
START: Final = datetime(2024, 1, 1, tzinfo=timezone.utc)
DAYS: Final = 900
SOURCES: Final = ("dagblað", "útvarp", "vefmiðill", "héraðsfréttir")

ENDINGS: Final = {
    "n": ("i", "s", "ar", "um", "a", "inn", "inum", "ins", "anna"),
    "l": ("an", "um", "ir", "ar", "a", "t"),
    "s": ("ar", "aði", "um", "uðu", "að", "i"),
}
"""By the first letter of a MIM-GOLD tag: noun, adjective, verb. Other words have one form."""

GIVEN: Final = {
    "dóttir": "Anna Ásdís Björk Dagný Edda Elín Guðrún Hanna Inga",
    "son": "Arnar Birkir Brynjar Davíð Egill Friðrik Gunnar Haukur Ívar",
}
PARENTS: Final = (
    "Arnars Baldurs Bjarka Daníels Einars Eiríks Finns Garðars Gísla Halldórs Hauks Ingólfs Jakobs Karls Leifs Óskars"
)
PLACE_ENDINGS: Final = ("vík", "dalur", "fell", "staðir", "nes")
FIRM_ENDINGS: Final = ("félagið", "stofan", "sjóður", "verslun", "skólinn")
NAMES_MADE: Final = 3000
"""Places, and as many firms."""


class Cell(NamedTuple):
    """A word as it stands in a text, with all that is the same wherever it stands."""

    shown: str
    lemmas: tuple[str, ...]
    parts: tuple[tuple[str, int, int], ...] = ()
    """Lemma of a part, and its range in the word."""


COMMA: Final = Cell(",", (",",))
STOP: Final = Cell(".", (".",))


class Lemma(NamedTuple):
    """A word of the vocabulary."""

    lemma: str
    word_class: str
    weight: float
    parts: tuple[tuple[str, int, int], ...] = ()


class Maker:
    """Makes documents by number, and knows how often their words come."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self._numbers = np.random.default_rng(seed)
        self.lemmas = self._vocabulary()
        self._cells, weights = self._forms()
        self._cumulative = np.cumsum(weights) / sum(weights)
        self.names = self._names()
        common = self.between(0.02, 0.2)
        self.collocations = [(self._chance.choice(common), self._chance.choice(common)) for _ in range(COLLOCATIONS)]

    def documents(self, first: int, count: int) -> list[DocumentTerms]:
        """Documents number `first` and on; each only once, in order, since they are drawn one after the other."""
        return [self._document(number) for number in range(first, first + count)]

    def between(self, least: float, most: float) -> list[str]:
        """Nouns, adjectives and verbs that are expected in such a share of the documents."""
        total = sum(lemma.weight for lemma in self.lemmas)
        shares = ((lemma, 1 - (1 - lemma.weight / total) ** BODY_WORDS) for lemma in self.lemmas if lemma.word_class in ENDINGS)
        return [lemma.lemma for lemma, share in shares if least <= share < most and len(lemma.lemma) > 3]

    def _vocabulary(self) -> list[Lemma]:
        frequency = LearnedLemmas.load(MODELS / LEMMAS_FILE).frequency
        known = []
        for key, count in frequency.items():
            lemma, _, tag = key.rpartition(" ")
            if lemma.isalpha():
                known.append(Lemma(lemma, tag, float(count)))
        nouns = [word.lemma for word in known if word.word_class == "n" and 2 < len(word.lemma) < 7]
        made: dict[str, Lemma] = {}
        for rank in range(COMPOUNDS):
            first, second = self._chance.choice(nouns), self._chance.choice(nouns)
            start = f"{stem(first)}s"
            whole = start + second
            parts = ((first, 0, len(start)), (second, len(start), len(whole)))
            made[whole] = Lemma(whole, "n", 0.7 / (1 + rank / 10_000), parts)
        return known + list(made.values())

    def _names(self) -> dict[EntityLabel, list[str]]:
        """Names by label, the commonest first."""
        persons = []
        for kin, given in GIVEN.items():
            for first, second, parent in product(given.split(), given.split(), PARENTS.split()):
                persons.append(f"{first} {parent}{kin}" if first == second else f"{first} {second} {parent}{kin}")
        self._chance.shuffle(persons)
        starts = [stem(word.lemma).capitalize() for word in self.lemmas if word.word_class == "n" and len(word.lemma) < 8]
        places = [self._chance.choice(starts) + self._chance.choice(PLACE_ENDINGS) for _ in range(NAMES_MADE)]
        firms = [self._chance.choice(starts) + self._chance.choice(FIRM_ENDINGS) for _ in range(NAMES_MADE)]
        return {EntityLabel.PERSON: persons, EntityLabel.LOCATION: places, EntityLabel.ORGANIZATION: firms}

    def _forms(self) -> tuple[list[Cell], list[float]]:
        """Every form of every word; the first forms of a word are the commonest."""
        cells, weights = [], []
        for lemma, word_class, weight, parts in self.lemmas:
            forms = [lemma, *(stem(lemma) + ending for ending in ENDINGS.get(word_class, ()))]
            for rank, form in enumerate(forms, 1):
                others = (self._chance.choice(self.lemmas).lemma,) if self._chance.random() < AMBIGUOUS else ()
                in_form = tuple((part, start, min(end, len(form)) if start == 0 else len(form)) for part, start, end in parts)
                cells.append(Cell(form, (lemma, *others), in_form))
                weights.append(weight / rank**1.7)
        return cells, weights

    def _document(self, number: int) -> DocumentTerms:
        words = [self._cells[i] for i in np.searchsorted(self._cumulative, self._numbers.random(TITLE_WORDS + BODY_WORDS))]
        title, body = words[:TITLE_WORDS], words[TITLE_WORDS:]
        names = [(label, name) for label, count in NAMES.items() for name in self._zipf(self.names[label], count)]
        inserted = [[Cell(word, (word.lower(),)) for word in name.split()] for _, name in names]
        if self._chance.random() < WITH_COLLOCATION:
            inserted.append([Cell(word, (word,)) for word in self._chance.choice(self.collocations)])
        for cells in inserted:
            at = self._chance.randrange(len(body))
            body[at:at] = cells
        return DocumentTerms(
            key=f"made-{number}",
            title=field([title]),
            body=field(punctuated(body[i : i + SENTENCE_WORDS]) for i in range(0, len(body), SENTENCE_WORDS)),
            names=tuple(
                NameTerm(label, name, tuple(name.lower().split()), names.count((label, name)))
                for label, name in dict.fromkeys(names)
            ),
            url=f"https://example.is/{number}",
            source=self._chance.choice(SOURCES),
            published=START + timedelta(minutes=self._chance.randrange(DAYS * 24 * 60)),
        )

    def _zipf(self, names: Sequence[str], count: int) -> list[str]:
        """So many names, the first ones oftener."""
        return [names[int(len(names) ** self._chance.random()) - 1] for _ in range(count)]


def stem(lemma: str) -> str:
    """A lemma without the ending that its other forms do not have."""
    return lemma.removesuffix("ur") if lemma.endswith("ur") else lemma.rstrip("aiu") or lemma


def punctuated(words: Sequence[Cell]) -> list[Cell]:
    """A sentence of two clauses."""
    comma = [COMMA] if len(words) > CLAUSE_WORDS else []
    return [*words[:CLAUSE_WORDS], *comma, *words[CLAUSE_WORDS:], STOP]


def field(sentences: Iterable[Sequence[Cell]]) -> FieldTerms:
    """Sentences of cells as a field: their words with a space between, each sentence with a capital."""
    text: list[str] = []
    terms: list[Term] = []
    ranges = []
    at = 0
    for sentence in sentences:
        begin = at + 1 if at else 0
        for cell in sentence:
            if at and cell is not STOP and cell is not COMMA:
                text.append(" ")
                at += 1
            shown = cell.shown.capitalize() if at == begin else cell.shown
            parts = tuple([PartTerm(lemma, at + start, at + end) for lemma, start, end in cell.parts])
            terms.append(Term(len(terms), at, at + len(shown), cell.lemmas, cell.shown.lower(), parts))
            text.append(shown)
            at += len(shown)
        ranges.append(Range(begin, at))
    return FieldTerms("".join(text), tuple(terms), tuple(ranges))


def text_bytes(documents: Iterable[DocumentTerms]) -> int:
    """The size of titles and bodies in UTF-8."""
    return sum(len(d.title.text.encode()) + len(d.body.text.encode()) for d in documents)


class Question(NamedTuple):
    """A query as a user types it here, and the nearest thing in SQLite's own syntax over raw forms."""

    text: str
    raw: str


def questions(maker: Maker, count: int, seed: int = 2) -> dict[str, list[Question]]:
    """Queries by kind: how often a word is expected decides between rare and common."""
    chance = random.Random(seed)
    rare, middling, common = maker.between(0.0005, 0.002), maker.between(0.05, 0.2), maker.between(0.3, 0.7)

    def words(pool: Sequence[str]) -> Iterator[str]:
        return (chance.choice(pool) for _ in range(count))

    persons = maker.names[EntityLabel.PERSON][count : 2 * count]
    triples = [chance.sample(middling, 3) for _ in range(count)]
    return {
        "rare word": [Question(word, f'"{word}"') for word in words(rare)],
        "common word": [Question(word, f'"{word}"') for word in words(common)],
        "phrase": [Question(f'"{a} {b}"', f'"{a} {b}"') for a, b in maker.collocations[:count]],
        "three words": [Question(" ".join(three), " ".join(f'"{word}"' for word in three)) for three in triples],
        "prefix": [Question(f"{word[:4]}*", f'"{word[:4]}" *') for word in words(middling)],
        "person": [Question(f'person:"{name}"', f'"{name}"') for name in persons],
    }
