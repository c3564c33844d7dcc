"""What both sides of a search ask of the dictionary: readings whatever the capitals, how common a lemma is, what -st hides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from icenews_nlp.language.caches import CacheInfo, cache_info
from icenews_nlp.language.lemmas import LearnedLemmas
from icenews_nlp.language.morphology.bin import NOUN_CLASSES, Bin, Reading
from icenews_nlp.language.morphology.compounds import Compounds
from icenews_nlp.language.names.base_forms import is_listed
from icenews_nlp.models import LEMMAS_FILE, MODELS

CONTENT_CLASSES: Final = NOUN_CLASSES | {"lo", "so"}
"""BÍN's open classes whose members have a meaning of their own."""

CLOSED_CLASSES: Final = frozenset({"fs", "st", "nhm", "fn", "pfn", "afn", "gr"})
"""Prepositions, conjunctions, the mark of the infinitive, pronouns, the article."""

SHORTEST_HALF: Final = 3
"""Characters of a first half with its hyphen: `ný-`."""

SHORTEST_STEM: Final = 4
"""Letters of an unknown word before what may be its ending."""

ENDINGS: Final = ("sins", "inum", "inu", "inn", "ið", "arnir", "ana", "ar", "s")
"""Articles, genitives and plurals that unknown nouns get: `bitcoins`, `podcastið`, `Borisar`."""

AGENT: Final = re.compile(r"ar(?:inn|ann|anum|ans|a|ar|arnir|ana|anna)$")
"""The same of those in -ari, whose base form is no bare stem: `tiktokkarinn`."""

REMEMBERED: Final = 20_000
"""Words whose readings are; each takes about 1 KB."""

_TAG_LETTERS: Final = {
    **dict.fromkeys(NOUN_CLASSES, "n"), "lo": "l", "so": "s", "ao": "a", "fs": "a", "uh": "a", "st": "c", "nhm": "c", "fn": "f",
    "pfn": "f", "afn": "f", "gr": "g", "to": "t", "rt": "t",
}  # fmt: skip
"""The first letter of the MIM-GOLD tags of BÍN's classes."""


