"""JSON that is no line per record: lists are read an item at a time, and one object may stand on several lines."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icenews_nlp.errors import InputError
from icenews_nlp.formats.compression import LONGEST, Line, TooLong
from icenews_nlp.intake.json.records import list_items, one_or_lines

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def cut(data: bytes, size: int) -> list[bytes]:
    return [data[i : i + size] for i in range(0, len(data), size)]


@given(
    st.lists(JSON, max_size=5),
    st.integers(1, 40),
    st.sampled_from([None, 1]),
    st.booleans(),
    st.sampled_from(["", " \r\n\t", "\ufeff"]),
)
def test_the_items_of_any_list_cut_anywhere(
    items: list[Any], size: int, indent: int | None, ascii_only: bool, start: str
) -> None:
    text = start + json.dumps(items, indent=indent, ensure_ascii=ascii_only) + "\n"
    found = list(list_items(cut(text.encode("utf-8", "surrogatepass"), size)))
    assert [json.loads(item.decode("utf-8", "surrogatepass")) for item in found] == items


def test_an_item_is_given_before_the_next_is_read() -> None:
    def file() -> Iterator[bytes]:
        yield b'[{"text": "a"}, {"te'
        raise AssertionError("read ahead")

    assert next(list_items(file())) == b'{"text": "a"}'


def test_items_come_out_as_they_went_in() -> None:
    data = b'[{"text": "\xe1"}, {"x": NaN}, {"a": 1, "a": ' + b"9" * 9000 + b"}, 12, 3.5e3]"
    for size in (1, 7, 100_000):
        assert list(list_items(cut(data, size))) == [
            *(b'{"text": "\xe1"}', b'{"x": NaN}', b'{"a": 1, "a": ' + b"9" * 9000 + b"}", b"12", b"3.5e3")
        ]


@pytest.mark.parametrize(
    ("data", "count", "told"),
    [
        (
            b'[{"a": 1}, {"a" 1}, {"a": 2}]',
            1,
            "item 2 of the list is not valid JSON: expecting ':' delimiter (character 6 of it)",
        ),
        (b'[{"a": 1} {"a": 2}]', 1, "not valid JSON: ',' should follow, not '{'"),
        (b'[{"a": 1},]', 1, "item 2 of the list is not valid JSON: expecting value (character 1 of it)"),
        (b'[{"a": 1}', 1, "the list is cut off"),
        (b'[{"a": 1}, {"a": "', 1, "item 2 of the list is not valid JSON: unterminated string starting at"),
        (b"[", 0, "item 1 of the list is not valid JSON: expecting value"),
        (b"[] []", 0, "more follows the end of the list"),
        (b"[" * 100_000, 0, "item 1 of the list is not valid JSON: nested too deeply"),
    ],
)
def test_what_breaks_a_list_is_named_after_the_items_before_it(data: bytes, count: int, told: str) -> None:
    for size in (3, 1 << 16):
        items = list_items(cut(data, size))
        assert len([next(items) for _ in range(count)]) == count
        with pytest.raises(InputError) as caught:
            next(items)
        assert str(caught.value).startswith(told)


def test_an_item_without_an_end_is_not_held_for_ever() -> None:
    def file() -> Iterator[bytes]:
        yield b'[{"text": "'
        for _ in range(4 * (LONGEST >> 20)):
            yield bytes(1 << 20).replace(b"\0", b"a")
        raise AssertionError("held too much")

    with pytest.raises(InputError, match=f"item 1 of the list has more than {LONGEST:,} characters, or no end"):
        list(list_items(file()))


ONE = b'{\n  "text": "S\xc3\xadld.",\n\n  "n": [\n1]}\n'


def lines(data: bytes) -> Iterator[Line]:
    return iter(io.BytesIO(data))


@pytest.mark.parametrize("data", [ONE, b"\n\n" + ONE + b"\n", b"\xef\xbb\xbf" + ONE, b"{\n}", b'{"a":\n"\xff"}'])
def test_one_object_over_several_lines_is_one_line(data: bytes) -> None:
    assert list(one_or_lines(lines(data))) == [data]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"{\n",
        b'{"a": 1}\n{"a": 2}\n',
        b"\n" + b'{"a": 1}\n' + ONE,
        ONE + ONE,
        b'{"a": 1\n{"a": 2}\n',
        b"[" * 100_000,
    ],
)
def test_anything_else_is_lines(data: bytes) -> None:
    assert list(one_or_lines(lines(data))) == io.BytesIO(data).readlines()


@pytest.mark.parametrize("start", [[], [b"\n"], [b"{\n"], [b"{\n", b"\n"]])
def test_nothing_is_read_ahead_after_a_first_or_second_line_that_is_whole(start: list[bytes]) -> None:
    def file() -> Iterator[Line]:
        yield from start
        yield b'{"a": 1}\n'
        raise AssertionError("read ahead")

    found = one_or_lines(file())
    assert [next(found) for _ in range(len(start) + 1)] == [*start, b'{"a": 1}\n']


def test_no_more_is_held_than_one_line_may_have() -> None:
    long = TooLong(LONGEST + 1, b"{")
    assert list(one_or_lines(iter([b"{\n", b" \n", long, b"}\n"]))) == [b"{\n", b" \n", long, b"}\n"]
    half = b"a" * (LONGEST // 2) + b"\n"
    found = one_or_lines(iter([b"{\n", half, half, b"}\n"]))
    assert [len(line) for line in found] == [2, len(half), len(half), 2]
