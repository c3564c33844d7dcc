"""One token of a document as the words that find it: its lemmas, and the parts of a compound with their places in the token."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from icenews_nlp.documents.tokens import Token
from icenews_nlp.labels import EntityLabel, LemmaSource, TokenKind
from icenews_nlp.language.analyser import JOINTS
from icenews_nlp.language.caches import CacheInfo, cache_info
from icenews_nlp.language.morphology.bin import NOUN_CLASSES, PLACE_DOMAINS
from icenews_nlp.language.morphology.bin_tags import agreement, tag_pattern
from icenews_nlp.language.names.base_forms import base_form
from icenews_nlp.search.analysis.compound_parts import Splitter, SubPart
from icenews_nlp.search.analysis.headline_names import LONGEST_ACRONYM
from icenews_nlp.search.analysis.landmarks import is_institution
from icenews_nlp.search.analysis.lexicon import CONTENT_CLASSES, Lexicon, unique
from icenews_nlp.search.analysis.normalise import (
    PERCENT,
    host,
    hyphen_pieces,
    initial_pieces,
    is_percent,
    key,
    number_pieces,
    spellings,
    titled,
)
from icenews_nlp.search.analysis.suspended_hyphens import completing_word

CLOSE_ENOUGH: Final = 0.2
"""Score of an alternative lemma that is indexed too. On the last 972 sentences of MIM-GOLD-NER's valid it finds 0.8 % more
of what a base form asks for, and 0.2 % of what is found is wrong."""

UNSPLIT_LABELS: Final = frozenset({EntityLabel.PERSON, EntityLabel.LOCATION})
"""Names that are not taken apart, unless they are compounds made with another name (Rússlandsforseti, Suðurlandsvegur)."""

SPLIT_TAGS: Final = ("n", "l", "e")
"""First letters of the tags of nouns, adjectives and foreign words."""

GOVERNED: Final = {
    "úr": ("ÞGFET",), "frá": ("ÞGFET",), "af": ("ÞGFET",), "að": ("ÞGFET",), "til": ("EFET",), "um": ("ÞFET",),
    "í": ("ÞFET", "ÞGFET"), "með": ("ÞFET", "ÞGFET"),
}  # fmt: skip
"""Prepositions that no other preposition follows without a word between, with BÍN's marks of the forms they govern."""

CURRENCY_SIGNS: Final = tuple("$€£¥")

REMEMBERED: Final = 50_000
"""Tokens that one instance keeps the lemmas and the parts of."""


class _Word(NamedTuple):
    """What the parts of a token depend on, and with `guessed` and `close` its lemmas."""

    text: str
    norm: str
    lemma: str
    tag: str


