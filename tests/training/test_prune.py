"""Columns of products, and encoders without some of them; needs the extra `train`, without which it is skipped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx")

import onnx
import torch
from onnx import numpy_helper

from icenews_nlp.language.tagging.encoder import Encoder
from icenews_nlp.language.tagging.subwords import SubWords
from icenews_nlp.models import ENCODER_FILE, MODELS, SUBWORDS_FILE
from icenews_nlp.training import export
from icenews_nlp.training.examples import Example
from icenews_nlp.training.modules.encoder import Encoder as TorchEncoder
from icenews_nlp.training.modules.encoder import Size
from icenews_nlp.training.start import trained_encoder
from icenews_nlp.training.teaching.prune import hessian, prune_columns, pruned

PIECES, WIDTH_OUT = 40, 6


@pytest.fixture(autouse=True)
def _seed() -> Iterator[None]:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        yield


def hessian_of(inputs: torch.Tensor) -> torch.Tensor:
    return hessian([inputs[None]], [torch.ones(1, len(inputs), dtype=torch.bool)])


def example(*pieces: int) -> Example:
    """Sub-words that are a word each, of no known type."""
    numbers, none = np.arange(1, len(pieces) + 1), np.full(len(pieces), -1)
    return Example(none, none, np.zeros_like(none), none, np.array([0, *pieces, 2]), numbers, numbers)


def random_encoder(*sizes: Size) -> TorchEncoder:
    result: TorchEncoder = TorchEncoder(PIECES, sizes, WIDTH_OUT).eval()
    return result


def vectors(encoder: TorchEncoder, sentence: Example) -> torch.Tensor:
    with torch.no_grad():
        found: torch.Tensor = encoder(*(torch.from_numpy(n) for n in (sentence.pieces[None], sentence.first, sentence.last)))
    return found


def correlation(ours: npt.ArrayLike, theirs: npt.ArrayLike) -> float:
    return float(np.corrcoef(np.ravel(ours), np.ravel(theirs))[0, 1])


def test_columns_that_others_can_stand_in_for_are_left_out() -> None:
    """The first two say the same, the fourth is the sum of the third and the fifth: two may go, and no product changes."""
    inputs = torch.randn(200, 5)
    inputs[:, 1] = inputs[:, 0]
    inputs[:, 3] = inputs[:, 2] + inputs[:, 4]
    weight = torch.randn(7, 5)
    found = prune_columns(hessian_of(inputs), weight, width=1, count=3)
    assert int(found.stay.sum()) == 3
    assert int(found.stay[:2].sum()) == 1
    assert not found.weight[:, ~found.stay].any()
    torch.testing.assert_close(inputs @ found.weight.T, inputs @ weight.T, atol=0.05, rtol=0)


def test_the_weights_that_stay_are_solved_anew() -> None:
    """Better than the old ones without those left out, and nearly the best that the columns allow."""
    inputs = torch.randn(500, 4) @ torch.randn(4, 12) + 0.3 * torch.randn(500, 12)
    weight = torch.randn(5, 12)
    found = prune_columns(hessian_of(inputs), weight, width=1, count=6)
    stay, wanted = found.stay, inputs @ weight.T
    best = torch.linalg.lstsq(inputs[:, stay], wanted).solution
    errors = [((each - wanted) ** 2).sum() for each in (inputs @ found.weight.T, inputs[:, stay] @ weight[:, stay].T)]
    assert errors[0] < errors[1] / 2
    assert errors[0] < 1.01 * ((inputs[:, stay] @ best - wanted) ** 2).sum()


def test_columns_are_left_out_by_whole_groups() -> None:
    inputs = torch.randn(300, 6)
    inputs[:, 2:4] /= 100
    found = prune_columns(hessian_of(inputs), torch.ones(3, 6), width=2, count=2)
    assert found.stay.tolist() == [True, True, False, False, True, True]


def test_a_group_is_judged_by_all_its_columns() -> None:
    """The first group has the least column of all, and the last one the least in sum."""
    inputs = torch.randn(2_000, 4) * torch.tensor([0.1, 2.0, 1.0, 1.0])
    found = prune_columns(hessian_of(inputs), torch.ones(3, 4), width=2, count=1)
    assert found.stay.tolist() == [True, True, False, False]


def test_where_all_stay_nothing_changes() -> None:
    weight = torch.randn(3, 6)
    found = prune_columns(hessian_of(torch.randn(50, 6)), weight, width=2, count=3)
    assert found.stay.all()
    torch.testing.assert_close(found.weight, weight)


def test_padding_says_nothing() -> None:
    inputs, real = torch.randn(2, 4, 3), torch.tensor([[True, True, True, False], [True, True, False, False]])
    padded = torch.where(real[:, :, None], inputs, 1e6)
    torch.testing.assert_close(hessian([inputs], [real]), hessian([padded], [real]))


def test_a_pruned_encoder_gives_nearly_the_same() -> None:
    """Nearer than one with as many columns, the first ones; and the one it is made from stays as it is."""
    wide = random_encoder(Size(4, 64), Size(4, 64))
    sentences = [example(*torch.randint(4, PIECES, (12,)).tolist()) for _ in range(40)]
    before = vectors(wide, sentences[0])
    narrow = pruned(wide, sentences, Size(3, 48))
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


def test_layers_of_any_sizes_are_written_run_and_read(tmp_path: Path) -> None:
    encoder, sentence = random_encoder(Size(2, 40), Size(5, 16)), example(7, 9, 30, 11)
    export.save(encoder, [sentence], tmp_path / ENCODER_FILE)
    again = trained_encoder(tmp_path / ENCODER_FILE)
    assert again.sizes == encoder.sizes
    wanted = vectors(encoder, sentence)
    assert correlation(vectors(again, sentence), wanted) > 0.999
    written = Encoder(tmp_path / ENCODER_FILE, SubWords(MODELS / SUBWORDS_FILE))
    ran = written.run({"rows": sentence.pieces, "first": sentence.first, "last": sentence.last})
    assert correlation(ran, wanted) > 0.995


def test_graphs_that_divide_what_attention_gives_are_read_too(tmp_path: Path) -> None:
    """As they were written until encoders were pruned: with a node more, and values of their own size."""
    encoder, sentence = random_encoder(Size(2, 40)), example(7, 9, 30, 11)
    graph = export.build(encoder, export.largest_inputs(encoder, [sentence]))
    (out,) = (weight for weight in graph.graph.initializer if weight.name == "layers.0.out.scale")
    scale = numpy_helper.to_array(out)
    out.CopyFrom(numpy_helper.from_array(scale / 4, out.name))
    weight = "layers.0.out.weight"
    smoothing = np.full(encoder.state_dict()[weight].shape[1], 1 / 4, np.float32)
    graph.graph.initializer.append(numpy_helper.from_array(smoothing, "layers.0.out.smoothing"))
    onnx.save(graph, tmp_path / "old.onnx")
    export.save(encoder, [sentence], tmp_path / "new.onnx")
    old, new = (trained_encoder(tmp_path / name).state_dict()[weight] for name in ("old.onnx", "new.onnx"))
    torch.testing.assert_close(old, new / 16)
