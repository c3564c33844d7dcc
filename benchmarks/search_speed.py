"""What the embedded index costs: documents per second, bytes on disk, milliseconds per query; plain FTS5 in the same run.

    python benchmarks/search_speed.py                                             10,000 documents, a minute or two
    python benchmarks/search_speed.py --documents 100000 --plot search-speed.png

Documents are made (made_documents.py), so analysis takes no part. The baseline is SQLite's own FTS5 over the raw text
(unicode61, diacritics kept) in a file of its own. It answers with the ten best, their snippets and the number of all hits, as
ours does, but finds exact forms alone, so fewer documents. Timings are of this machine at this moment: compare ratios.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import apsw

import icenews_nlp
from icenews_nlp.search.analysis.document import DocumentTerms
from icenews_nlp.search.sqlite.index import SearchIndex
from icenews_nlp.training.corpora.readers import inline_names
from made_documents import Maker, Question, questions, text_bytes
from stage import Stage, Timing

CORPUS: Final = Path(__file__).parent.parent / "corpus"
ANALYSED: Final = 200
"""Articles of it that are analysed."""
BATCH: Final = 1000
SMALLEST: Final = 1000
QUESTIONS: Final = 20
"""Queries of each kind."""
ROUNDS: Final = 3
"""Times that each of them is asked."""
PAGE: Final = 10
TEXT: Final = "text"
"""The index's table of titles and bodies, which a page of hits is shown from."""


class Baseline:
    """Plain FTS5 over titles and bodies as they are."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._db = apsw.Connection(str(path))
        self._db.execute("PRAGMA journal_mode = wal; PRAGMA synchronous = normal").fetchall()
        self._db.execute("CREATE VIRTUAL TABLE f USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 0')")

    def add(self, documents: Sequence[DocumentTerms]) -> None:
        """All in one transaction."""
        with self._db:
            rows = [(document.title.text, document.body.text) for document in documents]
            self._db.executemany("INSERT INTO f(title, body) VALUES (?, ?)", rows)

    def optimize(self) -> None:
        """Put the index together in one piece."""
        self._db.execute("INSERT INTO f(f) VALUES ('optimize')").fetchall()

    def search(self, raw: str) -> int:
        """The ten best with their snippets, and how many there are."""
        page = "SELECT rowid, rank, snippet(f, 1, '[', ']', '…', 30) FROM f WHERE f MATCH ? ORDER BY bm25(f, 8, 1) LIMIT ?"
        list(self._db.execute(page, (raw, PAGE)))
        return int(self._db.execute("SELECT count(*) FROM f WHERE f MATCH ?", (raw,)).get)

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def timed(asked: Sequence[Question], ask: Callable[[Question], int]) -> Timing:
    """Ask every question several times."""
    took = sorted(1000 * seconds(partial(ask, question)) for question in [*asked] * ROUNDS)
    found = statistics.fmean(ask(question) for question in asked)
    return Timing(statistics.median(took), took[int(0.95 * (len(took) - 1))], found)


def table_bytes(path: Path) -> dict[str, int]:
    """The file's pages by table, indexes with their tables, pages that nothing uses under `(free)`."""
    with apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY) as db:
        by_table = (
            "SELECT coalesce(s.tbl_name, d.name), sum(d.pgsize) FROM dbstat d LEFT JOIN sqlite_schema s ON s.name = d.name"
            " WHERE d.aggregate = TRUE GROUP BY 1 ORDER BY 2 DESC"
        )
        sizes = {str(name): int(size) for name, size in db.execute(by_table)}
        whole = int(db.execute("PRAGMA page_count").get) * int(db.execute("PRAGMA page_size").get)
    return sizes | {"(free)": whole - sum(sizes.values())}


def grow(sizes: Sequence[int], folder: Path) -> list[Stage]:
    """Index and baseline at each size, grown from one to the next."""
    maker = Maker()
    asked = questions(maker, QUESTIONS)
    stages: list[Stage] = []
    done = text = 0
    took = baseline_took = 0.0
    baseline = Baseline(folder / "baseline.db")
    with SearchIndex(folder / "ours.db") as index:
        for size in sizes:
            while done < size:
                batch = maker.documents(done, min(BATCH, size - done))
                done, text = done + len(batch), text + text_bytes(batch)
                took += seconds(partial(index.add, batch))
                baseline_took += seconds(partial(baseline.add, batch))
            took += seconds(index.optimize)
            baseline_took += seconds(baseline.optimize)
            timings = {kind: measure(index, baseline, some) for kind, some in asked.items()}
            tables, baseline_bytes = table_bytes(folder / "ours.db"), sum(table_bytes(baseline.path).values())
            stages.append(Stage(size, text, took, baseline_took, tables, baseline_bytes, timings))
            print_stage(stages[-1])
    baseline.close()
    return stages


