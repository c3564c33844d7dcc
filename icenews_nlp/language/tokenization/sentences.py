"""Where sentences begin: the breaks of the tokenizer, corrected where Icelandic news text is known to mislead it.

The tokenizer's breaks are soft and may be dropped or moved; those of the layout are hard and stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from icenews_nlp.labels import TokenKind
from icenews_nlp.language.tokenization.letters import ends_sentence
from icenews_nlp.language.tokenization.periods import SENTENCE_WORDS, Around, belongs
from icenews_nlp.language.tokenization.words import AGENCIES, HARD_BREAK, NO_BREAK, SOFT_BREAK, Word

_CLOSERS: Final = frozenset("“”’‘»)]")
_OPENERS: Final = frozenset("„‚«([")
_QUESTIONS: Final = frozenset("!?…")
_SPACED_ABBREVIATIONS: Final = (("þ.", "á", "m."), ("þ.", "m.", "t."))
"""Abbreviations written with spaces, three words each, that never end a sentence."""

_ALSO_WORDS: Final = frozenset({"próf."})
"""Abbreviations that are words too, and may end a sentence as such: `Þau tóku próf.`"""

_CERTAIN_AGENCIES: Final = frozenset({"EPA", "AFP", "AP"})
"""Agencies that are a credit wherever they open a sentence before a capital, even with a space before them."""
_SOURCES: Final = AGENCIES | {"Vísir", "vísir.is", "visir.is", "RÚV", "mbl", "mbl.is", "DV", "dv.is", "Mynd", "Ljósmynd"}
"""What stands before the slash of a credit: `Vísir/Vilhelm`."""
_AGENCY_GOODS: Final = frozenset({"Images", "Photo", "Photos"})
_LONGEST_CREDIT: Final = 12
"""Words that a credit may have."""


def split_sentences(words: Sequence[Word], breaks: Sequence[int]) -> list[tuple[int, int]]:
    """Half-open ranges of words, which partition them. `breaks` has the break before each word."""
    if not words:
        return []
    opens = bytearray(len(words) + 1)
    for i, kind in enumerate(breaks):
        if kind == SOFT_BREAK:
            place, kept = _corrected(words, breaks, i)
            opens[place] = max(opens[place], kept)
        elif kind:
            opens[i] = kind
    _add_missed(words, opens)
    _end_credits(words, opens)
    starts = [0, *(i for i in range(1, len(words)) if opens[i])]
    return list(zip(starts, [*starts[1:], len(words)], strict=True))


def _corrected(words: Sequence[Word], breaks: Sequence[int], i: int) -> tuple[int, int]:
    """Where a soft break belongs (after closing punctuation, before opening punctuation), and whether it stays."""
    while i < len(words) and breaks[i] != HARD_BREAK and _closes(words, i):
        i += 1
    if i == len(words) or breaks[i] == HARD_BREAK:
        return i, NO_BREAK
    while i > 1 and _opens(words, i - 1):
        i -= 1
    return i, NO_BREAK if _goes_on(words, i) else SOFT_BREAK


def _closes(words: Sequence[Word], i: int) -> bool:
    text = words[i].text
    if text in _CLOSERS:
        return _glued(words, i) or not _glued(words, i + 1)
    return text in ('"', "'") and _glued(words, i) and not _glued(words, i + 1)


def _opens(words: Sequence[Word], i: int) -> bool:
    text = words[i].text
    if text in _OPENERS:
        return text in "„‚" or _glued(words, i + 1)
    return text in ('"', "'") and not _glued(words, i) and _glued(words, i + 1)


def _glued(words: Sequence[Word], i: int) -> bool:
    """Whether there is no whitespace before word i."""
    return 0 < i < len(words) and words[i - 1].end == words[i].start


def _goes_on(words: Sequence[Word], i: int) -> bool:
    """Whether the sentence goes on at word i, where the tokenizer ended it."""
    last = i - 1
    while last and words[last].text in _CLOSERS:
        last -= 1
    before, after = words[last].text, words[i].text
    if after[0].islower() and (before[-1] in _QUESTIONS or before.startswith("..")):
        return True  # Yahoo! fyrir, ‚Komdu!‘ og
    if before[-1] != "." or last < i - 1:
        return False
    if _is_initial(words[last]):
        return after[0].isupper() and after not in SENTENCE_WORDS and not _letter_ends(words, last)  # C. S. Lewis
    if len(before) > 1 and belongs(_around(words, last)):
        return True
    if before not in ("m.", "t."):
        return False
    return tuple(word.text.lower() for word in words[max(i - 3, 0) : i]) in _SPACED_ABBREVIATIONS


def _around(words: Sequence[Word], i: int) -> Around:
    """What stands around the period at the end of word i, as if its sentence began long before."""
    earlier, after, later = (words[k].text if 0 <= k < len(words) else "" for k in (i - 1, i + 1, i + 2))
    return Around(earlier, words[i].text[:-1], after, later, 2, not _glued(words, i + 1), True)


def _is_initial(word: Word) -> bool:
    return len(word.text) == 2 and word.text[1] == "." and word.text[0].isupper()


def _add_missed(words: Sequence[Word], opens: bytearray) -> None:
    """Breaks that the tokenizer has not: `Jón P. Hann þakkaði`, `hér:Katrín sagði`."""
    for i in range(1, len(words) - 1):
        last, before, after = words[i].text[-1], words[i - 1], words[i + 1]
        if last == ":":
            glued = _glued(words, i) and _glued(words, i + 1)
            if glued and before.text[-1].isalpha() and after.kind is TokenKind.WORD and after.text[0].isupper():
                opens[i + 1] = SOFT_BREAK
        elif last == "." and after.text[0].isupper() and _may_end(words, i):
            opens[i + 1] = SOFT_BREAK


def _letter_ends(words: Sequence[Word], i: int) -> bool:
    """Whether the letter and period of word i end a sentence, though a capital follows."""
    around = _around(words, i)
    return ends_sentence(around.earlier, around.after, around.later, around.before)


def _may_end(words: Sequence[Word], i: int) -> bool:
    """Whether word i with its period ends a sentence before the capital of the next one."""
    word, before, after = words[i], words[i - 1], words[i + 1]
    if after.text in SENTENCE_WORDS:
        return word.text in _ALSO_WORDS or (_is_initial(word) and before.text[0].isupper())
    return _is_initial(word) and _letter_ends(words, i)


def _end_credits(words: Sequence[Word], opens: bytearray) -> None:
    """A sentence that opens with the credit of a photo is two: `Vísir/Vilhelm Lögregla var`, `EPA Dimitri Peskov segir`."""
    for i in range(len(words)):
        if opens[i] or not i:
            end = i + _credit_length(words, opens, i)
            if i < end < len(words):
                opens[end] = HARD_BREAK


def _credit_length(words: Sequence[Word], opens: bytearray, i: int) -> int:
    """How many words from word i on are a credit; 0 where none is."""
    first, rest = words[i].text, [word.text for word in words[i + 1 : i + _LONGEST_CREDIT]]
    if not rest:
        return 0
    if first == "(" and rest[0] in AGENCIES:
        return rest.index(")") + 2 if ")" in rest else 0
    if first in _SOURCES and rest[0] == "/" and _glued(words, i + 1):
        return 2 + _names_length(words, opens, i + 2)
    if first in AGENCIES and (_glued(words, i) or first in _CERTAIN_AGENCIES):
        length = 2 if rest[0] in _AGENCY_GOODS else 1
        if length <= len(rest) and rest[length - 1][0].isupper():
            return length
    return 0


def _names_length(words: Sequence[Word], opens: bytearray, i: int) -> int:
    """How many of the capitalised words from word i on name the photographer; the last of them opens the next sentence."""
    end = i
    while end < len(words) and words[end].text[0].isupper() and (end == i or not opens[end]) and end - i < _LONGEST_CREDIT:
        end += 1
    names = end - i
    if end == len(words) or opens[end]:
        return names
    patronymic = words[end - 1].text.endswith(("son", "dóttir"))
    return max(names - (2 if patronymic and names > 2 else 1), min(names, 1))
