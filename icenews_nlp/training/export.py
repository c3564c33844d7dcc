"""Writes the trained encoder as two ONNX graphs, of words alone and of sentences, with weights in eight bits.

The graphs are put together by hand, node by node, so that they hold onnxruntime's fused operators and nothing else. They take
several words or sentences at a time; only attention sees them apart. The inputs of the eight-bit products have scales that were
measured beforehand, so that a sentence does not depend on its neighbours.
A few columns of those inputs are thirty times as large as the rest and would take all the scale, so
part of a column's size is moved into the weights it meets (SmoothQuant, Xiao et al. 2023).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from onnx import ModelProto, NodeProto, TensorProto, checker, helper, numpy_helper
from torch import nn
from torch.utils.hooks import RemovableHandle

from icenews_nlp.language.tagging.subwords import MOST_PIECES_OF_A_WORD
from icenews_nlp.training.encoder import HEADS, WIDTH, Encoder, Sentences

OPSET: Final = 17
IR_VERSION: Final = 8
"""Old enough for every onnxruntime that pyproject.toml allows."""

MOVED: Final = {"qkv": 0.7, "out": 0.7, "up": 0.7, "down": 0.8}
"""How much of a column's size goes into the weights (the paper's alpha), by product. On 300 sentences of the tuning part the
eight bits change 0.6 % of the tags so, and 1.6 % where nothing is moved."""

LEVELS: Final = 63
"""Steps from zero to a column's largest weight: seven bits, since processors without VNNI add two products of eight bits in
sixteen and may overflow. It changes 0.1 % more of the tags."""

FUSED: Final = "com.microsoft"
"""The domain of onnxruntime's own operators."""

Array = npt.NDArray[Any]


class Range(NamedTuple):
    """The least and the largest value seen in each column of a product's input."""

    least: Array
    largest: Array


Ranges = dict[str, Range]
"""By the names of the products."""


class _Graph:
    """Collects the nodes and weights of a graph; each method adds nodes and returns the name of what they give."""

    def __init__(self, ranges: Ranges) -> None:
        self.ranges = ranges
        self.nodes: list[NodeProto] = []
        self.weights: list[TensorProto] = []

    def weight(self, name: str, array: Array) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def ends(self, name: str, state: dict[str, Array]) -> list[str]:
        """A weight and its bias as they are."""
        return [self.weight(f"{name}.{end}", state[f"{name}.{end}"]) for end in ("weight", "bias")]

    def node(self, kind: str, inputs: list[str], name: str, outputs: int = 1, domain: str = "", **attributes: Any) -> list[str]:
        names = [name if outputs == 1 else f"{name}.{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, name=name, domain=domain, **attributes))
        return names

    def linear(self, x: str, name: str, weight: Array, bias: Array) -> str:
        """`x @ weight.T + bias` in eight bits, one scale per column of the product and one for its input."""
        sizes = self._sizes(name, weight)
        smoothed = self.node("Mul", [x, self.weight(f"{name}.smoothing", 1 / sizes)], f"{name}.smoothed")[0]
        least, largest = min(0.0, (self.ranges[name].least / sizes).min()), max(0.0, (self.ranges[name].largest / sizes).max())
        step = np.array(max(largest - least, 1e-8) / 255, dtype=np.float32)
        scale, zero = self.weight(f"{name}.step", step), self.weight(f"{name}.zero", np.round(-least / step).astype(np.uint8))
        rounded = self.node("QuantizeLinear", [smoothed, scale, zero], f"{name}.rounded")[0]
        columns = (weight * sizes).T
        steps = np.maximum(np.abs(columns).max(0), 1e-12) / LEVELS
        inputs = [
            rounded,
            self.weight(f"{name}.weight", np.round(columns / steps).astype(np.int8)),
            scale,
            self.weight(f"{name}.scale", steps.astype(np.float32)),
            zero,
            "",
            self.weight(f"{name}.bias", bias),
        ]
        return self.node("MatMulIntegerToFloat", inputs, name, domain=FUSED)[0]

    def _sizes(self, name: str, weight: Array) -> Array:
        """What the columns of the input are divided by, and those of the weights multiplied."""
        alpha, (least, largest) = MOVED[name.rpartition(".")[2]], self.ranges[name]
        seen = np.maximum(np.maximum(-least, largest), 1e-5)
        sizes = seen**alpha / np.maximum(np.abs(weight).max(0), 1e-5) ** (1 - alpha)
        result: Array = (sizes / np.exp(np.log(sizes).mean())).astype(np.float32)
        return result

    def added_and_normalised(self, x: str, y: str, name: str, weight: Array, bias: Array) -> str:
        """Not onnxruntime's own operator for the two together, which is six times slower than they are."""
        total = self.node("Add", [x, y], f"{name}.sum")[0]
        inputs = [total, self.weight(f"{name}.weight", weight), self.weight(f"{name}.bias", bias)]
        return self.node("LayerNormalization", inputs, name, epsilon=1e-12)[0]

    def looked_up(self, rows: str, name: str, table: Array) -> str:
        """Rows of a table that is kept in eight bits, one scale a row."""
        scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-12) / 127
        small = self.node(
            "Gather", [self.weight(f"{name}.table", np.round(table / scale).astype(np.int8)), rows], f"{name}.row"
        )
        scales = self.node("Gather", [self.weight(f"{name}.scales", scale.astype(np.float32)), rows], f"{name}.scale")
        wide = self.node("Cast", small, f"{name}.wide", to=TensorProto.FLOAT)
        return self.node("Mul", [*wide, *scales], name)[0]

    def apart(self, x: str, name: str) -> str:
        """Things one after the other as row x place, padded."""
        return self.node("Gather", [x, "slots"], name)[0]

    def together(self, x: str, name: str) -> str:
        """The inverse."""
        flat = self.node("Reshape", [x, self.weight(f"{name}.shape", np.array([-1, WIDTH]))], f"{name}.flat")[0]
        return self.node("Gather", [flat, "back"], name)[0]


