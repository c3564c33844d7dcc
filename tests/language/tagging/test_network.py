"""The small network: its sums against a plain loop over the same weights, sentences kept apart, and unreadable files."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from icenews_nlp.errors import ModelError
from icenews_nlp.language.tagging.features import BUCKETS, WordFeatures
from icenews_nlp.language.tagging.network import FORMAT, FormVectors, Network, in_eight_bits, save

ROWS, BAG, HIDDEN, WIDTH = 16, 3, 7, 4
STEPS = (1, 2)
"""How far apart the words of each layer's windows are."""
GAP = max(STEPS)
TAGS, LABELS = ["nken", "sfg3en", "aa", "c", "e"], ["O", "B-Person", "I-Person"]

Arrays = dict[str, npt.NDArray[Any]]


def weights(seed: int = 0) -> Arrays:
    """Random weights of a tiny network, whose tables have no zero rows but one."""
    rng = np.random.default_rng(seed)
    shapes = {"hidden": (BAG * len(BUCKETS), HIDDEN), "out": (HIDDEN, WIDTH), "tag": (WIDTH, 5), "label": (WIDTH, 3)}
    shapes |= {f"window.{i}": (3 * WIDTH, WIDTH) for i in range(len(STEPS))}
    arrays: Arrays = {group: rng.normal(size=(ROWS, BAG)) for group in BUCKETS}
    arrays["word"][5] = 0
    for name, shape in shapes.items():
        arrays[f"{name}.weight"], arrays[f"{name}.bias"] = rng.normal(size=shape), rng.normal(size=shape[1])
    for i in range(len(STEPS)):
        arrays[f"norm.{i}.weight"], arrays[f"norm.{i}.bias"] = rng.normal(size=WIDTH), rng.normal(size=WIDTH)
    return arrays


def write(path: Path, arrays: Arrays) -> Network:
    save(path, arrays, TAGS, LABELS, STEPS)
    return Network(path)


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return write(tmp_path / "tiny.npz", weights())


def random_words(seed: int, count: int) -> list[WordFeatures]:
    """Words with bags of up to four rows, some empty."""
    draw = random.Random(seed)
    return [WordFeatures(*(tuple(draw.sample(range(ROWS), draw.randrange(5))) for _ in BUCKETS)) for _ in range(count)]


def reference(arrays: Arrays, words: list[WordFeatures]) -> tuple[list[Any], list[Any]]:
    """Tag and label scores of one sentence, one word after the other in 64 bits."""

    def linear(x: Any, name: str) -> Any:
        return x @ arrays[f"{name}.weight"] + arrays[f"{name}.bias"]

    xs = []
    for word in words:
        bags = [sum((arrays[g][row] for row in bag), np.zeros(BAG)) / max(1, len(bag)) for g, bag in zip(BUCKETS, word)]  # noqa: B905  # a word has a vector beside its bags
        xs.append(linear(np.maximum(linear(np.concatenate(bags), "hidden"), 0), "out"))
    for layer, step in enumerate(STEPS):
        edge = [np.zeros(WIDTH)] * step
        padded = [*edge, *xs, *edge]
        windows = [np.concatenate(padded[i : i + 2 * step + 1 : step]) for i in range(len(xs))]
        mixed = [np.maximum(linear(window, f"window.{layer}"), 0) for window in windows]
        scaled = [(m - m.mean()) / np.sqrt(m.var() + 1e-5) for m in mixed]
        norm, bias = arrays[f"norm.{layer}.weight"], arrays[f"norm.{layer}.bias"]
        xs = [x + s * norm + bias for x, s in zip(xs, scaled, strict=True)]
    return [linear(x, "tag") for x in xs], [linear(x, "label") for x in xs]


def scores(network: Network, sentences: list[list[WordFeatures]]) -> tuple[Any, Any]:
    """Tag and label scores of the words of a batch, with as many empty rows around each sentence as it needs."""
    rows = [0] * GAP
    for sentence in sentences:
        rows += [1] * len(sentence) + [0] * GAP
    is_word = np.array(rows, dtype=np.bool_)
    vectors = np.zeros((len(rows), WIDTH), dtype=np.float32)
    vectors[is_word] = network.word_vectors([word for sentence in sentences for word in sentence])
    x = network.in_context(vectors, is_word)[is_word]
    return network.tag_scores(x), network.label_scores(x)


def test_the_sums_are_those_of_a_plain_loop(network: Network) -> None:
    arrays = weights()
    for name, array in arrays.items():  # as they are stored
        arrays[name] = array.astype(np.float16).astype(np.float64)
    for group in BUCKETS:
        arrays[group] = network.arrays[group] * network.arrays[f"{group}.scale"][:, None].astype(np.float64)
    for seed, count in enumerate((1, 2, 3, 12)):
        words = random_words(seed, count)
        for found, expected in zip(scores(network, [words]), reference(arrays, words), strict=True):
            np.testing.assert_allclose(found, expected, atol=1e-4)