def measure(index: SearchIndex, baseline: Baseline, asked: Sequence[Question]) -> dict[str, Timing]:
    """One kind of query, of ours without and with facets, and of the baseline."""
    return {
        "ours": timed(asked, lambda q: index.search(q.text, limit=PAGE, facets=False).total),
        "ours, facets": timed(asked, lambda q: index.search(q.text, limit=PAGE, facets=True).total),
        "baseline": timed(asked, lambda q: baseline.search(q.raw)),
    }


def print_stage(stage: Stage) -> None:
    """One block of lines per size."""
    size = sum(stage.tables.values())
    print(f"\n{stage.documents:,} documents, {stage.text / 1e6:.1f} MB of text")
    rate, baseline_rate = stage.documents / stage.seconds, stage.documents / stage.baseline_seconds
    print(f"  added at {rate:,.0f} documents/s; baseline {baseline_rate:,.0f}")
    file, text, baseline = (part / stage.text for part in (size, stage.tables[TEXT], stage.baseline_bytes))
    print(f"  file {file:.2f} of the text, {file - text:.2f} without the text itself; baseline {baseline:.2f}")
    print("  of the text: " + ", ".join(f"{name} {part / stage.text:.2f}" for name, part in stage.tables.items()))
    print(f"  {'ms per query':12}" + "".join(f"{way:>28}" for way in ("ours", "ours, facets", "baseline")))
    print(f"  {'':12}" + f"{'median':>12}{'95 %':>8}{'found':>8}" * 3)
    for kind, ways in stage.timings.items():
        print(f"  {kind:12}" + "".join(f"{t.median:12.2f}{t.slow:8.2f}{t.found:8.0f}" for t in ways.values()))


def print_with_annotations(folder: Path) -> None:
    """What it costs to keep the analysed documents too; real text, articles of twenty sentences from our own corpus."""
    sentences = [text for path in sorted(CORPUS.glob("*/*.txt")) for text, _ in inline_names(path)][: 20 * ANALYSED]
    nlp = icenews_nlp.load("fast")
    analysed = [nlp.enrich(" ".join(sentences[i : i + 20])) for i in range(0, len(sentences), 20)]
    size = sum(len(document.text.encode()) for document in analysed)
    with SearchIndex(folder / "annotated.db") as index:
        took = seconds(partial(index.add, analysed))
        tables = table_bytes(folder / "annotated.db")
    whole = sum(tables.values()) / size
    print(f"\n{len(analysed)} analysed documents of our own corpus, kept whole: {len(analysed) / took:,.0f} documents/s")
    print(f"  file {whole:.2f} of the text: " + ", ".join(f"{name} {part / size:.2f}" for name, part in tables.items()))


def stage_sizes(documents: int) -> list[int]:
    """1,000, 10,000 and so on, and the number itself."""
    sizes = []
    size = SMALLEST
    while size < documents:
        sizes.append(size)
        size *= 10
    return [*sizes, documents]


def as_json(stage: Stage) -> dict[str, object]:
    """A stage with its timings as objects."""
    timings = {kind: {way: t._asdict() for way, t in ways.items()} for kind, ways in stage.timings.items()}
    return stage._asdict() | {"timings": timings}


def main() -> None:
    """Print one block per size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000, help="the largest index (default: 10000)")
    parser.add_argument("--folder", type=Path, help="where the indexes are made and left (default: a folder that is removed)")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw cost against size, as .png or .svg (needs matplotlib)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers to this file too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        stages = grow(stage_sizes(given.documents), folder)
        print_with_annotations(folder)
    if given.json:
        given.json.write_text(
            json.dumps([as_json(stage) for stage in stages], ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    if given.plot:
        from search_plot import draw  # which needs matplotlib

        draw(stages, given.plot)


if __name__ == "__main__":
    main()
