"""A name as a noun phrase in the nominative: the head noun with what agrees with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.morphology.bin import NOUN_CLASSES, Bin
from icenews_nlp.language.names.base_forms import CASE_NAMES, PATRONYMIC, is_listed
from icenews_nlp.language.names.inflection import (
    FIRST_LETTER,
    MODIFIER_CLASSES,
    Features,
    NamePart,
    agrees,
    best_reading,
    can_inflect,
    features_of,
    has_case,
    inflected,
    look_up_form,
    noun,
)

DASHES: Final = frozenset({"–", "—"})

BEFORE_A_NAME: Final = frozenset({"bíó", "café", "gallerí", "hostel", "hótel", "kaffi", "sigur"})
"""Nouns followed by a name in their own case: `Hótels Sögu` -> `Hótel Saga`; the band Sigur Rós is inflected like them."""

AFTER_A_NAME: Final = ("banki", "félag", "sjóður", "flokkur", "útgáfa", "forlag")
"""Last parts of nouns that follow a name in its own case: `Kviku banka` -> `Kvika banki`; other genitives after a genitive
depend on it."""

ISLANDS: Final = re.compile(r"(.*)[Ee]yj(ar|um|a|unum|anna)")
DEFINITE_ISLANDS: Final = frozenset({"unum", "anna"})

OLD_OBLIQUE: Final = ("ðra", "fra", "mra", "nra", "tra")
"""The end of a comparative in the old oblique masculine that places keep: `Neðra-Dal` is Neðri-Dalur."""

UNBENT: Final = ("MST", "OBEYGJANLEGT")
"""BÍN's marks of what stands after a name as it is, `Norðurland eystra`, be it an adverb that is tagged as a noun: `vestra`."""

PREPOSITIONS: Final = frozenset({"ao", "aþ", "ae"})
"""MIM-GOLD's tags of prepositions."""


def phrase(parts: Sequence[NamePart], label: EntityLabel, bin: Bin) -> list[str]:
    """The words of a name that is no person's, its head and what is inflected with it in the nominative."""
    if len(parts) == 1 and (apart := _with_adjective(parts[0], bin)):
        adjective, noun_of_it = phrase(apart, label, bin)
        reading = best_reading(apart[1], NOUN_CLASSES, label, bin, features_of(apart[1].tag))
        if reading is not None and reading.word_class == "kk" and adjective.endswith(OLD_OBLIQUE):
            adjective = adjective.removesuffix("a") + "i"
        return [f"{adjective}-{noun_of_it}"]
    words = [part.norm for part in parts]
    head = _head(parts, label, bin)
    if head is None:
        return [inflected(p, MODIFIER_CLASSES, label, bin) if p.tag.startswith("l") else p.norm for p in parts]
    words[head] = noun(parts[head], label, bin)
    agree = _agreement(parts[head], label, bin)
    for i in range(head):
        if _is_modifier(parts[i], agree, bin):
            words[i] = inflected(parts[i], MODIFIER_CLASSES, label, bin, agree)
    for i in _apposed(parts, head, label, bin):
        words[i] = noun(parts[i], label, bin)
    for i in range(1, len(parts)):
        if words[i] != parts[i].norm or (i == len(parts) - 1 and any(part.tag == "e" for part in parts[:i])):
            words[i] = company_form(parts[i].norm, bin) or words[i]
    return words


def _with_adjective(part: NamePart, bin: Bin) -> list[NamePart]:
    """The adjective and the noun of `Neðra-Dal`, which BÍN lacks as one word; [] for any other."""
    first, hyphen, last = part.norm.partition("-")
    if not hyphen or not last[:1].isupper() or bin.contains(part.norm):
        return []
    is_weak = any(r.word_class == "lo" and r.mark.startswith(("MST", "FVB")) for r in bin.readings(first.lower()))
    return [part._replace(norm=first, tag="l"), part._replace(norm=last)] if is_weak else []


def group_of_islands(part: NamePart, bin: Bin, *, may_be_genitive: bool) -> str | None:
    """The nominative of a group of islands, which is a plural of `ey` and never of `eyja`: `Hebrideseyjum`, `til Eyja`.

    None for another word, such as a single island: `Páskaeyja`, `Hríseyjar`.
    """
    match = ISLANDS.fullmatch(part.norm)
    if match is None:
        return None
    stem, ending = match.groups()
    if not stem and ending == "ar":
        return part.norm  # `Eyjar`, which BÍN has as the genitive of a farm
    listed = any(r.lemma[:1].isupper() and not r.is_compound and is_listed(r, part.norm, bin) for r in bin.readings(part.norm))
    is_plural = ending != "a" or features_of(part.tag).case == "e" or (may_be_genitive and not features_of(part.tag).case)
    if ending == "ar" or not is_plural or (stem and listed):
        return None
    return part.norm.removesuffix(ending) + ("arnar" if ending in DEFINITE_ISLANDS else "ar")


