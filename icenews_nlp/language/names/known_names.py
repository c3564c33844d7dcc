"""What BÍN and the gazetteer know of a name: its possible base forms, the kinds of things that bear it, its nominative."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.caches import CacheInfo, cache_info
from icenews_nlp.language.morphology.bin import GIVEN_NAME_DOMAINS, NOUN_CLASSES, PERSON_DOMAINS, PLACE_DOMAINS, Bin
from icenews_nlp.language.names.base_forms import PATRONYMIC, is_listed
from icenews_nlp.language.names.nominative import Name, inflected_name
from icenews_nlp.language.tagging.gazetteer import Gazetteer
from icenews_nlp.language.tokenization.letters import is_club

LABELS: Final = {
    "family": EntityLabel.PERSON,
    "given": EntityLabel.PERSON,
    "organization": EntityLabel.ORGANIZATION,
    "place": EntityLabel.LOCATION,
    "people": EntityLabel.MISCELLANEOUS,
    "work": EntityLabel.MISCELLANEOUS,
}
"""Category of the gazetteer -> label."""

PERSONS: Final = frozenset({"family", "given"})

LABEL_DOMAINS: Final = (
    (PERSON_DOMAINS, EntityLabel.PERSON),
    (PLACE_DOMAINS, EntityLabel.LOCATION),
    (frozenset({"fyr"}), EntityLabel.ORGANIZATION),
    (frozenset({"ffl", "titl"}), EntityLabel.MISCELLANEOUS),
)
"""BÍN's `hluti` of names and the label of what bears them."""

LEGAL_FORMS: Final = frozenset("hf. ehf. ohf. slhf. slf. sf. ses. bs. svf. Inc. Ltd. plc. AS ASA AB".split())
"""What a firm's full name ends in and its short name leaves out."""

COUNTRIES: Final = frozenset({"lönd"})

PAIR: Final = 2
"""Parts of `Lotus-Renault`."""

REMEMBERED: Final = 20_000
"""Words whose base forms and labels are kept."""

REMEMBERED_NAMES: Final = 10_000
"""Names whose nominatives are kept; each takes about 1 KB."""


