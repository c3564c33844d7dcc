"""The nominative form of a name: `Seðlabanka Íslands` -> `Seðlabanki Íslands`, `Vladimírs Pútíns` -> `Vladimír Pútín`.

A person's name is inflected word by word. In any other name the head noun and the adjectives before it are inflected together,
while what hangs on the head (a genitive, a preposition with its words) stays. Number, article, digits and capitals are kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.morphology.bin import NAME_DOMAINS, NOUN_CLASSES, PERSON_DOMAINS, PLACE_DOMAINS, Bin, Reading
from icenews_nlp.language.names.base_forms import CASE_NAMES, base_form, foreign_compound, is_acronym, is_listed

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

BEFORE_A_NAME: Final = frozenset({"bíó", "café", "gallerí", "hostel", "hótel", "kaffi", "sigur"})
"""Nouns followed by a name in their own case: `Hótels Sögu` -> `Hótel Saga`; the band Sigur Rós is inflected like them."""

AFTER_A_NAME: Final = frozenset({"banki", "sparisjóður"})
"""Nouns that follow a name in its own case: `Kviku banka` -> `Kvika banki`; other genitives after a genitive depend on it."""

PREPOSITIONS: Final = frozenset({"ao", "aþ", "ae"})
"""MIM-GOLD's tags of prepositions."""

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


def nominative(parts: Sequence[NamePart], label: EntityLabel, gaps: Sequence[str], bin: Bin) -> str:
    """The name in the nominative, its number and article kept; the surface where nothing can be inflected.

    `gaps` are the strings between the parts, one fewer than the parts.
    """
    if label is EntityLabel.PERSON:
        words = _person(parts, bin)
    elif label in DOMAINS:
        words = _phrase(parts, label, bin)
    else:
        words = [part.norm for part in parts]
    pieces = [piece for pair in zip(words, [*gaps, ""], strict=False) for piece in pair]
    return " ".join("".join(pieces).split())


def _features(tag: str) -> Features:
    start = FIRST_LETTER.get(tag[:1])
    if start is None or len(tag) < start + 3 or tag[start + 2] not in CASE_NAMES:
        return Features("")
    article = tag[0] == "n" and tag[4:5] == "g"
    return Features(tag[start + 2], GENDERS.get(tag[start], ""), NUMBERS.get(tag[start + 1], ""), article)


# ---- one word


def _person(parts: Sequence[NamePart], bin: Bin) -> list[str]:
    # What a preposition governs stays: `Jóhannesar úr Kötlum`.
    end = next((i for i, part in enumerate(parts) if part.tag in PREPOSITIONS), len(parts))
    return [_person_word(part, i, bin) for i, part in enumerate(parts[:end])] + [part.norm for part in parts[end:]]


def _person_word(part: NamePart, index: int, bin: Bin) -> str:
    if not part.norm.islower():
        return _noun(part, EntityLabel.PERSON, bin)
    # `von` stays, `hárfagra` and `prinsessu` do not.
    classes = {"l": MODIFIER_CLASSES, "n": NOUN_CLASSES}.get(part.tag[:1]) if index else None
    return _inflected(part, classes, EntityLabel.PERSON, bin) if classes else part.norm


def _noun(part: NamePart, label: EntityLabel, bin: Bin) -> str:
    """A capitalised noun in the nominative, whether BÍN has it or not."""
    if not _can_inflect(part.norm) or is_acronym(part.norm, bin):
        return part.norm
    features = _features(part.tag)
    base = base_form(part.norm, bin, case=features.case or None, label=label)
    if base is None or part.norm.isupper():
        return _inflected(part, NOUN_CLASSES, label, bin)
    compound = foreign_compound(part.norm, bin, features.case or None)
    if compound and compound.lemma == base:
        base = part.norm if features.case == "n" else compound.nominative
    return _like(part.norm, base)


def _inflected(part: NamePart, classes: frozenset[str], label: EntityLabel, bin: Bin, agree: Features | None = None) -> str:
    features = agree or _features(part.tag)
    reading = _reading(part, classes, label, bin, features)
    if reading is None:
        return part.norm
    # A nominative by its tag stays if it can be one; so do acronyms, and surnames like the accusative `Hafstein`.
    if features.case in ("n", "") and (part.norm.isupper() or _has_case(reading, "n") or _has_case(reading, "o")):
        return part.norm
    form = bin.nominative(_look_up_form(part.norm), reading)
    return _like(part.norm, form) if form else part.norm


def _can_inflect(word: str) -> bool:
    """Initials, numbers, Roman numerals and the first half of `Menningar- og viðskiptaráðuneyti` stay as they are."""
    return word[-1:].isalpha() and not ROMAN.fullmatch(word)


def _look_up_form(word: str) -> str:
    """The form to look up: BÍN has no headline capitals."""
    return word.title() if word.isupper() and len(word) > 3 else word


def _reading(part: NamePart, classes: frozenset[str], label: EntityLabel, bin: Bin, features: Features) -> Reading | None:
    """The reading that fits the tag and the type of name best."""
    word = _look_up_form(part.norm)
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
    return _has_case(reading, features.case) and features.number in reading.mark


