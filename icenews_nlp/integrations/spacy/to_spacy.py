"""A document as a spaCy Doc, without loss."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span, Token
from spacy.util import get_lang_class
from spacy.vocab import Vocab, create_vocab

from icenews_nlp.documents.layers import require
from icenews_nlp.integrations.spacy.docs import doc_words, make_doc, notes, register_attributes, set_grammar, set_lemma
from icenews_nlp.integrations.spacy.names import SPACY_NEEDS
from icenews_nlp.integrations.spacy.places import note_places, place_key
from icenews_nlp.labels import LANG
from icenews_nlp.language.lemmas import LemmaChoice, OtherLemma
from icenews_nlp.language.morphology.compounds import Part
from icenews_nlp.language.morphology.grammar import Grammar

if TYPE_CHECKING:
    from icenews_nlp.documents.clusters import Cluster
    from icenews_nlp.documents.document import AnnotatedDocument, Entity


def to_spacy(document: AnnotatedDocument, vocab: Vocab | None = None) -> Doc:
    """A document as a spaCy Doc; `to_document` turns it back without loss.

    Args:
        document: any document.
        vocab: of the pipeline that the Doc is for, or of the other Docs of a DocBin; a new one by default.

    Returns:
        Its text is `document.text`, its entities' labels are those of label scheme "mim"; `ent_id_` is the id of
        their cluster, `kb_id_` the source and id of its place, such as `geonames:2618425`.

    Raises:
        InputError: the document was stored without tokens, sentences, entities or values.
    """
    require(document, SPACY_NEEDS, "a Doc of spaCy")
    register_attributes()
    if vocab is None:
        vocab = create_vocab(LANG, get_lang_class(LANG).Defaults)
    starts = {sentence.first_token for sentence in document.sentences}
    doc = make_doc(vocab, document.text, document.tokens, starts)
    tokens = doc_words(doc).tokens
    for token, source in zip(tokens, document.tokens, strict=True):
        set_grammar(token, source.tag, Grammar(source.pos, source.morph))
        others = tuple(OtherLemma(a.lemma, a.tag, a.score) for a in source.alternatives)
        parts = [Part(part.text, part.lemma) for part in source.parts]
        set_lemma(doc, token, LemmaChoice(source.lemma, source.lemma_source, others, source.tag), parts)
    doc.set_ents([_span(doc, tokens, entity, document.clusters) for entity in document.entities])
    for span, entity in zip(doc.ents, document.entities, strict=True):
        span._.icenews_name, span._.icenews_score = entity.name, entity.score
    note_places(doc, (cluster.place.model_dump() for cluster in document.clusters if cluster.place))
    notes(doc).update(
        values=[v.model_dump(mode="json", include={"start", "end", "content"}) for v in document.values],
        provenance=document.provenance.model_dump(),
        sections=[section.model_dump() for section in document.sections],
        article=document.article.model_dump_json(),  # as a string: its metadata may be more than msgpack can write
    )
    return doc


def _span(doc: Doc, tokens: list[Token], entity: Entity, clusters: Sequence[Cluster]) -> Span:
    first, last = tokens[entity.first_token].i, tokens[entity.last_token].i
    cluster = None if entity.cluster is None else clusters[entity.cluster]
    kb_id = place_key(cluster.place.source, cluster.place.id) if cluster and cluster.place else ""
    return Span(doc, first, last + 1, label=entity.label.value, kb_id=kb_id, span_id=cluster.id if cluster else "")
