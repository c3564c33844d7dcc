"""Articles into an index: each version once, the last one wins, and every record is accounted for."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import datetime, timezone

import pytest

from icenews_nlp import AnnotatedDocument, Article, Enricher, EnrichFailure, SearchIndex
from icenews_nlp.enrichment.worker_process import Result
from icenews_nlp.search.ingest import BATCH, Counts, Ingester

ARTICLE = Article(
    id="a", title="Veður", text="Hlýtt verður á Akureyri.", source="Norðanblaðið", section="Innlent", tags=("veður",),
    published=datetime(2026, 11, 24, 8, 30, tzinfo=timezone.utc), url="https://example.is/a", metadata={"höfundur": "Anna"},
)  # fmt: skip
CHANGES: dict[str, object] = {
    "title": "Veðrið",
    "text": "Hlýtt verður á Húsavík.",
    "source": "Vestanblaðið",
    "section": "Erlent",
    "tags": ("veður", "hiti"),
    "published": datetime(2026, 11, 24, 8, 31, tzinfo=timezone.utc),
    "url": "https://example.is/b",
    "metadata": {"höfundur": "Ari"},
}


def ingest(index: SearchIndex, nlp: Enricher, *records: Article | AnnotatedDocument, replace: bool = False) -> Counts:
    ingester = Ingester(index, replace=replace)
    ingester.ingest(records, nlp.enrich_many)
    return ingester.counts


@pytest.mark.parametrize("field", CHANGES)
def test_an_article_with_anything_corrected_is_replaced(index: SearchIndex, fast: Enricher, field: str) -> None:
    assert ingest(index, fast, ARTICLE) == Counts(added=1)
    corrected = ARTICLE.model_copy(update={field: CHANGES[field]})
    assert ingest(index, fast, corrected) == Counts(replaced=1)
    assert ingest(index, fast, corrected) == Counts(unchanged=1)
    document = index.document("a")
    assert document is not None
    assert document.article.model_dump() | {"text": corrected.text} == corrected.model_dump()
    assert len(index) == 1


def test_one_id_twice_is_one_article(index: SearchIndex, fast: Enricher) -> None:
    second = ARTICLE.model_copy(update={"text": "Kalt verður á Akureyri."})
    assert ingest(index, fast, ARTICLE, second) == Counts(added=1, replaced=1)
    assert [hit.key for hit in index.search("kaldur").hits] == ["a"]
    assert index.search("hlýr").hits == ()
    assert ingest(index, fast, second, second) == Counts(unchanged=2)


def test_documents_are_the_articles_they_were_made_of(index: SearchIndex, fast: Enricher) -> None:
    bare = Article(text="Kvótinn var aukinn.")
    documents = [AnnotatedDocument.model_validate_json(fast.enrich(a).to_json()) for a in (ARTICLE, bare)]
    assert ingest(index, fast, *documents) == Counts(added=2)
    assert ingest(index, fast, ARTICLE, bare) == Counts(unchanged=2)
    assert ingest(index, fast, ARTICLE, documents[1], replace=True) == Counts(replaced=2)


def test_nothing_new_is_never_analysed(index: SearchIndex, fast: Enricher) -> None:
    assert ingest(index, fast, ARTICLE) == Counts(added=1)

    def analyse(articles: Iterator[Article]) -> Generator[Result, None, None]:
        raise AssertionError(f"{list(articles)} analysed again")
        yield from ()

    Ingester(index).ingest([ARTICLE], analyse)


class Slow:
    """An analysis that answers when its articles have all been read, and fails where the text is "bilað"."""

    def __init__(self, nlp: Enricher) -> None:
        self.nlp = nlp

    def __call__(self, articles: Iterator[Article]) -> Generator[Result, None, None]:
        for number, article in enumerate(list(articles)):
            fails = article.text == "bilað"
            failure = EnrichFailure(index=number, id=article.id, error="ValueError", reason="bilað")
            yield failure if fails else self.nlp.enrich(article)


def version(text: str) -> Article:
    return Article(id="a", text=text)


def test_a_newer_document_is_not_replaced_by_an_older_article_that_is_ready_later(index: SearchIndex, fast: Enricher) -> None:
    ingester = Ingester(index)
    ingester.ingest([version("Gamla fréttin."), fast.enrich(version("Nýja fréttin."))], Slow(fast))
    assert ingester.counts == Counts(added=1, replaced=1)
    document = index.document("a")
    assert document is not None
    assert document.text == "Nýja fréttin."


def test_a_newer_version_that_fails_leaves_the_older_one(index: SearchIndex, fast: Enricher) -> None:
    ingester = Ingester(index)
    settled: list[tuple[int, str | None]] = []
    ingester.ingest(
        [version("Gamla fréttin."), version("bilað"), Article(id="b", text="Önnur frétt.")],
        Slow(fast),
        on_record=lambda position, failure: settled.append((position, failure.reason if failure else None)),
    )
    assert ingester.counts == Counts(added=2, failed=1)
    assert settled == [(0, None), (1, "bilað"), (2, None)]
    document = index.document("a")
    assert document is not None
    assert document.text == "Gamla fréttin."
    again = Ingester(index)
    again.ingest([version("bilað")], Slow(fast))
    assert again.counts == Counts(failed=1), "what failed is tried again"


def test_batches_are_written_on_the_way(index: SearchIndex, fast: Enricher) -> None:
    sizes: list[int] = []
    documents = [fast.enrich(Article(id=str(i), text=f"Frétt númer {i}.")) for i in range(BATCH + 1)]

    def stream() -> Iterator[AnnotatedDocument]:
        yield from documents
        sizes.append(len(index))

    Ingester(index).ingest(stream(), fast.enrich_many)
    assert sizes[0] >= BATCH
    assert len(index) == BATCH + 1
