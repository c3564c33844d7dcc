"""Readers of the gold corpora: every one gives sentences of words with what is known of each."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from icenews_nlp.training.greynir_tags import tag_pattern

HELD_OUT: Final = 0.15
"""The last part of MIM-GOLD-NER's valid.tsv, kept for measuring."""


class GoldWord(NamedTuple):
    """A word and what a corpus knows of it; None where it says nothing."""

    text: str
    tag: str | None = None
    """The MIM-GOLD tag."""
    tag_pattern: str | None = None
    """A regular expression of the MIM-GOLD tags that another tagset's tag allows."""
    label: str | None = None
    """The entity label in IOB2: `B-Person`, `I-Person`, `O`."""
    lemma: str | None = None


Sentence = list[GoldWord]


def read_text(path: Path) -> str:
    """The text of a file, gzipped or not."""
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes()).decode("utf-8")
    return path.read_text(encoding="utf-8")


def _blocks(text: str) -> Iterator[list[list[str]]]:
    """The rows of tab-separated sentences; a row whose first field is empty ends one."""
    rows: list[list[str]] = []
    for line in text.split("\n"):
        fields = line.split("\t")
        if fields[0]:
            rows.append(fields)
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def mim_gold_ner(path: Path) -> list[Sentence]:
    """MIM-GOLD-NER: word, sentence number, label, tag, lemma below a header."""
    body = read_text(path).split("\n", 1)[1]
    return [[GoldWord(r[0], tag=r[3], label=r[2], lemma=r[4]) for r in rows] for rows in _blocks(body)]


def mim_gold_pos(path: Path) -> list[Sentence]:
    """MIM-GOLD without labels: word, tag."""
    return [[GoldWord(r[0], tag=r[1]) for r in rows] for rows in _blocks(read_text(path))]


def split_valid(sentences: list[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """valid.tsv in the part to learn from and the part kept for measuring."""
    cut = int(len(sentences) * (1 - HELD_OUT))
    return sentences[:cut], sentences[cut:]


def conllu(path: Path) -> list[Sentence]:
    """The lemmas of a CoNLL-U file; words that count for none (punctuation, signs) have none."""
    rows = (block for block in _blocks(re.sub(r"^#.*\n", "", read_text(path), flags=re.MULTILINE)))
    return [
        [GoldWord(r[1], lemma=None if r[3] in ("PUNCT", "SYM") else r[2]) for r in block if r[0].isdigit()] for block in rows
    ]


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
