"""All the parts of a compound, several levels deep: `seðlabankastjóri` has seðlabanki, seðill, banki, bankastjóri and stjóri.

`language.compounds` cuts a word in two or three; here its pieces are cut again, and pieces that are words of BÍN's together
count too. A name is never cut, but a compound that is made with one gives the name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from icenews_nlp.language.bin import NAME_DOMAINS, NOUN_CLASSES, Reading
from icenews_nlp.language.compounds import COMPOUNDING_DOMAINS, SHORTEST_PART, Part
from icenews_nlp.search.lexicon import Lexicon, unique
from icenews_nlp.search.spelling import hyphen_pieces, key

REGIONS: Final = frozenset({"svaedi"})
"""BÍN's `hluti` of names of regions (Norðurland), which `Compounds` would cut."""

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

SHORTEST_HEAD: Final = 5
"""Letters of a last part that is looked for where `Compounds` finds none."""

REMEMBERED: Final = 30_000

PART_CLASSES: Final = NOUN_CLASSES | {"lo"}


class SubPart(NamedTuple):
    """A part and the slice of the word's norm that it is."""

    start: int
    end: int
    lemma: str
    """In lower case."""


class Splitter:
    """Splits words, and remembers its answers."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._answers: dict[tuple[str, str], tuple[SubPart, ...]] = {}

    def parts(self, norm: str, lemma: str) -> tuple[SubPart, ...]:
        """The parts of all levels, in the order of the word; () where it is no compound.

        norm (str): the word as it stands. lemma (str): its lemma, which tells how its last part inflects.
        """
        asked = norm, lemma
        if (answer := self._answers.get(asked)) is None:
            if len(self._answers) >= REMEMBERED:
                self._answers.clear()
            found = self._of_hyphens(norm, lemma) if hyphen_pieces(norm) else self._of_compound(norm, lemma)
            answer = self._answers[asked] = tuple(sorted(dict.fromkeys(found)))
        return answer

    def is_made_with_name(self, norm: str, lemma: str) -> bool:
        """Whether the word is a compound that begins with the name of a place: Rússlandsforseti."""
        pieces = self._cut(norm, lemma)
        return bool(pieces) and pieces[0][1][:1].isupper()

    def halves(self, word: str, lemma: str) -> tuple[tuple[str, ...], ...]:
        """The lemmas of each piece of the first cut, for a query that may be said in several words; () for no compound."""
        pieces = self._cut(word, lemma)
        if not pieces:
            return ()
        before = [tuple(self._of_first(text, base)) for text, base in pieces[:-1]]
        return (*before, (key(pieces[-1][1]),))

    def _of_hyphens(self, norm: str, lemma: str) -> list[SubPart]:
        """What stands between the hyphens, and its parts: COVID and afbrigði, but jong and un."""
        ranges, bases = hyphen_pieces(norm), [lemma[a:b] for a, b in hyphen_pieces(lemma)]
        texts = [norm[a:b] for a, b in ranges]
        if len(bases) != len(texts):
            bases = texts
        found = []
        for (start, end), text, base in zip(ranges, texts, bases, strict=True):
            found.append(SubPart(start, end, key(base)))
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

    def _leaves(self, norm: str, lemma: str) -> list[tuple[str, str]]:
        """The pieces that cannot be cut further, with their lemmas; the word alone where it is no compound."""
        leaves: list[tuple[str, str]] = []
        for text, base in self._cut(norm, lemma):
            is_name = base[:1].isupper() and self._has_domain(base, COMPOUNDING_DOMAINS)
            leaves += [(text, base)] if is_name else self._leaves(text, base)
        return leaves or [(norm, lemma)]

    def _cut(self, norm: str, lemma: str) -> list[tuple[str, str]]:
        """The first cut: two pieces or three, with their lemmas; [] where there is none."""
        if lemma.lower() in WEEKDAYS or self._is_name(lemma):
            return []
        pieces = self._lexicon.compounds.parts(norm, lemma)
        if pieces and self._are_used(pieces) and all(self._may_begin(p) for p in pieces[:-1]):
            return [(piece.text, piece.lemma) for piece in pieces]
        return self._cut_before_head(norm, lemma)

    def _are_used(self, pieces: Sequence[Part]) -> bool:
        """Whether all are words by themselves; after a long genitive the last need not be common: the þota of farþegaþota."""
        begun = all(len(piece.text) > SHORT and self._is_genitive(piece) for piece in pieces[:-1])
        return all(self._is_used(piece) for piece in (pieces[:-1] if begun else pieces))

    def _is_used(self, piece: Part) -> bool:
        """Whether people use the word apart from compounds, as far as its ending or a short one's count can tell."""
        if len(piece.lemma) > SHORT or piece.lemma[0].isupper() or self._is_genitive(piece):
            return True
        return any(self._lexicon.count(r) for r in self._lexicon.listed(piece.lemma))

    def _is_genitive(self, piece: Part) -> bool:
        """Whether the piece is a genitive that shows: the eggja of eggjaframleiðsla."""
        text = piece.text.lower()
        return text != piece.lemma and any(r.lemma == piece.lemma and r.mark.startswith("EF") for r in self._nouns(text))

    def _may_begin(self, piece: Part) -> bool:
        """Whether the piece is a noun, adjective or name, and no preposition: a word that begins with one means something of
        its own, as undirbúningur does."""
        readings = self._lexicon.bin.readings(piece.text.lower())
        return piece.lemma[0].isupper() or (bool(self._nouns(piece.text)) and not any(r.word_class == "fs" for r in readings))

    def _cut_before_head(self, norm: str, lemma: str) -> list[tuple[str, str]]:
        """A cut that `Compounds` does not make: after one of STEMS, or after a compound in the genitive (utanríkisráðherra)."""
        classes = {r.word_class for r in self._lexicon.readings(lemma) if r.lemma == lemma and r.word_class in PART_CLASSES}
        for at in range(len(lemma) - SHORTEST_PART, SHORTEST_PART - 1, -1):
            first, last = lemma[:at].lower(), lemma[at:].lower()
            if not classes or norm[:at].lower() != first:
                continue
            heads = [r for r in self._nouns(last) if r.word_class in classes and self._lexicon.count(r)]
            head = next((r.lemma for r in heads if r.lemma == last or r.mark == "NFFT"), None)
            modifier = STEMS.get(first) or (self._genitive(first) if len(last) >= SHORTEST_HEAD else None)
            if head and modifier:
                return [(norm[:at], modifier), (norm[at:], head)]
        return []

    def _genitive(self, text: str) -> str | None:
        """The lemma of the commonest noun, a compound or not, whose genitive the text is."""
        compounds = (r for r in self._lexicon.readings(text) if r.word_class in NOUN_CLASSES and r.mark.startswith("EF"))
        found = next(iter(self._modifiers(text)), None) or next((r.lemma for r in compounds if r.lemma.islower()), None)
        return found or self._linked(text)

    def _linked(self, text: str) -> str | None:
        """The feminine in -i that only compounds give an -s: the landhelgis of landhelgisgæsla."""
        noun = text.removesuffix("s")
        is_linked = text.endswith("is") and any((r.lemma, r.word_class) == (noun, "kvk") for r in self._lexicon.readings(noun))
        return noun if is_linked else None

    def _lemmas(self, norm: str, lemma: str, start: int, end: int, leaves: Sequence[tuple[str, str]]) -> Sequence[str]:
        """The lemmas of the pieces from `start` to `end` taken together; none where they are no word of BÍN's."""
        text = norm[start:end]
        if end == len(norm):
            own = lemma.lower().removeprefix(norm[:start].lower()) if len(leaves) > 1 else leaves[0][1]
            return [own] if any(r.lemma == own for r in self._nouns(text)) else []
        return self._modifiers(text) if len(leaves) > 1 else self._of_first(*leaves[0])

    def _of_first(self, text: str, lemma: str) -> Sequence[str]:
        """The lemmas of a piece before the last: its own, with other nouns of that genitive unless it is something else."""
        modifiers = self._modifiers(text)
        return modifiers if key(lemma) in modifiers else [key(lemma)]

    def _modifiers(self, text: str) -> tuple[str, ...]:
        """The nouns whose genitive without the article the text is, the commonest first and without rare ones."""
        genitives = [r for r in self._nouns(text) if r.mark.startswith("EF") and not r.mark.endswith("gr")]
        counts = {r.lemma: self._lexicon.count(r) for r in genitives}
        most = max(counts.values(), default=0)
        best = next((r for r in genitives if counts[r.lemma] == most), None)
        common = [r for r in genitives if counts[r.lemma] >= LESS_COMMON * most or self._lexicon.is_plural_of(r.lemma, best)]
        return unique([key(r.lemma) for r in sorted(common, key=lambda r: -counts[r.lemma])])

    def _nouns(self, text: str) -> list[Reading]:
        """BÍN's nouns and adjectives, names left out."""
        return [r for r in self._lexicon.bin.readings(text.lower()) if r.word_class in PART_CLASSES and not r.is_compound]

    def _is_name(self, lemma: str) -> bool:
        return lemma[:1].isupper() and self._has_domain(lemma, NAME_DOMAINS | REGIONS)

    def _has_domain(self, name: str, domains: frozenset[str]) -> bool:
        return any(r.lemma == name and r.in_domain(domains) for r in self._lexicon.bin.readings(name))
