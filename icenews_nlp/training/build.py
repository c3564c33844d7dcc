"""Builds the model of a profile from sentences: numbers, learning, files."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from shutil import copyfile
from typing import Any, Final, NamedTuple

import numpy as np
import torch

from icenews_nlp.errors import InputError
from icenews_nlp.evaluation.gold import Sentence
from icenews_nlp.language.tagging import network
from icenews_nlp.language.tagging.encoder import Encoder
from icenews_nlp.language.tagging.features import NO_FORMS
from icenews_nlp.language.tagging.network import FormVectors, Network
from icenews_nlp.language.tagging.scores import Tagger
from icenews_nlp.language.tagging.subwords import SubWords
from icenews_nlp.models import ENCODER_FILE, FAST_FILE, REFERENCE_FILE, STANDARD_FILE, SUBWORDS_FILE
from icenews_nlp.training import export, pretrained
from icenews_nlp.training.corpora.load import Corpora
from icenews_nlp.training.examples import Example, ExampleMaker
from icenews_nlp.training.frozen import with_context
from icenews_nlp.training.learn import Task, learn, predict, remembered
from icenews_nlp.training.modules.encoder import Encoder as TorchEncoder
from icenews_nlp.training.modules.encoder import Size
from icenews_nlp.training.modules.model import Model
from icenews_nlp.training.settings import Settings
from icenews_nlp.training.start import start_network, trained_encoder
from icenews_nlp.training.tasks import ANNOTATED_PART, task_of, taught, taught_task
from icenews_nlp.training.teaching.imitation import Imitation
from icenews_nlp.training.teaching.prune import pruned

EXAMPLES: Final = 200
"""Examples that the encoder's eight bits are fitted to."""

CALIBRATION_EXAMPLES: Final = 3_000
"""Examples on which is computed what an encoder can do without."""

SHOWN: Final = 60
"""Sentences of our own corpus' test part that the reference holds."""


class Pretrained(NamedTuple):
    """Where a new encoder begins."""

    packages: Path
    """Folder of the two unpacked packages."""
    raw: Sequence[Path]
    """Gzipped texts whose sub-words are kept beside those of the training sentences."""

    def build_subwords(self, train: Sequence[Sentence], out: Path) -> list[int]:
        """Write the table of sub-words; returns their rows in the pretrained one."""
        words = {word.text for sentence in train for word in sentence}
        texts = [*sorted(words), *(line for path in self.raw for line in pretrained.lines(path))]
        return pretrained.build_subwords(self.packages, texts, out)


def build_fast(
    data: Corpora,
    settings: Settings,
    work: Path,
    models: Path,
    begin: Path | None,
    vectors: FormVectors | None,
    teachers: Sequence[Tagger] = (),
) -> None:
    """Train the model of profile "fast" and write it into `models`.

    Args:
        data: What is learned from, and what the log's scores are measured on.
        settings: As chosen.
        work: Folder of checkpoints and the log.
        models: Folder of the written file.
        begin: A folder of trained models to go on from, or None to begin from scratch.
        vectors: Of common forms, for the network to take beside a word's features; None for those that it began with.
        teachers: What they say of all sentences and of more is learned beside what is known.
    """
    torch.manual_seed(settings.seed)
    if vectors is None and begin is not None:
        vectors = Network(begin / FAST_FILE).form_vectors
    maker = ExampleMaker.of_data(data.train + data.annotated, forms=_rows(vectors))
    model = Model(settings, len(maker.tags), len(maker.labels), vectors=vectors)
    if begin is not None:
        start_network(model.net, begin / FAST_FILE, maker.tags, maker.labels)
    task = taught_task(maker, data, settings, teachers, work) if teachers else task_of(maker, data, settings)
    model = learn(model, task, settings, work)
    network.save(models / FAST_FILE, model.net.arrays(), maker.tags, maker.labels, settings.steps, vectors)


