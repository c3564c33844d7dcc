"""MIM-GOLD and MIM-GOLD-NER: tab-separated words, a blank line after each sentence.

word, sentence, entity, tag, lemma: MIM-GOLD-NER as it is passed on with tags and lemmas, with a header or without.
word, entity: bare MIM-GOLD-NER.
word, tag: MIM-GOLD.
"""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from typing import Final

from icenews_nlp.errors import InputError
from icenews_nlp.evaluation.gold import GoldWord, Row, Sentence, blocks, iob2, numbered, read_text, value_or_none

_WIDE: Final = 5
_NARROW: Final = 2
_WORD_NAMES: Final = frozenset({"word", "token", "form", "orð"})
_OTHER_NAMES: Final = frozenset({"tag", "pos", "ner", "label", "entity", "merki", "mark"})
"""How headers name the first column, and the third (of two: the second)."""


def mim_gold(path: Path) -> list[Sentence]:
    """The sentences of a file in one of the forms above.

    Raises:
        InputError: a row has more or fewer fields than the first, or an entity label that nobody knows.
    """
    found = list(blocks(numbered(read_text(path))))
    if not found:
        return []
    width = len(found[0][0].fields)
    if width not in (_NARROW, _WIDE):
        raise InputError(
            f"{path}:{found[0][0].line}: {width} tab-separated fields; a file of MIM-GOLD-NER has 5 (word, sentence, entity, "
            "tag, lemma) or 2 (word and entity, or word and tag); a CoNLL-U file is read by its ending, .conllu"
        )
    for row in chain.from_iterable(found):
        if len(row.fields) != width:
            raise InputError(f"{path}:{row.line}: {len(row.fields)} tab-separated fields, where the rows before have {width}")
    if _is_header(found[0][0].fields):
        found[0].pop(0)
    labelled = width == _WIDE or _has_labels(found)
    return [[_word(row, labelled, path) for row in block] for block in found if block]


def _is_header(fields: list[str]) -> bool:
    return fields[0].lower() in _WORD_NAMES and fields[2 if len(fields) == _WIDE else 1].lower() in _OTHER_NAMES


def _has_labels(found: list[list[Row]]) -> bool:
    """Whether the second of two columns holds entity labels; no tag looks like one."""
    second = {row.fields[1] for block in found for row in block}
    return second == {"O"} or any(re.match("[BI]-", field) for field in second)


def _word(row: Row, labelled: bool, path: Path) -> GoldWord:
    if len(row.fields) == _WIDE:
        word, _, label, tag, lemma = row.fields
        return GoldWord(word, tag=_tag(word, tag), label=iob2(label, path, row.line), lemma=value_or_none(lemma))
    word, other = row.fields
    return GoldWord(word, label=iob2(other, path, row.line)) if labelled else GoldWord(word, tag=_tag(word, other))


def _tag(word: str, tag: str) -> str | None:
    """The tag of punctuation is the character itself, `_` too."""
    return tag if tag == word else value_or_none(tag)
