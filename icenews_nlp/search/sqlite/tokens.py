"""Terms as the tokens of the full-text index: what stands at each position of its four columns, and what a query looks for.

A token says in its first character what it is, so no text can be taken for another kind. Lemmas and forms have one between them
and say in their last character which they are, so one look finds all that begin alike; it is a control character, here 1 or 2,
which no word has that the tokenizer made.
At one position of `body` and `title` stand, as alternatives:

    .forseti1     a lemma
    .forsetans2   the exact form
    +forseti      a part of a compound, for phrases and Near
    ^forseti      a lemma that the title has too: what a query that finds very many documents is ranked by

`parts` holds `~forseti` for each part once more, one per position, so that they weigh less. `names` holds for each mention of a
name `@Person vladímír` for each of its words, beside it `@Person vladímír1pútín` for words that follow each other, so that a
name is found in one look, and `.pútín1` where the text has that lemma: it makes such a document rank higher, and finds no
other. The last position of `names` holds `#12`, the document's id: it finds some documents among the many that a word has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import accumulate, chain, compress, count, product
from math import prod
from operator import not_
from typing import Final

from typing_extensions import assert_never

from icenews_nlp.labels import EntityLabel
from icenews_nlp.search.analysis.document import NameTerm
from icenews_nlp.search.query.tree import AnyTerm, Prefix
from icenews_nlp.search.results.offsets import Parts

Token = str
Tokens = Token | tuple[Token, ...]
"""What stands at one position: a token, or several as alternatives."""

LemmasAndForm = tuple[tuple[str, ...], str]
"""What is known of a position of the text."""

WORD: Final = "."
LEMMA: Final = "\1"
FORM: Final = "\2"
"""How the tokens of lemmas and of forms end."""
PART: Final = "+"
PART_ALONE: Final = "~"
TITLED: Final = "^"
NAME: Final = "@"

NUMBER: Final = "#"

EXACT: Final = "="
"""What a query's term begins with if it is an exact form."""

NOTHING: Final = ("-",)
"""What no document has."""

BESIDE: Final = "\1"
"""Stands between two words of a name that follow each other."""

LONGEST_RUN: Final = 3
"""Words of a name that have a token of their own; few names have more."""

MOST_RUNS: Final = 50
"""Ways to read the words of a name that is asked for as one token; of more each word is looked for by itself."""

MOST_MENTIONS: Final = 5
"""Of a name that count; BM25 makes little of more."""

BETWEEN: Final = NAME
"""Stands between two names of one label, so that no phrase crosses from one to the other."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_STAND_INS: Final = 0x10F000 - 0xD800
"""From a lone surrogate, which SQLite cannot hold, to the private character that stands for it."""


def storable(word: str) -> str:
    """The word as SQLite can hold it."""
    return _SURROGATE.sub(lambda found: chr(ord(found[0]) + _STAND_INS), word)


def lemma_token(lemma: str) -> Token:
    """A lemma of the text."""
    return WORD + lemma + LEMMA


def name_start(label: EntityLabel) -> str:
    """What stands before a word of a name."""
    return f"{NAME}{label.value} "


def name_token(label: EntityLabel, words: Sequence[str]) -> Token:
    """Words that follow each other in a name."""
    return name_start(label) + BESIDE.join(words)


# ---- of documents; this is much of the work of indexing


def field_tokens(words: Iterable[LemmasAndForm], parts: Parts) -> list[Tokens]:
    """What stands at each position of a field: first of all positions lemmas and form, then of some parts of compounds."""
    tokens: list[Tokens] = [
        (f"{WORD}{several[0]}{LEMMA}", f"{WORD}{form}{FORM}")
        if len(several) == 1
        else (*map(lemma_token, several), f"{WORD}{form}{FORM}")
        for several, form in words
    ]
    for position, part in parts:
        _add(tokens, position, PART + part.lemma)
    return tokens


def mark_titled(tokens: list[Tokens], words: Sequence[tuple[str, ...]], in_title: Set[str]) -> None:
    """Add to the tokens of a field which of its lemmas the title has.

    Args:
        tokens: Of the field, by position; changed.
        words: The lemmas of each position.
        in_title: The title's lemmas.
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
    """The column of names: each as often as it is mentioned, so that those an article is about count for more.

    Args:
        names: The document's names, those of one label together.
        lemmas: Of all positions of title and body.
    """
    known = {word for name in names for word in name.words}.intersection(chain.from_iterable(lemmas))
    tokens: list[Tokens] = []
    label = None
    for name in names:
        once = [*([BETWEEN] if name.label is label else ()), *_name(name, known)]
        again = [BETWEEN, *_name(name, frozenset())] if name.count > 1 else []
        tokens += once + again * (min(name.count, MOST_MENTIONS) - 1)
        label = name.label
    return tokens


