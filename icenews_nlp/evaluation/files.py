"""A gold file of any form that is read here -> its sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from icenews_nlp.errors import InputError
from icenews_nlp.evaluation.conllu import conllu_parts
from icenews_nlp.evaluation.gold import Sentence, read_text
from icenews_nlp.evaluation.mim_gold import mim_gold

_CONLLU: Final = ".conllu"


def read_gold(path: Path) -> list[list[Sentence]]:
    """The sentences of a CoNLL-U or MIM-GOLD-NER file, gzipped or not, split where it says that a document or paragraph ends.

    A file is CoNLL-U if its name ends in `.conllu`, or if its first line is a comment or has ten fields.

    Raises:
        InputError: it is broken, and where; or it holds no words, for scores of nothing must not look like scores.
        OSError: it cannot be opened.
    """
    parts = conllu_parts(path) if _is_conllu(path) else [mim_gold(path)]
    parts = [part for part in parts if part]
    if not parts:
        raise InputError(f"{path}: no words in it; give a CoNLL-U file or a MIM-GOLD-NER TSV")
    return parts


def _is_conllu(path: Path) -> bool:
    if path.name.removesuffix(".gz").endswith(_CONLLU):
        return True
    first = next((line for line in read_text(path).split("\n") if line.strip()), "")
    return first.count("\t") == 9 or (first.startswith("#") and "\t" not in first)
