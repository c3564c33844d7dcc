"""The deep parser's own process: sentences in, the reading of their words out. The only file that imports `reynir`.

`parser.py` starts it with `python -m icenews_nlp.language.greynir.worker` and speaks with it in lines of JSON:

    child   {"building": "<path>"}       only where reynir's binary grammar is missing or old, before it is built
    child   {"ready": true}              or {"error": "<why>"}, and the process ends
    parent  {"text": "Við ána stóð hús.", "max_tokens": 40}
    child   {"words": [[0, 3, "við", "fs", ["þf"]], ...]}     or {"words": null}: too long, or no parse

It ends when its standard input does, in the middle of a parse too, so that it never outlives its parent.
"""

from __future__ import annotations

import json
import os
import queue
import re
import signal
import sys
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from icenews_nlp.child_process import take_replies

if TYPE_CHECKING:
    from reynir import Greynir
    from reynir.simpletree import SimpleTree
    from tokenizer import Tok

Reading = tuple[int, int, str]  # start, end, lemma

_NOUNS: Final = frozenset(("kk", "kvk", "hk"))
# Word classes as Greynir names them; its others ("entity", "person" ...) say that it knows the word as a name at most.
_WORD_CLASSES: Final = _NOUNS | {"so", "lo", "ao", "fs", "st", "fn", "pfn", "abfn", "gr", "to", "rt", "nhm", "uh"}

# Readings (form, lemma) that are wrong more often than right by MIM-GOLD's lemmas, counted on 500 sentences of its validation
# part: á as eiga 14 times of 17, sá for what MIM-GOLD calls hann or það 33 times of 58, forms of vera and hafa as other words.
_MISREAD: Final = frozenset((form, "sá") for form in ("það", "þess", "því", "þeim", "þeirra", "þeir", "þau", "þær", "þá")) | {
    ("á", "eiga"),
    ("því", "því"),
    ("er", "er"),
    ("var", "var"),
    ("verið", "ver"),
    ("hefur", "hefja"),
    ("heim", "heimur"),
}
_REFLEXIVE: Final = frozenset(("sig", "sér"))  # as a noun, as sjá or as an adverb: wrong 9 times of 9


def main() -> None:
    """Serve requests until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle; the terminal sends it to both
    requests, replies = open_requests(), take_replies()
    greynir = load_greynir(replies)
    if greynir is None:
        return
    send(replies, {"ready": True})
    while True:
        request = json.loads(requests.get())
        send(replies, {"words": _words(greynir, request["text"], request["max_tokens"])})


def open_requests() -> queue.SimpleQueue[bytes]:
    """Lines of standard input, read by a thread: it sees the parent's end while the parser works (in C++, without the GIL)."""
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def read() -> None:
        for line in sys.stdin.buffer:
            lines.put(line)
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return lines


def send(replies: BinaryIO, message: dict[str, Any]) -> None:
    """Write a message as a line of JSON, and flush it."""
    replies.write(json.dumps(message).encode("ascii") + b"\n")
    replies.flush()


def load_greynir(replies: BinaryIO) -> Greynir | None:
    """A warm Greynir; None, with the reason sent, where its grammar is missing and cannot be built."""
    import reynir

    grammar = Path(reynir.__file__).with_name("Greynir.grammar")
    binary = grammar.with_name(grammar.name + ".bin")
    stale = not binary.exists() or binary.stat().st_mtime < grammar.stat().st_mtime  # as Fast_Parser decides it
    if stale:
        send(replies, {"building": str(binary)})
    try:
        greynir = reynir.Greynir()
        greynir.parse_single("Þetta er hús.")  # reads the grammar and fills tables; no real sentence shall pay for it
    except Exception as error:
        if not stale:
            raise
        send(replies, {"error": f"reynir's binary grammar could not be written to {binary} ({error})"})
        return None
    return greynir


