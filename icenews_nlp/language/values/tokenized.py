"""A text's words, sentences and values, which the steps after the tokenizer work on."""

from __future__ import annotations

from typing import NamedTuple

from icenews_nlp.language.tokenization.tokenizer import tokenize
from icenews_nlp.language.tokenization.words import Word
from icenews_nlp.language.values.parsed_values import parse_values
from icenews_nlp.language.values.value import ParsedValue


class Tokenized(NamedTuple):
    """A text's words, its sentences as half-open ranges of words, and its values."""

    words: list[Word]
    sentences: list[tuple[int, int]]
    values: list[ParsedValue]


def tokenize_with_values(text: str) -> Tokenized:
    """Cut a text into words and sentences, and parse its values.

    Args:
        text: any text.

    Returns:
        What `tokenize` returns, with values in the place of the raw tokens.
    """
    tokens = tokenize(text)
    return Tokenized(tokens.words, tokens.sentences, parse_values(tokens))