class TokenAnalyzer:
    """Reads tokens, and remembers what it has looked up. Any number of threads may share one."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._splitter = Splitter(lexicon)
        self._remembered_lemmas = lru_cache(maxsize=REMEMBERED)(self._lemmas_of)
        self._remembered_parts = lru_cache(maxsize=REMEMBERED)(self._parts_of)

    def cache_info(self) -> dict[str, CacheInfo]:
        """Hits, misses and sizes of the caches, by what they hold."""
        own = cache_info(token_lemmas=self._remembered_lemmas, token_parts=self._remembered_parts)
        return {**own, **self._splitter.cache_info()}

    def lemmas(self, tokens: Sequence[Token], i: int) -> tuple[str, ...]:
        """In lower case: the token's own lemma, its close alternatives, the lemmas it is also filed under, other spellings."""
        token = tokens[i]
        own, completed = self._own_lemmas(token), self._completed(tokens, i)
        if token.lemma.endswith("-"):
            return unique([*_spelled(completed), *own])
        if token.kind is TokenKind.WORD:
            completed = (*completed, *self._governed_noun(tokens, i), *_restored(tokens, i))
        return unique([*own, *_spelled(completed)]) if completed else own

    def parts(self, token: Token, label: EntityLabel | None) -> tuple[SubPart, ...]:
        """The parts of all levels, their ranges in the token's text. `label` is that of the entity it is in."""
        if token.kind in (TokenKind.NUMBER, TokenKind.ABBREVIATION):
            return _placed(_pieces_of(token.norm), token)
        if token.kind is not TokenKind.WORD:
            return ()
        return self._remembered_parts(_Word(token.text, token.norm, token.lemma, token.tag), label in UNSPLIT_LABELS)

    def _parts_of(self, token: _Word, is_unsplit: bool) -> tuple[SubPart, ...]:
        norm, lemma = token.norm, token.lemma
        if norm.endswith("-") and not lemma.endswith("-"):
            return self._parts_of_half(token)
        if not hyphen_pieces(norm):
            if not token.tag.startswith(SPLIT_TAGS):
                return ()
            is_name = is_unsplit or self._is_place_alone(norm)
            if is_name and not self._splitter.is_made_with_name(norm, lemma):
                return ()
        return _placed(self._splitter.parts(norm, lemma) or self._parts_of_common_noun(token), token)

    def _is_place_alone(self, norm: str) -> bool:
        """Whether BÍN has the word as a place and as nothing else: what begins a sentence may be taken for a common noun."""
        listed = self._lexicon.listed(norm) if norm[:1].isupper() else ()
        return bool(listed) and all(r.in_domain(PLACE_DOMAINS) for r in listed)

    def _parts_of_common_noun(self, token: _Word) -> tuple[SubPart, ...]:
        """Of a common noun that got a capital lemma, as one that names an organization does: Landhelgisgæslan."""
        lower = token.lemma.lower()
        if lower == token.lemma:
            return ()
        readings = self._lexicon.listed(lower) if token.tag.endswith("s") else self._lexicon.readings(lower)
        is_noun = any(r.lemma == lower for r in readings) or is_institution(token.lemma, self._lexicon)
        return self._splitter.parts(token.norm, lower) if is_noun else ()

    def _parts_of_half(self, token: _Word) -> tuple[SubPart, ...]:
        """Of a compound whose second half is left out (`fjármála-`, lemma fjármálaráðherra): what is not there is the whole."""
        if self._splitter.is_uncut_name(token.lemma):  # Norður- og Austurland
            return ()
        parts = self._splitter.parts(token.lemma.lower(), token.lemma.lower())
        length = len(token.norm) - 1
        return _placed([p if p.end <= length else p._replace(start=0, end=len(token.norm)) for p in parts], token)

    def _own_lemmas(self, token: Token) -> tuple[str, ...]:
        """What the token is found by, whatever stands around it."""
        guessed = token.lemma_source in (LemmaSource.RULE, LemmaSource.SURFACE)
        close = tuple([other.lemma for other in token.alternatives if other.score >= CLOSE_ENOUGH])
        word = _Word("", token.norm, token.lemma, token.tag)
        return self._remembered_lemmas(word, token.kind, guessed, close)

    def _lemmas_of(self, word: _Word, kind: TokenKind, guessed: bool, close: tuple[str, ...]) -> tuple[str, ...]:
        lemmas = [word.lemma, *close]
        if word.norm.startswith(CURRENCY_SIGNS) and len(word.norm) > 1:
            lemmas.append(word.norm[1:])
        if kind is TokenKind.WORD:
            lemmas += self._look_up(word, guessed)
        elif kind is TokenKind.HASHTAG:
            lemmas += self._of_hashtag(word.norm)
        elif kind is TokenKind.URL and (site := host(word.norm)):
            lemmas.append(site)
        return unique(_spelled(lemmas))

    def _of_hashtag(self, norm: str) -> list[str]:
        """What the word after the # may be a form of: `#fréttir` is of frétt, and of fréttir."""
        return [r.lemma for r in self._lexicon.listed(norm[1:]) if r.word_class in CONTENT_CLASSES]

    def _look_up(self, token: _Word, guessed: bool) -> list[str]:
        """What a query may ask for by another headword than the document's."""
        norm, lemma, tag = token.norm, token.lemma, token.tag
        found: list[str] = []
        if tag[:1] == "n":
            found += self._commoner_twins(norm, lemma, tag)
        if tag[:1] == "n" and tag[2:3] == "f":
            found += self._plural_twins(norm, lemma, tag)
        elif tag[:1] == "l":
            found += self._same_degree(norm, tag)
        elif tag[:2] == "sl":  # gangandi
            found += [r.lemma for r in self._lexicon.listed(norm) if r.word_class == "lo" and r.lemma == norm.lower()]
        elif tag[:2] == "sþ":
            found += [r.lemma for r in self._lexicon.listed(norm) if r.word_class == "lo" and r.mark.startswith("FSB")]
        if tag[:1] == "s" and (verb := self._lexicon.active(lemma)):
            found.append(verb)
        if guessed and norm[:1].isalpha():
            found += self._of_unknown(norm, tag)
        return found

    def _same_degree(self, norm: str, tag: str) -> list[str]:
        """All adjectives that a comparative or superlative is filed under: verri is of slæmur, vondur and illur."""
        marks = {"m": ("MST",), "e": ("ESB", "EVB")}.get(tag[5:6], ())
        adjectives = [r for r in self._lexicon.listed(norm) if r.word_class == "lo"]
        return [r.lemma for r in adjectives if r.mark.startswith(marks)] if marks else []

    def _governed_noun(self, tokens: Sequence[Token], i: int) -> list[str]:
        """The noun that was taken for a preposition, where it stands after one and nothing follows (`húsið var úr við.`)."""
        if not i or tokens[i].tag[:1] != "a" or (marks := GOVERNED.get(tokens[i - 1].lemma)) is None:
            return []
        follows = tokens[i + 1] if i + 1 < len(tokens) else None
        if follows and follows.kind is not TokenKind.PUNCTUATION and follows.norm not in JOINTS:
            return []
        readings = self._lexicon.bin.readings(tokens[i].norm)
        is_preposition = any(r.word_class == "fs" for r in readings)
        return [r.lemma for r in readings if is_preposition and r.word_class in NOUN_CLASSES and r.mark in marks]

    def _completed(self, tokens: Sequence[Token], i: int) -> tuple[str, ...]:
        """What a first half (`Norður-` before `og Suður-Kóreu`, `inn-`) may be with what it leaves out, the likeliest first."""
        token = tokens[i]
        if not token.norm.endswith("-"):
            return ()
        ahead = completing_word(other.norm for other in islice(tokens, i + 1, None))
        if ahead is None:
            return ()
        following = tokens[i + 1 + ahead]
        rest = hyphen_pieces(following.lemma)
        if rest:
            return (token.lemma + following.lemma[rest[-1][0] :],) if token.lemma.endswith("-") else ()
        return self._lexicon.elided(token.norm, following.norm, following.lemma)

    def _commoner_twins(self, norm: str, lemma: str, tag: str) -> list[str]:
        """Commoner nouns with that form, which the gold data may file elsewhere: sjávar, of sjár or sjór.

        Of that gender; of any where the gold data lacks the lemma, for then its gender is a guess: húsunum, of húsi or hús.
        """
        nouns = [r for r in self._lexicon.listed(norm) if r.word_class in NOUN_CLASSES]
        own = next((r for r in nouns if r.lemma == lemma and agreement(tag_pattern(r), tag) == 1), None)
        if own is None:
            return []
        count = self._lexicon.count(own)
        same = [r for r in nouns if (r.mark, r.lemma.islower()) == (own.mark, lemma.islower())]
        return [r.lemma for r in same if (r.word_class == own.word_class or not count) and self._lexicon.count(r) > count]

    def _plural_twins(self, norm: str, lemma: str, tag: str) -> list[str]:
        """The other of lag and lög, of straumhvarf and straumhvörf, whichever the document has."""
        nouns = [r for r in self._lexicon.listed(norm) if r.word_class in NOUN_CLASSES and "FT" in r.mark]
        own = next((r for r in nouns if r.lemma.lower() == lemma.lower()), None)
        return [r.lemma for r in nouns if own and agreement(tag_pattern(r), tag) == agreement(tag_pattern(own), tag)
                and (self._lexicon.is_plural_of(r.lemma, own) or self._lexicon.is_plural_of(own.lemma, r))]  # fmt: skip

    def _of_unknown(self, norm: str, tag: str) -> list[str]:
        """The base form of a word that the tagger left as it stood: a name in whatever case, a loanword with an ending."""
        readings = self._lexicon.listed(norm)
        is_headline = norm.isupper() and len(norm) > LONGEST_ACRONYM
        if not readings:
            name = base_form(titled(norm.lower() if is_headline else norm), self._lexicon.bin)
            return [*([name] if name else ()), *(() if norm.isupper() else self._lexicon.bare_stems(norm))]
        if is_headline:
            fits = {r: agreement(tag_pattern(r), tag) for r in readings if r.word_class in CONTENT_CLASSES}
            return [r.lemma for r, fit in fits.items() if fit == max(fits.values()) > 0]
        is_name = norm.islower() and all(r.lemma[:1].isupper() for r in readings)
        return [r.lemma for r in readings] if is_name else []


