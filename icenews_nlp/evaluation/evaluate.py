"""A gold file through the systems, all of them on one text before the next, and their scores."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from icenews_nlp.evaluation.counts import FEATURES, SENTENCES, TOKENS, Tally
from icenews_nlp.evaluation.files import read_gold
from icenews_nlp.evaluation.gold import GoldWord, Sentence
from icenews_nlp.evaluation.results import FileScores, SystemScores, share, span_score
from icenews_nlp.evaluation.running_text import SENTENCES_PER_TEXT, GoldText, gold_texts
from icenews_nlp.evaluation.scores import ALL
from icenews_nlp.evaluation.systems import System
from icenews_nlp.labels import NAME_LABELS, EntityLabel

Watch = Callable[[Sequence[GoldText]], Iterable[GoldText]]
"""Passes the texts on one by one, and may show progress."""

_NAMES: Final = frozenset(label.value for label in NAME_LABELS)


class GoldFile:
    """A gold file that has been read, and what is to be scored of it."""

    def __init__(self, path: Path, *, sentences_per_text: int = SENTENCES_PER_TEXT, limit: int | None = None) -> None:
        """Read it.

        Args:
            path: A CoNLL-U or MIM-GOLD-NER file.
            sentences_per_text: consecutive sentences that are analysed as one text.
            limit: take only that many sentences, the first ones.

        Raises:
            InputError: as `read_gold` does.
            OSError: as `read_gold` does.
        """
        parts = read_gold(path)
        self.name = str(path)
        self.unscored, self.labels = _layers([word for part in parts for sentence in part for word in sentence])
        self.texts = list(gold_texts(_first(parts, limit), sentences_per_text))

    def score(self, systems: Sequence[System], *, strict: bool = False, watch: Watch = iter) -> FileScores:
        """The scores of the systems, which analyse the texts in turns.

        Args:
            systems: What is measured, each by its name.
            strict: compare lemmas case- and hyphen-sensitively.
            watch: Wraps the texts, to show progress.
        """
        tallies = [Tally(system.gives, self.labels & system.labels, strict=strict) for system in systems]
        for text in watch(self.texts):
            for system, tally in zip(systems, tallies, strict=True):
                start = time.perf_counter()
                found = system.analyse(text.text)
                tally.add(text, found, time.perf_counter() - start)
        words = sum(len(text.words) for text in self.texts)
        return FileScores(
            file=self.name,
            texts=len(self.texts),
            sentences=sum(len(text.sentences) for text in self.texts),
            words=words,
            unscored=self.unscored,
            systems=tuple(self._scores(*pair, words) for pair in zip(systems, tallies, strict=True)),
        )

    def _scores(self, system: System, tally: Tally, words: int) -> SystemScores:
        spans = {name: span_score(hits) for name, hits in tally.spans().items()}
        entities = tally.entities()
        if entities and not entities[ALL].gold:
            entities = {}  # none in the first sentences that were taken: an F1 of 0 would say nothing
        elif not self.labels <= system.labels:
            entities.pop(ALL, None)  # a part must not look like the whole
        return SystemScores(
            system=system.name,
            version=system.version,
            seconds=round(tally.seconds, 3),
            words_per_second=round(words / tally.seconds),
            tokens=spans[TOKENS],
            sentences=spans.get(SENTENCES),
            features=spans.get(FEATURES),
            entities={label: span_score(hits) for label, hits in entities.items()} or None,
            parsed=share(*tally.parsed) if tally.parsed else None,
            **{name: share(*counts) for name, counts in tally.words().items()},
        )


def _first(parts: list[list[Sentence]], limit: int | None) -> list[list[Sentence]]:
    """The first `limit` sentences, in their parts."""
    kept = []
    left = limit if limit is not None else sum(map(len, parts))
    for part in parts:
        kept.append(part[:left])
        left -= len(kept[-1])
    return kept


def _layers(words: Sequence[GoldWord]) -> tuple[tuple[str, ...], frozenset[str]]:
    """The layers that the file lacks, and the entity types to score.

    Whoever marks names may leave dates, times and amounts unmarked: those four are scored where the file has any of them.
    """
    missing = [name for name in ("lemma", "tag", "upos", "feats") if all(getattr(word, name) is None for word in words)]
    labels = {word.label[2:] for word in words if word.label and word.label != "O"}
    if not labels:
        return (*missing, "entities"), frozenset()
    return tuple(missing), _NAMES if labels <= _NAMES else frozenset(label.value for label in EntityLabel)
