"""Raw tokens -> words by MIM-GOLD's idea of a word: no whitespace inside, and what is written together stays together.

`tokenizer` parts `COVID-19`, `10-12` and `menningar-` where MIM-GOLD does not, and joins `12. september` where MIM-GOLD does not.
The second is mended by cutting at whitespace, the first by asking at every boundary without whitespace if it lies inside a word.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

from icenews_nlp.labels import TokenKind

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
    """A word, number or sign: `text[start:end]`, with no whitespace inside."""

    start: int
    end: int
    text: str
    norm: str
    kind: TokenKind


AGENCIES: Final = frozenset("EPA AFP AP EFE NTB TT Getty Reuters Scanpix Ritzau EPA-EFE".split())
"""News agencies that stand alone as the credit of a photo."""

SENTENCE_WORDS: Final = frozenset(
    "Að Af Auk Á Áður Ásamt Bæði Ef Eftir Eins Einnig Ekki En Enda Engin Enginn Er Eru Fyrir Frá Fram Hann Hans Hafa Hefur Hennar "
    "Henni Hér Hið Hin Hinn Honum Hún Hvað Hver Hvernig Hvort Í Kom Með Meðal Meðan Mér Mín Nú Og Okkar Okkur Ég Sá Sagði Segir "
    "Sem Sér Síðan Sjá Sú Svo Til Um Undir Upp Úr Út Var Varð Verður Vegna Við Voru Yfir Það Þaðan Þannig Þar Þarna Þau Þá Þegar "
    "Þeim Þeir Þeirra Þess Þessi Þetta Þessir Þessar Þrátt Þú Því Þær Þó".split()
)
"""Words that open a sentence when they have a capital and are no part of a name: they tell `Jón P. Hann` from `Jón P. Jónsson`."""

ROMAN: Final = re.compile(r"(?=[IVXLC])(?:X[LC]|L?X{0,3})(?:I[XV]|V?I{0,3})")
_GLUED_CREDIT: Final = re.compile(rf"(?:{'|'.join(sorted(AGENCIES, key=len, reverse=True))}|RÚV)(?=[^\W\d_]{{2}})")
_INVISIBLE: Final = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_ESCAPE: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MONEY_SIGNS: Final = "€$£¥₽"
_JOINERS: Final = "\u200c\u200d\u2060"

_KIND_OF_TYPE: Final = {
    "WORD": TokenKind.WORD,
    "URL": TokenKind.URL,
    "DOMAIN": TokenKind.URL,
    "EMAIL": TokenKind.EMAIL,
    "HASHTAG": TokenKind.HASHTAG,
    "USERNAME": TokenKind.MENTION,
    "ORDINAL": TokenKind.NUMBER,
}


def form_words(text: str, safe: str, raws: Sequence[Raw]) -> tuple[list[Word], list[int]]:
    """The words of the text, and for each its break (see `Raw.opens`).

    `safe` is the text as the tokenizer saw it, character for character: whitespace is a space and an escape is its sign.
    """
    pieces = _pieces(safe, raws)
    words, breaks = [], []
    plain = text.isascii() or (unicodedata.is_normalized("NFC", text) and not _INVISIBLE.search(text))
    plain = plain and not ("&" in text and _ESCAPE.search(text))
    for start, end, type_, opens in pieces:
        surface = text[start:end]
        norm = surface if plain else _norm(surface)
        words.append(Word(start, end, surface, norm, _kind(norm, type_)))
        breaks.append(opens)
    return words, breaks


_Piece = tuple[int, int, str, int]  # start, end, type, break


def _pieces(safe: str, raws: Sequence[Raw]) -> list[_Piece]:
    """The ranges of the words."""
    out: list[_Piece] = []
    last_end, mended = -1, False
    for i, (start, end, type_, _, opens) in enumerate(raws):
        if mended:  # the period before was no end of a sentence
            opens, mended = min(opens, NO_BREAK), False
        if start == last_end and not opens:
            mended = safe[start] == "." and _is_roman_ordinal(safe, raws, i)
            if mended or _inside_word(safe, start):
                head = out[-1]
                word = type_ if type_ == "WORD" else head[2]
                out[-1] = (head[0], end, "ORDINAL" if mended else word, head[3])
                last_end = end
                continue
        last_end = end
        if type_ == "WORD" and safe[start : start + 2].isupper() and (credit := _GLUED_CREDIT.match(safe, start, end)):
            cut = credit.end()
            if safe[cut].isupper() and safe[cut + 1].islower():  # AFPForsetinn
                out += (start, cut, "WORD", max(opens, HARD_BREAK)), (cut, end, "WORD", HARD_BREAK)
                continue
        if type_ != "WORD" and " " in safe[start:end]:
            out += _cut(safe, start, end, type_, opens)
        else:
            out.append((start, end, type_, opens))
    return out


def _cut(safe: str, start: int, end: int, type_: str, opens: int) -> list[_Piece]:
    """A token with spaces inside (`12. september`) as its words."""
    out: list[_Piece] = []
    for part in safe[start:end].split(" "):
        if part:
            out.append((start, start + len(part), type_, NO_BREAK if out else opens))
        start += len(part) + 1
    return out


def _is_roman_ordinal(safe: str, raws: Sequence[Raw], i: int) -> bool:
    """Whether the period at `raws[i]` belongs to the number before it: `Karl III. Bretakonungur`, `Elísabet II. og`."""
    if i < 2 or i + 1 >= len(raws) or not ROMAN.fullmatch(safe, raws[i - 1].start, raws[i - 1].end):
        return False
    after = safe[raws[i + 1].start : raws[i + 1].end]
    named = safe[raws[i - 2].start].isupper() and raws[i - 2].end < raws[i - 1].start
    return named and raws[i + 1].opens != HARD_BREAK and after[0].isalpha() and after not in SENTENCE_WORDS


def _inside_word(safe: str, at: int) -> bool:
    """Whether the boundary before `safe[at]`, which has no whitespace at it, lies inside a word."""
    left, right = safe[at - 1], safe[at]
    after = safe[at + 1 : at + 2]
    if right in ".;!?)“”\"'":
        return False
    if right.isalnum():
        return _continues(safe, at, left)
    before = safe[at - 2] if at > 1 else " "
    if right in "-–":
        if left == ",":  # 1.500,-
            return before.isdigit() and not after.isalnum()
        if left == ".":  # 2.-5. mars
            return before.isdigit() and after.isdigit()
        # menningar- og; but not orð--orð, and a dash after a word is punctuation
        return (left.isalnum() or left in "%°") and (after.isalnum() or (right == "-" and after != "-"))
    if right == ",":
        return left.isdigit() and after == "-" and not safe[at + 2 : at + 3].isalnum()
    if right in "/:":  # 57/2001, 3:0, 20/mán
        return left.isdigit() and (after.isdigit() or (right == "/" and after.isalpha()))
    if right in "%‰°" or right in _MONEY_SIGNS:
        return left.isdigit() or (right in _MONEY_SIGNS and left.isalpha() and before in "0123456789 ")
    if right == "&":
        return left.isalnum() and after.isalnum()
    if right == "_":
        return left.isalnum()
    return _extends_sign(safe, at, left, right)


def _continues(safe: str, at: int, left: str) -> bool:
    """Whether the letter or digit at `at` goes on with the word before it."""
    if left.isalnum() or left in "_½¼¾" or left in _JOINERS or left in _MONEY_SIGNS:
        return left not in _MONEY_SIGNS or safe[at].isdigit()
    if left in "-–/:&":
        return at > 1 and (left != ":" or safe[at].isdigit()) and _inside_word(safe, at - 1)
    return left == "°" or _is_mark(left)


def _extends_sign(safe: str, at: int, left: str, right: str) -> bool:
    """Whether a sign is one with the sign before it: accents, emoji joined by U+200D, flags."""
    if right < "\u0300":
        return False
    if left in _JOINERS or right in _JOINERS or _is_mark(right) or "\U0001f3fb" <= right <= "\U0001f3ff":
        return True
    run = at
    while run and "\U0001f1e6" <= safe[run - 1] <= "\U0001f1ff":
        run -= 1
    return "\U0001f1e6" <= right <= "\U0001f1ff" and (at - run) % 2 == 1  # a flag is a pair of letters


def _is_mark(char: str) -> bool:
    return char >= "\u0300" and unicodedata.category(char)[0] == "M"


def resolve_escapes(text: str, filler: str) -> str:
    """The text with every HTML escape as its sign, filled up to the same length."""
    if "&" not in text:
        return text
    return _ESCAPE.sub(lambda m: _sign_of(m[0]) + filler * (len(m[0]) - 1), text)


def _sign_of(escape: str) -> str:
    sign = html.unescape(escape)
    # an escaped space must not part a word of ours, nor vanish: it is a sign of its own
    return sign if len(sign) == 1 and sign.isprintable() and not sign.isspace() else "|"


def _norm(surface: str) -> str:
    norm = html.unescape(surface) if "&" in surface and _ESCAPE.search(surface) else surface
    norm = unicodedata.normalize("NFC", _INVISIBLE.sub("", norm))
    return surface if not norm or norm != norm.strip() else norm


def _kind(norm: str, type_: str) -> TokenKind:
    if type_ == "WORD" and norm.isalpha():
        return TokenKind.WORD
    kind = _KIND_OF_TYPE.get(type_)
    if kind is not None and (kind is not TokenKind.WORD or (norm[-1] != "." and any(map(str.isalnum, norm)))):
        return kind
    if any(map(str.isdigit, norm)):
        return TokenKind.NUMBER
    if any(map(str.isalpha, norm)):
        short = norm[-1] == "." or (type_ == "ABBREVIATION" and not norm.isupper())
        return TokenKind.ABBREVIATION if short else TokenKind.WORD
    signs = all(unicodedata.category(char)[0] == "P" for char in norm)
    return TokenKind.PUNCTUATION if signs else TokenKind.SYMBOL
