"""A person's name, word by word: what in it is a given name, what a family name, and whether its -s and -u are endings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from icenews_nlp.language.morphology.bin import GIVEN_NAME_DOMAINS, PERSON_DOMAINS, PLACE_DOMAINS, Bin, Reading
from icenews_nlp.language.names.base_forms import CASE_NAMES, PATRONYMIC, patronymic

if TYPE_CHECKING:
    from icenews_nlp.language.names.known_names import KnownNames

GENDERS: Final = {"kk": "KK", "kvk": "KVK", "hk": "HK"}
"""BÍN's class of a noun -> gender in the mark of an adjective."""


GIVEN_NAMES: Final = GIVEN_NAME_DOMAINS | {"gæl"}

PARENTS_NAMES: Final = frozenset({"föð", "móð"})

PATRONYMICS: Final = {
    "sonar": ("kk", "e"),
    "sons": ("kk", "e"),
    "son": ("kk", "no"),
    "syni": ("kk", "þ"),
    "dóttir": ("kvk", "n"),
    "dóttur": ("kvk", "oþe"),
}
"""Ending of a patronymic -> its gender, and the letters of the cases that it may have."""


DATIVE: Final = re.compile(r"..[aeiouy]si$")
"""A foreign given name with an Icelandic ending of the dative: `Jonasi Gahr Støre`."""


class PersonName(NamedTuple):
    """The words of a person's name, and what is known of all of them together."""

    words: Sequence[str]
    cases: Sequence[str]
    """The letters n, o, þ, e that the tags give the words, "" for none."""
    shared: frozenset[tuple[str, str]]
    """The genders and cases that all given names and patronymics in it may have: `Sandra María` is a nominative, for `María` is
    nothing else, though `Sandra` alone may be of Sandri. Empty where none of the words says."""
    heard: frozenset[str]
    """Words of names in the article; one of them that can be a foreign word's nominative is."""
    may_be_genitive: bool
    """Whether something before the name may govern a genitive."""
    is_no_genitive: bool = False
    """Whether a preposition before the name governs another case."""


def shared_forms(words: Sequence[str], bin_: Bin) -> frozenset[tuple[str, str]]:
    """The genders and cases that the given names and patronymics of a name share."""
    shared: frozenset[tuple[str, str]] = frozenset()
    for i, word in enumerate(words):
        if i == len(words) - 1 and word.endswith("s") and not PATRONYMIC.match(word):
            continue  # may be a short patronymic, which has no case
        own = forms_of(word, bin_)
        shared = (shared & own) or shared or own
    return shared


def person_word(name: PersonName, index: int, lemma: str, known: KnownNames, bin_: Bin) -> str | None:
    """The nominative of a word of a person's name; None where its tag has to say.

    Args:
        name: the name.
        index: of the word.
        lemma: of the word; it decides where the word may be a form of two names, and neither the tag nor the other words of the
            name say of which.
        known: BÍN and the gazetteer.
        bin_: BÍN.
    """
    word, is_last = name.words[index], index == len(name.words) - 1
    given = _given(word, bin_)
    agreeing = [r for r in given if not name.shared or _form(r) in name.shared]
    own = [r for r in agreeing if r.in_domain(GIVEN_NAMES)]
    if index == 0 and name.is_no_genitive and given and all(_form(r)[1] == "e" for r in given):
        return word  # another name: `við Edgars Rinkevics`
    if index == 0:
        return _given_name(word, "" if name.cases[0] else lemma, agreeing or given, bin_) if given else _foreign(name, 0, known)
    if PATRONYMIC.match(word) and not given:
        return patronymic(word)
    if own and not is_last and PATRONYMIC.match(name.words[-1]):
        return _given_name(word, "", own, bin_)
    if known.is_family_name(word):
        return word
    own_cases = {_form(r)[1] for r in own}
    is_agreeing = name.cases[0] == name.cases[index] in own_cases and "n" not in own_cases
    if is_last and is_agreeing and not word.endswith("s"):
        return _given_name(word, "", own, bin_)
    if _is_family_name(name.words, index, name.cases, bin_):
        return word
    if given and not is_last and not agreeing and word.endswith("s"):
        return word  # a short patronymic: `Guðrún Karls Helgudóttir`
    if given:
        return None if is_last else _given_name(word, "", agreeing, bin_)
    return _foreign(name, index, known)


