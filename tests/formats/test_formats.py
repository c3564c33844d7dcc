"""A document as HTML and as a table."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from icenews_nlp import AnnotatedDocument, Article, Enricher

HOSTILE = Article(
    title="<script>alert(\"x\")</script> & 'co' &lt;b&gt;",
    text="Katrín \"<img src=x onerror=alert(1)>\" Jónsdóttir & 'sonur' <script>alert(1)</script> fóru til Reykjavíkur.</div>",
)


class Reader(HTMLParser):
    """Tags, attributes and text, as a browser takes them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.titles: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert {name for name, _ in attrs} <= {"lang", "style", "title"}
        self.titles += [value or "" for name, value in attrs if name == "title"]

    def handle_data(self, data: str) -> None:
        self.text += data


def hostile_names(document: AnnotatedDocument) -> AnnotatedDocument:
    """The document with every entity's name an attack on the attribute it is shown in."""
    data = document.model_dump()
    for entity in data["entities"]:
        entity["name"] = '"><script>alert(1)</script>\' onmouseover="x'
    return AnnotatedDocument.model_validate(data)


def test_html_escapes_everything(nlp: Enricher, story: AnnotatedDocument) -> None:
    for document in (nlp.enrich(HOSTILE), hostile_names(story), hostile_names(nlp.enrich(HOSTILE))):
        html = document._repr_html_()
        read = Reader(html)
        assert set(read.tags) <= {"div", "mark", "span"}
        assert read.tags.count("div") == html.count("</div>") == 1
        assert read.titles == [entity.name for entity in document.entities]


def test_html_shows_the_text_and_each_entity_once(story: AnnotatedDocument) -> None:
    html = story._repr_html_()
    assert html.count("<mark") == html.count("</mark>") == len(story.entities) >= 3
    without_labels = re.sub(r"<span[^>]*>[A-Za-z]+</span>", "", html)
    assert Reader(without_labels).text == story.text


def test_html_of_an_empty_document(nlp: Enricher) -> None:
    assert Reader(nlp.enrich("")._repr_html_()).text == ""


def test_frame_has_a_row_for_each_token(story: AnnotatedDocument) -> None:
    frame = story.to_frame()
    columns = ["text", "lemma", "pos", "tag", "morph", "lemma_source", "kind", "sentence", "start", "end", "label"]
    assert list(frame.columns) == columns
    assert list(frame.index) == [token.index for token in story.tokens]
    assert list(frame["text"]) == [token.text for token in story.tokens]
    assert {str(frame[name].dtype) for name in ("sentence", "start", "end")} == {"int64"}
    assert all(type(value) is str for name in ("lemma_source", "kind", "label") for value in frame[name])
    for entity in story.entities:
        assert set(frame["label"][entity.first_token : entity.last_token + 1]) == {entity.label.value}
    assert (frame["label"] != "").sum() == sum(e.last_token - e.first_token + 1 for e in story.entities)


def test_frame_of_an_empty_document(nlp: Enricher) -> None:
    import pandas

    full, empty = nlp.enrich("Já.").to_frame(), nlp.enrich("").to_frame()
    assert len(empty) == 0
    assert list(empty.columns) == list(full.columns)
    assert pandas.concat([empty, full])["start"].sum() == full["start"].sum()