def _name(name: NameTerm, known: Set[str]) -> Iterator[Tokens]:
    """The words of a name, each with those that follow it; with the lemma if the text has it."""
    words, start = name.words, name_start(name.label)
    for i, word in enumerate(words):
        runs = accumulate(words[i + 1 : i + LONGEST_RUN], _beside, initial=start + word)
        yield (*runs, lemma_token(word)) if word in known else tuple(runs)


def _beside(words: str, word: str) -> str:
    return f"{words}{BESIDE}{word}"


def number_token(identity: int) -> Token:
    """The document with that id, and no other."""
    return f"{NUMBER}{identity}"


def storable_column(column: Iterable[Tokens]) -> list[Tokens]:
    """A column of a document that has lone surrogates."""
    return [storable(here) if isinstance(here, str) else tuple(map(storable, here)) for here in column]


# ---- of queries


def text_tokens(terms: Iterable[str]) -> tuple[Token, ...]:
    """A position of the text that holds any of these terms, parts of compounds apart."""
    tokens: list[Token] = []
    for term in map(storable, terms):
        tokens.append(lemma_token(term))
        if term.startswith(EXACT):
            tokens.append(WORD + term[1:] + FORM)
    return tuple(tokens) or NOTHING


def titled_tokens(terms: Iterable[str]) -> tuple[Token, ...]:
    """The same in a document whose title has it; exact forms are not distinguished there."""
    return tuple(TITLED + storable(term) for term in terms if not term.startswith(EXACT)) or NOTHING


def part_tokens(terms: Iterable[str]) -> tuple[Token, ...]:
    """The same among the parts of compounds, in their own column."""
    return tuple(PART_ALONE + storable(term) for term in terms) or NOTHING


def word_tokens(word: AnyTerm) -> tuple[Token, ...]:
    """A word that stands alone, wherever it counts: in the text, among parts if they are asked for, among names.

    They are one phrase, so that a document's score is of the word, not of how rare it is in one column.
    """
    return (*text_tokens(word.terms), *(part_tokens(word.terms) if word.parts else ()))


def item_tokens(item: AnyTerm | Prefix) -> tuple[Token, ...]:
    """A position of the text as a phrase or Near counts it: parts of compounds among the rest. Of a prefix, the beginnings."""
    match item:
        case Prefix():
            return (WORD + storable(item.start),)
        case AnyTerm():
            tokens = text_tokens(item.terms)
            return (*tokens, *(PART + storable(term) for term in item.terms)) if item.parts else tokens
        case _:
            assert_never(item)


def name_phrase(label: EntityLabel, words: Sequence[Sequence[str]]) -> list[tuple[Token, ...]]:
    """A name, or words of one that follow each other: one position where documents have them as one.

    Args:
        label: Of the entity.
        words: Alternatives for each word.
    """
    ways = [tuple(map(storable, terms)) for terms in words]
    if ways and len(ways) <= LONGEST_RUN and prod(map(len, ways)) <= MOST_RUNS:
        return [tuple(name_token(label, run) for run in product(*ways)) or NOTHING]
    return [tuple(name_token(label, [word]) for word in some) or NOTHING for some in ways] or [NOTHING]
