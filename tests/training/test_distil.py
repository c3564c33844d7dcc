"""What a pruned encoder learns, and `build_pruned` as a whole; needs the extra `train`, without which it is skipped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx")

import torch

from icenews_nlp.errors import InputError
from icenews_nlp.evaluation.gold import GoldWord, Sentence
from icenews_nlp.language.tagging.encoder import Encoder
from icenews_nlp.language.tagging.network import Network
from icenews_nlp.language.tagging.subwords import SubWords
from icenews_nlp.models import ENCODER_FILE, MODELS, STANDARD_FILE, SUBWORDS_FILE
from icenews_nlp.training import build, distil
from icenews_nlp.training.corpora.load import Corpora
from icenews_nlp.training.distil import KNOWN_WEIGHT, MAX_DIFFERENCE, STATES_WEIGHT, Distillation
from icenews_nlp.training.encoder import Size
from icenews_nlp.training.examples import ExampleMaker
from icenews_nlp.training.learn import Model, Task, loss_of_known
from icenews_nlp.training.settings import PRUNE, Settings
from icenews_nlp.training.start import start_network, trained_encoder

GOLD = "Anna/nven-s/B-Person kom/sfg3eþ/O til/ae/O Akureyrar/nvee-s/B-Location í/ao/B-Date gær/ae/I-Date ././O"
SENTENCE: Sentence = [GoldWord(text, tag=tag, label=label) for text, tag, label in (word.split("/") for word in GOLD.split())]
WORDS = [word.text for word in SENTENCE]


class Lesson:
    """A model as it is shipped, its teacher, which is the same, and what it learns from."""

    def __init__(self) -> None:
        trained, path = Network(MODELS / STANDARD_FILE), MODELS / STANDARD_FILE
        self.maker = ExampleMaker(trained.tags, trained.labels, SubWords(MODELS / SUBWORDS_FILE))
        self.encoder = trained_encoder(MODELS / ENCODER_FILE)
        self.model = Model(PRUNE, len(trained.tags), len(trained.labels), self.encoder).eval()
        start_network(self.model.net, path, trained.tags, trained.labels)
        self.batch = self.maker.make([SENTENCE] * 2)
        self._loss = Distillation(trained_encoder(MODELS / ENCODER_FILE), Task(self.maker, self.batch, {}), PRUNE)

    @property
    def spread_of_last(self) -> torch.Tensor:
        return self._loss._spreads[-1]

    def loss(self) -> float:
        with torch.no_grad():
            return float(self._loss(self.model, self.batch))

    def known(self) -> float:
        """What of it is of gold."""
        with torch.no_grad():
            tags, labels = self.model(self.maker.features, self.batch)
            return KNOWN_WEIGHT * float(loss_of_known(tags, labels, self.batch, self.maker, PRUNE))


@pytest.fixture
def lesson(monkeypatch: pytest.MonkeyPatch) -> Lesson:
    """In whole floats: short ones would hide small differences."""
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)
    return Lesson()


def test_what_gives_the_same_as_its_teacher_loses_by_gold_alone(lesson: Lesson) -> None:
    assert lesson.known() > 0.001
    assert lesson.loss() == pytest.approx(lesson.known(), abs=1e-4)


def test_other_vectors_tags_and_labels_each_cost(lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> None:
    """The projection changes nothing that layers give."""
    with torch.no_grad():
        lesson.encoder.project.weight *= 0.5
    distance = lesson.loss() - lesson.known()
    monkeypatch.setattr(distil, "_divergence", lambda *_: torch.zeros(()))
    assert 0.05 < lesson.loss() - lesson.known() < distance


def test_divergence_is_from_what_is_taught() -> None:
    """Sure of the wrong thing costs more than unsure of the right one; worked out by hand."""
    even, sure = torch.log(torch.tensor([[0.5, 0.5]])), torch.log(torch.tensor([[0.9, 0.1]]))
    taught_even = 0.5 * np.log(0.5 / 0.9) + 0.5 * np.log(0.5 / 0.1)
    taught_sure = 0.9 * np.log(0.9 / 0.5) + 0.1 * np.log(0.1 / 0.5)
    assert float(distil._divergence(sure, even)) == pytest.approx(taught_even, abs=1e-5)
    assert float(distil._divergence(even, sure)) == pytest.approx(taught_sure, abs=1e-5)


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


def test_the_network_stays_and_the_encoder_learns_to_give_what_it_gave(tmp_path: Path) -> None:
    """Tags that the network does not know, and those that the data lack, change nothing."""
    strange: Sentence = [GoldWord("Æ", tag="nobody's", label="B-Nothing")]
    data, work = TOY._replace(train=[SENTENCE, strange]), tmp_path / "work"
    build.build_pruned(data, QUICK, work, tmp_path, MODELS)
    assert (tmp_path / STANDARD_FILE).read_bytes() == (MODELS / STANDARD_FILE).read_bytes()
    assert set(trained_encoder(tmp_path / ENCODER_FILE).sizes) == {SMALLER}
    subwords = SubWords(MODELS / SUBWORDS_FILE)
    before, after = (Encoder(folder / ENCODER_FILE, subwords).vectors([WORDS]).ravel() for folder in (MODELS, tmp_path))
    assert np.corrcoef(before, after)[0, 1] > 0.98
    made = (work / "pruned.pt").stat().st_mtime_ns
    build.build_pruned(data, QUICK, work, tmp_path, MODELS)  # it goes on from where it ended
    assert (work / "pruned.pt").stat().st_mtime_ns == made
    (work / "checkpoint.pt").unlink()
    with pytest.raises(InputError, match=r"pruned\.pt was made in another run"):
        build.build_pruned(data, QUICK._replace(seed=1), work, tmp_path, MODELS)


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
        build.build_pruned(TOY, settings, tmp_path / "work", tmp_path, MODELS)