def _spelled(lemmas: Iterable[str]) -> list[str]:
    return [spelling for lemma in lemmas for spelling in spellings(lemma)]


def _restored(tokens: Sequence[Token], i: int) -> list[str]:
    """The whole lemma of a word that leaves out its first half: þingkona in `þingmenn og -konur`."""
    token = tokens[i]
    if not token.norm.startswith("-") or i < 2 or tokens[i - 1].norm not in JOINTS or not tokens[i - 2].parts:
        return []
    before = tokens[i - 2]
    first = before.norm[: -len(before.parts[-1].text)]
    return [first.lower() + token.lemma.lstrip("-")]


def _pieces_of(norm: str) -> list[SubPart]:
    """The numbers of a range, a season or a date (1998 and 2004 of `1998-2004`), the letters of initials, percent as words."""
    if is_percent(norm):
        at = len(norm) - 1
        return [*(SubPart(0, at, one) for one in spellings(norm[:at])), SubPart(at, at + 1, PERCENT)]
    pieces = number_pieces(norm) or initial_pieces(norm)
    return [SubPart(start, end, one) for start, end in pieces for one in spellings(norm[start:end])]


def _placed(parts: Sequence[SubPart], token: _Word | Token) -> tuple[SubPart, ...]:
    """The parts with ranges in the token's text, which may hold soft hyphens that its norm has not."""
    if token.norm == token.text or not parts:
        return tuple(parts)
    at: list[int] = []
    for i, char in enumerate(token.text):
        if len(at) < len(token.norm) and char == token.norm[len(at)]:
            at.append(i)
    if len(at) != len(token.norm):  # an accent of its own, an escape
        return tuple(part._replace(start=0, end=len(token.text)) for part in parts)
    return tuple(part._replace(start=at[part.start], end=at[part.end - 1] + 1) for part in parts)


def name_words(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The words of a name as they are matched: lemmas in lower case, cut at hyphens, without punctuation and final periods.

    A first half that ends a name (`Félags-`) stays as it is, since the rest of it is no part of the name.
    """
    words = [token.lemma for token in tokens[:-1] if token.kind is not TokenKind.PUNCTUATION]
    if tokens[-1].kind is not TokenKind.PUNCTUATION:
        words.append(tokens[-1].norm if tokens[-1].norm.endswith("-") else tokens[-1].lemma)
    return tuple(piece for word in words for piece in pieces_of_name(word))


def pieces_of_name(word: str) -> list[str]:
    """`Jong-un` is jong and un, `J.K.` j and k, `O’Connor` oconnor, so that it is found however it is written; `hf.` is hf."""
    plain = key(word).replace("'", "")
    letters = [plain[a:b] for a, b in initial_pieces(word)]
    return letters or [piece for piece in plain.rstrip(".").split("-") if piece]
