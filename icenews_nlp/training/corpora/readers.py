"""Readers of the corpora that only the training reads, beside those of evaluation/: every one gives sentences of words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from icenews_nlp.errors import InputError
from icenews_nlp.evaluation.gold import GoldWord, Sentence, iob2, read_text
from icenews_nlp.training.corpora.greynir_tags import tag_pattern

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


def greynir(path: Path, leave_out: Iterable[str], labels: Mapping[str, Sequence[str]]) -> list[Sentence]:
    """GreynirCorpus trees, but for those whose ID-LOCAL is in `leave_out`.

    Args:
        path: Bracketed trees.
        leave_out: Values of ID-LOCAL.
        labels: ID-LOCAL -> the IOB2 labels of the sentence's words; a sentence it lacks has none.

    Raises:
        InputError: A sentence has another number of words than labels.
    """
    excluded = set(leave_out)
    sentences = []
    for tree in read_text(path).split("(META")[1:]:
        local_id = re.search(r"\(ID-LOCAL ([^()\s]+)\)", tree)
        words = [word for leaf in _LEAF.finditer(tree.partition("\n  (S")[2]) for word in _greynir_words(*leaf.groups())]
        if words and local_id and local_id[1] not in excluded:
            sentences.append(labelled(words, labels.get(local_id[1]), f"{path}, sentence {local_id[1]}"))
    return sentences


def _greynir_words(terminal: str, text: str, lemma: str | None) -> list[GoldWord]:
    """The words of one terminal, which may be a name or phrase of several.

    Of such a phrase the terminal speaks for every word of a person's name, and for the last word of a noun (`fjármála- og
    efnahagsráðuneyti`, `3,5 milljörðum`); fixed adverbials (`annars vegar`) MIM-GOLD tags word by word in other ways.
    """
    words = text.replace("\\", "").split()
    lemmas = (lemma or "").replace("\\", "").split()
    has_lemmas = len(lemmas) == len(words)
    head = terminal.partition("_")[0]
    found = []
    for i, word in enumerate(words):
        speaks = len(words) == 1 or head == "person" or (head == "no" and i == len(words) - 1)
        pattern = tag_pattern(terminal) if speaks else None
        found.append(GoldWord(word, tag_pattern=pattern, lemma=lemmas[i] if has_lemmas else None))
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


def spans(path: Path) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """Annotated articles as JSON Lines, one sentence per line.

    Args:
        path: Lines of `{"text": "...", "spans": [[start, end, type], ...]}`; offsets are code points, ranges half-open.

    Yields:
        Text and spans, as `inline_names` does.

    Raises:
        InputError: A line is no such object, a type is unknown or a range lies outside the text.
    """
    for line, record in _records(path, ("text", "spans")):
        text, found = record["text"], []
        for start, end, name in record["spans"]:
            if not 0 <= start < end <= len(text):
                raise InputError(f"{path}:{line}: span {start}-{end} lies outside its text of {len(text)} characters")
            found.append((start, end, iob2(f"B-{name}", path, line)[2:]))
        yield text, found


def word_labels(path: Path, key: str) -> dict[Any, list[str]]:
    """IOB2 labels of the words of another corpus' sentences, as JSON Lines.

    Args:
        path: Lines of `{key: ..., "labels": [...]}`.
        key: What says which sentence a line is of: `sentence` (its number, from 0) or `id`.

    Returns:
        The value of `key` -> the labels.

    Raises:
        InputError: A line is no such object, or a label is unknown.
    """
    return {
        record[key]: [iob2(label, path, line) for label in record["labels"]] for line, record in _records(path, (key, "labels"))
    }


def labelled(sentence: Sentence, labels: Sequence[str] | None, where: str) -> Sentence:
    """The sentence with labels, or as it is where there are none.

    Args:
        sentence: Words without labels.
        labels: IOB2, one per word.
        where: Names the sentence in an error.

    Raises:
        InputError: There are more or fewer labels than words.
    """
    if labels is None:
        return sentence
    if len(labels) != len(sentence):
        raise InputError(f"{where}: {len(labels)} labels for {len(sentence)} words; fetch both files again, from one version")
    return [word._replace(label=label) for word, label in zip(sentence, labels, strict=True)]


def _records(path: Path, keys: Sequence[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Line numbers and objects of a file of JSON Lines, each of which must have the keys."""
    for line, content in enumerate(read_text(path).rstrip("\n").split("\n"), 1):
        try:
            record = json.loads(content)
        except ValueError as error:
            raise InputError(f"{path}:{line}: not a line of JSON ({error})") from error
        if not isinstance(record, dict) or not set(keys) <= set(record):
            raise InputError(f"{path}:{line}: no object with {' and '.join(keys)}")
        yield line, record
