"""Raw tokens -> words by MIM-GOLD's idea of a word: no whitespace inside, and what is written together stays together.

Where MIM-GOLD does not, `tokenizer` splits `COVID-19`, `10-12` and `menningar-`, and joins `12. september`. The second is
corrected by splitting at whitespace, the first by asking of every boundary without whitespace if it lies inside a word.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

from icenews_nlp.labels import TokenKind
from icenews_nlp.language.tokenization.boundaries import inside_word
from icenews_nlp.language.tokenization.periods import CAPITAL, ROMAN, SMALL, Around, belongs

NO_BREAK: Final = 0
SOFT_BREAK: Final = 1
"""The tokenizer thinks that a sentence opens here."""
HARD_BREAK: Final = 2
"""The layout, or a credit glued to a sentence, says that a sentence opens here."""


class Raw(NamedTuple):
    """A token as `tokenizer` gave it: a range of the text, the tokenizer's name for its type, and its value."""

    start: int
    end: int
    type: str
    val: object
    opens: int
    """NO_BREAK, SOFT_BREAK or HARD_BREAK before the token."""


class Word(NamedTuple):
    """A word, number, punctuation or symbol: `text[start:end]`, with no whitespace inside."""

    start: int
    end: int
    text: str
    norm: str
    kind: TokenKind


AGENCIES: Final = frozenset({"EPA", "EPA-EFE", "AFP", "AP", "EFE", "NTB", "TT", "Getty", "Reuters", "Scanpix", "Ritzau"})
"""News agencies that stand alone as the credit of a photo."""

_GLUED_NAMES: Final = "|".join(sorted(AGENCIES | {"RÚV"}, key=len, reverse=True))
_GLUED_CREDIT: Final = re.compile(f"(?:{_GLUED_NAMES})(?=[{CAPITAL}][{SMALL}])")
_NO_SPACE: Final = re.compile("[^ ]+")
_SIGNS_APART: Final = re.compile("[!?…]|[^!?… ]+")
_NAMES_APART: Final = re.compile(f"–(?=[{CAPITAL}])|(?:[^–]|–(?![{CAPITAL}]))+")
_WITH_CLIPPED: Final = frozenset({"DATE", "DATEABS", "DATEREL", "MEASUREMENT"})
_CLIPPED: Final = frozenset(
    {"jan", "feb", "apr", "jún", "júl", "ág", "ágú", "sep", "sept", "okt", "nóv", "des", "mín", "klst", "sek", "cm", "km", "kg"}
)
_INVISIBLE: Final = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_NEEDS_NORM: Final = re.compile("[^\\x00-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u2190-\u2328]")
"""A character that may be invisible or not in NFC; without one, a text is its own norm (all below U+0300 are in NFC)."""
MOST_MARKS: Final = 30
"""Combining marks in a row that are sorted together."""
_ESCAPE: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

_KIND_OF_TYPE: Final = {
    "URL": TokenKind.URL,
    "DOMAIN": TokenKind.URL,
    "EMAIL": TokenKind.EMAIL,
    "HASHTAG": TokenKind.HASHTAG,
    "USERNAME": TokenKind.MENTION,
    "ORDINAL": TokenKind.NUMBER,
}


def form_words(text: str, safe: str, raws: Sequence[Raw]) -> tuple[list[Word], list[int]]:
    """The words of the text, and for each its break (see `Raw.opens`).

    `safe` is the text as the tokenizer saw it, character for character: whitespace is a space and an escape is its character.
    """
    pieces = _pieces(safe, raws)
    words: list[Word] = []
    kinds: dict[str, TokenKind] = {}  # of punctuation, which recurs
    plain = not _NEEDS_NORM.search(text) and not ("&" in text and _ESCAPE.search(text))
    for start, end, type_, _ in pieces:
        surface = text[start:end]
        norm = surface if plain or (surface.isascii() and "&" not in surface) else _norm(surface)
        if type_ == "WORD" and norm.isalpha():
            kind = TokenKind.WORD
        elif type_ == "PUNCTUATION":
            kind = kinds.get(norm) or kinds.setdefault(norm, _kind(norm, type_))
        else:
            kind = _kind(norm, type_)
        words.append(Word(start, end, surface, norm, kind))
    return words, [piece.opens for piece in pieces]


class _Piece(NamedTuple):
    """The range of a word, the tokenizer's type of it, and the break before it (see `Raw.opens`)."""

    start: int
    end: int
    type: str
    opens: int


def _pieces(safe: str, raws: Sequence[Raw]) -> list[_Piece]:
    """The ranges of the words."""
    pieces: list[_Piece] = []
    end, opening, goes_on = -1, 0, False
    for i, raw in enumerate(raws):
        opens = NO_BREAK if goes_on else raw.opens  # the period before is of a word: it ends no sentence
        opening = i if opens else opening
        glued = raw.start == end and not opens
        around = _around(safe, raws, i, opening) if glued and raw.end == raw.start + 1 and safe[raw.start] == "." else None
        goes_on = around is not None and belongs(around)
        first, *rest = _split(safe, _Piece(raw.start, raw.end, raw.type, opens))
        if goes_on:
            pieces[-1] = _with_period(safe, pieces[-1], first)
        elif glued and _belongs_to(safe, raws, i):
            pieces[-1] = _joined(pieces[-1], first)
        else:
            pieces.append(first)
        pieces += rest
        end = raw.end
    return pieces


