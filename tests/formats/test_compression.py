"""Compressed files: what is written reads back, and what is no such file, or half of one, is an error."""

from __future__ import annotations

import gzip
import io
import sys
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from helpers.processes import measured
from icenews_nlp.errors import InputError
from icenews_nlp.formats.compression import (
    LONGEST,
    READ_SIZE,
    SHOWN,
    Line,
    TooLong,
    bare_name,
    compressed,
    joined,
    lines,
    pieces,
)

NAMES = ("a.jsonl.gz", "a.jsonl.zst", "A.GZ", "a.jsonl", "-")
TEXT = "".join(f"{i * i} tonn af þorski\n" for i in range(30_000)).encode()  # several pieces of READ_SIZE when compressed


def packed(data: bytes, name: str) -> bytes:
    file = io.BytesIO()
    with compressed(file, name) as stream:
        stream.write(data)
    assert not file.closed
    return file.getvalue()


def whole(data: bytes, name: str) -> bytes | None:
    return joined(pieces(io.BytesIO(data), name))


def unpacked(data: bytes, name: str) -> list[Line]:
    return list(lines(io.BytesIO(data), name))


@pytest.mark.parametrize("name", NAMES)
@given(data=st.lists(st.sampled_from([b"a", b"\n", b"\r", "ö".encode(), b"x" * 70_000])).map(b"".join))
def test_lines_are_those_of_the_file(name: str, data: bytes) -> None:
    assert unpacked(packed(data, name), name) == io.BytesIO(data).readlines()


@pytest.mark.parametrize("name", NAMES)
def test_a_file_longer_than_one_read_and_one_of_two_pieces(name: str) -> None:
    assert len(packed(TEXT, name)) > READ_SIZE
    assert whole(packed(TEXT, name) + packed(b"a\n", name), name) == TEXT + b"a\n"


def test_the_usual_programs_read_and_write_them() -> None:
    assert gzip.decompress(packed(TEXT, "a.gz")) == TEXT
    assert zstandard.ZstdDecompressor().decompressobj().decompress(packed(TEXT, "a.zst")) == TEXT
    assert whole(gzip.compress(TEXT), "a.gz") == TEXT
    assert whole(zstandard.compress(TEXT), "a.zst") == TEXT


def test_the_same_data_are_the_same_bytes() -> None:
    assert packed(TEXT, "a.gz") == packed(TEXT, "b.gz")


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst"])
def test_a_line_that_is_too_long_is_passed_over_and_those_after_it_are_read(name: str) -> None:
    longest = b"a" * (LONGEST - 1) + b"\n"
    found = unpacked(packed(longest + b"{b" + longest + b"c\n" + b"d" * (LONGEST + 1), name), name)
    assert found[0] == longest
    assert found[1:] == [TooLong(LONGEST + 2, b"{b" + b"a" * (SHOWN - 2)), b"c\n", TooLong(LONGEST + 1, b"d" * SHOWN)]
    assert str(found[1]).startswith("the line has 67,108,866 bytes, of which at most 67,108,864 are read")


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst"])
def test_memory_is_flat_whatever_the_length_of_a_line(name: str, tmp_path: Path) -> None:
    """512 MiB of zeros; less than half of it is allowed."""
    path = tmp_path / name
    if name == "a.jsonl":
        with path.open("wb") as file:
            file.truncate(1 << 29)  # a hole in the file, which takes no room
    else:
        path.write_bytes(packed(bytes(1 << 24), name) * (1 << 5))
    begin = "from icenews_nlp.formats.compression import lines\n"
    code = f"with open({str(path)!r}, 'rb') as file: (line,) = lines(file, {name!r}); print(line.size)"
    before, done = (measured([sys.executable, "-c", program]) for program in (begin, begin + code))
    assert int(done.out) == 1 << 29
    assert done.most - before.most < 3.5 * LONGEST


@pytest.mark.parametrize(("name", "what"), [("a.gz", "gzip"), ("a.zst", "Zstandard")])
def test_what_is_no_such_file_or_half_of_one_is_an_error(name: str, what: str) -> None:
    with pytest.raises(InputError, match=f"^this is no {what}, or damaged"):
        unpacked(TEXT, name)
    with pytest.raises(InputError, match=f"^the {what} data are cut off"):
        unpacked(packed(TEXT, name)[:-1], name)
    with pytest.raises(InputError, match=f"^the {what} data are cut off"):
        unpacked(b"", name)


@pytest.mark.parametrize("name", ["a.gz", "a.zst"])
def test_what_was_written_before_a_stop_can_be_read(name: str) -> None:
    file = io.BytesIO()

    def write() -> None:
        with compressed(file, name) as stream:
            for line in (b"a\n", b"b\n"):
                stream.write(line)
                stream.flush()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write()
    reader = lines(io.BytesIO(file.getvalue()), name)
    assert [next(reader), next(reader)] == [b"a\n", b"b\n"]


def test_without_zstandard_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    for name in ("a.zst", "A.ZST"):
        with pytest.raises(InputError, match=r"need zstandard: pip install 'icenews_nlp\[zstd\]'"):
            lines(io.BytesIO(), name)
        with pytest.raises(InputError, match="need zstandard"), compressed(io.BytesIO(), name):
            pass
    assert unpacked(packed(b"a", "a.gz"), "a.gz") == [b"a"]


@pytest.mark.parametrize(
    ("name", "bare"), [("a.jsonl.gz", "a.jsonl"), ("A.TXT.ZST", "A.TXT"), ("a.gz.txt", "a.gz.txt"), ("a", "a"), ("gz", "gz")]
)
def test_the_name_without_its_ending(name: str, bare: str) -> None:
    assert bare_name(name) == bare
