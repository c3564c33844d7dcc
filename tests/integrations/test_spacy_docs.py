"""Words and whitespace of a Doc, and ranges of characters in it."""

from __future__ import annotations

import pytest
import spacy

from icenews_nlp.integrations.spacy.docs import doc_words, make_doc, words_within
from icenews_nlp.labels import LANG, TokenKind
from icenews_nlp.language.tokenization.words import Word

VOCAB = spacy.blank(LANG).vocab


def words_of(text: str) -> list[Word]:
    """Every run of characters that are not whitespace."""
    words, at = [], 0
    for form in text.split():
        start = text.index(form, at)
        at = start + len(form)
        words.append(Word(start, at, form, form, TokenKind.WORD))
    return words


MADE = {
    "": [],
    "a": [("a", False, True)],
    "a b": [("a", True, True), ("b", False, True)],
    "a  b": [("a", True, True), (" ", False, False), ("b", False, True)],
    "a\n b": [("a", False, True), ("\n ", False, False), ("b", False, True)],
    " a": [(" ", False, True), ("a", False, False)],
    "a ": [("a", True, True)],
    "a\n": [("a", False, True), ("\n", False, False)],
    "\t": [("\t", False, True)],
}
"""Text -> tokens, whether a space follows each, whether it begins a sentence."""


@pytest.mark.parametrize("text", MADE)
def test_forms_spaces_and_starts(text: str) -> None:
    doc = make_doc(VOCAB, text, words_of(text), {0, 1})
    assert doc.text == text
    assert [(t.text, bool(t.whitespace_), bool(t.is_sent_start)) for t in doc] == MADE[text]
    assert [word.start for word in doc_words(doc).tokenized.words] == [word.start for word in words_of(text)]


@pytest.mark.parametrize(
    ("start", "end", "inside"),
    [
        (0, 4, (0, 0)),
        (0, 8, (0, 1)),
        (5, 8, (1, 1)),
        (4, 9, (1, 1)),  # whitespace at the ends belongs to no word
        (0, 12, (0, 2)),
        (0, 6, None),  # ends inside the second word
        (0, 2, None),  # ends inside the first
        (1, 8, None),  # begins inside the first
        (2, 3, None),  # lies inside one word
        (4, 5, None),  # holds no word
        (12, 12, None),
    ],
)
def test_a_range_is_words_or_nothing(start: int, end: int, inside: tuple[int, int] | None) -> None:
    assert words_within(words_of("Anna kom inn"), start, end) == inside
