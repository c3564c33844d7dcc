"""CoNLL-U: treebanks of Universal Dependencies, https://universaldependencies.org/format.html.

A word here is what stands in the text: of a multi-word token (`3-4`) the token counts and its words do not, nor do empty nodes
(`5.1`). Entities are read from `name=B-Person` or `NE=B-Person` in the last column; a word without is `O`, if any word has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from icenews_nlp.errors import InputError
from icenews_nlp.evaluation.gold import GoldWord, Row, Sentence, iob2, numbered, read_text, value_or_none
from icenews_nlp.language.morphology.universal import upos

_FIELDS: Final = 10
_ENTITY_KEYS: Final = ("name", "NE")
_UNCOUNTED: Final = frozenset({"PUNCT", "SYM"})
"""Whose lemma is a matter of taste, and is not read."""
_MIM_GOLD: Final = 0.9
"""The share of a file's XPOS that must be tags of MIM-GOLD for all of them to be taken for such."""


class _Block(NamedTuple):
    """The lines of one sentence."""

    rows: list[Row]
    opens: bool
    """It begins a document or a paragraph."""
    text: tuple[int, str] | None
    """Line and content of `# text`."""


def conllu(path: Path) -> list[Sentence]:
    """The sentences of a file; raises what `conllu_parts` does."""
    return list(chain.from_iterable(conllu_parts(path)))


def conllu_parts(path: Path) -> list[list[Sentence]]:
    """The sentences of a file, split where it says `# newdoc` or `# newpar`.

    XPOS is read as the tag where nearly all of the file's are tags of MIM-GOLD; treebanks have others there too.

    Raises:
        InputError: a line has no ten fields, numbers that do not follow each other or an unknown entity label, or the words are
            not those of `# text`.
    """
    parts: list[list[Sentence]] = []
    for block in _blocks(numbered(read_text(path))):
        if block.opens or not parts:
            parts.append([])
        if words := _words(block.rows, path):
            parts[-1].append(words if block.text is None else _spaced(words, *block.text, path))
    every = [word for sentence in chain.from_iterable(parts) for word in sentence]
    hidden = _hidden(every)
    labelled = any(word.label for word in every)
    return [[[_finished(word, hidden, labelled) for word in sentence] for sentence in part] for part in parts]


def _blocks(rows: Iterator[Row]) -> Iterator[_Block]:
    found: list[Row] = []
    opens, text = False, None
    for line, fields in chain(rows, [Row(0, [""])]):
        comment = "\t".join(fields)
        if comment.startswith("#") and not found:
            opens = opens or bool(re.match(r"#\s*new(doc|par)\b", comment))
            if given := re.match(r"#\s*text\s*=\s*(.*)", comment):
                text = line, given[1].strip()
        elif fields[0].strip():
            found.append(Row(line, fields))
        elif found:
            yield _Block(found, opens, text)
            found, opens, text = [], False, None


def _words(rows: Sequence[Row], path: Path) -> Sentence:
    """The words as the rows give them, each followed by a space unless the file says otherwise."""
    words: Sentence = []
    last = covered = 0  # numbers of the last word, and of the last one inside a multi-word token
    for row in rows:
        first, end = _numbers(row, last, path)
        if first > last:
            last = first if end == first else last
            if first > covered:
                words.append(_word(row, path, whole=end == first))
            elif words[-1].label is None:  # entities stand on the words of a multi-word token
                words[-1] = words[-1]._replace(label=_label(row, path))
            covered = max(covered, end)
    if last < covered:
        raise InputError(f"{path}:{rows[-1].line}: the sentence ends at word {last}, inside a multi-word token to {covered}")
    return words


def _numbers(row: Row, last: int, path: Path) -> tuple[int, int]:
    """First and last word of a row; of an empty node, the word before it."""
    if len(row.fields) != _FIELDS:
        raise InputError(f"{path}:{row.line}: {len(row.fields)} tab-separated fields; a line of CoNLL-U has {_FIELDS}")
    found = re.fullmatch(r"(\d+)(?:-(\d+)|(\.\d+))?", row.fields[0])
    if not found or not row.fields[1]:
        raise InputError(f"{path}:{row.line}: a word has a number (3, 3-4 or 3.1) and a form; found {row.fields[:2]}")
    if found[3]:
        return last, last
    first = int(found[1])
    if first != last + 1:
        raise InputError(f"{path}:{row.line}: word {first} follows word {last}; is a blank line or a line missing?")
    return first, int(found[2] or first)


def _word(row: Row, path: Path, *, whole: bool) -> GoldWord:
    """Read a row as a gold word.

    Args:
        row: Its columns and where it stands.
        path: The file, for errors to name.
        whole: False for a multi-word token, of which only form, entity and space are known.
    """
    _, form, lemma, pos, xpos, feats, *_, misc = row.fields
    space = "" if "SpaceAfter=No" in misc.split("|") else " "
    word = GoldWord(form, label=_label(row, path), space=space)
    if not whole:
        return word
    return word._replace(
        tag=value_or_none(xpos),
        lemma=None if pos in _UNCOUNTED else value_or_none(lemma),
        upos=value_or_none(pos),
        feats="|".join(sorted((value_or_none(feats) or "").split("|"), key=str.lower)),
    )


def _label(row: Row, path: Path) -> str | None:
    """The entity label in the last column, if there is one."""
    for pair in row.fields[-1].split("|"):
        key, _, value = pair.partition("=")
        if key in _ENTITY_KEYS:
            return iob2(value, path, row.line)
    return None


def _spaced(words: Sentence, line: int, text: str, path: Path) -> Sentence:
    """The words with the spaces that they have in the text of the sentence."""
    spaced, at = [], 0
    for word in words:
        if not text.startswith(word.text, at):
            raise InputError(
                f"{path}:{line}: `# text` goes on with {text[at : at + 20]!r}, where the next word is {word.text!r}; "
                "mend the line, or remove it and the words are joined by SpaceAfter"
            )
        at += len(word.text)
        end = len(text) - len(text[at:].lstrip())
        spaced.append(word._replace(space=text[at:end]))
        at = end
    if at < len(text):
        raise InputError(f"{path}:{line}: `# text` goes on with {text[at : at + 20]!r}, where the sentence has no more words")
    return spaced


def _hidden(words: Sequence[GoldWord]) -> frozenset[str]:
    """The fields that this file leaves empty or means otherwise, though single words seem to have them."""
    tags = [word.tag for word in words if word.tag and any(c.isalpha() for c in word.text)]
    ours = sum(tag == "x" or upos(tag, "") != "X" for tag in tags)
    hidden = set() if tags and ours >= _MIM_GOLD * len(tags) else {"tag"}
    if not any(word.feats for word in words):
        hidden.add("feats")
    if all(word.space for word in words):  # no text and no SpaceAfter: the words have been split and nobody wrote down where
        hidden.add("space")
    return frozenset(hidden)


def _finished(word: GoldWord, hidden: frozenset[str], labelled: bool) -> GoldWord:
    return word._replace(
        tag=None if "tag" in hidden else word.tag,
        feats=None if "feats" in hidden else word.feats,
        space=None if "space" in hidden else word.space,
        label=word.label or ("O" if labelled else None),
    )
