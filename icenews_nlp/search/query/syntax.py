"""The operators of a query: quotes, `=`, `*`, `-`, OR, parentheses, fields. Knows nothing of the words between them.

hestur kýr            both words, in any form
"ný regla" „ný regla“ side by side, in any form
=hestinn              exactly this form; inside quotes too: "=nýjar regla"
hest*                 words that begin so; inside quotes too: "ný regl*"
-kýr  NOT kýr         without this word, phrase, group or field
hestur OR kýr  a | b  either
(hestur OR kýr) beit  what belongs together
person:Pútín          a name; also place: organization: misc:, with quotes where it has several words
published:2026-11     also published:2026-11-01..2026-11-24, since:2026-11-01, until:2026-11-24
source:RÚV            what that source published, whole and in any case, with quotes where it has several words
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from icenews_nlp.errors import QueryError
from icenews_nlp.labels import ENTITY_TYPES, NAME_LABELS, EntityLabel
from icenews_nlp.search.query.dates import published, since, until
from icenews_nlp.search.query.tree import Filter, SourceFilter

NAME_FIELDS: Final = {field: label for label in NAME_LABELS for field in ENTITY_TYPES[label].query_fields}
FILTER_FIELDS: Final[Mapping[str, Callable[[str], Filter]]] = {
    "published": published,
    "since": since,
    "until": until,
    "source": SourceFilter,
}
FIELD_NAMES: Final = {*NAME_FIELDS, *FILTER_FIELDS}
_SHOWN: Final = [*(ENTITY_TYPES[label].query_fields[0] for label in NAME_LABELS), *FILTER_FIELDS]
FIELDS: Final = ", ".join(f"{field}:" for field in _SHOWN[:-1]) + f" and {_SHOWN[-1]}:"

LONGEST: Final = 2_000
"""Code points of a query; nobody types more, and every word of it costs look-ups."""
DEEPEST: Final = 20
"""Parentheses inside one another."""

_CLOSING: Final = {'"': '"“”', "„": '“”"', "“": '”“"', "”": '”"', "«": "»", "»": "«"}
_QUOTES: Final = "".join(_CLOSING)
_WORD: Final = re.compile(rf"[^\s(){_QUOTES}|]+")
_INNER_QUOTE: Final = re.compile("„[^„“”]*[“”]")
_FIELD: Final = re.compile(r"([^\W\d_]+):(?!//)")


@dataclass(frozen=True)
class Text:
    """A word, or what stood between quotes; its `=` and `*` are still in it."""

    text: str
    quoted: bool = False
    exact: bool = False
    """Whether a = stands before the whole."""


@dataclass(frozen=True)
class Name:
    """A field that asks for a name."""

    label: EntityLabel
    text: str
    field: str
    """As it was typed."""


@dataclass(frozen=True)
class Negated:
    """What must not be there."""

    child: Syntax


@dataclass(frozen=True)
class AllOf:
    """Parts that must all be there."""

    children: tuple[Syntax, ...]


@dataclass(frozen=True)
class AnyOf:
    """Parts of which one is enough."""

    children: tuple[Syntax, ...]


Syntax = Text | Name | Filter | Negated | AllOf | AnyOf


def parse(query: str) -> AllOf | AnyOf:
    """The query as a tree of what was typed.

    Raises:
        QueryError: it is empty or too long, a quote or parenthesis is never closed, a field is unknown, a date is none.
    """
    if len(query) > LONGEST:
        raise QueryError(f"the query has {len(query):,} characters; the limit is {LONGEST:,}. Search for the words that matter")
    reader = _Reader(query)
    tree = reader.alternatives(0)
    if reader.at < len(query):
        raise QueryError(f"the parenthesis at character {reader.at + 1} of {query!r} was never opened; leave it out")
    return tree


def in_quotes(text: str) -> str | None:
    """The text between quotes of a kind that it does not close; None where it closes all kinds, so that nothing can hold it."""
    ways = (f"{opening}{text}{closing[0]}" for opening, closing in _CLOSING.items())
    return next((way for way in ways if _Reader(way).end_of_quote(0) == len(way) - 1), None)


class _Reader:
    """A place in the query that moves to the right."""

    def __init__(self, query: str) -> None:
        self.query = query
        self.at = 0

    def alternatives(self, depth: int) -> AllOf | AnyOf:
        """Groups with OR between them, to the end of the query or to a closing parenthesis."""
        groups = [AllOf(tuple(self._group(depth)))]
        while self._takes("OR") or self._takes("|"):
            groups.append(AllOf(tuple(self._group(depth))))
        if len(groups) > 1 and not all(group.children for group in groups):
            raise QueryError(f"an OR of {self.query!r} has nothing on one side; put a word there, or quote it")
        return groups[0] if len(groups) == 1 else AnyOf(tuple(groups))

    def _group(self, depth: int) -> Iterator[Syntax]:
        while self._is_more():
            if self._takes("AND"):
                continue
            negated = self._takes("NOT") or self._minus()
            if not self._is_more():
                raise QueryError(f"a NOT of {self.query!r} has nothing after it; put a word there, or quote it")
            child = self._piece(depth)
            yield Negated(child) if negated else child

    def _is_more(self) -> bool:
        """Whether the group goes on; skips spaces."""
        while self.at < len(self.query) and self.query[self.at].isspace():
            self.at += 1
        return self.at < len(self.query) and self.query[self.at] not in ")|" and not self._sees("OR")

    def _sees(self, word: str) -> bool:
        end = self.at + len(word)
        after = self.query[end : end + 1]
        return self.query.startswith(word, self.at) and (word == "|" or not after or after.isspace() or after == "(")

    def _takes(self, word: str) -> bool:
        seen = self._sees(word)
        self.at += len(word) * seen
        return seen

    def _minus(self) -> bool:
        """Whether a - stands right before something; with a space after it, it is a dash."""
        after = self.query[self.at + 1 : self.at + 2]
        is_minus = self.query[self.at] == "-" and bool(after) and not after.isspace() and after not in ")|-"
        self.at += is_minus
        return is_minus

    def _piece(self, depth: int) -> Syntax:
        """A parenthesis, a field, a phrase or a word."""
        if self.query[self.at] == "(":
            return self._parenthesis(depth)
        field = _FIELD.match(self.query, self.at)
        if field and (field[1].lower() in FIELD_NAMES or self.query[field.end() : field.end() + 1].strip()):
            return self._field(field)
        exact = self.query[self.at] == "=" and self.query[self.at + 1 : self.at + 2] in tuple(_QUOTES)
        self.at += exact
        text, quoted = self._text()
        return Text(text, quoted, exact)

    def _parenthesis(self, depth: int) -> Syntax:
        if depth == DEEPEST:
            raise QueryError(f"the query is nested more than {DEEPEST} parentheses deep; simplify it")
        opened = self.at
        self.at += 1
        inside = self.alternatives(depth + 1)
        if self.at == len(self.query):
            raise QueryError(f"the parenthesis at character {opened + 1} of {self.query!r} is never closed; add a )")
        self.at += 1
        return inside

    def _field(self, match: re.Match[str]) -> Syntax:
        given = match[1]
        field = given.lower()
        if field not in FIELD_NAMES:
            raise QueryError(f"there is no field {given + ':'!r}; the fields are {FIELDS}. Quote a word that has a colon in it")
        self.at = match.end()
        value = self._text()[0] if self.query[self.at : self.at + 1].strip() else ""
        if not value.strip():
            raise QueryError(f"{given}: needs a value right after the colon, in quotes if it has several words")
        if field in FILTER_FIELDS:
            return FILTER_FIELDS[field](value)
        return Name(NAME_FIELDS[field], value, given)

    def _text(self) -> tuple[str, bool]:
        """What stands here, and whether it is in quotes."""
        sign = self.query[self.at]
        if sign in _CLOSING:
            end = self.end_of_quote(self.at)
            if end is None:
                raise QueryError(f"the quote {sign} at character {self.at + 1} of {self.query!r} is never closed; add another")
            start, self.at = self.at + 1, end + 1
            return self.query[start:end], True
        match = _WORD.match(self.query, self.at)
        if match is None:  # a field before a parenthesis
            raise QueryError(
                f"{self.query[: self.at]!r} needs a value right after the colon, in quotes if it has several words"
            )
        self.at = match.end()
        return match[0], False

    def end_of_quote(self, start: int) -> int | None:
        """Where the quote that opens at `start` closes; a „quote“ between straight ones is text of it."""
        sign, at = self.query[start], start + 1
        while at < len(self.query):
            char = self.query[at]
            if char in _CLOSING[sign]:
                return at
            inner = _INNER_QUOTE.match(self.query, at) if sign == '"' else None
            at = inner.end() if inner else at + 1
        return None
