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
from icenews_nlp.models import ENCODER_FILE, FAST_FILE, MODELS, STANDARD_FILE, SUBWORDS_FILE
from icenews_nlp.training import build
from icenews_nlp.training.corpora.load import Corpora
from icenews_nlp.training.encoder import Encoder as TorchEncoder
from icenews_nlp.training.encoder import Layer, grid
from icenews_nlp.training.network import Net
from icenews_nlp.training.settings import STANDARD, Settings
from icenews_nlp.training.start import start_encoder, start_network
from icenews_nlp.training.teacher import Teacher, has_answers, read_answers


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
    build.build_fast(known, settings, tmp_path / "more", tmp_path / "more", None, None, tmp_path / "taught")
    assert (tmp_path / "more" / FAST_FILE).read_bytes() == (tmp_path / FAST_FILE).read_bytes()
    learned = said(NetworkTagger(tmp_path / FAST_FILE, Bin()), LABELLED[0])
    assert [tag for tag, _ in learned] == tags
    assert learned[2][1] == label


def test_answers_about_other_sentences_are_refused(tmp_path: Path) -> None:
    sentences = [["Já", "."], ["Nei"]]
    with pytest.raises(InputError, match=r"0000000.npz is missing; remove --teacher or name"):
        read_answers(sentences, tmp_path)
    assert not has_answers(tmp_path)
    Teacher(ToyTeacher(["aa", "p"]), ["aa"], ["O"], tmp_path).teach([["Já", "."]])
    assert has_answers(tmp_path)
    (answer,) = read_answers([["Já", "."]], tmp_path)
    assert answer.tags[:, 0].tolist() == [0, -1]
    with pytest.raises(InputError, match="answers about other sentences: 2 words, not 3"):
        read_answers(sentences, tmp_path)


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


def test_a_run_ends_at_its_last_step(tmp_path: Path) -> None:
    def steps_of(folder: Path) -> list[int]:
        return [json.loads(line)["step"] for line in (folder / "log.jsonl").read_text("utf-8").splitlines()]

    for name, last in (("all", 0), ("some", 7), ("more", 10_000)):
        settings = SMALL._replace(gold_times=1, epochs=3, last_step=last)
        build.build_fast(TOY, settings, tmp_path / name, tmp_path / name, None, None)
    assert max(steps_of(tmp_path / "some")) == 7
    assert max(steps_of(tmp_path / "more")) == max(steps_of(tmp_path / "all")) > 7


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


def of_sentences(encoder: TorchEncoder, subwords: SubWords, sentences: list[list[str]], features: Floats) -> Floats:
    pieces, counts = zip(*(map(np.array, subwords.of_sentence(words)) for words in sentences), strict=True)
    with torch.no_grad():
        found: Floats = encoder(grid(pieces, counts), torch.from_numpy(features)).numpy()
    return found


def test_an_encoder_comes_back_from_its_graph_as_it_was() -> None:
    subwords = SubWords(MODELS / SUBWORDS_FILE)
    encoder = torch_encoder(subwords)
    start_encoder(encoder, MODELS / ENCODER_FILE)
    sentences = [[word.text for word in sentence] for sentence in TAGGED]
    features = np.random.default_rng(0).normal(size=(sum(map(len, sentences)), STANDARD.width)).astype(np.float32)
    found = of_sentences(encoder, subwords, sentences, features)
    wanted = Encoder(MODELS / ENCODER_FILE, subwords).vectors(sentences, features)
    assert np.corrcoef(found.ravel(), wanted.ravel())[0, 1] > 0.995  # the graph rounds what its products are given, too


