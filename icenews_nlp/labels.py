"""Closed vocabularies: entity types with all that depends on them, token kinds, sources of lemmas.

A new entity type is one line of `EntityLabel`: every table by label (colours, headings, fields of queries, facets, label
schemes) is derived from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

LANG: Final = "is"
"""spaCy's code for Icelandic, in one place because spaCy 4 means to rename it."""


class EntityType(NamedTuple):
    """What the package needs to know of an entity type beside its label."""

    is_name: bool
    """Whether its entities are names, which have a nominative, are indexed and counted; the others are values."""
    conll: str
    """The label in the style of CoNLL 2003."""
    plural_heading: str
    """Above a list of such entities."""
    html_colour: str
    """Background on which black text has a contrast of at least 12 to 1 (WCAG asks for 7)."""
    terminal_style: str
    """A colour of the terminal's own palette, so that its theme keeps it readable."""
    query_fields: tuple[str, ...] = ()
    """What stands before the colon in a query, `person:Pútín`: the first is shown to users, the others are accepted too."""
    value_kinds: tuple[str, ...] = ()
    """Kinds of values that are entities of this type."""
    schema_org: str = "Thing"
    """The type of schema.org in JSON-LD."""


class EntityLabel(str, Enum):
    """The eight entity types of MIM-GOLD-NER."""

    PERSON = "Person", EntityType(True, "PER", "Persons", "#ffd8a8", "bold magenta", ("person",), schema_org="Person")
    LOCATION = "Location", EntityType(True, "LOC", "Places", "#b2f2bb", "bold green", ("place", "location"), schema_org="Place")
    ORGANIZATION = (
        "Organization",
        EntityType(
            *(True, "ORG", "Organizations", "#a5d8ff", "bold cyan", ("organization", "organisation")),
            schema_org="Organization",
        ),
    )
    MISCELLANEOUS = "Miscellaneous", EntityType(True, "MISC", "Other names", "#eebefa", "bold yellow", ("misc",))
    DATE = "Date", EntityType(False, "DATE", "Dates", "#e9ecef", "bright_blue", value_kinds=("date", "timestamp"))
    TIME = "Time", EntityType(False, "TIME", "Times", "#e9ecef", "bright_blue", value_kinds=("time",))
    MONEY = "Money", EntityType(False, "MONEY", "Amounts", "#fff3bf", "bright_red", value_kinds=("amount",))
    PERCENT = "Percent", EntityType(False, "PERCENT", "Percentages", "#fff3bf", "bright_red", value_kinds=("percent",))

    _value_: str
    entity_type: EntityType

    if TYPE_CHECKING:  # beside a __new__, mypy takes a member's value for Any

        @property
        def value(self) -> str:
            """The label as documents write it."""

    def __new__(cls, label: str, *described: EntityType) -> EntityLabel:
        """A member that is equal to its label as a string, and carries its one `EntityType`.

        The type is optional in the signature alone, which type checkers read for the look-up `EntityLabel("Person")` too.
        """
        member = str.__new__(cls, label)
        member._value_ = label
        (member.entity_type,) = described
        return member


ENTITY_TYPES: Final[Mapping[EntityLabel, EntityType]] = {label: label.entity_type for label in EntityLabel}

NAME_LABELS: Final = tuple(label for label in EntityLabel if label.entity_type.is_name)
"""Labels whose entities are names; the order is that of headings and facets."""


class TokenKind(str, Enum):
    """What a token looks like, apart from its grammar."""

    WORD = "word"
    ABBREVIATION = "abbreviation"
    NUMBER = "number"
    """Digits with the punctuation inside them: `3,5`, `2023`, `12.`, `14:30`, `20%`, `2/3`."""
    PUNCTUATION = "punctuation"
    SYMBOL = "symbol"
    """Characters that are neither words nor punctuation: `€`, `+`, emoji."""
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
    """A name that BÍN lacks, by the rules of names; or a lemma of the gold data that BÍN does not list for the form."""
    SURFACE = "surface"
    """The word itself: a number, a symbol, a foreign or unknown word."""
    PARSE = "parse"
    """From Greynir's parse, when it is among the tagger's candidates (profile "deep")."""