def _belongs_to(safe: str, raws: Sequence[Raw], i: int) -> bool:
    """Whether the beginning of `raws[i]` is of one word with the end of the token before it."""
    start = raws[i].start
    return _is_clipped(safe, raws[i - 1]) if safe[start] == "." else inside_word(safe, start)


def _joined(head: _Piece, tail: _Piece) -> _Piece:
    return head._replace(end=tail.end, type="WORD" if tail.type == "WORD" else head.type)


def _with_period(safe: str, head: _Piece, period: _Piece) -> _Piece:
    """Digits or a Roman numeral with their period are an ordinal, letters an abbreviation or an initial."""
    is_letters = safe[head.start : period.start].isalpha()
    is_numeral = period.start - head.start > 1 and bool(ROMAN.fullmatch(safe, head.start, period.start))
    return _joined(head, period)._replace(type="WORD" if is_letters and not is_numeral else "ORDINAL")


def _split(safe: str, piece: _Piece) -> list[_Piece]:
    """A token as its words."""
    start, end, type_, _ = piece
    if safe.find(" ", start, end) >= 0:
        return _cut(safe, piece, _NO_SPACE)
    if type_ == "PUNCTUATION" and end - start > 1:
        return _cut(safe, piece, _SIGNS_APART)
    if type_ == "WORD" and safe.find("–", start, end) > start:
        return _cut(safe, piece, _NAMES_APART)
    if type_ == "WORD" and end - start > 3 and safe[start : start + 2].isupper():
        return _without_credit(safe, piece)
    return [piece]


def _cut(safe: str, piece: _Piece, part: re.Pattern[str]) -> list[_Piece]:
    """`12. september` as its words, `!?` as its characters, and `Fram–Valur` as two names and a dash, as MIM-GOLD has them."""
    found = [piece._replace(start=m.start(), end=m.end()) for m in part.finditer(safe, piece.start, piece.end)]
    return [found[0], *(one._replace(opens=NO_BREAK) for one in found[1:])]


def _without_credit(safe: str, piece: _Piece) -> list[_Piece]:
    """AFPForsetinn, a credit glued to the sentence after it, as two words."""
    credit = _GLUED_CREDIT.match(safe, piece.start, piece.end)
    if not credit:
        return [piece]
    cut = credit.end()
    return [piece._replace(end=cut, opens=max(piece.opens, HARD_BREAK)), piece._replace(start=cut, opens=HARD_BREAK)]


def _is_clipped(safe: str, raw: Raw) -> bool:
    """Whether a date or measurement ends in a clipped word, whose period the tokenizer leaves out at the end of a sentence."""
    return raw.type in _WITH_CLIPPED and safe[raw.start : raw.end].rpartition(" ")[2].lower() in _CLIPPED


def _around(safe: str, raws: Sequence[Raw], i: int, opening: int) -> Around | None:
    """What stands around the period `raws[i]` of the sentence that begins at `raws[opening]`; None at the end of a line."""
    if i + 1 >= len(raws) or raws[i + 1].opens == HARD_BREAK:
        return None
    earlier, before, after, later = (
        safe[raws[k].start : raws[k].end] if opening <= k < len(raws) else "" for k in (i - 2, i - 1, i + 1, i + 2)
    )
    spaced = raws[i + 1].start > raws[i].end
    return Around(earlier, before, after, later, min(i - 1 - opening, 2), spaced, safe[raws[opening].start].isupper())


def resolve_escapes(text: str, filler: str) -> str:
    """The text with every HTML escape as its character, filled up to the same length."""
    if "&" not in text:
        return text
    return _ESCAPE.sub(lambda m: _sign_of(m[0]) + filler * (len(m[0]) - 1), text)


def _sign_of(escape: str) -> str:
    sign = html.unescape(escape)
    # an escaped space must not split a word of ours, nor vanish: it is a token of its own
    return sign if len(sign) == 1 and sign.isprintable() and not sign.isspace() else "|"


def nfc(text: str) -> str:
    """The text in NFC, in time in proportion to its length.

    Python sorts the marks on a letter in time that grows with their square, so of more than `MOST_MARKS` in a row each such
    stretch is normalised by itself, as in the Stream-Safe Text Format of Unicode Standard Annex #15.
    """
    if len(text) <= MOST_MARKS or text.isascii():
        return unicodedata.normalize("NFC", text)
    parts, start, marks = [], 0, 0
    for i, char in enumerate(text):
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks > MOST_MARKS:
            parts.append(unicodedata.normalize("NFC", text[start:i]))
            start, marks = i, 1
    return "".join([*parts, unicodedata.normalize("NFC", text[start:])])


def _norm(surface: str) -> str:
    norm = html.unescape(surface) if "&" in surface and _ESCAPE.search(surface) else surface
    norm = nfc(_INVISIBLE.sub("", norm))
    return surface if not norm or norm != norm.strip() else norm


def _kind(norm: str, type_: str) -> TokenKind:
    kind = _KIND_OF_TYPE.get(type_)
    if kind is not None:
        return kind
    if type_ not in ("PUNCTUATION", "UNKNOWN"):
        if any(map(str.isalpha, norm)) and (type_ == "WORD" or not any(map(str.isdigit, norm))):
            return TokenKind.ABBREVIATION if norm[-1] == "." or "." in norm[1:-1] else TokenKind.WORD
        if any(map(str.isdigit, norm)):
            return TokenKind.NUMBER
    signs = all(unicodedata.category(char)[0] == "P" for char in norm)
    return TokenKind.PUNCTUATION if signs else TokenKind.SYMBOL
