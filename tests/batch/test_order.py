"""Failures of reading among the results of an analysis that reads ahead."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from itertools import islice

import pytest

from icenews_nlp import Article, EnrichFailure
from icenews_nlp.batch.failures import Failure
from icenews_nlp.batch.order import InOrder
from icenews_nlp.enrichment.worker_process import Result


def ahead(size: int, articles: Iterator[Article]) -> Generator[Result, None, None]:
    """An analysis that reads so many articles before their results."""
    while chunk := list(islice(articles, size)):
        yield from (EnrichFailure(index=0, id=article.id, error="", reason=article.text) for article in chunk)


@pytest.mark.parametrize("size", [1, 2, 5, 100])
@pytest.mark.parametrize("records", ["aXbcXXdefgX", "XXa", "aX", "XX", "", "abc"])
def test_everything_comes_in_the_order_of_the_input(records: str, size: int) -> None:
    seen: list[str] = []
    order: InOrder[int] = InOrder(lambda failure: seen.append(failure.place))

    def read() -> Iterator[tuple[int, Article]]:
        for number, record in enumerate(records):
            if record == "X":
                order.fail(Failure(str(number), None, "", ""))
            else:
                yield number, Article(text=record)

    for result, number in order.results(lambda articles: ahead(size, articles), read()):
        assert isinstance(result, EnrichFailure)
        assert result.reason == records[number]
        seen.append(str(number))
    assert seen == [str(number) for number in range(len(records))]


def test_a_failure_with_nothing_before_it_waits_for_nothing() -> None:
    seen: list[str] = []
    order: InOrder[int] = InOrder(lambda failure: seen.append(failure.place))

    def read() -> Iterator[tuple[int, Article]]:
        order.fail(Failure("first", None, "", ""))
        assert seen == ["first"]
        yield 0, Article(text="a")
        order.fail(Failure("second", None, "", ""))
        assert seen == ["first", "second"], "the one result before it has been used"

    assert len(list(order.results(lambda articles: ahead(1, articles), read()))) == 1


def test_closing_ends_the_analysis_and_reports_nothing_that_was_read_ahead() -> None:
    seen: list[str] = []
    ended: list[bool] = []
    order: InOrder[int] = InOrder(lambda failure: seen.append(failure.place))

    def read() -> Iterator[tuple[int, Article]]:
        yield 0, Article(text="a")
        order.fail(Failure("ahead", None, "", ""))
        yield 1, Article(text="b")

    def analyse(articles: Iterator[Article]) -> Generator[Result, None, None]:
        try:
            yield from ahead(2, articles)
        finally:
            ended.append(True)

    results = order.results(analyse, read())
    next(results)
    results.close()
    assert (seen, ended) == ([], [True])
