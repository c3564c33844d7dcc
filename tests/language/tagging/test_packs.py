"""Rows side by side: none is lost, and what the encoder's graphs are given says where each thing stands."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icenews_nlp.language.tagging.packs import MOST_TOGETHER, packs

LENGTHS = st.lists(st.integers(1, 101), max_size=20)
MULTIPLES = st.sampled_from([1, 4, 8])


@given(LENGTHS, MULTIPLES)
def test_each_row_is_in_one_pack_with_rows_of_its_width(lengths: list[int], multiple: int) -> None:
    together = list(packs(lengths, multiple))
    assert sorted(i for pack in together for i in pack.rows) == list(range(len(lengths)))
    for pack in together:
        rows, width = pack.slots.shape
        assert rows == len(pack.rows)
        assert rows == 1 or rows * width <= MOST_TOGETHER
        assert width % multiple == 0
        assert all(0 <= width - lengths[i] < multiple for i in pack.rows)


@given(LENGTHS.filter(bool), MULTIPLES)
def test_a_pack_says_where_each_thing_stands(lengths: list[int], multiple: int) -> None:
    things = [(row, place) for row, length in enumerate(lengths) for place in range(length)]
    for pack in packs(lengths, multiple):
        of_pack = [things[i] for i in pack.things]
        assert of_pack == [(row, place) for row in pack.rows for place in range(lengths[row])]
        assert pack.positions.tolist() == [place for _, place in of_pack]
        flat = pack.slots.reshape(-1)
        assert flat[pack.back].tolist() == list(range(len(of_pack)))
        assert (np.delete(flat, pack.back) == -1).all()
        assert [(int(i) // pack.slots.shape[1], place) for i, place in zip(pack.back, pack.positions, strict=True)] == [
            (pack.rows.index(row), place) for row, place in of_pack
        ]


@pytest.mark.parametrize(("lengths", "sizes"), [([5] * 70, [32, 32, 6]), ([5, 9, 6, 90, 90, 90, 7], [2, 3, 1, 1])])
def test_a_pack_is_as_large_as_it_may_be(lengths: list[int], sizes: list[int]) -> None:
    assert sorted(len(pack.rows) for pack in packs(lengths, 8)) == sorted(sizes)
