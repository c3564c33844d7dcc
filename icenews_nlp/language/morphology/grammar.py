"""Part of speech and features of the words of a text, from their tags and lemmas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from icenews_nlp.language.morphology.auxiliaries import upos_by_sentence
from icenews_nlp.language.morphology.universal import feats


class Grammar(NamedTuple):
    """A word's part of speech and features, as Universal Dependencies names them."""

    pos: str
    morph: str


def grammar(
    sentences: Iterable[tuple[int, int]], tags: Sequence[str], lemmas: Sequence[str], norms: Sequence[str]
) -> list[Grammar]:
    """The grammar of each word; the lists are parallel.

    Args:
        sentences: half-open ranges of words.
        tags: the words' MIM-GOLD tags.
        lemmas: their lemmas, which distinguish AUX from VERB and CCONJ from SCONJ.
        norms: the words in their normal spelling.

    Returns:
        One for each word.
    """
    pos = upos_by_sentence(sentences, tags, lemmas, norms)
    return [Grammar(one, feats(tag, norm)) for one, tag, norm in zip(pos, tags, norms, strict=True)]
