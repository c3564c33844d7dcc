"""What the tokenizer makes of a text, written so that tests can show it: ` | ` separates words, ` ‖ ` sentences."""

from __future__ import annotations

from icenews_nlp.language.tokenization.tokenizer import tokenize


def words(text: str) -> str:
    """The words of a text."""
    return " | ".join(word.text for word in tokenize(text).words)


def sentences(text: str) -> str:
    """The sentences of a text, from the first word of each to its last."""
    found = tokenize(text)
    return " ‖ ".join(text[found.words[a].start : found.words[b - 1].end] for a, b in found.sentences)
