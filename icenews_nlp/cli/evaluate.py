"""`icenews-nlp evaluate`: gold files through a profile and its baselines, and a table of what each got right."""

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
from icenews_nlp.cli.options import Profile
from icenews_nlp.cli.streams import stdout_bytes
from icenews_nlp.evaluation.running_text import SENTENCES_PER_TEXT
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
    "lemma_pronouns_merged": "lemma, pronouns merged",
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
    profile: Profile = None,
    baseline: Annotated[
        list[str] | None,
        typer.Option(
            "--baseline",
            metavar="[greynir|standard|fast|deep]",
            help="Score this too, in the same run; may be repeated [default: none].",
        ),
    ] = None,
    sentences: Annotated[
        int, typer.Option("--sentences", "-s", min=1, metavar="N", help="Sentences that are analysed as one text.")
    ] = SENTENCES_PER_TEXT,
    limit: Annotated[
        int | None,
        typer.Option("--limit", "-n", min=1, metavar="N", show_default="all", help="Only the first N sentences of each file."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Compare lemmas case- and hyphen-sensitively.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as one JSON object.")] = False,
) -> None:
    """Score predictions on raw text against gold, aligned by character offset.

    A text is four consecutive sentences (`--sentences`); a document or paragraph that ends earlier ends it. Sentences are
    joined by a space; after one that no punctuation ends, such as a headline, by a blank line. With `--sentences 1` each
    stands alone, and sentence splitting is not scored.

    Words are joined as `# text` or `SpaceAfter` say; those of a TSV, which says nothing, by the rules of spelling.

    A gold word with no token at the same offsets counts as an error. Lemmas are compared for words with a letter. Layers
    missing from the file or the system are skipped.
    """
    from icenews_nlp.evaluation.evaluate import GoldFile
    from icenews_nlp.evaluation.results import Evaluation
    from icenews_nlp.evaluation.systems import make_system

    console = Report().console
    read = [GoldFile(file, sentences_per_text=sentences, limit=limit) for file in files]  # all, before the first takes its time
    with ExitStack() as stack:
        names = list(dict.fromkeys([profile, *(baseline or [])]))
        systems = [stack.enter_context(closing(make_system(name))) for name in names]
        scores = [file.score(systems, strict=strict, watch=lambda texts: _watched(texts, console)) for file in read]
    evaluation = Evaluation(sentences_per_text=sentences, strict=strict, limit=limit, files=tuple(scores))
    if as_json:
        out = stdout_bytes()
        out.write(evaluation.model_dump_json(indent=2, exclude_none=True).encode() + b"\n")
        out.flush()
    else:
        _print(evaluation, OutputConsole())


def _watched(texts: Sequence[GoldText], console: Console) -> Iterable[GoldText]:
    """The texts, with a progress bar on a terminal."""
    return track(texts, "Analysing", console=console, transient=True, disable=not sys.stderr.isatty())


def _print(evaluation: Evaluation, console: Console) -> None:
    for scores in evaluation.files:
        counts = f"sentences {scores.sentences:,}, words {scores.words:,}, texts {scores.texts:,}"
        console.print(Text(printable(scores.file), "bold") + Text(f": {counts}"), soft_wrap=True)
        console.print(_table(scores, lines=console.is_terminal))
        if scores.unscored:
            missing = ", ".join(_MEASURES.get(name, name) for name in scores.unscored)
            console.print(Text(f"not in the file and not scored: {missing}"), soft_wrap=True)
        console.print()
    versions = {system.system: system.version for system in evaluation.files[0].systems}
    folding = "case and hyphens of lemmas compared" if evaluation.strict else "case and hyphens of lemmas ignored"
    made_by = "; ".join(f"{name} is {version}" for name, version in versions.items())
    console.print(Text(f"in percent; {folding}; {made_by}", "dim"), soft_wrap=True)


def _table(scores: FileScores, *, lines: bool) -> Table:
    """One row per score, one column per system; `of` is the number in the gold."""
    table = Table(box=box.SIMPLE_HEAD if lines else None, padding=(0, 1), show_edge=False)
    for name in ("", "of", *(system.system for system in scores.systems)):
        table.add_column(name, justify="right" if name else "left")
    for name, cells in _rows(scores.systems):
        table.add_row(name, _of(cells), *(_percent(cell) for cell in cells))
    table.add_row("words per second", "", *(f"{system.words_per_second:,}" for system in scores.systems))
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
