"""Sets of words, and what BÍN knows of one, as far as it tells names, topics and sentences of a flattened page apart."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from icenews_nlp.language.morphology.bin import PERSON_DOMAINS, Bin, Reading

_NEVER_IN_TOPICS: Final = frozenset({"so", "pfn", "uh", "nhm"})
_GENDERS: Final = {"son": "kk", "dóttir": "kvk", "bur": "hk"}


def word_set(text: str) -> frozenset[str]:
    """The words of a text with spaces between them: a table that is easy to read."""
    return frozenset(text.split())


@lru_cache(maxsize=1)
def _bin() -> Bin:
    return Bin()


def readings(word: str) -> tuple[Reading, ...]:
    """All readings of a word; () for one that BÍN lacks."""
    return _bin().readings(word)


def has_nominative(word: str) -> bool:
    """Whether it may be a nominative."""
    return any("NF" in reading.mark for reading in readings(word))


def is_person(word: str) -> bool:
    """Whether it may be a name of persons."""
    return any(reading.in_domain(PERSON_DOMAINS) and reading.lemma[:1].isupper() for reading in readings(word))


def is_given_name(word: str, patronymic: str = "") -> bool:
    """Whether it may be a given name in the nominative, of the gender of a patronymic where one is given."""
    gender = next((gender for ending, gender in _GENDERS.items() if patronymic.endswith(ending)), None)
    named = (r for r in readings(word) if r.in_domain(frozenset({"ism", "gæl"})) and r.mark.startswith("NF"))
    return any(gender in (None, "hk", r.word_class) for r in named)


def is_patronymic(word: str) -> bool:
    """Whether it is a patronymic or matronymic in the nominative."""
    return len(word) > 4 and word[0].isupper() and word.endswith(tuple(_GENDERS))


def is_common(word: str) -> bool:
    """Whether it is an ordinary word, whatever its first letter, and no name."""
    return bool(readings(word.lower())) and not is_person(word)


def is_preposition(word: str) -> bool:
    """Whether a name may depend on it: a preposition, or `og`."""
    return any(reading.word_class == "fs" or reading.lemma == "og" for reading in readings(word))


def is_verb(word: str) -> bool:
    """Whether it can only be a verb or a pronoun, as no topic has them."""
    classes = {reading.word_class for reading in readings(word)}
    return bool(classes) and classes <= _NEVER_IN_TOPICS
