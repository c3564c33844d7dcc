"""Files that go wrong in the ways that files do, made from a seed: the same seed makes the same files."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from itertools import pairwise
from random import Random
from typing import Any, Final, NamedTuple

import zstandard

TEXTS: Final = (
    "Loðnuskipin héldu til veiða í gærkvöld og afli þeirra var góður.",
    "„Við erum ánægð,“ segir Katrín Ólafsdóttir, forstjóri Hafnarsmiðjunnar á Húsavík 😀.",
    "Verðið hækkaði um 3,5% í 1,2 milljónir króna þann 3. mars 2024, sjá vef.is/frettir#1.",
    "",
)
FIELDS: Final = ("id", "title", "text", "url", "source", "section", "published", "tags", "metadata", "titel", "schema_version")
ENDINGS: Final = (".jsonl", ".json", ".ndjson", ".txt", ".dat")
JSON_ENDINGS: Final = (".jsonl", ".json", ".dat")
LONG: Final = 2_000_000


TIMES: Final = (
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2024-02-30", "12.9.2023 06:49", "24:00", "1e18", "0", "-1"),
    *("2024-03-01T12:00:00+99:99", "20240301", "2024-03-01", "Fri, 01 Mar 2024 12:00:00 GMT", "9" * 13, "1" * 200, "+" * 99),
)


PACKERS: Final[tuple[tuple[Callable[[bytes], bytes], str], ...]] = ((gzip.compress, ".gz"), (zstandard.compress, ".zst"))


class Mutated(NamedTuple):
    """A file that may be broken."""

    kind: str
    """The mutation that made it."""
    ending: str
    data: bytes


def mutated(seed: int, number: int) -> Mutated:
    """The file of that number; the mutations take turns."""
    make = MUTATIONS[number % len(MUTATIONS)]
    return Mutated(make.__name__, *make(Random(f"{seed} {number}")))


def _article(rng: Random) -> dict[str, Any]:
    full: dict[str, Any] = {
        "id": rng.choice(["a-1", 7, 7.0, None]),
        "title": rng.choice(TEXTS),
        "url": "https://frettir.example/1",
        "source": None,
        "section": "innlent",
        "published": rng.choice(["2024-03-01T12:00:00+00:00", 1709294400, None]),
        "tags": ["veður", "Húsavík"],
        "metadata": {"views": 3, "photo": {"by": "Anna", "width": [1.5, None, True]}},
    }
    return {name: value for name, value in full.items() if rng.random() < 0.5} | {"text": rng.choice(TEXTS)}


def _records(rng: Random) -> bytes:
    """Articles, a line each or in a list, some over several lines."""
    texts = [
        json.dumps(_article(rng), ensure_ascii=rng.random() < 0.3, indent=1 if rng.random() < 0.2 else None)
        for _ in range(rng.randint(1, 3))
    ]
    return (f"[{','.join(texts)}]" if rng.random() < 0.25 else "\n".join(texts) + "\n").encode()


def _with(rng: Random, value: str) -> bytes:
    """An article, one of whose fields has that JSON; and a good line after it."""
    record, name = _article(rng), rng.choice(FIELDS)
    record[name] = 0
    return json.dumps(record, ensure_ascii=False).replace(f'"{name}": 0', f'"{name}": {value}').encode() + b'\n{"text": "a"}\n'


def _any_json(rng: Random, depth: int = 0) -> Any:
    kind = rng.randrange(8 if depth < 3 else 6)
    if kind == 6:
        return [_any_json(rng, depth + 1) for _ in range(rng.randrange(4))]
    if kind == 7:
        return {rng.choice(["a", "text", "", "\ud800", "é\u0301"]): _any_json(rng, depth + 1) for _ in range(rng.randrange(4))}
    return (None, rng.random() < 0.5, rng.randint(-(10**20), 10**20), rng.uniform(-1e9, 1e9), rng.choice(TEXTS), "\ud83d")[kind]


def _inserted(rng: Random, data: bytes, new: bytes) -> bytes:
    at = rng.randint(0, len(data))
    return data[:at] + new + data[at:]


# the mutations


def truncated_json(rng: Random) -> tuple[str, bytes]:
    data = _records(rng)
    return rng.choice(JSON_ENDINGS), data[: rng.randint(0, len(data))]


def broken_archive(rng: Random) -> tuple[str, bytes]:
    """Cut off, with bits turned over, with more behind it, or of another kind than its name says."""
    pack, suffix = rng.choice(PACKERS)
    data = bytearray(pack(_records(rng)))
    match rng.randrange(4):
        case 0:
            del data[rng.randint(0, len(data)) :]
        case 1:
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        case 2:
            data += rng.choice([b"\0" * 20, b"more", bytes(data[:9])])
        case 3:
            suffix = {".gz": ".zst", ".zst": ".gz"}[suffix]
    return rng.choice(ENDINGS) + suffix, bytes(data)


def wrong_type(rng: Random) -> tuple[str, bytes]:
    return rng.choice(JSON_ENDINGS), _with(rng, json.dumps(_any_json(rng)))


def no_object(rng: Random) -> tuple[str, bytes]:
    return rng.choice(JSON_ENDINGS), json.dumps(_any_json(rng), indent=rng.choice([None, 2])).encode() + b'\n{"text": "a"}\n'


def nul(rng: Random) -> tuple[str, bytes]:
    data = _records(rng)
    for _ in range(rng.randint(1, 4)):
        data = _inserted(rng, data, rng.choice([b"\0", b"\\u0000", b"\0" * 300, b"\x1b[2J", b"\r", b"\x0c", b"\x1c"]))
    return rng.choice(ENDINGS), data


def lone_surrogate(rng: Random) -> tuple[str, bytes]:
    half = rng.choice([rb"\ud83d", rb"\udc00\ud800", rb"\uD83D\u0041", b"\xed\xa0\xbd"])
    return rng.choice(JSON_ENDINGS), _with(rng, json.dumps("a{}b")).replace(b"{}", half)


def surrogate_anywhere(rng: Random) -> tuple[str, bytes]:
    return rng.choice(ENDINGS), _inserted(rng, _records(rng), rng.choice([rb"\ud83d", b"\xed\xa0\xbd", rb"\uD83"]))


def long_line(rng: Random) -> tuple[str, bytes]:
    long = [
        '"' + "a" * LONG + '"',
        '"' + "á b. " * (LONG // 6) + '"',
        '"' + "\\u0000" * (LONG // 6) + '"',
        "[" + "[]," * (LONG // 3) + "0]",
        "[" + '"a",' * (LONG // 4) + '"a"]',
        "{" + ",".join(f'"{i}":0' for i in range(LONG // 11)) + "}",
        '{"' + "k" * LONG + '":0}',
        "9" * LONG,
        "0." + "1" * LONG,
        " " * LONG + "0",
    ]
    return rng.choice(JSON_ENDINGS), _with(rng, rng.choice(long))


def long_name(rng: Random) -> tuple[str, bytes]:
    return rng.choice(JSON_ENDINGS), b'{"text": "a", "' + rng.choice([b"x", b"text", b"\\n"]) * (LONG // 4) + b'": 1}\n'


def deep(rng: Random) -> tuple[str, bytes]:
    depth = rng.choice([90, 101, 200, 900, 1100, 10_000, 500_000])
    start, end = rng.choice([("[", "]"), ('{"a":', "}"), ('[{"text":', "}]")])
    value = start * depth + "0" + end * (depth if rng.random() < 0.7 else depth // 2)
    return rng.choice(JSON_ENDINGS), _with(rng, value) if rng.random() < 0.7 else value.encode()


def html(rng: Random) -> tuple[str, bytes]:
    page = (
        "<!DOCTYPE html><html><head><title>Fréttir</title></head><body>"
        + f"<p>{rng.choice(TEXTS)}</p>" * rng.randint(1, 5)
        + "<br>" * rng.randint(0, 3)
        + rng.choice(["</body></html>", "</body>", "<", "<!-- "])
    )
    page = page[rng.choice([0, 0, 15, 60]) :]
    ending = rng.choice(ENDINGS)
    return ending, json.dumps({"text": page}).encode() if rng.random() < 0.5 else page.encode()


def bomb(rng: Random) -> tuple[str, bytes]:
    """Some 80 MB when decompressed."""
    size = 1 << 23
    piece = rng.choice(
        [bytes(size), b"a" * size, b"a b. " * (size // 5), b"[" * size, b'{"a":' * (size // 5), b"{}," * (size // 3)]
    )
    pack, suffix = rng.choice(PACKERS)
    start, end = pack(rng.choice([b"", b"[", b'{"text": "', b'{"text": "a"}\n'])), pack(b'"}\n{"text": "a"}\n')
    return rng.choice(ENDINGS) + suffix, start + pack(piece) * 10 + end


def other_encoding(rng: Random) -> tuple[str, bytes]:
    text = _records(rng).decode()
    encoding = rng.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp437", "utf-7"])
    return rng.choice(ENDINGS), text.encode(encoding, "replace")


def byte_order_mark(rng: Random) -> tuple[str, bytes]:
    mark = rng.choice([b"\xef\xbb\xbf", b"\xef\xbb\xbf" * 2, b"\xff\xfe", b"\xfe\xff", b"\xef\xbb"])
    data = _records(rng)
    return rng.choice(ENDINGS), mark + data if rng.random() < 0.5 else _inserted(rng, data, mark)


def bad_utf8(rng: Random) -> tuple[str, bytes]:
    bad = rng.choice([b"\xe1", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xff", b"\x80" * 5, b"\xf0\x9f\x98", rng.randbytes(8)])
    return rng.choice(ENDINGS), _inserted(rng, _records(rng), bad)


def huge_number(rng: Random) -> tuple[str, bytes]:
    number = rng.choice(
        ["9" * 4300, "9" * 4301, "-" + "9" * 9000, "1e999", "-1e999", "1e-999", "0." + "3" * 9000, "-0.0", "1E400"]
    )
    value = rng.choice([number, f"[{number}]", f'{{"a": {number}}}', f'"{number}"'])
    return rng.choice(JSON_ENDINGS), _with(rng, value)


def twice(rng: Random) -> tuple[str, bytes]:
    """An object with a key twice."""
    first = json.dumps(_article(rng), ensure_ascii=False)
    name = rng.choice(FIELDS)
    return rng.choice(JSON_ENDINGS), f'{first[:-1]}, "{name}": {json.dumps(_any_json(rng))}, "{name}": "b"}}\n'.encode()


def no_number(rng: Random) -> tuple[str, bytes]:
    value = rng.choice(["NaN", "-Infinity", "Infinity", "nan", "0x10", "01", "+1", "1.", ".5", "undefined", "None", "True"])
    return rng.choice(JSON_ENDINGS), _with(rng, rng.choice([value, f"[{value}]", f'{{"a": {value}}}']))


def annotated(rng: Random) -> tuple[str, bytes]:
    """Something like the document of another version."""
    document = {"schema_version": rng.choice(["1.1", "0", 1, None, [], "9" * 5000]), "text": "a", "tokens": _any_json(rng)}
    return rng.choice(JSON_ENDINGS), json.dumps(document | _article(rng)).encode()


def odd_time(rng: Random) -> tuple[str, bytes]:
    time = rng.choice(TIMES)
    value = time if time.lstrip("-").isdigit() and rng.random() < 0.5 else json.dumps(time)
    return rng.choice(JSON_ENDINGS), b'{"text": "a", "published": ' + value.encode() + b"}\n"


def noise(rng: Random) -> tuple[str, bytes]:
    data = bytearray(_records(rng))
    for _ in range(rng.randint(1, 10)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return rng.choice(ENDINGS), bytes(data)


def shuffled(rng: Random) -> tuple[str, bytes]:
    """Pieces of a file in another order."""
    data = _records(rng)
    cuts = sorted({0, len(data), *(rng.randint(0, len(data)) for _ in range(4))})
    pieces = [data[a:b] for a, b in pairwise(cuts)]
    rng.shuffle(pieces)
    return rng.choice(ENDINGS), b"".join(pieces)


MUTATIONS: Final[tuple[Callable[[Random], tuple[str, bytes]], ...]] = (
    *(
        truncated_json,
        broken_archive,
        wrong_type,
        no_object,
        nul,
        lone_surrogate,
        surrogate_anywhere,
        long_line,
        long_name,
        deep,
    ),
    *(
        html,
        bomb,
        other_encoding,
        byte_order_mark,
        bad_utf8,
        huge_number,
        twice,
        no_number,
        annotated,
        odd_time,
        noise,
        shuffled,
    ),
)
