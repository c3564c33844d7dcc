"""Writes the trained encoder as an ONNX graph with weights in eight bits.

The graph is put together by hand, node by node, so that it holds onnxruntime's fused operators and nothing else. It takes
several sentences at a time, their sub-words one after the other, and only its attention sees them apart. The inputs of its
eight-bit products have scales that were measured beforehand, so that a sentence does not depend on its neighbours.
A few columns of those inputs are thirty times as large as the rest and would take all the scale, so
part of a column's size is moved into the weights it meets (SmoothQuant, Xiao et al. 2023).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from onnx import ModelProto, NodeProto, TensorProto, checker, helper, numpy_helper
from torch import nn
from torch.utils.hooks import RemovableHandle

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

    def apart(self, x: str, slots: str, name: str) -> str:
        """Rows of all sentences as sentence x row, padded."""
        return self.node("Gather", [x, slots], name)[0]

    def together(self, x: str, back: str, name: str) -> str:
        """The inverse: what stands sentence x row as the rows that are no padding, one after the other."""
        flat = self.node("Reshape", [x, self.weight(f"{name}.shape", np.array([-1, WIDTH]))], f"{name}.flat")[0]
        return self.node("Gather", [flat, back], name)[0]


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
            encoder(*example)
    for hook in hooks:
        hook.remove()
    return found


def build(encoder: Encoder, ranges: Ranges) -> ModelProto:
    """The graph of some sentences; `language.tagging.packs` makes its inputs and says what they are."""
    state = {name: tensor.detach().float().numpy() for name, tensor in encoder.state_dict().items()}
    graph = _Graph(ranges)
    pieces = graph.looked_up("rows", "pieces", state["pieces.weight"])
    place = graph.node("Gather", [graph.weight("places", state["places.weight"]), "positions"], "place")[0]
    x = graph.added_and_normalised(pieces, place, "norm", *_ends("norm", state))
    of_pieces = len(encoder.layers) - encoder.word_layers
    slots, back = "piece_slots", "piece_back"
    mask = _mask(graph, slots)
    for i in range(len(encoder.layers)):
        if i == of_pieces:
            x = _words(graph, x, state)
            slots, back = "word_slots", "word_back"
            mask = _mask(graph, slots)
        x = _layer(graph, x, f"layers.{i}", state, (slots, mask, back))
    weights = [graph.weight(f"word_norm.{end}", state[f"word_norm.{end}"]) for end in ("weight", "bias")]
    normalised = graph.node("LayerNormalization", [x, *weights], "word_norm", epsilon=1e-5)[0]
    project = [graph.weight(f"project.{end}", state[f"project.{end}"]) for end in ("weight", "bias")]
    graph.node("Gemm", [normalised, *project], "words", transB=1)
    made = helper.make_graph(graph.nodes, "icenews encoder", _inputs(state), _outputs(state), graph.weights)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
    model = helper.make_model(made, opset_imports=opsets, ir_version=IR_VERSION, producer_name="icenews_nlp")
    checker.check_model(model)
    return model


def _inputs(state: dict[str, Array]) -> list[Any]:
    width = int(state["project.weight"].shape[0])
    numbers = {
        "rows": ["n_pieces"],
        "positions": ["n_pieces"],
        "piece_slots": ["n_sentences", "most_pieces"],
        "piece_back": ["n_pieces"],
        "word_slots": ["n_sentences", "most_words"],
        "word_back": ["n_words"],
    }
    return [
        *(helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name, shape in numbers.items()),
        helper.make_tensor_value_info("means", TensorProto.FLOAT, ["n_sentences", "most_words", "most_pieces"]),
        helper.make_tensor_value_info("features", TensorProto.FLOAT, ["n_words", width]),
    ]


def _outputs(state: dict[str, Array]) -> list[Any]:
    return [helper.make_tensor_value_info("words", TensorProto.FLOAT, ["n_words", int(state["project.weight"].shape[0])])]


def _ends(name: str, state: dict[str, Array]) -> tuple[Array, Array]:
    return state[f"{name}.weight"], state[f"{name}.bias"]


def _mask(graph: _Graph, slots: str) -> str:
    """1 where a slot is filled, 0 where it is padding (-1)."""
    zero = graph.weight(f"{slots}.none", np.array(-1))
    filled = graph.node("Greater", [slots, zero], f"{slots}.filled")
    return graph.node("Cast", filled, f"{slots}.mask", to=TensorProto.INT32)[0]


def _words(graph: _Graph, x: str, state: dict[str, Array]) -> str:
    """Sub-words in, words out: the means of their sub-words and their features."""
    apart = graph.apart(x, "piece_slots", "pieces.apart")
    means = graph.together(graph.node("MatMul", ["means", apart], "means.apart")[0], "word_back", "mean")
    weight = graph.weight("of_features.weight", state["of_features.weight"])
    return graph.node("Gemm", ["features", weight, means], "with_features", transB=1)[0]


def _layer(graph: _Graph, x: str, name: str, state: dict[str, Array], sentences: tuple[str, str, str]) -> str:
    slots, mask, back = sentences

    def linear(source: str, part: str) -> str:
        return graph.linear(source, f"{name}.{part}", *_ends(f"{name}.{part}", state))

    def normalised(source: str, added: str, part: str) -> str:
        return graph.added_and_normalised(source, added, f"{name}.{part}", *_ends(f"{name}.{part}", state))

    apart = graph.apart(linear(x, "qkv"), slots, f"{name}.apart")
    qkv = graph.node("Split", [apart], f"{name}.split", outputs=3, axis=2)
    attention = graph.node("MultiHeadAttention", [*qkv, "", mask], f"{name}.attention", domain=FUSED, num_heads=HEADS)[0]
    mixed = graph.together(attention, back, f"{name}.mixed")
    x = normalised(x, linear(mixed, "out"), "norm")
    wide = graph.node("Gelu", [linear(x, "up")], f"{name}.gelu", domain=FUSED)[0]
    return normalised(x, linear(wide, "down"), "last_norm")


def save(encoder: Encoder, examples: Sequence[Sentences], path: Path) -> None:
    """Write the graph, its eight bits fitted to what the encoder meets in the examples."""
    path.write_bytes(build(encoder, ranges_of_inputs(encoder, examples)).SerializeToString())
