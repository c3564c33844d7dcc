"""What every search engine refuses: what is no document and no query."""

from __future__ import annotations

from typing import Any

import pytest

from icenews_nlp import Article, EnrichFailure
from icenews_nlp.errors import InputError, QueryError
from icenews_nlp.search.engine import SearchEngine

ARTICLE = Article(text="Frétt.")


@pytest.mark.parametrize("wrong", ["frétt", b"fr", None, 5, {"text": "frétt"}, [None], ARTICLE, [ARTICLE], ["frétt"]])
def test_what_is_no_document_is_refused(engine: SearchEngine, wrong: Any) -> None:
    with pytest.raises(InputError, match=r"cannot be indexed; give what `enrich`"):
        engine.add(wrong)
    assert len(engine) == 0


def test_a_failure_among_documents_is_named(engine: SearchEngine) -> None:
    failed = EnrichFailure(index=3, id="a", error="InputError", reason="no text")
    with pytest.raises(InputError, match=r"article 3 of enrich_many could not be analysed \(no text\); .*isinstance"):
        engine.add([failed])  # type: ignore[list-item]  # wrong on purpose


@pytest.mark.parametrize("wrong", [None, 3, b"hestur"])
def test_a_query_is_text(engine: SearchEngine, wrong: Any) -> None:
    with pytest.raises(QueryError, match=f"a query is text, such as 'hestur', not {type(wrong).__name__}"):
        engine.search(wrong)
