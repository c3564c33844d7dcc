"""The file of an embedded index: how it is made, opened or refused; its tables, transactions and errors.

It is an SQLite database in WAL mode. What is worth keeping stands in ordinary tables, which any SQLite reads; only the
full-text index `terms` needs the tokenizer that is registered here.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from icenews_nlp.errors import InputError, QueryError, SearchIndexError, file_name
from icenews_nlp.search.analysis.document import ANALYZER_VERSION
from icenews_nlp.search.sqlite.errors import damaged, decoding, explained
from icenews_nlp.search.sqlite.fts_bridge import Bridge, Clock
from icenews_nlp.search.sqlite.tokens import Token
from icenews_nlp.search.sqlite.values import stored_source_key

if TYPE_CHECKING:
    import apsw

SCHEMA_VERSION: Final = "4"
"""Bumped whenever the tables below, or what is written into them, change."""

FORMAT: Final = "search index of icenews_nlp"

NEEDED_SQLITE: Final = (3, 47)
"""Since 3.43 the full-text index takes a document back without being given its old words; since 3.47 apsw makes tokenizers."""

PATIENCE: Final = 60_000
"""Milliseconds that a writer waits for another."""

TABLES: Final = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    key NOT NULL UNIQUE,
    url, source,
    published TEXT,     -- ISO 8601, as given
    moment INTEGER,     -- the same in microseconds since 1970 in UTC
    names BLOB NOT NULL -- ids of name, four bytes each, the lowest first
);
CREATE INDEX document_moment ON document (moment);
CREATE INDEX document_source ON document (source);
CREATE TABLE text (id INTEGER PRIMARY KEY, title NOT NULL, body NOT NULL);
CREATE TABLE places (id INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE annotation (
    id INTEGER PRIMARY KEY,
    article_hash BLOB NOT NULL, -- SHA-256 of all that is known of the article
    json BLOB NOT NULL       -- AnnotatedDocument, compressed by zlib
);
CREATE TABLE name (
    id INTEGER PRIMARY KEY,
    name NOT NULL,
    label TEXT NOT NULL, -- an EntityLabel
    documents INTEGER NOT NULL
);
CREATE UNIQUE INDEX name_and_label ON name (name, label);
CREATE TABLE completion (start NOT NULL, name INTEGER NOT NULL, PRIMARY KEY (start, name)) WITHOUT ROWID;
CREATE VIRTUAL TABLE terms USING fts5 (
    body, title, parts, names, content = '', contentless_delete = 1, tokenize = 'icenews_terms'
);
INSERT INTO terms (terms, rank) VALUES ('hashsize', 16777216);
"""
"""`body` is the first column because FTS5 keeps positions in the first one in fewer bytes. Columns without a type hold text, or
its bytes where it has lone surrogates."""

OURS: Final = frozenset({"meta", "document", "places", "completion", "terms"})
"""Some of the tables, by which an index is known."""

SETTINGS: Final = """
PRAGMA synchronous = FULL;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -64000;
PRAGMA wal_autocheckpoint = 4000;
CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, terms, row);
CREATE VIRTUAL TABLE temp.word_places USING fts5vocab (main, terms, instance);
CREATE TEMP VIEW sources AS
WITH RECURSIVE each (source) AS (
    SELECT min(source) FROM document
    UNION SELECT (SELECT min(source) FROM document WHERE source > each.source) FROM each WHERE each.source IS NOT NULL
)
SELECT source FROM each WHERE source IS NOT NULL;
"""
"""Of each connection. `sources` has each source once, which SQLite would otherwise find by reading all documents; it says UNION
because UNION ALL would never end where the index of a damaged file is out of order."""

KNOWS: Final = "SELECT 1 FROM temp.word_places WHERE term = ? LIMIT 1"

STEPS: Final = 1_000
"""Operations of SQLite's virtual machine between two looks at the time."""


LOOKED_UP: Final = 100
"""Code points of the longest token that is looked up; FTS5 cuts one of over 32,768 bytes, even inside a letter."""


