"""Files and folders as they are named -> the files to read, each with the id of the article that it may hold."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Final, NamedTuple

from icenews_nlp.formats.compression import bare_name

TEXT_SUFFIXES: Final = frozenset({".txt"})
JSON_SUFFIXES: Final = frozenset({".jsonl", ".ndjson", ".json"})
PAGE_SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml"})
FEED_SUFFIXES: Final = frozenset({".xml", ".rss", ".atom"})
SUFFIXES: Final = TEXT_SUFFIXES | JSON_SUFFIXES | PAGE_SUFFIXES | FEED_SUFFIXES


STDIN: Final = "-"
"""Standard input on a command line; no folder, whatever a folder is called."""


class FoundFile(NamedTuple):
    """A file to read."""

    path: str
    """As the caller names it, or the folder that it is in."""
    id: str
    """Of its article, if it is a text or a page."""


def find_files(given: Iterable[str]) -> list[FoundFile]:
    """The files themselves; of folders the files that have one of the known endings, in sorted order, of inner folders too.

    Hidden files and links to folders are left out. A folder without a file to read is given itself, for its reader to report.

    The id of an article is the way to its file from the folder that is named, without the ending: `2026/skip` of
    `frettir/2026/skip.txt` in `frettir`, and `skip` of the file alone. Files that would share one keep more of their names,
    since of two articles with one id an index keeps the last.
    """
    found = [(file, start) for start in given for file in _files_in(start)]
    ids = [_ids(file, start) for file, start in found]
    several = Counter(one for (file, _), some in zip(found, ids, strict=True) if _has_no_ids(file) for one in {*some})
    return [
        FoundFile(file, next((one for one in some if several[one] < 2), file))
        for (file, _), some in zip(found, ids, strict=True)
    ]


def reason_of_folder(path: str) -> str | None:
    """Why a folder gives no articles; None for what is no folder."""
    if not _is_folder(path):
        return None
    try:
        os.listdir(path)  # noqa: PTH208  # of no interest but whether it may be read
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    return f"the folder has no file that ends in one of {', '.join(sorted(SUFFIXES))}; name others themselves"


def suffix_of(name: str) -> str:
    """The ending of a file's name in lower case, that of its compression taken off."""
    return Path(bare_name(name)).suffix.lower()


def _files_in(path: str) -> Iterator[str]:
    if not _is_folder(path):
        yield path
        return
    is_empty = True
    for file in _inside(path):
        is_empty = False
        yield file
    if is_empty:
        yield path


def _inside(folder: str) -> Iterator[str]:
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208  # `iterdir` makes an object for each
    except OSError:
        yield folder
        return
    for name in names:
        inner = os.path.join(folder, name)  # noqa: PTH118  # keeps `./` before it, as the caller gave it
        if name.startswith("."):
            continue
        if _is_folder(inner):
            if not Path(inner).is_symlink():
                yield from _inside(inner)
        elif suffix_of(inner) in SUFFIXES:
            yield inner


def _is_folder(path: str) -> bool:
    """Whether it is one that can be seen; a name that is too long or lies in a closed folder is for its reader to report."""
    return path != STDIN and os.path.isdir(path)  # noqa: PTH112  # `Path.is_dir` raises


def _ids(file: str, start: str) -> tuple[str, str]:
    """What the article of a file may be called, the shortest first."""
    way = PurePath(file).name if file == start else PurePath(os.path.relpath(file, start)).as_posix()
    name = bare_name(way)
    return str(PurePath(name).with_suffix("").as_posix()), name


def _has_no_ids(file: str) -> bool:
    """Whether its articles have no ids of their own."""
    return suffix_of(file) not in JSON_SUFFIXES | FEED_SUFFIXES
