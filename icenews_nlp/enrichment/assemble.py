"""Analysed pieces of text -> one `AnnotatedDocument`: the only builder of documents, for plain text and spaCy Docs alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib.metadata import version
from typing import Any, NamedTuple

from icenews_nlp.documents.article import ArticleInfo
from icenews_nlp.documents.document import AnnotatedDocument, Provenance
from icenews_nlp.documents.tokens import Alternative, CompoundPart, Token
from icenews_nlp.documents.trusted import trusted
from icenews_nlp.enrichment.clusters import Locate, clustered
from icenews_nlp.enrichment.profiles import versions
from icenews_nlp.enrichment.values import value_fields
from icenews_nlp.language.analyser import Analyser, Analysis
from icenews_nlp.language.morphology.grammar import Grammar, grammar

Fields = dict[str, list[dict[str, Any]]]


class Piece(NamedTuple):
    """A stretch of a document with its analysis, whose ranges count from the stretch's own beginning."""

    text: str
    offset: int
    """Where the stretch begins in the document."""
    analysis: Analysis
    grammar: Sequence[Grammar]
    """One for each word."""


def provenance(profile: str, analyser: Analyser) -> Provenance:
    """What makes the annotations of an analyser of that profile."""
    return Provenance(package=version("icenews_nlp"), profile=profile, **versions(analyser)._asdict())


def analysed(text: str, offset: int, analysis: Analysis) -> Piece:
    """A piece as an Analyser left it: part of speech and features come from the tags."""
    norms = [word.norm for word in analysis.words]
    lemmas = [choice.lemma for choice in analysis.lemmas]
    return Piece(text, offset, analysis, grammar(analysis.sentences, analysis.tags, lemmas, norms))


def assemble(
    info: ArticleInfo,
    text: str,
    sections: Sequence[object],
    pieces: Iterable[Piece],
    made_by: Provenance,
    locate: Locate,
    *,
    by_hand: bool = False,
) -> AnnotatedDocument:
    """The document of these pieces, with all checks of documents.

    Args:
        info: what is known of the article.
        text: the whole text.
        sections: sections, or the dicts of their fields.
        pieces: the pieces in the order of the text.
        made_by: what made the analysis.
        locate: what finds the places of its clusters.
        by_hand: whether others than an Analyser may have set what the words have, so that it may be of any type.

    Returns:
        Offsets are code points into `text`.
    """
    fields: Fields = {name: [] for name in ("tokens", "sentences", "entities", "values")}
    for piece in pieces:
        base = len(fields["tokens"])
        _add_sentences(fields, piece)
        _add_spans(fields, piece, base, info.published)
    whole = clustered(text, len(info.title), fields, locate)
    for entity, link in zip(fields["entities"], whole.entities, strict=True):
        entity.update(link)
    layers: dict[str, Sequence[object]] = {**fields, "clusters": whole.clusters, "quotes": whole.quotes}
    if not by_hand:
        layers["tokens"] = _tokens(fields["tokens"])
    return AnnotatedDocument.model_validate(
        {"article": info, "text": text, "sections": sections, "provenance": made_by, **layers}
    )


def _tokens(rows: Sequence[dict[str, Any]]) -> Sequence[Token]:
    """The tokens of these fields, which are of the right types."""
    for row in rows:
        row["alternatives"] = trusted(Alternative, row["alternatives"]) if row["alternatives"] else ()
        row["parts"] = trusted(CompoundPart, row["parts"]) if row["parts"] else ()
    return trusted(Token, rows)


def _add_sentences(fields: Fields, piece: Piece) -> None:
    """Append the piece's sentences and their tokens."""
    words, offset = piece.analysis.words, piece.offset
    tokens, sentences = fields["tokens"], fields["sentences"]
    base = len(tokens)
    for first, last in piece.analysis.sentences:
        sentence = len(sentences)
        sentences.append({"index": sentence, "first_token": base + first, "last_token": base + last - 1,
                          "start": offset + words[first].start, "end": offset + words[last - 1].end})  # fmt: skip
        tokens.extend(_token(piece, i, base, sentence) for i in range(first, last))


def _token(piece: Piece, i: int, base: int, sentence: int) -> dict[str, Any]:
    analysis, offset = piece.analysis, piece.offset
    word, choice, grammar = analysis.words[i], analysis.lemmas[i], piece.grammar[i]
    return {
        "index": base + i, "start": offset + word.start, "end": offset + word.end, "text": word.text, "norm": word.norm,
        "lemma": choice.lemma, "lemma_source": choice.source, "alternatives": [a._asdict() for a in choice.alternatives],
        "pos": grammar.pos, "tag": analysis.tags[i], "morph": grammar.morph, "kind": word.kind,
        "parts": [p._asdict() for p in analysis.parts[i]], "sentence": sentence,
    }  # fmt: skip


def _add_spans(fields: Fields, piece: Piece, base: int, published: datetime | None) -> None:
    """Append the piece's entities and values; its first word is token `base` of the document."""
    words, offset = piece.analysis.words, piece.offset
    values = value_fields(piece.analysis, published)
    index = {(v.first, v.last): i for i, (v, _) in enumerate(values, len(fields["values"]))}
    spans: list[tuple[str, int, int, dict[str, Any]]] = [
        (
            "entities",
            e.first,
            e.last,
            {"label": e.label, "name": e.name, "score": e.score, "value": index.get((e.first, e.last))},
        )
        for e in piece.analysis.entities
    ]
    spans += [("values", v.first, v.last, own) for v, own in values]
    for name, first, last, own in spans:
        start, end = words[first].start, words[last].end
        fields[name].append({"start": offset + start, "end": offset + end, "first_token": base + first,
                             "last_token": base + last, "text": piece.text[start:end], **own})  # fmt: skip
