"""BÍN, the Database of Icelandic Morphology: the readings of a word. The only file that sees `islenska`."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.metadata import version
from sys import intern
from typing import TYPE_CHECKING, Final, NamedTuple

from icenews_nlp.language.caches import CacheInfo, cache_info

if TYPE_CHECKING:
    from islenska import Bin as IslenskaBin
    from islenska.basics import Ksnid

REMEMBERED: Final = 30_000
"""Answers that each cache of one `Bin` keeps; a word's readings take about 0.7 KB."""

LONGEST_WORD: Final = 100
"""Code points; nothing in BÍN is longer."""

FEW_WAYS: Final = 20
"""Code points; shorter words can be cut into parts in 1,500 ways or so at most (`ósæ` again and again)."""

MOST_WAYS: Final = 1_000
"""Ways to cut a word into parts, all of which `islenska` writes down. Of 2,766 words of over 20 letters in the gold data and in
the statute law the worst has 37; `ræ` fifty times has nearly 10**10."""

NOUN_CLASSES: Final = frozenset({"kk", "kvk", "hk"})

PERSON_DOMAINS: Final = frozenset({"ism", "föð", "móð", "gæl", "ætt", "erm"})
GIVEN_NAME_DOMAINS: Final = frozenset({"ism"})
PLACE_DOMAINS: Final = frozenset({"lönd", "þor", "örn", "bær", "göt", "erl", "heö"})
NAME_DOMAINS: Final = PERSON_DOMAINS | PLACE_DOMAINS | {"fyr"}
"""BÍN's `hluti` of names of persons, places and firms."""

OLD: Final = frozenset({"GAM", "URE"})
"""BÍN's `malsnid` of words that are old and out of use (gamalt, úrelt)."""

PARTICIPLES: Final = ("LHÞT-SB-KK-NFET", "LHNT")
"""Marks of the base forms of a verb's participles."""

CASE_IN_MARK: Final = re.compile(r"(?:NF|ÞF|ÞGF|EF)(ET|FT)")
"""Case and number in a BÍN mark."""


class Reading(NamedTuple):
    """One way to read a word: an entry of BÍN and the form it has there."""

    lemma: str
    word_class: str
    """BÍN's `ofl`: kk, kvk, hk (nouns by gender), lo, so, ao, fs, st, fn, pfn, ..."""
    mark: str
    """BÍN's grammatical tag of the form, such as `ÞGFETgr`."""
    domain: str
    """BÍN's `hluti`: alm for ordinary words; ism, lönd, fyr, ... for names."""
    is_compound: bool
    """Whether `islenska` made the entry by splitting a compound that BÍN does not list."""

    def in_domain(self, domains: frozenset[str]) -> bool:
        """Whether one of the entry's domains is among these; BÍN gives some names several, as in `þor,örn`."""
        return self.domain in domains or ("," in self.domain and not domains.isdisjoint(self.domain.split(",")))


