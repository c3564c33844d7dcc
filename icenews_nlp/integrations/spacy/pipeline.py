"""The spaCy pipeline of a profile, and the way between spaCy's Docs and our documents."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import get_lang_class, load_model_from_config
from spacy.vocab import Vocab, create_vocab

from icenews_nlp.documents.document import AnnotatedDocument, ArticleInfo, Entity, Provenance
from icenews_nlp.enrichment.assemble import Grammar, Piece, assemble
from icenews_nlp.enrichment.profiles import DEFAULT_PROFILE, PROFILES
from icenews_nlp.errors import InputError
from icenews_nlp.integrations.spacy.docs import (
    DocWords,
    doc_words,
    get_lemma,
    make_doc,
    notes,
    register_attributes,
    set_grammar,
    set_lemma,
    words_within,
)
from icenews_nlp.integrations.spacy.names import ANY_LENGTH, LABEL_SCHEMES, LEMMATIZER, NER, TAGGER, TOKENIZER
from icenews_nlp.integrations.spacy.shared import shared_analyser
from icenews_nlp.labels import LANG, EntityLabel
from icenews_nlp.language.analyser import Analyser, Analysis, EntitySpan
from icenews_nlp.language.lemmas import LemmaChoice, OtherLemma
from icenews_nlp.language.morphology.compounds import Part

_LABELS: Final = {name: label for scheme in LABEL_SCHEMES.values() for label, name in scheme.items()}

_SOURCES: Final = (
    {
        "name": "Beygingarlýsing íslensks nútímamáls (BÍN), in the packages islenska and islenska-data",
        "url": "https://bin.arnastofnun.is",
        "author": "Stofnun Árna Magnússonar í íslenskum fræðum",
        "license": "CC BY-SA 4.0",
    },
    {
        "name": "Tokenizer",
        "url": "https://github.com/mideind/Tokenizer",
        "author": "Miðeind ehf.",
        "license": "MIT",
    },
    {
        "name": "GreynirEngine (profile deep)",
        "url": "https://github.com/mideind/GreynirEngine",
        "author": "Miðeind ehf.",
        "license": "MIT",
    },
)


def load(profile: str = DEFAULT_PROFILE, *, label_scheme: str = "mim", analyser: Analyser | None = None) -> Language:
    """The spaCy pipeline of a profile. Its tables are read at the first text.

    Args:
        profile: "fast" or "deep".
        label_scheme: "mim" for the labels Person, Location ...; "conll" for PER, LOC ...
        analyser: one of that profile that has its tables already, to share them; None reads them.

    Returns:
        Its `max_length` is a billion characters, since time and memory grow with the text and not its square.

    Raises:
        ProfileError: there is no such profile.
    """
    nlp = load_model_from_config(_config(profile, label_scheme), auto_fill=True)
    nlp.meta.update(_meta(profile))
    if analyser is not None:
        shared_analyser(nlp, profile).adopt(analyser)
    return nlp


def _config(profile: str, label_scheme: str) -> dict[str, Any]:
    return {
        "nlp": {
            "lang": LANG,
            "pipeline": [TAGGER, LEMMATIZER, NER],
            "tokenizer": {"@tokenizers": TOKENIZER},
            "after_creation": {"@callbacks": ANY_LENGTH},
        },
        "components": {
            TAGGER: {"factory": TAGGER, "profile": profile},
            LEMMATIZER: {"factory": LEMMATIZER, "profile": profile},
            NER: {"factory": NER, "profile": profile, "label_scheme": label_scheme},
        },
    }


def _meta(profile: str) -> dict[str, Any]:
    own = version("icenews_nlp")
    return {
        "name": f"icenews_{profile}",
        "version": own,
        "description": f"Icelandic news: tokens, tags, lemmas, entities. Profile {profile}: {PROFILES[profile]}.",
        "author": "the authors of icenews_nlp",
        "license": "MIT",
        "requirements": [f"icenews_nlp=={own}"],
        "sources": [dict(source) for source in _SOURCES],
    }


def to_spacy(document: AnnotatedDocument, vocab: Vocab | None = None) -> Doc:
    """A document as a spaCy Doc; `to_document` turns it back without loss.

    Args:
        document: any document.
        vocab: of the pipeline that the Doc is for, or of the other Docs of a DocBin; a new one by default.

    Returns:
        Its text is `document.text`, its entities' labels are those of label scheme "mim".
    """
    register_attributes()
    if vocab is None:
        vocab = create_vocab(LANG, get_lang_class(LANG).Defaults)
    starts = {sentence.first_token for sentence in document.sentences}
    doc = make_doc(vocab, document.text, document.tokens, starts)
    tokens = doc_words(doc).tokens
    for token, source in zip(tokens, document.tokens, strict=True):
        set_grammar(token, source.tag, source.pos, source.morph)
        others = tuple(OtherLemma(a.lemma, a.tag, a.score) for a in source.alternatives)
        parts = [Part(part.text, part.lemma) for part in source.parts]
        set_lemma(doc, token, LemmaChoice(source.lemma, source.lemma_source, others, source.tag), parts)
    doc.set_ents([_span(doc, tokens, entity) for entity in document.entities])
    for span, entity in zip(doc.ents, document.entities, strict=True):
        span._.name, span._.score = entity.name, entity.score
    notes(doc).update(
        values=[v.model_dump(mode="json", include={"start", "end", "content"}) for v in document.values],
        provenance=document.provenance.model_dump(),
        sections=[section.model_dump() for section in document.sections],
        article=document.article.model_dump_json(),  # as a string: its metadata may be more than msgpack can write
    )
    return doc


def _span(doc: Doc, tokens: list[Token], entity: Entity) -> Span:
    return Span(doc, tokens[entity.first_token].i, tokens[entity.last_token].i + 1, label=entity.label.value)


def to_document(doc: Doc) -> AnnotatedDocument:
    """A Doc of this package's components, or one that `to_spacy` made, as a document.

    What a component did not set is left empty, but a word without a lemma has its norm for one. A Doc without sentence starts
    is one sentence. An entity that another component found has its text for a name, and the score 1.

    Args:
        doc: the Doc.

    Returns:
        Offsets are code points into `doc.text`.

    Raises:
        InputError: none of our components has seen the Doc, or an entity has a label that documents do not have.
    """
    register_attributes()
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
    return assemble(info, text, sections, [Piece(text, 0, analysis, grammar)], Provenance(**own["provenance"]))


def _features(token: Token) -> str:
    """Features in the order of UD; spaCy sorts capitals first (NumType before Number)."""
    return "|".join(sorted(str(token.morph).split("|"), key=str.lower))


def _entity(words: DocWords, entity: Span) -> EntitySpan | None:
    label = _LABELS.get(entity.label_)
    if label is None:
        raise InputError(
            f"entity {entity.text!r} has the label {entity.label_!r}; a document takes {', '.join(EntityLabel)}, "
            f"or {', '.join(LABEL_SCHEMES['conll'].values())}"
        )
    inside = words_within(words.tokenized.words, entity.start_char, entity.end_char)
    if inside is None:
        return None
    name, score = entity._.name, entity._.score
    return EntitySpan(*inside, label, " ".join(entity.text.split()) if name is None else name, 1.0 if score is None else score)
