"""Lines that say who wrote an article and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from icenews_nlp.intake.bylines import authors_of
from icenews_nlp.intake.page import Page
from icenews_nlp.intake.times import PageTime, find_time
from icenews_nlp.intake.words import word_set

LONGEST: Final = 120
"""Characters of such a line."""


_CLOCK: Final = re.compile(r"(?:kl(?:\.|ukkan)? ?)?(?:[01]?\d|2[0-3])[:.][0-5]\d", re.IGNORECASE)
_PHOTOS: Final = re.compile(r"(?:ljós)?(?:mynd|myndir|myndataka|grafík|klipping) ?: ?(?-i:[A-ZÁÉÍÓÚÝÞÆÖ])", re.IGNORECASE)
_DAYS: Final = re.compile(r"\b(?:mánu|þriðju|miðviku|fimmtu|föstu|laugar|sunnu)dag(?:ur|urinn|inn)?\b,?", re.IGNORECASE)
_WORDS: Final = re.compile(r"\w+")
_TIME_WORDS: Final = word_set("birt birtist uppfært breytt síðast skrifað þann kl klukkan fréttir")
_BYLINE_WORDS: Final = _TIME_WORDS | word_set("eftir höfundur viðtal texti myndir mynd ljósmyndir skrifar skrifa og")


def read_facts(line: str, page: Page) -> bool:
    """Whether a line is a byline, a time or both, which are noted."""
    if len(line) > LONGEST:
        return False
    times, rest = _times(line)
    names = authors_of(rest)
    if times and not names and sum(word.isalnum() and word.lower() not in _TIME_WORDS for word in _WORDS.findall(rest)) > 1:
        return False
    if times:
        page.published = page.published or times[0].moment
    if names:
        page.authors = page.authors or names
    return bool(times or names)


def is_header(line: str, authors: Sequence[str]) -> bool:
    """Whether a line has nothing but a byline and a time: as `read_facts`, or one that names authors who are known."""
    if len(line) > LONGEST:
        return False
    if read_facts(line, Page()) or is_time(line) or _PHOTOS.match(line):
        return True
    rest = _times(line)[1]
    known = [name for name in authors if name and name in rest]
    for name in known:
        rest = rest.replace(name, " ")
    return bool(known) and all(word.lower() in _BYLINE_WORDS for word in _WORDS.findall(rest) if word.isalpha())


def _times(line: str) -> tuple[list[PageTime], str]:
    """The times of a line, two at most, and the rest of it."""
    times: list[PageTime] = []
    while len(times) < 2 and (time := find_time(line)):
        times.append(time)
        line = f"{line[: time.start]} {line[time.end :]}"
    return times, _DAYS.sub(" ", line) if times else line


def is_time(line: str) -> bool:
    """Whether a line is a time and nothing else; one of the day too, as entries of live blogs have it."""
    if _CLOCK.fullmatch(line):
        return True
    return len(line) <= LONGEST and read_facts(line, found := Page()) and not found.authors
