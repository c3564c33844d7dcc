"""Long streams: words per second by profile and number of workers, beside Greynir's parse of the same text, and memory.

    python benchmarks/streams.py --count 2000 --profiles fast --plot streams.png
    python benchmarks/streams.py --articles news.jsonl --profiles fast,standard --workers 1,2

The articles are made up from our own corpus (made_articles.py), some 300 words each, or read from a file of JSON Lines. Every
run is a process of its own, which takes the same articles and writes nothing; a hash of all documents as JSON says whether it
gives the same bytes as the first run of that profile, or as one of another day. Memory is that of the process with its workers,
read a hundred times or more (from /proc, so on Linux alone). Timings are of this machine at this moment: compare ratios, and
look at the load. On a busy machine the seconds of processor time, of the process with its workers, tell more: two workers share
theirs between cores.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Final

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # before numpy is imported
    os.environ[name] = "1"

import icenews_nlp
from icenews_nlp import Article, EnrichFailure
from icenews_nlp.documents.article import BadLine
from icenews_nlp.formats.jsonl import read_articles
from made_articles import Maker

READINGS: Final = 100
"""Readings of memory in a run, at least."""
LONGEST_STEP: Final = 100
"""Articles between two of them, at most."""
FIRST_PART: Final = 10
"""Growth is counted from the peak in the first of so many parts: till then caches fill."""

COLUMNS: Final = (
    *(
        "run",
        "articles",
        "words",
        "s",
        "CPU s",
        "words/s",
        "of Greynir's",
        "of the first's",
        "peak MB",
        "growth",
        "failed, lost",
    ),
    *("same bytes", "hash", "load"),
)


@dataclass(frozen=True)
class Stream:
    """The articles of every run."""

    path: str | None
    count: int
    words: int
    seconds: float
    """After which a run stops."""

    def articles(self) -> Iterator[Article]:
        """From the file, as many as it has; or made."""
        return islice(Maker(self.words).articles() if self.path is None else _read(self.path), self.count)


@dataclass
class Run:
    """What came of one run."""

    profile: str
    workers: int
    articles: int = 0
    failures: int = 0
    lost: int = 0
    """Articles without a result in their place."""
    words: int = 0
    seconds: float = 0.0
    processor: float = 0.0
    """Seconds of processor time, of the process and its workers; their start is among them."""
    digest: str = ""
    load: float = 0.0
    """Load average of the last minute, the mean of all readings."""
    memory: list[tuple[int, float]] = field(default_factory=list)
    """Articles done and megabytes."""

    @property
    def name(self) -> str:
        """As the table and the picture have it."""
        return f"{self.profile}, {self.workers} worker{'s' if self.workers > 1 else ''}"

    @property
    def speed(self) -> float:
        """Words per second."""
        return self.words / self.seconds if self.seconds else 0.0

    @property
    def peak(self) -> float:
        """Megabytes."""
        return max((size for _, size in self.memory), default=0.0)

    @property
    def growth(self) -> float:
        """How much higher memory rises after the first part than in it, as a share; negative if it does not rise so high."""
        cut = len(self.memory) // FIRST_PART
        before, after = self.memory[:cut], self.memory[cut:]
        return max(size for _, size in after) / max(size for _, size in before) - 1 if before and after else 0.0


def analyse(stream: Stream, profile: str, workers: int) -> Run:
    """Run a stream through an Enricher, with a line for each reading of memory."""
    run, digest = Run(profile, workers), hashlib.sha256()
    waiting: deque[tuple[str | None, int]] = deque()  # of each article on its way, id and words
    loads: list[float] = []
    ended = True

    def counted() -> Iterator[Article]:
        for article in stream.articles():
            waiting.append((article.id, len(article.title.split()) + len(article.text.split())))
            yield article

    with icenews_nlp.load(profile) as nlp:
        nlp.enrich("Anna fór til Akureyrar.")
        step = max(1, min(stream.count // READINGS, LONGEST_STEP))
        began, busy = time.perf_counter(), processor_time()
        results = nlp.enrich_many(counted(), workers=workers)
        for result in results:
            id_, words = waiting.popleft()
            run.lost += result.id != id_
            run.failures += isinstance(result, EnrichFailure)
            line = result.model_dump_json() if isinstance(result, EnrichFailure) else result.to_json()
            digest.update(line.encode() + b"\n")
            run.words += words
            run.articles += 1
            if run.articles % step == 0:
                run.seconds = time.perf_counter() - began
                run.memory.append((run.articles, megabytes()))
                loads.append(os.getloadavg()[0])
                where = f"{run.name}: {run.articles:,} articles"
                print(f"{where}, {run.speed:,.0f} words/s, {run.memory[-1][1]:,.0f} MB, load {loads[-1]:.1f}", flush=True)
                if run.seconds > stream.seconds:
                    ended = False
                    break
        run.seconds = time.perf_counter() - began
        results.close()  # ends the workers, whose processor time is known then
    run.processor = processor_time() - busy
    run.lost += len(waiting) if ended else 0
    run.digest, run.load = digest.hexdigest(), sum(loads) / max(1, len(loads))
    return run


def parse(stream: Stream, count: int) -> float:
    """Words per second of Greynir's parse of the first articles."""
    from reynir import Greynir

    greynir = Greynir()
    greynir.parse("Anna fór til Akureyrar.")  # loads the grammar
    texts = [f"{article.title}\n\n{article.text}" for article in islice(stream.articles(), count)]
    began = time.perf_counter()
    for text in texts:
        greynir.parse(text)
    return sum(len(text.split()) for text in texts) / (time.perf_counter() - began)


