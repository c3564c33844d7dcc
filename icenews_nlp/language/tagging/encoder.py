"""Words in their sentence as vectors: the trained encoder of profile "standard". The only file that sees onnxruntime.

A first graph reads the sub-words of a word alone; what it gives is remembered by whoever asks. A second one reads the words of
a sentence.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from icenews_nlp.errors import InputError, ModelError
from icenews_nlp.language.tagging.packs import Pack, packs
from icenews_nlp.language.tagging.scores import Floats
from icenews_nlp.language.tagging.subwords import SubWords

PIECES_PADDED_TO: Final = 4
WORDS_PADDED_TO: Final = 8
"""Sub-words of a word, and words of a sentence after its begin, are padded to multiples of these."""

MOST_WORDS: Final = 100
"""Words that are seen at once; a longer sentence is cut."""


class Encoder:
    """Runs a few sentences at a time, none of which depends on its neighbours; several threads take several packs of them.

    Any number of threads may share one.
    """

    def __init__(self, of_pieces: Path, in_context: Path, subwords: SubWords, threads: int = 1) -> None:
        """Open the encoder.

        Args:
            of_pieces: The ONNX file of the graph for words alone.
            in_context: That of the graph for sentences.
            subwords: What cuts words for it.
            threads: processor cores to use, each for sentences of its own.
        """
        if isinstance(threads, bool) or not isinstance(threads, int) or threads < 1:
            raise InputError(f"threads must be a positive integer, not {threads!r}")
        self._of_pieces, self._in_context = _session(of_pieces), _session(in_context)
        self._subwords = subwords
        self._threads = threads
        self._pool: tuple[int, ThreadPoolExecutor] | None = None
        """The process that the threads are in, and the threads."""
        self._begin = self._alone([[subwords.begin]])
        """What stands before the words of each sentence, `(1, inner_width)`."""

    def words_alone(self, words: Sequence[str]) -> Floats:
        """The vectors of words wherever they stand, of shape `(n_words, inner_width)`, for `in_context`.

        Args:
            words: at least one; their norms.
        """
        return self._alone([self._subwords.of(word) for word in words])

    def in_context(self, lengths: Sequence[int], words: Floats, features: Floats) -> Floats:
        """The vectors of words in their sentences, of shape `(n_words, width)`, sentence after sentence.

        Args:
            lengths: Sentence -> the number of its words, one or more.
            words: Their vectors wherever they stand, as `words_alone` gives them.
            features: What the small network makes of them, `(n_words, width)`.
        """
        parts = [min(MOST_WORDS, length - first) for length in lengths for first in range(0, length, MOST_WORDS)]
        begins = np.cumsum([0, *parts[:-1]])
        places = {"words": np.insert(words, begins, self._begin, axis=0), "features": np.insert(features, begins, 0, axis=0)}
        is_word = np.ones(len(places["words"]), dtype=np.bool_)
        is_word[begins + np.arange(len(parts))] = False
        together = list(packs([1 + part for part in parts], WORDS_PADDED_TO))
        found = np.empty_like(places["features"])
        for pack, vectors in zip(together, self._run(self._in_context, together, places), strict=True):
            found[pack.things] = vectors
        return found[is_word]

    def _alone(self, pieces: Sequence[Sequence[int]]) -> Floats:
        rows = np.array([*chain.from_iterable(pieces)])
        together = list(packs([len(of_word) for of_word in pieces], PIECES_PADDED_TO))
        results = self._run(self._of_pieces, together, {"pieces": rows})
        found = np.empty((len(pieces), results[0].shape[1]), dtype=np.float32)
        for pack, vectors in zip(together, results, strict=True):
            found[pack.rows] = vectors
        return found

    def _run(self, session: Any, together: Sequence[Pack], things: dict[str, npt.NDArray[Any]]) -> list[Floats]:
        """What a graph gives for each pack of these things."""

        def run(pack: Pack) -> Floats:
            given = {name: array[pack.things] for name, array in things.items()}
            result: Floats = session.run(None, given | {"positions": pack.positions, "slots": pack.slots, "back": pack.back})[0]
            return result

        # numpy and onnxruntime let other threads work while they do
        return list(self._pool_of_this_process().map(run, together) if self._threads > 1 else map(run, together))

    def _pool_of_this_process(self) -> ThreadPoolExecutor:
        """Made again after a fork (spaCy's n_process): threads do not come along, and waiting for them would never end."""
        pool = self._pool  # read once: another thread may replace it
        if pool is None or pool[0] != os.getpid():
            pool = self._pool = os.getpid(), ThreadPoolExecutor(self._threads)
        return pool[1]


def _session(path: Path) -> Any:
    onnxruntime = _onnxruntime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # the graph is fused as it should be; further fusing would bring in the slow operator that its maker avoids
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors have no common base, and differ from version to version
        raise ModelError(f"the encoder {path} cannot be read ({error!r}); reinstall icenews_nlp") from error


def _onnxruntime() -> Any:
    """The module, which from 1.29 on reports its use over the network unless it is told not to before it is imported."""
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    return onnxruntime
