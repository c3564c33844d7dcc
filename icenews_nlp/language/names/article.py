"""The names of an article: spans found in each sentence alone, corrected by what the whole article and dictionaries say."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

import numpy as np

from icenews_nlp.labels import NAME_LABELS, EntityLabel
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.names.borders import NameBorders, WordRange, apart_at_dashes, with_nicknames
from icenews_nlp.language.names.known_names import KnownNames
from icenews_nlp.language.names.labels import UNSURE, Mention, Probabilities, decide_labels
from icenews_nlp.language.names.spans import LabelSpan
from icenews_nlp.language.tagging.features import capital_says_little
from icenews_nlp.language.tagging.scores import Floats

LEAST_ORGANIZATION: Final = 0.04
"""The probability from which a listed organization at the start of a sentence is taken for one, though the model sees none."""


LEAST_PERSON: Final = 0.02
"""The same for the given name of a person whose full name is in the article."""


class SentenceLabels:
    """The label scores of an article's sentences."""

    def __init__(self, sentences: Sequence[tuple[int, int]], scores: Sequence[Floats], columns: Sequence[str]) -> None:
        """Take the scores of all sentences.

        Args:
            sentences: half-open ranges of words.
            scores: natural logarithms, `(n_words, n_labels)` of each sentence.
            columns: the labels in IOB2.
        """
        self.sentences = sentences
        self._scores = scores
        self._firsts = [first for first, _ in sentences]
        self._columns = {label: (columns.index(f"B-{label.value}"), columns.index(f"I-{label.value}")) for label in NAME_LABELS}

    def probabilities(self, name: WordRange) -> Probabilities:
        """How likely the words are each kind of name, whether they begin it or go on with it."""
        sentence = bisect_right(self._firsts, name[0]) - 1
        start = self._firsts[sentence]
        rows = self._scores[sentence][name[0] - start : name[1] + 1 - start]
        found = {}
        for label, (begin, inside) in self._columns.items():
            found[label] = float(np.exp(np.logaddexp(rows[:, begin], rows[:, inside]).mean()))
        return found


class ArticleNames:
    """Mends the names of articles. Any number of threads may share one."""

    def __init__(self, known: KnownNames, bin_: Bin) -> None:
        self._known = known
        self._borders = NameBorders(known, bin_)

    def mend(self, spans: Sequence[LabelSpan], norms: Sequence[str], labels: SentenceLabels) -> list[LabelSpan]:
        """The spans in order, with other borders and labels of names; values stay as they are.

        Args:
            spans: of the whole article, in order.
            norms: its words.
            labels: the scores that the spans come from.
        """
        spans = with_nicknames(spans, norms)
        values = [span for span in spans if EntityLabel(span.label) not in NAME_LABELS]
        names = [span for span in spans if EntityLabel(span.label) in NAME_LABELS]
        whole = {(span.first, span.last): span for span in names}
        ranges = self._ranges(names, norms, labels)
        mentions = []
        for name in ranges:
            probabilities = labels.probabilities(name)
            if name not in whole:  # the scores of its words were given as part of something else
                probabilities = {label: min(p, UNSURE - 0.01) for label, p in probabilities.items()}
            cue = self._known.cue(norms[name[0] - 1].lower()) if name[0] else None
            mentions.append(Mention(norms[name[0] : name[1] + 1], probabilities, cue))
        decided = decide_labels(mentions, self._known)
        found = [
            LabelSpan(
                first, last, label.value, whole[first, last].score if (first, last) in whole else mention.probabilities[label]
            )
            for (first, last), label, mention in zip(ranges, decided, mentions, strict=True)
        ]
        return sorted([*values, *found])

    def _ranges(self, names: Sequence[LabelSpan], norms: Sequence[str], labels: SentenceLabels) -> list[WordRange]:
        starts = self._starts(norms, labels)
        found: list[WordRange] = []
        for span in names:
            for part in apart_at_dashes((span.first, span.last), norms):
                if part[0] in starts:
                    part = self._borders.without_noun(part, norms)
                found += self._borders.apart_at_preposition(part, norms)
        taken = {i for first, last in found for i in range(first, last + 1)}
        persons = {
            base
            for span in names
            if span.label == EntityLabel.PERSON.value and span.last > span.first
            for base in self._known.bases(norms[span.first])
        }
        return sorted([*found, *((i, i) for i in starts - taken if self._is_missed(i, norms, labels, persons))])

    def _is_missed(self, i: int, norms: Sequence[str], labels: SentenceLabels, persons: set[str]) -> bool:
        """Whether a sentence opens with a name that looks like an ordinary word.

        It is a listed organization (`Efling boðar verkfall`), or the given name of a person whose full name is in the article
        (`Drífa bætir við`).
        """
        if self._known.is_organization(norms[i]):
            return labels.probabilities((i, i))[EntityLabel.ORGANIZATION] >= LEAST_ORGANIZATION
        if not persons.isdisjoint(self._known.bases(norms[i])) and norms[i][:1].isupper():
            return labels.probabilities((i, i))[EntityLabel.PERSON] >= LEAST_PERSON
        return False

    def _starts(self, norms: Sequence[str], labels: SentenceLabels) -> set[int]:
        """The words whose capital says little."""
        return {
            start + i
            for start, end in labels.sentences
            for i, little in enumerate(capital_says_little(norms[start:end]))
            if little
        }
