"""What a user typed -> a query tree of terms, in ever wider readings; `syntax` says what can be typed.

Every word must be found. The first tier takes words in their likeliest meaning; the second in all that may be meant, finds them
inside compounds too, and a compound as its parts near one another; the last one forgives missing accents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from typing_extensions import assert_never

from icenews_nlp.errors import QueryError
from icenews_nlp.language.caches import CacheInfo
from icenews_nlp.language.morphology.compounds import HEAD_CLASSES
from icenews_nlp.search.analysis.compound_parts import Splitter
from icenews_nlp.search.analysis.lexicon import Lexicon, unique
from icenews_nlp.search.analysis.normalise import key
from icenews_nlp.search.query.accents import Fold
from icenews_nlp.search.query.expansion import COPULA, Level, WordReader
from icenews_nlp.search.query.names import read_name
from icenews_nlp.search.query.syntax import AllOf, AnyOf, Name, Negated, Syntax, Text, parse
from icenews_nlp.search.query.tree import (
    And,
    AnyTerm,
    DateFilter,
    Filter,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    SourceFilter,
    any_of,
)
from icenews_nlp.search.query.words import Item, complete_halves, exact_terms, items_of, joined, split

NEAR: Final = 5
"""Positions within which the parts of a compound query must stand, as in `forseti hins nýja Rússlands`."""

MOST_BEGINNINGS: Final = 10
"""Different words with * in one query. An engine reads the positions of all that begin so before it finds any document."""


Items = Callable[[str, bool], list[Item]]
"""`items_of`, which need not cut the same words for each tier."""


class QueryReader:
    """Reads queries. It caches what it has looked up, so keep one; any number of threads may share it."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        """Initialise the instance.

        Args:
            lexicon: shared with a DocumentAnalyzer, which saves looking up words twice; None makes one.

        Raises:
            ModelError: the table of lemmas cannot be read.
        """
        self._lexicon = lexicon or Lexicon()
        self._splitter = Splitter(self._lexicon)

    def cache_info(self) -> dict[str, CacheInfo]:
        """Hits, misses and sizes of the caches, by what they hold."""
        return {**self._lexicon.cache_info(), **self._splitter.cache_info()}

    def read(self, text: str, fold: Fold | None = None) -> Query:
        """The query as a tree for each tier, narrowest first.

        Args:
            text: what the user typed.
            fold: gives the index terms that fold to a string that `normalise.folded` made; None leaves out that tier.

        Raises:
            QueryError: the query is empty, only says what must not be found, or cannot be read.
        """
        return Query(text, tuple(self.tiers(text, fold)))

    def tiers(self, query: str | Query, fold: Fold | None = None) -> Iterator[Node]:
        """The trees of `read`, each made when it is asked for: an engine that has enough hits reads no further.

        Args:
            query: one that is read already is taken as it is.
            fold: As `read` takes it.
        """
        if isinstance(query, Query):
            yield from query.tiers
            return
        syntax = parse(query)
        items = cache(items_of)
        known: list[Node] = []
        for level in Level:
            if level is Level.FOLDED and fold is None:
                continue
            words = WordReader(self._lexicon, level, fold)
            node = _Builder(query, words, items, self._lexicon, self._splitter).build(syntax)
            if node not in known:
                known.append(node)
                yield node


class _Builder:
    """Makes the tree of one tier."""

    def __init__(self, query: str, words: WordReader, items: Items, lexicon: Lexicon, splitter: Splitter) -> None:
        self._query = query
        self._words = words
        self._items = items
        self._is_narrow = words.level is Level.NARROW
        self._lexicon = lexicon
        self._splitter = splitter
        self._beginnings: set[str] = set()
        self._accented_beginnings: set[str] = set()

    def build(self, syntax: Syntax) -> Node:
        """The tree of the whole query."""
        node = self._node(syntax)
        if node is None:
            raise QueryError(
                f"the query {self._query!r} has nothing to search for; write at least one word, name, date or source"
            )
        return node

    def _node(self, syntax: Syntax) -> Node | None:
        """The tree of a part; None where it holds no word."""
        match syntax:
            case DateFilter() | SourceFilter():
                return syntax
            case Name():
                return read_name(syntax, self._items(syntax.text, False), self._words, self._lexicon, self._phrase)
            case Text(text, quoted, exact):
                return self._text(self._items(text, exact), quoted)
            case AnyOf(children):
                found = [node for child in children if (node := self._node(child))]
                return Or(tuple(found)) if len(found) > 1 else next(iter(found), None)
            case AllOf(children):
                return self._all(children)
            case Negated():
                return None  # `_all` sees to it
            case _:
                assert_never(syntax)

    # ---- what must all be there

    def _all(self, children: Sequence[Syntax]) -> Node | None:
        wanted = self._without_closed_words([child for child in children if not isinstance(child, Negated)])
        found = [node for child in wanted if (node := self._node(child))]
        narrow = self._narrow()
        unwanted = [node for child in children if isinstance(child, Negated) and (node := narrow._node(child.child))]
        if unwanted and not found:
            raise QueryError(f"{self._query!r} only says what must not be found; add a word that must be, beside each -")
        nodes = (*found, *map(Not, unwanted))
        return And(nodes) if len(nodes) > 1 else next(iter(nodes), None)

    def _narrow(self) -> _Builder:
        """What must not be there is meant narrowly."""
        words = WordReader(self._lexicon, Level.NARROW)
        return self if self._is_narrow else _Builder(self._query, words, self._items, self._lexicon, self._splitter)

    def _without_closed_words(self, children: Sequence[Syntax]) -> list[Syntax]:
        """The parts with first halves made whole, and without prepositions and their like beside other words."""
        words = [self._single_word(child) for child in children]
        wholes = complete_halves(words, self._lexicon)
        parts = [Text(whole.text) if whole and whole != word else child
                 for child, word, whole in zip(children, words, wholes, strict=True)]  # fmt: skip
        is_question = any(word is not None and self._words.asks(word.text) for word in words)
        kept = [part for part in parts if self._asks_for_text(part) and not self._says_little(part, is_question)]
        if all(isinstance(part, Name) for part in kept):  # á person:Jón asks for both
            return parts
        return [part for part in parts if part in kept or isinstance(part, Filter)] if kept else parts

    def _says_little(self, part: Syntax, in_question: bool) -> bool:
        if not isinstance(part, Text) or part.quoted:
            return False
        items = self._items(part.text, part.exact)
        return self._is_closed(items) or (in_question and all(item.plain and key(item.text) in COPULA for item in items))

    def _is_closed(self, items: Sequence[Item]) -> bool:
        """Whether there are only prepositions and their like: `og/eða`."""
        return bool(items) and all(item.plain and self._words.is_closed(item.text) for item in items)

    def _single_word(self, part: Syntax) -> Item | None:
        """The word that a part of a query is, if all its forms are meant and nothing else."""
        if not isinstance(part, Text) or part.quoted or part.exact:
            return None
        items = self._items(part.text, False)
        return items[0] if len(items) == 1 and items[0].plain else None

    def _asks_for_text(self, part: Syntax) -> bool:
        """Whether a part of a query asks for words or a name, not only for a time or a source."""
        match part:
            case Text():
                return bool(self._items(part.text, part.exact))
            case DateFilter() | SourceFilter():
                return False
            case Name() | AllOf() | AnyOf() | Negated():
                return True
            case _:
                assert_never(part)

    # ---- words and phrases

    def _text(self, items: list[Item], quoted: bool) -> Node | None:
        """What stood in quotes or between spaces."""
        if not items:
            return None
        if quoted:
            return self._phrase(items)
        if len(items) == 1:
            return self._word(items[0])
        return self._phrase(items) if self._is_narrow else self._each(items)

    def _each(self, items: Sequence[Item]) -> Node:
        """The words of `hestur/kýr`, wherever they stand."""
        kept = [item for item in items if not self._is_closed([item])] or items
        nodes = tuple(dict.fromkeys(self._word(item) for item in kept))
        return And(nodes) if len(nodes) > 1 else nodes[0]

    def _phrase(self, items: list[Item]) -> Node:
        """The items side by side, however their hyphens are written."""
        completed = complete_halves(items, self._lexicon)
        items = [item for item in completed if item]
        sequences = [items, [piece for item in items for piece in split(item)], *joined(items)]
        nodes = [self._sequence(sequence) for sequence in sequences]
        return any_of(nodes)

    def _sequence(self, items: Sequence[Item]) -> Node:
        words = tuple(map(self._item, items))
        return words[0] if len(words) == 1 else Phrase(tuple(map(self._beside_others, items, words)))

    def _beside_others(self, item: Item, word: AnyTerm | Prefix) -> AnyTerm | Prefix:
        """A word of a phrase, beyond the first tier also as it stands: `"miða í tíma"` is of miði, though miða is a word."""
        if self._is_narrow or not item.plain or not isinstance(word, AnyTerm):
            return word
        return replace(word, terms=unique([*word.terms, *exact_terms(item)]))

    def _word(self, item: Item) -> Node:
        """A word alone: beyond the first tier also inside compounds, and a compound as its parts."""
        node = self._item(item)
        if item.prefix:
            return any_of([node, *self._accented_prefixes(item)])
        if not isinstance(node, AnyTerm) or not item.plain:
            return node
        ways: list[Node] = [node if self._is_narrow else replace(node, parts=True)]
        pieces = split(item)
        if len(pieces) > 1:
            ways.append(self._sequence(pieces))
        if not self._is_narrow and (near := self._near(item.text)):
            ways.append(near)
        return any_of(ways)

    def _item(self, item: Item) -> AnyTerm | Prefix:
        if item.prefix:
            return self._prefix(item)
        if item.exact:
            return AnyTerm(exact_terms(item), parts=False)
        return AnyTerm(self._words.terms(item.text), parts=False)

    def _prefix(self, item: Item) -> Prefix:
        self._beginnings.add(key(item.text))
        if len(self._beginnings) > MOST_BEGINNINGS:
            raise QueryError(f"the query has more than {MOST_BEGINNINGS} different words with *; write some of them out")
        return Prefix(key(item.text))

    def _accented_prefixes(self, item: Item) -> list[Node]:
        """The beginning of a word with the accents that it may have; of a whole query as many as it may have without."""
        found: list[Node] = []
        for start in self._words.beginnings(item.text)[1:]:
            self._accented_beginnings.add(start)
            if len(self._accented_beginnings) <= MOST_BEGINNINGS:
                found.append(Prefix(start))
        return found

    def _near(self, text: str) -> Near | None:
        """The parts of a compound near one another, in any order; None where the word is none."""
        for reading in self._lexicon.readings(text):
            if reading.word_class in HEAD_CLASSES:
                halves = self._splitter.halves(reading.lemma, reading.lemma)
                if halves:
                    return Near(tuple(AnyTerm(lemmas) for lemmas in halves), NEAR)
        return None
