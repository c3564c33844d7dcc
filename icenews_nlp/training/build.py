"""Builds the tables of a profile from sentences: numbers, learning, files."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch

from icenews_nlp.evaluation.gold import Sentence
from icenews_nlp.language.tagging import network
from icenews_nlp.language.tagging.subwords import SubWords
from icenews_nlp.models import ENCODER_FILE, FAST_FILE, REFERENCE_FILE, STANDARD_FILE, SUBWORDS_FILE
from icenews_nlp.training import export, pretrained
from icenews_nlp.training.examples import ExampleMaker
from icenews_nlp.training.learn import Model, Task, learn, predict
from icenews_nlp.training.settings import Settings

EXAMPLES: Final = 200
"""Examples that the encoder's eight bits are fitted to."""


def build_fast(train: Sequence[Sentence], tune: Sequence[Sentence], settings: Settings, work: Path, models: Path) -> None:
    """Learn the table of profile "fast" and write it into `models`."""
    torch.manual_seed(settings.seed)
    maker = ExampleMaker(train)
    model = Model(settings, len(maker.tags), len(maker.labels))
    model = learn(model, Task(maker, maker.make(train), maker.make(tune)), settings, work)
    network.save(models / FAST_FILE, model.net.arrays(), maker.tags, maker.labels, settings.layers)


def build_standard(
    train: Sequence[Sentence],
    tune: Sequence[Sentence],
    settings: Settings,
    work: Path,
    models: Path,
    source: Path,
    raw: Sequence[Path],
    shown: Sequence[Sentence],
) -> None:
    """Learn the tables of profile "standard" and write them into `models`.

    Args:
        source: the two unpacked packages of the pretrained encoder.
        raw: gzipped texts whose sub-words are kept beside those of `train`.
        shown: what the trained model says of these goes into the reference, which a test compares with what the written files
            say.
    """
    torch.manual_seed(settings.seed)
    words = {word.text for sentence in train for word in sentence}
    texts = [*sorted(words), *(line for path in raw for line in pretrained.lines(path))]
    keep = pretrained.build_subwords(source, texts, models / SUBWORDS_FILE)
    maker = ExampleMaker(train, SubWords(models / SUBWORDS_FILE))
    model = Model(settings, len(maker.tags), len(maker.labels), len(keep))
    assert model.encoder is not None
    model.encoder.start_from(pretrained.tensors(pretrained.read_weights(source), keep, settings.encoder_layers))
    task = Task(maker, maker.make(train), maker.make(tune))
    model = learn(model, task, settings, work)
    assert model.encoder is not None
    network.save(models / STANDARD_FILE, model.net.arrays(), maker.tags, maker.labels, settings.layers)
    some = random.Random(settings.seed).sample(task.train, min(EXAMPLES, len(task.train)))
    export.save(model.encoder, some, models / ENCODER_FILE)
    said = [_said(model, maker, sentence) for sentence in shown]
    (models / REFERENCE_FILE).write_text(json.dumps(said, ensure_ascii=False, indent=0) + "\n", "utf-8")


def _said(model: Model, maker: ExampleMaker, sentence: Sentence) -> dict[str, list[Any]]:
    """The likeliest tag and label of each word, and the probability of the tag."""
    parts = [predict(model, maker.features, [example]) for example in maker.make([sentence])]
    tags, labels = (np.concatenate([part[i] for part in parts]) for i in (0, 1))
    chances = torch.softmax(torch.from_numpy(tags), 1).amax(1)
    return {
        "words": [word.text for word in sentence],
        "tags": [maker.tags[i] for i in tags.argmax(1)],
        "labels": [maker.labels[i] for i in labels.argmax(1)],
        "chances": [round(float(chance), 4) for chance in chances],
    }
