"""PostgresIndex against a real server: it finds what a tree means, in documents of any length, for any text."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from helpers import made_up_terms as made
from helpers.made_up_queries import ask, keys, marked_words, numbered, word
from icenews_nlp.errors import QueryError
from icenews_nlp.search.analysis.document import DocumentTerms, FieldTerms, Term
from icenews_nlp.search.postgres import compile as postgres_compile
from icenews_nlp.search.postgres import documents as postgres_documents
from icenews_nlp.search.postgres.index import PostgresIndex
from icenews_nlp.search.query.tree import (
    And,
    AnyTerm,
    DateFilter,
    EntityMatch,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    SourceFilter,
)
from icenews_nlp.search.ranges import Range
from icenews_nlp.search.results.matching import matches
from icenews_nlp.search.results.packing import pack, unpack


def same_as_the_reference(index: PostgresIndex, documents: list[DocumentTerms], trees: list[Node]) -> None:
    index.delete(hit.key for hit in ask(index, And(())).hits)
    index.add(documents)
    for tree in trees:
        results = ask(index, tree)
        assert set(keys(results)) == {document.key for document in documents if matches(tree, document)}, tree
        assert results.total == len(results.hits)


MANY = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
CORPORA = st.lists(made.DOCUMENTS, min_size=1, max_size=6).map(numbered)
QUERIES = st.lists(made.TREES, min_size=1, max_size=8)


@MANY
@given(CORPORA, QUERIES)
@example(
    numbered([made.document("á", "ár")]),
    [
        And(()),
        Or(()),
        Not(Or(())),
        AnyTerm(()),
        Phrase(()),
        Near((), 3),
        EntityMatch(made.PERSON, ()),
        Not(DateFilter(None, None)),
    ],
)
@example(
    numbered([made.document("", "", made.name(made.PERSON, "Jón Anna"), made.name(made.PERSON, "Eva"))]),
    [EntityMatch(made.PERSON, (word("anna"), word("eva"))), EntityMatch(made.PERSON, (word("jón"), word("anna"))), word("eva")],
)
def test_finds_what_the_reference_finds(postgres: PostgresIndex, documents: list[DocumentTerms], trees: list[Node]) -> None:
    same_as_the_reference(postgres, documents, trees)


@MANY
@given(CORPORA, QUERIES)
def test_finds_the_same_in_documents_that_are_too_long_for_one_tsvector(
    postgres: PostgresIndex, documents: list[DocumentTerms], trees: list[Node]
) -> None:
    """The limits made small, so that most of the small documents are cut."""
    with pytest.MonkeyPatch.context() as small:
        small.setattr(postgres_documents, "LAST_POSITION", 9)
        small.setattr(postgres_documents, "MOST_PLACES", 8)
        small.setattr(postgres_documents, "REACH", 4)
        small.setattr(postgres_compile, "REACH", 4)
        same_as_the_reference(postgres, documents, trees)


def long_document() -> DocumentTerms:
    """20,000 words, one of them every other, a phrase at the end; and a name that 300 people have."""
    words = [f"orð{number}" if number % 2 else "og" for number in range(20_000)]
    people = [made.name(made.PERSON, f"P{number} Jónsdóttir") for number in range(300)]
    return made.document("upphaf", " ".join([*words, "síðasta", "setning", "bókarinnar"]), *people)


def test_real_limits_of_positions_hide_nothing(postgres: PostgresIndex) -> None:
    def found(node: Node) -> int:
        return ask(postgres, node, limit=0).total

    postgres.add([long_document(), made.document(body="setning síðasta og", key="stutt")])
    end = Phrase((word("síðasta"), word("setning"), Prefix("bókar")))
    hit = ask(postgres, end).hits[0]
    assert (hit.key, hit.score) == ("frett-1", 0.0), "found and shown, but too far down to be ranked"
    assert marked_words(hit.snippet) == ["síðasta", "setning", "bókarinnar"]

    widest = tuple(word(f"orð{number}" if number % 2 else "og") for number in range(19_001, 19_001 + postgres_documents.REACH))
    for node in (
        Phrase((word("og"), word("orð19999"))),
        Near((word("bókarinnar"), word("orð19999")), 3),
        And((word("upphaf"), Not(Phrase((word("setning"), word("síðasta")))))),
        EntityMatch(made.PERSON, (word("p299"), word("jónsdóttir"))),
        Phrase(widest),
        Near((widest[0], word("orð19129")), postgres_documents.REACH),
    ):
        assert found(node) == 1, node
    assert found(Phrase((word("orð17001"), word("orð17003")))) == 0
    assert found(Near((word("bókarinnar"), word("orð19999")), 2)) == 0


def test_what_is_too_wide_or_too_long_to_ask_is_told(postgres: PostgresIndex) -> None:
    for node in (
        Phrase((word("á"),) * 129),
        Near((word("á"), word("ár")), 129),
        AnyTerm(tuple(f"{n:0900}" for n in range(2000))),
    ):
        with pytest.raises(QueryError):
            ask(postgres, node)
    with pytest.raises(QueryError, match="-1"):
        ask(postgres, word("á"), limit=-1)
    assert ask(postgres, word("á")).total == 0, "the connection still works"


NASTY = (
    "it's",
    "''",
    "\\",
    "\\'",
    "a b",
    ":*",
    "!",
    "(",
    "<->",
    "+",
    "+á",
    "@",
    "@á",
    "\\+á",
    "%s",
    "{documents}",
    "\t\n",
    "🐎",
    "e\u0301",
    "x" * 5000,
    "x" * 4999 + "y",
)


@settings(MANY, max_examples=40)
@given(st.lists(st.text(min_size=1, max_size=8) | st.sampled_from(NASTY), min_size=1, max_size=6, unique=True))
@example(list(NASTY))
def test_any_text_is_a_word(postgres: PostgresIndex, words: list[str]) -> None:
    """NUL becomes U+FFFD, and two words may become one by that; nothing else is changed."""
    words = list({text.replace("\0", "\ufffd"): text for text in words if not text.startswith("=")}.values())
    for text in words:
        terms = FieldTerms(text, (Term(0, 0, len(text), (text,), text),), ())
        name = made.name(made.PERSON, "x")
        postgres.add([DocumentTerms(text, terms, terms, (replace(name, words=(text,), name=text),), None, text, None)])
    for text in words:
        for node in (word(text), word("=" + text), Phrase((word(text),)), EntityMatch(made.PERSON, (word(text),))):
            assert keys(ask(postgres, node)) == [text]
        assert text in keys(ask(postgres, Prefix(text[:1])))
        assert text in keys(ask(postgres, SourceFilter(text)))
    assert postgres.delete(words) == len(words)


@given(made.DOCUMENTS, st.text(max_size=9), st.none() | st.datetimes(timezones=st.just(timezone(timedelta(hours=5)))))
def test_packed_terms_come_back(document: DocumentTerms, text: str, published: datetime | None) -> None:
    terms = (*document.body.terms, Term(99, 0, len(text), (text, "x"), text))
    document = replace(document, key=text, body=FieldTerms(text, terms, (Range(0, 1),)), published=published, url=None)
    assert unpack(pack(document)) == document
