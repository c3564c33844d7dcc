"""The first cut of a compound, in two pieces or three: seðlabanka|stjóri, Úkraínu|forseti, þorsk|stofn.

`Compounds` makes the cuts that islenska knows; here some of those are thrown out, and others are made. The name of a
person or place is never cut, but a compound that is made with one is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

from icenews_nlp.language.caches import CacheInfo, cache_info
from icenews_nlp.language.morphology.bin import (
    LONGEST_WORD,
    NAME_DOMAINS,
    NOUN_CLASSES,
    PERSON_DOMAINS,
    Reading,
)
from icenews_nlp.language.morphology.compounds import COMPOUNDING_DOMAINS, HEAD_CLASSES, SHORTEST_PART, Part
from icenews_nlp.search.analysis.landmarks import PLACES, cut_landmark
from icenews_nlp.search.analysis.lexicon import Lexicon, unique
from icenews_nlp.search.analysis.normalise import key

Cut = tuple[Part, ...]
"""Pieces whose texts joined make the word, each with its lemma, "" for one of BOUND; () where there is no cut."""

REMEMBERED: Final = 30_000
"""Cuts that one instance keeps."""

UNCUT_DOMAINS: Final = PERSON_DOMAINS | PLACES
"""BÍN's `hluti` of names of persons, places and regions, which are not cut, landmarks apart."""

PEOPLES: Final = frozenset({"ffl"})
"""BÍN's `hluti` of peoples (Danir), whose genitive plural begins compounds as those of countries do."""

NAMES_IN_COMPOUNDS: Final = COMPOUNDING_DOMAINS | PEOPLES

SHORTEST_NAME: Final = 4
"""Letters of the name that a compound begins with, where `Compounds` does not know it."""

KIN: Final = ("son", "dóttir")
"""What the names of parents begin no compound with."""

STEMS: Final = {
    "bíl": "bíll", "eld": "eldur", "fisk": "fiskur", "hag": "hagur", "hval": "hvalur", "jarð": "jörð", "kven": "kona",
    "sjó": "sjór", "skatt": "skattur", "snjó": "snjór", "vind": "vindur",
}  # fmt: skip
"""First parts that are neither a genitive nor a word, and too short or too odd for `Compounds`: the jarð of jarðskjálfti.

A list, since the rule would make a lög and a regla of lögregla.
"""

WEEKDAYS: Final = frozenset(f"{day}dagur" for day in ("sunnu", "mánu", "þriðju", "miðviku", "fimmtu", "föstu", "laugar"))
"""Compounds whose parts nobody means: the fasta of föstudagur is a fast."""

LESS_COMMON: Final = 0.1
"""The share of the commonest lemma's count from which another lemma of the same part counts: `hluta` is of hlutur or hluti."""

SHORT: Final = 4
"""Letters of a part that has to occur in the gold data, as the fors of forsæti does not."""

BOUND: Final = frozenset({
    "aðal", "fjar", "gervi", "há", "meiri", "mið", "minni", "ný", "nætur", "raf", "sjúkra", "slökkvi", "smá", "stór", "vara",
    "varð",
})  # fmt: skip
"""First parts that are no words of their own, or not that word (há, varð): nobody finds rafmynt by its raf."""

SURELY_BOUND: Final = ("aðal", "sjúkra", "slökkvi")
"""Those of them after which the rest is always meant, however common the word: bíll of sjúkrabíll, but no magn of rafmagn."""

NO_HEADS: Final = frozenset(("aldur", "ari", "eyrir", "gerning", "lingur", "naður", "ræðing"))
"""Nouns that the end of a word seldom is, whatever it looks like: of prentari, hernaður, lífeyrir."""

STEM_MARKS: Final = ("NFET", "ÞFET")
"""BÍN's marks of the forms that a bare stem looks like: þorsk, net."""

COMMON_STEM: Final = 2
"""How often the gold data must have a noun whose bare stem begins a compound."""

RARE: Final = 2
"""How often the gold data may have a word that is cut after a bare stem: common ones are cut wrongly too often (lög|regla)."""

SHORTEST_HEAD: Final = 5
"""Letters of a last part that is looked for where `Compounds` finds none."""