def test_sentences_side_by_side_are_as_they_are_alone() -> None:
    subwords = SubWords(MODELS / SUBWORDS_FILE)
    encoder = torch_encoder(subwords, layers=1, word_layers=1)
    sentences = [["Akureyri"], ["Sigga", "las", "bókina", "um", "Vestmannaeyjabæ", "."], ["Jón", "fór"]]
    ends = np.cumsum([len(words) for words in sentences])[:-1]
    features = np.random.default_rng(0).normal(size=(9, STANDARD.width)).astype(np.float32)
    together = of_sentences(encoder, subwords, sentences, features)
    parts = np.split(features, ends)
    alone = [of_sentences(encoder, subwords, [words], part) for words, part in zip(sentences, parts, strict=True)]
    np.testing.assert_allclose(together, np.concatenate(alone), atol=1e-5)


def test_an_encoder_of_fewer_layers_takes_some_of_the_graph() -> None:
    """The first ones for sub-words, then every so many of the rest up to the last."""
    subwords = SubWords(MODELS / SUBWORDS_FILE)
    whole, fewer = torch_encoder(subwords), torch_encoder(subwords, layers=1, word_layers=2)
    start_encoder(whole, MODELS / ENCODER_FILE)
    start_encoder(fewer, MODELS / ENCODER_FILE)
    last = STANDARD.encoder_layers + STANDARD.word_layers - 1
    for i, j in ((0, 0), (1, 1), (2, last)):
        assert torch.equal(layers_of(fewer)[i].qkv.weight, layers_of(whole)[j].qkv.weight)


def test_the_units_that_add_nothing_are_left_out() -> None:
    subwords = SubWords(MODELS / SUBWORDS_FILE)
    encoder = torch_encoder(subwords, layers=1, word_layers=1, inner=12)
    for layer in layers_of(encoder):
        layer.down.weight.data[:, [2, 7]] = 0
        layer.up.weight.data[4] = 0
        layer.up.bias.data[4] = -50  # never on
    sentences, features = [["Sigga", "las", "bókina"]], np.ones((3, STANDARD.width), dtype=np.float32)
    before = of_sentences(encoder, subwords, sentences, features)
    pieces, counts = (np.array(numbers) for numbers in subwords.of_sentence(sentences[0]))
    encoder.narrow([(grid([pieces], [counts]), torch.from_numpy(features))], 9)
    assert [layer.up.out_features for layer in layers_of(encoder)] == [9, 9]
    np.testing.assert_allclose(of_sentences(encoder, subwords, sentences, features), before, atol=1e-5)


def test_standard_goes_on_with_the_vectors_that_its_network_began_with(tmp_path: Path) -> None:
    settings = STANDARD._replace(epochs=1, size_a_step=400, rate=1e-9, encoder_rate=1e-9, warm_up=1, average=0.5)
    build.build_standard(TOY, settings, tmp_path / "work", tmp_path, MODELS)
    before, after = Network(MODELS / STANDARD_FILE), Network(tmp_path / STANDARD_FILE)
    assert after.forms == before.forms != {}
    np.testing.assert_allclose(after.arrays["hidden.weight"], before.arrays["hidden.weight"], atol=1e-3)


def test_standard_learns_from_gold_and_from_a_teacher(tmp_path: Path) -> None:
    tags = ["lveosf", "nveo", "nheo-s", "sfg3eþ", "aa"]
    data = TOY._replace(train=[*TAGGED, gold(*(f"{i}/{tag}/O" for i, tag in enumerate(tags)))])
    settings = STANDARD._replace(epochs=6, gold_times=10, size_a_step=200, warm_up=5, average=0.8, rate=3e-3, encoder_rate=1e-4)
    build.build_standard(data, settings, tmp_path, tmp_path, MODELS, ToyTeacher(tags))
    encoder = Encoder(tmp_path / ENCODER_FILE, SubWords(tmp_path / SUBWORDS_FILE))
    tagger = NetworkTagger(tmp_path / STANDARD_FILE, Bin(), encoder)
    for sentence in TAGGED:
        assert said(tagger, sentence) == [(word.tag, word.label) for word in sentence]
    assert [tag for tag, _ in said(tagger, LABELLED[0])] == tags