class KnownNames:
    """Look-ups of inflected names. Any number of threads may share one."""

    def __init__(self, bin_: Bin, gazetteer: Gazetteer) -> None:
        self._bin = bin_
        self._gazetteer = gazetteer
        self.bases = lru_cache(maxsize=REMEMBERED)(self._find_bases)
        """Word -> the nominatives that it may be a form of, itself first: `Vals` gives Vals and Valur.

        A word that BÍN does not have as a name may be a foreign one with an Icelandic ending: `Trumps`, `Borisar`, `Ursulu`.
        """
        self._labels_of_word = lru_cache(maxsize=REMEMBERED)(self._find_labels)
        self.nominative = lru_cache(maxsize=REMEMBERED_NAMES)(self._find_nominative)
        """Name -> its nominative, as `names.nominative` asks for it."""

    def cache_info(self) -> dict[str, CacheInfo]:
        """Hits, misses and size of each cache."""
        return cache_info(bases=self.bases, labels=self._labels_of_word, names=self.nominative)

    def labels(self, words: Sequence[str]) -> frozenset[EntityLabel]:
        """The labels that a name may have as far as it is known, given as its words in any case; empty where it is unknown."""
        if len(words) == 1:
            return self._labels_of_word(words[0])
        if len(words) == 2 and is_club(words[0], words[1].removesuffix(".")):
            return frozenset({EntityLabel.ORGANIZATION})
        entry = self._entry_labels(words)
        if entry:
            return entry
        if self.is_pair_of_organizations(words[-1]):
            return frozenset({EntityLabel.ORGANIZATION})
        is_person = all(EntityLabel.PERSON in self._labels_of_word(word) or _is_initial(word) for word in words)
        return frozenset({EntityLabel.PERSON}) if is_person else frozenset()

    def entry(self, words: Sequence[str]) -> tuple[int, frozenset[EntityLabel]]:
        """The longest name of several words in the gazetteer that the words begin with: how many words it has, its labels.

        (0, empty) where there is none.
        """
        entries = [entry for entry in self._entries(words) if len(entry) <= len(words)]
        if not entries:
            return 0, frozenset()
        longest = max(map(len, entries))
        return longest, self._entry_labels(words[:longest])

    def listed(self, words: Sequence[str], label: EntityLabel) -> list[str] | None:
        """The listed name of several words with that label that these are a form of; None where there is none."""
        entries = (entry for entry in self._entries(words) if len(entry) == len(words))
        found = (e for e in entries if any(LABELS[category] is label for category in self._gazetteer.categories(e)))
        return next((list(entry) for entry in found), None)

    def is_genitive(self, word: str) -> bool:
        """Whether the word is the genitive of a name, or may be one of a foreign name."""
        readings = [r for r in self._bin.readings(word) if r.lemma[:1].isupper() and not r.is_compound]
        if readings:
            marks = {r.mark[:2] for r in readings}
            return "EF" in marks and "NF" not in marks  # `Nils` is both
        return word.endswith("s") and any(self._gazetteer.categories((base,)) for base in self.bases(word))

    def is_person(self, word: str) -> bool:
        """Whether the gazetteer lists the word, just as it stands, as a given or a family name."""
        return not PERSONS.isdisjoint(self._gazetteer.categories((word,)))

    def is_family_name(self, word: str) -> bool:
        """Whether the gazetteer lists the word, just as it stands, as a family name."""
        return "family" in self._gazetteer.categories((word,))

    def is_given_name(self, word: str) -> bool:
        """Whether BÍN has the word as a given name, or the gazetteer lists a base form of it as one."""
        is_listed = any("given" in self._gazetteer.categories((base,)) for base in self.bases(word))
        return is_listed or any(r.in_domain(GIVEN_NAME_DOMAINS) for r in self._bin.readings(word))

    def organizations(self, word: str) -> list[str]:
        """The base forms of a word that the gazetteer lists as organizations."""
        return [base for base in self.bases(word) if self.is_organization(base)]

    def is_organization(self, *words: str) -> bool:
        """Whether the gazetteer lists the name, just as it stands, as an organization."""
        return "organization" in self._gazetteer.categories(words)

    def is_pair_of_organizations(self, word: str) -> bool:
        """Whether the word is two organizations, one of them listed, with a hyphen between: `Lotus-Renault`."""
        parts = word.split("-")
        if len(parts) != PAIR or not all(part[:1].isupper() for part in parts):
            return False
        labels = [self._labels_of_word(part) for part in parts]
        return any(labels) and all(not one or EntityLabel.ORGANIZATION in one for one in labels)

    def _find_bases(self, word: str) -> tuple[str, ...]:
        bases = [word]
        is_name = False
        for reading in self._bin.readings(word):
            if reading.word_class in NOUN_CLASSES and is_listed(reading, word, self._bin):
                nominative = self._bin.nominative(word, reading)
                base = nominative or reading.lemma
                bases.append(base if word.islower() else base[:1].upper() + base[1:])
                is_name = is_name or reading.lemma[:1].isupper()
        if not is_name:
            bases += _without_ending(word)
        return tuple(dict.fromkeys(bases))

    def _find_nominative(self, name: Name) -> str:
        return inflected_name(name, self._bin, self)

    def _entries(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        """The entries of several words that the words begin with, each word in some case or as it is listed."""
        if not words:
            return []
        return [
            entry
            for base in self.bases(words[0])
            for entry in self._gazetteer.beginning_with(base)
            if len(entry) <= len(words)
            and all(e == w or e in self.bases(w) for e, w in zip(entry[1:], words[1:], strict=False))
        ]

    def _entry_labels(self, words: Sequence[str]) -> frozenset[EntityLabel]:
        entries = [entry for entry in self._entries(words) if len(entry) == len(words)]
        return frozenset(LABELS[category] for entry in entries for category in self._gazetteer.categories(entry))

    def _find_labels(self, word: str) -> frozenset[EntityLabel]:
        categories = {category for base in self.bases(word) for category in self._gazetteer.categories((base,))}
        found = {LABELS[category] for category in categories}
        for reading in self._bin.readings(word):
            if reading.in_domain(COUNTRIES):
                return frozenset({EntityLabel.LOCATION})  # BÍN has persons and peoples named Ísrael too
            if reading.lemma[:1].isupper() and not reading.is_compound:
                found.update(label for domains, label in LABEL_DOMAINS if reading.in_domain(domains))
        if PATRONYMIC.match(word):
            found.add(EntityLabel.PERSON)
        if not found and self.is_pair_of_organizations(word):
            found.add(EntityLabel.ORGANIZATION)
        return frozenset(found)


def _without_ending(word: str) -> list[str]:
    """A foreign name without what may be an Icelandic ending."""
    found = []
    if word.endswith("s") and len(word) > 2:  # Mos Salahs
        found.append(word[:-1])
    if word.endswith("ar") and len(word) > 4:
        found.append(word[:-2])
    if word.endswith("u") and len(word) > 3:
        stem, umlaut, rest = word[:-1].rpartition("ö")
        found += [word[:-1] + "a", *([stem + "a" + rest + "a"] if umlaut else [])]
    return found


def _is_initial(word: str) -> bool:
    return len(word) <= 3 and word.endswith(".") and word[:1].isupper()
