"""A document on a terminal, by rich: the text with its entities in colour, a table of its names, a table of its tokens.

Where the console shows no colours, an entity stands in brackets with its label, `[Kim Jong-un|Person]`.
The text of the article is shown as it is: markup in it is not interpreted, and control characters cannot reach the terminal.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from icenews_nlp.documents.layers import require
from icenews_nlp.labels import ENTITY_TYPES, NAME_LABELS, EntityLabel

if TYPE_CHECKING:
    from icenews_nlp.documents.clusters import Place
    from icenews_nlp.documents.document import AnnotatedDocument

_CONTROLS: Final = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"),
    **dict.fromkeys(map(ord, "\t\r\x85\u2028\u2029"), " "),
    ord("\n"): "\n",
}
"""Control characters of the terminal and of the direction of writing, each to one code point, so offsets hold."""


def print_document(document: AnnotatedDocument, console: Console, *, tokens: bool = False) -> None:
    """Print the article, the table of its names and, if asked for, the table of its tokens.

    Raises:
        InputError: the document was stored without tokens, and a table of them is asked for.
    """
    if tokens:
        require(document, ("tokens",), "a table of tokens")
    colour = shows_colour(console)
    console.print(_heading(document), soft_wrap=not colour)
    console.print(_article(document, colour=colour), soft_wrap=not colour)
    if colour and document.entities:
        console.print(Text("\n") + _legend(document))
    if any(entity.label in NAME_LABELS and not entity.credit for entity in document.entities):
        console.print(Text(), _names(document), sep="\n")
    if tokens:
        console.print(Text(), _tokens(document), sep="\n")


def shows_colour(console: Console) -> bool:
    """Whether colours reach the reader: a terminal that has them, and no NO_COLOR."""
    return console.color_system is not None and not console.no_color


def printable(text: str) -> str:
    """The text with control characters replaced, of the same length."""
    return text.translate(_CONTROLS)


def _line(text: str) -> str:
    return printable(" ".join(text.split()))


def _heading(document: AnnotatedDocument) -> Text:
    """The metadata of the article, in one line."""
    article = document.article
    published = article.published.isoformat(" ", "minutes") if article.published else None
    known = [article.id, article.source, article.section, published, article.url]
    return Text(_line(" · ".join(filter(None, known)) or "article without an id"), "dim")


def _article(document: AnnotatedDocument, *, colour: bool) -> Text:
    shown, end = Text(), 0
    for entity in document.entities:
        shown.append(printable(document.text[end : entity.start]))
        text, label = printable(entity.text), entity.label.value
        shown.append(text if colour else f"[{text}|{label}]", ENTITY_TYPES[entity.label].terminal_style)
        end = entity.end
    shown.append(printable(document.text[end:]))
    if colour:
        title = document.section("title")
        shown.stylize("bold", title.start, title.end)
    shown.rstrip()
    return shown


def _legend(document: AnnotatedDocument) -> Text:
    labels = {entity.label for entity in document.entities}
    return Text("  ").join(Text(label.value, ENTITY_TYPES[label].terminal_style) for label in EntityLabel if label in labels)


def _names(document: AnnotatedDocument) -> Table:
    """One row per person, place or other thing, the most frequent first: name, label, count and the forms in the text.

    Credits and bylines are left out. Where the article gives roles, or places are resolved, a column has them.
    """
    forms: defaultdict[tuple[str, EntityLabel], Counter[str]] = defaultdict(Counter)
    for entity in document.entities:
        if entity.label in NAME_LABELS and not entity.credit:
            forms[document.cluster_name(entity), entity.label][_line(entity.text)] += 1
    places = {(c.name, c.label): _place(c.place) for c in document.clusters if c.place}
    roles = {(c.name, c.label): ", ".join(role.name for role in c.roles) for c in document.clusters if c.roles}
    optional = {title: cells for title, cells in (("Role", roles), ("Place", places)) if cells}
    table = _table("Name", "Label", "Count", "Forms in the text", *optional)
    table.columns[2].justify = "right"
    for (name, label), found in sorted(forms.items(), key=lambda item: -item[1].total()):
        more = [Text(_line(cells.get((name, label), ""))) for cells in optional.values()]
        shown_label = Text(label.value, ENTITY_TYPES[label].terminal_style)
        table.add_row(Text(_line(name)), shown_label, str(found.total()), Text(", ".join(found)), *more)
    return table


def _place(place: Place) -> str:
    point = f"{place.latitude:.2f}, {place.longitude:.2f}"
    return f"{place.country} {point}" if place.country else point


def _tokens(document: AnnotatedDocument) -> Table:
    """One row per token, with a gap between sentences."""
    table = _table("Token", "Lemma", "Source", "POS", "Tag", "Morphology")
    for token, after in zip_longest(document.tokens, document.tokens[1:]):
        cells = (token.text, token.lemma, token.lemma_source.value, token.pos, token.tag, token.morph.replace("|", " "))
        last = after is None or after.sentence != token.sentence
        table.add_row(*(Text(_line(cell)) for cell in cells), end_section=last)
    return table


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