class IndexFile:
    """One connection to an index file, for one thread at a time; `ConnectionPool` sees to that."""

    def __init__(self, path: str | os.PathLike[str], *, create: bool) -> None:
        """Open the file.

        Args:
            path: The file.
            create: Make the index where there is no file, or an empty one.

        Raises:
            InputError: The path is no name of a file, or apsw is not installed.
            SearchIndexError: The file cannot be opened, is no index, or was made by another version.
        """
        self.path = Path(file_name(path))
        self.bridge = Bridge()
        self.labels: dict[int, str] = {}
        """Labels of names by their ids, as far as they are remembered; a name once written keeps both."""
        self._apsw = _library()
        if not create and not self.path.exists():
            raise SearchIndexError(f"there is no index {self.path}; make it with: icenews-nlp index FILE… --db {self.path}")
        if self.path.is_dir():
            raise SearchIndexError(f"{self.path} is a folder; name a file in it, such as {self.path / 'news.db'}")
        if not self.path.absolute().parent.is_dir():
            raise SearchIndexError(f"the folder {self.path.absolute().parent} does not exist; make it first")
        flags = self._apsw.SQLITE_OPEN_READWRITE | (self._apsw.SQLITE_OPEN_CREATE if create else 0)
        self._connection = self._connected(str(self.path.absolute()), flags)
        try:
            self._begin(create)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the file; closing twice is fine."""
        self._connection.close()

    def execute(self, sql: str, values: Sequence[object] = ()) -> Any:
        """Rows, which are fetched as they are asked for."""
        return self._connection.execute(sql, values)

    def execute_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """The same statement for every row."""
        self._connection.executemany(sql, rows)

    def knows(self, token: Token) -> bool:
        """Whether a document has the token; a very long one, which FTS5 may cut, is taken to be there."""
        return len(token) > LOOKED_UP or bool(self.execute(KNOWS, (token,)).get)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All that is read inside is of one moment, whatever is written meanwhile."""
        with self._transaction("BEGIN"):
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All of it is written, or nothing if an error is raised; other processes that write wait."""
        with self._transaction("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def limited(self, seconds: float | None) -> Iterator[None]:
        """Interrupt what runs inside when it has used so much processor time; None for no limit.

        What takes long lets other threads go first.

        Raises:
            QueryError: It was interrupted.
        """
        if seconds is None:
            yield
            return
        self._connection.set_progress_handler(Clock(seconds).is_over, STEPS)
        try:
            yield
        except self._apsw.InterruptError as error:
            raise QueryError(
                f"the query takes more than {seconds:g} s of processor time; ask for fewer words, or for longer beginnings"
            ) from error
        finally:
            self._connection.set_progress_handler(None, STEPS)

    def explained(self) -> AbstractContextManager[None]:
        """SQLite's errors inside as ours; see `errors.explained`."""
        return explained(self._apsw, self.path)

    def decoding(self) -> AbstractContextManager[None]:
        """What cannot be decoded inside is damage of the file; see `errors.decoding`."""
        return decoding(self.path)

    def damaged(self, reason: object) -> SearchIndexError:
        """The error that tells of a damaged file, with the way out."""
        return damaged(self.path, reason)

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        with self.explained():
            if self._connection.in_transaction:  # Ctrl-C cut one off before it could be taken back; none stands inside another
                self.execute("ROLLBACK")
            try:
                self.execute(begin)
                yield
                self.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self.execute("ROLLBACK")
                raise

    # ---- opening

    def _connected(self, place: str, flags: int) -> apsw.Connection:
        with self.explained():
            try:
                connection: apsw.Connection = self._apsw.Connection(place, flags=flags)
            except ValueError as error:  # NUL or a lone surrogate in the name
                raise SearchIndexError(f"{str(self.path)!r} is no name of a file: {error}") from error
            connection.set_busy_timeout(PATIENCE)
        return connection

    def _register(self) -> None:
        self._connection.register_fts5_tokenizer("icenews_terms", self.bridge.tokenizer)
        self._connection.register_fts5_function("locate", self.bridge.locate)
        self._connection.register_fts5_function("aligned", self.bridge.aligned)
        self._connection.create_scalar_function("source_key", stored_source_key, 1)  # type: ignore[arg-type]  # never a number

    def _begin(self, create: bool) -> None:
        apsw = self._apsw
        with self.explained():
            try:
                tables = self._tables()
            except (apsw.CantOpenError, apsw.ReadOnlyError):  # SQLite may not write beside it, as WAL mode wants
                log = Path(f"{self.path}-wal")
                if log.exists() and log.stat().st_size:
                    raise
                self._connection.close()
                place = f"file:{quote(str(self.path.absolute()))}?immutable=1"
                self._connection = self._connected(place, apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
                tables = self._tables()
            self._register()
            if not tables and create:
                self._make()
            elif not tables >= OURS:
                found = "another database" if tables else "empty"
                raise SearchIndexError(
                    f"{self.path} is {found}, not a search index; make one with: icenews-nlp index FILE… --db new.db"
                )
            self._check_versions()
            self.execute(SETTINGS).fetchall()

    def _tables(self) -> set[str]:
        return {name for (name,) in self.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}

    def _make(self) -> None:
        self.execute("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL").fetchall()
        with self._transaction("BEGIN IMMEDIATE"):
            if self._tables():  # somebody else was faster
                return
            self.execute(TABLES).fetchall()
            made_by = [("format", FORMAT), ("schema", SCHEMA_VERSION), ("analyzer", ANALYZER_VERSION), ("package", _package())]
            self.execute_many("INSERT INTO meta VALUES (?, ?)", made_by)

    def _check_versions(self) -> None:
        made_by: dict[str, str] = dict(self.execute("SELECT name, value FROM meta"))
        if made_by.get("format") != FORMAT:
            raise SearchIndexError(f"{self.path} is another database, not a search index")
        found, ours = (made_by.get("analyzer"), made_by.get("schema")), (ANALYZER_VERSION, SCHEMA_VERSION)
        if found != ours:
            raise SearchIndexError(
                f"{self.path} was made by analyzer {found[0]}, schema {found[1]} (icenews_nlp {made_by.get('package')}); "
                f"this is analyzer {ours[0]}, schema {ours[1]} (icenews_nlp {_package()}), which finds other terms. "
                "Index the articles again, into a new file: icenews-nlp index FILE… --db new.db"
            )


def _package() -> str:
    return version("icenews_nlp")


def _library() -> ModuleType:
    try:
        import apsw
    except ImportError as error:
        raise InputError("the embedded index needs apsw, which icenews_nlp installs: pip install apsw") from error
    if tuple(map(int, apsw.sqlite_lib_version().split("."))) < NEEDED_SQLITE:
        needed = ".".join(map(str, NEEDED_SQLITE))
        raise InputError(f"apsw has SQLite {apsw.sqlite_lib_version()}, {needed} is needed: pip install --upgrade apsw")
    return apsw
