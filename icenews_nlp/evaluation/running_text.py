"""Gold sentences -> running text that knows where each gold word, sentence and entity stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from icenews_nlp.evaluation.gold import GoldWord, Sentence
from icenews_nlp.evaluation.scores import Span, iob2_spans

SENTENCES_PER_TEXT: Final = 4
"""Sentences that make a text, unless somebody asks for another number: so many that splitting them is a task."""

_OPENERS: Final = frozenset("„‚«([{")
_CLOSERS: Final = frozenset("”’»)]}%‰")
_STOPS: Final = frozenset(".,;:!?…")
_ENDS: Final = (".", "!", "?", "…")
_PAIRS: Final = {"“": ("„", "”"), "‘": ("‚", "’")}
"""Signs that close (after the first) and in English text open (before the second)."""


class GoldText(NamedTuple):
    """A text and what is right about it; all ranges are half-open, in code points of the text."""

    text: str
    words: list[tuple[int, int, GoldWord]]
    sentences: list[tuple[int, int]]
    entities: set[Span] | None
    """None where the file names none."""


def gold_texts(parts: Iterable[Sequence[Sentence]], sentences_per_text: int = SENTENCES_PER_TEXT) -> Iterator[GoldText]:
    """Texts of `sentences_per_text` sentences each; the last of a part may have fewer.

    Sentences follow each other after a space. After one that no punctuation ends, a headline say, comes a blank line as in a
    newspaper: nobody could see from the words alone where it ends.

    Args:
        parts: Sentences that belong together, as those of an article do.
        sentences_per_text: 1 or more; 1 gives each sentence alone.
    """
    for part in parts:
        for first in range(0, len(part), sentences_per_text):
            yield _joined(part[first : first + sentences_per_text])


def _joined(sentences: Sequence[Sentence]) -> GoldText:
    text = ""
    found = GoldText("", [], [], None if any(word.label is None for s in sentences for word in s) else set())
    for sentence in sentences:
        if text:
            text += " " if _ends(text) else "\n\n"
        ranges = []
        for word, space in zip(sentence, _spaces(sentence), strict=True):
            ranges.append((len(text), len(text) + len(word.text)))
            text += word.text + space
        text = text[: ranges[-1][1]]  # a space after the last word is not the sentence's
        found.words.extend((*range_, word) for range_, word in zip(ranges, sentence, strict=True))
        found.sentences.append((ranges[0][0], ranges[-1][1]))
        if found.entities is not None:
            spans = iob2_spans([word.label or "O" for word in sentence])
            found.entities.update((ranges[first][0], ranges[last][1], label) for first, last, label in spans)
    return found._replace(text=text)


def _ends(text: str) -> bool:
    return text.rstrip("\"'“”‘’»)]").endswith(_ENDS)


def _spaces(sentence: Sentence) -> list[str]:
    """What stands after each word: as the file says, or by the rules of Icelandic spelling."""
    roles = _roles([word.text for word in sentence])
    ruled = ["" if before == "opens" or after == "closes" else " " for before, after in pairwise(roles)]
    return [space if word.space is None else word.space for word, space in zip(sentence, [*ruled, ""], strict=True)]


def _roles(words: Sequence[str]) -> list[str]:
    """For each word `opens` (no space after it), `closes` (none before it) or ``.

    Straight quotation marks say the same on both sides, so they open and close by turns; but one after a stop closes what
    an earlier sentence opened, and `'` before two digits is a year's.
    """
    roles: list[str] = []
    inside: dict[str, bool] = {}
    for i, word in enumerate(words):
        role = ""
        if word in _OPENERS:
            role = "opens"
        elif word in _CLOSERS or set(word) <= _STOPS:
            role = "closes"
        elif word in _PAIRS:
            low, high = _PAIRS[word]
            role = "opens" if high in words[i:] and low not in words[:i] else "closes"
        elif word == "'" and not inside.get(word) and _is_year(words[i + 1 : i + 2]):
            role = "opens"
        elif word in ('"', "'"):
            closes = inside.get(word) or (i > 0 and set(words[i - 1]) <= _STOPS - {":"}) or i == len(words) - 1
            inside[word] = not closes
            role = "closes" if closes else "opens"
        roles.append(role)
    return roles


def _is_year(words: Sequence[str]) -> bool:
    return bool(words) and len(words[0]) == 2 and words[0].isdecimal()
