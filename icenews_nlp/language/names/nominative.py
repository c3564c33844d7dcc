"""The nominative form of a name: `Seðlabanka Íslands` -> `Seðlabanki Íslands`, `Vladimírs Pútíns` -> `Vladimír Pútín`.

A person's name is inflected word by word. In any other name the head noun and the adjectives before it are inflected together,
while what hangs on the head (a genitive, a preposition with its words) stays. Number, article, digits and capitals are kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.morphology.bin import NOUN_CLASSES, Bin
from icenews_nlp.language.names.head_nouns import kind_of
from icenews_nlp.language.names.inflection import DOMAINS, NamePart, can_inflect, features_of, inflected, noun
from icenews_nlp.language.names.persons import PersonName, epithet, person_word, shared_forms
from icenews_nlp.language.names.phrases import DASHES, PREPOSITIONS, company_form, group_of_islands, phrase

if TYPE_CHECKING:
    from icenews_nlp.language.names.known_names import KnownNames

COMMON_NOUN: Final = 4
"""Letters of the tag of a common noun without an article."""

FIRM_WORDS: Final = 2
"""A firm and what it is: `Heima fasteignafélags`."""

FOREIGN_ARTICLE: Final = re.compile(r"(?:al|el|ad|ar|as)-(?=[^\W\d_a-z])")
"""What stands before a name as in `Bashars al-Assads`."""

NOMINAL: Final = frozenset("nlfgte")
"""First letters of the tags of words in a noun phrase."""


class Name(NamedTuple):
    """A name, with all that its nominative depends on beside dictionaries."""

    parts: tuple[NamePart, ...]
    label: EntityLabel
    gaps: tuple[str, ...]
    heard: frozenset[str] = frozenset()
    """Of a person: the base forms of its words that stand in names of the article."""
    may_be_genitive: bool = True
    """Of a person, or of what may be islands."""
    governed: str = ""
    """Of a person."""


def nominative(
    parts: Sequence[NamePart],
    label: EntityLabel,
    gaps: Sequence[str],
    bin: Bin,
    known: KnownNames | None = None,
    article: frozenset[str] = frozenset(),
    *,
    may_be_genitive: bool = True,
    governed: str = "",
) -> str:
    """The name in the nominative, its number and article kept; the surface where nothing can be inflected.

    Args:
        parts: the words of the name.
        label: its type; words of values stay as they are.
        gaps: the strings between the parts, one fewer than the parts.
        bin: BÍN; that of `known`, if it is given.
        known: what the gazetteer adds to BÍN; it remembers the answer. Without it foreign names and firms are inflected by
            their endings alone.
        article: all words of names in the article, which show what foreign names look like without an ending.
        may_be_genitive: whether something before the name may govern a genitive.
        governed: the letters of the cases that the word before the name leaves it, as `governed_cases` has them.
    """
    name = Name(tuple(parts), label, tuple(gaps))
    if label is EntityLabel.PERSON:
        heard = _heard(parts, known, article) if known else frozenset()
        name = Name(name.parts, label, name.gaps, heard, may_be_genitive, governed)
    elif label is EntityLabel.LOCATION and parts and parts[-1].norm.lower().endswith("eyja"):
        name = name._replace(may_be_genitive=may_be_genitive)
    return known.nominative(name) if known else inflected_name(name, bin)


def inflected_name(name: Name, bin: Bin, known: KnownNames | None = None) -> str:
    """What `nominative` says of a name, worked out."""
    parts, label = name.parts, name.label
    if label is EntityLabel.PERSON:
        words = _person(name, bin, known)
    elif label is EntityLabel.LOCATION and (islands := _islands(name, bin)):
        words = [islands]
    elif label in DOMAINS:
        words = _phrases(parts, label, known, bin)
    else:
        words = [part.norm for part in parts]
    pieces = [piece for pair in zip(words, [*name.gaps, ""], strict=False) for piece in pair]
    return " ".join("".join(pieces).split())


def _phrases(parts: Sequence[NamePart], label: EntityLabel, known: KnownNames | None, bin: Bin) -> list[str]:
    """The words of a name that is no person's; each side of a dash by itself: `Vinstrihreyfingin – grænt framboð`."""
    if known is not None and (listed := _listed(parts, label, known, bin)):
        return listed
    dash = next((i for i in range(1, len(parts) - 1) if parts[i].norm in DASHES), None)
    if dash is None:
        return phrase(parts, label, bin)
    return [*phrase(parts[:dash], label, bin), parts[dash].norm, *_phrases(parts[dash + 1 :], label, known, bin)]


def _islands(name: Name, bin: Bin) -> str | None:
    return group_of_islands(name.parts[0], bin, may_be_genitive=name.may_be_genitive) if len(name.parts) == 1 else None


def _heard(parts: Sequence[NamePart], known: KnownNames, article: frozenset[str]) -> frozenset[str]:
    words = (part.norm.removeprefix(_foreign_article(part.norm)) for part in parts)
    return frozenset(base for word in words for base in known.bases(word)[1:] if base in article)