def processor_time() -> float:
    """Seconds of this process and of its children that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def megabytes() -> float:
    """Memory of this process and its children that is in use now; 0 where there is no /proc."""
    own = Path("/proc", str(os.getpid()))
    pids = [str(os.getpid())]
    for children in own.glob("task/*/children"):
        pids += children.read_text().split()
    return sum(_resident(pid) for pid in pids) / 1e6


def _resident(pid: str) -> int:
    try:
        pages = int(Path("/proc", pid, "statm").read_text().split()[1])
    except OSError:  # it has just ended
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _read(path: str) -> Iterator[Article]:
    with Path(path).open("rb") as file:
        for record in read_articles(file, path):
            if isinstance(record, BadLine):
                sys.exit(str(record))
            yield record


def table(runs: Sequence[Run], parser: float) -> Iterator[str]:
    """Lines of Markdown; the last column compares the bytes with those of the profile's first run."""
    yield f"| {' | '.join(COLUMNS)} |"
    yield "|---" * len(COLUMNS) + "|"
    first: dict[str, Run] = {}
    for run in runs:
        base = first.setdefault(run.profile, run)
        cells = (
            run.name,
            f"{run.articles:,}",
            f"{run.words:,}",
            f"{run.seconds:,.0f}",
            f"{run.processor:,.0f}",
            f"{run.speed:,.0f}",
            f"{run.speed / parser:,.1f}" if parser else "",
            f"{run.speed / base.speed:.2f}",
            f"{run.peak:,.0f}",
            f"{run.growth:+.1%}",
            f"{run.failures}, {run.lost}",
            _same(run, base),
            run.digest[:12],
            f"{run.load:.1f}",
        )
        yield f"| {' | '.join(cells)} |"


def _same(run: Run, base: Run) -> str:
    if run is base or run.articles != base.articles:
        return "first" if run is base else "not comparable"
    return "yes" if run.digest == base.digest else "NO"


def alone(function: Callable[..., object], *arguments: object) -> object:
    """What the function gives in a new process, so that the memory of one run is not another's."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
        return processes.submit(function, *arguments).result()


def main() -> None:
    """Print a line for each reading, then the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--articles", metavar="PATH", help="JSON Lines of articles (default: made up)")
    options.add_argument("--count", type=int, default=2000, help="articles in a run, at most (default: 2000)")
    options.add_argument("--words", type=int, default=300, help="words in a made article, on average (default: 300)")
    options.add_argument("--seconds", type=float, default=math.inf, help="stop a run after so many (default: never)")
    options.add_argument("--profiles", default="fast", help="default: fast")
    options.add_argument("--workers", default="1,2", help="default: 1,2")
    options.add_argument("--parser-articles", type=int, default=5, metavar="N", help="articles for Greynir (default: 5)")
    options.add_argument("--plot", metavar="FILE.png", help="draw memory against articles")
    given = options.parse_args()
    stream = Stream(given.articles, given.count, given.words, given.seconds)
    parser = alone(parse, stream, given.parser_articles) if given.parser_articles else 0.0
    assert isinstance(parser, float)
    runs: list[Run] = []
    for profile in given.profiles.split(","):
        for workers in map(int, given.workers.split(",")):
            run = alone(analyse, stream, profile, workers)
            assert isinstance(run, Run)
            runs.append(run)
    print(f"Greynir parses {parser:,.0f} words/s ({given.parser_articles} articles)" if parser else "Greynir was not run")
    print("\n".join(table(runs, parser)))
    if given.plot:
        draw(runs, Path(given.plot))
        print(f"memory against articles: {given.plot}")
    if any(run.failures or run.lost for run in runs):
        sys.exit("articles failed or were lost")


def draw(runs: Sequence[Run], path: Path) -> None:
    """Write the picture: memory of each run against the articles that it has done."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    mpl.use("Agg")
    figure = Figure(figsize=(8, 4.5), layout="constrained")
    axes = figure.subplots()
    for run in runs:
        done, sizes = zip(*run.memory, strict=True)
        (line,) = axes.plot(done, sizes, label=f"{run.name} ({run.growth:+.1%} after the first tenth)")
        cut = len(run.memory) // FIRST_PART
        if cut:
            axes.axhline(max(sizes[:cut]), color=line.get_color(), linestyle=":", linewidth=1)
    axes.set(xlabel="articles", ylabel="MB, process and workers", ylim=(0, 1.25 * max(run.peak for run in runs)))
    axes.set_title("Memory of a stream (dotted: the peak of its first tenth)")
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.grid(alpha=0.3)
    axes.legend(frameon=False)
    figure.savefig(path, dpi=130)


if __name__ == "__main__":
    main()