class Lexicon:
    """BÍN with the counts of the gold data. Caches what it has looked up; any number of threads may share one."""

    def __init__(self) -> None:
        """Initialise the instance.

        Raises:
            ModelError: the table of lemmas cannot be read.
        """
        self.bin = Bin()
        self.compounds = Compounds(self.bin)
        self._readings = lru_cache(maxsize=REMEMBERED)(self._look_up)
        self._may_list = lru_cache(maxsize=REMEMBERED)(self._has_spelling)
        self._counts = LearnedLemmas.load(MODELS / LEMMAS_FILE).frequency
        self._totals: Counter[str] = Counter()
        for entry, count in self._counts.items():
            self._totals[entry.rpartition(" ")[0]] += count

    def readings(self, word: str) -> tuple[Reading, ...]:
        """The readings of a word that somebody typed, in whatever case: as it stands, in lower case, with capitals.

        BÍN's own entries where it has any; else compounds that end in a word of BÍN's; () for a word like `Pútíns`.
        """
        return self._readings(word)

    def _look_up(self, word: str) -> tuple[Reading, ...]:
        lower = word.lower()
        spelled = _in_any_case(word)
        found = {form: self.bin.readings(form) for form in spelled}
        # `islenska` tries the old spelling of s too: `Gaza` is no form of gasa.
        modern = [r for form in spelled for r in found[form] if "z" not in lower or "z" in r.lemma.lower()]
        listed = tuple(dict.fromkeys(r for r in modern if not r.is_compound))
        if listed:
            return listed
        return tuple(dict.fromkeys(r for form in spelled for r in found[form] if is_listed(r, form, self.bin)))

    def cache_info(self) -> dict[str, CacheInfo]:
        """Hits, misses and sizes of the caches, by what they hold."""
        own = cache_info(typed_words=self._readings, spellings=self._may_list)
        return {**self.bin.cache_info(), **self.compounds.cache_info(), **own}

    def listed(self, word: str) -> tuple[Reading, ...]:
        """BÍN's own entries among the readings."""
        return tuple(reading for reading in self.readings(word) if not reading.is_compound)

    def may_list(self, word: str) -> bool:
        """Return False where `listed` is empty, without cutting compounds; where it is not, True."""
        return self._may_list(word)

    def _has_spelling(self, word: str) -> bool:
        spelled = _in_any_case(word)
        # BÍN's readings of an adjective with ó- come from the one without: óheppilegur.
        return any(self.bin.contains(form) or (form[:1] == "ó" and self.bin.contains(form[1:])) for form in spelled)

    def count(self, reading: Reading) -> int:
        """How often the gold data has that lemma in that word class."""
        return self._counts.get(f"{reading.lemma.lower()} {_TAG_LETTERS.get(reading.word_class, '')}", 0)

    def share(self, reading: Reading) -> float:
        """The share of the reading's word class among all that is spelled like its lemma.

        Of the words of a document whose lemma is spelled `á`, one in two hundred is a river.
        """
        return (self.count(reading) + 1) / (self._totals[reading.lemma.lower()] + 1)

    def active(self, lemma: str) -> str | None:
        """The verb that BÍN files a verb in -st under, as it does hittast under hitta; None where there is none."""
        if not lemma.endswith("st"):
            return None
        verbs = (r.lemma for r in self.listed(lemma) if r.word_class == "so" and r.mark.startswith("MM-NH"))
        return next((verb for verb in verbs if verb != lemma), None)

    def participles(self, reading: Reading) -> tuple[str, ...]:
        """The adjectives that a verb's participles are filed under too: handtekinn of handtaka.

        None that is a noun as well: with eigandi and markaður nobody means eiga and marka.
        """
        if reading.word_class != "so":
            return ()
        forms = self.bin.participles(reading.lemma)
        classes = {form: {r.word_class for r in self.listed(form) if r.lemma == form} for form in forms}
        return tuple(form for form, found in classes.items() if "lo" in found and not found & NOUN_CLASSES)

    def bare_stems(self, word: str) -> tuple[str, ...]:
        """In lower case: an unknown word without what may be its ending, unless that makes a word that BÍN knows; else ()."""
        lower = word.lower()
        if not lower.isalpha():
            return ()
        agent = AGENT.sub("ari", lower)
        stems = [agent] if agent != lower else [lower.removesuffix(ending) for ending in ENDINGS if lower.endswith(ending)]
        return tuple(stem for stem in stems if len(stem) >= SHORTEST_STEM and not self.listed(stem))

    def elided(self, half: str, following: str, lemma: str) -> tuple[str, ...]:
        """The lemmas that a first half may stand for, the likeliest first; () for none.

        fjármálaráðherra for `fjármála-` before efnahagsráðherra, menntamálaráðherra and menntaráðherra for `mennta-` before
        barnamálaráðherra. Where the two are no compounds of nouns, only a word that BÍN has will do: innflutningur for `inn-`
        before útflutningur.
        """
        if len(half) < SHORTEST_HALF or not half.endswith("-"):
            return ()
        known = self._joined(half[:-1].lower(), lemma)
        whole = self.compounds.elided(half, following, lemma)
        return unique([*known, whole]) if whole else tuple(known[:1])

    def _joined(self, half: str, lemma: str) -> list[str]:
        """The words of BÍN's that the half makes with the end of a lemma, the commonest first, and of those the longest."""
        found: dict[str, int] = {}
        for at in range(2, len(lemma) - 2):
            joined = half + lemma[at:]
            counts = [self.count(r) for r in self.listed(joined) if r.lemma == joined]
            if counts and self.listed(lemma[:at]):
                found[joined] = max(counts)
        return sorted(found, key=lambda joined: -found[joined])

    def is_plural_of(self, plural: str, singular: Reading | None) -> bool:
        """Whether the lemma `plural` is only the plural of that reading's lemma: lög of lag, straumhvörf of straumhvarf.

        BÍN lists both as lemmas.
        """
        if singular is None or plural == singular.lemma:
            return False
        nouns = [r for r in self.listed(plural) if r.word_class == singular.word_class]
        same = [r for r in nouns if r.lemma == singular.lemma]
        return any(r.mark == "NFFT" for r in same) and any(r.lemma == plural for r in nouns)


def _in_any_case(word: str) -> Iterable[str]:
    """The word as it stands, in lower case, and with a capital after each hyphen; each once."""
    lower = word.lower()
    return dict.fromkeys((word, lower, "-".join(piece[:1].upper() + piece[1:] for piece in lower.split("-"))))


def unique(words: Sequence[str]) -> tuple[str, ...]:
    """The words in order, each once."""
    return tuple(dict.fromkeys(words))
