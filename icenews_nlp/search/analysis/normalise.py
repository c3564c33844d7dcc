"""How words are spelled in an index, the same for documents and queries: one case, one hyphen, and the ways to write one word.

Names of sources too, which are compared whole. Knows letters and punctuation only; `lexicon` is what knows words.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from typing import Final

_HYPHENS: Final = str.maketrans({"‐": "-", "‑": "-", "–": "-"})
"""Hyphens of other kinds, and the dash that some write in their place (`Norður–Kórea`)."""
_PLAIN: Final = str.maketrans(
    {"þ": "th", "ð": "d", "æ": "ae", "ö": "o", "ø": "o", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ı": "i"}
)
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_PIECE: Final = re.compile(r"[^-]+")


def key(word: str) -> str:
    """A lemma or form as the index has it: lower case, and every hyphen the same."""
    return word.lower().translate(_HYPHENS)


def titled(word: str) -> str:
    """The word as a name is written: `jong-un` is Jong-Un; what has a capital already stays."""
    return word if word[:1].isupper() else "-".join(piece[:1].upper() + piece[1:] for piece in word.split("-"))


def folded(text: str) -> str:
    """The text as one types it without Icelandic letters: `Forsætisráðherra` is `forsaetisradherra`."""
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text.lower()).translate(_PLAIN))
    return "".join(char for char in decomposed if unicodedata.category(char) != "Mn")


def source_key(source: str) -> str:
    """What two spellings of one source share: case, spaces and the way that accents are composed make no difference."""
    return " ".join(unicodedata.normalize("NFC", source).lower().split())


def source_hash(source: str) -> str:
    """Stands for `source_key` where an engine cannot hold every text: lone surrogates, NUL, a text of any length."""
    return sha256(source_key(source).encode("utf-8", "surrogatepass")).hexdigest()


def spellings(word: str) -> tuple[str, ...]:
    """The key of a word, then other spellings that mean the same.

    `norður-kóreskur` and `norðurkóreskur`, `kr.` and `kr`, `1.500` and `1500`, `#covid` and `covid`.
    """
    first = key(word)
    if first.isalnum():
        return (first,)
    found = [first]
    if "-" in first and any(map(str.isalpha, first)):
        found.append(first.replace("-", ""))
    if first[-1] == "." and any(map(str.isalnum, first)):
        found.append(first[:-1])
    if _THOUSANDS.fullmatch(first):
        found.append(first.replace(".", ""))
    if first[0] in "#@":
        found.append(first[1:])
    return tuple(spelling for spelling in dict.fromkeys(found) if spelling)


def hyphen_pieces(word: str) -> list[tuple[int, int]]:
    """Ranges of what stands between the hyphens of a word with letters; [] where it is one piece or a number."""
    plain = word.translate(_HYPHENS)
    if "-" not in plain or not any(map(str.isalpha, plain)):
        return []
    pieces = [match.span() for match in _PIECE.finditer(plain)]
    return pieces if len(pieces) > 1 else []