def _fit(reading: Reading, part: NamePart, label: EntityLabel, features: Features) -> tuple[bool, ...]:
    return (
        _has_case(reading, features.case or "n"),
        not _has_case(reading, "o"),
        reading.word_class in NOUN_CLASSES or _agrees(reading, features),
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


def _has_case(reading: Reading, case: str) -> bool:
    return reading.mark.rpartition("-")[2].startswith(CASE_NAMES[case])


def _agrees(reading: Reading, features: Features) -> bool:
    """Whether a modifier has the gender and number of its noun."""
    return f"-{features.gender.upper()}-" in f"-{reading.mark}" and features.number in reading.mark


def _like(surface: str, form: str) -> str:
    """The form in the capitals of the surface; the surface itself where the form would lose one inside the word."""
    if surface.isupper() and len(surface) > 1:
        return form.upper()
    form = form[:1].upper() + form[1:] if surface[:1].isupper() else form
    return form if sum(map(str.isupper, form)) == sum(map(str.isupper, surface)) else surface


# ---- the head noun with what agrees with it


def _phrase(parts: Sequence[NamePart], label: EntityLabel, bin: Bin) -> list[str]:
    words = [part.norm for part in parts]
    head = _head(parts, label, bin)
    if head is None:
        return [_inflected(p, MODIFIER_CLASSES, label, bin) if p.tag.startswith("l") else p.norm for p in parts]
    words[head] = _noun(parts[head], label, bin)
    agree = _agreement(parts[head], label, bin)
    for i in range(head):
        if _is_modifier(parts[i], agree, bin):
            words[i] = _inflected(parts[i], MODIFIER_CLASSES, label, bin, agree)
    for i in _apposed(parts, head, label, bin):
        words[i] = _noun(parts[i], label, bin)
    return words


def _head(parts: Sequence[NamePart], label: EntityLabel, bin: Bin) -> int | None:
    """The first noun that is no modifier of the next one; its tag or BÍN makes it a noun."""
    for i, part in enumerate(parts):
        if part.tag in PREPOSITIONS:
            return None  # a book called `Úr smiðju`
        if not _is_noun(part, label, bin):
            continue
        follows = parts[i + 1] if i + 1 < len(parts) and parts[i + 1].tag.startswith("n") else None
        return i + 1 if follows and _depends_on(part, follows, label, bin) else i
    return None


def _depends_on(part: NamePart, noun: NamePart, label: EntityLabel, bin: Bin) -> bool:
    """`Íslands banka`, `Arion banka`, and `Bláa lónsins` where the adjective is tagged as a noun."""
    if part.tag == "e":
        return True
    own, other = _features(part.tag), _features(noun.tag)
    if own.case == "e" and other.case in ("n", "o", "þ"):
        return True
    if not other.article or _agreement(part, label, bin) == own:
        return False  # a noun just as its tag says
    return _is_modifier(part, _agreement(noun, label, bin), bin, marks="FVB")


def _is_noun(part: NamePart, label: EntityLabel, bin: Bin) -> bool:
    if part.tag.startswith("n"):
        return _can_inflect(part.norm)
    # A foreign tag may hide a name that BÍN has.
    if part.tag != "e" or not part.norm[:1].isupper():
        return False
    reading = _reading(part, NOUN_CLASSES, label, bin, Features(""))
    return reading is None or reading.lemma[:1].isupper()


def _agreement(head: NamePart, label: EntityLabel, bin: Bin) -> Features:
    """What modifiers have to agree with: the reading of the head, else its tag."""
    features = _features(head.tag)
    reading = _reading(head, NOUN_CLASSES, label, bin, features)
    if reading is None:
        return features
    case = next((letter for letter in CASE_NAMES if _has_case(reading, letter)), features.case)
    number = "FT" if "FT" in reading.mark else "ET"
    return Features(case, reading.word_class, number, reading.mark.endswith("gr"))


def _is_modifier(part: NamePart, agree: Features, bin: Bin, marks: str = "") -> bool:
    if (part.tag != "e" and part.tag[:1] not in FIRST_LETTER) or not agree.case or not _can_inflect(part.norm):
        return False
    return any(
        r.word_class in MODIFIER_CLASSES and r.mark.startswith(marks) and _has_case(r, agree.case) and _agrees(r, agree)
        for r in bin.readings(_look_up_form(part.norm), at_sentence_start=True)
    )


def _apposed(parts: Sequence[NamePart], head: int, label: EntityLabel, bin: Bin) -> list[int]:
    """The nouns after the head that are inflected with it."""
    found: list[int] = []
    case = _features(parts[head].tag).case
    last = head
    for i, part in enumerate(parts[head + 1 :], head + 1):
        if part.tag == "c" and i == last + 1:
            continue
        # A genitive after a genitive depends on it, unless `og` joins them (`Bosníu og Hersegóvínu`).
        same = _features(part.tag).case == case and (case in ("o", "þ") or i == last + 2)
        if not part.tag.startswith("n") or not (same or _is_of_its_own(parts[last], part, label, bin)):
            break
        found.append(i)
        last = i
    return found


def _is_of_its_own(before: NamePart, part: NamePart, label: EntityLabel, bin: Bin) -> bool:
    first, second = (_reading(p, NOUN_CLASSES, label, bin, _features(p.tag)) for p in (before, part))
    return bool((first and first.lemma.lower() in BEFORE_A_NAME) or (second and second.lemma.lower() in AFTER_A_NAME))
