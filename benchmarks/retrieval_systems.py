"""Ways to index sentences and to ask for a word in them: raw forms, all of BÍN's lemmas, lemma-is, and this library."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import icenews_nlp
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.search.analysis.document import DocumentTerms, FieldTerms, document_terms
from icenews_nlp.search.sqlite.index import SearchIndex
from retrieval_queries import Gold, folded_lemma

PAGE: Final = 10
"""Hits that a search asks for when nothing else is said: a wider tier is asked where a narrower one gives fewer."""

Answers = dict[str, list[set[int]]]
"""What a system found: the name of a way to ask it, and for each query the numbers of the sentences."""

System = Callable[[Sequence[Gold], Sequence[str]], Answers]


def raw_forms(sentences: Sequence[Gold], queries: Sequence[str]) -> Answers:
    """The words in lower case and nothing else."""
    find = inverted(word_forms(sentence.text.lower()) for sentence in sentences)
    return {"raw lower-case forms": [find([query.lower()]) for query in queries]}


class Readings:
    """All of BÍN's lemmas for documents and queries, and what gold lemmas would reach."""

    def __init__(self) -> None:
        self._bin = Bin()

    def all_both_sides(self, sentences: Sequence[Gold], queries: Sequence[str]) -> Answers:
        """Every lemma that BÍN has for a word, in documents and queries."""
        find = inverted({lemma for form in word_forms(s.text) for lemma in self._lemmas(form)} for s in sentences)
        return {"all BÍN candidates": [find(self._lemmas(query)) for query in queries]}

    def gold(self, sentences: Sequence[Gold], queries: Sequence[str]) -> Answers:
        """Documents that hold their gold lemmas alone: the bound of what disambiguation can reach."""
        find = inverted({folded_lemma(word.lemma) for word in sentence.words} for sentence in sentences)
        wide = [self._lemmas(query) for query in queries]
        narrow = [{folded_lemma(q)} if folded_lemma(q) in lemmas else lemmas for q, lemmas in zip(queries, wide, strict=True)]
        return {
            "bound: gold lemmas, base form first": [find(lemmas) for lemmas in narrow],
            "bound: gold lemmas, all candidates": [find(lemmas) for lemmas in wide],
        }

    def _lemmas(self, form: str) -> set[str]:
        return {folded_lemma(reading.lemma) for reading in self._bin.readings(form, True)} or {folded_lemma(form)}


LEMMA_IS: Final = """
import {readFileSync} from "fs";
import {BinaryLemmatizer, CompoundSplitter, buildSearchQuery, createKnownLemmaSet, extractIndexableLemmas} from "lemma-is";
const file = readFileSync("node_modules/lemma-is/data-dist/lemma-is.core.bin");
const lemmatizer = BinaryLemmatizer.loadFromBuffer(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength));
const compoundSplitter = new CompoundSplitter(lemmatizer, createKnownLemmaSet(lemmatizer.getAllLemmas()));
const {texts, queries} = JSON.parse(readFileSync(0, "utf8"));
const ask = (options) => ({
  texts: texts.map((text) => [...extractIndexableLemmas(text, lemmatizer, options)]),
  queries: queries.map((query) => buildSearchQuery(query, lemmatizer, options).groups),
});
console.log(JSON.stringify({plain: ask({}), split: ask({compoundSplitter})}));
"""
"""All candidates, without and with compounds split; stop words and bigrams only lose recall."""


class LemmaIs:
    """The npm package lemma-is, installed in a folder, through node."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        described = folder / "node_modules" / "lemma-is" / "package.json"
        if not described.is_file() or shutil.which("node") is None:
            raise SystemExit(f"no lemma-is in {folder}, or no node: npm install --prefix {folder} lemma-is@0.11.0")
        self.version = json.loads(described.read_text(encoding="utf-8"))["version"]

    def __call__(self, sentences: Sequence[Gold], queries: Sequence[str]) -> Answers:
        """What its own index and query functions make of the texts and queries."""
        given = json.dumps({"texts": [sentence.text for sentence in sentences], "queries": list(queries)})
        command = ["node", "--input-type=module", "-e", LEMMA_IS]
        done = subprocess.run(command, cwd=self._folder, input=given, capture_output=True, encoding="utf-8", check=True)
        answers: Answers = {}
        for way, name in (("plain", f"lemma-is {self.version}"), ("split", f"lemma-is {self.version}, compounds split")):
            made = json.loads(done.stdout)[way]
            find = inverted(made["texts"])
            # A query that it makes nothing of is taken to find nothing.
            answers[name] = [set.intersection(*map(find, groups)) if groups else set() for groups in made["queries"]]
        return answers


class Ours:
    """This library with one profile: documents into the embedded index, queries as a user types them."""

    def __init__(self, profile: str) -> None:
        self._profile = profile
        self._nlp = icenews_nlp.load(profile)
        self._terms: dict[str, DocumentTerms] = {}

    def __call__(self, sentences: Sequence[Gold], queries: Sequence[str]) -> Answers:
        """By the first tier, by two, as a page of hits, and by two with the parts of compounds left out of the index."""
        terms = [replace(self._analysed(sentence.text), key=str(i)) for i, sentence in enumerate(sentences)]
        whole = [replace(t, title=without_parts(t.title), body=without_parts(t.body)) for t in terms]
        found, found_whole = search(terms, queries), search(whole, queries)
        return {
            f"ours, {self._profile}: first tier": [tiers[0] for tiers in found],
            f"ours, {self._profile}: first two tiers": [set().union(*tiers[:2]) for tiers in found],
            f"ours, {self._profile}: a page of {PAGE}": [page(tiers) for tiers in found],
            f"ours, {self._profile}: two tiers, no parts": [set().union(*tiers[:2]) for tiers in found_whole],
        }

    def _analysed(self, text: str) -> DocumentTerms:
        if text not in self._terms:
            self._terms[text] = document_terms(self._nlp.enrich(text))
        return self._terms[text]


def without_parts(field: FieldTerms) -> FieldTerms:
    """The field without the parts of its compounds."""
    return replace(field, terms=tuple(term._replace(parts=()) for term in field.terms))


def search(documents: Sequence[DocumentTerms], queries: Sequence[str]) -> list[list[set[int]]]:
    """For each query the documents that each of its tiers adds."""
    with tempfile.TemporaryDirectory() as folder, SearchIndex(Path(folder) / "index.db") as index:
        index.add(documents)
        found = []
        for query in queries:
            tiers: dict[int, set[int]] = defaultdict(set)
            for hit in index.search(query, limit=len(documents), facets=False).hits:
                tiers[hit.tier].add(int(hit.key))
            found.append([tiers[tier] for tier in range(max(tiers, default=0) + 1)])
        return found


def page(tiers: Iterable[set[int]]) -> set[int]:
    """What a search for a page of hits asks: the tiers from the first until there are enough."""
    found: set[int] = set()
    for tier in tiers:
        found |= tier
        if len(found) >= PAGE:
            break
    return found


def word_forms(text: str) -> list[str]:
    """The words of a text, a hyphen inside one kept."""
    return re.findall(r"[^\W_]+(?:-[^\W_]+)*", text)


def inverted(documents: Iterable[Iterable[str]]) -> Callable[[Iterable[str]], set[int]]:
    """A look-up: the numbers of the documents that hold any of some terms."""
    postings: dict[str, set[int]] = defaultdict(set)
    for i, terms in enumerate(documents):
        for term in terms:
            postings[term].add(i)
    return lambda wanted: set().union(*(postings.get(term, set()) for term in wanted))
