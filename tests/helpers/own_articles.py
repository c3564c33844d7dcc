"""Short articles from the sentences of this project's own corpus."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from icenews_nlp import Article
from icenews_nlp.training.corpora.readers import inline_names

CORPUS = Path(__file__).parents[2] / "corpus"


def sentences(part: str = "*") -> list[str]:
    """The sentences without their brackets; part: "test", "train" or both."""
    return [text for path in sorted(CORPUS.glob(f"{part}/*.txt")) for text, _ in inline_names(path)]


def own_articles(number: int, length: int = 1) -> list[Article]:
    """That many articles of that many sentences, from all over the corpus."""
    every = sentences()
    step = len(every) // number
    starts = islice(range(0, len(every), step), number)
    return [Article(id=str(i), title=every[i], text=" ".join(every[i + 1 : i + 1 + length])) for i in starts]
