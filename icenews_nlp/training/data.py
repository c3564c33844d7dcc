"""Which sentences the taggers learn from, choose their settings by, and are measured on."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from icenews_nlp.errors import InputError
from icenews_nlp.evaluation.conllu import conllu
from icenews_nlp.evaluation.gold import GoldWord, Sentence
from icenews_nlp.evaluation.mim_gold import mim_gold
from icenews_nlp.language.tagging.gazetteer import Gazetteer
from icenews_nlp.language.tokenization.tokenizer import tokenize
from icenews_nlp.training.augment import Exchange
from icenews_nlp.training.readers import conllu_ids, greynir, inline_names, split_valid

TUNE: Final = 0.1
"""The last part of what remains of valid.tsv, by which settings are chosen."""


COPIES: Final = 2
"""Copies with other names of every training sentence that has a name to exchange."""


class Corpora(NamedTuple):
    """Sentences by what they are for; no sentence is in two parts."""

    train: list[Sentence]
    tune: list[Sentence]
    """To choose settings by; the final training takes it in."""
    held_out: list[Sentence]
    """MIM-GOLD-NER, only ever measured on."""
    ud_gc: list[Sentence]
    """The dev part of UD_Icelandic-GC, only ever measured on."""
    own_test: list[Sentence]
    """The test part of our own corpus, only ever measured on."""


def load_corpora(corpora: Path, own: Path) -> Corpora:
    """Read all gold data: `corpora` holds mim-gold-ner/ and greynircorpus/, `own` the train/ and test/ of our corpus.

    The 450 news sentences that UD_Icelandic-GC took from GreynirCorpus are left out, since they are measured on.
    """
    mim, trees = corpora / "mim-gold-ner", corpora / "greynircorpus"
    valid, held_out = split_valid(mim_gold(mim / "valid.tsv.gz"))
    cut = int(len(valid) * (1 - TUNE))
    train = mim_gold(mim / "train.tsv.gz") + valid[:cut]
    train += mim_gold(mim / "extra-pos-only.tsv.gz")
    train += greynir(trees / "devset.psd.gz", conllu_ids(trees / "ud-gc-dev.conllu.gz"))
    ours = own_corpus(own / "train")
    train += ours + list(Exchange(Gazetteer()).copies(ours + train, COPIES))
    ud_gc = conllu(trees / "ud-gc-dev.conllu.gz")
    return Corpora(train, valid[cut:], held_out, ud_gc, own_corpus(own / "test"))


def own_corpus(folder: Path) -> list[Sentence]:
    """Our own corpus, its words cut by our own tokenizer; a line may hold more than one sentence.

    Raises:
        InputError: the folder holds no .txt files; scores of nothing must not look like scores.
    """
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise InputError(f"no .txt files in {folder}; run from a clone of the project, or name the corpus' folder (--own)")
    sentences = []
    for path in paths:
        for text, spans in inline_names(path):
            words = tokenize(text)
            for first, last in words.sentences:
                sentences.append([GoldWord(w.norm, label=_label(w.start, w.end, spans)) for w in words.words[first:last]])
    return sentences


def _label(start: int, end: int, spans: list[tuple[int, int, str]]) -> str:
    """The IOB2 label of a word; a word that only begins inside a span belongs to it (`Kýpur-` in a compound does not)."""
    for first, last, name in spans:
        if first <= start < last and end <= last:
            return f"{'B' if start == first else 'I'}-{name}"
    return "O"
