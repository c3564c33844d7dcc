"""Gold sentences, and the one-word queries that can be asked of them."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from icenews_nlp.evaluation.gold import read_text
from icenews_nlp.evaluation.mim_gold import mim_gold
from icenews_nlp.language.morphology.universal import upos
from icenews_nlp.training.corpora.readers import split_valid

CLASSES: Final = {"NOUN": "noun", "PROPN": "noun", "VERB": "verb", "AUX": "verb", "ADJ": "adjective"}
"""Word classes to ask for; treebanks disagree on which nouns are names, so the two are one class."""


class GoldWord(NamedTuple):
    """A word of a gold sentence; `word_class` is empty where nobody asks for such words."""

    form: str
    lemma: str
    word_class: str


class Gold(NamedTuple):
    """A gold sentence: its running text and its words."""

    text: str
    words: list[GoldWord]


class Ask(NamedTuple):
    """A query and the sentences that it should find."""

    text: str
    lemma: str
    word_class: str
    relevant: frozenset[int]


def ud_sentences(path: Path) -> list[Gold]:
    """The sentences of a CoNLL-U file."""
    sentences = []
    for block in read_text(path).split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
        text = re.search(r"^# text = (.*)$", block, flags=re.MULTILINE)
        if text:
            sentences.append(Gold(text[1], [GoldWord(r[1], r[2], CLASSES.get(r[3], "")) for r in rows if r[0].isdigit()]))
    return sentences


def mim_sentences(path: Path, whole: bool) -> list[Gold]:
    """The sentences of MIM-GOLD-NER's valid.tsv, or of the part that nothing was learned from."""
    sentences = mim_gold(path) if whole else split_valid(mim_gold(path))[1]
    return [
        Gold(
            running_text([word.text for word in sentence]),
            [GoldWord(w.text, w.lemma or "", CLASSES.get(upos(w.tag or "", w.lemma or "", w.text), "")) for w in sentence],
        )
        for sentence in sentences
    ]


def running_text(words: Iterable[str]) -> str:
    """Words as a writer spaces them."""
    text = re.sub(r' " (.*?) " ', r' "\1" ', f" {' '.join(words)} ")
    text = re.sub(r"([(\[„]) ", r"\1", text)
    return re.sub(r" (?=[.,;:!?)\]“…%])", "", text).strip()


def make_queries(sentences: Sequence[Gold], seed: int) -> tuple[list[Ask], list[Ask]]:
    """The queries by base form, and those by another form."""
    written: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    forms: dict[tuple[str, str], set[str]] = defaultdict(set)
    relevant: dict[tuple[str, str], set[int]] = defaultdict(set)
    for i, sentence in enumerate(sentences):
        for word in sentence.words:
            if word.word_class and re.fullmatch(r"[^\W\d_]+(-[^\W\d_]+)*", word.form):
                key = (folded_lemma(word.lemma), word.word_class)
                written[key][word.lemma] += 1
                relevant[key].add(i)
                forms[key].add(as_typed(word))
    chance = random.Random(seed)
    base, inflected = [], []
    for key in sorted(key for key, found in relevant.items() if len(found) > 1):
        lemma, word_class = written[key].most_common(1)[0][0], key[1]
        others = sorted(form for form in forms[key] if folded_lemma(form) != key[0])
        if len(others) < len(forms[key]):
            base.append(Ask(lemma, lemma, word_class, frozenset(relevant[key])))
        if others:
            inflected.append(Ask(chance.choice(others), lemma, word_class, frozenset(relevant[key])))
    return base, inflected


def as_typed(word: GoldWord) -> str:
    """The form without capitals that are those of a sentence's start or a headline."""
    if word.lemma.islower():
        return word.form.lower()
    return word.form.capitalize() if word.form.isupper() and not word.lemma.isupper() else word.form


def folded_lemma(lemma: str) -> str:
    """A lemma without case and hyphens, in which treebanks differ."""
    return lemma.replace("-", "").lower()
