"""Text -> words with exact ranges, and sentences: the only file that sees `tokenizer`.

`tokenizer` knows Icelandic abbreviations, numbers and dates, but its strings do not always come from the text: it reorders
line ends, loses trailing whitespace and swallows zero-width characters. So it is given one line at a time of a safe text that
has the same length as ours, and of its tokens only the lengths are believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from icenews_nlp.language.tokenization.sentences import split_sentences
from icenews_nlp.language.tokenization.words import HARD_BREAK, NO_BREAK, SOFT_BREAK, Raw, Word, form_words, resolve_escapes

__all__ = ["Tokens", "Word", "tokenize"]

_LONGEST_RUN: Final = 500
"""Characters without whitespace to give the tokenizer: its time grows with their square. Only junk and data URIs are longer."""
_LONGEST_PART: Final = 5_000
"""Characters that the tokenizer is given at a time, since its time grows with the square of `? ? ? ?` too."""
_SURE_END: Final = re.compile(r"[^\W\d_]{4}\. (?=[A-ZÁÉÍÓÚÝÞÆÖ„])")
"""The end of a sentence and not of an abbreviation, as far as letters can tell: where a part may be cut."""
_SHORTEST_WRAPPED: Final = 30
"""Code points of a line that an editor would break."""
_EVEN: Final = 0.6
"""The share of the longest line that every wrapped line reaches, since a word of more would have fitted."""
_GOES_ON: Final = re.compile(r"[^\W\d_A-ZÁÐÉÍÓÚÝÞÆÖ]+(?:[ ,;:]|[.!?]?$)")
"""A line that begins with a word in small letters; `visir.is`, `kl. 21:30`, `a)` and `iPad` begin lines of their own."""
_ZERO_WIDTH: Final = "\u200b"
"""What the tokenizer leaves out of a word, but counts."""

_MINUS: Final = re.compile(r"\u2212(?=\d)")  # the true minus sign, which the tokenizer takes for a dash
_ODD_SPACE: Final = re.compile(r"[^\S ]")
_LONG_RUN: Final = re.compile(rf"(?<!\S)\S{{{_LONGEST_RUN + 1},}}")
_WORD_OR_SIGN: Final = re.compile(r"\w+|[^\w\s]")


class Tokens(NamedTuple):
    """A text's words, its sentences as half-open ranges of words, and what `tokenizer` said of dates and numbers."""

    words: list[Word]
    sentences: list[tuple[int, int]]
    raws: list[Raw]


def tokenize(text: str) -> Tokens:
    """Words and sentences of a text, whatever the text is.

    Word offsets are code points into `text`; every character that is not whitespace lies in exactly one word.
    Takes time in proportion to the length of the text.
    """
    safe = _safe(text)
    raws: list[Raw] = []
    for start, end in _lines(text):
        _read(safe, start, end, raws)
    words, breaks = form_words(text, safe, raws)
    return Tokens(words, split_sentences(words, breaks), raws)


def _safe(text: str) -> str:
    """The text, of the same length, without what the tokenizer stumbles on: line ends, [[ ]] (its paragraph marks), escapes."""
    safe = _ODD_SPACE.sub(" ", text)
    if "[[" in safe or "]]" in safe:
        safe = safe.replace("[[", "((").replace("]]", "))")
    safe = _MINUS.sub("-", safe)
    return resolve_escapes(safe, _ZERO_WIDTH)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of the stretches that no sentence crosses.

    A blank line ends a sentence. So does a line end, for a headline has no period, unless the paragraph is hard-wrapped.
    """
    paragraph: list[tuple[int, int]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if not line.isspace():
            paragraph.append((at, at + len(line)))
        elif paragraph:
            yield from _stretches(text, paragraph)
            paragraph = []
        at += len(line)
    yield from _stretches(text, paragraph)


def _stretches(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The lines of a paragraph, joined where one goes on with a small letter, and all of them where an editor broke them."""
    stripped = [text[start:end].strip() for start, end in lines]
    wrapped = len(lines) > 1 and _is_wrapped(stripped)
    opened = -1
    for i, (start, end) in enumerate(lines):
        opened = start if opened < 0 else opened
        if i + 1 == len(lines) or not (wrapped or _GOES_ON.match(stripped[i + 1])):
            yield opened, end
            opened = -1


