"""What a stream is asked for besides documents: a limit of size, and some layers alone; here and in worker processes."""

from __future__ import annotations

from typing import Any

import pytest

from icenews_nlp import AnnotatedDocument, Article, Enricher, EnrichFailure, InputError

SHORT = "Anna fór til Akureyrar."
WORKERS = [1, 2]


@pytest.mark.parametrize("workers", WORKERS)
def test_a_longer_article_is_a_failure_in_its_place(fast: Enricher, workers: int) -> None:
    most = len(SHORT)
    articles: list[str | Article] = [
        SHORT,
        Article(id="langt", text=SHORT + "!"),
        Article(title="A", text=SHORT[1:]),
        Article(title="AB", text=SHORT[1:]),
    ]
    results = list(fast.enrich_many(articles, workers=workers, max_characters=most))
    assert [type(result) for result in results] == [AnnotatedDocument, EnrichFailure, AnnotatedDocument, EnrichFailure]
    reason = f"it has {most + 1} characters, more than the {most} of max_characters; cut it up, or raise the limit"
    assert results[1] == EnrichFailure(index=1, id="langt", error="InputError", reason=reason)


def test_code_points_are_counted(fast: Enricher) -> None:
    (result,) = fast.enrich_many(["😀é"], max_characters=2)
    assert isinstance(result, AnnotatedDocument)


@pytest.mark.parametrize("workers", WORKERS)
def test_documents_of_some_layers_are_those_of_only(fast: Enricher, workers: int) -> None:
    texts = [SHORT, "Hlýtt verður 3. maí 2024."]
    found = list(fast.enrich_many(texts, workers=workers, only=["values", "entities"]))
    assert found == [fast.enrich(text).only("entities", "values") for text in texts]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"max_characters": 0}, "max_characters is 0; give a positive integer, or None for no limit"),
        ({"max_characters": 10.0}, "max_characters is 10.0"),
        ({"max_characters": True}, "max_characters is True"),
        ({"only": ["entity"]}, "there is no layer 'entity'"),
        ({"only": []}, "no layer is named"),
        (
            {"only": "entities,values"},
            r"the layers are 'entities,values'; give a list of them, such as \['entities', 'values'\]",
        ),
    ],
)
def test_options_out_of_range_are_refused_at_once(fast: Enricher, options: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        fast.enrich_many([SHORT], **options)
