"""`icenews-nlp evaluate`: gold files through a profile and its peers, and a table of what each got right."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich import box
from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from icenews_nlp.cli.console import OutputConsole, Report
from icenews_nlp.evaluation.running_text import TOGETHER
from icenews_nlp.formats.terminal import printable

if TYPE_CHECKING:
    from icenews_nlp.evaluation.results import Evaluation, FileScores, Share, SpanScore, SystemScores
    from icenews_nlp.evaluation.running_text import GoldText

    Cell = Share | SpanScore | None

_NOTHING: Final = "-"
_MEASURES: Final = {
    "tokens": "tokens, F1",
    "sentences": "sentences, F1",
    "lemma": "lemma",
    "lemma_pronouns_alike": "lemma, pronouns alike",
    "tag": "tag",
    "upos": "UPOS",
    "feats": "FEATS",
    "features": "FEATS, one by one, F1",
    "parsed": "sentences parsed",
}
"""What the table calls the scores of a system."""


def evaluate(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="Gold data: CoNLL-U (.conllu) or a MIM-GOLD-NER TSV, gzipped (.gz) or not."),
    ],
    profile: Annotated[str | None, typer.Option("--profile", "-p", metavar="NAME", help="The analysis to score.")] = None,
    peer: Annotated[
        list[str] | None,
        typer.Option("--peer", metavar="NAME", help="Score this too: greynir, or another profile; repeatable."),
    ] = None,
    together: Annotated[int, typer.Option("--sentences", "-s", min=1, help="Sentences that make a text.")] = TOGETHER,
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, help="Only the first N sentences of each file.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Capitals and hyphens of lemmas count.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write the scores as one JSON object.")] = False,
) -> None:
    """Score a profile on gold files: running text goes in, and what comes out counts by its place in the text.

    A text is four sentences that follow each other (--sentences); it ends earlier before # newdoc and # newpar.

    Sentences are parted by a space; after one that no sign ends, such as a headline, by a blank line.

    With --sentences 1 each stands alone, and splitting is not scored.

    Words are joined as # text or SpaceAfter say; those of a TSV, which says nothing, by the rules of spelling.

    A gold word without a token of the same place is wrong. Lemmas count for words with a letter.

    What the file or the system does not tell is not scored.
    """
    from icenews_nlp.evaluation.evaluate import GoldFile
    from icenews_nlp.evaluation.results import Evaluation
    from icenews_nlp.evaluation.systems import make_system

    console = Report().console
    read = [GoldFile(file, together=together, limit=limit) for file in files]  # all, before the first takes its time
    with ExitStack() as stack:
        names = list(dict.fromkeys([profile, *(peer or [])]))
        systems = [stack.enter_context(closing(make_system(name))) for name in names]
        scores = [file.score(systems, strict=strict, watch=lambda texts: _watched(texts, console)) for file in read]
    evaluation = Evaluation(sentences_a_text=together, strict=strict, limit=limit, files=tuple(scores))
    if as_json:
        sys.stdout.write(evaluation.model_dump_json(indent=2, exclude_none=True) + "\n")
        sys.stdout.flush()
    else:
        _print(evaluation, OutputConsole())


def _watched(texts: Sequence[GoldText], console: Console) -> Iterable[GoldText]:
    """The texts, with a progress bar if somebody sees it."""
    return track(texts, "Analysing", console=console, transient=True, disable=not sys.stderr.isatty())


def _print(evaluation: Evaluation, console: Console) -> None:
    for scores in evaluation.files:
        counts = f"sentences {scores.sentences:,}, words {scores.words:,}, texts {scores.texts:,}"
        console.print(Text(printable(scores.file), "bold") + Text(f": {counts}"), soft_wrap=True)
        console.print(_table(scores, lines=console.is_terminal))
        if scores.not_told:
            missing = ", ".join(_MEASURES.get(name, name) for name in scores.not_told)
            console.print(Text(f"not told by the file and not scored: {missing}"), soft_wrap=True)
        console.print()
    versions = {system.system: system.version for system in evaluation.files[0].systems}
    folding = "capitals and hyphens of lemmas count" if evaluation.strict else "capitals and hyphens of lemmas folded"
    made_by = "; ".join(f"{name} is {version}" for name, version in versions.items())
    console.print(Text(f"in percent; {folding}; {made_by}", "dim"), soft_wrap=True)


def _table(scores: FileScores, *, lines: bool) -> Table:
    """A row a score, a column a system; `of` is how many there are in the gold."""
    table = Table(box=box.SIMPLE_HEAD if lines else None, padding=(0, 1), show_edge=False)
    for name in ("", "of", *(system.system for system in scores.systems)):
        table.add_column(name, justify="right" if name else "left")
    for name, cells in _rows(scores.systems):
        table.add_row(name, _of(cells), *(_percent(cell) for cell in cells))
    table.add_row("words a second", "", *(f"{system.words_per_second:,}" for system in scores.systems))
    return table


def _rows(systems: Sequence[SystemScores]) -> Iterator[tuple[str, list[Cell]]]:
    for name, title in _MEASURES.items():
        cells = [getattr(system, name) for system in systems]
        if any(cells):
            yield title, cells
    for label in sorted({label for system in systems for label in system.entities or ()}):
        yield f"{label}, F1", [(system.entities or {}).get(label) for system in systems]


def _of(cells: Sequence[Cell]) -> str:
    counts = {cell.of if hasattr(cell, "of") else cell.gold for cell in cells if cell}
    return f"{counts.pop():,}" if len(counts) == 1 else ""


def _percent(cell: Cell) -> str:
    if cell is None:
        return _NOTHING
    return f"{cell.percent if hasattr(cell, 'percent') else cell.f1:.2f}"