def _words(greynir: Greynir, sentence: str, max_tokens: int) -> list[Reading] | None:
    """The readings that the parse decides; None where no part of the sentence parses.

    Where Greynir sees several sentences in the one, each that parses counts.
    """
    # One for one, so that places stay: a line end is no sentence end here, and reynir cannot encode half a surrogate pair.
    sentence = re.sub(r"[\ud800-\udfff]", "\ufffd", re.sub(r"\s", " ", sentence))
    sentences = list(greynir.submit(sentence, max_sent_tokens=max_tokens))  # its own cap is 90
    if sum(len(part) for part in sentences) > max_tokens:
        return None
    ranges = _align(sentence, (token for part in sentences for token in part.tokens))
    words: list[Reading] = []
    parsed = False
    for part in sentences:
        places = [next(ranges) for _ in part.tokens]
        if part.parse():
            parsed = True
            words += _readings(sentence, part.tokens, places, part.terminal_nodes)
    return words if parsed else None


def _align(sentence: str, tokens: Iterable[Tok]) -> Iterator[tuple[int, int] | None]:
    """Range of each token in the sentence.

    The tokens' originals, laid end to end, must rebuild the sentence, white space aside; from the first that does not, none has
    a range. A token whose text is not its original (joined, split or corrected by Greynir) has none either.
    """
    at: int | None = 0
    for token in tokens:
        original = (token.original or "").strip()
        if at is not None:
            while at < len(sentence) and sentence[at].isspace():
                at += 1
            if not sentence.startswith(original, at):
                at = None
        if at is None:
            yield None
            continue
        same = unicodedata.normalize("NFC", original) == token.txt
        yield (at, at + len(original)) if same and original else None
        at += len(original)


def _readings(
    sentence: str, tokens: list[Tok], places: list[tuple[int, int] | None], terminals: list[SimpleTree]
) -> Iterator[Reading]:
    """The terminals that are words and can be relied on, in the order of the text."""
    for terminal in terminals:
        place = None if terminal.index is None else places[terminal.index]
        if place is None or terminal.kind != "WORD" or terminal.cat not in _WORD_CLASSES:
            continue  # dates, amounts, persons, companies and unknown words: rules of our own name and value these
        start, end = place
        text, lemma = sentence[start:end], terminal.lemma
        if " " in text:
            # "Mennta- og menningarmálaráðuneytið" is one terminal, and the parse is of its last word. All others are set
            # phrases ("til dæmis", "í gær") whose lemma is the phrase itself: no lemma of a word.
            if not re.fullmatch(r"\w+- \w+ \w+", text) or lemma.count(" ") != 2:
                continue
            start, text, lemma = start + text.rindex(" ") + 1, text.rpartition(" ")[2], lemma.rpartition(" ")[2]
        lemma = without_marks(lemma, text)
        if not _doubtful(text, lemma, terminal, tokens[terminal.index or 0]):
            yield start, end, lemma


def without_marks(lemma: str, text: str) -> str:
    """The lemma without the hyphens that Greynir puts between the parts of a compound; those of the text stay.

    >>> without_marks("loftslags-ráðuneyti", "loftslagsráðuneytinu"), without_marks("Norður-Kórea", "Norður-Kóreu")
    ('loftslagsráðuneyti', 'Norður-Kórea')
    """
    if lemma.count("-") <= text.count("-"):
        return lemma
    kept = ""
    for letter in lemma:  # all parts but the last are uninflected, so the kept letters stand where they stand in the text
        if letter != "-" or text[len(kept) : len(kept) + 1] == "-":
            kept += letter
    return kept


def _doubtful(text: str, lemma: str, terminal: SimpleTree, token: Tok) -> bool:
    """Whether the reading is of a kind that Greynir often gets wrong; the tagger and the rules for names decide these."""
    if (text.lower(), lemma) in _MISREAD or (text.lower() in _REFLEXIVE and terminal.cat != "abfn"):
        return True
    if terminal.cat == "lo" and any(m.ordfl == "so" and "LHÞT" in m.beyging for m in token.meanings):
        return True  # »var tekin«: an adjective or a participle; right in 26 cases of 47
    if text.endswith(".") or " " in lemma:
        return True  # abbreviations keep their form as lemma; Greynir spells some out
    if text[0].isupper() and terminal.cat in _NOUNS:
        if terminal.index == 0:  # »Björk söng«: the tree björk, or the woman?
            return lemma[0].islower() and any(m.stofn == lemma.capitalize() for m in token.meanings)
        # »í Val«, »Haukar«: names taken for common nouns; »Pútíns«, »Trumps«: genitives that Greynir lists as names
        return lemma[0].islower() or (lemma == text and "ef" in terminal.all_variants)
    return False


if __name__ == "__main__":
    main()
