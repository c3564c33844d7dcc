"""Closed vocabularies: entity labels, token kinds, sources of lemmas."""

from __future__ import annotations

from enum import Enum
from typing import Final

LANG: Final = "is"
"""spaCy's code for Icelandic, in one place because spaCy 4 means to rename it."""


class EntityLabel(str, Enum):
    """The eight entity types of MIM-GOLD-NER."""

    PERSON = "Person"
    LOCATION = "Location"
    ORGANIZATION = "Organization"
    MISCELLANEOUS = "Miscellaneous"
    DATE = "Date"
    TIME = "Time"
    MONEY = "Money"
    PERCENT = "Percent"


class TokenKind(str, Enum):
    """What a token looks like, apart from its grammar."""

    WORD = "word"
    ABBREVIATION = "abbreviation"
    NUMBER = "number"
    """Digits with their signs: `3,5`, `2023`, `12.`, `14:30`, `20%`, `2/3`."""
    PUNCTUATION = "punctuation"
    SYMBOL = "symbol"
    """Signs that are neither words nor punctuation: `€`, `+`, emoji."""
    URL = "url"
    EMAIL = "email"
    HASHTAG = "hashtag"
    MENTION = "mention"


class LemmaSource(str, Enum):
    """Where a lemma comes from."""

    DICTIONARY = "dictionary"
    """An entry of BÍN."""
    COMPOUND = "compound"
    """A compound whose last part is an entry of BÍN."""
    RULE = "rule"
    """A name that BÍN lacks, by the rules of names; or a lemma of the gold data that is no entry of BÍN's for the form."""
    SURFACE = "surface"
    """The word itself: a number, a sign, a foreign or unknown word."""
    PARSE = "parse"
    """The deep parse's lemma, which the tagger has too, first or among the close ones (profile "deep")."""
