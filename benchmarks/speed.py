"""Speed and memory of profile "fast" on one core, beside its peers in the same run.

    python benchmarks/speed.py

The text is our own corpus (corpus/), 1,600 sentences of news. Timings are of this machine at this moment: read the ratios.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # before numpy is imported
    os.environ[name] = "1"

import islenska  # noqa: E402  # after the environment is set
import tokenizer  # noqa: E402

import icenews_nlp  # noqa: E402
from icenews_nlp.training.readers import inline_names  # noqa: E402

CORPUS = Path(__file__).parent.parent / "corpus"
SENTENCES_AN_ARTICLE = 20


def articles() -> list[str]:
    """The corpus as articles of twenty sentences."""
    lines = [text for path in sorted(CORPUS.glob("*/*.txt")) for text, _ in inline_names(path)]
    return [" ".join(lines[i : i + SENTENCES_AN_ARTICLE]) for i in range(0, len(lines), SENTENCES_AN_ARTICLE)]


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_a_new_process(code: str) -> list[float]:
    """The numbers that the code prints, run in a process of its own."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return [float(number) for number in done.stdout.split()]


def print_first_document() -> None:
    """Start-up and memory, in new processes; called first, since Linux counts a parent's peak memory to its children."""
    code = (
        "import time; t = time.perf_counter(); import icenews_nlp; print(time.perf_counter() - t);"
        "icenews_nlp.load('fast').enrich('Kim Jong-un fór frá Pyongyang til Khasan.'); print(time.perf_counter() - t);"
        "import resource, sys; unit = 1e6 if sys.platform == 'darwin' else 1e3;"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)"
    )
    runs = [in_a_new_process(code) for _ in range(3)]
    print(f"import {min(r[0] for r in runs):.3f} s; import, load and first document {min(r[1] for r in runs):.2f} s")
    print(f"memory after the first document: {min(r[2] for r in runs):.0f} MB")


def main() -> None:
    """Print one line a figure."""
    print_first_document()
    texts = articles()
    nlp = icenews_nlp.load("fast")
    cold = seconds(lambda: [nlp.enrich(text) for text in texts])
    documents = [nlp.enrich(text) for text in texts]
    words = [token.text for document in documents for token in document.tokens]
    warm = min(seconds(lambda: [nlp.enrich(text) for text in texts]) for _ in range(3))
    lines = [document.to_json() for document in documents]
    write = min(seconds(lambda: [document.to_json() for document in documents]) for _ in range(3))
    read = min(seconds(lambda: [icenews_nlp.AnnotatedDocument.model_validate_json(line) for line in lines]) for _ in range(3))
    cut = min(seconds(lambda: [list(tokenizer.tokenize(text)) for text in texts]) for _ in range(3))
    bin_ = islenska.Bin()
    look_up = seconds(lambda: [bin_.lookup(word) for word in words])

    print(f"{len(texts)} articles, {len(words)} words")
    for name, took in (
        ("enrich, first time (nothing remembered)", cold),
        ("enrich, words seen before", warm),
        ("peer: tokenizer alone", cut),
        ("peer: islenska look-up alone", look_up),
    ):
        print(f"{name:45} {len(words) / took:10,.0f} words/s   {took / warm:6.2f} of enrich")
    print(f"writing and validating JSON: {(write + read) / warm:.2f} of the time that enrich takes")


if __name__ == "__main__":
    main()
