"""Trained files as the state of a model in torch, so that training can go on from them.

What the files hold in eight bits and less comes back as floats; the first steps of learning make up for the rounding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from torch.nn import functional

from icenews_nlp.language.tagging.features import BUCKETS
from icenews_nlp.language.tagging.network import Network
from icenews_nlp.training.export import MOVED
from icenews_nlp.training.modules.encoder import HEAD_WIDTH, PLACES, Encoder, Size
from icenews_nlp.training.modules.network import Net

Array = npt.NDArray[Any]


def start_network(net: Net, path: Path, tags: Sequence[str], labels: Sequence[str]) -> None:
    """Give the small network the weights of a trained file.

    Args:
        net: Of the file's width, and of its layers or more.
        path: As `language.tagging.network.save` wrote it.
        tags: The network's tags; the rows of those that the file lacks stay as they are.
        labels: Its labels, likewise.

    Raises:
        ModelError: The file cannot be read.
    """
    trained = Network(path)
    arrays, state = trained.arrays, net.state_dict()
    for group in BUCKETS:
        state[f"bags.{group}.weight"] = torch.from_numpy(arrays[group] * arrays[f"{group}.scale"][:, None])
    for name in state:
        part, _, end = name.rpartition(".")
        stored = f"{part.replace('windows', 'window').replace('norms', 'norm')}.{end}"
        if part in ("tag", "label"):
            ours, theirs = (tags, trained.tags) if part == "tag" else (labels, trained.labels)
            _take_rows(state[name], arrays[stored].T, [theirs.index(row) if row in theirs else None for row in ours])
        elif name == "hidden.weight":  # a file without ready-made vectors has nothing to say of theirs
            known = torch.from_numpy(arrays[stored].T.copy())
            state[name] = functional.pad(known, (0, state[name].shape[1] - known.shape[1]))
        elif stored in arrays:
            state[name] = torch.from_numpy(arrays[stored].T.copy())
        elif part.startswith("norms"):  # a layer that the file lacks begins by adding nothing
            state[name] = torch.zeros_like(state[name])
    net.load_state_dict(state)


def _take_rows(target: torch.Tensor, source: Array, rows: Sequence[int | None]) -> None:
    for i, row in enumerate(rows):
        if row is not None:
            target[i] = torch.from_numpy(np.array(source[row]))


def trained_encoder(path: Path) -> Encoder:
    """An encoder with the weights of a trained graph, as `training.export.save` wrote it."""
    stored = {weight.name: numpy_helper.to_array(weight) for weight in onnx.load(path).graph.initializer}
    encoder = Encoder(len(stored["pieces.table"]), _sizes(stored), len(stored["project.bias"]))
    state = encoder.state_dict()
    for name in state:
        part, _, end = name.rpartition(".")
        if name == "pieces.weight":
            array = stored["pieces.table"] * stored["pieces.scales"]
        elif name == "places.weight":
            used = stored["places"]  # the places beyond are never read
            array = np.concatenate([used, np.zeros((PLACES - len(used), used.shape[1]), used.dtype)])
        elif end == "weight" and part.rpartition(".")[2] in MOVED:
            array = stored[name] * stored[f"{part}.scale"]
            if f"{part}.smoothing" in stored:  # not that of `out`, which is in the values of `qkv` since graphs are pruned
                array = array * stored[f"{part}.smoothing"][:, None]
            array = array.T
        else:
            array = stored[name]
        state[name] = torch.from_numpy(np.array(array, dtype=np.float32))
    encoder.load_state_dict(state)
    return encoder


def _sizes(stored: Mapping[str, Array]) -> list[Size]:
    """How wide each layer of a graph is."""
    found: list[Size] = []
    while (out := stored.get(f"layers.{len(found)}.out.weight")) is not None:
        found.append(Size(len(out) // HEAD_WIDTH, len(stored[f"layers.{len(found)}.down.weight"])))
    return found
