"""Readers of the corpora that only the training reads, beside those of evaluation/: every one gives sentences of words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from icenews_nlp.evaluation.gold import GoldWord, Sentence, read_text
from icenews_nlp.training.greynir_tags import tag_pattern

HELD_OUT: Final = 0.15
"""The last part of MIM-GOLD-NER's valid.tsv, kept for measuring."""


def split_valid(sentences: list[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """valid.tsv in the part to learn from and the part kept for measuring."""
    cut = int(len(sentences) * (1 - HELD_OUT))
    return sentences[:cut], sentences[cut:]


def conllu_ids(path: Path) -> set[str]:
    """The sentence ids of UD_Icelandic-GC in GreynirCorpus's form, to leave those sentences out of it."""
    found = re.findall(r"^# sent_id = (\w+),(\.\d+)", read_text(path), flags=re.MULTILINE)
    return {f"{name.lower()}.psd,{number}" for name, number in found}


_TEXT: Final = r"(?:\\.|[^()\\])+?"  # a parenthesis of the text itself is written `\(`
_LEAF: Final = re.compile(rf"\(([^\s()]+)\s+({_TEXT})\s*(?:\(lemma\s+({_TEXT})\)\s*)?(?:\(exp_\w+\s+{_TEXT}\)\s*)*\)")
"""A word of a tree, on one line or several: terminal, text, lemma."""


def greynir(path: Path, leave_out: Iterable[str]) -> list[Sentence]:
    """GreynirCorpus trees, but for those whose ID-LOCAL is in `leave_out`."""
    excluded = set(leave_out)
    sentences = []
    for tree in read_text(path).split("(META")[1:]:
        local_id = re.search(r"\(ID-LOCAL ([^()\s]+)\)", tree)
        words = [word for leaf in _LEAF.finditer(tree.partition("\n  (S")[2]) for word in _greynir_words(*leaf.groups())]
        if words and local_id and local_id[1] not in excluded:
            sentences.append(words)
    return sentences


def _greynir_words(terminal: str, text: str, lemma: str | None) -> list[GoldWord]:
    """The words of one terminal, which may be a name or phrase of several.

    Of such a phrase the terminal speaks for every word of a person's name, and for the last word of a noun (`fjármála- og
    efnahagsráðuneyti`, `3,5 milljörðum`); fixed adverbials (`annars vegar`) MIM-GOLD tags word by word in other ways.
    """
    words = text.replace("\\", "").split()
    lemmas = (lemma or "").replace("\\", "").split()
    parted = len(lemmas) == len(words)
    head = terminal.partition("_")[0]
    found = []
    for i, word in enumerate(words):
        speaks = len(words) == 1 or head == "person" or (head == "no" and i == len(words) - 1)
        pattern = tag_pattern(terminal) if speaks else None
        found.append(GoldWord(word, tag_pattern=pattern, lemma=lemmas[i] if parted else None))
    return found


_NAME: Final = re.compile(r"\[([A-Z][a-z]+) ([^\[\]]+)\]")


def inline_names(path: Path) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """Our own corpus: a sentence a line, names as `[Person Katrín Jakobsdóttir]`; gives text and spans."""
    for line in read_text(path).splitlines():
        text, spans, end = "", [], 0
        for match in _NAME.finditer(line):
            text += line[end : match.start()]
            spans.append((len(text), len(text) + len(match[2]), match[1]))
            text += match[2]
            end = match.end()
        yield text + line[end:], spans
