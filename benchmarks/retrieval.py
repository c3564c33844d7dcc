"""Precision and recall of one-word queries over gold sentences, beside other ways to index them, all in the same run.

    npm install --prefix FOLDER lemma-is@0.11.0
    python benchmarks/retrieval.py CORPORA --lemma-is FOLDER

CORPORA holds greynircorpus/ud-gc-dev.conllu.gz and mim-gold-ner/valid.tsv.gz; of the second only the last 15 %, which no table
was learned from, unless --whole-valid is given. Every sentence is a document, analysed from its running text by each system.

A query is a noun (names among them), verb or adjective that at least two sentences have and that is written in them as its base
form; or, for the inflected ones, one of its other forms in them, drawn at random. A sentence is relevant that has the lemma in
the same word class. Precision is the mean over queries that find something, recall the mean over all, F made of the two means.
A compound that is found by its part (`Rússlandsforseti` by `forseti`) counts as a mistake here, though a reader may want it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from icenews_nlp.enrichment.profiles import DEFAULT_PROFILE
from retrieval_queries import Ask, Gold, make_queries, mim_sentences, ud_sentences
from retrieval_systems import Answers, LemmaIs, Ours, Readings, System, raw_forms


class Score(NamedTuple):
    """How well one way to search does."""

    precision: float
    recall: float

    @property
    def f(self) -> float:
        """Their harmonic mean."""
        return 2 * self.precision * self.recall / ((self.precision + self.recall) or 1.0)


def score(asks: Sequence[Ask], found: Sequence[set[int]]) -> Score:
    """Means over the queries; one that finds nothing has no precision."""
    right = [len(ask.relevant & hits) for ask, hits in zip(asks, found, strict=True)]
    precisions = [n / len(hits) for n, hits in zip(right, found, strict=True) if hits]
    recalls = [n / len(ask.relevant) for n, ask in zip(right, asks, strict=True)]
    return Score(sum(precisions) / max(1, len(precisions)), sum(recalls) / max(1, len(recalls)))


class Measured(NamedTuple):
    """One set of sentences, its queries of one kind, and what every system found."""

    sentences: Sequence[Gold]
    asks: Sequence[Ask]
    answers: Answers


def measure(sentences: Sequence[Gold], systems: Sequence[System], seed: int) -> dict[str, Measured]:
    """All systems over one set, by base forms and by other forms."""
    base, inflected = make_queries(sentences, seed)
    answers: Answers = {}
    for system in systems:
        answers |= system(sentences, [ask.text for ask in (*base, *inflected)])
    return {
        "base": Measured(sentences, base, {name: found[: len(base)] for name, found in answers.items()}),
        "inflected": Measured(sentences, inflected, {name: found[len(base) :] for name, found in answers.items()}),
    }


# ---- reports


def print_table(name: str, kinds: dict[str, Measured]) -> None:
    """A row a system: precision, recall and F of both kinds of query."""
    heads = [f"{len(m.asks)} {kind} queries: P     R     F" for kind, m in kinds.items()]
    print(f"\n{name}, {len(kinds['base'].sentences)} sentences")
    print(f"{'':44} " + "   ".join(f"{head:>36}" for head in heads))
    for system in kinds["base"].answers:
        scores = [score(m.asks, m.answers[system]) for m in kinds.values()]
        print(f"{system:44} " + "   ".join(f"{s.precision:24.3f} {s.recall:.3f} {s.f:.3f}" for s in scores))


def as_json(kinds: dict[str, Measured]) -> dict[str, object]:
    """The numbers of a table."""
    return {
        kind: {
            "queries": len(m.asks),
            "systems": {
                name: {"precision": round(s.precision, 4), "recall": round(s.recall, 4), "f": round(s.f, 4)}
                for name, found in m.answers.items()
                for s in (score(m.asks, found),)
            },
        }
        for kind, m in kinds.items()
    }


def worst(measured: Measured, system: str, count: int) -> Iterator[str]:
    """The queries that a system does worst, each with the sentences it missed and found in vain."""
    rows = []
    for ask, found in zip(measured.asks, measured.answers[system], strict=True):
        wrong = len(found ^ ask.relevant)
        if wrong:
            rows.append((-wrong / (len(found) + len(ask.relevant)), -wrong, ask, found))
    for _, _, ask, found in sorted(rows, key=lambda row: row[:2])[:count]:
        missed, extra = sorted(ask.relevant - found), sorted(found - ask.relevant)
        counts = f"{len(ask.relevant)} relevant, {len(missed)} missed, {len(extra)} in vain"
        yield f"{ask.text!r} ({ask.lemma}, {ask.word_class}): {counts}"
        for label, numbers in (("missed", missed), ("in vain", extra)):
            for number in numbers[:2]:
                yield f"    {label}: {measured.sentences[number].text}"


def print_worst(name: str, kinds: dict[str, Measured], count: int) -> None:
    """The worst queries of ours, by the first tier, which answers alone unless it finds too little."""
    for kind, measured in kinds.items():
        for system in measured.answers:
            if system.startswith("ours") and system.endswith("first tier"):
                print(f"\n{name}, {kind} queries, {system}")
                print("\n".join(worst(measured, system, count)))


def main() -> None:
    """Print one table per set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpora", type=Path, help="folder with greynircorpus/ and mim-gold-ner/")
    parser.add_argument(
        "--profile", action="append", help=f"a profile to measure; may be repeated (default: {DEFAULT_PROFILE})"
    )
    parser.add_argument("--lemma-is", type=Path, metavar="FOLDER", help="where npm installed lemma-is; without it, left out")
    parser.add_argument("--whole-valid", action="store_true", help="all of valid.tsv, of which most was learned from")
    parser.add_argument("--limit", type=int, help="so many sentences of each set")
    parser.add_argument("--seed", type=int, default=1, help="of the draw of inflected forms (default: 1)")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the N worst queries of ours in each table")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers to this file too")
    given = parser.parse_args()

    news = ud_sentences(given.corpora / "greynircorpus" / "ud-gc-dev.conllu.gz")[: given.limit]
    mim = mim_sentences(given.corpora / "mim-gold-ner" / "valid.tsv.gz", given.whole_valid)[: given.limit]
    part = "all of valid" if given.whole_valid else "last 15 % of valid"
    sets = {"UD_Icelandic-GC dev": news, f"MIM-GOLD-NER, {part}": mim, "both together": news + mim}
    readings = Readings()
    systems: list[System] = [raw_forms, readings.all_both_sides]
    if given.lemma_is:
        systems.append(LemmaIs(given.lemma_is))
    systems += [Ours(profile) for profile in given.profile or [DEFAULT_PROFILE]]
    systems.append(readings.gold)
    report = {}
    for name, sentences in sets.items():
        kinds = measure(sentences, systems, given.seed)
        report[name] = {"sentences": len(sentences)} | as_json(kinds)
        print_table(name, kinds)
        if given.errors:
            print_worst(name, kinds, given.errors)
    if given.json:
        given.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
