"""A person's name, word by word: what in it is a given name, what a family name, and whether its -s and -u are endings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from icenews_nlp.language.morphology.bin import PERSON_DOMAINS, PLACE_DOMAINS, Bin, Reading
from icenews_nlp.language.names.base_forms import PATRONYMIC
from icenews_nlp.language.names.known_names import KnownNames

GENDERS: Final = {"kk": "KK", "kvk": "KVK", "hk": "HK"}
"""BÍN's class of a noun -> gender in the mark of an adjective."""


def person_word(
    words: Sequence[str], index: int, cases: Sequence[str], lemma: str, known: KnownNames, bin_: Bin, article: frozenset[str]
) -> str | None:
    """The nominative of a word of a person's name; None where its tag has to say.

    Args:
        words: of the name.
        index: of the word.
        cases: the letters n, o, þ, e that the tags give the words, "" for none.
        lemma: of the word; it decides where the word may be the nominative of one name and another case of a second one, and
            the tag gives no case.
        known: BÍN and the gazetteer.
        bin_: BÍN.
        article: all words of names in the article; one of them that can be this word's nominative is.
    """
    word, given = words[index], _given(words[index], bin_)
    if index == 0:
        return _given_name(word, "" if cases[0] else lemma, given, bin_) if given else _foreign(word, known, article, cases[0])
    if known.is_family_name(word) or _is_family_name(words, index, cases, bin_):
        return word
    return None if given else _foreign(word, known, article, cases[0])


def _given(word: str, bin_: Bin) -> list[Reading]:
    """The readings of a word as a name of persons."""
    return [r for r in bin_.readings(word) if r.in_domain(PERSON_DOMAINS) and r.lemma[:1].isupper() and not r.is_compound]


def _given_name(word: str, lemma: str, readings: Sequence[Reading], bin_: Bin) -> str | None:
    """The base of a given name; None where its tag has to say.

    Of a word that is no nominative as it stands (`Jóhanns`), whatever its tag says; of one that may be a nominative or not
    (`Ara` is Ara, or Ari in another case), the lemma if it is one of the two.
    """
    bases = {bin_.nominative(word, r) for r in readings if "ET" in r.mark}
    if any(r.mark.startswith("NF") for r in readings):
        return lemma if lemma in bases else None
    return bases.pop() if len(bases) == 1 else None


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


def _foreign(word: str, known: KnownNames, article: frozenset[str], case: str) -> str | None:
    """The base of a foreign name: as it stands if it is listed so, else without its ending if it is listed or written so."""
    bases = known.bases(word)[1:]
    if not bases:
        return None
    if known.is_person(word):
        return word
    found = [base for base in bases if known.is_person(base)] or [base for base in bases if base in article]
    if found:
        return found[0]
    return word if case in ("n", "o", "þ") and word.endswith("s") else None


def epithet(word: str, name: str, bin_: Bin) -> str | None:
    """The nominative of an adjective that agrees with a given name: `Gauja litla` -> `litli`, `Katrínar miklu` -> `mikla`."""
    genders = {GENDERS[r.word_class] for r in _given(name, bin_) if r.word_class in GENDERS}
    weak = [r for r in bin_.readings(word) if r.mark.startswith("FVB-") and r.mark.endswith("ET")]
    fitting = [r for r in weak if any(f"-{gender}-" in r.mark for gender in genders)]
    return bin_.nominative(word, fitting[0]) if fitting else None
