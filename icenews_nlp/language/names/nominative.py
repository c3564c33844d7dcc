"""The nominative form of a name: `Seðlabanka Íslands` -> `Seðlabanki Íslands`, `Vladimírs Pútíns` -> `Vladimír Pútín`.

A person's name is inflected word by word. In any other name the head noun and the adjectives before it are inflected together,
while what hangs on the head (a genitive, a preposition with its words) stays. Number, article, digits and capitals are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.morphology.bin import NOUN_CLASSES, Bin
from icenews_nlp.language.names.inflection import DOMAINS, NamePart, can_inflect, features_of, inflected, noun
from icenews_nlp.language.names.known_names import KnownNames
from icenews_nlp.language.names.persons import PersonName, epithet, person_word, shared_forms
from icenews_nlp.language.names.phrases import PREPOSITIONS, phrase

NOMINAL: Final = frozenset("nlfgte")
"""First letters of the tags of words in a noun phrase."""


def nominative(
    parts: Sequence[NamePart],
    label: EntityLabel,
    gaps: Sequence[str],
    bin: Bin,
    known: KnownNames | None = None,
    article: frozenset[str] = frozenset(),
    *,
    may_be_genitive: bool = True,
) -> str:
    """The name in the nominative, its number and article kept; the surface where nothing can be inflected.

    Args:
        parts: the words of the name.
        label: its type; words of values stay as they are.
        gaps: the strings between the parts, one fewer than the parts.
        bin: BÍN.
        known: what the gazetteer adds to BÍN; without it foreign names and firms are inflected by their endings alone.
        article: all words of names in the article, which show what foreign names look like without an ending.
        may_be_genitive: whether something before the name may govern a genitive.
    """
    if label is EntityLabel.PERSON:
        words = _person(parts, bin, known, article, may_be_genitive)
    elif label in DOMAINS:
        listed = _organization(parts, known, bin) if label is EntityLabel.ORGANIZATION and known else None
        words = listed or phrase(parts, label, bin)
    else:
        words = [part.norm for part in parts]
    pieces = [piece for pair in zip(words, [*gaps, ""], strict=False) for piece in pair]
    return " ".join("".join(pieces).split())


def may_govern_genitive(tag: str) -> bool:
    """Whether a word with that tag may stand before a genitive: a nominal, `til`, or what joins two names."""
    return tag[:1] in NOMINAL or tag in ("ae", "c", ",", "as")


def _organization(parts: Sequence[NamePart], known: KnownNames, bin: Bin) -> list[str] | None:
    """A listed firm or club: of one word whose tag has no case (`Vals`), or with an adjective at the end (`Vinstri grænna`)."""
    if len(parts) > 1 and parts[-1].tag.startswith("l"):
        adjectives = [r for r in bin.readings(parts[-1].norm) if r.word_class == "lo"]
        entries = ([*(part.norm for part in parts[:-1]), bin.nominative(parts[-1].norm, r) or ""] for r in adjectives)
        return next((words for words in entries if known.is_organization(*words)), None)
    if len(parts) > 1 or features_of(parts[0].tag).case or known.is_organization(parts[0].norm):
        return None
    return known.organizations(parts[0].norm)[:1] or None


def _person(
    parts: Sequence[NamePart], bin: Bin, known: KnownNames | None, article: frozenset[str], may_be_genitive: bool
) -> list[str]:
    # What a preposition governs stays: `Jóhannesar úr Kötlum`.
    end = next((i for i, part in enumerate(parts) if part.tag in PREPOSITIONS), len(parts))
    found = [_person_word(part, parts[0], bin) for part in parts[:end]] + [part.norm for part in parts[end:]]
    if known is not None:
        words, cases = [part.norm for part in parts[:end]], [features_of(part.tag).case for part in parts[:end]]
        name = PersonName(words, cases, shared_forms(words, bin), article, may_be_genitive)
        for i, word in enumerate(words):
            if word[:1].isupper() and can_inflect(word) and not word.isupper():
                found[i] = person_word(name, i, parts[i].lemma, known, bin) or found[i]
    return found


def _person_word(part: NamePart, first: NamePart, bin: Bin) -> str:
    if not part.norm.islower():
        return noun(part, EntityLabel.PERSON, bin)
    # `von` stays, `hárfagra`, `litla` and `prinsessu` do not.
    if part is first:
        return part.norm
    if part.tag.startswith("n"):
        return inflected(part, NOUN_CLASSES, EntityLabel.PERSON, bin)
    return epithet(part.norm, first.norm, bin) or part.norm if part.tag.startswith("l") else part.norm
