"""Training itself, on a corpus of a few sentences; needs the extra `train`, without which it is skipped."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx")

import torch

from icenews_nlp.errors import InputError
from icenews_nlp.evaluation.gold import GoldWord, Sentence
from icenews_nlp.language.caches import CacheInfo
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.tagging.encoder import Encoder
from icenews_nlp.language.tagging.network import FormVectors, Network, in_eight_bits
from icenews_nlp.language.tagging.scores import Floats, SentenceScores, TagScore
from icenews_nlp.language.tagging.subwords import SubWords
from icenews_nlp.language.tagging.tagger import NetworkTagger
from icenews_nlp.models import ENCODER_FILE, FAST_FILE, MODELS, PIECES_FILE, STANDARD_FILE, SUBWORDS_FILE
from icenews_nlp.training import build
from icenews_nlp.training.corpora.load import Corpora
from icenews_nlp.training.encoder import Encoder as TorchEncoder
from icenews_nlp.training.encoder import Layer, Sentences
from icenews_nlp.training.network import Net
from icenews_nlp.training.settings import STANDARD, Settings
from icenews_nlp.training.start import start_encoder, start_network


def gold(*words: str) -> Sentence:
    """Words as text/tag/label."""
    return [GoldWord(text, tag=tag, label=label) for text, tag, label in (word.split("/") for word in words)]


TAGGED = [
    gold("Anna/nven-s/B-Person", "kom/sfg3eþ/O", "til/ae/O", "Akureyrar/nvee-s/B-Location", "././O"),
    gold("Jón/nken-s/B-Person", "fór/sfg3eþ/O", "á/af/O", "fundinn/nkeog/O", "././O"),
    gold("Sigga/nven-s/B-Person", "las/sfg3eþ/O", "bókina/nveog/O", "././O"),
]
LABELLED = [
    [GoldWord(w.text, label=w.label) for w in gold("Ný/-/O", "stjórn/-/O", "ASÍ/-/B-Organization", "tók/-/O", "við/-/O")]
]
TOY = Corpora(TAGGED, LABELLED * 20, TAGGED[:1], [], [], LABELLED, TAGGED)
SMALL = Settings(
    epochs=1, gold_times=40, width=16, hidden=32, layers=1, size_a_step=10, rate=2e-2, dropout=0.0, blank_word=0.0, average=0.8,
    warm_up=3,
)  # fmt: skip

FORMS = ["Anna", "Jón", "fundinn"]
VECTORS = FormVectors(FORMS, *in_eight_bits(np.random.default_rng(0).normal(size=(3, 8))))


def said(tagger: NetworkTagger, sentence: Sentence) -> list[tuple[str, str]]:
    (scores,) = tagger.tag([[word.text for word in sentence]])
    return [(tags[0].tag, tagger.labels[i]) for tags, i in zip(scores.tags, scores.labels.argmax(1), strict=True)]


@pytest.mark.parametrize("vectors", [None, VECTORS], ids=["", "vectors"])
def test_fast_learns_tags_and_labels(tmp_path: Path, vectors: FormVectors | None) -> None:
    build.build_fast(TOY, SMALL, tmp_path / "work", tmp_path, None, vectors)
    tagger = NetworkTagger(tmp_path / FAST_FILE, Bin())
    for sentence in TAGGED:
        assert said(tagger, sentence) == [(word.tag, word.label) for word in sentence]
    assert [label for _, label in said(tagger, LABELLED[0])] == [word.label for word in LABELLED[0]]
    assert list(Network(tmp_path / FAST_FILE).forms) == (FORMS if vectors else [])
    last = json.loads((tmp_path / "work" / "log.jsonl").read_text("utf-8").splitlines()[-1])
    assert last["tune"] == {"tag": 100.0, "entity F1": 100.0}
    assert last["news dev"]["entity F1"] == 100.0


class ToyTeacher:
    """Knows the tags of one sentence, and says of every label that the word has none."""

    def __init__(self, tags: list[str]) -> None:
        self.labels = ["I-Person", "B-Person", "B-Organization", "B-Location", "O"]  # in an order of its own, with one too many
        self.tags: list[tuple[TagScore, ...]] = [(TagScore(tag, 0.9), TagScore("nobody's", 0.05)) for tag in tags]
        self.questions = 0

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[SentenceScores]:
        self.questions += len(sentences)
        labels = np.full((len(self.tags), len(self.labels)), -9.0, dtype=np.float32)
        labels[:, self.labels.index("O")] = 0
        return [SentenceScores(self.tags, labels) for words in sentences if len(words) == len(self.tags)]

    def cache_info(self) -> dict[str, CacheInfo]:
        return {}


@pytest.mark.parametrize(("weight", "label"), [(0.1, "B-Organization"), (9.0, "O")])
def test_fast_learns_tags_and_labels_that_a_teacher_knows(tmp_path: Path, weight: float, label: str) -> None:
    """The labels in the share that the settings give it beside those that are annotated."""
    tags = ["lveosf", "nveo", "nheo-s", "sfg3eþ", "aa"]
    known = TOY._replace(train=[*TAGGED, gold(*(f"{i}/{tag}/O" for i, tag in enumerate(tags)))])
    settings, teacher = SMALL._replace(epochs=2, taught_labels=weight), ToyTeacher(tags)
    for _ in range(2):  # the second time its answers are read from files
        build.build_fast(known, settings, tmp_path, tmp_path, None, None, teacher)
    assert teacher.questions == len(TOY.annotated)
    learned = said(NetworkTagger(tmp_path / FAST_FILE, Bin()), LABELLED[0])
    assert [tag for tag, _ in learned] == tags
    assert learned[2][1] == label


def test_a_run_that_ended_is_not_run_again_and_other_settings_are_refused(tmp_path: Path) -> None:
    for _ in range(2):
        build.build_fast(TOY, SMALL, tmp_path / "work", tmp_path, None, None)
        written = (tmp_path / FAST_FILE).read_bytes()
    build.build_fast(TOY, SMALL, tmp_path / "work", tmp_path, None, None)
    assert (tmp_path / FAST_FILE).read_bytes() == written
    with pytest.raises(InputError, match="made with other settings"):
        build.build_fast(TOY, SMALL._replace(seed=1), tmp_path / "work", tmp_path, None, None)
    with pytest.raises(InputError, match="made from other sentences"):
        build.build_fast(TOY._replace(annotated=[]), SMALL, tmp_path / "work", tmp_path, None, None)


def test_training_goes_on_from_a_trained_network(tmp_path: Path) -> None:
    """Also where vectors, a tag and a label are new to it."""
    build.build_fast(TOY, SMALL, tmp_path / "first", tmp_path, None, None)
    more = TOY._replace(train=[*TAGGED, gold("Æ/au/B-Miscellaneous")])
    none = SMALL._replace(gold_times=1, rate=1e-9)  # learns next to nothing itself
    for name, vectors in (("second", None), ("third", VECTORS)):
        build.build_fast(more, none, tmp_path / name, tmp_path / name, tmp_path, vectors)
        tagger = NetworkTagger(tmp_path / name / FAST_FILE, Bin())
        assert "B-Miscellaneous" in tagger.labels
        for sentence in TAGGED:
            assert said(tagger, sentence) == [(word.tag, word.label) for word in sentence]


def test_layers_that_a_trained_network_lacks_change_nothing_at_first(tmp_path: Path) -> None:
    build.build_fast(TOY, SMALL, tmp_path / "first", tmp_path, None, None)
    build.build_fast(TOY, SMALL._replace(rate=1e-9, far_layers=2), tmp_path / "more", tmp_path / "more", tmp_path, None)
    assert Network(tmp_path / "more" / FAST_FILE).gap == 4
    few, more = (NetworkTagger(path / FAST_FILE, Bin()) for path in (tmp_path, tmp_path / "more"))
    for sentence in TAGGED:
        words = [[word.text for word in sentence]]
        np.testing.assert_allclose(few.tag(words)[0].labels, more.tag(words)[0].labels, atol=0.01)


def test_a_network_comes_back_from_its_file_as_it_was() -> None:
    trained = Network(MODELS / STANDARD_FILE)
    net = Net(STANDARD, len(trained.tags), len(trained.labels), trained.form_vectors)
    start_network(net, MODELS / STANDARD_FILE, trained.tags, trained.labels)
    for name, array in net.arrays().items():
        scale = trained.arrays.get(f"{name}.scale")
        stored = trained.arrays[name] if scale is None else trained.arrays[name] * scale[:, None]
        np.testing.assert_allclose(array, stored, atol=1e-6)


def torch_encoder(subwords: SubWords, **changes: Any) -> TorchEncoder:
    sizes = {"layers": STANDARD.encoder_layers, "word_layers": STANDARD.word_layers, "inner": STANDARD.inner} | changes
    return TorchEncoder(subwords.size, width=STANDARD.width, dropout=0.0, hidden_pieces=0.0, **sizes).eval()


def layers_of(encoder: TorchEncoder) -> list[Layer]:
    return [layer for layer in encoder.layers if isinstance(layer, Layer)]


def read(subwords: SubWords, sentences: list[list[str]], features: Floats) -> Sentences:
    """The sentences as the encoder reads them."""
    words = [word for sentence in sentences for word in sentence]
    counts = [len(sentence) for sentence in sentences]
    return Sentences([subwords.of(word) for word in words], np.arange(len(words)), counts, torch.from_numpy(features))


def of_sentences(encoder: TorchEncoder, sentences: Sentences) -> Floats:
    with torch.no_grad():
        found: Floats = encoder(sentences).numpy()
    return found


def test_an_encoder_comes_back_from_its_graphs_as_it_was() -> None:
    subwords = SubWords(MODELS / SUBWORDS_FILE)
    encoder = torch_encoder(subwords)
    start_encoder(encoder, MODELS / PIECES_FILE, MODELS / ENCODER_FILE)
    sentences = [[word.text for word in sentence] for sentence in TAGGED]
    words = [word for sentence in sentences for word in sentence]
    features = np.random.default_rng(0).normal(size=(len(words), STANDARD.width)).astype(np.float32)
    found = of_sentences(encoder, read(subwords, sentences, features))
    trained = Encoder(MODELS / PIECES_FILE, MODELS / ENCODER_FILE, subwords)
    wanted = trained.in_context([len(sentence) for sentence in sentences], trained.words_alone(words), features)
    assert np.corrcoef(found.ravel(), wanted.ravel())[0, 1] > 0.995  # the graph rounds what its products are given, too


def test_sentences_side_by_side_are_as_they_are_alone() -> None:
    subwords = SubWords(MODELS / SUBWORDS_FILE)
    encoder = torch_encoder(subwords, layers=1, word_layers=1)
    sentences = [["Akureyri"], ["Sigga", "las", "bókina", "um", "Vestmannaeyjabæ", "."], ["Jón", "fór"]]
    ends = np.cumsum([len(words) for words in sentences])[:-1]
    features = np.random.default_rng(0).normal(size=(9, STANDARD.width)).astype(np.float32)
    together = of_sentences(encoder, read(subwords, sentences, features))
    parts = np.split(features, ends)
    alone = [of_sentences(encoder, read(subwords, [words], part)) for words, part in zip(sentences, parts, strict=True)]
    np.testing.assert_allclose(together, np.concatenate(alone), atol=1e-5)


def test_the_units_that_add_nothing_are_left_out() -> None:
    subwords = SubWords(MODELS / SUBWORDS_FILE)
    encoder = torch_encoder(subwords, layers=1, word_layers=1, inner=12)
    for layer in layers_of(encoder):
        layer.down.weight.data[:, [2, 7]] = 0
        layer.up.weight.data[4] = 0
        layer.up.bias.data[4] = -50  # never on
    sentences = read(subwords, [["Sigga", "las", "bókina"]], np.ones((3, STANDARD.width), dtype=np.float32))
    before = of_sentences(encoder, sentences)
    encoder.narrow([sentences], 9)
    assert [layer.up.out_features for layer in layers_of(encoder)] == [9, 9]
    np.testing.assert_allclose(of_sentences(encoder, sentences), before, atol=1e-5)


NOTHING_NEW = STANDARD._replace(epochs=1, size_a_step=400, rate=1e-9, encoder_rate=1e-9, warm_up=1, average=0.5)
"""Learns next to nothing."""


def test_standard_goes_on_with_the_vectors_that_its_network_began_with(tmp_path: Path) -> None:
    build.build_standard(TOY, NOTHING_NEW, tmp_path / "work", tmp_path, MODELS)
    before, after = Network(MODELS / STANDARD_FILE), Network(tmp_path / STANDARD_FILE)
    assert after.forms == before.forms != {}
    np.testing.assert_allclose(after.arrays["hidden.weight"], before.arrays["hidden.weight"], atol=1e-3)


def standard_tagger(models: Path) -> NetworkTagger:
    encoder = Encoder(models / PIECES_FILE, models / ENCODER_FILE, SubWords(models / SUBWORDS_FILE))
    return NetworkTagger(models / STANDARD_FILE, Bin(), encoder)


def test_standard_learns_from_gold_and_from_a_teacher_and_goes_on_from_its_run(tmp_path: Path) -> None:
    tags = ["lveosf", "nveo", "nheo-s", "sfg3eþ", "aa"]
    data = TOY._replace(train=[*TAGGED, gold(*(f"{i}/{tag}/O" for i, tag in enumerate(tags)))])
    settings = STANDARD._replace(epochs=8, gold_times=10, size_a_step=60, warm_up=5, average=0.8, rate=3e-3, encoder_rate=1e-4)
    build.build_standard(data, settings, tmp_path, tmp_path, MODELS, ToyTeacher(tags))
    tagger = standard_tagger(tmp_path)
    for sentence in TAGGED:
        assert said(tagger, sentence) == [(word.tag, word.label) for word in sentence]
    assert [tag for tag, _ in said(tagger, LABELLED[0])] == tags
    # the folder has the run's checkpoint beside the models
    build.build_standard(data, NOTHING_NEW, tmp_path / "more", tmp_path / "more", tmp_path)
    for sentence in TAGGED:
        assert said(standard_tagger(tmp_path / "more"), sentence) == [(word.tag, word.label) for word in sentence]
    with pytest.raises(InputError, match="is of another model: encoder"):
        build.build_standard(data, NOTHING_NEW._replace(word_layers=2), tmp_path / "other", tmp_path / "other", tmp_path)
