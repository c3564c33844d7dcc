"""Names that stand in capitals in a headline, as the same names are written elsewhere: BREIÐHOLT is Breiðholt, NATO stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from icenews_nlp.search.analysis.lexicon import Lexicon

LONGEST_ACRONYM: Final = 3
"""Letters of a word in capitals that is no word of a headline."""


def written_names(names: Iterable[str]) -> Mapping[str, str]:
    """The names that are not all capitals, by their capitals: how a document itself writes what its headline has."""
    return {name.upper(): name for name in names if not name.isupper()}


def written_name(name: str, written: Mapping[str, str], lexicon: Lexicon) -> str:
    """The name as it is written outside headlines, if that can be known.

    Args:
        name: In the nominative.
        written: Other names of the document, as `written_names` gives them.
        lexicon: Knows the names and words of the language.

    Returns:
        The name of another spelling; the name itself if it has small letters, or may be an acronym.
    """
    if not name.isupper() or (len(name) <= LONGEST_ACRONYM and name not in written):
        return name
    if name in written:
        return written[name]
    words = [_written_word(word, not i, lexicon) for i, word in enumerate(name.split())]
    return " ".join(word for word in words if word) if all(words) else name


def _written_word(word: str, is_first: bool, lexicon: Lexicon) -> str | None:
    """A word of a name as BÍN has it, a common noun with a capital only at the beginning; None where BÍN lacks it."""
    lower = word.lower()
    capital = lower[:1].upper() + lower[1:]
    readings = lexicon.listed(capital)
    if not readings:
        return None
    return capital if is_first or any(r.lemma[:1].isupper() for r in readings) else lower
