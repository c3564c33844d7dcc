"""What of a text a hit shows: the whole title, and the piece of the body that shows the query best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from icenews_nlp.search.results.hits import Mark, Passage

Range = tuple[int, int]
"""Half-open, in code points."""

LENGTH: Final = 240
"""Code points of a snippet, at most: some three lines."""


def whole(text: str, ranges: Sequence[Range]) -> Passage:
    """All of a text, such as a title.

    Args:
        ranges: what to mark; in order, not overlapping.
    """
    return _passage(text, (0, len(text)), ranges)


def best_passage(text: str, sentences: Sequence[Range], ranges: Sequence[Range], length: int = LENGTH) -> Passage:
    """The piece of a text, of at most `length` code points, that shows the most different matches, then the most matches.

    It is one or more whole sentences, or a piece of a sentence that is too long for that, cut between words. Of pieces that
    show as much the first is taken, and the beginning of the text where nothing matched. Matches differ when their words do,
    in whatever letters.

    Args:
        sentences: in order, not overlapping; the text is one sentence where there are none.
        ranges: what to mark; in order, not overlapping, each inside a sentence. A match that does not fit into `length` is cut.
    """
    trimmed = [_trimmed(text, sentence) for sentence in sentences or [(0, len(text))]]
    pieces = _pieces(text, [(begin, stop) for begin, stop in trimmed if begin < stop], ranges, length)
    return _passage(text, _richest(text, pieces, ranges), ranges)


def _passage(text: str, piece: Range, ranges: Sequence[Range]) -> Passage:
    begin, stop = piece
    marks = [(max(start, begin) - begin, min(end, stop) - begin) for start, end in ranges if start < stop and begin < end]
    return Passage(text=text[begin:stop], marks=tuple(Mark(start=start, end=end) for start, end in marks), start=begin)


def _trimmed(text: str, piece: Range) -> Range:
    """Without white space at its ends."""
    begin, stop = piece
    while begin < stop and text[stop - 1].isspace():
        stop -= 1
    while begin < stop and text[begin].isspace():
        begin += 1
    return begin, stop


# ---- pieces to choose from: they begin, and end, ever later in the text


def _pieces(text: str, sentences: Sequence[Range], ranges: Sequence[Range], length: int) -> Iterator[Range]:
    """What begins with the first sentence, or with one that has a match, and pieces of sentences that are too long."""
    first = 0
    for i, (begin, stop) in enumerate(sentences):
        starts = []
        while first < len(ranges) and ranges[first][0] < stop:
            starts.append(ranges[first][0])
            first += 1
        if i and not starts:
            continue
        if stop - begin > length:
            yield from _views(text, (begin, stop), starts, length)
        else:
            yield begin, _last_that_fits(sentences, i, length)


def _last_that_fits(sentences: Sequence[Range], i: int, length: int) -> int:
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
    return _trimmed(text, (begin, end))


def _richest(text: str, pieces: Iterator[Range], ranges: Sequence[Range]) -> Range:
    """The piece that shows most, found in one walk over pieces and matches."""
    shown: Counter[str] = Counter()
    best, most = (0, 0), (-1, -1)
    first = last = 0
    for begin, stop in pieces:
        while last < len(ranges) and ranges[last][0] < stop:
            shown[_word(text, ranges[last])] += 1
            last += 1
        while first < last and ranges[first][0] < begin:
            word = _word(text, ranges[first])
            shown[word] -= 1
            if not shown[word]:
                del shown[word]
            first += 1
        if (len(shown), last - first) > most:
            best, most = (begin, stop), (len(shown), last - first)
    return best


def _word(text: str, match: Range) -> str:
    return text[match[0] : match[1]].casefold()
