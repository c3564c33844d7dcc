"""Scores of entity labels -> spans of words."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from icenews_nlp.labels import EntityLabel, TokenKind
from icenews_nlp.language.tagging.scores import Floats
from icenews_nlp.language.tokenization.words import Word
from icenews_nlp.language.values.agreement import names_money
from icenews_nlp.language.values.parsed_values import CLOCK
from icenews_nlp.language.values.value import ParsedValue, label_of

SCORE_DIGITS: Final = 4
"""Decimals of an entity's score; the tagger's floats mean nothing beyond them."""
_DATED: Final = (EntityLabel.DATE.value, EntityLabel.TIME.value)


class LabelSpan(NamedTuple):
    """Words of one sentence that make an entity."""

    first: int
    last: int
    """Inclusive."""
    label: str
    score: float
    """The geometric mean of the words' probabilities, 0 to 1."""


def label_spans(scores: Floats, labels: Sequence[str]) -> list[LabelSpan]:
    """The spans of the most likely valid sequence of IOB2 labels; `scores` are logarithms, word x label."""
    best = scores.argmax(axis=1)
    if not best.any():  # column 0 is O, and most sentences have nothing else
        return []
    names = [labels[i] for i in best.tolist()]
    if not _is_valid(names):
        best = _best_valid(scores, labels)
        names = [labels[i] for i in best.tolist()]
    picked = scores[np.arange(len(best)), best]
    spans = []
    for i, name in enumerate(names):
        if name[:1] == "B":
            last = i
            while last + 1 < len(names) and names[last + 1] == f"I-{name[2:]}":
                last += 1
            score = round(float(np.exp(picked[i : last + 1].mean())), SCORE_DIGITS)
            spans.append(LabelSpan(i, last, name[2:], score))
    return spans


def with_values(spans: Sequence[LabelSpan], values: Sequence[ParsedValue]) -> list[LabelSpan]:
    """The spans in order, and a span for every amount, percentage, date and time that none of them overlaps.

    A date needs a month, for a number that may be a year may be something else, and months of no year are no entity in
    MIM-GOLD-NER (`á fyrsta ársfjórðungi`). What is read off the text has score 1.
    """
    taken = {i for span in spans for i in range(span.first, span.last + 1)}
    added = [
        LabelSpan(value.first, value.last, label.value, 1.0)
        for value in values
        if (label := label_of(value.content)) is not None
        and _is_surely_entity(value.content)
        and not _is_of_any_year(value.content)
        and taken.isdisjoint(range(value.first, value.last + 1))
    ]
    return sorted([*spans, *added])


def _is_surely_entity(content: Mapping[str, Any]) -> bool:
    first = content["first"] if content["kind"] == "range" else content
    return first["kind"] != "date" or first["month"] is not None


def _is_of_any_year(content: Mapping[str, Any]) -> bool:
    """Whether the content is a range of months that no year is told of."""
    last = content["last"] if content["kind"] == "range" else {}
    return last.get("kind") == "date" and not last["year"] and not last["day"]


def fitted(
    spans: Sequence[LabelSpan], values: Sequence[ParsedValue], words: Sequence[Word], scores: Container[int] = ()
) -> list[LabelSpan]:
    """The spans, where an amount, percentage or day is the whole of what is written, and an amount has money beside it.

    The value grows a span that it holds, so that `0,25` becomes `0,25 prósentustig`; `65.000` before `smit` is no amount. Of
    a list of days each is a date, and of one of amounts each is one.

    Args:
        spans: the spans.
        values: what was read off the words.
        words: the words of the text.
        scores: the words that are in scores of matches or times of races; there is no date or time in them.
    """
    holding = {i: value for value in values for i in range(value.first, value.last + 1)}
    found: list[LabelSpan] = []
    for span in spans:
        listed = _listed(span, holding)
        if listed:
            found += [span._replace(first=one.first, last=one.last) for one in listed]
            continue
        value = holding.get(span.first)
        if span.label == EntityLabel.MONEY.value and not names_money(words, span.first, span.last):
            continue
        if (span.label in _DATED and span.first in scores) or (value is not None and _refutes(value, span)):
            continue
        if value is not None and span.last <= value.last and label_of(value.content) == span.label:
            span = span._replace(first=value.first, last=value.last) if _is_surely_entity(value.content) else span
        if not found or found[-1].last < span.first:
            found.append(span)
    return found


