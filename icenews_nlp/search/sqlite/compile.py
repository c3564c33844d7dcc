"""A query tree as SQLite answers it: an expression of the full-text index where that is possible, and SQL for the rest.

What a plan finds is what `matching.matches` finds, whatever the tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from typing_extensions import assert_never

from icenews_nlp.search.query.tree import (
    And,
    AnyTerm,
    DateFilter,
    EntityMatch,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    SourceFilter,
)
from icenews_nlp.search.sqlite.fts_bridge import Bridge
from icenews_nlp.search.sqlite.tokens import NOTHING, Token, item_tokens, name_phrase, titled_tokens, word_tokens
from icenews_nlp.search.sqlite.values import moment, stored_source_key

DEEPEST: Final = 25
"""Parentheses in parentheses of an expression; FTS5's parser gives up near 33 where each ends the one around it."""

WIDEST: Final = 10**9
"""Positions; FTS5 reads no larger number."""

IN_TEXT: Final = "{body title} : "
"""Lemmas stand in the column of names too; what is there side by side is not so in the text."""

FOUND: Final = "document.id IN (SELECT rowid FROM terms WHERE terms MATCH ?)"

FROM: Final = (
    "(document.source IS NOT NULL AND document.source IN (SELECT source FROM temp.sources WHERE source_key(source) = ?))"
)
"""Never NULL, which NOT would leave NULL."""


@dataclass(frozen=True)
class Condition:
    """What must be true of a row of `document`, in SQL."""

    sql: str
    values: tuple[object, ...] = ()


@dataclass(frozen=True)
class Plan:
    """How the documents of a tree are found and ranked."""

    match: str | None
    """What the full-text index must find in each of them; it ranks them too."""
    conditions: tuple[Condition, ...]
    ranked: str | None
    """Where `match` is None: what the full-text index ranks some of them by."""