def forms_of(word: str, bin_: Bin) -> frozenset[tuple[str, str]]:
    """The genders and cases that a given name or a patronymic may have; empty for another word."""
    if PATRONYMIC.match(word):
        gender, cases = next(forms for ending, forms in PATRONYMICS.items() if word.lower().endswith(ending))
        return frozenset((gender, case) for case in cases)
    return frozenset(_form(r) for r in _given(word, bin_) if r.in_domain(GIVEN_NAMES | PARENTS_NAMES))


def is_patronymic(word: str, bin_: Bin) -> bool:
    """Whether the word is a patronymic or matronymic by its letters or BÍN: `Arasonar`, `Mínervudóttur`."""
    return bool(PATRONYMIC.match(word)) or any(r.in_domain(PARENTS_NAMES) for r in _given(word, bin_))


def _form(reading: Reading) -> tuple[str, str]:
    """The gender of a noun and the letter of its case."""
    return reading.word_class, next((letter for letter, name in CASE_NAMES.items() if reading.mark.startswith(name)), "")


def _given(word: str, bin_: Bin) -> list[Reading]:
    """The readings of a word as a name of persons."""
    return [r for r in bin_.readings(word) if r.in_domain(PERSON_DOMAINS) and r.lemma[:1].isupper() and not r.is_compound]


def _given_name(word: str, lemma: str, readings: Sequence[Reading], bin_: Bin) -> str | None:
    """The base of a given name; None where its tag has to say.

    Of a word that is no nominative as it stands (`Jóhanns`), whatever its tag says; of one that may be a nominative or not
    (`Ara` is Ara, or Ari in another case), the lemma if it is one of the two.
    """
    bases = {bin_.nominative(word, r) for r in readings if "ET" in r.mark}
    if len(bases) > 1 or any(r.mark.startswith("NF") for r in readings):
        return lemma if lemma in bases else None
    return bases.pop() if bases else None


def _is_family_name(words: Sequence[str], index: int, cases: Sequence[str], bin_: Bin) -> bool:
    """Whether the last word is a family name or a short patronymic that has no case: `Norðfjörð`, `Önnu Björns`."""
    word, first = words[index], _given(words[0], bin_)
    given = _given(word, bin_)
    if index < len(words) - 1 or PATRONYMIC.match(word):
        return False
    names = [r for r in bin_.readings(word) if r.lemma[:1].isupper() and not r.is_compound]
    if not given or any(r.in_domain(PLACE_DOMAINS) for r in names):
        return bool(names)  # a place's name in some case
    if not first or not word.endswith("s") or any(r.mark.startswith("NF") for r in given):
        return False
    if all(r.word_class == "kvk" for r in first) and any(r.word_class == "kk" for r in given):
        return True
    return cases[0] in ("n", "o", "þ") or not any(r.mark.startswith("EF") for r in first)


def _foreign(name: PersonName, index: int, known: KnownNames) -> str | None:
    """The base of a foreign name: as it stands if it is listed so, else without its ending if it is listed or written so.

    An unknown name in -s keeps it where nothing governs a genitive, or the given name is in another case.
    """
    word = name.words[index]
    if index == 0 and len(name.words) > 1 and DATIVE.search(word) and known.is_person(word[:-1]) and not known.is_person(word):
        return word[:-1]
    bases = known.bases(word)[1:]
    if not bases:
        return None
    if known.is_person(word) or (name.is_no_genitive and word.endswith("s") and not name.cases[index]):
        return word
    found = [base for base in bases if known.is_person(base)] or [base for base in bases if base in name.heard]
    if found:
        return found[0]
    is_other_case = name.cases[0] in ("n", "o", "þ") or not (name.cases[index] or name.may_be_genitive)
    return word if is_other_case and word.endswith("s") else None


def epithet(word: str, name: str, bin_: Bin) -> str | None:
    """The nominative of an adjective that agrees with a given name: `Gauja litla` -> `litli`, `Katrínar miklu` -> `mikla`."""
    genders = {GENDERS[r.word_class] for r in _given(name, bin_) if r.word_class in GENDERS}
    weak = [r for r in bin_.readings(word) if r.mark.startswith("FVB-") and r.mark.endswith("ET")]
    fitting = [r for r in weak if any(f"-{gender}-" in r.mark for gender in genders)]
    return bin_.nominative(word, fitting[0]) if fitting else None