def ranges_of_inputs(encoder: Encoder, examples: Sequence[Sentences]) -> Ranges:
    """What the encoder's products are given when it reads these examples."""
    found: Ranges = {}

    def watch(name: str, product: nn.Module) -> RemovableHandle:
        def note(_: nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
            rows = inputs[0].reshape(-1, inputs[0].shape[-1])
            least, largest = rows.amin(0).numpy(), rows.amax(0).numpy()
            before = found.get(name, Range(least, largest))
            found[name] = Range(np.minimum(before.least, least), np.maximum(before.largest, largest))

        return product.register_forward_pre_hook(note)

    hooks = [watch(name, part) for name, part in encoder.named_modules() if name.rpartition(".")[2] in MOVED]
    with torch.no_grad():
        for example in examples:
            encoder(example)
    for hook in hooks:
        hook.remove()
    return found


def of_pieces(encoder: Encoder, ranges: Ranges) -> ModelProto:
    """The graph of words alone: `pieces`, the rows of their sub-words, in; `words` out."""
    state, graph = _state(encoder), _Graph(ranges)
    pieces = graph.looked_up("pieces", "pieces.vectors", state["pieces.weight"])
    # the first place is that of a sentence's begin
    table = graph.weight("places", state["places.weight"][1 : 1 + MOST_PIECES_OF_A_WORD])
    place = graph.node("Gather", [table, "positions"], "place")[0]
    x = graph.added_and_normalised(pieces, place, "norm", *_ends("norm", state))
    x = _layers(graph, x, state, range(len(encoder.layers) - encoder.word_layers))
    one, two = (graph.weight(name, np.array([axis])) for name, axis in (("one", 1), ("two", 2)))
    filled = graph.node("Cast", ["mask"], "filled", to=TensorProto.FLOAT)
    weighted = graph.node("Mul", [graph.apart(x, "apart"), *graph.node("Unsqueeze", [*filled, two], "weights")], "weighted")
    sums, counts = (
        graph.node("ReduceSum", [*weighted, one], "sums", keepdims=0),
        graph.node("ReduceSum", [*filled, one], "counts"),
    )
    graph.node("Div", [*sums, *counts], "words")
    return _model(graph, {"pieces": []}, WIDTH)


def in_context(encoder: Encoder, ranges: Ranges) -> ModelProto:
    """The graph of sentences: `words`, as the other graph gives them, and their `features` in; `vectors` out."""
    state, graph = _state(encoder), _Graph(ranges)
    table = graph.weight("word_places", state["word_places.weight"])
    place = graph.node("Gather", [table, "positions"], "place")[0]
    placed = graph.node("Add", ["words", place], "placed")[0]
    x = graph.node(
        "Gemm", ["features", graph.weight("of_features.weight", state["of_features.weight"]), placed], "x", transB=1
    )[0]
    x = _layers(graph, x, state, range(len(encoder.layers) - encoder.word_layers, len(encoder.layers)))
    normalised = graph.node("LayerNormalization", [x, *graph.ends("word_norm", state)], "word_norm", epsilon=1e-5)
    graph.node("Gemm", [*normalised, *graph.ends("project", state)], "vectors", transB=1)
    width = len(state["project.weight"])
    return _model(graph, {"words": [WIDTH], "features": [width]}, width)


def _state(encoder: Encoder) -> dict[str, Array]:
    return {name: tensor.detach().float().numpy() for name, tensor in encoder.state_dict().items()}


def _model(graph: _Graph, things: dict[str, list[int]], width: int) -> ModelProto:
    """The graph whose last node gives the output, with the inputs that `language.tagging.packs` says more of.

    Args:
        graph: Its nodes.
        things: The inputs that each thing has, with the shape of one.
        width: Of a row of the output.
    """
    kind = {True: TensorProto.FLOAT, False: TensorProto.INT64}
    inputs = [helper.make_tensor_value_info(name, kind[bool(shape)], ["n_things", *shape]) for name, shape in things.items()]
    shapes = {"positions": ["n_things"], "slots": ["n_rows", "n_places"], "back": ["n_things"]}
    inputs += [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name, shape in shapes.items()]
    name = graph.nodes[-1].output[0]
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [f"n_{name}", width])]
    made = helper.make_graph(graph.nodes, "icenews encoder", inputs, outputs, graph.weights)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
    model = helper.make_model(made, opset_imports=opsets, ir_version=IR_VERSION, producer_name="icenews_nlp")
    checker.check_model(model)
    return model


