"""Writes the trained encoder as an ONNX graph with weights in eight bits.

The graph is put together by hand, node by node, so that it holds onnxruntime's fused operators and nothing else. It takes one
sentence at a time: the inputs of its eight-bit products are scaled by their largest value, and a sentence must not depend on
its neighbours in a batch. A few columns of those inputs are thirty times as large as the rest and would take all the scale, so
part of a column's size is moved into the weights it meets (SmoothQuant, Xiao et al. 2023).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch
from onnx import ModelProto, NodeProto, TensorProto, checker, helper, numpy_helper
from torch import nn
from torch.utils.hooks import RemovableHandle

from icenews_nlp.language.tagging.subwords import MOST_PIECES
from icenews_nlp.training.examples import Example
from icenews_nlp.training.modules.encoder import Encoder, Size

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

Largest = dict[str, Array]
"""Product -> the largest absolute value seen in each column of its input."""


class _Graph:
    """Collects the nodes and weights of a graph; each method adds nodes and returns the name of what they give."""

    def __init__(self, largest: Largest) -> None:
        self.largest = largest
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
        """`x @ weight.T + bias` in eight bits, one scale per column of the product."""
        columns = weight.T
        scale = np.maximum(np.abs(columns).max(0), 1e-12) / LEVELS
        inputs = [
            x,
            self.weight(f"{name}.weight", np.round(columns / scale).astype(np.int8)),
            self.weight(f"{name}.scale", scale.astype(np.float32)),
            "",
            self.weight(f"{name}.bias", bias),
        ]
        return self.node("DynamicQuantizeMatMul", inputs, name, domain=FUSED)[0]

    def smoothed_linear(self, x: str, name: str, weight: Array, bias: Array) -> str:
        """The same, after part of the size of each column of `x` is moved into the weights."""
        sizes = self.moved_sizes(name, weight)
        smooth = self.node("Mul", [x, self.weight(f"{name}.smoothing", 1 / sizes)], f"{name}.smoothed")[0]
        return self.linear(smooth, name, weight * sizes, bias)

    def moved_sizes(self, name: str, weight: Array) -> Array:
        """What each column of a product's input is divided by, and its weights multiplied by."""
        alpha = MOVED[name.rpartition(".")[2]]
        sizes = np.maximum(self.largest[name], 1e-5) ** alpha / np.maximum(np.abs(weight).max(0), 1e-5) ** (1 - alpha)
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


def largest_inputs(encoder: Encoder, examples: Sequence[Example]) -> Largest:
    """What the encoder's products are given when it reads these examples."""
    largest: Largest = {}

    def watch(name: str, product: nn.Module) -> RemovableHandle:
        def note(_: nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
            columns = inputs[0].reshape(-1, inputs[0].shape[-1]).abs().amax(0).numpy()
            largest[name] = np.maximum(largest.get(name, 0), columns)

        return product.register_forward_pre_hook(note)

    hooks = [watch(name, part) for name, part in encoder.named_modules() if name.rpartition(".")[2] in MOVED]
    with torch.no_grad():
        for example in examples:
            encoder(*(torch.from_numpy(numbers) for numbers in (example.pieces[None], example.first, example.last)))
    for hook in hooks:
        hook.remove()
    return largest


def build(encoder: Encoder, largest: Largest) -> ModelProto:
    """The graph: `rows` (sub-words of one sentence), `first` and `last` (places of each word's) in, `words` out."""
    state = {name: tensor.detach().float().numpy() for name, tensor in encoder.state_dict().items()}
    graph = _Graph(largest)
    pieces = graph.looked_up("rows", "pieces", state["pieces.weight"])
    zero = graph.weight("zero", np.array([0]))
    length = graph.node("Shape", ["rows"], "length")[0]
    table = graph.weight("places", state["places.weight"][:MOST_PIECES])
    places = graph.node("Slice", [table, zero, length, zero], "places.cut")[0]
    # three dimensions, since the fused operators want a batch: of one sentence
    word, place = (graph.node("Unsqueeze", [flat, zero], f"{flat}.batch")[0] for flat in (pieces, places))
    x = graph.added_and_normalised(word, place, "norm", state["norm.weight"], state["norm.bias"])
    for i, size in enumerate(encoder.sizes):
        x = _layer(graph, x, f"layers.{i}", state, size)
    flat = graph.node("Squeeze", [x, zero], "flat")[0]
    ends = [graph.node("Gather", [flat, which], f"{which}.piece")[0] for which in ("first", "last")]
    both = graph.node("Concat", ends, "both", axis=1)[0]
    weights = [graph.weight(f"word_norm.{end}", state[f"word_norm.{end}"]) for end in ("weight", "bias")]
    normalised = graph.node("LayerNormalization", [both, *weights], "word_norm", epsilon=1e-5)[0]
    project = [graph.weight(f"project.{end}", state[f"project.{end}"]) for end in ("weight", "bias")]
    graph.node("Gemm", [normalised, *project], "words", transB=1)
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, [f"n_{name}"]) for name in ("rows", "first", "last")]
    width = int(state["project.weight"].shape[0])
    outputs = [helper.make_tensor_value_info("words", TensorProto.FLOAT, ["n_first", width])]
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
    made = helper.make_graph(graph.nodes, "icenews encoder", inputs, outputs, graph.weights)
    model = helper.make_model(made, opset_imports=opsets, ir_version=IR_VERSION, producer_name="icenews_nlp")
    checker.check_model(model)
    return model


def _layer(graph: _Graph, x: str, name: str, state: dict[str, Array], size: Size) -> str:
    def weights(part: str) -> tuple[str, Array, Array]:
        return f"{name}.{part}", state[f"{name}.{part}.weight"], state[f"{name}.{part}.bias"]

    out, weight, bias = weights("out")
    sizes = graph.moved_sizes(out, weight)
    # attention gives weighted sums of values: where its columns are to be divided, the values' can be, with no node more
    divisors = np.concatenate([np.ones(2 * len(sizes), np.float32), sizes])
    qkv, qkv_weight, qkv_bias = weights("qkv")
    made = graph.smoothed_linear(x, qkv, qkv_weight / divisors[:, None], qkv_bias / divisors)
    split = graph.node("Split", [made], f"{name}.split", outputs=3, axis=2)
    mixed = graph.node("MultiHeadAttention", split, f"{name}.attention", domain=FUSED, num_heads=size.heads)[0]
    x = graph.added_and_normalised(x, graph.linear(mixed, out, weight * sizes, bias), *weights("norm"))
    wide = graph.node("Gelu", [graph.smoothed_linear(x, *weights("up"))], f"{name}.gelu", domain=FUSED)[0]
    return graph.added_and_normalised(x, graph.smoothed_linear(wide, *weights("down")), *weights("last_norm"))


def save(encoder: Encoder, examples: Sequence[Example], path: Path) -> None:
    """Write the graph, its eight bits fitted to what the encoder meets in the examples."""
    path.write_bytes(build(encoder, largest_inputs(encoder, examples)).SerializeToString())