def build_standard(
    data: Corpora,
    settings: Settings,
    work: Path,
    models: Path,
    begin: Pretrained | Path,
    vectors: FormVectors | None = None,
    teachers: Sequence[Tagger] = (),
) -> None:
    """Train the models of profile "standard" and write them into `models`.

    Args:
        data: What is learned from and scored; what the trained model says of the first sentences of our own corpus' test part
            goes into the reference, which a test compares with what the written files say.
        settings: As chosen.
        work: Folder of checkpoints and the log.
        models: Folder of the written files.
        begin: The pretrained encoder, or a folder of trained models to go on from.
        vectors: Of common forms, for the network to take beside a word's features; None for those that it began with, if any.
        teachers: What they say of the annotated sentences is learned beside their labels.
    """
    torch.manual_seed(settings.seed)
    train = data.train + data.annotated
    if isinstance(begin, Pretrained):
        keep = begin.build_subwords(train if teachers else data.train, models / SUBWORDS_FILE)
    else:
        _copy((SUBWORDS_FILE,), begin, models)
        vectors = vectors or Network(begin / STANDARD_FILE).form_vectors
    subwords = SubWords(models / SUBWORDS_FILE)
    maker = ExampleMaker.of_data(train, subwords, _rows(vectors))
    if isinstance(begin, Pretrained):
        encoder = TorchEncoder(subwords.size, [Size()] * settings.encoder_layers, settings.width)
        weights = pretrained.read_weights(begin.packages)
        encoder.start_from(pretrained.tensors(weights, keep, settings.encoder_layers))
    else:
        encoder = trained_encoder(begin / ENCODER_FILE)
    encoder.hide(settings.encoder_dropout, settings.hidden_pieces)
    model = Model(settings, len(maker.tags), len(maker.labels), encoder, vectors)
    if isinstance(begin, Path):
        start_network(model.net, begin / STANDARD_FILE, maker.tags, maker.labels)

    def more(examples: list[Example], part: str) -> list[Example]:
        return taught(maker, teachers, work, examples, part) if teachers and part == ANNOTATED_PART else examples

    task = task_of(maker, data, settings, more)
    model = learn(model, task, settings, work)
    _write_standard(model, task, data, settings, models, vectors)


def build_pruned(data: Corpora, settings: Settings, work: Path, models: Path, begin: Path, teachers: Sequence[Tagger]) -> None:
    """Prune the encoder of profile "standard", learn with it what teachers say, and write both into `models`.

    Args:
        data: What is learned from and scored; what the trained model says of the first sentences of our own corpus' test part
            goes into the reference.
        settings: As chosen.
        work: Folder of checkpoints, the log, the pruned encoder before it learned and what teachers say.
        models: Folder of the written files.
        begin: The folder of trained models whose encoder is pruned and whose network learns on.
        teachers: What they say of all sentences and of more is learned beside what is known.

    Raises:
        InputError: The encoder has fewer heads or units than it is to keep, or `work` is that of another run.
    """
    torch.manual_seed(settings.seed)
    _copy((SUBWORDS_FILE,), begin, models)
    trained = Network(begin / STANDARD_FILE)
    maker = ExampleMaker(trained.tags, trained.labels, SubWords(begin / SUBWORDS_FILE), _rows(trained.form_vectors))
    original = trained_encoder(begin / ENCODER_FILE)
    task = taught_task(maker, data, settings, teachers, work)
    digest = sha256((begin / ENCODER_FILE).read_bytes()).hexdigest()
    encoder = _pruned_once(original, digest, task, settings, work / "pruned.pt")
    encoder.hide(settings.encoder_dropout, settings.hidden_pieces)
    model = Model(settings, len(maker.tags), len(maker.labels), encoder, trained.form_vectors)
    start_network(model.net, begin / STANDARD_FILE, maker.tags, maker.labels)
    model = learn(model, task, settings, work, Imitation(original, task, settings))
    _write_standard(model, task, data, settings, models, trained.form_vectors)


def _pruned_once(original: TorchEncoder, digest: str, task: Task, settings: Settings, path: Path) -> TorchEncoder:
    """The pruned encoder, kept in a file for a run that goes on; `digest` tells one original from another."""
    size = Size(settings.encoder_heads, settings.encoder_inner)
    for name, wanted, least in zip(("encoder_heads", "encoder_inner"), size, map(min, *original.sizes), strict=True):
        if wanted > least:
            raise InputError(f"{name}={wanted}: the encoder of --start has {least}; give at most as many")
    made_from = [digest, *size, settings.seed, len(task.train)]
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        some = random.Random(settings.seed).sample(task.train, min(CALIBRATION_EXAMPLES, len(task.train)))
        partly = path.with_suffix(".partial")
        torch.save({"made_from": made_from, "state": pruned(original, some, size).state_dict()}, partly)
        partly.replace(path)  # a kill while writing leaves no half of a file
    kept = torch.load(path)
    if kept["made_from"] != made_from:
        raise InputError(f"{path} was made in another run; remove it or name another folder (--work)")
    encoder = TorchEncoder(original.pieces.num_embeddings, [size] * len(original.layers), original.project.out_features)
    encoder.load_state_dict(kept["state"])
    torch.manual_seed(settings.seed)  # as if nothing had been pruned
    return encoder


