"""Words and sentences of a document."""

from __future__ import annotations

from pydantic import PrivateAttr

from icenews_nlp.documents.base import Index, Model, Score
from icenews_nlp.errors import InputError
from icenews_nlp.labels import LemmaSource, TokenKind


class CompoundPart(Model):
    """One part of a compound: its slice of the token's norm, and its own lemma."""

    text: str
    lemma: str


class Alternative(Model):
    """A lower-ranked candidate lemma."""

    lemma: str
    tag: str
    score: Score


class Token(Model):
    """One word, number, punctuation mark or symbol; never contains a space.

    `tag` is of the MIM-GOLD tagset 2.0, `pos` is the UPOS and `morph` the features of Universal Dependencies.
    """

    index: Index
    start: Index
    end: Index
    text: str
    norm: str
    """The text in NFC without soft hyphens and zero-width characters, HTML escapes resolved."""
    lemma: str
    lemma_source: LemmaSource
    alternatives: tuple[Alternative, ...] = ()
    pos: str
    tag: str
    morph: str = ""
    kind: TokenKind
    parts: tuple[CompoundPart, ...] = ()
    """Parts of a compound, whose texts joined give `norm`; empty where the word is not one."""
    sentence: Index


class Sentence(Model):
    """A sentence, from its first token to its last."""

    index: Index
    start: Index
    end: Index
    first_token: Index
    last_token: Index
    """Inclusive."""

    _source: str | None = PrivateAttr(None)
    """The text of the document; the stored form leaves it out, which has it once already."""

    @property
    def text(self) -> str:
        """The sentence's stretch of the document's text. It is no field: neither in JSON nor in `model_dump`.

        Raises:
            InputError: the sentence was made by hand and belongs to no document.
        """
        if self._source is None:
            raise InputError("this sentence belongs to no document, so it has no text; take it from doc.sentences")
        return self._source[self.start : self.end]