class Compiler:
    """Compiles trees for the query that is being answered; their words are put on the bridge."""

    def __init__(self, bridge: Bridge, knows: Callable[[Token], bool], *, titled: bool = False) -> None:
        """Initialise the instance.

        Args:
            bridge: Gives the phrases that stand for tokens.
            knows: whether any document has the token.
            titled: take words and beginnings of words that stand alone only where the title has them too.
        """
        self._bridge = bridge
        self._knows = knows
        self._titled = titled
        self._unwanted = Compiler(bridge, knows) if titled else self
        """What must not be there must be nowhere."""

    def plan(self, node: Node) -> Plan:
        """How to find what the tree asks for."""
        words: list[str] = []
        without: list[str] = []
        conditions: list[Condition] = []
        for child in _flat(And, node):
            if expression := self._expression(child):
                words.append(expression)
            elif isinstance(child, Not) and (expression := self._unwanted._expression(child.child)):
                without.append(expression)
            else:
                conditions.append(self._condition(child))
                words += self._candidates(child)
        if words:
            return Plan(_without(_joined(" AND ", words), without), tuple(conditions), None)
        conditions += [Condition(f"NOT {FOUND}", (expression,)) for expression in without]
        return Plan(None, tuple(conditions), _joined(" OR ", self._all_words(node)))

    # ---- expressions of the full-text index

    def _expression(self, node: Node) -> str | None:
        """Finds exactly what the tree does; None where the full-text index alone cannot."""
        match node:
            case And():
                return _shallow(self._all(_flat(And, node)))
            case Or():
                return _shallow(self._any(_flat(Or, node)))
            case AnyTerm(terms):
                return self._positions(titled_tokens(terms) if self._titled else word_tokens(node))
            case EntityMatch(label, words):
                return self._positions(*name_phrase(label, [word.terms for word in words]))
            case Prefix(start):
                return self._positions(titled_tokens([start])) + " *" if self._titled else self._items(node)
            case Phrase():
                return self._phrase(node)
            case Near():
                return self._near(node)
            case Not() | DateFilter() | SourceFilter():
                return None
            case _:
                assert_never(node)

    def _all(self, children: Sequence[Node]) -> str | None:
        wanted = [self._expression(child) for child in children if not isinstance(child, Not)]
        unwanted = [self._unwanted._expression(child.child) for child in children if isinstance(child, Not)]
        if not wanted or None in wanted or None in unwanted:
            return None
        return _without(_joined(" AND ", filter(None, wanted)), list(filter(None, unwanted)))

    def _any(self, children: Sequence[Node]) -> str | None:
        ways = [self._expression(child) for child in children]
        return None if None in ways else _joined(" OR ", filter(None, ways)) or self._positions(NOTHING)

    def _positions(self, *positions: tuple[Token, ...]) -> str:
        """A phrase. Its alternatives that nothing has are left out, since FTS5 is twice as fast where only one is left."""
        return self._bridge.phrase(*map(self._known, positions))

    def _known(self, alternatives: tuple[Token, ...]) -> tuple[Token, ...]:
        if len(alternatives) == 1:
            return alternatives
        return tuple(filter(self._knows, alternatives)) or NOTHING

    def _items(self, *items: AnyTerm | Prefix) -> str:
        """Positions of the text side by side."""
        phrase = self._positions(*map(item_tokens, items)) + (" *" if isinstance(items[-1], Prefix) else "")
        return IN_TEXT + phrase if len(items) > 1 else phrase

    def _phrase(self, phrase: Phrase) -> str | None:
        if any(isinstance(item, Prefix) for item in phrase.items[:-1]):
            return None  # only the last word of a phrase may be a beginning
        return self._items(*phrase.items) if phrase.items else self._positions(NOTHING)

    def _near(self, near: Near) -> str | None:
        if near.distance < 0 or not near.items:
            return self._positions(NOTHING)
        if len(near.items) == 1:
            return self._items(near.items[0])
        if near.distance == 0:
            return None
        between = min(near.distance, WIDEST) - 1  # FTS5 counts the words between the first and the last one
        return f"{IN_TEXT}NEAR({' '.join(map(self._items, near.items))}, {between})"

    # ---- what the full-text index cannot say

    def _condition(self, node: Node) -> Condition:
        expression = self._expression(node)
        if expression is not None:
            return Condition(FOUND, (expression,))
        match node:
            case And(children):
                return _connected(" AND ", [self._condition(child) for child in children], empty="TRUE")
            case Or(children):
                return _connected(" OR ", [self._condition(child) for child in children], empty="FALSE")
            case Not(child):
                inner = self._unwanted._condition(child)
                return Condition(f"NOT {inner.sql}", inner.values)
            case DateFilter():
                return _published(node)
            case SourceFilter(source):
                return Condition(FROM, (stored_source_key(source),))
            case Phrase() | Near() | AnyTerm() | Prefix() | EntityMatch():
                (candidates,) = self._candidates(node)
                step = 1 if isinstance(node, Phrase) else 0
                sql = "document.id IN (SELECT rowid FROM terms WHERE terms MATCH ? AND aligned(terms, ?))"
                return Condition(sql, (candidates, step))
            case _:
                assert_never(node)

    def _candidates(self, node: Node) -> list[str]:
        """For a phrase or Near that is no expression: that all its words are there."""
        if isinstance(node, Phrase | Near) and self._expression(node) is None:
            return [_joined(" AND ", map(self._items, node.items))]
        return []

    def _all_words(self, node: Node) -> list[str]:
        """Whatever in the tree can be found by words, for ranking."""
        if (expression := self._expression(node)) is not None:
            return [expression]
        match node:
            case And(children) | Or(children):
                return [word for child in children for word in self._all_words(child)]
            case Phrase() | Near() | AnyTerm() | Prefix() | EntityMatch():
                return self._candidates(node)
            case Not() | DateFilter() | SourceFilter():
                return []
            case _:
                assert_never(node)


def _flat(kind: type[And | Or], node: Node) -> list[Node]:
    """The children of nested nodes of one kind; the node itself where it is of another."""
    if not isinstance(node, kind):
        return [node]
    return [inner for child in node.children for inner in _flat(kind, child)]


def _shallow(expression: str | None) -> str | None:
    """The expression, if FTS5 can read it."""
    depth = deepest = 0
    for sign in expression or "":
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    return expression if deepest <= DEEPEST else None


def _connected(operator: str, parts: Sequence[Condition], *, empty: str) -> Condition:
    """The conditions with AND or OR between them."""
    values = tuple(value for part in parts for value in part.values)
    return Condition(f"({operator.join(part.sql for part in parts)})" if parts else empty, values)


def _joined(operator: str, expressions: Iterable[str]) -> str:
    several = list(expressions)
    return several[0] if len(several) == 1 else f"({operator.join(several)})" if several else ""


def _without(wanted: str, unwanted: Sequence[str]) -> str:
    return f"({wanted} NOT {_joined(' OR ', unwanted)})" if unwanted else wanted


def _published(node: DateFilter) -> Condition:
    """Never NULL, which NOT would leave NULL."""
    bounds = [(sign, moment(time)) for sign, time in ((">=", node.since), ("<", node.until)) if time is not None]
    sql = "".join(f" AND document.moment {sign} ?" for sign, _ in bounds)
    return Condition(f"(document.moment IS NOT NULL{sql})", tuple(value for _, value in bounds))
