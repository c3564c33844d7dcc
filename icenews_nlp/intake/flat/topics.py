"""Topic tags that a flattened page runs together, taken apart again: `Rússland Innrás Rússa í Úkraínu Norður-Kórea`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from icenews_nlp.intake.words import has_nominative, is_person, is_preposition, is_verb, readings

MOST_WORDS: Final = 40
"""Words of all tags together; a longer run of words is none."""

LONGEST: Final = 6
"""Words of one tag."""


def split_topics(text: str) -> tuple[str, ...]:
    """The tags that make up a text without sentences; () if it is no run of tags.

    A tag begins with a capital and a nominative. Words that BÍN lacks, and those that follow a given name, go with the name
    before them (`Vladimír Pútín`); after a word in lower case a tag goes on while the next is no nominative.
    """
    words = text.split()
    if not words or len(words) > MOST_WORDS or any(word[-1] in ".,:;!?" or not word[0].isalnum() for word in words):
        return ()
    tags: list[list[str]] = []
    for word in words:
        if _begins(word, tags[-1] if tags else ()):
            tags.append([])
        if not tags or (word.islower() and is_verb(word)):
            return ()
        tags[-1].append(word)
    return tuple(" ".join(tag) for tag in tags) if all(len(tag) <= LONGEST for tag in tags) else ()


def _begins(word: str, tag: Sequence[str]) -> bool:
    """Whether a word begins a tag, behind the words of the last one."""
    if not word[0].isupper():
        return word[0].isdigit() and not tag
    if not tag:
        return True
    before, known = tag[-1], readings(word)
    if before[0].islower():
        return (not known or has_nominative(word)) and not is_preposition(before)
    if is_person(before):
        return bool(known) and not is_person(word)
    if not known:
        return bool(readings(before)) or word.isupper()
    return has_nominative(word)
