"""The nominative form of a name: `Seðlabanka Íslands` -> `Seðlabanki Íslands`, `Vladimírs Pútíns` -> `Vladimír Pútín`.

A person's name is inflected word by word. In any other name the head noun and the adjectives before it are inflected together,
while what hangs on the head (a genitive, a preposition with its words) stays. Number, article, digits and capitals are kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.bin import NAME_DOMAINS, NOUN_CLASSES, Bin, Reading
from icenews_nlp.language.unknown_names import CASE_NAMES, base_form, foreign_compound, is_listed

PERSON_DOMAINS: Final = frozenset({"ism", "föð", "móð", "gæl", "ætt", "erm"})
DOMAINS: Final = {
    EntityLabel.PERSON: PERSON_DOMAINS,
    EntityLabel.LOCATION: frozenset({"lönd", "þor", "örn", "bær", "göt", "erl", "heö"}),
    EntityLabel.ORGANIZATION: frozenset({"fyr"}),
    EntityLabel.MISCELLANEOUS: frozenset({"ffl", "titl"}),
}
"""BÍN's `hluti` that fit an entity label; other types of entity are no names."""

MODIFIER_CLASSES: Final = frozenset({"lo", "fn", "gr", "rt", "to"})
"""BÍN's classes of words that stand before a noun and agree with it."""

GENDERS: Final = {"k": "kk", "v": "kvk", "h": "hk"}
NUMBERS: Final = {"e": "ET", "f": "FT"}

BEFORE_A_NAME: Final = frozenset({"bíó", "café", "gallerí", "hostel", "hótel", "kaffi", "sigur"})
"""Nouns followed by a name in their own case: `Hótels Sögu` -> `Hótel Saga`; the band Sigur Rós is inflected like them."""

AFTER_A_NAME: Final = frozenset({"banki", "sparisjóður"})
"""Nouns that follow a name in its own case: `Kviku banka` -> `Kvika banki`; other genitives after a genitive depend on it."""

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
        words = [_person_word(part, bin) for part in parts]
    elif label in DOMAINS:
        words = _phrase(parts, label, bin)
    else:
        words = [part.norm for part in parts]
    return _join(words, gaps)


def _join(words: Sequence[str], gaps: Sequence[str]) -> str:
    pieces = [piece for pair in zip(words, [*gaps, ""], strict=False) for piece in pair]
    return " ".join("".join(pieces).split())


def _features(tag: str) -> Features:
    start = {"n": 1, "l": 1, "g": 1, "f": 2, "t": 2}.get(tag[:1])
    if start is None or len(tag) < start + 3 or tag[start + 2] not in CASE_NAMES:
        return Features("")
    article = tag[0] == "n" and tag[4:5] == "g"
    return Features(tag[start + 2], GENDERS.get(tag[start], ""), NUMBERS.get(tag[start + 1], ""), article)


# ---- one word


def _person_word(part: NamePart, bin: Bin) -> str:
    if part.norm.islower():  # `von`, but `hárfagra`
        return _inflected(part, MODIFIER_CLASSES, EntityLabel.PERSON, bin) if part.tag.startswith("l") else part.norm
    return _noun(part, EntityLabel.PERSON, bin)


def _noun(part: NamePart, label: EntityLabel, bin: Bin) -> str:
    """A capitalised noun in the nominative, whether BÍN has it or not."""
    if not _can_inflect(part.norm):
        return part.norm
    features = _features(part.tag)
    base = base_form(part.norm, bin, case=features.case or None, label=label)
    if base is None or part.norm.isupper():
        return _inflected(part, NOUN_CLASSES, label, bin)
    compound = foreign_compound(part.norm, bin, features.case or None)
    if compound and compound.lemma == base and features.case != "n":
        base = compound.nominative
    return _like(part.norm, base)


def _inflected(part: NamePart, classes: frozenset[str], label: EntityLabel, bin: Bin, agree: Features | None = None) -> str:
    features = agree or _features(part.tag)
    reading = _reading(part, classes, label, bin, features)
    if reading is None:
        return part.norm
    # A nominative by its tag stays if it can be one; an acronym always stays.
    if features.case in ("n", "") and (part.norm.isupper() or _has_case(reading, "n")):
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
            if reading.word_class in classes and _may_be(reading, part, label) and is_listed(reading, word, bin)
        ),
        key=lambda reading: _fit(reading, part, label, features),
        default=None,
    )


def _may_be(reading: Reading, part: NamePart, label: EntityLabel) -> bool:
    if label is EntityLabel.PERSON and not part.norm.islower():
        return not PERSON_DOMAINS.isdisjoint(reading.domain.split(","))
    # What may be an acronym or foreign is believed only where BÍN has a name.
    doubtful = part.norm.isupper() or part.tag.startswith("nx")
    return not (doubtful and (reading.lemma.islower() or reading.is_compound))


def _fit(reading: Reading, part: NamePart, label: EntityLabel, features: Features) -> tuple[bool, ...]:
    domains = reading.domain.split(",")
    return (
        _has_case(reading, features.case or "n"),
        reading.word_class in NOUN_CLASSES or _agrees(reading, features),
        # A lemma that only repeats the word says nothing.
        part.norm.lower() != part.lemma.lower() == reading.lemma.lower(),
        not DOMAINS[label].isdisjoint(domains),
        not NAME_DOMAINS.isdisjoint(domains),
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
    gender = f"-{features.gender.upper()}-" in f"-{reading.mark}"
    return gender and features.number in reading.mark


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
    if own.case == "e" and other.case in ("o", "þ"):
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
    if not part.tag.startswith(("l", "f", "g", "t", "n", "e")) or not agree.case or not _can_inflect(part.norm):
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
    for i in range(head + 1, len(parts)):
        if parts[i].tag == "c" and i == last + 1:
            continue
        if not parts[i].tag.startswith("n"):
            break
        same_case = _features(parts[i].tag).case == case
        of_its_own = _lemma(parts[last], label, bin) in BEFORE_A_NAME or _lemma(parts[i], label, bin) in AFTER_A_NAME
        # A genitive after a genitive depends on it, unless `og` joins them (`Bosníu og Hersegóvínu`).
        joined = i == last + 2
        if not (of_its_own or (same_case and (case != "e" or joined))):
            break
        found.append(i)
        last = i
    return found


def _lemma(part: NamePart, label: EntityLabel, bin: Bin) -> str:
    reading = _reading(part, NOUN_CLASSES, label, bin, _features(part.tag))
    return reading.lemma.lower() if reading else ""
