"""The syntax of queries: operators, phrases, names, dates and sources, and what is refused."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.query_readers import QUERIES, first
from icenews_nlp.errors import QueryError
from icenews_nlp.labels import EntityLabel
from icenews_nlp.search.query.tree import (
    And,
    AnyTerm,
    DateFilter,
    EntityMatch,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    SourceFilter,
)

HORSE, COW = AnyTerm(("hestur",), parts=False), AnyTerm(("kýr",), parts=False)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("hestur kýr", And((HORSE, COW))),
        ("hestur AND kýr", And((HORSE, COW))),
        ("hestur OR kýr", Or((HORSE, COW))),
        ("hestur | kýr", Or((HORSE, COW))),
        ("hestur -kýr", And((HORSE, Not(COW)))),
        ("-kýr hestur", And((HORSE, Not(COW)))),
        ("hestur NOT kýr", And((HORSE, Not(COW)))),
        ("hestur - kýr", And((HORSE, COW))),
        ("hestur --kýr", And((HORSE, COW))),  # a dash before a dash is no minus
        ("(hestur OR kýr) =beit", And((Or((HORSE, COW)), AnyTerm(("=beit",), parts=False)))),
        ("hestur, kýr.", And((HORSE, COW))),
        ("=Hestinn", AnyTerm(("=hestinn",), parts=False)),
        ("hest*", Prefix("hest")),
        ('"hestur"', HORSE),
        ("„hestur =kýr bei*“", Phrase((HORSE, AnyTerm(("=kýr",), parts=False), Prefix("bei")))),
        ('="hestur kýr"', Phrase((AnyTerm(("=hestur",), parts=False), AnyTerm(("=kýr",), parts=False)))),
        ("hestur ((kýr))", And((HORSE, COW))),
        ("ORG", AnyTerm(("org",), parts=False)),
    ],
)
def test_signs(query: str, tree: object) -> None:
    assert first(query) == tree


def test_every_kind_of_quotes_makes_a_phrase() -> None:
    quotes = ['""', "„“", "„”", '„"', "“”", "””", "«»", "»«"]
    assert len({first(f"{pair[0]}hestur =kýr{pair[1]}") for pair in quotes}) == 1


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("person:Pútíns", EntityLabel.PERSON),
        ("place:reykjavíkur", EntityLabel.LOCATION),
        ('organization:"Seðlabanka Íslands"', EntityLabel.ORGANIZATION),
        ("misc:Rússlandsforseta", EntityLabel.MISCELLANEOUS),
    ],
)
def test_names(query: str, label: EntityLabel) -> None:
    node = first(query)
    assert isinstance(node, EntityMatch)
    assert node.label is label
    lemmas = {"pútín", "reykjavík", "seðlabanki", "ísland", "rússlandsforseti"}
    assert all(lemmas & set(word.terms) for word in node.words)


def day(*date: int) -> datetime:
    return datetime(*date, tzinfo=timezone.utc)  # type: ignore[misc,arg-type]  # three to six numbers


@pytest.mark.parametrize(
    ("query", "since", "until"),
    [
        ("published:2026", day(2026, 1, 1), day(2027, 1, 1)),
        ("published:2026-12", day(2026, 12, 1), day(2027, 1, 1)),
        ("published:2024-02-29", day(2024, 2, 29), day(2024, 3, 1)),
        ("published:2026-11-01..2026-11-24", day(2026, 11, 1), day(2026, 11, 25)),
        ("published:2026-11..", day(2026, 11, 1), None),
        ("published:..2026", None, day(2027, 1, 1)),
        ("since:2026-11-24", day(2026, 11, 24), None),
        ("until:2026-11-24", None, day(2026, 11, 25)),
    ],
)
def test_dates(query: str, since: datetime | None, until: datetime | None) -> None:
    assert first(query) == DateFilter(since, until)
    assert first(f"hestur {query}") == And((HORSE, DateFilter(since, until)))


@pytest.mark.parametrize(
    ("query", "source"),
    [
        ("source:RÚV", "RÚV"),
        ("Source:visir.is", "visir.is"),
        ('source:"Vikulega fréttablaðið"', "Vikulega fréttablaðið"),
        ("source:„=Blað* (nýtt) | 2“", "=Blað* (nýtt) | 2"),  # signs are text here
        ("source:«a „b“»", "a „b“"),
        ("source:a:b", "a:b"),
    ],
)
def test_sources(query: str, source: str) -> None:
    assert first(query) == SourceFilter(source)
    assert first(f"hestur {query}") == And((HORSE, SourceFilter(source)))
    assert first(f"hestur -{query}") == And((HORSE, Not(SourceFilter(source))))
    assert first(f"{query} since:2026") == And((SourceFilter(source), DateFilter(day(2026, 1, 1), None)))
    assert first(f"á hestur {query}") == And((HORSE, SourceFilter(source)))  # beside a word only


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "nothing to search for"),
        ("  ", "nothing to search for"),
        ("?! …", "nothing to search for"),
        ("()", "nothing to search for"),
        ('""', "nothing to search for"),
        ("-kýr", "must not be found"),
        ("hestur OR -kýr", "must not be found"),
        ("-published:2026", "must not be found"),
        ("-source:RÚV", "must not be found"),
        ('hestur "kýr', "never closed"),
        ("„hestur", "never closed"),
        ("(hestur", "never closed"),
        ("hestur)", "never opened"),
        ("hestur OR", "nothing on one side"),
        ("| hestur", "nothing on one side"),
        ("hestur NOT", "nothing after it"),
        ("höfundur:Jón", "person:"),
        ("person:", "needs a value"),
        ("person: Jón", "needs a value"),
        ("person:(Jón OR Gunna)", "needs a value"),
        ("source:", "needs a value"),
        ('source:" "', "needs a value"),
        ("person:Jó*", "without = or *"),
        ('place:"!"', "is no name"),
        ("person:-", "is no name"),
        ("published:gær", "'gær' is not a valid date for published:; use 2026, 2026-11 or 2026-11-24"),
        ("published:2026-02-30", "there is no date 2026-02-30"),
        ("published:0000", "there is no date 0000"),
        ("published:9999", "there is no date 9999"),
        ("published:..", "needs a date"),
        ("published:2026..2025", "ends before it begins"),
        ("since:2026-11..2026-12", "is not a valid date for since:"),
        ("*", "stands alone"),
        ("=", "stands alone"),
        (" OR ".join(f"{letter}*" for letter in "abdefghijkl"), "more than 10 different words with *"),
        ("hest*ur", "'hest*ur' has a * before its end"),
        ("*hest", "as in hest*"),
        ('"ný regl*a"', "has a * before its end"),
        ("person:J*n", "has a * before its end"),
        ("(" * 30 + "hestur" + ")" * 30, "parentheses"),
        ("hestur " * 400, "characters"),
    ],
)
def test_refused(query: str, says: str) -> None:
    with pytest.raises(QueryError) as error:
        QUERIES.read(query)
    assert says in str(error.value)


@pytest.mark.parametrize("query", ["Jón: kýr", "http://frett.is/1", "14:30", "3:0", "Vísir/Vilhelm", "a-b-c", "C++", "½", "€"])
def test_what_only_looks_like_a_sign_is_searched_for(query: str) -> None:
    assert QUERIES.read(query).tiers


SIGNS = [*'"„“()-=*| á', " OR ", "NOT ", "person:", "published:", "source:", "2026", "..", "hestur"]


def in_not(node: object, inside_and: bool = False) -> bool:
    """Whether a Not stands anywhere but inside an And, beside something that is not one."""
    if isinstance(node, Not):
        return not inside_and
    children = getattr(node, "children", ())
    good = isinstance(node, And) and any(not isinstance(child, Not) for child in children)
    return any(in_not(child.child if isinstance(child, Not) and good else child) for child in children)


@given(st.lists(st.sampled_from(SIGNS)).map("".join) | st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        query = QUERIES.read(text, lambda _: [])
    except QueryError:
        return
    assert isinstance(query, Query)
    assert query.tiers
    for node in query.tiers:
        assert not in_not(node)
