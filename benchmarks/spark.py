"""Articles per second on Spark with one and two Python workers, beside the Enricher alone in the same run; size in Parquet.

    python benchmarks/spark.py [--articles N] [--profile NAME] [--only LAYERS]     (needs the extra `spark`, and Java 17)

The text is our own corpus (corpus/), its sentences in another order for each article. Timings are of this machine at this
moment, with whatever else runs on it: compare ratios, and look at the load.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from pyspark.sql import SparkSession

from helpers.own_articles import sentences
from icenews_nlp import Enricher
from icenews_nlp.integrations.spark import enrich_dataframe

SENTENCES = 20
"""Of an article: some 300 words."""
ROUNDS = 2
ARCHIVE = 10_000_000


def made_articles(number: int) -> list[str]:
    """That many texts."""
    every, rng = sentences(), random.Random(13)
    return [" ".join(rng.sample(every, SENTENCES)) for _ in range(number)]


def session(workers: int) -> SparkSession:
    """Spark in one process of this machine, with that many Python workers, on the loopback interface alone."""
    os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    builder = SparkSession.builder.master(f"local[{workers}]").config("spark.driver.host", "127.0.0.1")
    for name in ("spark.ui.enabled", "spark.ui.showConsoleProgress"):
        builder = builder.config(name, "false")
    spark = builder.config("spark.driver.memory", "1g").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


class Cost(NamedTuple):
    """What it takes to analyse all articles once."""

    seconds: float
    """By the clock, of the best round: what the load disturbs least."""
    python: float
    """Seconds of processor time in Python, in the mean of the rounds; it depends little on the load."""
    java: float
    memory: float
    """Megabytes of the largest Python worker."""


class Process(NamedTuple):
    """A process that runs, as Linux shows it."""

    number: int
    parent: int
    program: str
    seconds: float
    """Of processor time, its ended children's included."""
    megabytes: float
    """Of memory that it has in use."""


def processes() -> list[Process]:
    """This process first, and all below it."""
    found: dict[int, Process] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = path.read_text().partition("(")[2].rpartition(")")
        except OSError:  # it has just ended
            continue
        fields = rest.split()
        seconds = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
        memory = int(fields[21]) * os.sysconf("SC_PAGE_SIZE") / 1e6
        program = "java" if name == "java" else "python"
        found[int(path.parent.name)] = Process(int(path.parent.name), int(fields[1]), program, seconds, memory)
    below = [found[os.getpid()]]
    for above in below:  # which grows
        below.extend(one for one in found.values() if one.parent == above.number)
    return below


def processor_seconds(program: str) -> float:
    """Of this process and all below it that run that program."""
    return sum(one.seconds for one in processes() if one.program == program)


def cost(work: Callable[[], object]) -> Cost:
    """Of several rounds, after one with cold caches: an archive has warm ones from its first minute on."""
    work()
    before = [processor_seconds(program) for program in ("python", "java")]
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    after = [processor_seconds(program) for program in ("python", "java")]
    python, java = ((used - unused) / ROUNDS for used, unused in zip(after, before, strict=True))
    memory = max((one.megabytes for one in processes()[1:] if one.program == "python"), default=0.0)
    return Cost(min(seconds), python, java, memory)


def on_spark(texts: list[str], workers: int, settings: Mapping[str, Any], folder: Path) -> Cost:
    """Enrich the articles and write them as Parquet."""
    spark = session(workers)
    df = spark.createDataFrame([(text,) for text in texts], "text string").repartition(2).cache()
    df.count()
    found = cost(lambda: enrich_dataframe(df, **settings).write.mode("overwrite").parquet(str(folder)))
    spark.stop()
    return found


def main() -> None:
    """Print one line per figure, then the estimate for an archive."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--articles", type=int, default=400)
    arguments.add_argument("--profile", default="fast")
    arguments.add_argument("--only", type=lambda names: names.split(","), help="layers, joined by commas (default: all)")
    given = arguments.parse_args()
    settings = {"profile": given.profile, "only": given.only}
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    texts = made_articles(given.articles)
    words = sum(len(text.split()) for text in texts)
    layers = ", ".join(given.only or ["all"])
    print(f"{len(texts)} articles, {words / len(texts):.0f} words each, profile {given.profile}, layers: {layers}")
    print(f"{os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}")
    enricher = Enricher(given.profile)
    alone = cost(lambda: [enricher.enrich(text) for text in texts])
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "enriched")
        one, two = (on_spark(texts, workers, settings, target) for workers in (1, 2))
        size = sum(path.stat().st_size for path in target.glob("*.parquet")) / len(texts)
    for name, found in (("Enricher alone", alone), ("Spark, 1 worker", one), ("Spark, 2 workers", two)):
        python, java = (1000 * seconds / len(texts) for seconds in (found.python, found.java))
        rate = f"{words / found.seconds:7,.0f} words/s by the clock"
        print(f"{name:16}  {rate}; processor time per article {python:5.1f} ms in Python, {java:4.1f} ms in Java")
    ratios = alone.seconds / one.seconds, one.seconds / two.seconds
    print("by the clock, 1 worker does {:.2f} of what the Enricher does, and 2 workers {:.2f} of what 1 does".format(*ratios))
    print(f"Parquet, texts and documents: {size / 1000:.1f} kB per article; memory of a worker: {one.memory:.0f} MB")
    print(f"load after {os.getloadavg()[0]:.1f}")
    hours = ARCHIVE * (one.python + one.java) / len(texts) / 3600
    print(f"{ARCHIVE:,} articles: {hours:,.0f} hours of a core, {ARCHIVE * size / 1e9:,.0f} GB")


if __name__ == "__main__":
    main()
