"""Word vectors from counts of neighbours: words that stand in like company (Akureyri, Ísafirði) get like vectors.

How much more often than by chance a form stands beside each of the commonest forms, to the left and to the right (positive
pointwise mutual information), in as few dimensions as hold most of it (a truncated singular value decomposition).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # only there when somebody trains

from icenews_nlp.language.tagging.network import FormVectors, in_eight_bits
from icenews_nlp.training.word_vectors.bigrams import Bigrams, Numbers

FORMS: Final = 80_000
"""The commonest forms, which get a vector."""

NEIGHBOURS: Final = 1_500
"""The commonest forms, which vectors are distinguished by."""

WIDTH: Final = 96

SMOOTHING: Final = 0.75
"""The power of a neighbour's frequency, which keeps rare ones from counting too much (Levy et al. 2015)."""

ROUNDS: Final = 4
"""Times that the random start of the decomposition is multiplied with the matrix."""

Floats = npt.NDArray[np.float32]


def word_vectors(counts: Bigrams, seed: int = 0) -> FormVectors:
    """Vectors of length 1 of the commonest forms, commonest first.

    Args:
        counts: Pairs of neighbours.
        seed: Of the decomposition's random start.
    """
    order = np.argsort(-counts.frequency, kind="stable")
    number = np.full(len(counts.forms), -1)
    number[order[:FORMS]] = np.arange(min(FORMS, len(order)))
    matrix = _mutual_information(number[counts.left], number[counts.right], counts.occurrences)
    vectors = _decomposed(matrix, np.random.default_rng(seed))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-6
    return FormVectors([counts.forms[i] for i in order[:FORMS]], *in_eight_bits(vectors))


def save(vectors: FormVectors, path: Path) -> None:
    """Write what `load` reads."""
    forms = np.frombuffer("\n".join(vectors.forms).encode("utf-8"), dtype=np.uint8)
    with path.open("wb") as file:
        np.savez_compressed(file, forms=forms, table=vectors.table, scale=vectors.scale)


def load(path: Path) -> FormVectors:
    """The vectors of a file.

    Raises:
        OSError: It cannot be opened.
    """
    with np.load(path, allow_pickle=False) as file:
        return FormVectors(bytes(file["forms"]).decode("utf-8").split("\n"), file["table"], file["scale"])


def _mutual_information(left: Numbers, right: Numbers, count: Numbers) -> Any:
    """Form x neighbour: those to the right first, then those to the left; -1 stands for a form that is left out."""
    after = (left >= 0) & (right >= 0) & (right < NEIGHBOURS)
    before = (right >= 0) & (left >= 0) & (left < NEIGHBOURS)
    rows = np.concatenate([left[after], right[before]])
    columns = np.concatenate([right[after], NEIGHBOURS + left[before]])
    values = np.concatenate([count[after], count[before]]).astype(np.float64)
    of_row = np.bincount(rows, values, FORMS)
    of_column = np.bincount(columns, values, 2 * NEIGHBOURS) ** SMOOTHING
    with np.errstate(divide="ignore"):  # a count too small to be kept is 0
        information = np.log(values / (of_row[rows] * (of_column / of_column.sum())[columns]))
    kept = information > 0
    cells = information[kept].astype(np.float32), (rows[kept], columns[kept])
    return csr_matrix(cells, shape=(FORMS, 2 * NEIGHBOURS))


def _decomposed(matrix: Any, random: np.random.Generator) -> Floats:
    """The first WIDTH left singular vectors, each times the root of its value (Halko et al. 2011)."""
    start = random.standard_normal((matrix.shape[1], WIDTH + 16)).astype(np.float32)
    for _ in range(ROUNDS):
        start, _rest = np.linalg.qr(matrix.T @ (matrix @ start))
    left, values, _right = np.linalg.svd(matrix @ start, full_matrices=False)
    result: Floats = (left[:, :WIDTH] * np.sqrt(values[:WIDTH])).astype(np.float32)
    return result
