"""The parts of a compound: `innrásarstríði` is `innrásar` (of innrás) and `stríði` (of stríð).

Splits come from `islenska`'s word base, which also offers nonsense (for|seti); a split counts only where the last
part inflects as the whole word does and every part before it is a word in the genitive or a bare stem.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from icenews_nlp.language.caches import CacheInfo, cache_info
from icenews_nlp.language.morphology.bin import NAME_DOMAINS, NOUN_CLASSES, Bin, Reading

SHORTEST_PART: Final = 3
"""Letters; shorter ones (`ís`, `ár`, `á`) make more false splits than true ones."""

SHORTEST_STEM: Final = 4
"""Letters of a part that is not in the genitive; `for` in `forseti` is none."""

SHORTEST_WORD: Final = 7

COMPOUNDING_DOMAINS: Final = frozenset({"lönd", "erl", "þor"})
"""BÍN's countries, foreign places and towns: the names that compounds are made with."""

HEAD_CLASSES: Final = NOUN_CLASSES | {"lo"}

REMEMBERED: Final = 30_000
"""Answers that one instance keeps."""


class Part(NamedTuple):
    """One part: its slice of the word, and its own lemma."""

    text: str
    lemma: str


class Compounds:
    """Splits words, and remembers the answers of one instance. Any number of threads may share one."""

    def __init__(self, bin_: Bin) -> None:
        self._bin = bin_
        self._answer = lru_cache(maxsize=REMEMBERED)(self._split)

    def parts(self, norm: str, lemma: str) -> tuple[Part, ...]:
        """The parts of a word with that lemma, whose texts joined give `norm`; () where it is no compound.

        Names of places and persons are never split, though a word that a hyphen joins to a name is (`ESB-ríki`).
        """
        if len(norm) < SHORTEST_WORD or not (norm[1:].islower() or "-" in norm):
            return ()
        return self._answer(norm, lemma)

    def cache_info(self) -> dict[str, CacheInfo]:
        """Hits, misses and size of the cache."""
        return cache_info(compounds=self._answer)

    def elided(self, norm: str, following: str, lemma: str) -> str | None:
        """The lemma that a first half leaves out: `félags-` before `menningarmiðstöð` is félagsmiðstöð; None where it is none.

        Args:
            norm: The first half, with its hyphen.
            following: The compound that the two share a last part with, as written.
            lemma: Its lemma.
        """
        parts = self.parts(following, lemma)
        return norm.rstrip("-") + parts[-1].lemma if parts and len(norm) > 2 else None

    def _split(self, norm: str, lemma: str) -> tuple[Part, ...]:
        if "-" in norm:
            return self._split_at_hyphen(norm, lemma)
        lower = norm.lower()
        whole = [r for r in self._bin.readings(norm) + self._bin.readings(lower) if r.lemma == lemma]
        if any(r.in_domain(NAME_DOMAINS) for r in whole) or not any(r.word_class in HEAD_CLASSES for r in whole):
            return ()
        for pieces in self._bin.splits(lower):
            if len(pieces) > 1 and all(len(piece) >= SHORTEST_PART for piece in pieces):
                prefix = lower[: -len(pieces[-1])]
                head = self._head(pieces[-1], prefix, whole)
                name = self._name(prefix)
                modifiers = [name] if name else [self._modifier(piece) for piece in pieces[:-1]]
                if head and all(modifiers):
                    return _cut(norm, [prefix, pieces[-1]] if name else pieces, [*(m for m in modifiers if m), head])
        return ()

    def _split_at_hyphen(self, norm: str, lemma: str) -> tuple[Part, ...]:
        """`EES-samningnum`: the part before the last hyphen as it stands, the part after it by BÍN."""
        before, _, last = norm.rpartition("-")
        ending = lemma.rpartition("-")[2]
        if len(last) < SHORTEST_PART or not before or not any(r.lemma == ending for r in self._bin.readings(last)):
            return ()
        if last[:1].isupper():  # Norður-Kórea, Jean-Luc: one name
            return ()
        return Part(f"{before}-", before), Part(last, ending)

    def _head(self, piece: str, prefix: str, whole: Iterable[Reading]) -> str | None:
        """The lemma of the last part, if with the prefix it is the whole word's."""
        readings = {(r.lemma, r.word_class) for r in self._bin.readings(piece) if not r.is_compound}
        for reading in whole:
            own = reading.lemma.lower().removeprefix(prefix)
            if own != reading.lemma.lower() and (own, reading.word_class) in readings:
                return own
        return None

    def _name(self, prefix: str) -> str | None:
        """The name whose genitive the parts before the last make together: `rússlands` of Rússland."""
        readings = self._bin.readings(prefix.capitalize())
        return next((r.lemma for r in readings if r.in_domain(COMPOUNDING_DOMAINS) and r.mark[:2] == "EF"), None)

    def _modifier(self, piece: str) -> str | None:
        """The lemma of a part before the last: of a noun in the genitive, else of a word whose base form it is."""
        readings = [r for r in self._bin.readings(piece) if not r.in_domain(NAME_DOMAINS)]
        if len(piece) >= SHORTEST_STEM and any(r.lemma == piece and r.word_class == "lo" for r in readings):
            return piece  # the stór of stórglæsilegur, not the genitive of stó
        for reading in readings:
            if reading.word_class in NOUN_CLASSES and reading.mark[:2] == "EF" and not reading.mark.endswith("gr"):
                return reading.lemma
        if len(piece) < SHORTEST_STEM:
            return None
        return next((r.lemma for r in readings if r.lemma == piece and r.word_class != "so"), None)


def _cut(norm: str, pieces: Sequence[str], lemmas: Sequence[str]) -> tuple[Part, ...]:
    parts, at = [], 0
    for piece, lemma in zip(pieces, lemmas, strict=True):
        parts.append(Part(norm[at : at + len(piece)], lemma))
        at += len(piece)
    return tuple(parts)
