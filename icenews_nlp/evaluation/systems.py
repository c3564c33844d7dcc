"""The systems that can be scored: our profiles, and Greynir beside them."""

from __future__ import annotations

from typing import Any, ClassVar, Final, Protocol

from icenews_nlp.enrichment.enricher import Enricher, load
from icenews_nlp.enrichment.profiles import PROFILES
from icenews_nlp.errors import ProfileError, unknown_name
from icenews_nlp.evaluation.counts import Found, FoundToken
from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.greynir.parser import Parser

GREYNIR: Final = "greynir"
SECONDS_PER_TEXT: Final = 120.0
"""After which Greynir is stopped and has given nothing for a text: some of its sentences take minutes."""


class System(Protocol):
    """What can be scored."""

    name: str
    version: str
    """What makes its annotations."""
    gives: frozenset[str]
    """Which of lemma, tag, upos and feats; others are not scored."""
    labels: frozenset[str]
    """Entity types that it gives; others are not scored."""

    def analyse(self, text: str) -> Found:
        """What the system makes of a text."""

    def close(self) -> None:
        """End what runs beside it."""


class Profile:
    """One of our own profiles."""

    gives: frozenset[str] = frozenset({"lemma", "tag", "upos", "feats"})
    labels: frozenset[str] = frozenset(label.value for label in EntityLabel)

    def __init__(self, enricher: Enricher) -> None:
        self._enricher = enricher
        self.name = enricher.profile
        self.version = enricher.enrich("").provenance.model

    def analyse(self, text: str) -> Found:
        """What the profile makes of a text."""
        doc = self._enricher.enrich(text)
        return Found(
            [FoundToken(t.start, t.end, t.lemma, t.tag, t.pos, t.morph) for t in doc.tokens],
            [(s.start, s.end) for s in doc.sentences],
            [(e.start, e.end, e.label.value) for e in doc.entities],
        )

    def close(self) -> None:
        """End the parser's process of profile "deep"."""
        self._enricher.close()


class Greynir:
    """Greynir's own words and sentences, with the lemmas and names of the sentences that it parses.

    It gives tags and features of another tagset, which are not scored, and of the entity types those that it marks as such.
    Nothing is corrected or left out, as profile "deep" does with what it takes from the parser.
    """

    name = GREYNIR
    gives: frozenset[str] = frozenset({"lemma"})
    labels: frozenset[str] = frozenset({"Person", "Date", "Time", "Money", "Percent"})

    def __init__(self) -> None:
        """Initialise the instance.

        Raises:
            ParserError: its process cannot be started.
        """
        self._process = _GreynirProcess()
        self.version = f"reynir {self._process.version}"

    def analyse(self, text: str) -> Found:
        """What Greynir makes of a text; nothing if it takes longer than SECONDS_PER_TEXT or breaks down."""
        reply = self._process.read(text)
        if reply is None:
            return Found([], [], [], parsed=0)
        tokens = [FoundToken(*token) for token in reply["tokens"]]
        sentences = [(start, end) for start, end in reply["sentences"]]
        return Found(tokens, sentences, [(start, end, label) for start, end, label in reply["entities"]], reply["parsed"])

    def close(self) -> None:
        """End its process."""
        self._process.close()


class _GreynirProcess(Parser):
    """The process of the deep parser, with a child that tells all that it finds and reads whole texts."""

    _arguments: ClassVar[tuple[str, ...]] = ("-m", "icenews_nlp.evaluation.greynir_worker")

    def read(self, text: str) -> dict[str, Any] | None:
        """The child's reply; None if it took too long or broke down.

        A text may be longer than a pipe's buffer: the child has a thread that reads at all times.
        """
        with self._lock:
            return self._ask({"text": text}, SECONDS_PER_TEXT)


def make_system(name: str | None = None) -> System:
    """The system of that name, loaded.

    Args:
        name: a profile or "greynir"; None is the profile that `icenews_nlp.load` takes by itself.

    Raises:
        ProfileError: there is no such system.
        ModelError: as `icenews_nlp.load` does.
        ParserError: as `icenews_nlp.load` does.
    """
    if name == GREYNIR:
        return Greynir()
    if name is None:
        return Profile(load())
    if name not in PROFILES:
        raise ProfileError(unknown_name("profile or baseline", name, (*PROFILES, GREYNIR)))
    return Profile(load(name))
