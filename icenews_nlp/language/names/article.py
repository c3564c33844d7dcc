"""The names of an article: spans found in each sentence alone, corrected by what the whole article and dictionaries say."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

import numpy as np

from icenews_nlp.labels import NAME_LABELS, EntityLabel
from icenews_nlp.language.caches import CacheInfo
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.names.borders.following_words import FollowingWords
from icenews_nlp.language.names.borders.known_borders import (
    LONGEST_ENTRY,
    NameBorders,
    WordRange,
    apart_at_dashes,
    with_nicknames,
)
from icenews_nlp.language.names.borders.prepositions import PrepositionBorders
from icenews_nlp.language.names.borders.registrations import registered
from icenews_nlp.language.names.borders.two_persons import TwoPersons
from icenews_nlp.language.names.head_nouns import Cue, HeadNouns
from icenews_nlp.language.names.known_names import KnownNames
from icenews_nlp.language.names.labels import UNSURE, Mention, Probabilities, decide_labels
from icenews_nlp.language.names.spans import SCORE_DIGITS, LabelSpan
from icenews_nlp.language.names.whereabouts import is_at_place, may_be_place
from icenews_nlp.language.tagging.features import capital_says_little
from icenews_nlp.language.tagging.scores import Floats

LEAST_ORGANIZATION: Final = 0.04
"""The probability from which a listed organization at the start of a sentence is taken for one, though the model sees none."""


LEAST_ACTING: Final = 0.004
"""The same before a verb of what somebody does."""

ACTS: Final = re.compile(
    """
    (?:greindi|greinir|sagði|segir|fjalla(?:r|ði)|birt(?:i|ir)|krefst|krafðist|keypti|kaupir|sel(?:ur|di)|greiðir|greiddi
    |hagna(?:st|ðist)|tilkynn(?:ir|ti)|kynn(?:ir|ti)|sem(?:ur|di)|hafna(?:r|ði)|svara(?:r|ði)|ræður|réð|kær(?:ir|ði)
    |áfrýja(?:r|ði)|rannsaka(?:r|ði)|boða(?:r|ði)|sendi|sendir|ákvað|ákveður|óska(?:r|ði)|hyggst|hugðist)
    """,
    re.VERBOSE,
)
"""Verbs in the singular whose subject is somebody, and no thing or thought."""

SURE_NAME: Final = 0.97
"""The score from which a name keeps the common noun that it begins with: `Bílasala Suðurlands`."""

SURE_PAIR: Final = 0.9
"""The score from which a name keeps the preposition in it: `Kvennaskólinn í Reykjavík`."""

LEAST_HEARD: Final = 0.02
"""The same for the first word of a person's or organization's full name in the article."""

FULL_NAMES: Final = (EntityLabel.PERSON.value, EntityLabel.ORGANIZATION.value)


class SentenceLabels:
    """The label scores of an article's sentences."""

    def __init__(self, sentences: Sequence[tuple[int, int]], scores: Sequence[Floats], columns: Sequence[str]) -> None:
        """Take the scores of all sentences.

        Args:
            sentences: half-open ranges of words, which follow each other from the first word on.
            scores: natural logarithms, `(n_words, n_labels)` of each sentence.
            columns: the labels in IOB2.
        """
        self.sentences = sentences
        self._firsts = [first for first, _ in sentences]
        begin, inside = ([columns.index(f"{way}-{label.value}") for label in NAME_LABELS] for way in "BI")
        whole = np.concatenate([np.empty((0, len(columns)), np.float32), *scores]).T
        self._logs = np.logaddexp(whole[begin], whole[inside])
        """Label x word: whether the word begins a name with that label or goes on with it."""
        self._of_word = np.exp(self._logs).T.tolist()

    def start_of(self, word: int) -> int:
        """The first word of the word's sentence."""
        return self.sentences[bisect_right(self._firsts, word) - 1][0]

    def end_of(self, word: int) -> int:
        """The word after the last one of the word's sentence."""
        return self.sentences[bisect_right(self._firsts, word) - 1][1]

    def probabilities(self, name: WordRange) -> dict[EntityLabel, float]:
        """How likely the words are each kind of name, whether they begin it or go on with it."""
        first, last = name
        found = self._of_word[first] if first == last else np.exp(self._logs[:, first : last + 1].mean(axis=1)).tolist()
        return dict(zip(NAME_LABELS, found, strict=True))


