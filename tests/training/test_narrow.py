"""An encoder made narrower: what is left out, and what it learns; needs the extra `train`, without which it is skipped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx")

import torch

from icenews_nlp.evaluation.gold import GoldWord, Sentence
from icenews_nlp.language.tagging.encoder import Encoder
from icenews_nlp.language.tagging.subwords import SubWords
from icenews_nlp.models import ENCODER_FILE, MODELS, STANDARD_FILE, SUBWORDS_FILE
from icenews_nlp.training import build, export
from icenews_nlp.training.corpora.load import Corpora
from icenews_nlp.training.distil import OF_KNOWN, Distillation
from icenews_nlp.training.encoder import HEAD_WIDTH, Size
from icenews_nlp.training.encoder import Encoder as TorchEncoder
from icenews_nlp.training.examples import Example, ExampleMaker
from icenews_nlp.training.learn import Model, Task, loss_of_known
from icenews_nlp.training.narrow import kept, narrowed, second_moments
from icenews_nlp.training.settings import NARROW
from icenews_nlp.training.start import trained_encoder

WORDS = ["Anna", "kom", "til", "Akureyrar", "í", "gær", "og", "sagði", "að", "fundurinn", "hefði", "gengið", "vel", "."]
SENTENCE: Sentence = [GoldWord(word, tag="aa", label="O") for word in WORDS]
PIECES, WIDTH_OUT = 40, 6


@pytest.fixture(autouse=True)
def _seed() -> Iterator[None]:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        yield


def moments(inputs: torch.Tensor) -> torch.Tensor:
    return second_moments([inputs[None]], [torch.ones(1, len(inputs), dtype=torch.bool)])


def example(*pieces: int) -> Example:
    """Sub-words that are a word each, of no known type."""
    numbers, none = np.arange(1, len(pieces) + 1), np.full(len(pieces), -1)
    return Example(none, none, np.zeros_like(none), none, np.array([0, *pieces, 2]), numbers, numbers)


def random_encoder(*sizes: Size) -> TorchEncoder:
    return TorchEncoder(PIECES, sizes, WIDTH_OUT).eval()


def vectors(encoder: TorchEncoder, sentence: Example) -> torch.Tensor:
    with torch.no_grad():
        found: torch.Tensor = encoder(*(torch.from_numpy(n) for n in (sentence.pieces[None], sentence.first, sentence.last)))
    return found


def test_columns_that_others_can_stand_in_for_are_left_out() -> None:
    """The first two say the same, the fourth is the sum of the third and the fifth: two may go, and no product changes."""
    inputs = torch.randn(200, 5)
    inputs[:, 1] = inputs[:, 0]
    inputs[:, 3] = inputs[:, 2] + inputs[:, 4]
    weight = torch.randn(7, 5)
    found = kept(moments(inputs), weight, width=1, count=3)
    assert int(found.columns.sum()) == 3
    assert int(found.columns[:2].sum()) == 1
    assert not found.weight[:, ~found.columns].any()
    torch.testing.assert_close(inputs @ found.weight.T, inputs @ weight.T, atol=0.05, rtol=0)


def test_the_weights_that_stay_are_solved_anew() -> None:
    """Better than the old ones without those left out, and nearly the best that the columns allow."""
    inputs = torch.randn(500, 4) @ torch.randn(4, 12) + 0.3 * torch.randn(500, 12)
    weight = torch.randn(5, 12)
    found = kept(moments(inputs), weight, width=1, count=6)
    columns, wanted = found.columns, inputs @ weight.T
    best = torch.linalg.lstsq(inputs[:, columns], wanted).solution
    errors = [((each - wanted) ** 2).sum() for each in (inputs @ found.weight.T, inputs[:, columns] @ weight[:, columns].T)]
    assert errors[0] < errors[1] / 2
    assert errors[0] < 1.01 * ((inputs[:, columns] @ best - wanted) ** 2).sum()


def test_columns_are_left_out_by_whole_groups() -> None:
    inputs = torch.randn(300, 6)
    inputs[:, 2:4] /= 100
    found = kept(moments(inputs), torch.ones(3, 6), width=2, count=2)
    assert found.columns.tolist() == [True, True, False, False, True, True]


def test_where_all_stay_nothing_changes() -> None:
    weight = torch.randn(3, 6)
    found = kept(moments(torch.randn(50, 6)), weight, width=2, count=3)
    assert found.columns.all()
    torch.testing.assert_close(found.weight, weight)


def test_padding_says_nothing() -> None:
    inputs, real = torch.randn(2, 4, 3), torch.tensor([[True, True, True, False], [True, True, False, False]])
    padded = torch.where(real[:, :, None], inputs, 1e6)
    torch.testing.assert_close(second_moments([inputs], [real]), second_moments([padded], [real]))


def test_a_narrowed_encoder_gives_nearly_the_same() -> None:
    """Nearer than one with as many columns, the first ones; and the one it is made from stays as it is."""
    wide = random_encoder(Size(4, 64), Size(4, 64))
    sentences = [example(*torch.randint(4, PIECES, (12,)).tolist()) for _ in range(40)]
    before = vectors(wide, sentences[0])
    narrow = narrowed(wide, sentences, Size(3, 48))
    assert narrow.sizes == [Size(3, 48)] * 2
    assert torch.equal(vectors(wide, sentences[0]), before)
    cut = random_encoder(Size(3, 48), Size(3, 48))
    cut.load_state_dict({name: _first(name, tensor, cut) for name, tensor in wide.state_dict().items()})
    errors = [sum(float(((vectors(e, s) - vectors(wide, s)) ** 2).mean()) for s in sentences) for e in (narrow, cut)]
    assert errors[0] < errors[1] / 2


def _first(name: str, tensor: torch.Tensor, encoder: TorchEncoder) -> torch.Tensor:
    """The part of a weight that a smaller encoder has room for; the queries, keys and values apart."""
    shape = encoder.state_dict()[name].shape
    if "qkv" in name:
        return torch.cat([part[: shape[0] // 3] for part in tensor.chunk(3)])
    return tensor[tuple(slice(n) for n in shape)]


def test_layers_of_other_sizes_are_written_and_read(tmp_path: Path) -> None:
    encoder, sentence = random_encoder(Size(2, 40), Size(5, 16)), example(7, 9, 30, 11)
    export.save(encoder, [sentence], tmp_path / ENCODER_FILE)
    again = trained_encoder(tmp_path / ENCODER_FILE)
    assert again.sizes == encoder.sizes
    assert len(encoder.layers[0].out.weight.T) == 2 * HEAD_WIDTH  # type: ignore[union-attr, arg-type]  # torch's types of modules
    found, wanted = vectors(again, sentence).numpy(), vectors(encoder, sentence).numpy()
    assert np.corrcoef(found.ravel(), wanted.ravel())[0, 1] > 0.999


def task_of(train: list[Sentence]) -> Task:
    maker = ExampleMaker([SENTENCE], SubWords(MODELS / SUBWORDS_FILE))
    return Task(maker, maker.make(train), {})


def test_what_gives_the_same_as_its_teacher_loses_by_gold_alone() -> None:
    task = task_of([SENTENCE] * 2)
    teacher = trained_encoder(MODELS / ENCODER_FILE)
    model = Model(NARROW, len(task.maker.tags), len(task.maker.labels), trained_encoder(MODELS / ENCODER_FILE)).eval()
    loss = Distillation(teacher, task, NARROW)
    with torch.no_grad():
        tags, labels = model(task.maker.features, task.train)
        of_gold = OF_KNOWN * loss_of_known(tags, labels, task.train, task.maker, NARROW)
        torch.testing.assert_close(loss(model, task.train), of_gold, atol=0.01, rtol=0.01)
        assert model.encoder is not None
        model.encoder.project.weight *= 0.5
        assert loss(model, task.train) > of_gold + 0.1


def test_the_network_stays_and_the_encoder_learns_to_give_what_it_gave(tmp_path: Path) -> None:
    """A run that is stopped and started again narrows nothing anew."""
    words = Corpora([SENTENCE], [SENTENCE] * 60, [], [], [], [], [SENTENCE])
    (size,) = set(trained_encoder(MODELS / ENCODER_FILE).sizes)
    settings = NARROW._replace(heads=size.heads, inner=size.inner - 8, epochs=2, size_a_step=200, warm_up=2, average=0.5)
    build.build_narrow(words, settings, tmp_path / "work", tmp_path, MODELS)
    (kept_file,) = (tmp_path / "work").glob("narrowed-*.pt")
    made = kept_file.stat().st_mtime_ns
    build.build_narrow(words, settings, tmp_path / "work", tmp_path, MODELS)
    assert kept_file.stat().st_mtime_ns == made
    assert (tmp_path / STANDARD_FILE).read_bytes() == (MODELS / STANDARD_FILE).read_bytes()
    assert set(trained_encoder(tmp_path / ENCODER_FILE).sizes) == {Size(size.heads, size.inner - 8)}
    subwords = SubWords(MODELS / SUBWORDS_FILE)
    before, after = (Encoder(folder / ENCODER_FILE, subwords).vectors([WORDS]).ravel() for folder in (MODELS, tmp_path))
    assert np.corrcoef(before, after)[0, 1] > 0.99
