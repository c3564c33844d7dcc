"""What holds within every document: sections, tokens, sentences and spans fit the text and each other.

What a document has no layer of is not compared with: its ranges must still fit the text and follow each other. Each check
raises ValueError, as pydantic asks of validators.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from icenews_nlp.documents.layers import LAYERS

if TYPE_CHECKING:
    from icenews_nlp.documents.document import AnnotatedDocument, Entity
    from icenews_nlp.documents.tokens import Sentence
    from icenews_nlp.documents.values import Value


def check(doc: AnnotatedDocument) -> None:
    """Check the whole document."""
    _check_layers(doc)
    _check_sections(doc)
    _check_tokens(doc)
    _check_sentences(doc)
    _check_spans(doc, "entity", doc.entities)
    _check_spans(doc, "value", doc.values)
    _check_links(doc)
    _check_clusters(doc)


def _check_layers(doc: AnnotatedDocument) -> None:
    for layer in LAYERS:
        if layer not in doc.layers and getattr(doc, layer):
            raise ValueError(f"the document has {layer}, but its layers are {', '.join(doc.layers) or 'none'}")


def _check_sections(doc: AnnotatedDocument) -> None:
    end = 0
    for section in doc.sections:
        if not end <= section.start <= section.end <= len(doc.text):
            raise ValueError(f"section {section.kind!r} ({section.start}, {section.end}) lies outside the text or overlaps")
        end = section.end


def _check_tokens(doc: AnnotatedDocument) -> None:
    text, end, sentence = doc.text, 0, 0
    sentences = len(doc.sentences) if "sentences" in doc.layers else len(text)
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
    has_tokens = "tokens" in doc.layers
    first, end, tokens = 0, 0, len(doc.tokens) if has_tokens else len(doc.text)
    for i, s in enumerate(doc.sentences):
        if s.index != i or s.first_token != first or not first <= s.last_token < tokens:
            raise ValueError(f"sentence {i} does not begin where the one before it ends, or ends outside the tokens")
        if not end <= s.start < s.end <= len(doc.text):
            raise ValueError(f"sentence {i} ({s.start}, {s.end}) lies outside the text, or overlaps the one before")
        if has_tokens:
            _check_tokens_of(doc, s)
        first, end = s.last_token + 1, s.end
    if has_tokens and "sentences" in doc.layers and first != tokens:
        raise ValueError(f"{tokens - first} tokens lie outside every sentence")


def _check_tokens_of(doc: AnnotatedDocument, s: Sentence) -> None:
    first, last = doc.tokens[s.first_token], doc.tokens[s.last_token]
    if s.start != first.start or s.end != last.end:
        raise ValueError(f"sentence {s.index} ({s.start}, {s.end}) does not cover its tokens")
    if first.sentence != s.index or last.sentence != s.index:
        raise ValueError(f"the tokens of sentence {s.index} name another sentence")


def _check_spans(doc: AnnotatedDocument, name: str, spans: tuple[Entity, ...] | tuple[Value, ...]) -> None:
    has_tokens = "tokens" in doc.layers
    end, after, tokens = 0, 0, len(doc.tokens) if has_tokens else len(doc.text)
    for span in spans:
        if not span.first_token <= span.last_token < tokens:
            raise ValueError(f"{name} {span.text!r} covers tokens {span.first_token} to {span.last_token}, which do not exist")
        if has_tokens and (span.start, span.end) != (doc.tokens[span.first_token].start, doc.tokens[span.last_token].end):
            raise ValueError(f"{name} {span.text!r} ({span.start}, {span.end}) does not cover its tokens")
        if span.start < end or not span.text or doc.text[span.start : span.end] != span.text:
            raise ValueError(f"{name} {span.text!r} is not text[{span.start}:{span.end}], or overlaps the one before")
        if span.first_token < after:
            raise ValueError(f"{name} {span.text!r} begins at token {span.first_token}, which the one before it covers")
        end, after = span.end, span.last_token + 1


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
    sentences = len(doc.sentences) if "sentences" in doc.layers else len(doc.text)
    for cluster in doc.clusters:
        if cluster.first_sentence >= sentences:
            raise ValueError(f"cluster {cluster.id!r} names sentence {cluster.first_sentence}, which does not exist")
        for role in cluster.roles:
            if doc.text[role.start : role.end] != role.text:
                raise ValueError(f"role {role.text!r} of {cluster.id!r} is not text[{role.start}:{role.end}]")
    for quote in doc.quotes:
        if not quote.start < quote.end <= len(doc.text) or (-1 if quote.speaker is None else quote.speaker) >= len(
            doc.clusters
        ):
            raise ValueError(f"quote ({quote.start}, {quote.end}) lies outside the text, or its speaker outside the clusters")
