"""Terms as the tokens of the full-text index: what stands at each position of its four columns, and what a query looks for.

A token says in its first character what it is, so no text can be taken for another kind. At one position of `body` and `title`
stand, as alternatives:

    .forseti      a lemma
    =forsetans    the exact form
    :forseti      a lemma that is the exact form too: one token in the place of two, for half of all words
    +forseti      a part of a compound, for phrases and Near
    ^forseti      a lemma that the title has too: what a query that finds very many documents is ranked by

`parts` holds `~forseti` for each part once more, one a position, so that they weigh less. `names` holds `@Person pútín` for
each word of a name, and `@ pútín` beside it where the text has that lemma: it makes such a document rank higher, and finds no
other. The last position of `names` holds `#12`, the document's id: it finds some documents among the many that a word has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from itertools import chain, compress, count
from operator import not_
from typing import Final

from icenews_nlp.labels import EntityLabel
from icenews_nlp.search.terms import NameTerm, PartTerm
from icenews_nlp.search.tree import Prefix, Word

Token = str
Tokens = Token | tuple[Token, ...]
"""What stands at one position: a token, or several as alternatives."""

LemmasAndForm = tuple[tuple[str, ...], str]
"""What is known of a position of the text."""

Parts = Sequence[tuple[int, PartTerm]]
"""Parts of compounds, each with the position of its word; in order."""

LEMMA: Final = "."
FORM: Final = "="
BOTH: Final = ":"
PART: Final = "+"
PART_ALONE: Final = "~"
TITLED: Final = "^"
NAME: Final = "@"

NUMBER: Final = "#"

NOTHING: Final = ("-",)
"""What no document has."""

ANY_NAME: Final = f"{NAME} "
"""What stands before a word of a name whatever its label."""

BETWEEN: Final = NAME
"""Stands between two names of one label, so that no phrase crosses from one to the other."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_STAND_INS: Final = 0x10F000 - 0xD800
"""From a lone surrogate, which SQLite cannot hold, to the private character that stands for it."""


def holdable(word: str) -> str:
    """The word as SQLite can hold it."""
    return _SURROGATE.sub(lambda found: chr(ord(found[0]) + _STAND_INS), word)


def name_start(label: EntityLabel) -> str:
    """What stands before a word of a name."""
    return f"{NAME}{label.value} "


# ---- of documents; this is much of the work of indexing


def field_tokens(words: Iterable[LemmasAndForm], parts: Parts) -> list[Tokens]:
    """What stands at each position of a field: first of all positions lemmas and form, then of some parts of compounds."""
    tokens: list[Tokens] = [
        (BOTH + form if several[0] == form else (LEMMA + several[0], FORM + form))
        if len(several) == 1
        else _of_several(several, form)
        for several, form in words
    ]
    for position, part in parts:
        _add(tokens, position, PART + part.lemma)
    return tokens


def _of_several(lemmas: Sequence[str], form: str) -> Tokens:
    first = BOTH + form if form in lemmas else FORM + form
    return (first, *dict.fromkeys(LEMMA + lemma for lemma in lemmas if lemma != form))


def mark_titled(tokens: list[Tokens], words: Sequence[tuple[str, ...]], in_title: Set[str]) -> None:
    """Add to the tokens of a field which of its lemmas the title has.

    words (Sequence[tuple[str, ...]]): the lemmas of each position.
    """
    for position in compress(count(), map(not_, map(in_title.isdisjoint, words))):
        for lemma in words[position]:
            if lemma in in_title:
                _add(tokens, position, TITLED + lemma)


def _add(tokens: list[Tokens], position: int, token: Token) -> None:
    here = tokens[position]
    if isinstance(here, str):
        tokens[position] = (here, token)
    elif token not in here:
        tokens[position] = (*here, token)


def part_column(parts: Parts) -> list[Tokens]:
    """The column of parts of compounds."""
    return [PART_ALONE + part.lemma for _, part in parts]


def name_column(names: Sequence[NameTerm], lemmas: Iterable[tuple[str, ...]]) -> list[Tokens]:
    """The column of names.

    lemmas (Iterable[tuple[str, ...]]): of all positions of title and body.
    """
    known = {word for name in names for word in name.words}.intersection(chain.from_iterable(lemmas))
    tokens: list[Tokens] = []
    label = None
    for name in names:
        if name.label is label:
            tokens.append(BETWEEN)
        label = name.label
        start = name_start(label)
        tokens += [(start + word, ANY_NAME + word) if word in known else start + word for word in name.words]
    return tokens


def number_token(identity: int) -> Token:
    """The document with that id, and no other."""
    return f"{NUMBER}{identity}"


def holdable_column(column: Iterable[Tokens]) -> list[Tokens]:
    """A column of a document that has lone surrogates."""
    return [holdable(here) if isinstance(here, str) else tuple(map(holdable, here)) for here in column]


# ---- of queries


def text_tokens(terms: Iterable[str]) -> tuple[Token, ...]:
    """A position of the text that holds any of these terms, parts of compounds apart."""
    tokens: list[Token] = []
    for term in map(holdable, terms):
        tokens += [LEMMA + term, BOTH + term]
        if term.startswith(FORM):
            tokens += [term, BOTH + term[1:]]
    return tuple(tokens) or NOTHING


def titled_tokens(terms: Iterable[str]) -> tuple[Token, ...]:
    """The same in a document whose title has it; exact forms are not told apart there."""
    return tuple(TITLED + holdable(term) for term in terms if not term.startswith(FORM)) or NOTHING


def part_tokens(terms: Iterable[str]) -> tuple[Token, ...]:
    """The same among the parts of compounds, in their own column."""
    return tuple(PART_ALONE + holdable(term) for term in terms) or NOTHING


def word_tokens(word: Word) -> tuple[Token, ...]:
    """A word that stands alone, wherever it counts: in the text, among parts if they are asked for, among names.

    They are one phrase, so that a document's score is of the word, not of how rare it is in one column.
    """
    parts = part_tokens(word.terms) if word.parts else ()
    return (*text_tokens(word.terms), *parts, *(ANY_NAME + holdable(term) for term in word.terms if not term.startswith(FORM)))


def item_tokens(item: Word | Prefix) -> tuple[Token, ...]:
    """A position of the text as a phrase or Near counts it: parts of compounds among the rest. Of a prefix, the beginnings."""
    if isinstance(item, Prefix):
        start = holdable(item.start)
        return (LEMMA + start, BOTH + start, FORM + start)
    tokens = text_tokens(item.terms)
    return (*tokens, *(PART + holdable(term) for term in item.terms)) if item.parts else tokens


def name_tokens(label: EntityLabel, terms: Iterable[str]) -> tuple[Token, ...]:
    """A word of a name."""
    return tuple(name_start(label) + holdable(term) for term in terms) or NOTHING
