"""Whether an index file is whole: its pages, its full-text index, and what its tables say of each other."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final

from icenews_nlp.documents.article import ArticleInfo
from icenews_nlp.errors import SearchIndexError
from icenews_nlp.search.analysis.document import article_hash
from icenews_nlp.search.results.offsets import Places, Ranges
from icenews_nlp.search.sqlite.file import IndexFile
from icenews_nlp.search.sqlite.values import moment, restored, unpacked_ids

PAGE_FAULTS: Final = 10
"""Faults of pages that SQLite is asked for; where there is one there are often thousands."""

DOCUMENTS: Final = """
SELECT key, url, source, published, moment, names, title, body, packed, sz
FROM document LEFT JOIN text USING (id) LEFT JOIN places USING (id) LEFT JOIN terms_docsize USING (id)
"""

COUNTS: Final = """
SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM text), (SELECT count(*) FROM places),
       (SELECT count(*) FROM terms_docsize), (SELECT count(*) FROM annotation WHERE id NOT IN (SELECT id FROM document))
"""

TEXT_COLUMNS: Final = 2
"""Body and title, the first columns of the full-text index."""


def faults(file: IndexFile) -> Iterator[str]:
    """What is wrong with the file, a sentence each; it reads everything, so it takes as long as that.

    Args:
        file: Inside a transaction of the caller's.
    """
    found_any = False
    for find in (_of_pages, _of_counts, _of_documents, _of_names, _of_annotations):
        for fault in _told(file, find):
            found_any = True
            yield fault
        if found_any and find is _of_pages:
            return  # what damaged pages hold means nothing


def _told(file: IndexFile, find: Callable[[IndexFile], Iterator[str]]) -> Iterator[str]:
    """What is found, and what keeps it from being found."""
    try:
        with file.explained(), file.decoding():
            yield from find(file)
    except SearchIndexError as error:
        yield str(error.__cause__ or error)


def _of_pages(file: IndexFile) -> Iterator[str]:
    """SQLite's own check, which goes through the full-text index too."""
    for (said,) in file.execute(f"PRAGMA integrity_check({PAGE_FAULTS})"):
        if said != "ok":
            yield str(said)


def _of_counts(file: IndexFile) -> Iterator[str]:
    documents, *others, strays = next(file.execute(COUNTS))
    for name, count in zip(("titles and bodies", "offsets of words", "entries of the full-text index"), others, strict=True):
        if count != documents:
            yield f"{documents:,} documents, but {count:,} {name}"
    if strays:
        yield f"{strays:,} annotated documents that no search can find"


def _of_documents(file: IndexFile) -> Iterator[str]:
    for key, *row in file.execute(DOCUMENTS):
        try:
            fault = _of_document(*row)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, zlib.error) as error:
            fault = f"cannot be read ({error or type(error).__name__})"
        if fault:
            yield f"document {key!r}: {fault}"


def _of_document(url: Any, source: Any, published: Any, micros: Any, names: Any, *stored: Any) -> str | None:
    title, body, packed, sizes = stored
    if None in stored:
        return "parts of it are missing"
    for text in (url, source):
        if text is not None:
            restored(text).encode("utf-8", "surrogatepass")
    if micros != (None if published is None else moment(datetime.fromisoformat(published))):
        return "its time of publication is given in two ways that differ"
    unpacked_ids(names)
    places = Places(packed)
    if [len(places.body), len(places.title)] != _varints(sizes)[:TEXT_COLUMNS]:
        return "the full-text index has another number of words"
    fields = ((places.title, title), (places.body, body), (places.sentences, body))
    if not all(_fit(ranges, restored(text)) for ranges, text in fields) or not _inside(places):
        return "its words lie outside its text"
    return None


def _fit(ranges: Ranges, text: str) -> bool:
    return not len(ranges) or ranges[len(ranges) - 1][1] <= len(text)


def _inside(places: Places) -> bool:
    """Whether each part of a compound is a slice of its word."""
    words = {True: places.title, False: places.body}
    return all(words[p.in_title][p.position][0] <= p.start <= p.end <= words[p.in_title][p.position][1] for p in places.parts)


def _varints(packed: bytes) -> list[int]:
    """SQLite's: seven bits per byte, the highest first; the eighth says that more follow."""
    found, value = [], 0
    for byte in packed:
        value = value << 7 | byte & 127
        if byte < 128:
            found.append(value)
            value = 0
    return found


def _of_names(file: IndexFile) -> Iterator[str]:
    counts: Counter[int] = Counter()
    for (names,) in file.execute("SELECT names FROM document"):
        counts.update(unpacked_ids(names))
    for identity, name, documents in file.execute("SELECT id, name, documents FROM name"):
        if counts.pop(identity, 0) != documents:
            yield f"the name {restored(name)!r} does not have the number of documents that it says"
    if counts:
        yield f"{len(counts):,} names of documents are not among the names"
    strays: int = file.execute("SELECT count(*) FROM completion WHERE name NOT IN (SELECT id FROM name)").get
    if strays:
        yield f"{strays:,} completions lead to no name"


def _of_annotations(file: IndexFile) -> Iterator[str]:
    for key, stored_hash, packed in file.execute("SELECT key, article_hash, json FROM annotation JOIN document USING (id)"):
        try:
            data = json.loads(zlib.decompress(packed))
            whole = stored_hash == article_hash(ArticleInfo.model_validate(data["article"]), data["text"])
        except (AttributeError, LookupError, TypeError, ValueError, zlib.error):
            whole = False
        if not whole:
            yield f"document {key!r}: its annotations cannot be read"
