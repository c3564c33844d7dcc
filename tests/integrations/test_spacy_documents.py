"""spaCy pipelines and Docs saved and read again, and the way between Docs and documents."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span, Token

from helpers.spacy_texts import NEWS, ODD
from icenews_nlp.documents.article import Article
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.enrichment.clusters import clustered
from icenews_nlp.enrichment.enricher import Enricher
from icenews_nlp.enrichment.places import locate
from icenews_nlp.errors import InputError, ModelError
from icenews_nlp.integrations.spacy.docs import register_attributes
from icenews_nlp.integrations.spacy.from_spacy import to_document
from icenews_nlp.integrations.spacy.names import NER, TAGGER
from icenews_nlp.integrations.spacy.pipeline import load_pipeline
from icenews_nlp.integrations.spacy.to_spacy import to_spacy
from icenews_nlp.labels import LANG
from icenews_nlp.language.places.resolver import PlaceResolver


@pytest.fixture(scope="module")
def rich(fast: Enricher) -> AnnotatedDocument:
    """A document with something in every field, and figures that rounding would change."""
    article = Article.model_validate(
        {
            "id": "frett-1",
            "title": "Vextir <lækka>",
            "text": f"{NEWS}\n\nSvo fór & fór.",
            "url": "https://example.is/1",
            "source": "Dæmi",
            "section": "viðskipti",
            "published": "2024-05-01T08:30:00+02:00",
            "tags": ["vextir", "bankar"],
            "metadata": {"orð": [1, 2.5, None, {"a": [2**70]}], "satt": True},
        }
    )
    document = fast.enrich(article).model_dump()
    word = next(token for token in document["tokens"] if token["text"] == "forstjóri")
    word["alternatives"] = [{"lemma": "forstjórn", "tag": "nven", "score": 0.123456789}]
    word["parts"] = [{"text": "for", "lemma": "for"}, {"text": "stjóri", "lemma": "stjóri"}]
    first, second = (next(t for t in document["tokens"] if t["text"] == text) for text in ("Sigrún", "Einarsdóttir"))
    name = {"label": "Person", "name": "Sigrún Einarsdóttir", "text": "Sigrún Einarsdóttir", "score": 1 / 3}
    name |= {"start": first["start"], "end": second["end"], "first_token": first["index"], "last_token": second["index"]}
    document["entities"] = [e for e in document["entities"] if e["first_token"] > second["index"]]
    document["entities"].insert(0, name)
    whole = clustered(document["text"], len(article.title), document, locate(PlaceResolver()))
    document |= {"clusters": whole.clusters, "quotes": whole.quotes}
    document["entities"] = [entity | link for entity, link in zip(document["entities"], whole.entities, strict=True)]
    return AnnotatedDocument.model_validate(document)


def seen(doc: Doc) -> list[Any]:
    """All that a user can read of a Doc."""
    words = [
        (
            t.text,
            t.whitespace_,
            t.lemma_,
            t.pos_,
            t.tag_,
            str(t.morph),
            t.norm_,
            t.is_sent_start,
            t._.icenews_kind,
            t._.icenews_lemma_source,
        )
        for t in doc
    ]
    more = [(list(t._.icenews_alternatives), list(t._.icenews_parts)) for t in doc]
    return [
        words,
        more,
        [(e.start_char, e.end_char, e.label_, e.kb_id_, e._.icenews_name, e._.icenews_score) for e in doc.ents],
    ]


def test_places_are_the_knowledge_base_of_spans(fast: Enricher, nlp: Language) -> None:
    document = fast.enrich("Katrín fór frá Kaupmannahöfn til Danmerkur. Kaupmannahöfn er falleg.")
    keys = ["", "geonames:2618425", "iso3166-1:DK", "geonames:2618425"]
    for doc in (to_spacy(document), nlp(document.text)):
        assert [entity.kb_id_ for entity in doc.ents] == keys
        assert to_document(doc) == document
    bare = Doc(nlp.vocab).from_bytes(to_spacy(document).to_bytes())
    assert to_document(bare) == document


def test_an_id_of_another_knowledge_base_is_no_place(nlp: Language) -> None:
    doc = nlp("Katrín fór til Kaupmannahafnar.")
    doc.set_ents([Span(doc, e.start, e.end, label=e.label, kb_id="Q1748") for e in doc.ents])
    assert [cluster.place for cluster in to_document(doc).places] == [None]


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("icenews_alternatives", ({"lemma": "annar", "tag": "nkeng", "score": 2.5},)),
        ("icenews_parts", ({"text": "forseti", "lemma": None},)),
    ],
)
def test_what_a_user_writes_into_a_doc_is_validated(nlp: Language, attribute: str, value: object) -> None:
    doc = nlp("Forseti fór.")
    doc[0]._.set(attribute, value)
    with pytest.raises(InputError, match=r"tokens\.0\."):
        to_document(doc)


# ---- extension attributes


@pytest.fixture
def foreign_name() -> Iterator[None]:
    before = Span.get_extension("icenews_name")
    Span.set_extension("icenews_name", getter=len, force=True)
    yield
    Span.set_extension("icenews_name", default=before[0], force=True)


@pytest.mark.usefixtures("nlp", "foreign_name")
def test_attribute_of_another_package_is_not_trampled() -> None:
    with pytest.raises(InputError, match=r"Span\._\.icenews_name is already registered"):
        register_attributes()
    assert Span.get_extension("icenews_name")[2] is len


def test_attributes_are_spacys_own(nlp: Language) -> None:
    register_attributes()  # again, and nothing happens
    doc = nlp("Hún hljóp.")
    doc[0]._.icenews_kind = "symbol"
    assert to_document(doc).tokens[0].kind == "symbol"
    assert Token.get_extension("icenews_kind") == (None, None, None, None)


# ---- saving


def test_pipeline_to_bytes_pickle_and_back(nlp: Language) -> None:
    expected = seen(nlp(NEWS))
    copy = load_pipeline("fast").from_bytes(nlp.to_bytes())
    assert seen(copy(NEWS)) == expected
    copy = pickle.loads(pickle.dumps(nlp))
    assert seen(copy(NEWS)) == expected
    assert copy.get_pipe(TAGGER).shared is copy.get_pipe(NER).shared
    assert copy.max_length == nlp.max_length


def test_pipeline_to_disk_and_back(nlp: Language, tmp_path: Path) -> None:
    other = load_pipeline("fast", label_scheme="conll")
    other.to_disk(tmp_path)
    copy = spacy.load(tmp_path)
    assert seen(copy(NEWS)) == seen(other(NEWS))
    assert copy.max_length == nlp.max_length
    assert copy.meta["sources"] == nlp.meta["sources"]
    assert sum(file.stat().st_size for file in tmp_path.glob("icenews_*")) < 1000  # the name of the model, not the model


def test_saved_with_other_tables_or_profile(nlp: Language) -> None:
    tagger: Any = nlp.get_pipe(TAGGER)
    with pytest.warns(UserWarning, match="saved with the model old-1"):
        tagger.from_bytes(b'{"profile": "fast", "model": "old-1"}')
    with pytest.raises(ModelError, match="profile 'deep'"):
        tagger.from_bytes(b'{"profile": "deep", "model": "old-1"}')


def test_doc_to_bytes_pickle_and_docbin(nlp: Language, rich: AnnotatedDocument) -> None:
    for doc in (nlp(NEWS), to_spacy(rich)):
        expected = to_document(doc)
        copy = Doc(doc.vocab).from_bytes(doc.to_bytes())
        assert (seen(copy), to_document(copy)) == (seen(doc), expected)
        assert to_document(pickle.loads(pickle.dumps(doc))) == expected
        stored = DocBin(docs=[doc, doc], store_user_data=True).to_bytes()
        assert [to_document(d) for d in DocBin().from_bytes(stored).get_docs(spacy.blank(LANG).vocab)] == [expected] * 2


# ---- documents


@pytest.mark.parametrize("text", [*ODD, NEWS, f"{NEWS}\n\n{NEWS} "])
def test_document_equals_what_enrich_gives(nlp: Language, fast: Enricher, text: str) -> None:
    document = fast.enrich(text)
    assert to_document(nlp(text)) == document
    assert to_document(document.to_spacy()) == document


def test_round_trip_of_a_rich_document(rich: AnnotatedDocument) -> None:
    doc = rich.to_spacy()
    assert doc.text == rich.text
    back = to_document(doc)
    assert back == rich
    assert back.to_json() == rich.to_json()
    assert back.article.metadata == rich.article.metadata
    assert doc.ents[0]._.icenews_score == 1 / 3


def test_round_trip_in_a_shared_vocab(nlp: Language, rich: AnnotatedDocument) -> None:
    doc = to_spacy(rich, nlp.vocab)
    assert doc.vocab is nlp.vocab
    assert to_document(doc) == rich


def test_displacy_renders_and_escapes(rich: AnnotatedDocument) -> None:
    html = displacy.render(rich.to_spacy(), style="ent", jupyter=False)
    assert "Vextir &lt;lækka&gt;" in html
    assert "fór &amp; fór" in html
    assert html.count("<mark") == len(rich.entities) > 0


def test_document_of_a_doc_that_was_changed(nlp: Language) -> None:
    text = "Fundurinn var 12. september á Höfn."
    doc = nlp(text)
    doc.ents = [Span(doc, 0, 1, label="Organization")]  # without name and score
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[2:4])
    document = to_document(doc)
    assert [(e.name, e.score) for e in document.entities] == [("Fundurinn", 1.0)]
    assert [v.text for v in document.values] == [document.tokens[2].text] == ["12. september"]
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[1:3])
    assert to_document(doc).values == ()


PIECES = st.sampled_from(
    [NEWS[:60], "Kl. 14:30", "5.000 kr.", " ", "\n\n", "\r\n", "\t", "\u00ad", "„", "“", "&amp;", "a@b.is"]
)
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=8).map("".join)


@settings(max_examples=60)
@given(text=TEXTS)
def test_any_text(nlp: Language, fast: Enricher, text: str) -> None:
    doc = nlp(text)
    document = fast.enrich(text)
    assert doc.text == text
    assert to_document(doc) == document
    assert to_document(to_spacy(document)) == document
