"""One word of a query as index terms, in ever wider readings.

Narrow: the word itself if it is a lemma, else the lemmas of its open-class readings. Where one form is both (`barna`: a rare
verb, and the genitive of barn), how often the gold data has each decides. Wide: all readings, but for rare ones beside a common
word (`skipa` asks for no ships) and those that would find another, commoner word spelled the same: `ár` is the genitive of á, a
river, and reaches no preposition `á`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from math import prod
from typing import Final

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.morphology.bin import NOUN_CLASSES, PERSON_DOMAINS, Reading
from icenews_nlp.language.names.base_forms import base_form
from icenews_nlp.search.analysis.lexicon import CLOSED_CLASSES, CONTENT_CLASSES, Lexicon, unique
from icenews_nlp.search.analysis.normalise import folded, key, spellings, titled
from icenews_nlp.search.query.accents import Accents, Fold

COMMONER: Final = 3
"""How many times commoner than a lemma that is the word itself another lemma must be to stand beside it.

On the last 972 sentences of MIM-GOLD-NER's valid, 1 would cost queries by base forms 1.4 % of precision and give those by
inflected forms 1 % of recall.
"""

RARER: Final = 7
"""How many times rarer than a content word that stands as typed another lemma may be for the second tier to find it: `skipa`
asks for no ships, `leyfi` may be of leyfa.

On the 1,472 sentences of benchmarks/retrieval.py a page of 10 hits gets an F of .902 by base forms and .886 by inflected ones,
without a limit .896 and .886. With 3 the first would be .904, but those who type `leyfi` and `fjarlægð` would miss leyfa and
fjarlægja.
"""

FORM_ODDS: Final = {"LHNT": 0.02, "LHÞT": 0.1, "1P": 0.05, "2P": 0.05, "BH": 0.05, "VH": 0.1}
"""Roughly how much rarer these forms of a verb are in news than its infinitive and third person, by parts of BÍN's marks.

Participles are low since those that people search for are words of their own too (keppandi, þekktur).
"""

NOUN_ODDS: Final = {"EF": 0.4, "FT": 0.5, "gr": 0.3}
"""How much rarer the genitive, the plural and the article make a form of a noun, by parts of BÍN's marks: in the training part
of MIM-GOLD-NER 2,058 genitives stand beside 5,250 nominatives of the singular, 2,420 plural and 1,583 definite ones."""

ADVERB_ODDS: Final = 0.25
"""The same for an adverb beside the adjective or noun that it is a form of (beint, heim): adverbs are seldom searched for."""

OWN_SHARE: Final = 0.1
"""The share of a lemma's spelling that its word class must have: `á` the river has less, beside the preposition."""

CONTENT_SHARE: Final = 0.5
"""A word counts as a content word if its content lemmas are that common beside its closed-class lemmas."""

NAME_SHARE: Final = 0.05
"""The same for a noun or name that is the word itself: `Einar` beside einn."""

UNFOLDED: Final = 6
"""How often the gold data must have a word without accents for it to be meant as it stands: `her` is an army, no hér; but
`lita`, which it has five times, may be líta."""

QUESTIONS: Final = frozenset({"hvar", "hvaðan", "hve", "hvenær", "hvernig", "hversu", "hví"})
"""Adverbs by BÍN that only ask: `hvenær hófst eldgosið` is answered by what says when."""

COPULA: Final = frozenset({"er", "eru", "var", "voru"})
"""What joins a question word to what is asked: nobody wants the `er` of `hvar er eldgosið` found."""

ONE_AND_MANY: Final = {"foreldri": "foreldrar", "foreldrar": "foreldri"}
"""Lemmas that mean one and several of the same, alone or at the end of compounds, though BÍN has all numbers of each."""

DIRECTIONS: Final = frozenset({"norðan", "sunnan", "austan", "vestan"})
"""Prepositions by BÍN that are content to a reader of the weather."""


class Level(Enum):
    """How widely words are read."""

    NARROW = "the likeliest meaning"
    WIDE = "every reading that is not rare"
    FOLDED = "those, and what only accents set apart"


