"""OpenSearch: compiled queries against the reference, and the client code over HTTP.

No OpenSearch runs here: what answers is the stand-in of `search_cluster.py`. The mapping's analysis and compiled queries of the
same making were run in real Lucene by `make test-lucene` (tests/search/lucene), which also verified `lucene_gold.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import lucene_gold
from helpers import made_up_terms as made
from helpers.search_cluster import Cluster
from helpers.search_dsl import Stored, score, tokens
from icenews_nlp import AnnotatedDocument
from icenews_nlp.errors import InputError, QueryError, SearchIndexError
from icenews_nlp.search.analysis.document import DocumentTerms, FieldTerms, Term
from icenews_nlp.search.engine import ENOUGH
from icenews_nlp.search.opensearch.compile import compile_query
from icenews_nlp.search.opensearch.documents import source, unpacked
from icenews_nlp.search.opensearch.index import OpenSearchIndex, bulk_actions, mapping
from icenews_nlp.search.query.tree import AnyTerm, DateFilter, EntityMatch, Node, Phrase, Prefix, Query, SourceFilter
from icenews_nlp.search.ranges import Range
from icenews_nlp.search.results.hits import Facet
from icenews_nlp.search.results.matching import matches

REGLUR = "fjármálareglur/fjármálaregla/fjármála:fjármál/reglur:regla"
NEWS = [
    made.document("Guðrún keypti/kaupa|keyptur bát/bátur", f"Nýjar/nýr {REGLUR} tóku/taka gildi", key="batur", source="RÚV"),
    made.document(
        "Veðrið/veður í dag/dagur",
        "Bátar/bátur komu/koma að landi/land",
        made.name(made.PERSON, "Guðrún Eva"),
        made.name(made.PLACE, "Háskóli Íslands"),
        key="vedur",
        source="RÚV",
        published=made.day(3, 23),
    ),
    made.document("Háskóli/háskóli", "Guðrún kennir/kenna", key="skoli", source="Vísir", published=made.day(3)),
]


def found_by(node: Node, document: DocumentTerms) -> bool:
    return score(compile_query(node), Stored(source(document), mapping())) is not None


def query(*tiers: Node) -> Query:
    return Query("það sem slegið var inn", tiers)


# ---- what goes over the wire


@pytest.mark.parametrize(("text", "expected"), lucene_gold.TOKENS)
def test_the_stand_in_analyses_as_lucene_did(text: str, expected: list[tuple[str, int]]) -> None:
    assert tokens(text, mapping()["settings"], "icenews") == expected


def test_a_document_is_clusters_that_lucene_was_given() -> None:
    document = made.document("Guðrún keypti/kaupa|keyptur", f"{REGLUR} á", made.name(made.PERSON, "Vladimír"))
    [action] = bulk_actions([document], index="frettir")
    indexed = [action["_source"][field] for field in ("title", "body")] + action["_source"]["names"]
    assert set(indexed) <= {text for text, _ in lucene_gold.TOKENS}
    assert (action["_op_type"], action["_index"], action["_id"]) == ("index", "frettir", "frett-1")


@given(made.DOCUMENTS, made.TREES)
def test_compiled_queries_find_what_the_reference_finds(document: DocumentTerms, node: Node) -> None:
    assert found_by(node, document) == matches(node, document)


@pytest.mark.parametrize(
    ("items", "found"),
    [
        ((Prefix("ný"), AnyTerm(("regla",))), True),
        ((Prefix("ný"), AnyTerm(("taka",))), False),  # a word stands between
        ((AnyTerm(("nýr",)), Prefix("fjármálar"), AnyTerm(("taka",))), True),
        ((AnyTerm(("regla",)), Prefix("tók")), True),
        ((AnyTerm(("regla",), parts=False), Prefix("tók")), False),
        ((Prefix("fjár"),), True),
        ((), False),
    ],
)
def test_phrases_with_beginnings_of_words(items: tuple[AnyTerm | Prefix, ...], found: bool) -> None:
    assert found_by(Phrase(items), NEWS[0]) == matches(Phrase(items), NEWS[0]) == found


ODD = st.text(st.sampled_from("ab|+%= \xa0\u2028é😀") | st.characters(), min_size=1)


@given(ODD, ODD)
def test_any_word_is_found_and_comes_back_whole(form: str, lemma: str) -> None:
    terms = (Term(0, 0, 1, ("fyrst",), "fyrst"), Term(2, 1, 2, (lemma,), form), Term(3, 2, 3, ("síðast",), "síðast"))
    document = replace(made.document(), body=FieldTerms("abc", terms, (Range(0, 3),)))
    assert found_by(Phrase((AnyTerm((lemma,)), AnyTerm(("síðast",)))), document)
    assert found_by(AnyTerm(("=" + form,)), document)
    assert found_by(Prefix(form[:1]), document)
    assert not found_by(Phrase((AnyTerm(("fyrst",)), AnyTerm((lemma,)))), document)  # position 1 is empty
    assert unpacked(source(document)) == document
    of_source = replace(document, source=form)
    assert found_by(SourceFilter(form), of_source)
    assert found_by(SourceFilter(lemma), of_source) == matches(SourceFilter(lemma), of_source)


def test_signs_that_clusters_use_are_only_text_in_a_word() -> None:
    document = made.document("", "+á % Person:eva/Person:eva")
    assert found_by(AnyTerm(("+á",)), document)
    assert found_by(AnyTerm(("%",)), document)
    assert not found_by(AnyTerm(("á",)), document)  # no part of a compound
    assert not found_by(EntityMatch(made.PERSON, (AnyTerm(("eva",)),)), document)


def test_a_word_too_long_to_index_keeps_its_place() -> None:
    document = made.document("", f"fyrst {'x' * 5000} síðast")
    assert not found_by(AnyTerm(("x" * 5000,)), document)
    assert not found_by(Phrase((AnyTerm(("fyrst",)), AnyTerm(("síðast",)))), document)
    assert found_by(AnyTerm(("x" * 5000, "síðast")), document)
    assert unpacked(source(document)) == document


# ---- the client


@pytest.fixture
def index(cluster: Cluster) -> Iterator[OpenSearchIndex]:
    with OpenSearchIndex(cluster.url) as index:
        assert index.add(NEWS) == len(NEWS)
        yield index


def test_annotated_documents_go_in_and_words_come_out(cluster: Cluster, story: AnnotatedDocument) -> None:
    with OpenSearchIndex(cluster.url, index="frettir") as index:
        assert (index.add([story]), index.add([story]), len(index)) == (1, 1, 1)
        [hit] = index.search("ræða stjórnarskrá").hits
        assert (hit.key, hit.tier, hit.title.text, hit.published) == ("frett-1", 0, story.article.title, None)
        assert [hit.snippet.text[mark.start : mark.end] for mark in hit.snippet.marks] == ["ræddi", "stjórnarskrána"]
        assert Facet(kind="Person", value="Katrín Jakobsdóttir", count=1) in index.search("person:Jakobsdóttir").facets
        assert (index.delete(["frett-1", "frett-1", "engin"]), len(index)) == (1, 0)


def test_names_and_times_choose_and_parts_are_marked(index: OpenSearchIndex) -> None:
    def keys(node: Node) -> list[str]:
        return [hit.key for hit in index.search(query(node)).hits]

    assert keys(EntityMatch(made.PERSON, (AnyTerm(("eva",)),))) == ["vedur"]
    assert keys(DateFilter(made.day(3), made.day(3, 23))) == ["skoli"]
    assert keys(SourceFilter("rúv")) == ["batur", "vedur"]
    [hit] = index.search(query(Phrase((AnyTerm(("nýr",)), AnyTerm(("regla",)))))).hits
    assert [hit.snippet.text[mark.start : mark.end] for mark in hit.snippet.marks] == ["Nýjar", "reglur"]


def test_words_typed_without_accents_are_found_in_the_vocabulary(index: OpenSearchIndex, cluster: Cluster) -> None:
    assert [hit.key for hit in index.search("haskoli").hits] == ["skoli"]
    assert index.search("hask.li").total == 0  # no regular expression
    before = len(cluster.requests)
    index.add(made.document("guðrún", key=f"{i}") for i in range(ENOUGH))
    added = len(cluster.requests)
    index.search("guðrún", limit=1, facets=False)
    assert (added > before, len(cluster.requests)) == (True, added + 1), "not asked where the narrow tiers do"


def test_many_documents_go_in_batches_and_long_keys_work(cluster: Cluster) -> None:
    many = [made.document("Frétt/frétt", key=f"{number}-" + "æ" * 600) for number in range(101)]
    with OpenSearchIndex(cluster.url) as index:
        assert (index.add(iter(many)), index.add(many[:1]), len(index)) == (101, 1, 101)
        assert cluster.requests.count("POST /_bulk") == 3
        assert index.search(query(AnyTerm(("frétt",))), limit=1).hits[0].key == min(document.key for document in many)
        assert (index.delete(document.key for document in many[:7]), len(index)) == (7, 94)


def test_a_client_of_ones_own_stays_open(cluster: Cluster) -> None:
    from opensearchpy import OpenSearch, helpers

    client = OpenSearch(hosts=[cluster.url])
    client.indices.create(index="icenews", body=mapping())
    helpers.bulk(client, bulk_actions(NEWS), refresh=True)
    with OpenSearchIndex(client) as index:
        assert len(index) == 3
    assert client.count(index="icenews")["count"] == 3
    client.close()


# ---- what goes wrong


def test_an_index_of_another_analyzer_is_refused(cluster: Cluster) -> None:
    OpenSearchIndex(cluster.url).close()
    meta = cluster.indices["icenews"].body["mappings"]["_meta"]
    meta["icenews_nlp"] = {**meta["icenews_nlp"], "analyzer": "0"}
    with pytest.raises(SearchIndexError, match="re-index the documents"):
        OpenSearchIndex(cluster.url)
    del cluster.indices["icenews"].body["mappings"]["_meta"]
    with pytest.raises(SearchIndexError, match="made by None"):
        OpenSearchIndex(cluster.url)


def test_a_cluster_that_does_not_answer() -> None:
    with Cluster() as cluster:
        url = cluster.url
        index = OpenSearchIndex(url)
    with pytest.raises(SearchIndexError, match="gives no index 'icenews'"):
        OpenSearchIndex(url)
    with pytest.raises(SearchIndexError, match="does not answer for index 'icenews'"):
        index.search("bátur")
    index.close()


def test_what_the_cluster_refuses(index: OpenSearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(QueryError, match="limit 10 from offset 9995"):
        index.search("bátur", offset=9995)
    monkeypatch.setattr("helpers.search_dsl.QUERIES", {})
    with pytest.raises(QueryError, match="the cluster refuses"):
        index.search("bátur")

    def refuse(*_: Any) -> Any:
        return {"errors": True, "items": [{"index": {"_id": "batur", "status": 400, "error": {"reason": "full"}}}]}

    monkeypatch.setattr(Cluster, "_bulk", refuse)
    with pytest.raises(SearchIndexError, match=r"rejected 1 of 1 documents; first: 'batur': .*full"):
        index.add(NEWS[:1])


def test_without_opensearch_py(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    with pytest.raises(InputError, match=r"pip install 'icenews_nlp\[opensearch\]'"):
        OpenSearchIndex("http://127.0.0.1:9200")
