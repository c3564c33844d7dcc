r"""CoNLL-U of Universal Dependencies: https://universaldependencies.org/format.html.

Has forms, lemmas, UPOS, MIM-GOLD tags (XPOS) and features; heads and relations are left empty, since nothing here
parses dependencies, so the UD validator accepts a file at level 1, its level of format. MISC holds what the columns cannot:

    SpaceAfter=No           no space follows
    SpacesAfter=\\n          other white space than one space follows, escaped as UDPipe does (\\s \\t \\n \\r \\p)
    start_char, end_char    code points into the document's text, half-open, named as Stanza does
    name=B-PER              entity in IOB2, in the labels of CoNLL 2003, which spaCy reads; on each of its words
    Nominative=...          the entity's name, on its first word
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from icenews_nlp.documents.layers import Layer, require
from icenews_nlp.labels import ENTITY_TYPES, NAME_LABELS

if TYPE_CHECKING:
    from icenews_nlp.documents.document import AnnotatedDocument, Entity
    from icenews_nlp.documents.tokens import Sentence, Token

CONLLU_NEEDS: Final[tuple[Layer, ...]] = ("tokens", "sentences")

_ESCAPES: Final = {"\\": "\\\\", " ": "\\s", "\t": "\\t", "\n": "\\n", "\r": "\\r", "|": "\\p"}
HASH_DIGITS: Final = 16
"""Hexadecimal digits of the hash by which an article without id and url is known."""

_SPACE: Final = re.compile(r"\s+")


def to_conllu(doc: AnnotatedDocument) -> str:
    """The document as CoNLL-U.

    Returns:
        Sentences with their comments, each followed by an empty line; "" for a document without words. `# newpar` begins the
        title and the body. `# sent_id` is the article's id, else its url, else a hash of its text, and the number of the
        sentence from 1.

    Raises:
        InputError: the document was stored without tokens or sentences.
    """
    require(doc, CONLLU_NEEDS, "CoNLL-U")
    known = _SPACE.sub("_", _one_line(doc.article.id or doc.article.url or ""))
    key = known or hashlib.sha256(doc.text.encode()).hexdigest()[:HASH_DIGITS]
    entity_of = {i: entity for entity in doc.entities for i in range(entity.first_token, entity.last_token + 1)}
    openings = {section.start for section in doc.sections}
    lines: list[str] = []
    for sentence in doc.sentences:
        if sentence.index == 0:
            lines.append(f"# newdoc id = {key}")
        if any(start in openings for start in _starts(doc, sentence)):
            lines.append("# newpar")
        lines += _sentence(doc, sentence, f"{key}-{sentence.index + 1}", entity_of)
    return "\n".join([*lines, ""]) if lines else ""


def _starts(doc: AnnotatedDocument, sentence: Sentence) -> range:
    """The offsets at which a section that this sentence opens may begin: after the sentence before it."""
    before = doc.sentences[sentence.index - 1].end if sentence.index else 0
    return range(before, sentence.start + 1)


def _sentence(doc: AnnotatedDocument, sentence: Sentence, name: str, entity_of: dict[int, Entity]) -> Iterator[str]:
    tokens = doc.tokens[sentence.first_token : sentence.last_token + 1]
    yield f"# sent_id = {name}"
    gaps = [_gap(doc, token) for token in tokens]
    text = "".join(token.text + (" " if gap else "") for token, gap in zip(tokens, gaps, strict=True))
    yield f"# text = {text.rstrip(' ')}"
    for number, (token, gap) in enumerate(zip(tokens, gaps, strict=True), 1):
        misc = [
            *_entity(token, entity_of.get(token.index)),
            *_spacing(gap, last=not _more(doc, token)),
        ]
        misc += [f"start_char={token.start}", f"end_char={token.end}"]
        columns = (str(number), token.text, token.lemma, token.pos, token.tag or "_", token.morph or "_", "_", "_", "_")
        yield "\t".join((*columns, "|".join(misc)))
    yield ""


def _more(doc: AnnotatedDocument, token: Token) -> bool:
    return token.index + 1 < len(doc.tokens)


def _gap(doc: AnnotatedDocument, token: Token) -> str:
    """The white space between the token and the next one, or the end of the text."""
    after = doc.tokens[token.index + 1].start if _more(doc, token) else len(doc.text)
    return doc.text[token.end : after]


def _spacing(gap: str, *, last: bool) -> Iterator[str]:
    """What MISC says of the space after a word; nothing of one single space, and nothing at the end of a text without any."""
    if not gap and not last:
        yield "SpaceAfter=No"
    elif gap not in ("", " "):
        # of the rarer ends of lines, which a reader may split at, only that they are ends is kept; the offsets stay exact
        yield "SpacesAfter=" + "".join(_ESCAPES.get(c, "\\n" if c.splitlines() == [""] else c) for c in gap)


def _entity(token: Token, entity: Entity | None) -> Iterator[str]:
    if entity is not None:
        first = token.index == entity.first_token
        yield f"name={'B' if first else 'I'}-{ENTITY_TYPES[entity.label].conll}"
        if first and entity.label in NAME_LABELS:
            yield "Nominative=" + _one_line(entity.name).replace("\\", "\\\\").replace("|", "\\p")


def _one_line(text: str) -> str:
    return " ".join(text.split())
