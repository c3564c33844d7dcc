"""The process in which Greynir runs as a baseline: all that it finds in a text, in the protocol of language/greynir/worker.py.

    parent  {"text": "Hún fór. Við ána stóð hús."}
    child   {"tokens": [[0, 3, "hún"], ...], "sentences": [[0, 8], ...], "entities": [[0, 3, "Person"], ...], "parsed": 2}

A token has the lemma null where its sentence has no parse. What language/greynir/worker.py leaves out as often wrong is here.
"""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from icenews_nlp.child_process import take_replies
from icenews_nlp.language.greynir import worker

if TYPE_CHECKING:
    from reynir import Greynir
    from tokenizer import Tok

_LABELS: Final[Mapping[str, str]] = {
    "PERSON": "Person", "DATEABS": "Date", "DATEREL": "Date", "YEAR": "Date", "TIME": "Time", "AMOUNT": "Money",
    "PERCENT": "Percent",
}  # fmt: skip
"""Kinds of terminals that are entities, with MIM-GOLD-NER's names for them."""
_FAR: Final = 40
"""Code points to look ahead for a token, past what Greynir left out."""


def main() -> None:
    """Serve requests until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle; the terminal sends it to both
    requests, replies = worker.open_requests(), take_replies()
    greynir = worker.load_greynir(replies)
    if greynir is None:
        return
    worker.send(replies, {"ready": True})
    while True:
        worker.send(replies, _read(greynir, json.loads(requests.get())["text"]))


def _read(greynir: Greynir, text: str) -> dict[str, Any]:
    """Tokens, sentences and entities of a text, and how many sentences were parsed."""
    found: dict[str, Any] = {"tokens": [], "sentences": [], "entities": [], "parsed": 0}
    sentences = list(greynir.submit(text))
    places = _places(text, (token for sentence in sentences for token in sentence.tokens))
    for sentence in sentences:
        ranges = [next(places) for _ in sentence.tokens]
        terminals = {}
        if sentence.parse():
            found["parsed"] += 1
            terminals = {terminal.index: terminal for terminal in sentence.terminal_nodes}
        words = []
        for i, place in enumerate(ranges):
            if place is None:
                continue
            terminal = terminals.get(i)  # not to be asked for its truth: it has no children, which is a length of 0
            words += _words(text, *place, None if terminal is None else terminal.lemma)
            if terminal is not None and (label := _LABELS.get(terminal.kind or "")):
                found["entities"].append((*place, label))
        if words:
            found["tokens"] += words
            found["sentences"].append((words[0][0], words[-1][1]))
    return found


def _places(text: str, tokens: Iterable[Tok]) -> Iterator[tuple[int, int] | None]:
    """Range of each token in the text; None for one that Greynir made up.

    A token that Greynir writes in another way than the text stands there as its `original`; but that lacks the number of
    `fimm prósent`, whose text is whole.
    """
    at = 0
    for token in tokens:
        at = len(text) - len(text[at:].lstrip())
        forms = [form for form in (token.txt, (token.original or "").strip()) if form]
        form = next((form for form in forms if text.startswith(form, at)), forms[-1] if forms else "")
        start = text.find(form, at, at + _FAR)
        if not form or start < 0:
            yield None
            continue
        at = start + len(form)
        yield start, at


def _words(text: str, start: int, end: int, lemma: str | None) -> list[tuple[int, int, str | None]]:
    """The words of a token, which may be a name, a date or a phrase of several; its lemma has as many or says nothing."""
    words = list(re.finditer(r"\S+", text[start:end]))
    lemmas = (lemma or "").split()
    known = len(lemmas) == len(words)
    return [
        (start + word.start(), start + word.end(), worker.without_marks(lemmas[i], word[0]) if known else None)
        for i, word in enumerate(words)
    ]


if __name__ == "__main__":
    main()
