"""All the parts of a compound, several levels deep: `seðlabankastjóri` has seðlabanki, seðill, banki, bankastjóri and stjóri.

`decompound` cuts a word in two or three; here its pieces are cut again, and pieces that are words of BÍN's together count too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from icenews_nlp.language.caches import CacheInfo
from icenews_nlp.language.morphology.compounds import SHORTEST_PART, Part
from icenews_nlp.search.analysis.decompound import NAMES_IN_COMPOUNDS, UNCUT_DOMAINS, Cutter
from icenews_nlp.search.analysis.landmarks import PLACES
from icenews_nlp.search.analysis.lexicon import Lexicon
from icenews_nlp.search.analysis.normalise import hyphen_pieces, key, spellings


class SubPart(NamedTuple):
    """A part and the slice of the word's norm that it is."""

    start: int
    end: int
    lemma: str
    """In lower case."""


class Splitter:
    """Splits words. Any number of threads may share one; what is asked for token by token, `TokenAnalyzer` remembers."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._cutter = Cutter(lexicon)

    def cache_info(self) -> dict[str, CacheInfo]:
        """Hits, misses and sizes of the caches, by what they hold."""
        return self._cutter.cache_info()

    def parts(self, norm: str, lemma: str) -> tuple[SubPart, ...]:
        """The parts of all levels, in the order of the word; () where it is no compound.

        Args:
            norm: the word as it stands.
            lemma: its lemma, which says how its last part inflects.
        """
        found = self._of_hyphens(norm, lemma) if hyphen_pieces(norm) else self._of_compound(norm, lemma)
        return tuple(sorted(dict.fromkeys(found)))

    def is_made_with_name(self, norm: str, lemma: str) -> bool:
        """Whether the word is a compound that begins with the name of a place: Rússlandsforseti."""
        pieces = self._cutter.cut(norm, lemma)
        return bool(pieces) and pieces[0].lemma[:1].isupper()

    def is_uncut_name(self, lemma: str) -> bool:
        """Whether the lemma is the name of a place, region or person, which is said in no other words."""
        return self._cutter.is_name(lemma, UNCUT_DOMAINS)

    def halves(self, word: str, lemma: str) -> tuple[tuple[str, ...], ...]:
        """The lemmas of each piece of the first cut, for a query that may be said in several words; () for no compound."""
        pieces = self._cutter.cut(word, lemma)
        if not pieces or self.is_uncut_name(lemma):  # Þingvallavatn is no other lake at Þingvellir
            return ()
        before = [tuple(self._of_first(text, base)) for text, base in pieces[:-1]]
        return (*before, (key(pieces[-1].lemma),)) if all(before) else ()

    def _of_hyphens(self, norm: str, lemma: str) -> list[SubPart]:
        """What stands between the hyphens, and its parts: COVID and afbrigði, but jong and un.

        Of more than two pieces all but the last too, as one word: the COVID-19 of COVID-19-faraldur.
        """
        ranges, bases = hyphen_pieces(norm), [lemma[a:b] for a, b in hyphen_pieces(lemma)]
        texts = [norm[a:b] for a, b in ranges]
        if len(bases) != len(texts):
            bases = texts
        found: list[SubPart] = []
        if len(ranges) > 2:
            start, end = ranges[0][0], ranges[-2][1]
            found += [SubPart(start, end, spelling) for spelling in spellings(norm[start:end])]
        for (start, end), text, base in zip(ranges, texts, bases, strict=True):
            lemmas = self._cutter.modifiers(text) if len(text) >= SHORTEST_PART else ()  # mánudaga-föstudaga
            found += [SubPart(start, end, spelling) for spelling in (*spellings(base), *lemmas)]
            found += [p._replace(start=start + p.start, end=start + p.end) for p in self.parts(text, base)]
        return found

    def _of_compound(self, norm: str, lemma: str) -> list[SubPart]:
        leaves = self._leaves(norm, lemma)
        if len(leaves) < 2:
            return []
        bounds = [0]
        for text, _ in leaves:
            bounds.append(bounds[-1] + len(text))
        found: list[SubPart] = []
        for i, start in enumerate(bounds[:-1]):
            for j, end in enumerate(bounds[i + 1 :], i + 1):
                if (start, end) != (0, bounds[-1]):
                    lemmas = self._lemmas(norm, lemma, start, end, leaves[i:j])
                    found += [SubPart(start, end, key(one)) for one in lemmas]
        return found

    def _leaves(self, norm: str, lemma: str, is_last: bool = True) -> list[Part]:
        """The pieces that cannot be cut further, with their lemmas; the word alone where it is no compound.

        Args:
            norm: The word.
            lemma: Its lemma.
            is_last: only what ends a word is also cut after a bare stem: nobody finds landhelgisgæsla by helgi.
        """
        leaves: list[Part] = []
        pieces = self._cutter.cut(norm, lemma, is_last)
        for i, (text, base) in enumerate(pieces, 1):
            if self._cutter.is_name(base, NAMES_IN_COMPOUNDS | PLACES):
                leaves.append(Part(text, base))
            else:
                leaves += self._leaves(text, base, is_last and i == len(pieces))
        return leaves or [Part(norm, lemma)]

    def _lemmas(self, norm: str, lemma: str, start: int, end: int, leaves: Sequence[Part]) -> Sequence[str]:
        """The lemmas of the pieces from `start` to `end` taken together; none where they are no word of BÍN's."""
        text = norm[start:end]
        if end == len(norm):
            own = lemma.lower().removeprefix(norm[:start].lower()) if len(leaves) > 1 else leaves[0].lemma
            return [own] if any(r.lemma == own for r in self._cutter.nouns(text)) else []
        return self._cutter.modifiers(text) if len(leaves) > 1 else self._of_first(*leaves[0])

    def _of_first(self, text: str, lemma: str) -> Sequence[str]:
        """The lemmas of a piece before the last: its own, with other nouns of that genitive unless it is something else.

        None where it is no word of its own.
        """
        if not lemma:
            return []
        modifiers = self._cutter.modifiers(text)
        return modifiers if key(lemma) in modifiers else [key(lemma)]
