"""What a pruned encoder learns, and `build_pruned` as a whole; needs the extra `train`, without which it is skipped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx")

import torch

from helpers.teachers import ToyTeacher
from icenews_nlp.errors import InputError
from icenews_nlp.evaluation.gold import GoldWord, Sentence
from icenews_nlp.language.tagging.encoder import Encoder
from icenews_nlp.language.tagging.network import Network
from icenews_nlp.language.tagging.subwords import SubWords
from icenews_nlp.models import ENCODER_FILE, MODELS, STANDARD_FILE, SUBWORDS_FILE
from icenews_nlp.training import build
from icenews_nlp.training.corpora.load import Corpora
from icenews_nlp.training.examples import ExampleMaker
from icenews_nlp.training.learn import Task, loss_of_known
from icenews_nlp.training.modules.encoder import Size
from icenews_nlp.training.modules.model import Model
from icenews_nlp.training.settings import PRUNE, Settings
from icenews_nlp.training.start import start_network, trained_encoder
from icenews_nlp.training.teaching.imitation import IMITATED, MAX_DIFFERENCE, STATES_WEIGHT, Imitation

GOLD = "Anna/nven-s/B-Person kom/sfg3eþ/O til/ae/O Akureyrar/nvee-s/B-Location í/ao/B-Date gær/ae/I-Date ././O"
SENTENCE: Sentence = [GoldWord(text, tag=tag, label=label) for text, tag, label in (word.split("/") for word in GOLD.split())]
WORDS = [word.text for word in SENTENCE]


class AllKnown(ToyTeacher):
    """Of all labels that the shipped network has."""

    def __init__(self, tags: dict[str, str]) -> None:
        super().__init__(tags)
        self.labels = Network(MODELS / STANDARD_FILE).labels


class Lesson:
    """A model as it is shipped, what it imitates, which is the same, and what it learns from."""

    def __init__(self) -> None:
        trained, path = Network(MODELS / STANDARD_FILE), MODELS / STANDARD_FILE
        self.maker = ExampleMaker(trained.tags, trained.labels, SubWords(MODELS / SUBWORDS_FILE))
        self.encoder = trained_encoder(MODELS / ENCODER_FILE)
        self.model = Model(PRUNE, len(trained.tags), len(trained.labels), self.encoder).eval()
        start_network(self.model.net, path, trained.tags, trained.labels)
        self.batch = self.maker.make([SENTENCE] * 2)
        self._loss = Imitation(trained_encoder(MODELS / ENCODER_FILE), Task(self.maker, self.batch, {}), PRUNE)

    @property
    def spread_of_last(self) -> torch.Tensor:
        return self._loss._spreads[-1]

    def loss(self, done: float = 0.0) -> float:
        with torch.no_grad():
            return float(self._loss(self.model, self.batch, done))

    def known(self) -> float:
        """What of it is of gold."""
        with torch.no_grad():
            tags, labels = self.model(self.maker.features, self.batch)
            return float(loss_of_known(tags, labels, self.batch, self.maker, PRUNE))


@pytest.fixture
def lesson(monkeypatch: pytest.MonkeyPatch) -> Lesson:
    """In whole floats: short ones would hide small differences."""
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)
    return Lesson()


def test_what_gives_the_same_as_the_original_loses_by_gold_alone(lesson: Lesson) -> None:
    assert lesson.known() > 0.001
    assert lesson.loss() == pytest.approx(lesson.known(), abs=1e-4)


def test_other_vectors_cost_ever_less(lesson: Lesson) -> None:
    """The projection changes nothing that layers give."""
    with torch.no_grad():
        lesson.encoder.project.weight *= 0.5
    first, half, after = (lesson.loss(done) - lesson.known() for done in (0.0, IMITATED / 2, IMITATED))
    assert first > 0.05
    assert half == pytest.approx(first / 2, rel=0.02)
    assert after == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize(("spreads", "counts"), [(1.0, 1.0), (100.0, MAX_DIFFERENCE**2)])
def test_what_each_layer_gives_counts(lesson: Lesson, monkeypatch: pytest.MonkeyPatch, spreads: float, counts: float) -> None:
    """What one of eight layers gives is off by so many spreads, of which nothing later hears."""
    off = spreads * lesson.spread_of_last
    of_words = lesson.encoder.of_words
    monkeypatch.setattr(lesson.encoder, "of_words", lambda x, first, last: of_words(x - off, first, last))
    with lesson.encoder.layers[7].register_forward_hook(lambda *given: given[-1] + off):
        assert lesson.loss() - lesson.known() == pytest.approx(STATES_WEIGHT * counts / 8, rel=0.02)


SIZE = trained_encoder(MODELS / ENCODER_FILE).sizes[0]
SMALLER = Size(SIZE.heads - 1, SIZE.inner - 4)
TOY = Corpora([SENTENCE], [SENTENCE] * 60, [], [], [], [], [SENTENCE])
QUICK = PRUNE._replace(
    encoder_heads=SMALLER.heads,
    encoder_inner=SMALLER.inner,
    epochs=1,
    size_a_step=200,
    rate=1e-5,
    encoder_rate=1e-5,
    warm_up=2,
    average=0.5,
)


def test_encoder_and_network_learn_what_teachers_say_and_stay_near_what_they_were(tmp_path: Path) -> None:
    """Tags that the network does not know, and those that the data lack, change nothing."""
    strange: Sentence = [GoldWord("Æ", tag="nobody's", label="B-Nothing")]
    data, work = TOY._replace(train=[SENTENCE, strange]), tmp_path / "work"
    teachers = [AllKnown({}), AllKnown({word.text: word.tag or "" for word in SENTENCE})]
    build.build_pruned(data, QUICK, work, tmp_path, MODELS, teachers)
    assert [len(teacher.asked) for teacher in teachers] == [1 + 1 + 60 + 2] * 2  # gold, annotated and copies of gold
    assert (tmp_path / STANDARD_FILE).read_bytes() != (MODELS / STANDARD_FILE).read_bytes()
    assert set(trained_encoder(tmp_path / ENCODER_FILE).sizes) == {SMALLER}
    subwords = SubWords(MODELS / SUBWORDS_FILE)
    before, after = (Encoder(folder / ENCODER_FILE, subwords).vectors([WORDS]).ravel() for folder in (MODELS, tmp_path))
    assert np.corrcoef(before, after)[0, 1] > 0.98
    made = (work / "pruned.pt").stat().st_mtime_ns
    build.build_pruned(data, QUICK, work, tmp_path, MODELS, teachers)  # it goes on from where it ended
    assert (work / "pruned.pt").stat().st_mtime_ns == made
    (work / "checkpoint.pt").unlink()
    with pytest.raises(InputError, match=r"pruned\.pt was made in another run"):
        build.build_pruned(data, QUICK._replace(seed=1), work, tmp_path, MODELS, teachers)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"encoder_heads": SIZE.heads + 1}, f"encoder_heads={SIZE.heads + 1}: the encoder of --start has {SIZE.heads}"),
        ({"encoder_inner": SIZE.inner + 1}, f"encoder_inner={SIZE.inner + 1}: the encoder of --start has {SIZE.inner}"),
    ],
)
def test_more_than_there_is_cannot_be_kept(tmp_path: Path, wrong: dict[str, int], message: str) -> None:
    settings: Settings = QUICK._replace(**wrong)
    with pytest.raises(InputError, match=message):
        build.build_pruned(TOY, settings, tmp_path / "work", tmp_path, MODELS, [AllKnown({})])
