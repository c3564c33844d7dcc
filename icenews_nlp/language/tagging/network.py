"""The small network of all profiles, in numpy: word features in, scores of tags and entity labels out.

Three steps. A word's five bags of features, and in a file that holds ready-made vectors that of its form, give its vector,
which does not depend on its neighbours and is remembered. Layers of windows of three words, beside each other or some words
apart, mix the vectors of a sentence.
Two linear heads give the scores.
In the file the tables are in eight bits with one scale per row, the rest in 16-bit floats; sums are in 32-bit floats.
"""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from icenews_nlp.errors import ModelError
from icenews_nlp.language.tagging.features import BUCKETS, WordFeatures
from icenews_nlp.language.tagging.scores import Floats

FORMAT: Final = "icenews network 2"

BLOCK: Final = 8
"""Rows that are multiplied together. A product of fixed shape gives each row the same sum wherever it stands in the block
(tried with the kernels of OpenBLAS for Prescott, Nehalem, Sandy Bridge, Haswell and Zen; 12 or more do not on the last two)."""


class Network:
    """The weights of a trained file and the sums over them. Stateless but for the weights, so threads may share it."""

    def __init__(self, path: Path) -> None:
        self.arrays, meta = _read(path)
        if meta["format"] != FORMAT:
            raise ModelError(
                f"the tagger's model {path} has format {meta['format']!r}, this version reads {FORMAT!r}; reinstall icenews_nlp"
            )
        self.tags: list[str] = meta["tags"]
        self.labels: list[str] = meta["labels"]
        self._steps: list[int] = meta.get("steps", [1] * meta["layers"])
        """Layer -> how far apart the three words of its windows are."""
        self.gap = max(self._steps, default=1)
        """Rows without a word that `in_context` needs between sentences."""
        missing = _names(len(self._steps)) - set(self.arrays)
        if missing:
            raise ModelError(f"the tagger's model {path} lacks {', '.join(sorted(missing))}; reinstall icenews_nlp")
        self.forms: dict[str, int] = {}
        """Form -> its row in the table of ready-made vectors; empty in a file without them."""
        if "forms" in self.arrays:
            self.forms = {form: i for i, form in enumerate(bytes(self.arrays.pop("forms")).decode("utf-8").split("\n"))}
        self.width = int(self.arrays["out.weight"].shape[1])

    @property
    def form_vectors(self) -> FormVectors | None:
        """The ready-made vectors of the file, if it has any."""
        return FormVectors(list(self.forms), self.arrays["vector"], self.arrays["vector.scale"]) if self.forms else None

    def word_vectors(self, words: Sequence[WordFeatures]) -> Floats:
        """The vectors of words wherever they stand, of shape `(n_words, width)`.

        A row is the same, to the bit, whichever words it is computed with.
        """
        bags = [self._bag(group, [w[i] for w in words]) for i, group in enumerate(BUCKETS)]
        if self.forms:
            bags.append(self._bag("vector", [word.vector for word in words]))
        blocks = _blocks(np.concatenate(bags, axis=1))
        hidden = np.maximum(self._linear(blocks, "hidden"), 0)
        return self._linear(hidden, "out").reshape(-1, self.width)[: len(words)]

    def in_context(self, vectors: Floats, is_word: npt.NDArray[np.bool_]) -> Floats:
        """Rows mixed with their neighbours; rows where `is_word` is False, `gap` between two sentences, stay zero."""
        x = vectors.copy()
        gap = ~is_word
        x[gap] = 0
        window = np.zeros((len(x), 3 * self.width), dtype=np.float32)
        for layer, step in enumerate(self._steps):
            # rows that a wider step leaves as they were are gaps, of which nothing is kept
            window[step:, : self.width] = x[:-step]
            window[:, self.width : -self.width] = x
            window[:-step, -self.width :] = x[step:]
            mixed = self._linear(window, f"window.{layer}")
            x += self._normalised(np.maximum(mixed, 0, out=mixed), f"norm.{layer}")
            x[gap] = 0
        return x

    def tag_scores(self, x: Floats) -> Floats:
        """Unnormalised scores of `tags`, shape `(n_words, n_tags)`."""
        return self._linear(x, "tag")

    def label_scores(self, x: Floats) -> Floats:
        """Unnormalised scores of `labels`, shape `(n_words, n_labels)`."""
        return self._linear(x, "label")

    def _bag(self, group: str, bags: Sequence[tuple[int, ...]]) -> Floats:
        """The mean of each bag's rows; an empty bag is zero."""
        lengths = np.array([len(bag) for bag in bags])
        rows = np.fromiter((row for bag in bags for row in bag), dtype=np.int64, count=int(lengths.sum()))
        table, scale = self.arrays[group], self.arrays[f"{group}.scale"]
        values = table[rows].astype(np.float32) * scale[rows, None]
        result = np.zeros((len(bags), table.shape[1]), dtype=np.float32)
        filled = lengths > 0
        if filled.any():
            starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])[filled]
            result[filled] = np.add.reduceat(values, starts, axis=0) / lengths[filled, None]
        return result

    def _linear(self, x: Floats, name: str) -> Floats:
        result: Floats = x @ self.arrays[f"{name}.weight"]
        result += self.arrays[f"{name}.bias"]
        return result

    def _normalised(self, x: Floats, name: str) -> Floats:
        centred: Floats = x - x.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", centred, centred)[:, None] / x.shape[1]
        centred /= np.sqrt(variance + 1e-5)
        centred *= self.arrays[f"{name}.weight"]
        centred += self.arrays[f"{name}.bias"]
        return centred


