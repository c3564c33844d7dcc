"""Words in their sentence as vectors: the trained encoder of profile "standard". The only file that sees onnxruntime."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from icenews_nlp.errors import InputError, ModelError
from icenews_nlp.language.caches import CacheInfo
from icenews_nlp.language.tagging.scores import Floats
from icenews_nlp.language.tagging.subwords import SubWords


class Encoder:
    """Runs sentences one by one, so that none depends on its neighbours; several threads take several sentences at a time.

    Any number of threads may share one.
    """

    def __init__(self, path: Path, subwords: SubWords, threads: int = 1) -> None:
        """Open the encoder.

        Args:
            path: The ONNX file.
            subwords: What cuts words for it.
            threads: processor cores to use, each for a sentence of its own.
        """
        if isinstance(threads, bool) or not isinstance(threads, int) or threads < 1:
            raise InputError(f"threads must be a positive integer, not {threads!r}")
        onnxruntime = _onnxruntime()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # the graph is fused as it should be; further fusing would bring in the slow operator that its maker avoids
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime's errors have no common base, and differ from version to version
            raise ModelError(f"the encoder {path} cannot be read ({error!r}); reinstall icenews_nlp") from error
        self._subwords = subwords
        self._threads = threads
        self._pool: tuple[int, ThreadPoolExecutor] | None = None
        """The process that the threads are in, and the threads."""

    def vectors(self, sentences: Sequence[Sequence[str]]) -> Floats:
        """The vectors of the words, of shape `(n_words, width)`, sentence after sentence.

        Args:
            sentences: each as its words' norms.
        """
        inputs = [self._inputs(words[part]) for words in sentences for part in self._subwords.parts(words)]
        # numpy and onnxruntime let other threads work while they do
        results = self._pool_of_this_process().map(self.run, inputs) if self._threads > 1 else map(self.run, inputs)
        return np.concatenate(list(results))

    def cache_info(self) -> dict[str, CacheInfo]:
        """Hits, misses and size of the cache."""
        return self._subwords.cache_info()

    def _pool_of_this_process(self) -> ThreadPoolExecutor:
        """Made again after a fork (spaCy's n_process): threads do not come along, and waiting for them would never end."""
        pool = self._pool  # read once: another thread may replace it
        if pool is None or pool[0] != os.getpid():
            pool = self._pool = os.getpid(), ThreadPoolExecutor(self._threads)
        return pool[1]

    def _inputs(self, words: Sequence[str]) -> dict[str, npt.NDArray[np.int64]]:
        names = ("rows", "first", "last")
        return {name: np.array(rows) for name, rows in zip(names, self._subwords.of_sentence(words), strict=True)}

    def run(self, inputs: dict[str, npt.NDArray[np.int64]]) -> Floats:
        """The vectors of one sentence's words.

        Args:
            inputs: `rows` of its sub-words, and the places of each word's `first` and `last` one in them.

        Returns:
            `(n_words, width)`.
        """
        result: Floats = self._session.run(None, inputs)[0]
        return result


def _onnxruntime() -> Any:
    """The module, which from 1.29 on reports its use over the network unless it is told not to before it is imported."""
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    return onnxruntime
