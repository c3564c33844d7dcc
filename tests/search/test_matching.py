"""The meaning of a query tree: what a user expects found and highlighted, and phrases and windows against their definition."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import made_up_terms as made
from icenews_nlp.search.analysis.document import DocumentTerms, FieldTerms
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
from icenews_nlp.search.results.matching import find, matches, ranges

NEWS = made.document(
    "Loftslagsráðstefnunni/loftslagsráðstefna/Loftslags:loftslag/ráðstefnunni:ráðstefna lauk/ljúka í Bakú",
    "Guðrún keypti/kaupa|keyptur nýjar/nýr fjármálareglur/fjármálaregla/fjármála:fjármál/reglur:regla fyrir þing",
    made.name(made.PERSON, "Guðrún Eva Jónsdóttir"),
    made.name(made.PLACE, "Bakú"),
    source="Vikulega Fréttablaðið",
    published=made.day(7, 12),
)


def word(*terms: str, parts: bool = True) -> AnyTerm:
    return AnyTerm(terms, parts)


def marked(node: Node, field: FieldTerms) -> list[str]:
    return [field.text[start:end] for start, end in ranges(node, field)]


@pytest.mark.parametrize(
    ("node", "title", "body"),
    [
        (word("kaupa"), [], ["keypti"]),
        (word("keyptur"), [], ["keypti"]),  # the close alternative
        (word("=keypti"), [], ["keypti"]),
        (word("ráðstefna"), ["ráðstefnunni"], []),  # the slice of the compound that was asked for
        (word("loftslagsráðstefna", "loftslag"), ["Loftslagsráðstefnunni"], []),
        (Prefix("þin"), [], ["þing"]),
        (Prefix("keypt"), [], ["keypti"]),
        (Phrase((word("nýr"), word("regla"))), [], ["nýjar", "reglur"]),
        (Phrase((word("loftslagsráðstefna"), Prefix("lau"))), ["Loftslagsráðstefnunni", "lauk"], []),
        (Near((word("þing"), word("kaupa")), 4), [], ["keypti", "þing"]),
        (Near((word("fjármál"), word("regla")), 0), [], ["fjármála", "reglur"]),  # both within one compound
        (And((word("loftslagsráðstefna"), word("loftslag"))), ["Loftslagsráðstefnunni"], []),  # a slice of a mark is no mark
        (And((word("ljúka"), word("kaupa"), Not(word("þorskur")))), ["lauk"], ["keypti"]),
        (Or((word("þorskur"), word("nýr"))), [], ["nýjar"]),
        (EntityMatch(made.PERSON, (word("eva"), word("jónsdóttir"))), [], []),
        (DateFilter(made.day(7), made.day(8)), [], []),
        (SourceFilter("Vikulega Fréttablaðið"), [], []),
        (SourceFilter(" vikulega  FRE\u0301TTABLAÐIÐ\n"), [], []),  # case, spaces and how accents are composed
        (And((word("þing"), SourceFilter("vikulega fréttablaðið"), Not(SourceFilter("vikulega")))), [], ["þing"]),
    ],
)
def test_finds_and_highlights(node: Node, title: list[str], body: list[str]) -> None:
    assert matches(node, NEWS)
    assert (marked(node, NEWS.title), marked(node, NEWS.body)) == (title, body)


@pytest.mark.parametrize(
    "node",
    [
        word("ráðstefna", parts=False),
        word("=kaupa"),
        word("keypt"),
        word(),
        Prefix("ráðst"),  # a prefix reads no parts
        Phrase((word("regla"), word("nýr"))),
        Phrase((word("bakú"), word("guðrún"))),  # the last word of the title, the first of the body
        Near((word("þing"), word("kaupa")), 3),
        Near((word("bakú"), word("kaupa")), 100),  # a field each
        EntityMatch(made.PERSON, (word("guðrún"), word("jónsdóttir"))),  # not side by side
        EntityMatch(made.PLACE, (word("eva"),)),
        word("jónsdóttir"),  # known as a name alone
        DateFilter(made.day(7), made.day(7, 12)),  # half-open
        SourceFilter("Vikulega"),  # the whole source or nothing
        SourceFilter("Vikulega Frettabladid"),
        SourceFilter(""),
        And((word("ljúka"), Not(word("kaupa")))),
        And((word("ljúka"), Not(SourceFilter("vikulega fréttablaðið")))),
    ],
)
def test_does_not_find(node: Node) -> None:
    assert not matches(node, NEWS)


def test_what_is_not_known_of_an_article_does_not_find_it() -> None:
    assert not matches(DateFilter(None, None), made.document("Undated"))
    assert not matches(SourceFilter(""), made.document("SourceFilter nowhere"))


def positions(node: AnyTerm | Prefix, field: FieldTerms) -> list[int]:
    return [term.position for term in field.terms if ranges(node, FieldTerms(field.text, (term,), ()))]


@given(made.DOCUMENTS, st.builds(Phrase, made.ITEMS) | st.builds(Near, made.ITEMS, st.integers(0, 4)))
def test_phrases_and_windows_are_what_their_definition_says(document: DocumentTerms, node: Phrase | Near) -> None:
    def stands(found: tuple[int, ...]) -> bool:
        if isinstance(node, Near):
            return max(found) - min(found) <= node.distance
        return found == tuple(range(found[0], found[0] + len(found)))

    for field in (document.title, document.body):
        where = [found for found in product(*(positions(item, field) for item in node.items)) if stands(found)]
        touched = {
            field.terms[position].position
            for position, term in enumerate(field.terms)
            if any(start < term.end and term.start < end for start, end in ranges(node, field))
        }
        assert touched == {position for found in where for position in found}


@given(made.DOCUMENTS, made.TREES)
def test_marks_are_in_order_apart_and_inside_words(document: DocumentTerms, node: Node) -> None:
    for field in (document.title, document.body):
        end = 0
        for mark in ranges(node, field):
            assert end <= mark[0] < mark[1]
            assert any(term.start <= mark[0] and mark[1] <= term.end for term in field.terms)
            end = mark[1]


def test_matches_say_which_clause_and_which_word_of_the_query_they_are_of() -> None:
    """What must all be found is a clause each; alternatives share one, and a word that is asked for twice stays one word."""
    field = made.field("hestur kýr hestur svín")
    hestur, kyr, svin = (AnyTerm((lemma,)) for lemma in ("hestur", "kýr", "svín"))
    found = find(And((Or((hestur, kyr)), svin, Not(kyr))), field)
    assert [(field.text[match.start : match.end], match.clause, match.word) for match in found] == [
        ("hestur", 1, 0),
        ("kýr", 1, 1),
        ("hestur", 1, 0),
        ("svín", 2, 2),
    ]
    phrase = find(Phrase((hestur, kyr)), field)
    assert [(match.clause, match.word) for match in phrase] == [(0, 0), (0, 1)]
