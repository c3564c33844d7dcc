"""Captions of photos: what the photo shows, and who made it.

    >>> split_caption("Þingmenn ganga í kirkju. Ljósmynd/Anna Ösp")
    ('Þingmenn ganga í kirkju.', 'Anna Ösp')

Only the end of a text is looked at, so the cost does not grow with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from icenews_nlp.language.tokenization.words import AGENCIES

LONGEST: Final = 80
"""Characters of a credit."""

_OTHER_SOURCES: Final = (
    "EPA-EFE|REUTERS|Getty Images|DPA|PA|Shutterstock|iStock|Unsplash|Pexels|Wikimedia Commons|Wikipedia|Vísir|VÍSIR|"
    "RÚV|mbl.is|Morgunblaðið|Fréttablaðið|Stöð 2|DV|Heimildin|Stundin|Kjarninn|Bylgjan|Skjáskot|SKJÁSKOT|Aðsend|AÐSEND|"
    "Aðsend mynd|Aðsent|Samsett|Samsett mynd|Einkasafn|Úr einkasafni"
)
SOURCES: Final = tuple(sorted({*AGENCIES, *_OTHER_SOURCES.split("|")}, key=lambda name: (-len(name), name)))
"""Agencies, papers and kinds of pictures that stand for their maker; the longest first."""

_MARKS: Final = ("Ljósmyndari", "Ljósmynd", "Ljósmyndir", "Ljósm.", "Myndir", "Mynd", "Photo", "Foto", "©")
"""What introduces the maker: `Ljósmynd/Anna Ösp`, `Mynd: Anna Ösp`."""

_ENDS: Final = '.!?…“”"»)'
_NAME: Final = r"[A-ZÁÉÍÓÚÝÞÆÖ](?:\.|[\w'’-]{0,30})"
_NAMES: Final = rf"{_NAME}(?:(?: og |, | ?[/–-] ?| ){_NAME}){{0,5}}"
_SOURCE: Final = "|".join(map(re.escape, SOURCES))
_MARK: Final = "|".join(map(re.escape, _MARKS))
_INTRODUCED: Final = re.compile(rf"(?:{_MARK}|{_SOURCE})[/:]")
_CREDIT: Final = re.compile(
    rf"(?:{_MARK}) ?[/:]? ?(?P<by>{_NAMES}|{_SOURCE}|aðsend(?: mynd)?|samsett(?: mynd)?|úr einkasafni)"
    rf"|(?P<source>(?:{_SOURCE})(?: ?[/–-] ?\w[\w.]{{0,20}}|(?: ?[/–-] ?|, ?| ){_NAMES})?|{_NAMES} ?/ ?(?:{_SOURCE}))"
)
_GLUED: Final = re.compile(
    rf"(?<=[.!?“”])(?:(?:{_MARK})/(?P<by>{_NAME}(?: {_NAME})?)|(?P<source>(?:{_SOURCE})(?:/{_NAME}(?: {_NAME})?)?))(?=\s|$)"
)


def split_caption(text: str) -> tuple[str, str | None]:
    """A caption and its credit; None where it has none. A caption may be nothing but a credit."""
    text = " ".join(text.split())
    end = len(text.rstrip(" .)"))
    for at in _starts(text):
        if found := _CREDIT.fullmatch(text, at, end):
            return text[:at].rstrip(" (–-|/"), found["by"] or found["source"]
    return text, None


def glued_credits(text: str) -> Iterator[tuple[int, int, str]]:
    """Credits that stand right behind the end of a sentence, as `bóginn.EPA` does: their ranges, and who they name."""
    for found in _GLUED.finditer(text):
        yield found.start(), found.end(), found["by"] or found["source"]


def spaced_credit(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    """The first credit between two sentences of a range, as `Pyongyang. AP Leiðtoginn` has it: its range, and who it names."""
    for found in _SPACED.finditer(text, start, end):
        return found.start("credit"), found.end("credit"), found["by"] or found["source"]
    return None


_SPACED: Final = re.compile(
    rf"(?<=[.!?“”]) (?P<credit>(?:{_MARK})[/:] ?(?P<by>{_NAME})|(?P<source>(?:{_SOURCE})(?:/{_NAME})?))(?= [A-ZÁÉÍÓÚÝÞÆÖ„])"
)


def _starts(text: str) -> Iterator[int]:
    """Where a credit may begin: with the text, after a sentence, in a parenthesis, or where its own first words show it."""
    if len(text) <= LONGEST:
        yield 0
    for at in range(max(len(text) - LONGEST, 1), len(text)):
        before = text[at - 1]
        if before in _ENDS or before == "(" or (before == " " and (text[at - 2] in _ENDS or _shows_credit(text, at))):
            yield at


def _shows_credit(text: str, at: int) -> bool:
    """Whether a maker is introduced here: `Frá fundinum Ljósmynd/Anna`, `Frá fundinum Vísir/Anna`."""
    return _INTRODUCED.match(text, at) is not None