class Cutter:
    """Cuts words, and remembers its answers. Any number of threads may share one."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._answer = lru_cache(maxsize=REMEMBERED)(self._cut)

    def cut(self, norm: str, lemma: str, after_stem: bool = True) -> Cut:
        """The first cut: two pieces or three, with their lemmas; () where there is none.

        Args:
            norm: the word as it stands.
            lemma: its lemma.
            after_stem: whether one after a bare stem will do.
        """
        if max(len(norm), len(lemma)) > LONGEST_WORD:
            return ()
        return self._answer(norm, lemma, after_stem)

    def cache_info(self) -> dict[str, CacheInfo]:
        """Hits, misses and size of the cache."""
        return cache_info(cuts=self._answer)

    def _cut(self, norm: str, lemma: str, after_stem: bool) -> Cut:
        if lemma.lower() in WEEKDAYS:
            return ()
        if landmark := cut_landmark(norm, lemma, self._lexicon):
            return landmark
        if self.is_name(lemma, UNCUT_DOMAINS):
            return ()
        if self.is_name(lemma, NAME_DOMAINS):  # of an organization
            return self._cut_after_name(norm, lemma)
        pieces = self._lexicon.compounds.parts(norm, lemma)
        if pieces and self._are_used(pieces) and all(self._may_begin(p) for p in pieces[:-1]):
            better = () if self._count(pieces[-1].lemma) else self._cut_after_stem(norm, lemma)  # hljóm|sveit, not hljóms|veit
            return better if better and self._count(better[-1].lemma) else pieces
        if lemma[:1].isupper():
            return self._cut_after_name(norm, lemma)
        if found := self._cut_before_head(norm, lemma):
            return found
        is_clear = self._count(lemma) <= RARE or lemma.startswith(SURELY_BOUND)
        return self._cut_after_stem(norm, lemma) if after_stem and is_clear else ()

    def _cut_after_name(self, norm: str, lemma: str) -> Cut:
        """A cut after the genitive of a country, town or people: Úkraínuforseti, Evrópusamband, Danadrottning.

        `Compounds` makes it only where islenska knows it.
        """
        for at in range(len(lemma) - SHORTEST_PART, SHORTEST_NAME - 1, -1):
            text, last = norm[:at], lemma[at:]
            if text != lemma[:at] or last in KIN or not any(r.lemma == last or r.mark == "NFFT" for r in self.nouns(last)):
                continue
            if name := self._compounding_name(text):
                return Part(text, name), Part(norm[at:], last)
        return ()

    def _compounding_name(self, text: str) -> str | None:
        """The country, town or people whose genitive the text is."""
        genitives = [r for r in self._lexicon.bin.readings(text) if r.mark[:2] == "EF"]
        places = (r.lemma for r in genitives if r.in_domain(COMPOUNDING_DOMAINS))
        peoples = (r.lemma for r in genitives if r.in_domain(PEOPLES) and r.mark == "EFFT")
        return next(chain(places, peoples), None)

    def _cut_before_head(self, norm: str, lemma: str) -> Cut:
        """A cut that `Compounds` does not make: after one of STEMS, or after a compound in the genitive (utanríkisráðherra)."""
        classes = {r.word_class for r in self._lexicon.readings(lemma) if r.lemma == lemma and r.word_class in HEAD_CLASSES}
        for at in range(len(lemma) - SHORTEST_PART, SHORTEST_PART - 1, -1) if classes else ():
            first, last = lemma[:at].lower(), lemma[at:].lower()
            if norm[:at].lower() != first:
                continue
            heads = [r for r in self.nouns(last) if r.word_class in classes and self._may_end(r, first)]
            head = next((r.lemma for r in heads if r.lemma == last or r.mark == "NFFT"), None)
            if not head:
                continue
            if modifier := STEMS.get(first) or (self._genitive(first) if len(last) >= SHORTEST_HEAD else None):
                return Part(norm[:at], modifier), Part(norm[at:], head)
        return ()

    def _may_end(self, head: Reading, first: str) -> bool:
        """Whether the noun is a common one; after one of STEMS any that is not short will do: the göng of jarðgöng."""
        return bool(self._lexicon.count(head)) or (first in STEMS and len(head.lemma) >= SHORT and head.lemma not in NO_HEADS)

    def _cut_after_stem(self, norm: str, lemma: str) -> Cut:
        """The cut between a noun's bare stem, or one of BOUND, and the commonest head."""
        classes = {r.word_class for r in self._lexicon.readings(lemma) if r.lemma == lemma}
        if not classes or not classes <= NOUN_CLASSES:  # farandi
            return ()
        found: list[tuple[int, Cut]] = []
        for at in range(2, len(lemma) - SHORTEST_PART + 1):
            first, last = lemma[:at], lemma[at:]
            heads = [r for r in self.nouns(last) if r.word_class in classes and (r.lemma == last or r.mark == "NFFT")]
            head = max(heads, key=self._lexicon.count, default=None)
            if head is None or last in NO_HEADS or norm[:at].lower() != first:
                continue
            if not (count := self._lexicon.count(head)) and len(last) < SHORTEST_HEAD:
                continue
            modifier = "" if first in BOUND else self._stem(first)
            if modifier is not None:
                found.append((count, (Part(norm[:at], modifier), Part(norm[at:], head.lemma))))
        return max(found)[1] if found else ()

    def _stem(self, text: str) -> str | None:
        """The commonest noun whose stem the text is, if it is common and no preposition or adverb."""
        readings = self._lexicon.bin.readings(text)
        if len(text) < SHORTEST_PART or any(r.word_class in ("fs", "ao") for r in readings):
            return None
        nouns = [r for r in self.nouns(text) if r.word_class in NOUN_CLASSES and r.mark.rstrip("2") in STEM_MARKS]
        best = max(nouns, key=self._lexicon.count, default=None)
        return best.lemma if best and self._lexicon.count(best) >= COMMON_STEM else None

    def _genitive(self, text: str) -> str | None:
        """The lemma of the commonest noun, a compound or not, whose genitive the text is."""
        compounds = (r for r in self._lexicon.readings(text) if r.word_class in NOUN_CLASSES and r.mark.startswith("EF"))
        found = next(iter(self.modifiers(text)), None) or next((r.lemma for r in compounds if r.lemma.islower()), None)
        return found or self._linked(text)

    def _linked(self, text: str) -> str | None:
        """The feminine in -i that only compounds give an -s: the landhelgis of landhelgisgæsla."""
        noun = text.lower().removesuffix("s")
        is_linked = text.endswith("is") and any((r.lemma, r.word_class) == (noun, "kvk") for r in self._lexicon.readings(noun))
        return noun if is_linked else None

    def _are_used(self, pieces: Sequence[Part]) -> bool:
        """Whether all are words by themselves; after a long genitive the last need not be common: the þota of farþegaþota."""
        *before, last = pieces
        if not all(map(self._is_used_before, before)):
            return False
        follows_genitive = all(len(piece.text) > SHORT and self._is_genitive(piece) for piece in before)
        return follows_genitive or self._is_used_last(last)

    def _is_used_before(self, piece: Part) -> bool:
        """Whether people use a piece before the last apart from compounds.

        The rann of rannsókn is a house, of which the gold data has none, though it has many a renna: of verbs only the
        imperative looks like a first part that is meant.
        """
        readings = self._lexicon.listed(piece.lemma)
        return self._needs_no_count(piece) or any(
            self._lexicon.count(r) for r in readings if r.word_class != "so" or "BH" in r.mark
        )

    def _is_used_last(self, piece: Part) -> bool:
        """Whether people use the last piece apart from compounds."""
        return self._needs_no_count(piece) or any(map(self._lexicon.count, self._lexicon.listed(piece.lemma)))

    def _needs_no_count(self, piece: Part) -> bool:
        """Whether its length, its capital or its ending shows that the piece is a word; a short one has to be a used one."""
        is_long, is_name = len(piece.lemma) > SHORT, piece.lemma[0].isupper()
        return is_long or is_name or self._is_genitive(piece)

    def _is_genitive(self, piece: Part) -> bool:
        """Whether the piece is a genitive that shows: the eggja of eggjaframleiðsla."""
        text = piece.text.lower()
        return text != piece.lemma and any(r.lemma == piece.lemma and r.mark.startswith("EF") for r in self.nouns(text))

    def _may_begin(self, piece: Part) -> bool:
        """Whether a compound whose parts are meant may begin with the piece."""
        if piece.lemma[0].isupper():  # a name: Rússlandsforseti
            return True
        if not self.nouns(piece.text):  # neither a noun nor an adjective
            return False
        readings = self._lexicon.bin.readings(piece.text.lower())
        if any(r.word_class == "fs" for r in readings):  # undirbúningur means something of its own
            return False
        return not self._is_inflected_adjective(piece)  # Breiðablik begins as a phrase does

    def _is_inflected_adjective(self, piece: Part) -> bool:
        """Whether the piece is an inflected adjective that is also the genitive of nouns which the gold data lacks: breiða."""
        if piece.text.lower() == piece.lemma:  # stór: not inflected
            return False
        readings = self.nouns(piece.text)
        nouns = [r for r in readings if r.word_class in NOUN_CLASSES]
        has_adjective, has_used_noun = len(nouns) < len(readings), any(map(self._lexicon.count, nouns))
        return has_adjective and not has_used_noun

    def modifiers(self, text: str) -> tuple[str, ...]:
        """The nouns whose genitive without the article the text is, the commonest first and without rare ones."""
        genitives = [r for r in self.nouns(text) if r.mark.startswith("EF") and not r.mark.endswith("gr")]
        counts = {r.lemma: self._lexicon.count(r) for r in genitives}
        most = max(counts.values(), default=0)
        best = next((r for r in genitives if counts[r.lemma] == most), None)
        common = [r for r in genitives if counts[r.lemma] >= LESS_COMMON * most or self._lexicon.is_plural_of(r.lemma, best)]
        return unique([key(r.lemma) for r in sorted(common, key=lambda r: -counts[r.lemma])])

    def _count(self, lemma: str) -> int:
        """How often the gold data has it as a noun or adjective, or as a plural that it files under the singular (lög)."""
        own = (r for r in self.nouns(lemma) if r.lemma == lemma or r.mark == "NFFT")
        return max(map(self._lexicon.count, own), default=0)

    def nouns(self, text: str) -> list[Reading]:
        """BÍN's nouns and adjectives, names left out."""
        return [r for r in self._lexicon.bin.readings(text.lower()) if r.word_class in HEAD_CLASSES and not r.is_compound]

    def is_name(self, lemma: str, domains: frozenset[str]) -> bool:
        """Whether BÍN has the lemma as a name of these domains."""
        readings = self._lexicon.bin.readings(lemma) if lemma[:1].isupper() else ()
        return any(r.lemma == lemma and r.in_domain(domains) for r in readings)
