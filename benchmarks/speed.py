"""Speed and memory of the profiles on one core, beside their baselines in the same run.

    python benchmarks/speed.py [--parser-sentences N]

The text is our own corpus (corpus/), 4,445 sentences. Timings are of this machine at this moment: compare ratios.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # before numpy is imported
    os.environ[name] = "1"

import islenska
import tokenizer

import icenews_nlp
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.labels import NAME_LABELS, TokenKind
from icenews_nlp.language.caches import CacheInfo
from icenews_nlp.language.greynir.parser import Parser
from icenews_nlp.search.analysis.document import DocumentAnalyzer
from icenews_nlp.search.query.reader import QueryReader
from icenews_nlp.training.corpora.readers import inline_names

CORPUS = Path(__file__).parent.parent / "corpus"
SENTENCES_PER_ARTICLE = 20
PROFILES = ("standard", "fast")
QUERIES_PER_ARTICLE = 5
"""First tokens of each article, of which the words are read as queries."""


def sentences() -> list[str]:
    """The corpus, its brackets left out."""
    return [text for path in sorted(CORPUS.glob("*/*.txt")) for text, _ in inline_names(path)]


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_a_new_process(code: str) -> list[float]:
    """The numbers that the code prints, run in a process of its own."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return [float(number) for number in done.stdout.split()]


def print_first_document(profile: str) -> None:
    """Start-up and memory, in new processes; called first, since Linux counts a parent's peak memory to its children."""
    code = (
        "import time; t = time.perf_counter(); import icenews_nlp; print(time.perf_counter() - t);"
        f"icenews_nlp.load('{profile}').enrich('Kim Jong-un fór frá Pyongyang til Khasan.'); print(time.perf_counter() - t);"
        "import resource, sys; unit = 1e6 if sys.platform == 'darwin' else 1e3;"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)"
    )
    runs = [in_a_new_process(code) for _ in range(3)]
    imported, first, memory = (min(run[i] for run in runs) for i in range(3))
    print(f"{profile}: import {imported:.3f} s; import, load and first document {first:.2f} s; memory {memory:.0f} MB")


def print_caches(owner: str, caches: Mapping[str, CacheInfo]) -> None:
    """Print one line per cache."""
    for name, cache in caches.items():
        share = cache.hits / max(1, cache.hits + cache.misses)
        print(f"{owner}: cache {name:13} holds {cache.currsize:6,} of {cache.maxsize:,}; {share:6.1%} of look-ups hit it")


def print_search_caches(documents: Sequence[AnnotatedDocument]) -> None:
    """Print the caches of search after reading documents into terms, and queries of names and words that they have."""
    analyzer, reader = DocumentAnalyzer(), QueryReader()
    for document in documents:
        analyzer.read(document)
        for entity in document.entities:
            if entity.label in NAME_LABELS:
                reader.read(f'"{entity.name}"')
        for token in document.tokens[:QUERIES_PER_ARTICLE]:
            if token.kind is TokenKind.WORD and token.norm.isalpha():
                reader.read(token.norm.lower())
    print_caches("reading documents into terms", analyzer.cache_info())
    print_caches("reading queries", reader.cache_info())


def main() -> None:
    """Print one line per figure."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument(
        "--parser-sentences", type=int, default=60, help="sentences that reynir parses as a baseline (default: 60)"
    )
    parsed = arguments.parse_args().parser_sentences
    for profile in PROFILES:
        print_first_document(profile)
    every = sentences()
    texts = [" ".join(every[i : i + SENTENCES_PER_ARTICLE]) for i in range(0, len(every), SENTENCES_PER_ARTICLE)]
    fast = icenews_nlp.load("fast")
    words = [token.text for text in texts for token in fast.enrich(text).tokens]
    print(f"{len(texts)} articles, {len(words)} words")
    lines = []
    for profile in PROFILES:
        nlp = icenews_nlp.load(profile)
        for when in ("first time (empty caches)", "words seen before"):
            lines.append((f"{profile}, {when}", seconds(partial(list, map(nlp.enrich, texts)))))
        print_caches(profile, nlp.cache_info())
    documents = [nlp.enrich(text) for text in texts]
    print_search_caches(documents)
    lines.append(("writing documents as JSON", seconds(lambda: [document.to_json() for document in documents])))
    written = [document.to_json() for document in documents]
    validate = icenews_nlp.AnnotatedDocument.model_validate_json
    lines.append(("reading and validating them", seconds(lambda: [validate(line) for line in written])))
    lines.append(("baseline: tokenizer alone", seconds(lambda: [list(tokenizer.tokenize(text)) for text in texts])))
    bin_ = islenska.Bin()
    lines.append(("baseline: islenska look-up alone", seconds(lambda: [bin_.lookup(word) for word in words])))
    own = lines[0][1]
    for name, took in lines:
        print(f"{name:45} {len(words) / took:10,.0f} words/s   {took / own:6.2f} of standard's first time")
    with Parser() as parser:
        parser.parse(every[0])  # starts it
        few = every[:: max(1, len(every) // parsed)][:parsed]
        took = seconds(lambda: [parser.parse(sentence) for sentence in few])
    size = sum(len(sentence.split()) for sentence in few)
    each = took / size / (own / len(words))
    name = f"baseline: reynir parses {len(few)} sentences"
    print(f"{name:45} {size / took:10,.0f} words/s   {each:6.1f} of it, per word")


if __name__ == "__main__":
    main()
