"""A page that was flattened into one line: where its headline, captions, body, topics and lists of other news meet.

headline byline `skrifar` time [caption. CREDIT] body [topics] `Mest lesið` headlines
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from icenews_nlp.intake.bylines import authors_of
from icenews_nlp.intake.credits import glued_credits, spaced_credit
from icenews_nlp.intake.flat.topics import split_topics
from icenews_nlp.intake.page import Page
from icenews_nlp.intake.times import PageTime, find_time
from icenews_nlp.intake.words import is_common, is_given_name, is_patronymic

HEADER: Final = 500
"""Characters in which headline, byline and time stand."""

CAPTION_WORDS: Final = 60
LIST_WORDS: Final = 60
"""Words without the end of a sentence that only a list of headlines has."""

LIST_WORDS_AT_END: Final = 12
LIST_STARTS: Final = 4
"""Of the last words of a page: so many, and so many headlines that begin among them, make a list."""

_LISTS: Final = re.compile(
    r"(?<=\s)(?:Mest lesið|Mest lesnar fréttir|Mest lesnu fréttirnar|Mest skoðað|Fleiri fréttir|Tengdar fréttir|Tengdar "
    r"greinar|Tengt efni|Nýjustu fréttir|Nýlegar fréttir|Aðrar fréttir|Helstu fréttir|Vinsælar fréttir|Skyldar fréttir)"
    r"(?: ?:)?(?=\s+[A-ZÁÉÍÓÚÝÞÆÖ0-9„])"
)
_FULL_STOP: Final = re.compile(
    r"(?<=\w)\.[“”\"]?(?=\s+[A-ZÁÉÍÓÚÝÞÆÖ„0-9]|\s*$)|[“”]?[!?](?=\s+[A-ZÁÉÍÓÚÝÞÆÖ„]|\s*$)|\.[“”](?=\s|$)"
)
_STOP: Final = re.compile(r"(?<=[^\W\d])\.[“”\"]?(?=\s+[A-ZÁÉÍÓÚÝÞÆÖ„0-9]|\s*$)")
_START: Final = re.compile(r"(?<=[a-záéíóúýðþæö] )[A-ZÁÉÍÓÚÝÞÆÖ„]")
_ROLE: Final = re.compile(r"\s+(skrifar|skrifa|blaðamaður|blaðamaður skrifar|fréttamaður)\s*[,|•·–-]?\s*$")
_AFTER: Final = re.compile(
    r"\s*((?:[A-ZÁÉÍÓÚÝÞÆÖ][\w.’'-]{0,30}\s+){1,4}(?:(?:og\s+)(?:[A-ZÁÉÍÓÚÝÞÆÖ][\w.’'-]{0,30}\s+){1,4})?)"
    r"(?:skrifar|skrifa|blaðamaður|fréttamaður)(?=\s)"
)
_UPDATED: Final = re.compile(r"\s*[(–|-]?\s*(?:síðast\s+)?(?:uppfært|breytt)\s*:?\s*", re.IGNORECASE)


def split_line(text: str) -> Page | None:
    """The parts of a page in one line; None if the line is none.

    It is one if a time ends its headline, and a byline stands beside the time or a list of other news at the end.
    """
    time = find_time(text, 0, HEADER)
    if time is None or (_STOP.search(text, 0, time.start) and not _ROLE.search(text[: time.start])):
        return None
    title, authors = _byline(text[: time.start])
    start, authors = _after_time(text, time, authors)
    end = _list_start(text, start)
    if not (authors or end < len(text)) or not title or len(title.split()) > 40:
        return None
    page = Page(title=title, authors=authors, published=time.moment)
    body, page.tags = _without_topics(text[start:end].strip()) if end < len(text) else (text[start:end].strip(), ())
    body = _without_first_caption(body, page)
    page.paragraphs = [part for part in [without_credits(body, page)] if part]
    return page


def without_credits(text: str, page: Page) -> str:
    """A text without the credits that are glued to the ends of sentences, which are noted.

    The sentence before one is noted as a caption; it stays in the text too, since nothing shows where the caption begins.
    """
    parts: list[str] = []
    at = 0
    for start, end, credit in glued_credits(text):
        credit, end = _trimmed(credit, end)
        part = text[at:start]
        stops = [stop.end() for stop in _FULL_STOP.finditer(part[-HEADER:])]
        page.add_caption(part[-HEADER:][stops[-2] if len(stops) > 1 else 0 :].strip(), credit)
        parts.append(part.rstrip())
        at = end
    parts.append(text[at:].lstrip() if parts else text)
    return " ".join(part for part in parts if part)


def _trimmed(credit: str, end: int) -> tuple[str, int]:
    """A credit without a last word that is an ordinary one, and so begins the next sentence: `EPA/Anna Forsetinn sagði`."""
    first, _, last = credit.rpartition(" ")
    if first and "/" in first and is_common(last):
        return first, end - len(last) - 1
    return credit, end


def _byline(head: str) -> tuple[str, list[str]]:
    """The headline and the authors, whose names `skrifar` follows."""
    head = " ".join(head.split())
    role = _ROLE.search(f"{head}")
    if not role:
        return head.rstrip(" |•·–-"), []
    words = head[: role.start()].split()
    authors: list[str] = []
    while count := _name_length(words):
        authors.insert(0, " ".join(words[-count:]).strip(","))
        words = words[:-count]
        if not words or not (words[-1] == "og" or words[-1].endswith(",")) or len(authors) > 3:
            break
        if words[-1] == "og":
            words = words[:-1]
    return " ".join(words), authors


def _name_length(words: Sequence[str]) -> int:
    """How many words at the end are the name of one person; 0 if none are."""
    if not words or not words[-1][0].isupper():
        return 0
    last = words[-1].strip(",")
    patronymic = last if is_patronymic(last) else ""
    count = 1
    while count < len(words) and count < 4 and _goes_before(words[-count - 1], words[-count - 2 : -count - 1], patronymic):
        count += 1
    if count == 1 and len(words) > 1 and words[-2][0].isupper() and not is_common(words[-2]):
        count = 2  # a foreign name
    return count


def _goes_before(word: str, before: Sequence[str], patronymic: str) -> bool:
    """Whether a word is a given name, or an initial or middle name behind one."""
    if not word[0].isupper():
        return False
    return is_given_name(word, patronymic) or (bool(before) and is_given_name(before[0], patronymic))


def _after_time(text: str, time: PageTime, authors: list[str]) -> tuple[int, list[str]]:
    """Where the body begins: behind a byline that follows the time, and times of changes."""
    start = time.end
    while (updated := _UPDATED.match(text, start)) and (again := find_time(text, updated.end(), updated.end() + 40)):
        if text[updated.end() : again.start].strip():
            break
        start = again.end + (text[again.end : again.end + 1] == ")")
    if not authors and (after := _AFTER.match(text, start)):
        authors = list(authors_of(f"{after[1]} skrifar"))
        start = after.end() if authors else start
    return start, authors


def _list_start(text: str, start: int) -> int:
    """Where the lists of other news begin that end the page; its length if there are none.

    A name of such lists may begin an ordinary sentence too. What follows it has no full stop for longer than any sentence, or
    till the end and has the starts of several headlines.
    """
    for found in _LISTS.finditer(text, start):
        stop = _STOP.search(text, found.end())
        reach = stop.start() if stop else len(text)
        words = len(text[found.end() : min(reach, found.end() + 20 * LIST_WORDS)].split())
        if words >= LIST_WORDS or (not stop and words >= LIST_WORDS_AT_END and _starts(text, found.end()) >= LIST_STARTS):
            return found.start()
    return len(text)


def _starts(text: str, at: int) -> int:
    return sum(1 for _ in _START.finditer(text, at))


def _without_topics(body: str) -> tuple[str, tuple[str, ...]]:
    """The body without the topics behind its last sentence."""
    at = len(body)
    for stop in _FULL_STOP.finditer(body, max(len(body) - HEADER, 0)):
        at = stop.end()
    topics = split_topics(body[at:]) if at < len(body) else ()
    return (body[:at], topics) if topics else (body, ())


def _without_first_caption(body: str, page: Page) -> str:
    """The body without the caption of the photo at its head, which is noted with its credit."""
    spaced = spaced_credit(body, 0, HEADER)
    glued = next(glued_credits(body[:HEADER]), None)
    found = min((one for one in (spaced, glued) if one), default=None)
    if found is None:
        return body
    start, end, credit = found
    caption = body[:start].strip()
    if len(caption.split()) > CAPTION_WORDS or sum(1 for _ in _FULL_STOP.finditer(caption)) > 2:
        return body
    credit, end = _trimmed(credit, end)
    page.add_caption(caption, credit)
    return body[end:].lstrip()
