"""Suspended hyphens: halves of compounds that share their end with a later word (`mennta-, menningar- og barnamál`)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

from icenews_nlp.language.analyser import JOINTS

MOST_BETWEEN: Final = 20
"""Words and punctuation between a half and the word that it shares its end with, at most."""


def completing_word(following: Iterable[str | None]) -> int | None:
    """Find the word that a half shares its end with: the first after other halves, commas and a joint.

    Args:
        following: The words after the half, in order; None for what is no plain word, which ends the search.

    Returns:
        The word's index in `following`; None where no joint stands before it.
    """
    joined = False
    for index, word in enumerate(islice(following, MOST_BETWEEN)):
        if word is None:
            return None
        joins = word in JOINTS
        if not (joins or word == "," or word.endswith("-")):
            return index if joined else None
        joined |= joins
    return None