def test_ready_made_vectors_are_one_more_input(tmp_path: Path) -> None:
    arrays = weights()
    rng = np.random.default_rng(1)
    arrays["hidden.weight"] = np.concatenate([arrays["hidden.weight"], rng.normal(size=(2, HIDDEN))])
    vectors = FormVectors(["Anna", "á"], *in_eight_bits(rng.normal(size=(2, 2))))
    save(tmp_path / "tiny.npz", arrays, TAGS, LABELS, STEPS, vectors)
    network = Network(tmp_path / "tiny.npz")
    assert network.forms == {"Anna": 0, "á": 1}
    (word,) = random_words(1, 1)
    found = network.word_vectors([word, word._replace(vector=(1,)), word._replace(vector=(0,)), word])
    network.arrays["hidden.weight"][-2:] = 0  # as if there were no vectors
    without = network.word_vectors([word, word._replace(vector=(1,))])
    np.testing.assert_allclose(found[[0, 3]], np.stack([without[0]] * 2), atol=1e-5)
    np.testing.assert_allclose(without[0], without[1], atol=1e-5)
    assert not np.allclose(found[0], found[1], atol=1e-3)
    assert not np.allclose(found[1], found[2], atol=1e-3)


def test_a_file_that_does_not_name_steps_has_windows_of_neighbours(tmp_path: Path) -> None:
    """As those from before there were others."""
    path = tmp_path / "tiny.npz"
    save(path, weights(), TAGS, LABELS, (1, 1))
    network = Network(path)
    with np.load(path) as file:
        arrays = dict(file)
    meta = json.loads(bytes(arrays["meta"]))
    assert meta.pop("steps") == [1, 1]
    arrays["meta"] = np.frombuffer(json.dumps(meta).encode(), dtype=np.uint8)
    np.savez(path, **arrays)
    words = random_words(1, 6)
    for found, expected in zip(scores(Network(path), [words]), scores(network, [words]), strict=True):
        np.testing.assert_array_equal(found, expected)
    assert Network(path).gap == 1


def test_a_word_without_features_is_no_trouble(network: Network) -> None:
    nothing = WordFeatures(*(() for _ in BUCKETS))
    vectors = network.word_vectors([nothing, random_words(1, 1)[0], nothing])
    np.testing.assert_allclose(vectors[0], vectors[2])
    assert np.isfinite(vectors).all()


def test_neighbours_in_the_batch_do_not_matter(network: Network) -> None:
    sentence, before, after = random_words(1, 5), random_words(2, 4), random_words(3, 6)
    alone, together = scores(network, [sentence]), scores(network, [before, sentence, after])
    for one, all_ in zip(alone, together, strict=True):
        np.testing.assert_allclose(one, all_[4:9], atol=1e-5)


def test_neighbours_in_the_sentence_do_matter(network: Network) -> None:
    sentence, other = random_words(1, 5), random_words(2, 5)
    assert not np.allclose(scores(network, [sentence])[0][2], scores(network, [[*other[:2], *sentence[2:]]])[0][2], atol=1e-3)


def test_in_context_leaves_what_it_is_given(network: Network) -> None:
    vectors = np.ones((3, WIDTH), dtype=np.float32)
    network.in_context(vectors, np.array([False, True, False]))
    assert (vectors == 1).all()


def test_eight_bits_are_off_by_half_a_step_at_most(network: Network) -> None:
    for group, table in weights().items():
        if group in BUCKETS:
            stored = network.arrays[group] * network.arrays[f"{group}.scale"][:, None]
            step = np.abs(table).max(axis=1, keepdims=True) / 127
            assert (np.abs(stored - table) <= step / 2 + 1e-6).all()
            assert network.arrays[group].dtype == np.int8


def test_a_file_keeps_its_names(tmp_path: Path) -> None:
    network = write(tmp_path / "0.npz", weights(0))
    assert (network.tags, network.labels, network.width) == (TAGS, LABELS, WIDTH)


def says_what_to_do(error: pytest.ExceptionInfo[ModelError], path: Path) -> bool:
    return str(path) in str(error.value) and "reinstall icenews_nlp" in str(error.value)


@pytest.mark.parametrize("content", [None, b"", b"not a table", b"PK\x03\x04", b"\x93NUMPY"])
def test_a_file_that_is_none_of_ours(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "fast.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError) as error:
        Network(path)
    assert says_what_to_do(error, path)


def test_arrays_of_another_kind(tmp_path: Path) -> None:
    path = tmp_path / "fast.npz"
    with path.open("wb") as file:
        np.save(file, np.zeros(3))
    with pytest.raises(ModelError) as error:
        Network(path)
    assert says_what_to_do(error, path)
    np.savez(path, weights=np.zeros(3))
    with pytest.raises(ModelError) as error:
        Network(path)
    assert says_what_to_do(error, path)


def test_another_format_is_named(tmp_path: Path) -> None:
    path = tmp_path / "fast.npz"
    for meta in ({"format": "icenews fast 99"}, {}):
        np.savez(path, meta=np.frombuffer(json.dumps(meta).encode(), dtype=np.uint8))
        with pytest.raises(ModelError) as error:
            Network(path)
        assert says_what_to_do(error, path)
        assert FORMAT in str(error.value)


def test_damage_anywhere_is_noticed_or_does_no_harm(tmp_path: Path) -> None:
    whole, path = tmp_path / "whole.npz", tmp_path / "damaged.npz"
    expected, words = scores(write(whole, weights()), [random_words(0, 5)]), random_words(0, 5)
    data, draw = whole.read_bytes(), random.Random(0)
    for _ in range(150):
        at = draw.randrange(len(data))
        for damaged in (data[:at], data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1 :]):
            path.write_bytes(damaged)
            try:
                found = Network(path)
            except ModelError:
                continue
            np.testing.assert_array_equal(scores(found, [words])[0], expected[0])
