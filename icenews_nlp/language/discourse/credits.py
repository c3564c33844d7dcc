"""Sentences that are no part of the story: photo credits and bylines, which name who made the picture or the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from icenews_nlp.language.tokenization.words import AGENCIES

LONGEST: Final = 12
"""Words of a credit or byline."""

SOURCES: Final = AGENCIES | frozenset(
    "Vísir RÚV mbl.is DV Stöð Samsett Aðsend Skjáskot Ljósmynd Ljósmyndari Mynd Mynd:".split()
)
"""What opens the credit of a photo."""

BYLINE_WORDS: Final = frozenset("skrifar skrifa blaðamaður fréttamaður ritstjóri eftir texti ljósmynd mynd höfundur og".split())
"""Words of a byline beside names."""


def is_credit(norms: Sequence[str], inside_names: Sequence[bool]) -> bool:
    """Whether a sentence is a credit or a byline.

    Args:
        norms: its words.
        inside_names: whether each word is part of a name.
    """
    words = [i for i, norm in enumerate(norms) if any(c.isalpha() for c in norm)]
    if not words or len(norms) > LONGEST:
        return False
    rest = [i for i in words if not inside_names[i] and norms[i] not in SOURCES]
    if norms[words[0]] in SOURCES:
        return all(norms[i][:1].isupper() for i in rest) and (len(words) > 1 or norms[words[0]] in AGENCIES)
    if not any(inside_names):
        return False
    by = all(norms[i].lower() in BYLINE_WORDS or "@" in norms[i] for i in rest)
    return by and (bool(rest) or norms[-1] not in (".", "!", "?"))
