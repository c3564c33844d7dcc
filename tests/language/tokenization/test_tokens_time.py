"""Tokenizing takes time in proportion to the length of the text, whatever the text is."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from helpers.made_up_news import made_up_news
from icenews_nlp.language.tokenization.tokenizer import tokenize


def _seconds(text: str) -> float:
    """Seconds of this process alone, the best of two: other work on the machine must not fail a test."""
    return min(_once(text), _once(text))


def _once(text: str) -> float:
    began = time.process_time()
    tokenize(text)
    return time.process_time() - began


@pytest.mark.parametrize(
    ("make", "size"),
    [
        (lambda n: "a" * n, 200_000),
        (made_up_news, 200_000),
        (lambda n: "(" * n, 25_000),
        (lambda n: "1," * (n // 2), 25_000),
        (lambda n: "a&amp;" * (n // 6), 25_000),
        (lambda n: "? " * (n // 2), 25_000),
        (lambda n: " " * n, 200_000),
        (lambda n: "\n" * n, 200_000),
        (lambda n: "á\n" * (n // 2), 25_000),
        (lambda n: "🇮🇸" * (n // 2), 25_000),
    ],
    ids=["word", "news", "brackets", "digits", "escapes", "questions", "spaces", "lines", "one-letter-lines", "flags"],
)
def test_linear_time(make: Callable[[int], str], size: int) -> None:
    tokenize("hitum upp")
    small, large = make(size), make(4 * size)
    # four times the text would take sixteen times the time if it grew with the square
    assert _seconds(large) < 10 * max(_seconds(small), 0.01)


def test_ten_million_letters_are_one_word() -> None:
    text = "orð " + "a" * 10_000_000 + " orð."
    assert [word.end - word.start for word in tokenize(text).words] == [3, 10_000_000, 3, 1]
