"""One spaCy pipeline in many threads."""

from __future__ import annotations

import gc
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from spacy.tokens import Span, Token

from helpers.spacy_texts import NEWS
from icenews_nlp import Enricher, load_pipeline, to_document
from icenews_nlp.integrations.spacy.docs import register_attributes
from icenews_nlp.integrations.spacy.names import NER, TAGGER

THREADS = 8
TEXTS = [f"{NEWS} Fundur númer {i} var haldinn á Húsavík {i % 28 + 1}. mars og Sigríður mætti." for i in range(100)]


def test_threads_that_share_a_pipeline_get_the_documents_of_one(fast: Enricher) -> None:
    pipeline = load_pipeline("fast")  # its model is loaded by whichever thread is first
    with ThreadPoolExecutor(THREADS) as pool:
        documents = list(pool.map(lambda text: to_document(pipeline(text)), TEXTS))
    assert documents == [fast.enrich(text) for text in TEXTS]
    assert documents[:20] == [to_document(pipeline(text)) for text in TEXTS[:20]], "and it stays right afterwards"


def test_threads_with_streams_of_their_own(fast: Enricher) -> None:
    expected = [fast.enrich(text).tokens for text in TEXTS[:16]]
    with ThreadPoolExecutor(THREADS) as pool:
        streams = list(pool.map(lambda _: [to_document(doc).tokens for doc in fast.spacy.pipe(TEXTS[:16])], range(THREADS)))
    assert all(stream == expected for stream in streams)


def test_scores_of_a_doc_wait_no_longer_than_it_lives(fast: Enricher) -> None:
    tagger: Any = fast.spacy.get_pipe(TAGGER)
    ner: Any = fast.spacy.get_pipe(NER)
    waiting = tagger.shared._labels
    with ThreadPoolExecutor(THREADS) as pool:
        dropped = list(pool.map(lambda text: len(tagger(fast.spacy.make_doc(text))), TEXTS[:40]))
    gc.collect()
    assert min(dropped) > 0
    assert len(waiting) == 0
    doc = tagger(fast.spacy.make_doc(NEWS))
    assert len(waiting) == 1
    ner(doc)
    assert len(waiting) == 0


def test_threads_may_register_the_attributes_at_once() -> None:
    register_attributes()
    for owner, name in ((Token, "icenews_kind"), (Span, "icenews_name")):
        owner.remove_extension(name)
    barrier = threading.Barrier(THREADS)

    def register(_: int) -> None:
        barrier.wait()
        register_attributes()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(register, range(THREADS)))
    assert Token.has_extension("icenews_kind")
    assert Span.has_extension("icenews_name")
