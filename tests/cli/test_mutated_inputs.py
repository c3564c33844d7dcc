"""Hundreds of broken files through the command line's reading and the Enricher: each gives articles or failures with a name."""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

import icenews_nlp.errors
from helpers.command_line import COMMAND, ENVIRONMENT
from helpers.mutated_inputs import MUTATIONS, mutated
from helpers.processes import measured
from icenews_nlp import AnnotatedDocument, Enricher, EnrichFailure
from icenews_nlp.batch.failures import Failure
from icenews_nlp.cli.inputs import Inputs
from icenews_nlp.cli.options import MAX_CHARACTERS
from icenews_nlp.intake.json.fields import FieldMap

pytestmark = pytest.mark.slow

SEED = 13
COUNT = 600
MEGABYTE = 1_000_000
LONGEST_REASON = 1500
OF_READING = {"JSONDecodeError", "UnicodeDecodeError", "ValueError", "RecursionError"}
ERRORS = {name for name in vars(icenews_nlp.errors) if name.endswith("Error")} | OF_READING
"""The classes of errors that a failure may name."""

MAPS = (
    FieldMap(),
    FieldMap(timezone="Atlantic/Reykjavik", keep_unknown=True),
    FieldMap("text=text,title=metadata.photo.by,id=url", keep_unknown=True),
    FieldMap("text=title,title=text"),
)


def outcome(path: Path, fields: FieldMap, enricher: Enricher) -> list[AnnotatedDocument | Failure]:
    """What comes of a file: documents, and failures to read or analyse."""
    found: list[AnnotatedDocument | Failure] = []
    records = Inputs([str(path)], fields).articles_and_documents(found.append)
    for place, record in records:
        if isinstance(record, AnnotatedDocument):
            found.append(record)
            continue
        for result in enricher.enrich_many([record], max_characters=MAX_CHARACTERS):
            if isinstance(result, EnrichFailure):
                found.append(Failure(str(place), result.id, result.error, result.reason))
            else:
                found.append(result)
    return found


@pytest.mark.parametrize("kind", range(len(MUTATIONS)), ids=[one.__name__ for one in MUTATIONS])
def test_each_file_gives_articles_or_named_failures(kind: int, tmp_path: Path, fast: Enricher) -> None:
    for number in range(kind, COUNT, len(MUTATIONS)):
        _, ending, data = mutated(SEED, number)
        path = tmp_path / f"{number}{ending}"
        path.write_bytes(data)
        found = outcome(path, MAPS[number // len(MUTATIONS) % len(MAPS)], fast)
        assert found or data.strip(b"\xef\xbb\xbf \t\r\n") in (b"", b"[]"), number
        for one in found:
            if isinstance(one, AnnotatedDocument):
                assert len(data) > MEGABYTE or AnnotatedDocument.model_validate_json(one.to_json()) == one
            else:
                assert one.place.startswith(str(path))
                assert one.error in ERRORS, one
                assert 0 < len(one.reason) < LONGEST_REASON, one.reason[:LONGEST_REASON]
                assert "sys." not in one.reason, one.reason
        path.unlink()


LAST = b'\n{"text": "a"}\n'
LARGE: dict[str, Callable[[], bytes]] = {
    "bomb.jsonl.gz": lambda: gzip.compress(bytes(8 * MEGABYTE)) * 150 + gzip.compress(LAST),
    "bomb.jsonl.zst": lambda: zstandard.compress(bytes(8 * MEGABYTE)) * 150 + zstandard.compress(LAST),
    "bomb.txt.gz": lambda: gzip.compress(b"a b. " * MEGABYTE) * 40,
    "bomb.html.gz": lambda: gzip.compress(b"<p>a b</p>" * MEGABYTE) * 10,
    "deep.json.gz": lambda: gzip.compress(b"[" * (8 * MEGABYTE)) * 40,
    "objects.json.gz": lambda: gzip.compress(b"[" + b"{}," * 2_000) + gzip.compress(b"{}]"),
    "text.jsonl": lambda: b'{"text": "' + b"a b. " * MEGABYTE + b'"}' + LAST,
    "escapes.jsonl": lambda: rb'{"text": "' + rb"\ud83d" * MEGABYTE + b'"}' + LAST,
    "lists.jsonl": lambda: b'{"text": "a", "metadata": {"a": [' + b"[]," * (2 * MEGABYTE) + b"0]}}" + LAST,
    "keys.jsonl": lambda: b'{"text": "a", ' + b"".join(b'"%d": 0, ' % i for i in range(MEGABYTE // 2)) + b'"b": 0}' + LAST,
    "tags.jsonl": lambda: b'{"text": "a", "tags": [' + b'"a",' * MEGABYTE + b'"a"]}' + LAST,
    "nested.jsonl": lambda: b'{"text": "a", "metadata": ' + b'{"a":' * MEGABYTE + LAST,
    "page.html": lambda: b"<p>a b</p>" * MEGABYTE,
    "feed.xml": lambda: b"<rss><channel>" + b"<item><description>a</description></item>" * 2_000,
}
"""Files that are large, or become so; none of them may take a gigabyte of memory."""


@pytest.mark.skipif(sys.platform == "win32", reason="measures as POSIX does")
@pytest.mark.parametrize("name", LARGE)
def test_no_file_takes_a_gigabyte_of_memory(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(LARGE[name]())
    status, _, told, most = measured([*COMMAND, "enrich", str(path), "--profile", "fast", "-o", os.devnull], ENVIRONMENT)
    assert status in (0, 1)
    assert "Traceback" not in told
    assert told or status == 0
    assert all(line.startswith(str(tmp_path)) and len(line) < LONGEST_REASON for line in told.splitlines())
    assert most < 1_000 * MEGABYTE
