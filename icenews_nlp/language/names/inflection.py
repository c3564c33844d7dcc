"""One word of a name in the nominative, by its tag and BÍN."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.morphology.bin import NAME_DOMAINS, NOUN_CLASSES, PERSON_DOMAINS, PLACE_DOMAINS, Bin, Reading
from icenews_nlp.language.names.base_forms import CASE_NAMES, HEADS, base_form, foreign_compound, is_acronym, is_listed

DOMAINS: Final = {
    EntityLabel.PERSON: PERSON_DOMAINS,
    EntityLabel.LOCATION: PLACE_DOMAINS,
    EntityLabel.ORGANIZATION: frozenset({"fyr"}),
    EntityLabel.MISCELLANEOUS: frozenset({"ffl", "titl"}),
}
"""BÍN's `hluti` that fit an entity label; other types of entity are no names."""

MODIFIER_CLASSES: Final = frozenset({"lo", "fn", "gr", "rt", "to"})
"""BÍN's classes of words that stand before a noun and agree with it."""

FIRST_LETTER: Final = {"n": 1, "l": 1, "g": 1, "f": 2, "t": 2}
"""Where gender, number and case begin in a MIM-GOLD tag, by its word class."""

GENDERS: Final = {"k": "kk", "v": "kvk", "h": "hk"}
NUMBERS: Final = {"e": "ET", "f": "FT"}

PLACE_HEADS: Final = tuple(HEADS)

ROMAN: Final = re.compile(r"[IVXLCDM]+\.?")


class NamePart(NamedTuple):
    """One token of a name."""

    text: str
    norm: str
    """The text without soft hyphens and the like."""
    tag: str
    """MIM-GOLD's tag; may be wrong now and then."""
    lemma: str


class Features(NamedTuple):
    """Grammar that a tag gives a word; "" where it gives none."""

    case: str
    gender: str = ""
    number: str = ""
    article: bool = False


def features_of(tag: str) -> Features:
    """Gender, number and case as a MIM-GOLD tag gives them; without a case where the tag has none."""
    start = FIRST_LETTER.get(tag[:1])
    if start is None or len(tag) < start + 3 or tag[start + 2] not in CASE_NAMES:
        return Features("")
    article = tag[0] == "n" and tag[4:5] == "g"
    return Features(tag[start + 2], GENDERS.get(tag[start], ""), NUMBERS.get(tag[start + 1], ""), article)


def noun(part: NamePart, label: EntityLabel, bin: Bin) -> str:
    """A capitalised noun in the nominative, whether BÍN has it or not."""
    if not can_inflect(part.norm) or is_acronym(part.norm, bin):
        return part.norm
    features = features_of(part.tag)
    base = base_form(part.norm, bin, case=features.case or None, label=label)
    if base is None or part.norm.isupper():
        return inflected(part, NOUN_CLASSES, label, bin)
    compound = foreign_compound(part.norm, bin, features.case or None)
    if compound and compound.lemma == base:
        base = part.norm if features.case == "n" else compound.nominative
    return _like(part.norm, base)


def inflected(part: NamePart, classes: frozenset[str], label: EntityLabel, bin: Bin, agree: Features | None = None) -> str:
    """The nominative of a word, or the word as it stands where no reading fits. `agree` is taken for what its tag says."""
    features = agree or features_of(part.tag)
    reading = best_reading(part, classes, label, bin, features)
    if reading is None:
        return part.norm
    # A nominative by its tag stays if it can be one; so do acronyms, and surnames like the accusative `Hafstein`.
    if features.case in ("n", "") and (part.norm.isupper() or has_case(reading, "n") or has_case(reading, "o")):
        return part.norm
    form = bin.nominative(look_up_form(part.norm), reading)
    return _like(part.norm, form) if form else part.norm


def can_inflect(word: str) -> bool:
    """Initials, numbers, Roman numerals and the first half of `Menningar- og viðskiptaráðuneyti` stay as they are."""
    return word[-1:].isalpha() and not ROMAN.fullmatch(word)


def look_up_form(word: str) -> str:
    """The form to look up: BÍN has no headline capitals."""
    return word.title() if word.isupper() and len(word) > 3 else word


def best_reading(part: NamePart, classes: frozenset[str], label: EntityLabel, bin: Bin, features: Features) -> Reading | None:
    """The reading that fits the tag and the type of name best."""
    word = look_up_form(part.norm)
    return max(
        (
            reading
            for reading in bin.readings(word, at_sentence_start=True)
            if reading.word_class in classes and _may_be(reading, part, label, features) and is_listed(reading, word, bin)
        ),
        key=lambda reading: _fit(reading, part, label, features),
        default=None,
    )


def _may_be(reading: Reading, part: NamePart, label: EntityLabel, features: Features) -> bool:
    """Whether the word may be read so: acronyms, foreign words and persons are names of BÍN or what the tag says exactly."""
    doubtful = part.norm.isupper() or part.tag.startswith("nx") or (label is EntityLabel.PERSON and not part.norm.islower())
    if not doubtful or (reading.lemma[:1].isupper() and not reading.is_compound):
        return True
    if part.norm.isupper() or features.gender != reading.word_class:
        return False
    return has_case(reading, features.case) and features.number in reading.mark


def _fit(reading: Reading, part: NamePart, label: EntityLabel, features: Features) -> tuple[bool, ...]:
    return (
        has_case(reading, features.case or "n"),
        not has_case(reading, "o"),
        # Of a compound that BÍN lacks; a wrong tag may want another one: `Eystrasaltsríkjunum` is of no `-ríkja`.
        label is not EntityLabel.LOCATION or not reading.is_compound or reading.lemma.endswith(PLACE_HEADS),
        reading.word_class in NOUN_CLASSES or agrees(reading, features),
        # A lemma that only repeats the word says nothing.
        part.norm.lower() != part.lemma.lower() == reading.lemma.lower(),
        reading.in_domain(DOMAINS[label]),
        reading.in_domain(NAME_DOMAINS),
        reading.lemma[:1].isupper(),
        features.number in reading.mark,
        not features.gender or reading.word_class == features.gender,
        features.article == reading.mark.endswith("gr"),
        reading.lemma == part.norm,
        not reading.is_compound,
    )


def has_case(reading: Reading, case: str) -> bool:
    """Whether a form stands in that case, which is a key of `CASE_NAMES`."""
    return reading.mark.rpartition("-")[2].startswith(CASE_NAMES[case])


def agrees(reading: Reading, features: Features) -> bool:
    """Whether a modifier has the gender and number of its noun."""
    return f"-{features.gender.upper()}-" in f"-{reading.mark}" and features.number in reading.mark


def _like(surface: str, form: str) -> str:
    """The form in the capitals of the surface; the surface itself where the form would lose one inside the word."""
    if surface.isupper() and len(surface) > 1:
        return form.upper()
    form = form[:1].upper() + form[1:] if surface[:1].isupper() else form
    return form if sum(map(str.isupper, form)) == sum(map(str.isupper, surface)) else surface
