"""Which sentences the taggers learn from, choose their settings by, and are measured on."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from icenews_nlp.errors import InputError
from icenews_nlp.evaluation.conllu import conllu
from icenews_nlp.evaluation.gold import GoldWord, Sentence, read_text
from icenews_nlp.evaluation.mim_gold import mim_gold
from icenews_nlp.language.tagging.gazetteer import shared_gazetteer
from icenews_nlp.language.tokenization.tokenizer import tokenize
from icenews_nlp.training.corpora.augment import Exchange
from icenews_nlp.training.corpora.readers import conllu_ids, greynir, inline_names, labelled, spans, split_valid, word_labels

TUNE: Final = 0.1
"""The last part of what remains of valid.tsv, by which settings are chosen."""

COPIES: Final = 2
"""Copies with other names of every training sentence that has a name to exchange."""

RAW_LINES: Final = 6_000
"""Lines of raw text that are learned from."""

RAW_LENGTHS: Final = range(20, 250)
"""Their characters."""

ANNOTATED: Final = ("news-names", "encyclopedia-names")
"""Folders of sentences that have entity labels alone, which language models gave them."""


class Corpora(NamedTuple):
    """Sentences by what they are for; no sentence is in two parts."""

    train: list[Sentence]
    """Sentences with gold tags or gold labels."""
    annotated: list[Sentence]
    """Many more with the labels of language models alone."""
    tune: list[Sentence]
    """To choose settings by; the final training takes it in."""
    held_out: list[Sentence]
    """MIM-GOLD-NER, only ever measured on."""
    ud_gc: list[Sentence]
    """The dev part of UD_Icelandic-GC, only ever measured on."""
    news_dev: list[Sentence]
    """The dev part of news-names, only ever measured on."""
    own_test: list[Sentence]
    """The test part of our own corpus, only ever measured on."""
    raw: Sequence[Sentence] = ()
    """Sentences of which nothing is known, for teachers to be asked about."""


def load_corpora(corpora: Path, own: Path, without: Collection[str] = ()) -> Corpora:
    """Read all gold and annotated data.

    The 450 news sentences that UD_Icelandic-GC took from GreynirCorpus are left out, since they are measured on.

    Args:
        corpora: Folder of mim-gold-ner/, mim-extra-names/, greynircorpus/, greynir-names/, news-names/ and encyclopedia-names/.
        own: Folder of our corpus, with its train/ and test/.
        without: Folders of `ANNOTATED` to leave out of training.
    """
    mim, trees = corpora / "mim-gold-ner", corpora / "greynircorpus"
    valid, held_out = split_valid(mim_gold(mim / "valid.tsv.gz"))
    cut = int(len(valid) * (1 - TUNE))
    train = mim_gold(mim / "train.tsv.gz") + valid[:cut]
    train += _mim_extra(mim / "extra-pos-only.tsv.gz", corpora / "mim-extra-names" / "labels.jsonl.gz")
    labels = word_labels(corpora / "greynir-names" / "labels.jsonl.gz", "id")
    train += greynir(trees / "devset.psd.gz", conllu_ids(trees / "ud-gc-dev.conllu.gz"), labels)
    ours = own_corpus(own / "train")
    train += ours + list(Exchange(shared_gazetteer()).copies(ours + train, COPIES))
    folders = [corpora / name for name in ANNOTATED if name not in without]
    annotated = [sentence for folder in folders for sentence in _in_words(spans(folder / "train.jsonl.gz"))]
    news_dev = list(_in_words(spans(corpora / "news-names" / "dev.jsonl.gz")))
    ud_gc = conllu(trees / "ud-gc-dev.conllu.gz")
    return Corpora(train, annotated, valid[cut:], held_out, ud_gc, news_dev, own_corpus(own / "test"))


def raw_sentences(paths: Iterable[Path], seed: int = 0) -> list[Sentence]:
    """Some lines of texts that have one sentence per line, neither very short nor very long."""
    lines = [line for path in paths for line in read_text(path).splitlines() if len(line) in RAW_LENGTHS]
    chosen = random.Random(seed).sample(lines, min(RAW_LINES, len(lines)))
    return [[GoldWord(word.text) for word in sentence] for sentence in _in_words((line, []) for line in chosen)]


def _mim_extra(sentences: Path, labels: Path) -> list[Sentence]:
    """MIM-GOLD's sentences with tags alone, with the labels that language models gave them."""
    found = word_labels(labels, "sentence")
    return [labelled(words, found.get(i), f"{sentences}, sentence {i}") for i, words in enumerate(mim_gold(sentences))]


def own_corpus(folder: Path) -> list[Sentence]:
    """Our own corpus.

    Raises:
        InputError: The folder holds no .txt files; scores of nothing must not look like scores.
    """
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise InputError(f"no .txt files in {folder}; run from a clone of the project, or name the corpus' folder (--own)")
    return [sentence for path in paths for sentence in _in_words(inline_names(path))]


def _in_words(texts: Iterable[tuple[str, list[tuple[int, int, str]]]]) -> Iterator[Sentence]:
    """Texts with spans as sentences of our own tokenizer's words; a text may hold more than one sentence."""
    for text, spans_ in texts:
        words = tokenize(text)
        for first, last in words.sentences:
            yield [GoldWord(w.norm, label=_label(w.start, w.end, spans_)) for w in words.words[first:last]]


def _label(start: int, end: int, spans: list[tuple[int, int, str]]) -> str:
    """The IOB2 label of a word; a word that only begins inside a span belongs to it (`Kýpur-` in a compound does not)."""
    for first, last, name in spans:
        if first <= start < last and end <= last:
            return f"{'B' if start == first else 'I'}-{name}"
    return "O"