class ArticleNames:
    """Mends the names of articles. Any number of threads may share one."""

    def __init__(self, known: KnownNames, bin_: Bin) -> None:
        self._known = known
        self._bin = bin_
        self._borders = NameBorders(known, bin_)
        self._prepositions = PrepositionBorders(known, bin_)
        self._following = FollowingWords(known, bin_)
        self._two_persons = TwoPersons(known, bin_)
        self._nouns = HeadNouns(bin_)

    def cache_info(self) -> dict[str, CacheInfo]:
        """Hits, misses and size of each cache."""
        return self._nouns.cache_info()

    def mend(self, spans: Sequence[LabelSpan], norms: Sequence[str], labels: SentenceLabels) -> list[LabelSpan]:
        """The spans in order, with other borders and labels of names; values stay as they are.

        Args:
            spans: of the whole article, in order.
            norms: its words.
            labels: the scores that the spans come from.
        """
        spans = self._prepositions.mended(with_nicknames(spans, norms), norms)
        spans = self._with_entries(spans, norms, labels)
        spans = self._following.added(spans, norms, labels.end_of)
        vessels = registered(spans, norms, labels.sentences, self._nouns)
        taken = {i for span in vessels for i in range(span.first, span.last + 1)}
        spans = [span for span in spans if taken.isdisjoint(range(span.first, span.last + 1))]
        values = [*vessels, *(span for span in spans if EntityLabel(span.label) not in NAME_LABELS)]
        names = [span for span in spans if EntityLabel(span.label) in NAME_LABELS]
        whole = {(span.first, span.last): span for span in names}
        ranges = [name for name in self._ranges(names, norms, labels) if taken.isdisjoint(name)]
        firsts, kept = {first for first, last in whole if last > first}, set(ranges)
        mentions = []
        for name in ranges:
            probabilities = labels.probabilities(name)
            if name in whole:  # the best sequence of labels may have another one than the words by themselves
                probabilities[EntityLabel(whole[name].label)] = max(probabilities.values())
            else:  # the scores of its words were given as part of something else
                probabilities = {label: min(p, UNSURE - 0.01) for label, p in probabilities.items()}
            mention = self._mention(name, norms, labels.start_of(name[0]), probabilities)
            noun = name[0] - 2  # of a name that was cut, and the noun is none: `Lögreglan | á Selfossi`
            is_cut = name not in whole and noun in firsts and (noun, noun) not in kept
            mentions.append(mention._replace(is_at_place=True) if is_cut else mention)
        decided = decide_labels(mentions, self._known)
        found = []
        for name, label, mention in zip(ranges, decided, mentions, strict=True):
            score = whole[name].score if name in whole else round(mention.probabilities[label], SCORE_DIGITS)
            found.append(LabelSpan(*name, label.value, score))
        return sorted([*values, *found])

    def _mention(self, name: WordRange, norms: Sequence[str], start: int, probabilities: Probabilities) -> Mention:
        before = norms[name[0] - 1].lower() if name[0] and not norms[name[1]][:1].isdigit() else ""
        words = norms[name[0] : name[1] + 1]
        after = norms[name[1] + 1] if name[1] + 1 < len(norms) else ""
        is_titled = len(words) == 1 and self._nouns.has_title(words[0], after)
        cue = Cue(EntityLabel.PERSON, True) if is_titled else self._nouns.cue(before)
        at_place = len(words) == 1 and is_at_place(name[0], start, norms, self._bin)
        head = self._nouns.of_words(words)
        mention = Mention(words, probabilities, cue, head, before == "í", may_be_place(name[0], norms), at_place)
        if cue and len(words) > 1 and name[0] > start + 1 and mention.likeliest is EntityLabel.PERSON:
            return mention._replace(cue=None) if self._nouns.is_of_person(cue, norms[name[0] - 2]) else mention
        return mention

    def _with_entries(self, spans: Sequence[LabelSpan], norms: Sequence[str], labels: SentenceLabels) -> list[LabelSpan]:
        """The spans, where an entry of the gazetteer that begins with a name wins over what is shorter."""
        found: list[LabelSpan] = []
        for span in spans:
            if not found or found[-1].last < span.first:
                is_name = EntityLabel(span.label) in NAME_LABELS
                found.append(self._borders.extended(span, norms, labels.end_of(span.first)) if is_name else span)
        return found

    def _ranges(self, names: Sequence[LabelSpan], norms: Sequence[str], labels: SentenceLabels) -> list[WordRange]:
        starts = self._starts(norms, labels)
        inner = {b for span in names if span.first not in starts for b in self._known.bases(norms[span.first])}
        persons = [(span.first, span.last) for span in names if span.label == EntityLabel.PERSON.value]
        apart = self._two_persons.apart(persons, norms, starts)
        found: list[WordRange] = []
        for span in names:
            if self._is_no_name(span, norms, starts, inner):
                continue
            whole = (span.first, span.last)
            for part in apart.get(whole) or self._borders.apart_at_team(span, norms) or apart_at_dashes(whole, norms):
                if span.label == EntityLabel.ORGANIZATION.value:
                    part = self._borders.without_result(part, norms)
                if part[0] in starts and span.score < SURE_NAME:
                    part = self._borders.without_noun(part, norms)
                if span.score >= SURE_PAIR:
                    found.append(part)
                    continue
                for one in self._prepositions.apart(part, norms):
                    is_known = one[0] not in starts or not inner.isdisjoint(self._known.bases(norms[one[0]]))
                    found += [one] if is_known or not self._prepositions.is_common(one, norms) else []
        taken = {i for first, last in found for i in range(first, last + 1)}
        firsts = {
            (span.label, base)
            for span in names
            if span.label in FULL_NAMES and span.last > span.first
            for base in self._known.bases(norms[span.first])
            if span.label == EntityLabel.PERSON.value or self._known.is_organization(base)
        }
        missed = ((i, self._end_of_entry(i, norms, labels)) for i in starts - taken)
        return sorted([*found, *(one for one in missed if self._is_missed(one, norms, labels, firsts))])

    def _end_of_entry(self, i: int, norms: Sequence[str], labels: SentenceLabels) -> int:
        """The last word of the listed organization that begins at a word, the word itself where none of several words does."""
        length, of_entry = self._known.entry(norms[i : min(labels.end_of(i), i + LONGEST_ENTRY)])
        return i + length - 1 if EntityLabel.ORGANIZATION in of_entry else i

    def _is_no_name(self, span: LabelSpan, norms: Sequence[str], starts: set[int], inner: set[str]) -> bool:
        """Whether a single word at a start, which the model is not sure of, is a common noun that the article has as no name.

        Args:
            span: what the model sees.
            norms: the words of the article.
            starts: words whose capital says little.
            inner: base forms of the first words of names that stand elsewhere.
        """
        word = norms[span.first]
        if span.last > span.first or span.first not in starts or span.score >= UNSURE or "-" in word:
            return False
        return not self._known.labels([word]) and self._borders.is_noun(word) and inner.isdisjoint(self._known.bases(word))

    def _is_missed(self, name: WordRange, norms: Sequence[str], labels: SentenceLabels, firsts: set[tuple[str, str]]) -> bool:
        """Whether a sentence opens with a name that looks like ordinary words.

        It is a listed organization (`Efling boðar verkfall`, but not `Efling iðnaðar`; `Flokkur fólksins`), the more easily
        where a verb follows that only somebody does (`Heimildin greindi frá`), or begins a full name of the article (`Drífa
        bætir við`).

        Args:
            name: the word, or those of a listed organization.
            norms: the words of the article.
            labels: their scores.
            firsts: labels and base forms of the first words of full names.
        """
        i, last = name
        least = {label: LEAST_HEARD for label in FULL_NAMES if any((label, b) in firsts for b in self._known.bases(norms[i]))}
        if last > i or (self._known.is_organization(norms[i]) and not self._borders.governs_genitive(i, norms)):
            is_acting = last + 1 < len(norms) and ACTS.fullmatch(norms[last + 1])
            least.setdefault(EntityLabel.ORGANIZATION.value, LEAST_ACTING if is_acting else LEAST_ORGANIZATION)
        elif not norms[i][:1].isupper():
            return False
        probabilities = labels.probabilities((i, i)) if least else {}
        return any(probabilities[EntityLabel(label)] >= one for label, one in least.items())

    def _starts(self, norms: Sequence[str], labels: SentenceLabels) -> set[int]:
        """The words whose capital says little."""
        return {
            start + i
            for start, end in labels.sentences
            for i, little in enumerate(capital_says_little(norms[start:end]))
            if little
        }
