"""A spaCy Doc as a document."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from icenews_nlp.documents.article import ArticleInfo
from icenews_nlp.documents.document import AnnotatedDocument, Provenance
from icenews_nlp.enrichment.assemble import Piece, assemble
from icenews_nlp.errors import InputError
from icenews_nlp.integrations.spacy.docs import DocWords, doc_words, get_lemma, notes, register_attributes
from icenews_nlp.integrations.spacy.entities import LABELS, entity_span
from icenews_nlp.integrations.spacy.names import LABEL_SCHEMES, LEMMATIZER, NER, TAGGER
from icenews_nlp.integrations.spacy.places import noted_places
from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.analyser import Analysis, EntitySpan
from icenews_nlp.language.morphology.grammar import Grammar


def to_document(doc: Doc) -> AnnotatedDocument:
    """A Doc of this package's components, or one that `to_spacy` made, as a document.

    What a component did not set is left empty, but a word without a lemma has its norm for one. A Doc without sentence starts
    is one sentence. An entity that another component found has its text for a name, and the score 1. Clusters and quotations
    are found again, so they agree with the entities that the Doc has now. Places are those of the entities' `kb_id_`, where
    icenews_ner or `to_spacy` set it.

    Args:
        doc: the Doc.

    Returns:
        Offsets are code points into `doc.text`.

    Raises:
        InputError: it is no Doc, none of our components has seen it, or an entity has a label that documents do not have.
    """
    register_attributes()
    if not isinstance(doc, Doc):
        raise InputError(f"to_document takes a Doc of spaCy, not {type(doc).__name__}")
    own = notes(doc)
    if "provenance" not in own:
        raise InputError(
            f"this Doc carries no annotations of icenews_nlp; give the text to icenews_nlp.enrich, or the Doc to a pipeline "
            f"with {TAGGER}, {LEMMATIZER} and {NER}. A DocBin keeps them only with store_user_data=True."
        )
    text, words = doc.text, doc_words(doc)
    lemmas = [get_lemma(doc, token) for token in words.tokens]
    analysis = Analysis(
        *words.tokenized,
        [token.tag_ for token in words.tokens],
        [choice for choice, _ in lemmas],
        [parts for _, parts in lemmas],
        [span for entity in doc.ents if (span := _entity(words, entity))],
    )
    grammar = [Grammar(token.pos_ or "X", _features(token)) for token in words.tokens]
    info = ArticleInfo.model_validate_json(own["article"]) if "article" in own else ArticleInfo()
    sections = own.get("sections", [{"kind": "body", "start": 0, "end": len(text)}])
    made_by = Provenance(**own["provenance"])
    return assemble(info, text, sections, [Piece(text, 0, analysis, grammar)], made_by, noted_places(doc, words), by_hand=True)


def _features(token: Token) -> str:
    """Features in the order of UD; spaCy sorts capitals first (NumType before Number)."""
    return "|".join(sorted(str(token.morph).split("|"), key=str.lower))


def _entity(words: DocWords, entity: Span) -> EntitySpan | None:
    if entity.label_ not in LABELS:
        raise InputError(
            f"entity {entity.text!r} has the label {entity.label_!r}; a document takes {', '.join(EntityLabel)}, "
            f"or {', '.join(LABEL_SCHEMES['conll'].values())}"
        )
    return entity_span(words, entity)
