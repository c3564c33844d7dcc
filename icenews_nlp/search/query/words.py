"""The text of a query as the items to look for: the same words that a document is cut into, each plain, exact or a prefix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice, pairwise
from typing import Final

from icenews_nlp.errors import QueryError
from icenews_nlp.language.tokenization.tokenizer import tokenize
from icenews_nlp.search.analysis.lexicon import SHORTEST_HALF, Lexicon
from icenews_nlp.search.analysis.normalise import (
    PERCENT,
    hyphen_pieces,
    initial_pieces,
    is_percent,
    is_sign,
    key,
    number_pieces,
    with_hyphens,
)
from icenews_nlp.search.analysis.suspended_hyphens import completing_word

MOST_JOINED: Final = 6
"""Words of a phrase in which neighbours are also tried as one word."""


@dataclass(frozen=True)
class Item:
    """One word of a query."""

    text: str
    """An exact one may end in a period that is of an abbreviation (`nr.`) or of a sentence."""
    exact: bool = False
    prefix: bool = False

    @property
    def plain(self) -> bool:
        """Whether all forms of the word are meant."""
        return not (self.exact or self.prefix)


def items_of(text: str, exact: bool = False) -> list[Item]:
    """The items of a word or a phrase, without punctuation; [] where there is nothing else.

    Args:
        text: a `=` before a word and a `*` after one have their meaning.
        exact: every word is meant as it stands.

    Raises:
        QueryError: A = or * stands alone, or a * stands before the end of a word.
    """
    chunks = text.split()
    return [item for chunk in chunks for item in _of_chunk(chunk, exact, len(chunks) == 1)]


def _of_chunk(chunk: str, exact: bool, is_alone: bool) -> list[Item]:
    word, prefix = (chunk[:-1], True) if chunk.endswith("*") else (chunk, False)
    if "*" in word:
        raise QueryError(f"{chunk!r} has a * before its end; it stands for the rest of a word, as in hest*")
    if word.startswith("=") and (len(word) > 1 or is_alone):
        word, exact = word[1:], True
    items = _words(word, exact)
    if not items and (prefix or exact) and (is_alone or prefix):
        sign, need = ("*", "the beginning of a word before it") if prefix else ("=", "a word right after it")
        raise QueryError(f"the {sign} of {chunk!r} stands alone; it needs {need}, as in hest* and =hestinn")
    if prefix:
        items[-1] = replace(items[-1], exact=False, prefix=True)
    return items


def _words(chunk: str, exact: bool) -> list[Item]:
    words = tokenize(with_hyphens(chunk)).words
    items = [Item(word.norm, exact) for word in words if not is_sign(word.kind, word.norm)]
    if exact and len(words) > len(items) > 0 and [word.norm for word in words[-2:]] == [items[-1].text, "."]:
        items[-1] = replace(items[-1], text=items[-1].text + ".")
    return items


def complete_halves(items: Sequence[Item | None], lexicon: Lexicon, *, in_name: bool = False) -> list[Item | None]:
    """The items with first halves made whole: `fjármála- og efnahagsráðherra` asks for fjármálaráðherra.

    Where several words are possible, the likeliest is asked for.

    Args:
        items: The query's words in order; None stands for a part of the query that is no plain word.
        lexicon: Completes the halves.
        in_name: Complete them as documents have them in names, with one lemma per word.
    """
    whole = list(items)
    words = [None if item is None or item.exact or item.prefix else item.text.lower() for item in items]
    for i, half in enumerate(items):
        if half is None or not half.plain or not half.text.endswith("-"):
            continue
        ahead = completing_word(islice(words, i + 1, None))
        following = items[i + 1 + ahead] if ahead is not None else None
        if following and (word := _completed(half.text, following.text, lexicon, in_name)):
            whole[i] = replace(half, text=word)
    return whole


def _completed(half: str, following: str, lexicon: Lexicon, in_name: bool) -> str | None:
    pieces = hyphen_pieces(following)
    if pieces and len(half) >= SHORTEST_HALF:  # Norður- og Suður-Kóreu
        return half + following[pieces[-1][0] :]
    for lemma in dict.fromkeys(r.lemma for r in lexicon.readings(following)):
        if in_name and (whole := lexicon.compounds.elided(half, following, lemma)):
            return whole
        if wholes := lexicon.elided(half, following, lemma):
            return wholes[0]
    return None


def split(item: Item) -> list[Item]:
    """The pieces of a word or number with hyphens, of initials and of `4,2%` as items; the item alone where it is one."""
    if item.plain and is_percent(item.text):
        return [replace(item, text=item.text[:-1]), replace(item, text=PERCENT)]
    pieces = hyphen_pieces(item.text) or initial_pieces(item.text) or (number_pieces(item.text) if "-" in item.text else [])
    return [replace(item, text=item.text[a:b]) for a, b in pieces if item.plain] or [item]


def joined(items: Sequence[Item]) -> list[list[Item]]:
    """A phrase with neighbours as one: `"kim jong un"` finds Kim Jong-un, `"J. K. Rowling"` J.K., `"4,2 prósent"` 4,2%."""
    if len(items) > MOST_JOINED:
        return []
    pairs = enumerate(pairwise(items))
    wholes = [(i, whole) for i, (first, second) in pairs if (whole := _as_one(first, second))]
    found = [[*items[:i], replace(items[i], text=whole), *items[i + 2 :]] for i, whole in wholes]
    return [*found, *_with_initials_joined(items)]


def _as_one(first: Item, second: Item) -> str | None:
    if not (first.plain and second.plain):
        return None
    one, other = first.text.rstrip("."), second.text.rstrip(".")
    if one.isalpha() and other.isalpha():
        return f"{one}-{other}"
    percent = first.text + "%"
    return percent if key(second.text) == PERCENT and is_percent(percent) else None


def _is_initial(item: Item) -> bool:
    return item.plain and len(item.text.rstrip(".")) == 1 and item.text[0].isalpha()


def _with_initials_joined(items: Sequence[Item]) -> list[list[Item]]:
    """The phrase with its initials as one word, `J. R. R. Tolkien` as J.R.R.; [] where it has no two."""
    joined: list[Item] = []
    for are_initials, some in groupby(items, _is_initial):
        run = list(some)
        initials = "".join(f"{item.text[0]}." for item in run) if are_initials and len(run) > 1 else ""
        joined += [Item(initials)] if initials else run
    return [joined] if len(joined) < len(items) else []


def exact_terms(item: Item) -> tuple[str, ...]:
    """The index terms of an exact form, with its final period and without it."""
    form = "=" + key(item.text)
    return (form, form.removesuffix(".")) if form.endswith(".") else (form,)