def _is_wrapped(lines: list[str]) -> bool:
    """Whether an editor broke the lines, so that a capital at the start of a line says nothing.

    Then all but the last are long and about as long as one another, and one goes on with a small letter.
    """
    lengths = [len(line) for line in lines[:-1]]
    even = min(lengths) >= max(_SHORTEST_WRAPPED, _EVEN * max(lengths))
    return even and any(_GOES_ON.match(line) for line in lines[1:])


def _read(safe: str, start: int, end: int, raws: list[Raw]) -> None:
    """Add the raw tokens of a stretch. A run too long for the tokenizer is one word, and no sentence ends at it."""
    opens = HARD_BREAK
    for run in _LONG_RUN.finditer(safe, start, end):
        opens = _read_short_runs(safe, start, run.start(), opens, raws)
        raws.append(Raw(run.start(), run.end(), "WORD", None, opens))
        start, opens = run.end(), NO_BREAK
    _read_short_runs(safe, start, end, opens, raws)


def _read_short_runs(safe: str, start: int, end: int, opens: int, raws: list[Raw]) -> int:
    """Add the raw tokens of a range, a part at a time, the first with the break `opens`; return the break after them."""
    while start < end:
        cut, after = _cut(safe, start, end)
        found = _ask(safe, start, cut, opens)
        raws += found
        start, opens = cut, after if found else opens
    return opens


def _cut(safe: str, start: int, end: int) -> tuple[int, int]:
    """Where the part that begins at `start` ends, and the break after it: at a sentence, or failing that at a space."""
    limit = start + _LONGEST_PART
    if end <= limit:
        return end, NO_BREAK
    sentences = [m.end() for m in _SURE_END.finditer(safe, limit - _LONGEST_PART // 2, limit)]
    if sentences:
        return sentences[-1], SOFT_BREAK
    return max(safe.rfind(" ", start, limit), start) + 1, NO_BREAK


def _ask(safe: str, start: int, end: int, opens: int) -> list[Raw]:
    """The tokenizer's tokens of `safe[start:end]`; the first has the break `opens`.

    Where it raises an error or loses count, each half is asked by itself, so that only what it fails on goes without it.
    """
    try:
        raws, at = _tokens_of(safe, start, end, opens)
    except Exception:  # of any type: `%` after 309 digits is an OverflowError
        at = -1
    if at == start + len(safe[start:end].rstrip()):
        return raws
    middle = safe.find(" ", (start + end) // 2, end - 1) + 1
    if not middle:
        middle = safe.rfind(" ", start, end - 1) + 1
    if middle > start:
        first = _ask(safe, start, middle, opens)
        return first + _ask(safe, middle, end, NO_BREAK if first else opens)
    return [
        Raw(m.start(), m.end(), "WORD" if m[0].isalnum() else "PUNCTUATION", None, NO_BREAK if i else opens)
        for i, m in enumerate(_WORD_OR_SIGN.finditer(safe, start, end))
    ]


def _tokens_of(safe: str, start: int, end: int, opens: int) -> tuple[list[Raw], int]:
    """The tokenizer's tokens of `safe[start:end]`, and where by their lengths the last one ends."""
    import tokenizer

    names, sentence_begin = tokenizer.TOK.descr, tokenizer.TOK.S_BEGIN
    raws: list[Raw] = []
    at, pending = start, opens
    for tok in tokenizer.tokenize(safe[start:end].rstrip(), with_annotation=False):
        kind, original = tok.kind, tok.original
        if original:
            at += len(original)
            length = len(original.lstrip()) if original[0] == " " else len(original)
            if length:
                raws.append(Raw(at - length, at, names.get(kind, "UNKNOWN"), tok.val, pending))
                pending = NO_BREAK
        elif kind == sentence_begin and raws:
            pending = SOFT_BREAK
    return raws, at
