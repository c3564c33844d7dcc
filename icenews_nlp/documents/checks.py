"""What holds within every document: sections, tokens, sentences and spans fit the text and each other.

Each check raises ValueError, as pydantic asks of validators.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icenews_nlp.documents.document import AnnotatedDocument, Entity
    from icenews_nlp.documents.values import Value


def check(doc: AnnotatedDocument) -> None:
    """Check the whole document."""
    _check_sections(doc)
    _check_tokens(doc)
    _check_sentences(doc)
    _check_spans(doc, "entity", doc.entities)
    _check_spans(doc, "value", doc.values)
    _check_links(doc)
    _check_clusters(doc)


def _check_sections(doc: AnnotatedDocument) -> None:
    end = 0
    for section in doc.sections:
        if not end <= section.start <= section.end <= len(doc.text):
            raise ValueError(f"section {section.kind!r} ({section.start}, {section.end}) lies outside the text or overlaps")
        end = section.end


def _check_tokens(doc: AnnotatedDocument) -> None:
    text, end, sentence, sentences = doc.text, 0, 0, len(doc.sentences)
    for i, token in enumerate(doc.tokens):
        if token.index != i:
            raise ValueError(f"token {i} has index {token.index}")
        if not token.lemma:
            raise ValueError(f"token {i}, {token.text!r}, has an empty lemma; give a word without a base form its own text")
        if not end <= token.start < token.end <= len(text) or text[token.start : token.end] != token.text:
            raise ValueError(f"token {i} is {token.text!r} but text[{token.start}:{token.end}] is not, or overlaps")
        if not sentence <= token.sentence < sentences:
            raise ValueError(f"token {i} names sentence {token.sentence}, out of order or not among {sentences}")
        end, sentence = token.end, token.sentence


def _check_sentences(doc: AnnotatedDocument) -> None:
    first = 0
    for i, s in enumerate(doc.sentences):
        if s.index != i or s.first_token != first or not first <= s.last_token < len(doc.tokens):
            raise ValueError(f"sentence {i} does not begin where the one before it ends, or ends outside the tokens")
        if s.start != doc.tokens[s.first_token].start or s.end != doc.tokens[s.last_token].end:
            raise ValueError(f"sentence {i} ({s.start}, {s.end}) does not cover its tokens")
        if doc.tokens[s.first_token].sentence != i or doc.tokens[s.last_token].sentence != i:
            raise ValueError(f"the tokens of sentence {i} name another sentence")
        first = s.last_token + 1
    if first != len(doc.tokens):
        raise ValueError(f"{len(doc.tokens) - first} tokens lie outside every sentence")


def _check_spans(doc: AnnotatedDocument, name: str, spans: tuple[Entity, ...] | tuple[Value, ...]) -> None:
    end = 0
    for span in spans:
        if not span.first_token <= span.last_token < len(doc.tokens):
            raise ValueError(f"{name} {span.text!r} covers tokens {span.first_token} to {span.last_token}, which do not exist")
        if (span.start, span.end) != (doc.tokens[span.first_token].start, doc.tokens[span.last_token].end):
            raise ValueError(f"{name} {span.text!r} ({span.start}, {span.end}) does not cover its tokens")
        if span.start < end or doc.text[span.start : span.end] != span.text:
            raise ValueError(f"{name} {span.text!r} is not text[{span.start}:{span.end}], or overlaps the one before")
        end = span.end


def _check_links(doc: AnnotatedDocument) -> None:
    for entity in doc.entities:
        if entity.value is not None:
            value = doc.values[entity.value] if entity.value < len(doc.values) else None
            if value is None or (value.start, value.end) != (entity.start, entity.end):
                raise ValueError(f"entity {entity.text!r} names value {entity.value}, which is of another range or missing")


def _check_clusters(doc: AnnotatedDocument) -> None:
    links = {i: entity.cluster for i, entity in enumerate(doc.entities) if entity.cluster is not None}
    mentions = {i: number for number, cluster in enumerate(doc.clusters) for i in cluster.mentions}
    if links != mentions or sum(len(cluster.mentions) for cluster in doc.clusters) != len(mentions):
        raise ValueError("the clusters of the entities and the mentions of the clusters do not agree")
    for cluster in doc.clusters:
        if cluster.first_sentence >= len(doc.sentences):
            raise ValueError(f"cluster {cluster.id!r} names sentence {cluster.first_sentence}, which does not exist")
        for role in cluster.roles:
            if doc.text[role.start : role.end] != role.text:
                raise ValueError(f"role {role.text!r} of {cluster.id!r} is not text[{role.start}:{role.end}]")
    for quote in doc.quotes:
        if not quote.start < quote.end <= len(doc.text) or (quote.speaker or 0) >= max(len(doc.clusters), 1):
            raise ValueError(f"quote ({quote.start}, {quote.end}) lies outside the text, or its speaker outside the clusters")