def _ends(name: str, state: dict[str, Array]) -> tuple[Array, Array]:
    return state[f"{name}.weight"], state[f"{name}.bias"]


def _layers(graph: _Graph, x: str, state: dict[str, Array], which: Iterable[int]) -> str:
    # 1 where a slot is filled, 0 where it is padding
    filled = graph.node("Greater", ["slots", graph.weight("none", np.array(-1))], "is_filled")
    graph.node("Cast", filled, "mask", to=TensorProto.INT32)
    for i in which:
        x = _layer(graph, x, f"layers.{i}", state)
    return x


def _layer(graph: _Graph, x: str, name: str, state: dict[str, Array]) -> str:
    def linear(source: str, part: str) -> str:
        return graph.linear(source, f"{name}.{part}", *_ends(f"{name}.{part}", state))

    def normalised(source: str, added: str, part: str) -> str:
        return graph.added_and_normalised(source, added, f"{name}.{part}", *_ends(f"{name}.{part}", state))

    apart = graph.apart(linear(x, "qkv"), f"{name}.apart")
    qkv = graph.node("Split", [apart], f"{name}.split", outputs=3, axis=2)
    attention = graph.node("MultiHeadAttention", [*qkv, "", "mask"], f"{name}.attention", domain=FUSED, num_heads=HEADS)[0]
    mixed = graph.together(attention, f"{name}.mixed")
    x = normalised(x, linear(mixed, "out"), "norm")
    wide = graph.node("Gelu", [linear(x, "up")], f"{name}.gelu", domain=FUSED)[0]
    return normalised(x, linear(wide, "down"), "last_norm")


def save(encoder: Encoder, examples: Sequence[Sentences], alone: Path, sentences: Path) -> None:
    """Write the graphs of words alone and of sentences, their eight bits fitted to what the encoder meets in the examples."""
    ranges = ranges_of_inputs(encoder, examples)
    alone.write_bytes(of_pieces(encoder, ranges).SerializeToString())
    sentences.write_bytes(in_context(encoder, ranges).SerializeToString())
