"""The mapping's analysis and the compiled queries in real Lucene, against `search/matching.py` and the stand-in for a cluster.

Needs a JDK (11 or later) and Debian's `liblucene8-java` (Lucene 8.8.1, as old as OpenSearch 1 and Elasticsearch 7.12);
`make test-lucene` runs it, the ordinary suite does not. The Java files beside this one build an index in memory with the
analyzer that `mapping()` describes, and make of a query what the two servers make of it.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from helpers import lucene_gold
from helpers import made_up_terms as made
from helpers.search_dsl import Stored, score
from icenews_nlp.search.analysis.document import DocumentTerms
from icenews_nlp.search.opensearch.compile import compile_query, escape
from icenews_nlp.search.opensearch.documents import beginning_pattern, fold_start, mapping, source
from icenews_nlp.search.query.tree import AnyTerm, Near, Node, Phrase, Prefix
from icenews_nlp.search.results.matching import matches

HERE = Path(__file__).parent
JARS = [f"/usr/share/java/lucene-{name}.jar" for name in ("core-8.7.0", "analyzers-common-8.7.0")]
"""Named after 8.7.0 by Debian, built from 8.8.1."""

Found = tuple[list[list[tuple[str, int]]], list[tuple[str, list[int]]], list[list[str]]]
"""Tokens of each text; each query as Lucene writes it, with the documents it finds, best first; what each pattern matches."""
Made = TypeVar("Made")


class Lucene:
    def __init__(self, classes: Path) -> None:
        sources = sorted(str(path) for path in HERE.glob("*.java"))
        self._path = ":".join([str(classes), *JARS])
        subprocess.run(["javac", "-encoding", "UTF-8", "-d", str(classes), "-cp", self._path, *sources], check=True)

    def run(
        self,
        documents: Sequence[DocumentTerms] = (),
        nodes: Sequence[Node] = (),
        texts: Sequence[str] = (),
        patterns: Sequence[tuple[str, list[str]]] = (),
    ) -> Found:
        asked = {
            "index": mapping(),
            "texts": texts,
            "documents": [source(document) for document in documents],
            "queries": [compile_query(node) for node in nodes],
            "patterns": patterns,
        }
        done = subprocess.run(["java", "-cp", self._path, "Main"], input=json.dumps(asked).encode(), capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        tokens, answers, matched = json.loads(done.stdout)
        return [[tuple(token) for token in found] for found in tokens], answers, matched


@pytest.fixture(scope="session")
def lucene(tmp_path_factory: pytest.TempPathFactory) -> Lucene:
    return Lucene(tmp_path_factory.mktemp("classes"))


def examples(strategy: st.SearchStrategy[Made], count: int) -> list[Made]:
    """So many of what hypothesis makes up, the same ones each time; a JVM for each would take minutes."""
    found: list[Made] = []

    @settings(max_examples=count, phases=[Phase.generate], derandomize=True, database=None, deadline=None)
    @given(strategy)
    def take(example: Made) -> None:
        found.append(example)

    take()
    return found


def test_tokens_are_the_gold_ones(lucene: Lucene) -> None:
    tokens, *_ = lucene.run(texts=[text for text, _ in lucene_gold.TOKENS])
    assert tokens == [expected for _, expected in lucene_gold.TOKENS]


def test_finds_what_the_reference_finds(lucene: Lucene) -> None:
    documents = examples(made.DOCUMENTS, 100)
    trees = examples(made.TREES, 2000)
    stored = [Stored(source(document), mapping()) for document in documents]
    _, answers, _ = lucene.run(documents, trees)
    some = 0
    for tree, (text, found) in zip(trees, answers, strict=True):
        expected = [number for number, document in enumerate(documents) if matches(tree, document)]
        assert sorted(found) == expected, (tree, text)
        assert [
            number for number, document in enumerate(stored) if score(compile_query(tree), document) is not None
        ] == expected, tree
        some += 0 < len(found) < len(documents)
    assert some > len(trees) / 2  # the examples tell documents apart


@pytest.mark.parametrize("distance", [0, 1, 2, 3])
def test_windows_narrower_than_their_words_take(lucene: Lucene, distance: int) -> None:
    """Three words within one position of each other need a negative slop, and two at one position."""
    items = tuple(AnyTerm((lemma,)) for lemma in ("fjármál", "regla", "nýr"))
    texts = ["fjármálareglur/fjármálaregla/fjármála:fjármál/reglur:regla nýjar/nýr", "fjármál/fjármál regla/regla nýr/nýr"]
    documents = [made.document("", text) for text in texts]
    _, [(_, found)], _ = lucene.run(documents, [Near(items, distance)])
    assert sorted(found) == [number for number, needed in enumerate([1, 2]) if needed <= distance]


def test_readings_are_one_word_and_phrases_take_any_of_them(lucene: Lucene) -> None:
    nodes: list[Node] = [
        AnyTerm(("kaupa", "keyptur"), parts=False),
        Phrase((AnyTerm(("kynna", "kynnir"), parts=False), AnyTerm(("nýr",), parts=False))),
        Phrase((AnyTerm(("nýr",), parts=False), Prefix("reg"))),
    ]
    document = made.document("", "kynnti/kynna nýjar/nýr reglur/regla")
    _, answers, _ = lucene.run([document], nodes)
    texts = [text for text, _ in answers]
    assert "Synonym(body:kaupa body:keyptur)" in texts[0]
    assert 'body:"(kynna kynnir) nýr"' in texts[1]
    assert 'body:"nýr (regla =reglur)"' in texts[2]


def test_titles_come_first_and_parts_last(lucene: Lucene) -> None:
    rest = " ".join(f"annað{number}" for number in range(20))
    part = "Rússlandsforseti/rússlandsforseti/Rússlands:rússland/forseti:forseti"
    documents = [
        made.document("Fundur", f"{part} {rest} talar"),
        made.document("Fundur", f"Forseti/forseti {rest} talar"),
        made.document("Forseti/forseti", f"Fundur {rest} talar"),
        made.document("Fundur", f"Forseti/forseti {rest} talar", made.name(made.PERSON, "Forseti")),
    ]
    _, [(_, found)], _ = lucene.run(documents, [AnyTerm(("forseti",))])
    assert found == [2, 3, 1, 0]


def test_no_sign_takes_a_term_apart(lucene: Lucene) -> None:
    terms = [escape(f"a{sign}b") for sign in " \t\n\x0b\x1c\x1f\x85\xa0\u1680\u180e\u2007\u200b\u2028\u3000\ufeff\ud800|+%\0"]
    found, *_ = lucene.run(texts=[f"={term}|{term} =c" for term in terms])
    assert found == [[("=" + term, 0), (term, 0), ("=c", 1)] for term in terms]


def test_the_vocabulary_is_asked_for_a_word_and_not_for_a_pattern(lucene: Lucene) -> None:
    plains = ["haskoli", "thing", "a.*", "<1-9>", '"a"', "~@#&", "(a|b)?", "[a]{1}+", "a\\\\b", "^$", "50%", "a_b 😀"]
    entries = [fold_start(plain) + term for plain in plains for term in ("orð", "=orð")]
    *_, matched = lucene.run(patterns=[(beginning_pattern(fold_start(plain)), entries) for plain in plains])
    assert [entry for found in matched for entry in found] == entries
