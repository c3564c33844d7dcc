"""A worker process of `enrich_many`: articles in, documents out. `worker_pool.py` starts it as a program.

They speak in pickles:

    parent  {"profile": "standard", "threads": 1, "wanted": {...}}      what `Enricher.attempt` takes by name
    child   None when the model is loaded; or why it cannot be, as a str, and the process ends
    parent  [(index, article), ...]      each article a pickle of its own
    child   a document or a failure for each, in order, each a pickle of its own; None for an article that cannot be read here

It ends when its standard input does, in the middle of an article too, so that it never outlives its parent.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import sys
import threading
from functools import partial
from typing import Any, BinaryIO

from icenews_nlp.child_process import take_replies
from icenews_nlp.enrichment.enricher import Enricher
from icenews_nlp.enrichment.worker_pool import Attempt


def main() -> None:
    """Serve requests until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process, and is for the first one to handle
    requests, replies = _open_requests(), take_replies()
    settings = requests.get()
    try:
        enricher = Enricher(settings["profile"], threads=settings["threads"])
    except Exception as error:  # whatever it is, the parent says it
        _send(replies, f"{type(error).__name__}: {error}")
        return
    _send(replies, None)
    attempt = partial(enricher.attempt, **settings["wanted"])
    while True:
        for index, packed in requests.get():
            _send(replies, _result(attempt, index, packed))


def _result(attempt: Attempt, index: int, packed: bytes) -> bytes:
    """The result as a pickle; of None where the article cannot be read here, or the document not be sent."""
    try:
        return pickle.dumps(attempt(index, pickle.loads(packed)), pickle.HIGHEST_PROTOCOL)
    except Exception:  # whatever the objects of a user raise
        return pickle.dumps(None)


def _open_requests() -> queue.SimpleQueue[Any]:
    """What the parent sends, read by a thread: it sees the parent's end while an article is analysed."""
    received: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def read() -> None:
        try:
            while True:
                received.put(pickle.load(sys.stdin.buffer))
        except Exception:  # the end of the parent, or half a message of one that was killed
            os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return received


def _send(replies: BinaryIO, message: object) -> None:
    pickle.dump(message, replies, pickle.HIGHEST_PROTOCOL)
    replies.flush()


if __name__ == "__main__":
    main()
