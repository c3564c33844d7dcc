"""Whatever is written or asked: an answer or an `IcenewsError`, and nothing lost on the way through files and spaCy."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from pathlib import Path
from random import Random
from urllib.parse import quote

import pytest

from helpers.mutations import mutated, odd_query
from icenews_nlp import AnnotatedDocument, Enricher, IcenewsError, SearchIndex, to_document
from icenews_nlp.documents.article import BadLine
from icenews_nlp.formats.jsonl import read_articles, read_documents
from icenews_nlp.formats.writers import FORMATS
from icenews_nlp.search.web.session import SearchSession
from icenews_nlp.search.web.views import answer

SEED = 10
"""Of the random texts and queries, so that a failure can be seen again."""


def annotate(nlp: Enricher, text: str, number: int) -> AnnotatedDocument | None:
    """The document of the text as an article that is read from a line; None where the text is refused as a whole."""
    line = json.dumps(
        {"id": str(number), "text": text, "title": text[:50], "source": text[-20:], "metadata": {"texti": text[:9]}}
    )
    (article,) = read_articles([line.encode()])
    if isinstance(article, BadLine):
        return None
    document = nlp.enrich(article)
    covered = sum(len(token.text) for token in document.tokens)
    assert covered == sum(not char.isspace() for char in document.text), "every character is in a token"
    return document


def through_files(document: AnnotatedDocument) -> None:
    """Write the document in every format, and read back what can be read."""
    (back,) = read_documents([document.to_json().encode()])
    assert back == document
    for one in FORMATS:
        file = io.BytesIO()
        with one.open(file) as write:
            write(document)
        assert file.getvalue()


def through_spacy(document: AnnotatedDocument) -> None:
    back = to_document(document.to_spacy())
    assert [token.text for token in back.tokens] == [token.text for token in document.tokens]
    assert back.entities == document.entities


def ask_page(session: SearchSession, query: str) -> None:
    """Every address of the page answers the query with a page or a refusal, never with a fault of its own."""
    for address in ("/?q=", "/suggest?q=", "/article?key=1&q="):
        target = address + quote(query, errors="surrogatepass")
        assert answer(session, target).status in (200, 400, 404), target


@pytest.fixture(scope="module")
def news(fast: Enricher, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of mutated articles."""
    path = tmp_path_factory.mktemp("mutations") / "news.db"
    random = Random(SEED)
    found = [annotate(fast, mutated(random), number) for number in range(20)]
    with SearchIndex(path) as index:
        index.add(document for document in found if document)
    return path


def test_mutated_texts(fast: Enricher) -> None:
    random = Random(SEED)
    for number in range(20):
        text = mutated(random)
        with suppress(IcenewsError):
            fast.enrich(text)
        document = annotate(fast, text, number)
        if document is not None:
            through_files(document)
            through_spacy(document)


def test_random_queries(news: Path) -> None:
    random = Random(SEED)
    with SearchIndex(news, create=False) as index:
        for _ in range(300):
            query = odd_query(random)
            with suppress(IcenewsError):
                index.search(query, limit=random.choice((0, 1, 10)), offset=random.choice((0, 0, 3, 2**70)))
            with suppress(IcenewsError):
                index.suggest(query)


def test_random_queries_to_the_page(news: Path) -> None:
    random = Random(SEED)
    session = SearchSession(str(news))
    for _ in range(40):
        ask_page(session, odd_query(random))
    session.close()
