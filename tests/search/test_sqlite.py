"""The embedded index finds, highlights and keeps what a query means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import made_up_terms as made
from helpers.made_up_queries import asked, keys, marked, word
from icenews_nlp import AnnotatedDocument, Article, Enricher, InputError, QueryError, SearchIndexError
from icenews_nlp.search.analysis.document import DocumentTerms, FieldTerms, PartTerm, Term, article_hash, folded
from icenews_nlp.search.query.tree import And, EntityMatch, Near, Node, Not, Or, Phrase, Prefix, SourceFilter
from icenews_nlp.search.ranges import Range
from icenews_nlp.search.results.matching import matches, ranges
from icenews_nlp.search.sqlite import ranking as sqlite_ranking
from icenews_nlp.search.sqlite.index import SearchIndex
from icenews_nlp.search.sqlite.vocabulary import Words

# ---- what a query finds


@pytest.mark.parametrize(("many", "sample"), [(5000, 16), (0, 16), (2, 1)], ids=["few", "broad", "either"])
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents=st.lists(made.DOCUMENTS, max_size=6), trees=st.lists(made.TREES, min_size=1, max_size=4))
def test_finds_and_highlights_what_a_tree_means(
    index: SearchIndex,
    monkeypatch: pytest.MonkeyPatch,
    many: int,
    sample: int,
    documents: list[DocumentTerms],
    trees: list[Node],
) -> None:
    """One file takes every example in the place of the one before, so words that stayed behind would be found too."""
    monkeypatch.setattr(sqlite_ranking, "MANY", many)
    monkeypatch.setattr(sqlite_ranking, "SAMPLE", sample)
    documents = [replace(document, key=f"frett-{i}") for i, document in enumerate(documents)]
    index.delete(f"frett-{i}" for i in range(len(documents), 6))
    index.add(documents)
    for tree in trees:
        results = index.search(asked(tree))
        found = {document.key: document for document in documents if matches(tree, document)}
        assert (sorted(keys(results)), results.total, results.more) == (sorted(found), len(found), False)
        for hit in results.hits:
            document = found[hit.key]
            assert hit.score > 0
            assert (hit.title.text, marked(hit.title)) == (document.title.text, ranges(tree, document.title))
            assert marked(hit.snippet) == ranges(tree, document.body)


ODD = ["\0", "\ud800", "a\udfffb", "\U0010ffff", "=á", "AND", "þ" * 300, *"\"'| =+@-.:*^"]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.text(min_size=1, max_size=6) | st.sampled_from(ODD), min_size=1, max_size=8), data=st.data())
def test_any_unicode_is_found_and_given_back(index: SearchIndex, words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    field = FieldTerms(text, tuple(odd_terms(words)), (Range(0, len(text)),))
    name = replace(made.name(made.PERSON, "x"), name=text, words=tuple(words))
    document = DocumentTerms(text, field, field, (name, name), text, text, None)
    other = made.document("Annað", "efni", key="annað")
    index.delete(keys(index.search(asked(And(())), limit=100)))
    assert index.add([document, other]) == 2
    some = data.draw(st.sampled_from(words))
    phrase = tuple(word(one) for one in words)
    trees: list[Node] = [
        *(word(some + end) for end in ("", "!", "?", "+")),
        *(Prefix(some[:2] + end) for end in ("", "!", "?")),
        *(word(f"={some}{end}") for end in ("?", "")),
        *(Phrase(phrase), Phrase((*phrase, word(words[0]))), Near((word(some), word(words[0] + "+")), len(words))),
        *(EntityMatch(made.PERSON, phrase), EntityMatch(made.PERSON, (*phrase, phrase[0])), EntityMatch(made.PLACE, phrase)),
        *(SourceFilter(text), SourceFilter(text.upper()), SourceFilter(some), And((word(some), Not(SourceFilter(text))))),
    ]
    for tree in trees:
        results = index.search(asked(tree))
        assert set(keys(results)) == {one.key for one in (document, other) if matches(tree, one)}
        for hit in results.hits:
            if hit.key == text:
                assert (hit.title.text, hit.url, hit.source, marked(hit.title)) == (text, text, text, ranges(tree, field))
    facets = {facet.kind: facet.value for facet in index.search(asked(word(some))).facets}
    assert (facets["Person"], facets["source"]) == (text, text)


def odd_terms(words: Sequence[str]) -> Iterator[Term]:
    """At each word a lemma like it, and with other ends a second lemma, the form, and a part."""
    at = 0
    for i, one in enumerate(words):
        yield Term(i, at, at + len(one), (one, one + "!"), one + "?", (PartTerm(one + "+", at, at + len(one)),))
        at += len(one) + 1


def test_a_word_longer_than_the_index_keeps_is_found_and_does_no_harm(index: SearchIndex) -> None:
    long = "þ" * 40_000
    index.add([made.document(body=f"þing {long}")])
    assert index.search(asked(word(long))).total == index.search(asked(Prefix("þþþ"))).total == 1
    assert ([one.text for one in index.suggest("th")], index.suggest("thth")) == (["þing"], [])
    assert index.search("ththth").total == 0


@pytest.mark.parametrize(
    "leaf", [word("þing"), Phrase((word("á"), word("þing"))), Prefix("þi")], ids=["word", "phrase", "prefix"]
)
def test_a_tree_of_any_depth_is_answered(index: SearchIndex, leaf: Node) -> None:
    index.add([made.document("hús", "á þing")])
    for at_the_end in (False, True):
        tree: Node = word("á")
        for depth in range(45):
            either = (word("hafa"), tree) if at_the_end else (tree, word("hafa"))
            both = (leaf, Or(either)) if at_the_end else (Or(either), leaf, Not(word("ekki til")))
            tree = And(both)
            if depth in (9, 23, 24, 25, 26, 30, 34, 44):
                assert index.search(asked(tree)).total == 1


@pytest.mark.parametrize("typed", ["\0", "a\0", "\ud800", "a\udfffb", "\1", "\U0010ffff"])
def test_odd_characters_are_looked_for_and_suggested_without_harm(index: SearchIndex, typed: str) -> None:
    index.add([made.document(body=f"þing {typed} {typed}c a{typed}c")])
    assert index.search(asked(word(typed))).total == 1
    assert index.search(f"{typed} OR þing").total == 1
    assert [one.text for one in index.suggest("th")] == ["þing"]
    assert all(one.text.startswith(typed) for one in index.suggest(typed))


def test_names_beside_each_other_make_no_phrase_of_the_text(index: SearchIndex) -> None:
    names = made.name(made.PERSON, "Katrín"), made.name(made.PLACE, "Reykjavík")
    index.add([made.document("Reykjavík", "Katrín " + "þing " * 20 + "Reykjavík", *names)])
    words = word("katrín"), word("reykjavík")
    assert [index.search(asked(tree)).total for tree in (And(words), Phrase(words), Near(words, 9))] == [1, 0, 0]


@pytest.mark.parametrize(
    ("asked_for", "found"),
    [
        ("jón", True),
        ("baldvin jón", False),
        ("jón baldvin", True),
        ("jón hannibalsson", False),
        ("jón baldvin hannibalsson", True),
        ("baldvin hannibalsson yngri frá", True),  # more words than have a token together
        ("jón baldvin hannibalsson yngri frá ísafirði", True),
        ("jón baldvin hannibalsson yngri ísafirði", False),
        ("ísafirði guðrún", False),  # two names
    ],
)
def test_a_name_is_found_by_any_of_its_words_that_follow_each_other(index: SearchIndex, asked_for: str, found: bool) -> None:
    names = made.name(made.PERSON, "Jón Baldvin Hannibalsson yngri frá Ísafirði"), made.name(made.PERSON, "Guðrún")
    index.add([made.document("", "þing", *names)])
    for others in ((), ("jónn", "jónas")):  # words that no name has, and too many ways to look for each
        words = tuple(word(one, *others, *(f"{one}{i}" for i in range(9 * len(others)))) for one in asked_for.split())
        assert index.search(asked(EntityMatch(made.PERSON, words))).total == found


# ---- articles


STORIES = [
    ("forseti", "Nýr forseti", "Guðrún Helgadóttir tók við embætti forseta í gær. Hún ræddi við Rússlandsforseta.", 3, "RÚV"),
    ("hestar", "Hestar á Suðurlandi", "Bændur sóttu hestana á Suðurlandi. Guðrúnu Helgadóttur var boðið með.", 4, "Vísir"),
    ("þing", "Alþingi kemur saman", "Ráðherrar kynntu nýjar reglur um útlendinga á Alþingi.", 5, "Vísir"),
]


@pytest.fixture(scope="module")
def documents(nlp: Enricher) -> list[AnnotatedDocument]:
    return [
        nlp.enrich(Article(id=key, title=title, text=text, published=made.day(day), source=source))
        for key, title, text, day, source in STORIES
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("hestur", ["hestar"]),
        ("forseti", ["forseti"]),
        ('"ný regla"', ["þing"]),
        ("Guðrún Helgadóttir", ["forseti", "hestar"]),
        ("Guðrún -hestur", ["forseti"]),
        ("person:Guðrún published:2024-05-04", ["hestar"]),
        ("source:vísir", ["hestar", "þing"]),
        ("Guðrún source:RÚV", ["forseti"]),
        ("Guðrún -source:RÚV", ["hestar"]),
        ("hestur OR source:rúv", ["forseti", "hestar"]),
        ("utlendingur", ["þing"]),  # without accents
        ("útl*", ["þing"]),
        ("þorskur", []),
    ],
)
def test_articles_are_found(index: SearchIndex, documents: list[AnnotatedDocument], query: str, found: list[str]) -> None:
    index.add(documents)
    assert sorted(keys(index.search(query))) == found


@pytest.mark.parametrize(
    ("name", "arguments", "reason"),
    [
        ("search", {"timeout": -1}, "timeout is -1; give seconds, 0 or more"),
        ("search", {"timeout": "1"}, "timeout is '1'"),
        ("search", {"timeout": float("nan")}, "timeout is nan"),
        ("search", {"recency": -1}, "recency is -1; it is 0 or a positive number, at most 1,000,000"),
        ("search", {"recency": 1e308}, r"recency is 1e\+308"),
        ("suggest", {"limit": -1}, "limit must be 0 or more, not -1"),
        ("suggest", {"limit": "a"}, "limit must be a whole number"),
    ],
)
def test_numbers_that_mean_nothing_are_refused(index: SearchIndex, name: str, arguments: dict[str, Any], reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        getattr(index, name)("hestur", **arguments)


def test_what_is_no_text_is_refused(index: SearchIndex) -> None:
    wrong: Any
    for wrong in (None, 3, b"hestur"):
        with pytest.raises(QueryError, match="is text"):
            index.suggest(wrong)
        with pytest.raises(InputError, match="keys are text"):
            index.document(wrong)
    for wrong in (None, 3, "a\0b"):
        with pytest.raises(InputError, match=r"a file is given by its name|is no name of a file"):
            SearchIndex(wrong)


def test_a_closed_index_is_not_called_damaged(index: SearchIndex) -> None:
    assert index.check() == ()
    index.close()
    with pytest.raises(SearchIndexError, match=r"the index was closed; open it again with SearchIndex\("):
        index.check()


def test_a_hit_shows_the_article_and_the_index_keeps_it(index: SearchIndex, documents: list[AnnotatedDocument]) -> None:
    assert index.add(documents) == len(index) == 3
    (hit,) = index.search("bóndi").hits
    assert (hit.key, hit.source, hit.published) == ("hestar", "Vísir", made.day(4))
    assert [hit.snippet.text[mark.start : mark.end] for mark in hit.snippet.marks] == ["Bændur"]
    assert index.document("hestar") == documents[1]
    assert index.document("ekki til") is None


def test_the_hash_of_an_article_changes_with_anything_known_of_it(index: SearchIndex, nlp: Enricher) -> None:
    article = Article(id="a", title="Hestar", text="Kýr baula.\0")

    def is_there(article: Article) -> bool:
        return index.article_hash("a") == article_hash(article, f"{article.title}\n\n{article.text}")

    assert index.article_hash("a") is None
    index.add([nlp.enrich(article)])
    assert is_there(article)
    for change in ({"title": "Hestur"}, {"text": "Kýr baula. "}, {"source": "RÚV"}, {"metadata": {"b": 1}}):
        assert not is_there(article.model_copy(update=change))
    index.add([nlp.enrich(article.model_copy(update={"text": "Kýrin baular."}))])
    assert not is_there(article)
    index.add([made.document(body="á", key="terms alone")])
    assert index.article_hash("terms alone") is None
    index.delete(["a"])
    assert index.article_hash("a") is None


def test_suggests_names_and_lemmas_however_they_are_typed(index: SearchIndex, documents: list[AnnotatedDocument]) -> None:
    index.add(documents)

    def suggested(text: str, limit: int = 10) -> list[tuple[str, str | None, int]]:
        return [(one.text, one.label and one.label.value, one.count) for one in index.suggest(text, limit)]

    person = ("Guðrún Helgadóttir", "Person", 2)
    assert suggested("GUDRUN H") == suggested("helgad", limit=1) == [person]
    assert person in suggested("g")
    assert suggested("for") == [("forseti", None, 1)]
    assert ("ráðherra", None, 1) in suggested("rað") == suggested("Rad")
    assert suggested("") == suggested("zzz") == suggested("for", limit=0) == []
    index.delete(["forseti"])
    assert suggested("gudrun h") == [(*person[:2], 1)]
    assert suggested("for") == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.text("aáæedðtþhoö", min_size=1, max_size=4), min_size=1, max_size=12), some=st.data())
def test_letters_without_accents_stand_for_all_that_fold_to_them(
    index: SearchIndex, words: list[str], some: st.DataObject
) -> None:
    forms = some.draw(st.lists(st.sampled_from(words), min_size=len(words), max_size=len(words)))
    index.add([made.document(body=" ".join(f"{form}/{word}" for form, word in zip(forms, words, strict=True)))])
    plain = folded(some.draw(st.sampled_from(words)))
    lemmas = sorted({one for one in words if folded(one) == plain})
    with index._pool.reading() as file:
        assert [*Words(file).fold(plain)] == [*lemmas, *sorted({f"={form}" for form in forms if folded(form) == plain})]
    begun = {one for one in words if folded(one).startswith(plain) and len(plain) > 1}
    assert {one.text for one in index.suggest(plain, limit=50)} == begun