class WordReader:
    """Reads the words of one query at one level."""

    def __init__(self, lexicon: Lexicon, level: Level, fold: Fold | None = None) -> None:
        self.level = level
        self._lexicon = lexicon
        self._fold = fold if level is Level.FOLDED else None
        self._accents = Accents(lexicon, self._fold) if self._fold else None

    def terms(self, word: str) -> tuple[str, ...]:
        """The index terms of any of which a position of a document must hold one."""
        if self.level is Level.NARROW:
            return self.narrow(word)
        return self.wide(word) if self._accents is None else self._folding(word, self._accents)

    def narrow(self, word: str) -> tuple[str, ...]:
        """The terms of the likeliest readings; the word itself is always among them, for names and foreign words."""
        readings = self._lexicon.readings(word)
        lower = word.lower()
        base = [r for r in readings if r.lemma.lower() == lower and r.word_class != "uh"]
        if any(r.lemma == word and r.in_domain(PERSON_DOMAINS) for r in base):  # Jóna, no ions; but Kára may be of Kári
            readings = tuple(r for r in readings if r.lemma[:1].isupper() and "FT" not in r.mark)
        chosen = self._beside_base(lower, base, readings) if base else self._of_inflected(readings)
        return self._terms(word, chosen)

    def wide(self, word: str) -> tuple[str, ...]:
        """The narrow terms, then those of other readings that do not lead to another word; stems of unknown words; the form.

        A verb finds its participles too where a document has them as adjectives: taggers and dictionaries waver (`skoðaður`).
        What is a content word as it stands is not looked for as a mere form.
        """
        readings = self._lexicon.readings(word)
        meant = [r for r in readings if self._leads_to_itself(r)]
        as_typed = [r for r in readings if _is_content(r, word)]
        if as_typed:
            meant = self._meant_beside(as_typed, word, meant)
        participles = [lemma for r in meant for lemma in self._lexicon.participles(r)]
        found = self._terms(word, meant, participles)
        stems = () if readings else self._lexicon.bare_stems(word)
        form = () if as_typed else (f"={key(word)}",)
        return unique([*self.narrow(word), *found, *stems, *form])

    def _meant_beside(self, as_typed: Sequence[Reading], word: str, readings: Iterable[Reading]) -> list[Reading]:
        """The readings that somebody may mean with a word that is a content word as it stands."""
        least = max(map(self._odds, as_typed)) / RARER
        meant = []
        for reading in readings:
            if reading.word_class in CLOSED_CLASSES:  # sumar, of the pronoun
                continue
            if "BH-ST" in reading.mark:  # ráð, the bare imperative
                continue
            if _is_of(word, reading) or self._odds(reading) >= least:  # the word itself, or what is not much rarer
                meant.append(reading)
        return meant

    def beginnings(self, start: str) -> tuple[str, ...]:
        """The beginning of a word, then what words of the index begin with that only accents set apart: breið of `breid`."""
        first, plain = key(start), folded(start)
        return unique([first, *self._accents.beginnings(plain)]) if self._accents and plain == first else (first,)

    def _folding(self, word: str, accents: Accents) -> tuple[str, ...]:
        """The wide terms, then what the index has that only accents set apart; for words without accents or unknown ones."""
        plain = folded(word)
        wide = self.wide(word)
        listed = self._lexicon.listed(word)
        if listed and (plain != key(word) or self._is_common(word)):
            return wide
        found = accents.terms(plain)
        forms = [term[1:] for term in found if term.startswith("=")]
        likely = self._likeliest(word)  # `bornum` is also of bor, but far rarer than börnum
        forms += [form for form in accents.forms(plain) if self._likeliest(form) >= likely]
        ways = () if listed or forms else accents.compounds(plain)
        compounds = [head + term for head, tail in ways for term in self.narrow(tail)]
        return unique([*wide, *found, *(term for form in forms for term in self.narrow(form)), *compounds])

    def _likeliest(self, word: str) -> float:
        return max(map(self._odds, self._lexicon.listed(word)), default=0.0)

    def _is_common(self, word: str) -> bool:
        """Whether the word as it stands is the base form of a common content word."""
        return any(self._lexicon.count(r) >= UNFOLDED for r in self._lexicon.listed(word) if _is_content(r, word))

    def of_name(self, word: str, label: EntityLabel) -> tuple[str, ...]:
        """The terms of a word of a name: all its readings as a noun or adjective, and its base form if BÍN lacks it."""
        readings = [r for r in self._lexicon.readings(word) if r.word_class in CONTENT_CLASSES - {"so"}]
        name = base_form(titled(word), self._lexicon.bin, label=label)
        terms = self._terms(word, readings, [name] if name else [])
        return terms if self._accents is None else unique([*terms, *self._folding(word, self._accents)])

    def is_preposition(self, word: str) -> bool:
        """Whether the word is a preposition and says little else."""
        return self.is_closed(word) and any(r.word_class == "fs" for r in self._lexicon.readings(word))

    def asks(self, word: str) -> bool:
        """Whether the word makes a question of what is beside it: hvar, hverjir."""
        lemmas = {r.lemma for r in self._lexicon.readings(word)}
        return key(word) in QUESTIONS or bool(lemmas & {"hver", "hvor"} and self.is_closed(word))

    def is_closed(self, word: str) -> bool:
        """Whether the word says little beside others: a preposition, pronoun, question word or the like, as most write it."""
        if key(word) in QUESTIONS:
            return True
        readings = self._lexicon.readings(word)
        closed = [r for r in readings if r.word_class in CLOSED_CLASSES]
        if not closed or key(word) in DIRECTIONS:
            return False
        if word[:1].isupper() and any(r.lemma == word for r in readings):  # Einar, Hans
            return False
        function = max(self._lexicon.count(r) for r in closed)
        content = {(r.lemma.lower(), r.word_class): r for r in readings if r.word_class in CONTENT_CLASSES}
        nouns = [r for (lemma, word_class), r in content.items() if lemma == word.lower() and word_class in NOUN_CLASSES]
        if any(self._lexicon.count(r) > NAME_SHARE * function for r in nouns):
            return False
        return sum(map(self._lexicon.count, content.values())) <= CONTENT_SHARE * function

    def _beside_base(self, lower: str, base: Sequence[Reading], readings: Iterable[Reading]) -> list[Reading]:
        """The readings whose lemma is the word itself, and those of lemmas that are meant as often."""
        twins = [r for r in readings if self._lexicon.is_plural_of(lower, r)]  # lög, which the gold data files under lag
        most = max(self._odds(r) for r in (*base, *twins))
        others = [
            r
            for r in readings
            if (r.word_class not in CLOSED_CLASSES or not most)
            and self._odds(r) >= COMMONER * most
            and self._leads_to_itself(r)
            and r not in twins  # documents have lög beside lag wherever it can be meant
        ]
        return [*base, *others]

    def _odds(self, reading: Reading) -> float:
        """How often that form of that lemma is meant, in no unit but the same for all."""
        return self._lexicon.count(reading) * form_odds(reading)

    def _of_inflected(self, readings: Sequence[Reading]) -> list[Reading]:
        """The open-class readings, or all where there are none."""
        opened = [r for r in readings if r.word_class not in CLOSED_CLASSES and self._leads_to_itself(r)]
        return opened or list(readings)

    def _leads_to_itself(self, reading: Reading) -> bool:
        return self._lexicon.share(reading) >= OWN_SHARE

    def _terms(self, word: str, readings: Sequence[Reading], more: Iterable[str] = ()) -> tuple[str, ...]:
        """The word's spellings, then its lemmas', the verb that hides in -st, and the name that BÍN lacks."""
        lemmas = [r.lemma for r in readings]
        others = [
            lemma.removesuffix(one) + ONE_AND_MANY[one] for lemma in lemmas for one in ONE_AND_MANY if lemma.endswith(one)
        ]
        verbs = [verb for lemma in lemmas if (verb := self._lexicon.active(lemma))]
        names = [] if any(not r.is_compound for r in readings) else self._unknown(word)
        return unique([term for found in (word, *lemmas, *others, *verbs, *names, *more) for term in spellings(found)])

    def _unknown(self, word: str) -> list[str]:
        name = base_form(titled(word), self._lexicon.bin)
        return [name] if name else []


def form_odds(reading: Reading) -> float:
    """How likely the form is among those of its lemma, from 0 to 1."""
    if reading.word_class == "ao":
        return ADVERB_ODDS
    if reading.word_class in NOUN_CLASSES:
        return prod(odds for part, odds in NOUN_ODDS.items() if part in reading.mark)
    if reading.word_class != "so":
        return 1.0
    return min((odds for part, odds in FORM_ODDS.items() if part in reading.mark.split("-")), default=1.0)


def _is_content(reading: Reading, word: str) -> bool:
    """Whether the reading is of a content word whose base form the word is."""
    return reading.lemma in (word, word.lower()) and reading.word_class in CONTENT_CLASSES


def _is_of(word: str, reading: Reading) -> bool:
    """Whether the word is the reading's base form."""
    return reading.lemma.lower() == word.lower()
