"""What of a text a hit shows: the whole title, and the piece of the body that shows the query best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from icenews_nlp.search.ranges import Range, merged
from icenews_nlp.search.results.hits import Mark, Passage
from icenews_nlp.search.results.matching import Match

LENGTH: Final = 240
"""Code points of a snippet, at most: some three lines."""


def whole(text: str, matches: Sequence[Match]) -> Passage:
    """Show all of a text, such as a title.

    Args:
        text: The field's text.
        matches: What to mark, in order.
    """
    return _passage(text, Range(0, len(text)), _marked(matches))


def best_passage(text: str, sentences: Sequence[tuple[int, int]], matches: Sequence[Match], length: int = LENGTH) -> Passage:
    """Show the piece of a text that has the most clauses of the query, then the most of its words, then the most matches.

    It is one or more whole sentences, or a piece of a sentence that is too long for that, cut between words. Of pieces that
    show as much the first is taken, and the beginning of the text where nothing matched.

    Args:
        text: The field's text.
        sentences: Half-open ranges in order, not overlapping; the text is one sentence where there are none.
        matches: What to mark; in order, each inside a sentence. A match that does not fit into `length` is cut.
        length: Code points, at most.
    """
    trimmed = [_trimmed(text, sentence) for sentence in sentences or [(0, len(text))]]
    ranges = _marked(matches)
    pieces = _pieces(text, [(begin, stop) for begin, stop in trimmed if begin < stop], ranges, length)
    return _passage(text, _richest(pieces, matches), ranges)


def _marked(matches: Sequence[Match]) -> list[Range]:
    return merged((match.start, match.end) for match in matches)


def _passage(text: str, piece: Range, ranges: Sequence[Range]) -> Passage:
    begin, stop = piece
    marks = [(max(start, begin) - begin, min(end, stop) - begin) for start, end in ranges if start < stop and begin < end]
    return Passage(text=text[begin:stop], marks=tuple(Mark(start=start, end=end) for start, end in marks), start=begin)


def _trimmed(text: str, piece: tuple[int, int]) -> tuple[int, int]:
    """Without white space at its ends."""
    begin, stop = piece
    while begin < stop and text[stop - 1].isspace():
        stop -= 1
    while begin < stop and text[begin].isspace():
        begin += 1
    return begin, stop


# ---- pieces to choose from: they begin, and end, ever later in the text


def _pieces(text: str, sentences: Sequence[tuple[int, int]], ranges: Sequence[Range], length: int) -> Iterator[Range]:
    """What begins with the first sentence, or with one that has a match, and pieces of sentences that are too long."""
    first = 0
    for i, (begin, stop) in enumerate(sentences):
        starts = []
        while first < len(ranges) and ranges[first].start < stop:
            starts.append(ranges[first].start)
            first += 1
        if i and not starts:
            continue
        if stop - begin > length:
            yield from _views(text, Range(begin, stop), starts, length)
        else:
            yield Range(begin, _last_that_fits(sentences, i, length))


def _last_that_fits(sentences: Sequence[tuple[int, int]], i: int, length: int) -> int:
    begin, stop = sentences[i]
    for _, later in islice(sentences, i + 1, None):
        if later - begin > length:
            break
        stop = later
    return stop


def _views(text: str, sentence: Range, starts: Sequence[int], length: int) -> Iterator[Range]:
    """The beginning of a long sentence, and what is around each match, with more after it than before."""
    begin, stop = sentence
    yield _cut(text, begin, begin, stop, length)
    for start in starts:
        at = max(begin, min(start - length // 4, stop - length))
        if at > begin and not text[at - 1].isspace():
            at = next((i + 1 for i in range(at, start) if text[i].isspace()), start)
        yield _cut(text, at, start, stop, length)


def _cut(text: str, begin: int, match: int, stop: int, length: int) -> Range:
    """At most `length` code points from `begin` on, up to the end of a word if one ends after the match's start."""
    end = min(stop, begin + length)
    if end < stop and not text[end].isspace():
        end = next((i for i in range(end - 1, match, -1) if text[i].isspace()), end)
    return Range(*_trimmed(text, (begin, end)))


def _richest(pieces: Iterator[Range], matches: Sequence[Match]) -> Range:
    """The piece that shows the most clauses of the query, then words, then matches; of equals the first.

    Pieces are short, so their matches are counted anew for each.
    """
    best, most = Range(0, 0), (-1, -1, -1)
    first = last = 0
    for piece in pieces:
        start, end = piece
        while last < len(matches) and matches[last].start < end:
            last += 1
        while first < last and matches[first].start < start:
            first += 1
        shown = matches[first:last]
        rank = len({match.clause for match in shown}), len({match.word for match in shown}), len(shown)
        if rank > most:
            best, most = piece, rank
    return best
