"""What the gold data knows of lemmas beyond BÍN, as the small table that `language.lemmas` reads."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from icenews_nlp.evaluation.gold import Sentence
from icenews_nlp.language.lemmas import LearnedLemmas, Lemmatiser
from icenews_nlp.language.morphology.bin import Bin

LEAST_FREQUENCY: Final = 2
"""Occurrences below which a lemma's count is left out; it would only break ties between words seen once and never."""

LEAST_SHARE: Final = 0.6
"""The share of a form's occurrences with one tag that must agree on a lemma before it overrules BÍN's readings."""

LEAST_CHOICES: Final = 3
"""Occurrences below which a choice against BÍN's readings is more often a slip of the gold data than a rule."""


def learn(sentences: Iterable[Sentence]) -> LearnedLemmas:
    """Count lemmas, then keep every (form, tag) whose usual lemma the readings of BÍN would not give.

    A first half such as `menningar-` is left out, for its lemma (menningarsvið) depends on the word that follows.
    """
    frequency: Counter[str] = Counter()
    lemmas: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    forms: dict[tuple[str, str], str] = {}
    for word in (word for sentence in sentences for word in sentence):
        if word.lemma and word.tag and any(c.isalpha() for c in word.text) and not word.text.endswith("-"):
            key = word.text.lower(), word.tag
            frequency[f"{word.lemma.lower()} {word.tag[:1]}"] += 1
            lemmas[key][word.lemma] += 1
            forms.setdefault(key, word.text)
    frequent = {key: n for key, n in sorted(frequency.items()) if n >= LEAST_FREQUENCY}
    rules = Lemmatiser(Bin(), LearnedLemmas({}, frequent))
    choices = {}
    for (lower, tag), counts in sorted(lemmas.items()):
        lemma, n = counts.most_common(1)[0]
        given, _ = rules.by_tag(forms[lower, tag], False, tag)
        if lemma.casefold() != given.casefold() and n >= max(LEAST_CHOICES, LEAST_SHARE * counts.total()):
            choices[f"{lower} {tag}"] = lemma
    return LearnedLemmas(choices, frequent)


def save(learned: LearnedLemmas, path: Path) -> None:
    """Write what `LearnedLemmas.load` reads; the same table gives the same bytes."""
    text = json.dumps(learned._asdict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