def _foreign_article(word: str) -> str:
    match = FOREIGN_ARTICLE.match(word)
    return match[0] if match else ""


def may_govern_genitive(tag: str) -> bool:
    """Whether a word with that tag may stand before a genitive: a nominal, `til`, or what joins two names."""
    return tag[:1] in NOMINAL or tag in ("ae", "c", ",", "as")


def governed_cases(tag: str, lemma: str) -> str:
    """The letters of the cases that a word leaves a name right after it, "" for all.

    A preposition says it, and a noun without an article stands before what depends on it: `Ævisaga Gísla`, but not
    `söngkona Helga`. A masculine noun may be the title of whoever follows.
    """
    if tag in ("ao", "aþ"):
        return tag[1]
    is_noun = tag[:1] == "n" and tag[1:2] in ("v", "h") and len(tag) == COMMON_NOUN
    return "e" if is_noun and kind_of(lemma) is not EntityLabel.PERSON else ""


def _organization(parts: Sequence[NamePart], known: KnownNames, bin: Bin) -> list[str] | None:
    """A listed firm or club: of one word whose tag has no case (`Vals`), or with an adjective at the end (`Vinstri grænna`)."""
    if len(parts) > 1 and parts[-1].tag.startswith("l"):
        adjectives = [r for r in bin.readings(parts[-1].norm) if r.word_class == "lo"]
        entries = ([*(part.norm for part in parts[:-1]), bin.nominative(parts[-1].norm, r) or ""] for r in adjectives)
        return next((words for words in entries if known.is_organization(*words)), None)
    if len(parts) == FIRM_WORDS and features_of(parts[0].tag).article:
        # whatever the tag of `Vals` in `Knattspyrnufélagsins Vals`
        club = known.organizations(parts[1].norm)[:1]
        return [*phrase(parts[:1], EntityLabel.ORGANIZATION, bin), *club] if club else None
    first, hyphen, last = parts[0].norm.rpartition("-") if len(parts) == 1 else (parts[0].norm, " ", parts[-1].norm)
    if not hyphen:
        word = parts[0].norm
        return None if known.is_organization(word) else [w for w in known.organizations(word) if _inner(w) == _inner(word)][:1]
    listed = known.organizations(first) if len(parts) <= FIRM_WORDS and not known.is_organization(first) else []
    company = company_form(last, bin) if listed else None
    if company is None:
        return None
    return [f"{listed[0]}-{company}"] if len(parts) == 1 else [listed[0], company]


def _inner(word: str) -> int:
    """Capitals after the first letter: `LandsBankans` is a name of its own."""
    return sum(map(str.isupper, word[1:]))


def _listed(parts: Sequence[NamePart], label: EntityLabel, known: KnownNames, bin: Bin) -> list[str] | None:
    """A name as the gazetteer lists it: one of several words whatever it is, a firm or club of one."""
    words = [part.norm for part in parts]
    entry = known.listed(words, label) if len(parts) > 1 else None
    return entry or (_organization(parts, known, bin) if label is EntityLabel.ORGANIZATION else None)


def _person(name: Name, bin: Bin, known: KnownNames | None) -> list[str]:
    articles = [_foreign_article(part.norm) for part in name.parts]
    parts = [part._replace(norm=part.norm.removeprefix(article)) for part, article in zip(name.parts, articles, strict=True)]
    # What a preposition governs stays: `Jóhannesar úr Kötlum`.
    end = next((i for i, part in enumerate(parts) if part.tag in PREPOSITIONS), len(parts))
    found = [_person_word(part, parts[0], bin) for part in parts[:end]] + [part.norm for part in parts[end:]]
    if known is not None:
        words, cases = [part.norm for part in parts[:end]], [features_of(part.tag).case for part in parts[:end]]
        shared = shared_forms(words, bin)
        governed = name.governed or "noþe"
        fitting = frozenset(form for form in shared if form[1] in governed)
        person = PersonName(words, cases, fitting or shared, name.heard, name.may_be_genitive, "e" not in governed)
        for i, word in enumerate(words):
            if word[:1].isupper() and can_inflect(word) and not word.isupper():
                found[i] = person_word(person, i, parts[i].lemma, known, bin) or found[i]
    return [article + word for article, word in zip(articles, found, strict=True)]


def _person_word(part: NamePart, first: NamePart, bin: Bin) -> str:
    if not part.norm.islower():
        return noun(part, EntityLabel.PERSON, bin)
    # `von` stays, `hárfagra`, `litla` and `prinsessu` do not.
    if part is first:
        return part.norm
    if part.tag.startswith("n"):
        return inflected(part, NOUN_CLASSES, EntityLabel.PERSON, bin)
    return epithet(part.norm, first.norm, bin) or part.norm if part.tag.startswith("l") else part.norm
