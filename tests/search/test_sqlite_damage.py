"""A damaged index file is told of, whatever the damage and whatever is asked; `SearchIndex.check` finds it."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from helpers import made_up_terms as made
from helpers.made_up_queries import asked, word
from icenews_nlp import AnnotatedDocument
from icenews_nlp.errors import SearchIndexError
from icenews_nlp.search.query.tree import AnyTerm, EntityMatch, Near, Node, Phrase, Prefix, SourceFilter
from icenews_nlp.search.sqlite.index import SearchIndex

pytestmark = pytest.mark.slow

PAGE = 4096
"""Bytes of a page of the file."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, story: AnnotatedDocument) -> bytes:
    """The bytes of an index with documents of every kind."""
    path = tmp_path_factory.mktemp("whole") / "news.db"
    with SearchIndex(path) as index:
        index.add(
            made.document(
                f"þing/þing {i}",
                f"þinghús/þinghús/þing:þing/hús:hús orð{i} " + "hafa hús á ár " * 20,
                made.name(made.PERSON, f"Anna {i % 9}"),
                key=f"{i}",
                source=made.SOURCES[i % 2],
                published=made.day(1 + i % 9),
            )
            for i in range(150)
        )
        index.add(story)
        index.delete(["3", "77"])
        assert index.check() == ()
    return path.read_bytes()


TREES: list[Node] = [
    word("þing"),
    Prefix("h"),
    Phrase((word("hafa"), word("hús"))),
    Near((word("hús"), word("ár")), 4),
    EntityMatch(made.PERSON, (AnyTerm(("anna",)),)),
    SourceFilter("rúv"),
]
CALLS: list[Callable[[SearchIndex, AnnotatedDocument], object]] = [
    *(lambda index, _, tree=tree: index.search(asked(tree), limit=40) for tree in TREES),
    lambda index, _: index.search("thing* OR haskoli", recency=1, limit=5),
    lambda index, _: index.suggest("an"),
    lambda index, _: index.suggest("tho"),
    lambda index, story: index.document(story.article.id or ""),
    lambda index, story: index.article_hash(story.article.id or ""),
    lambda index, _: len(index),
    lambda index, _: index.add(
        [made.document("nýtt", "hús", made.name(made.PERSON, "Anna 1"), key="5"), made.document(key="ný")]
    ),
    lambda index, story: index.add(story),
    lambda index, _: index.delete(["8", "9"]),
    lambda index, _: index.optimize(),
]


def flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice([1, 5, 50, 500])):
        changed[chance.randrange(100, len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def zeroed(content: bytes, chance: random.Random) -> bytes:
    page = chance.randrange(len(content) // PAGE) * PAGE
    return content[:page] + bytes(PAGE) + content[page + PAGE :]


def swapped(content: bytes, chance: random.Random) -> bytes:
    one, other = sorted(chance.sample(range(1, len(content) // PAGE), 2))
    pages = [content[at : at + PAGE] for at in range(0, len(content), PAGE)]
    pages[one], pages[other] = pages[other], pages[one]
    return b"".join(pages)


def truncated(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def filled(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(100, len(content) - 300)
    return content[:at] + chance.randbytes(300) + content[at + 300 :]


@pytest.mark.parametrize("damage", [flipped, zeroed, swapped, truncated, filled])
def test_every_call_answers_or_tells_of_the_damage(
    tmp_path: Path, whole: bytes, story: AnnotatedDocument, damage: Callable[[bytes, random.Random], bytes]
) -> None:
    refused = found = 0
    for seed in range(25):
        path = tmp_path / f"{seed}.db"
        content = damage(whole, random.Random(seed))
        for call in CALLS:
            path.write_bytes(content)
            refusal = refusal_of(path, call, story)
            assert refusal is None or "icenews-nlp index FILE… --db" in refusal
            refused += refusal is not None
            path.with_name(f"{path.name}-wal").unlink(missing_ok=True)
            path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
        path.write_bytes(content)
        found += faulty(path)
    assert refused > 25
    assert found > 10, "the others changed a letter, a position of a word, or bytes that nothing uses"


def refusal_of(path: Path, call: Callable[[SearchIndex, AnnotatedDocument], object], story: AnnotatedDocument) -> str | None:
    try:
        with SearchIndex(path, create=False) as index:
            call(index, story)
    except SearchIndexError as error:
        return str(error)
    return None


def faulty(path: Path) -> bool:
    try:
        with SearchIndex(path, create=False) as index:
            return index.check() != ()
    except SearchIndexError:
        return True


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("DELETE FROM text WHERE id = 7", "titles and bodies"),
        ("DELETE FROM places WHERE id = 7", "offsets of words"),
        ("DELETE FROM terms WHERE rowid = 7", "entries of the full-text index"),
        ("UPDATE text SET body = 'stutt' WHERE id = 7", "document '6': its words lie outside its text"),
        ("UPDATE text SET body = CAST(x'C3' AS TEXT) WHERE id = 7", "utf-8"),
        ("UPDATE places SET packed = x'00' WHERE id = 7", "document '6': cannot be read"),
        ("UPDATE places SET packed = (SELECT packed FROM places WHERE id = 151) WHERE id = 7", "another number of words"),
        ("UPDATE document SET names = x'0102' WHERE id = 7", "unpack"),
        ("UPDATE document SET published = '2024' WHERE id = 7", "document '6'"),
        ("UPDATE document SET moment = moment + 1 WHERE id = 7", "two ways that differ"),
        ("UPDATE name SET documents = documents + 1 WHERE name = 'Anna 3'", "'Anna 3'"),
        ("DELETE FROM name WHERE name = 'Anna 3'", "not among the names"),
        ("UPDATE annotation SET json = substr(json, 1, 90)", "annotations cannot be read"),
        ("UPDATE annotation SET article_hash = x'00'", "annotations cannot be read"),
        ("UPDATE annotation SET id = 9999", "no search can find"),
    ],
)
def test_check_says_what_is_wrong(tmp_path: Path, whole: bytes, change: str, message: str) -> None:
    path = tmp_path / "news.db"
    path.write_bytes(whole)
    with SearchIndex(path) as index:
        with index._pool.writing() as file:
            file.execute(change)
        faults = index.check()
    assert any(message in fault for fault in faults), faults


def test_a_damaged_full_text_index_is_found(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "news.db"
    path.write_bytes(whole)
    with apsw.Connection(str(path)) as connection:
        connection.execute("UPDATE terms_data SET block = zeroblob(length(block)) WHERE id > 10")
    connection.close()
    with SearchIndex(path) as index:
        assert index.check() != ()