def _read(path: Path) -> tuple[dict[str, npt.NDArray[Any]], dict[str, Any]]:
    """The arrays of a file and what it says of itself."""
    try:
        data = path.read_bytes()
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            # row after row, as the sums read them
            arrays = {name: np.ascontiguousarray(_wide(file[name])) for name in file.files}
        meta = json.loads(bytes(arrays.pop("meta")).decode("utf-8"))
        return arrays, {"format": None, **meta}
    # numpy and zipfile tell of a file that is missing, empty, cut short, damaged or not one of ours in all these ways
    except (OSError, EOFError, ValueError, TypeError, AttributeError, KeyError, RuntimeError, BadZipFile, zlib.error) as error:
        raise ModelError(f"the tagger's model {path} cannot be read ({error!r}); reinstall icenews_nlp") from error


def _blocks(rows: Floats) -> Floats:
    """An array `(n, width)` as `(n_blocks, BLOCK, width)`, filled up with zeros."""
    n_blocks = -(-len(rows) // BLOCK)
    blocks = np.zeros((n_blocks * BLOCK, rows.shape[1]), dtype=np.float32)
    blocks[: len(rows)] = rows
    return blocks.reshape(n_blocks, BLOCK, -1)


def _names(layers: int) -> set[str]:
    """The arrays of a file."""
    sums = ["hidden", "out", "tag", "label"] + [f"{kind}.{i}" for i in range(layers) for kind in ("window", "norm")]
    return {*BUCKETS, *(f"{group}.scale" for group in BUCKETS)} | {
        f"{name}.{end}" for name in sums for end in ("weight", "bias")
    }


def _wide(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return array.astype(np.float32) if array.dtype == np.float16 else array


class FormVectors(NamedTuple):
    """Ready-made vectors of common forms, in eight bits."""

    forms: list[str]
    table: npt.NDArray[np.int8]
    """`(n_forms, width)`."""
    scale: npt.NDArray[np.floating]
    """What a row is multiplied with, `(n_forms,)`."""


def in_eight_bits(array: npt.NDArray[Any]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float16]]:
    """Rows `(n, width)` in eight bits, and the scale of each, `(n,)`."""
    scale = np.maximum(np.abs(array).max(axis=1), 1e-8) / 127
    return np.round(array / scale[:, None]).astype(np.int8), scale.astype(np.float16)


def save(
    path: Path,
    arrays: dict[str, npt.NDArray[Any]],
    tags: list[str],
    labels: list[str],
    steps: Sequence[int],
    vectors: FormVectors | None = None,
) -> None:
    """Write what `Network` reads.

    Args:
        path: The file.
        arrays: Weights by their names.
        tags: What the columns of the tags' scores mean.
        labels: The same of the labels'.
        steps: How far apart the words of each layer's windows are.
        vectors: The ready-made vectors that the network takes beside a word's features, if it does.
    """
    stored: dict[str, npt.NDArray[Any]] = {}
    for name, array in arrays.items():
        if name in BUCKETS:
            stored[name], stored[f"{name}.scale"] = in_eight_bits(array)
        else:
            stored[name] = array.astype(np.float16)
    if vectors is not None:
        stored["forms"] = np.frombuffer("\n".join(vectors.forms).encode("utf-8"), dtype=np.uint8)
        stored["vector"], stored["vector.scale"] = vectors.table, vectors.scale.astype(np.float16)
    meta = {"format": FORMAT, "tags": tags, "labels": labels, "layers": len(steps), "steps": list(steps)}
    stored["meta"] = np.frombuffer(json.dumps(meta, ensure_ascii=False).encode("utf-8"), dtype=np.uint8)
    with path.open("wb") as file:
        # not compressed: that would save a tenth of the file, and take several times as long whenever one is read
        np.savez(file, **stored)  # type: ignore[arg-type]  # numpy's stub takes the keyword allow_pickle for an array