class Bin:
    """Look-ups in BÍN with bounded caches of its own. Any number of threads may share one."""

    def __init__(self) -> None:
        self._bin: IslenskaBin | None = None
        self._is_no_word = lru_cache(maxsize=REMEMBERED)(_is_no_word)
        self._readings = lru_cache(maxsize=REMEMBERED)(self._look_up)
        self._nominatives = lru_cache(maxsize=REMEMBERED)(self._look_up_nominative)
        self._participles = lru_cache(maxsize=REMEMBERED)(self._look_up_participles)

    @staticmethod
    def data_version() -> str:
        """Version of the BÍN data, the package islenska-data."""
        return version("islenska-data")

    def readings(self, word: str, at_sentence_start: bool = False) -> tuple[Reading, ...]:
        """All readings of a word, in BÍN's order, compounds that BÍN lacks included; () for an unknown word.

        At the start of a sentence the readings of the lower-case form come first.
        """
        return self._readings(word, at_sentence_start and word != word.lower())

    def old_readings(self, word: str) -> frozenset[Reading]:
        """Those of a word's readings whose entries BÍN calls old or out of use, as the masculine húsi."""
        entries = () if self._is_no_word(word) else self._open().lookup_ksnid(word)[1]
        return frozenset(_reading(entry) for entry in entries if entry.malsnid in OLD)

    def contains(self, form: str) -> bool:
        """Return whether BÍN itself has exactly this form; much cheaper than `readings`, which also cuts compounds.

        Args:
            form: In the case that BÍN writes it in.
        """
        return len(form) <= LONGEST_WORD and self._open().contains(form)

    def nominative(self, word: str, reading: Reading) -> str | None:
        """The nominative of a word read as `reading`, its number, article and strength kept; None if BÍN gives none.

        Only the case in the reading's mark changes: `Bláa` as FVB-HK-EFET becomes FVB-HK-NFET, `lónsins` becomes `lónið`.
        """
        return self._nominatives(word, reading)

    def _look_up_nominative(self, word: str, reading: Reading) -> str | None:
        target, changed = CASE_IN_MARK.subn(r"NF\1", _main_form(reading.mark))
        if not changed or self._is_no_word(word):
            return None
        form = word.lower() if reading.lemma.islower() else word
        if reading.mark == target:
            return form
        entries = self._compound_forms(form, reading, target) if reading.is_compound else self._forms(form, reading)
        same = [e for e in entries if e.ord == reading.lemma and _main_form(e.mark) == target]
        # The main form has no number after its mark; "Þór, NFET2" would be a side form.
        return min(same, key=lambda entry: entry.mark).bmynd if same else None

    def _forms(self, form: str, reading: Reading) -> list[Ksnid]:
        """All forms of the entries that have this form with the reading's lemma, class and mark."""
        mark = _main_form(reading.mark)
        known = (e for e in self._open().lookup(form)[1] if e.ord == reading.lemma and e.ofl == reading.word_class)
        entries = dict.fromkeys(e.bin_id for e in known if _main_form(e.mark) == mark)
        return [found for bin_id in entries for found in self._open().lookup_id(bin_id)]

    def _compound_forms(self, form: str, reading: Reading, target: str) -> list[Ksnid]:
        """The nominatives of a compound that BÍN does not list; much slower."""
        # The lemma is compared afterwards: islenska's own filter compares it to the last part of a compound.
        marks = (target, _main_form(reading.mark))
        return self._open().lookup_variants(
            form, reading.word_class, ("NF",), inflection_filter=lambda mark: _main_form(mark) in marks
        )

    def participles(self, verb: str) -> tuple[str, ...]:
        """The base forms of a verb's participles: notaður and notandi of nota."""
        return self._participles(verb)

    def _look_up_participles(self, verb: str) -> tuple[str, ...]:
        entries = () if self._is_no_word(verb) else self._open().lookup_ksnid(verb)[1]
        verbs = dict.fromkeys(e.bin_id for e in entries if e.ofl == "so" and e.ord == verb and e.bin_id)
        forms = (form for bin_id in verbs for form in self._open().lookup_id(bin_id))
        return tuple(dict.fromkeys(form.bmynd for form in forms if form.mark in PARTICIPLES))

    def splits(self, word: str) -> list[list[str]]:
        """Ways to cut a lower-case word into parts that each occur in compounds, the fewest parts first."""
        from islenska.dawgdictionary import Wordbase

        return [] if self._is_no_word(word) else Wordbase.slice_compound_word_candidates(word)

    def _look_up(self, word: str, at_sentence_start: bool) -> tuple[Reading, ...]:
        if self._is_no_word(word) or not any(c.isalpha() for c in word):
            return ()
        if at_sentence_start:
            written = self._readings(word, False)
            if written and not written[0].is_compound:
                lowered = (r for r in self._readings(word.lower(), False) if not r.is_compound)
                return tuple(dict.fromkeys((*lowered, *written)))
        entries = self._open().lookup_ksnid(word, at_sentence_start=at_sentence_start)[1]
        return tuple(dict.fromkeys(_reading(e) for e in entries))

    def _open(self) -> IslenskaBin:
        if self._bin is None:
            from islenska import Bin as IslenskaBin

            self._bin = IslenskaBin(add_compound_hyphens=False)
        return self._bin

    def cache_info(self) -> dict[str, CacheInfo]:
        """Hits, misses and size of each cache."""
        return cache_info(readings=self._readings, nominatives=self._nominatives, participles=self._participles)

    def __reduce__(self) -> tuple[type[Bin], tuple[()]]:
        """A copy in another process opens BÍN for itself, and remembers nothing."""
        return type(self), ()


def _main_form(mark: str) -> str:
    """The mark without the number that BÍN gives a side form, as in `NFET2`."""
    return mark.rstrip("23")


def _is_no_word(word: str) -> bool:
    """Whether it is longer than any word, or `islenska`, as it spells it, would take seconds and gigabytes to cut it."""
    if len(word) <= FEW_WAYS or len(word) > LONGEST_WORD:
        return len(word) > LONGEST_WORD
    lower = word.lower()
    spellings = {word, lower, lower.replace("tzt", "st").replace("z", "s")}
    return any(_ways_to_split(piece) > MOST_WAYS for spelling in spellings for piece in re.split("[- ]", spelling))


def _ways_to_split(word: str) -> int:
    """In how many ways parts of compounds make up the word."""
    from islenska.dawgdictionary import Wordbase

    known = Wordbase.dawg()
    ways = [1]
    for end in range(1, len(word) + 1):
        ways.append(sum(ways[start] for start in range(end) if ways[start] and word[start:end] in known))
    return ways[-1]


def _reading(entry: Ksnid) -> Reading:
    """The entry as a reading; lemmas, and the few classes, marks and domains, are kept once for all words."""
    return Reading(intern(entry.ord), intern(entry.ofl), intern(entry.mark), intern(entry.hluti), entry.bin_id == 0)
