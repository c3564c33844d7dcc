"""Tokenizing does work in proportion to the length of the text, whatever the text is: work is counted, not timed."""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from types import FrameType

import pytest
import tokenizer

from helpers.made_up_news import made_up_news
from icenews_nlp.language.tokenization import words
from icenews_nlp.language.tokenization.tokenizer import tokenize
from icenews_nlp.language.values.tokenized import tokenize_with_values

MOST_AT_ONCE = 5_000
"""Characters that `tokenizer`, whose time grows with their square, may be given at a time."""


def work(text: str) -> int:
    """Calls of functions while the text is tokenized and its values are parsed."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        tokenize_with_values(text)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    ("make", "size"),
    [
        (lambda n: "a" * n, 50_000),
        (made_up_news, 5_000),
        (lambda n: "(" * n, 2_000),
        (lambda n: "1," * (n // 2), 2_000),
        (lambda n: "a&amp;" * (n // 6), 2_000),
        (lambda n: "? " * (n // 2), 2_000),
        (lambda n: " " * n, 50_000),
        (lambda n: "\n" * n, 50_000),
        (lambda n: "á\n" * (n // 2), 2_000),
        (lambda n: "🇮🇸" * (n // 2), 2_000),
        (lambda n: "5. og " * (n // 6), 3_000),
        (lambda n: "tuttugu og " * (n // 11), 3_000),
        (lambda n: "1 " + "000 " * (n // 4), 3_000),
        (lambda n: "13. mars til " * (n // 13), 3_000),
        (lambda n: "í gær á föstudag " * (n // 17), 3_000),
    ],
    ids=[
        *("word", "news", "brackets", "digits", "escapes", "questions", "spaces", "lines", "one-letter-lines", "flags"),
        *("ordinals", "number-words", "groups", "ranges", "days"),
    ],
)
def test_work_grows_with_the_length(make: Callable[[int], str], size: int) -> None:
    tokenize_with_values("hitum upp")
    # four times the text would be sixteen times the work if it grew with the square
    assert work(make(4 * size)) < 6 * work(make(size)) + 1_000


def test_tokenizer_is_given_a_part_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    real = tokenizer.tokenize

    def recorded(text: str, **options: bool) -> Iterator[tokenizer.Tok]:
        given.append(len(text))
        return real(text, **options)

    monkeypatch.setattr(tokenizer, "tokenize", recorded)
    text = made_up_news(40_000)
    tokenize(text)
    assert max(given) <= MOST_AT_ONCE
    assert sum(given) <= len(text)


def test_marks_are_sorted_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []

    def recorded(form: str, text: str) -> str:
        given.append(len(text))
        return unicodedata.normalize(form, text)  # type: ignore[arg-type]  # one of four names

    monkeypatch.setattr(words, "unicodedata", UnicodeData(recorded))
    text = "a" + "\u0301\u0316" * 100_000
    (word,) = tokenize(text).words
    assert len(word.norm) == len(text) - 1, "of the marks only the first joins its letter"
    assert max(given) <= words.MOST_MARKS + 1
    assert sum(given) == len(text)


class UnicodeData:
    """The module unicodedata, with another `normalize`."""

    combining = staticmethod(unicodedata.combining)
    category = staticmethod(unicodedata.category)

    def __init__(self, normalize: Callable[[str, str], str]) -> None:
        self.normalize = normalize


@pytest.mark.parametrize("text", ["Ha\u030akon", "s\u030c" * 40, "e\u0301" + "x" * 100 + "\u0323\u0301", "Á" * 200, ""])
def test_what_has_few_marks_is_in_nfc(text: str) -> None:
    assert words.nfc(text) == unicodedata.normalize("NFC", text)


def test_long_rows_of_marks_keep_every_mark() -> None:
    text = "x" + "\u0316\u0301" * 100
    assert Counter(words.nfc(text)) == Counter(text)


def test_ten_million_letters_are_one_word() -> None:
    text = "orð " + "a" * 10_000_000 + " orð."
    assert [word.end - word.start for word in tokenize(text).words] == [3, 10_000_000, 3, 1]
