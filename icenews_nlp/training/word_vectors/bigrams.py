"""The counts of neighbouring words in the package icegrams: 4.9 million pairs of 478,801 forms of modern Icelandic.

icegrams keeps them compressed and answers one question at a time; here they are read whole.
"""

from __future__ import annotations

import struct
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from icenews_nlp.errors import InputError

Numbers = npt.NDArray[np.int64]

BLOCK: Final = 128
"""Elements of a list between two entries of its index."""


class Bigrams(NamedTuple):
    """Pairs of neighbours by the numbers of their forms."""

    forms: list[str]
    frequency: Numbers
    """Occurrences of each form, `(n_forms,)`."""
    left: Numbers
    right: Numbers
    occurrences: Numbers
    """Of each pair, `(n_pairs,)`; so are `left` and `right`."""


def read_bigrams() -> Bigrams:
    """Read the installed package's counts.

    Raises:
        InputError: icegrams is not installed, or is a version that holds its counts in another way.
    """
    try:
        from icegrams.ngrams import Ngrams, to_str  # type: ignore[import-not-found]  # only there when somebody trains
    except ImportError as error:
        raise InputError("word vectors need icegrams 1.1.7: pip install 'icenews_nlp[train]'") from error
    storage = Ngrams().ngrams
    if not hasattr(storage, "_bigrams"):
        raise InputError("this version of icegrams has no counts of pairs; pip install icegrams==1.1.7")
    starts = _increasing(_bytes(storage._unigram_ptrs), 0)
    n_forms, n_pairs = len(starts) - 1, int(starts[-1])
    sums = _in_chunks(_bytes(storage._bigrams))[:n_pairs]
    left = np.repeat(np.arange(n_forms), np.diff(starts))
    # a pair's right form is the growth of the running sum since the last pair of the form before
    before = np.where(starts[:-1] > 0, sums[np.maximum(starts[:-1] - 1, 0)], 0)
    forms = [to_str(form) for form in bytes(storage._compressed_vocab).split(b"\0")[:n_forms]]
    return Bigrams(forms, _counts(storage, 1, n_forms), left, sums - before[left], _counts(storage, 2, n_pairs))


def _bytes(buffer: Any) -> npt.NDArray[np.uint8]:
    return np.frombuffer(bytes(buffer), dtype=np.uint8)


def _counts(storage: Any, words: int, size: int) -> Numbers:
    """The counts of all n-grams of so many words, which are numbered."""
    from icegrams.ngrams import ffi, trie_cffi  # type: ignore[import-not-found, attr-defined]  # as above

    packed = storage._unigram_freqs if words == 1 else storage._bigram_freqs
    buffer = ffi.cast("uint8_t*", ffi.from_buffer(packed))
    look_up, width, ranks = trie_cffi.lookupFrequency, storage.FREQ_QUANTUM_SIZE, storage.freqs[words]
    return np.fromiter((ranks[look_up(buffer, width, i)] for i in range(size)), dtype=np.int64, count=size)


def _in_chunks(data: npt.NDArray[np.uint8]) -> Numbers:
    """A list that never falls, kept as lists of what its chunks add to the sum of those before."""
    (chunks,) = struct.unpack("<I", data[:4].tobytes())
    offsets = data[4 : 4 + 4 * chunks].view("<u4")
    sums = np.concatenate([[0], _increasing(data, 4 + 4 * chunks)[: chunks - 1]])
    return np.concatenate([_increasing(data, int(at)) + before for at, before in zip(offsets, sums, strict=True)])


def _increasing(data: npt.NDArray[np.uint8], at: int) -> Numbers:
    """A list that never falls, in Elias-Fano coding: low bits as they are, high bits in unary."""
    size, low_bits, high_bits = struct.unpack("<IHH", data[at : at + 8].tobytes())
    at += 8 + (4 * ((size - 1) // BLOCK) if high_bits else 0)
    length = (size * low_bits + 7) // 8
    bits = np.unpackbits(data[at : at + length], bitorder="little")[: size * low_bits].reshape(size, low_bits)
    low: Numbers = (bits.astype(np.int64) << np.arange(low_bits)).sum(1)
    if not high_bits:
        return low
    at += length
    unary = np.unpackbits(data[at : at + (size + (1 << high_bits)) // 8 + 2], bitorder="little")
    ones = np.flatnonzero(unary)[:size]
    result: Numbers = ((ones - np.arange(size)) << low_bits) | low
    return result