def _refutes(value: ParsedValue, span: LabelSpan) -> bool:
    """Whether a span is no date and no money, because the value that holds it is something else: `1777` of `í síma 1777`."""
    kind = value.content["kind"]
    if span.label == EntityLabel.MONEY.value:
        return kind == "measurement"  # `1,8 milljónir` of `1,8 milljónir tonna`
    is_range = kind == "number" and value.content.get("upper") is not None and span.last <= value.last
    return span.label in _DATED and (kind == "telephone" or is_range)


def _listed(span: LabelSpan, holding: Mapping[int, ParsedValue]) -> list[ParsedValue]:
    """The days of a list in one Date (`12.-14. mars og 3.-5. maí`), the amounts of one in one Money; [] for what is no list."""
    inside = {holding[i].first: holding[i] for i in range(span.first, span.last + 1) if i in holding}
    values = [value for value in inside.values() if _is_of_list(value.content, span.label)]
    return values if len(values) > 1 else []


def _is_of_list(content: Mapping[str, Any], label: str) -> bool:
    """Whether the content is a whole one of those that an entity of that label may list."""
    if label == EntityLabel.MONEY.value:
        return bool(content["kind"] == "amount")
    first = content["first"] if content["kind"] == "range" else content
    return label == EntityLabel.DATE.value and first["kind"] == "date" and first["day"] is not None


def trimmed(spans: Sequence[LabelSpan], words: Sequence[Word]) -> list[LabelSpan]:
    """The spans without punctuation, hashtags and users at their ends; one that holds nothing else is no entity."""
    found = []
    for span in spans:
        inside = [i for i in range(span.first, span.last + 1) if _may_end_name(words[i])]
        if inside:
            found.append(span._replace(first=inside[0], last=inside[-1]))
    return found


def _may_end_name(word: Word) -> bool:
    return any(c.isalnum() for c in word.norm.replace("&nbsp;", "")) and word.kind not in (TokenKind.HASHTAG, TokenKind.MENTION)


def split_times(spans: Sequence[LabelSpan], norms: Sequence[str]) -> list[LabelSpan]:
    """The spans, where a clock time at the end of a Date (`12. september 2023 06:49`) is a Time of its own.

    That is MIM-GOLD-NER's way.
    """
    found = []
    for span in spans:
        inside = range(span.first + 1, span.last + 1) if span.label == EntityLabel.DATE.value else ()
        at = next((i for i in inside if CLOCK.fullmatch(norms[i])), None)
        if at is None:
            found.append(span)
        else:
            found += [span._replace(last=at - 1), span._replace(first=at, label=EntityLabel.TIME.value)]
    return found


def _is_valid(names: Sequence[str]) -> bool:
    return all(_may_follow(before, name) for before, name in zip(["O", *names], names, strict=False))


def _may_follow(before: str, name: str) -> bool:
    """An I- label continues an entity of its own kind, and a B- label does not follow one of its own kind.

    Two names of one kind stand side by side, with nothing between, 44 times among the 13,500 of the gold data.
    """
    same_kind = before[2:] == name[2:]
    return same_kind if name[:1] == "I" else name[:1] != "B" or not same_kind


def _best_valid(scores: Floats, labels: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Viterbi over the labels, where the only rule is `_may_follow`."""
    barrier = np.array([[0.0 if _may_follow(before, name) else -np.inf for name in labels] for before in labels])
    start = barrier[list(labels).index("O")]
    total = scores[0] + start
    back = np.zeros((len(scores), len(labels)), dtype=np.intp)
    for i in range(1, len(scores)):
        paths = total[:, None] + barrier
        back[i] = paths.argmax(axis=0)
        total = paths.max(axis=0) + scores[i]
    path = [int(total.argmax())]
    for i in range(len(scores) - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return np.array(path[::-1], dtype=np.intp)