def company_form(word: str, bin: Bin) -> str | None:
    """The singular of what a firm calls itself after its name: `banka` of `Arion banka` is no plural."""
    readings = [r for r in bin.readings(word) if r.lemma.islower() and r.lemma.endswith(AFTER_A_NAME)] if word.islower() else []
    return next((bin.nominative(word, r) for r in readings if "ET" in r.mark and not r.mark.endswith("gr")), None)


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
    own, other = features_of(part.tag), features_of(noun.tag)
    if own.case == "e" and other.case in ("n", "o", "þ"):
        return True
    if not other.article or _agreement(part, label, bin) == own:
        return False  # a noun just as its tag says
    return _is_modifier(part, _agreement(noun, label, bin), bin, marks="FVB")


def _is_noun(part: NamePart, label: EntityLabel, bin: Bin) -> bool:
    if part.tag.startswith("n"):
        return can_inflect(part.norm) and not _is_article(part.norm, bin)
    # A foreign tag may hide a name that BÍN has.
    if part.tag != "e" or not part.norm[:1].isupper():
        return False
    reading = best_reading(part, NOUN_CLASSES, label, bin, Features(""))
    return reading is None or reading.lemma[:1].isupper()


def _is_article(word: str, bin: Bin) -> bool:
    """Whether the word is the article of `Hins íslenska bókmenntafélags`."""
    return any(r.word_class == "gr" for r in bin.readings(word.lower()))


def _agreement(head: NamePart, label: EntityLabel, bin: Bin) -> Features:
    """What modifiers have to agree with: the reading of the head, else its tag."""
    features = features_of(head.tag)
    reading = best_reading(head, NOUN_CLASSES, label, bin, features)
    if reading is None:
        return features
    case = next((letter for letter in CASE_NAMES if has_case(reading, letter)), features.case)
    number = "FT" if "FT" in reading.mark else "ET"
    return Features(case, reading.word_class, number, reading.mark.endswith("gr"))


def _is_modifier(part: NamePart, agree: Features, bin: Bin, marks: str = "") -> bool:
    if (part.tag != "e" and part.tag[:1] not in FIRST_LETTER) or not agree.case or not can_inflect(part.norm):
        return False
    return any(
        r.word_class in MODIFIER_CLASSES and r.mark.startswith(marks) and has_case(r, agree.case) and agrees(r, agree)
        for r in bin.readings(look_up_form(part.norm), at_sentence_start=True)
    )


def _apposed(parts: Sequence[NamePart], head: int, label: EntityLabel, bin: Bin) -> list[int]:
    """The nouns after the head that are inflected with it."""
    found: list[int] = []
    case = features_of(parts[head].tag).case
    last = head
    for i, part in enumerate(parts[head + 1 :], head + 1):
        if part.tag == "c" and i == last + 1:
            continue
        if part.norm.islower() and any(r.mark.startswith(UNBENT) for r in bin.readings(part.norm)):
            break
        # A genitive after a genitive depends on it, unless `og` joins them (`Bosníu og Hersegóvínu`).
        same = features_of(part.tag).case == case and (case in ("o", "þ") or i == last + 2)
        if not part.tag.startswith("n") or not (same or _is_of_its_own(parts[last], part, label, bin)):
            break
        found.append(i)
        last = i
    return found


def _is_of_its_own(before: NamePart, part: NamePart, label: EntityLabel, bin: Bin) -> bool:
    """Whether both are in one case: `Hótels Sögu`, `Kviku banka`, `Knattspyrnufélagsins Vals`."""
    first, second = (best_reading(p, NOUN_CLASSES, label, bin, features_of(p.tag)) for p in (before, part))
    if first and (first.lemma.lower() in BEFORE_A_NAME or (first.mark.endswith("gr") and part.norm[:1].isupper())):
        return True
    if PATRONYMIC.match(part.norm) and not PATRONYMIC.match(before.norm):
        return True
    return part.norm.islower() and second is not None and second.lemma.lower().endswith(AFTER_A_NAME)
