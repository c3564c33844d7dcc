"""How words are spelled in an index, the same for documents and queries: one case, one hyphen, and the ways to write one word.

Names of sources too, which are compared whole. Knows letters and punctuation only; `lexicon` is what knows words.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from typing import Final

from icenews_nlp.labels import TokenKind

_HYPHENS: Final = str.maketrans(dict.fromkeys("‐‑–−", "-"))
"""Hyphens of other kinds, the dash that some write in their place (`Norður–Kórea`), and the minus sign (`−12`)."""
_SIGNS: Final = _HYPHENS | str.maketrans(dict.fromkeys("’‘ʼ´`′", "'"))
"""These, and apostrophes of other kinds: `O’Connor` and `O´Connor` are O'Connor."""
_JOINING_DASH: Final = re.compile(r"(?<=\w)–(?=\w)")
_UNNAMED_SYMBOLS: Final = frozenset({"Sm", "Sk"})
"""Unicode's categories of `+`, `=` and `´`, which nobody searches for as one may for `€` or an emoji."""
_PLAIN: Final = str.maketrans(
    {"þ": "th", "ð": "d", "æ": "ae", "ö": "o", "ø": "o", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ı": "i"}
)
PERCENT: Final = "prósent"
"""What `%` is in words."""

_PERCENT: Final = re.compile(r"[^%-]*\d%")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.){2,}")
_ADDRESS: Final = re.compile(r"(?:https?://)?(?:www\.)?([^\s/@]+\.[^\W\d_]{2,}(?:[/?#:].*)?)")
_HOST: Final = re.compile(r"[^/?#:]+")
_OLD_Z: Final = re.compile(r"(?<=\w)z(?=[bdðfghjklmnprstvxþ])")
"""What was written for s before consonants until 1973: `verzlun`, `beztur`; not that of `Gaza` and `pizza`."""
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_PIECE: Final = re.compile(r"[^-]+")
_LETTER: Final = re.compile(r"[^\W\d_]")
_DIGITS: Final = re.compile(r"\d+")
_DATE: Final = re.compile(r"\d{1,2}\.\d{1,2}\.(\d{4})")
_OF_YEAR: Final = re.compile(r"\d{4}/\d{2,4}|\d{1,3}/\d{4}")
"""A season (`2023/24`), or a number within a year (`80/2016`)."""


def key(word: str) -> str:
    """A lemma or form as the index has it: lower case, every hyphen the same and every apostrophe."""
    return word.lower().translate(_SIGNS)


def with_hyphens(text: str) -> str:
    """The text with hyphens for the dashes inside its words: `Norður–Kórea` and `5–10` become Norður-Kórea and 5-10."""
    return _JOINING_DASH.sub("-", text)


def is_sign(kind: TokenKind, norm: str) -> bool:
    """Whether a token only stands between words, as a comma and a `+` do: an index has no position for it."""
    if kind is TokenKind.PUNCTUATION:
        return True
    return kind is TokenKind.SYMBOL and all(unicodedata.category(char) in _UNNAMED_SYMBOLS for char in norm)


def titled(word: str) -> str:
    """The word as a name is written: `jong-un` is Jong-Un; what has a capital already stays."""
    return word if word[:1].isupper() else "-".join(piece[:1].upper() + piece[1:] for piece in word.split("-"))


def folded(text: str) -> str:
    """The text as one types it without Icelandic letters: `Forsætisráðherra` is `forsaetisradherra`."""
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFC", key(text)).translate(_PLAIN))
    return "".join(char for char in decomposed if unicodedata.category(char) != "Mn")


def source_key(source: str) -> str:
    """What two spellings of one source share: case, spaces and the way that accents are composed make no difference."""
    return " ".join(unicodedata.normalize("NFC", source).lower().split())


def source_hash(source: str) -> str:
    """Stands for `source_key` where an engine cannot hold every text: lone surrogates, NUL, a text of any length."""
    return sha256(source_key(source).encode("utf-8", "surrogatepass")).hexdigest()


def spellings(word: str) -> tuple[str, ...]:
    """The key of a word, then other spellings that mean the same.

    `norður-kóreskur` and `norðurkóreskur`, `o'connor` and `oconnor`, `kr.` and `kr`, `j.k.` and `jk`, `1.500` and `1500`,
    `#covid` and `covid`, `https://www.mbl.is/` and `mbl.is`, `verzlun` and `verslun`.
    """
    first = key(word)
    found = [first]
    if "z" in first:
        found.append(_OLD_Z.sub("s", first))
    if first.isalnum():
        return tuple(dict.fromkeys(found))
    if "-" in first and any(map(str.isalpha, first)):
        found.append(first.replace("-", ""))
    if "'" in first:
        found.append(first.replace("'", ""))
    if first[-1] == "." and any(map(str.isalnum, first)):
        found.append(first[:-1])
    if _INITIALS.fullmatch(first):
        found.append(first.replace(".", ""))
    if address := _ADDRESS.fullmatch(first):
        found.append(address[1].rstrip("/"))
    if _THOUSANDS.fullmatch(first):
        found.append(first.replace(".", ""))
    if first[0] in "#@":
        found.append(first[1:])
    return tuple(spelling for spelling in dict.fromkeys(found) if spelling)


def host(address: str) -> str | None:
    """The site of an address, as people type it: `ruv.is` of `https://www.ruv.is/frettir`."""
    found = _ADDRESS.fullmatch(key(address))
    site = _HOST.match(found[1]) if found else None
    return site[0] if site else None


def is_percent(number: str) -> bool:
    """Whether it is one number with a % after it, which others write `prósent`."""
    return _PERCENT.fullmatch(number) is not None


def initial_pieces(word: str) -> list[tuple[int, int]]:
    """Ranges of the letters of several initials: J and K of `J.K.`; [] of anything else, `a.m.k.` among it."""
    return [match.span() for match in _LETTER.finditer(word)] if _INITIALS.fullmatch(word) and word.isupper() else []


def hyphen_pieces(word: str) -> list[tuple[int, int]]:
    """Ranges of what stands between the hyphens of a word with letters; [] where it is one piece or a number."""
    plain = word.translate(_HYPHENS)
    if "-" not in plain or not any(map(str.isalpha, plain)):
        return []
    return _pieces(_PIECE, plain)


def number_pieces(number: str) -> list[tuple[int, int]]:
    """Ranges of the numbers that a number is written with and that people ask for alone; [] where it is one.

    1998 and 2004 of `1998-2004`, 2023 and 24 of `2023/24`, the year of `17.6.1944`; but nothing of `3,5`, `14:30` and `2/3`.
    """
    plain = number.translate(_HYPHENS)
    if date := _DATE.fullmatch(plain):
        return [date.span(1)]
    if "-" in plain:
        return _pieces(_PIECE, plain)
    return _pieces(_DIGITS, plain) if _OF_YEAR.fullmatch(plain) else []


def _pieces(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    found = [match.span() for match in pattern.finditer(text)]
    return found if len(found) > 1 else []
