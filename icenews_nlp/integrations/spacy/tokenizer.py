"""spaCy's `nlp.tokenizer`: words, sentence starts, norms, kinds and values from language/tokenization."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab

from icenews_nlp.documents.base import without_surrogates
from icenews_nlp.errors import InputError
from icenews_nlp.integrations.spacy.docs import make_doc, notes, register_attributes
from icenews_nlp.language.values.tokenized import tokenize_with_values


class Tokenizer:
    """Text -> Doc whose text is the same, with sentence starts, norms, kinds and values. It has no settings to save."""

    def __init__(self, vocab: Vocab) -> None:
        register_attributes()
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Cut a text into tokens.

        Args:
            text: any text; lone surrogates, which spaCy cannot store, become U+FFFD.

        Returns:
            Whitespace beyond single spaces is in tokens of its own, tagged `_SP`.

        Raises:
            InputError: it is not a str.
        """
        if not isinstance(text, str):
            raise InputError(f"the tokenizer takes a str, not {type(text).__name__}; decode bytes first")
        text = without_surrogates(text)
        words, sentences, values = tokenize_with_values(text)
        doc = make_doc(self.vocab, text, words, {first for first, _ in sentences})
        notes(doc)["values"] = [
            {"start": words[v.first].start, "end": words[v.last].end, "content": dict(v.content)} for v in values
        ]
        return doc

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterator[Doc]:  # noqa: ARG002  # spaCy passes it
        """The Docs of many texts, one at a time."""
        return map(self, texts)

    def __setstate__(self, state: dict[str, Any]) -> None:
        register_attributes()
        self.__dict__.update(state)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing: the tokenizer has no state."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> Tokenizer:
        """The tokenizer itself."""
        return self

    def to_disk(self, _path: str | Path, **_: Any) -> None:
        """Write nothing."""

    def from_disk(self, _path: str | Path, **_: Any) -> Tokenizer:
        """The tokenizer itself."""
        return self