def _copy(names: Sequence[str], begin: Path, models: Path) -> None:
    """The files that stay as they are, unless they are there already."""
    if not models.samefile(begin):
        for name in names:
            copyfile(begin / name, models / name)


def _write_standard(
    model: Model, task: Task, data: Corpora, settings: Settings, models: Path, vectors: FormVectors | None
) -> None:
    """Write encoder, network and reference."""
    assert model.encoder is not None
    maker = task.maker
    network.save(models / STANDARD_FILE, model.net.arrays(), maker.tags, maker.labels, settings.steps, vectors)
    some = random.Random(settings.seed).sample(task.train, min(EXAMPLES, len(task.train)))
    export.save(model.encoder, some, models / ENCODER_FILE)
    _write_reference([(s, maker.make([s])) for s in data.own_test[:SHOWN]], model, maker, models)


def build_head(
    data: Corpora, settings: Settings, work: Path, models: Path, begin: Path, vectors: FormVectors | None = None
) -> None:
    """Learn the small network of profile "standard" over an encoder that stays as it is, and write it into `models`.

    In annotated sentences, whose tags nobody knows, it is held to those that it gave before: names alone would make its tags
    worse. Presumably that is because the encoder has seen the gold sentences before, and what it says of them is more certain
    than what it says of new ones.

    Args:
        data: What is learned from, and what the log's scores are measured on.
        settings: As chosen.
        work: Folder of checkpoints, the log and the encoder's vectors.
        models: Folder of the written file.
        begin: The folder of trained models whose encoder stays and whose network learns on.
        vectors: Of common forms, for the network to take beside a word's features; None for those that it began with.
    """
    torch.manual_seed(settings.seed)
    vectors = vectors or Network(begin / STANDARD_FILE).form_vectors
    subwords = SubWords(begin / SUBWORDS_FILE)
    maker = ExampleMaker.of_data(data.train + data.annotated, subwords, _rows(vectors))
    encoder = Encoder(begin / ENCODER_FILE, subwords)
    model = Model(settings, len(maker.tags), len(maker.labels), vectors=vectors)
    start_network(model.net, begin / STANDARD_FILE, maker.tags, maker.labels)

    def more(examples: list[Example], name: str) -> list[Example]:
        found = with_context(examples, encoder, work / "vectors" / name)
        return remembered(model, maker.features, found) if name == ANNOTATED_PART else found

    task = task_of(maker, data, settings, more)
    model = learn(model, task, settings, work)
    network.save(models / STANDARD_FILE, model.net.arrays(), maker.tags, maker.labels, settings.steps, vectors)
    shown = [(s, more(maker.make([s]), f"shown-{i}")) for i, s in enumerate(data.own_test[:SHOWN])]
    _write_reference(shown, model, maker, models)


def _rows(vectors: FormVectors | None) -> Mapping[str, int]:
    """Form -> its row among the vectors."""
    return {form: i for i, form in enumerate(vectors.forms)} if vectors else NO_FORMS


def _write_reference(shown: Sequence[tuple[Sentence, list[Example]]], model: Model, maker: ExampleMaker, models: Path) -> None:
    """Write what the trained model says of sentences, which a test compares with what the written files say."""
    said = [_said(model, maker, sentence, examples) for sentence, examples in shown]
    (models / REFERENCE_FILE).write_text(json.dumps(said, ensure_ascii=False, indent=0) + "\n", "utf-8")


def _said(model: Model, maker: ExampleMaker, sentence: Sentence, examples: Sequence[Example]) -> dict[str, list[Any]]:
    """The likeliest tag and label of each word, and the probability of the tag."""
    parts = [predict(model, maker.features, [example]) for example in examples]
    tags, labels = (np.concatenate([part[i] for part in parts]) for i in (0, 1))
    chances = torch.softmax(torch.from_numpy(tags), 1).amax(1)
    return {
        "words": [word.text for word in sentence],
        "tags": [maker.tags[i] for i in tags.argmax(1)],
        "labels": [maker.labels[i] for i in labels.argmax(1)],
        "chances": [round(float(chance), 4) for chance in chances],
    }
