"""What the search page asks of an index: results, the query's matches in an article, completions of what is being typed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypedDict

from typing_extensions import assert_never

from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.errors import QueryError
from icenews_nlp.search.analysis.document import DocumentAnalyzer, DocumentTerms, folded
from icenews_nlp.search.analysis.lexicon import Lexicon
from icenews_nlp.search.query.reader import QueryReader
from icenews_nlp.search.query.refine import condition
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
from icenews_nlp.search.ranges import Range, merged
from icenews_nlp.search.results.hits import Results, Suggestion
from icenews_nlp.search.results.matching import matches, ranges
from icenews_nlp.search.sqlite.index import SearchIndex

QUERY_SECONDS: Final = 2.0
"""Of processor time that one query may take in the database."""
COMPLETIONS: Final = 8
LONGEST_NAME: Final = 3
"""Words at the end of what was typed that may be the start of one name."""

_PLAIN: Final = re.compile(r"\w[\w.'’/-]*")
"""A word without punctuation; others are not completed."""


class Completion(TypedDict):
    """A suggestion as the page's script gets it."""

    text: str
    kind: str | None
    """The label of a name; None for a lemma."""
    count: int
    query: str
    """All of the query, with this in the place of the words that it completes."""


class SearchSession:
    """An open index and the readers of queries and documents. Any number of threads may share one."""

    def __init__(self, db: str) -> None:
        """Open the index.

        Args:
            db: The file.

        Raises:
            SearchIndexError: The file is not there or cannot be opened.
        """
        self.index = SearchIndex(db, create=False)
        lexicon = Lexicon()
        self._queries = QueryReader(lexicon)
        self._documents = DocumentAnalyzer(lexicon)

    def close(self) -> None:
        """Close the index."""
        self.index.close()

    def results(self, query: str, limit: int, offset: int) -> Results:
        """The hits from `offset` on, at most `limit`.

        Raises:
            QueryError: The query cannot be read, or takes too long.
        """
        return self.index.search(query, limit=limit, offset=offset, timeout=QUERY_SECONDS)

    def matches(self, document: AnnotatedDocument, query: str) -> list[Range]:
        """What of the document's text the query finds: words by the narrowest reading that finds it, and names asked for."""
        if not query:
            return []
        terms = self._documents.read(document)
        try:
            tiers = self._queries.read(query, fold=_vocabulary(terms)).tiers
        except QueryError:
            return []
        tree = next((tier for tier in tiers if matches(tier, terms)), tiers[-1])
        found = list(_names(document, terms, tree))
        for section, field in ((document.section("title"), terms.title), (document.section("body"), terms.body)):
            found += [Range(section.start + start, section.start + end) for start, end in ranges(tree, field)]
        return merged(found)

    def completions(self, typed: str) -> list[Completion]:
        """What the end of the query may become: names that begin with its last words, names and lemmas with the last one."""
        words = typed.split()
        found: dict[tuple[str, str | None], Completion] = {}
        for length in range(min(LONGEST_NAME, len(words)), 0, -1):
            tail = words[-length:]
            if not all(map(_PLAIN.fullmatch, tail)):
                continue
            head = " ".join(words[:-length])
            for suggestion in self.index.suggest(" ".join(tail), limit=COMPLETIONS):
                completion = _completion(suggestion, head)
                found.setdefault((completion["text"], completion["kind"]), completion)
        return list(found.values())[:COMPLETIONS]


def _vocabulary(terms: DocumentTerms) -> Callable[[str], Sequence[str]]:
    """What of the document's index terms folds to a string."""
    words: defaultdict[str, set[str]] = defaultdict(set)
    for term in (*terms.title.terms, *terms.body.terms):
        for lemma in term.lemmas:
            words[folded(lemma)].add(lemma)
        words[folded(term.form)].add(f"={term.form}")
    return lambda plain: sorted(words.get(plain, ()))


def _completion(suggestion: Suggestion, head: str) -> Completion:
    label = suggestion.label.value if suggestion.label else None
    text = condition(label, suggestion.text) if label else None
    query = f"{head} {text or suggestion.text}".strip()
    return Completion(text=suggestion.text, kind=label, count=suggestion.count, query=query)


def _names(document: AnnotatedDocument, terms: DocumentTerms, tree: Node) -> Iterator[Range]:
    """All mentions of the things that the query names, however each is worded, which `ranges` leaves out."""
    wanted = list(_named(tree))
    asked = {(n.label, n.name) for n in terms.names for one in wanted if matches(one, replace(terms, names=(n,)))}
    for entity in document.entities if asked else ():
        if (entity.label, document.cluster_name(entity)) in asked:
            yield Range(entity.start, entity.end)


def _named(tree: Node) -> Iterator[EntityMatch]:
    match tree:
        case EntityMatch():
            yield tree
        case And(children) | Or(children):
            for child in children:
                yield from _named(child)
        case Not() | AnyTerm() | Prefix() | Phrase() | Near() | DateFilter() | SourceFilter():
            pass
        case _:
            assert_never(tree)
