"""Text -> words with exact ranges, sentences and values: the only file that sees `tokenizer`.

`tokenizer` knows Icelandic abbreviations, numbers and dates, but its strings do not always come from the text: it reorders
line ends, loses trailing whitespace and swallows zero-width characters. So it is given one line at a time of a safe text that has
the same length as ours, and of its tokens only the lengths are believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from icenews_nlp.language.sentences import split_sentences
from icenews_nlp.language.values import ParsedValue, parse_values
from icenews_nlp.language.words import HARD_BREAK, NO_BREAK, SOFT_BREAK, Raw, Word, form_words, resolve_escapes

if TYPE_CHECKING:
    import tokenizer

__all__ = ["ParsedValue", "Tokenized", "Word", "tokenize"]

_LONGEST_RUN: Final = 500
"""Characters without whitespace that the tokenizer is given; its time grows with their square. Only junk and data URIs are longer."""
_LONGEST_LINE: Final = 20_000
"""Characters that the tokenizer is given at a time, since its time grows with the square of `? ? ? ?` too."""
_ZERO_WIDTH: Final = "\u200b"
"""What the tokenizer leaves out of a word, but counts."""

_ODD_SPACE: Final = re.compile(r"[^\S ]")
_LONG_RUN: Final = re.compile(rf"\S{{{_LONGEST_RUN + 1},}}")
_WORD_OR_SIGN: Final = re.compile(r"\w+|[^\w\s]")


class Tokenized(NamedTuple):
    """A text's words, its sentences as half-open ranges of words, and its values."""

    words: list[Word]
    sentences: list[tuple[int, int]]
    values: list[ParsedValue]


def tokenize(text: str) -> Tokenized:
    """Words, sentences and values of a text, whatever the text is.

    Word offsets are code points into `text`; every character that is not whitespace lies in exactly one word.
    Takes time in proportion to the length of the text.
    """
    safe = _safe(text)
    raws = [raw for start, end, opens in _lines(text) for raw in _read(safe, start, end, opens)]
    words, breaks = form_words(text, safe, raws)
    return Tokenized(words, split_sentences(words, breaks), parse_values(words, raws))


def _safe(text: str) -> str:
    """The text, of the same length, without what the tokenizer stumbles on: line ends, [[ ]] (its paragraph marks), escapes."""
    safe = _ODD_SPACE.sub(" ", text)
    if "[[" in safe or "]]" in safe:
        safe = safe.replace("[[", "((").replace("]]", "))")
    return resolve_escapes(safe, _ZERO_WIDTH)


def _lines(text: str) -> Iterator[tuple[int, int, int]]:
    """(start, end, break) of the stretches that no sentence crosses.

    A blank line ends a sentence. So does a line end, for a headline has no period, unless a later line of the paragraph
    begins with a small letter: then the paragraph is hard-wrapped.
    """
    paragraph: list[tuple[int, int]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if not line.isspace():
            paragraph.append((at, at + len(line)))
        elif paragraph and line.strip(" \t"):
            yield from _stretches(text, paragraph)
            paragraph = []
        at += len(line)
    yield from _stretches(text, paragraph)


def _stretches(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    if any(text[start:end].lstrip()[:1].islower() for start, end in lines[1:]):
        lines = [(lines[0][0], lines[-1][1])]
    for start, end in lines:
        opens = HARD_BREAK
        while end - start > _LONGEST_LINE:
            limit = start + _LONGEST_LINE
            cut = max(text.rfind(". ", start, limit) + 2, start + 1)
            if cut == start + 1:
                cut = max(text.rfind(" ", start, limit), start) + 1
            if cut == start + 1:  # one run of that length: cut after it
                run = _LONG_RUN.match(text, start)
                cut = run.end() if run else limit
            yield start, min(cut, end), opens
            start, opens = min(cut, end), SOFT_BREAK
        yield start, end, opens


def _read(safe: str, start: int, end: int, opens: int) -> Iterator[Raw]:
    """The raw tokens of a stretch. A run too long for the tokenizer is one word, and no sentence ends at it."""
    for run in _LONG_RUN.finditer(safe, start, end):
        yield from _ask(safe, start, run.start(), opens)
        before = safe[start : run.start()].isspace() or start == run.start()
        yield Raw(run.start(), run.end(), "WORD", None, opens if before else NO_BREAK)
        start, opens = run.end(), NO_BREAK
    yield from _ask(safe, start, end, opens)


def _ask(safe: str, start: int, end: int, opens: int) -> list[Raw]:
    """The tokenizer's tokens of `safe[start:end]`; the first has the break `opens`."""
    stretch = safe[start:end].rstrip()
    if not stretch:
        return []
    raws: list[Raw] = []
    names, at, pending = _tokenizer().TOK.descr, start, opens
    for tok in _tokenizer().tokenize(stretch, with_annotation=False):
        original = tok.original
        if original:
            at += len(original)
            bare = original.strip()
            if bare:
                tail = len(original) - len(original.rstrip()) if original[-1] == " " else 0
                name = names.get(tok.kind, "UNKNOWN")
                if tok.val is not None and name == "WORD":
                    name = "ABBREVIATION"
                raws.append(Raw(at - tail - len(bare), at - tail, name, tok.val, pending))
                pending = NO_BREAK
        elif tok.kind == _tokenizer().TOK.S_BEGIN and raws:
            pending = SOFT_BREAK
    return raws


def _tokenizer():
    import tokenizer

    return tokenizer
