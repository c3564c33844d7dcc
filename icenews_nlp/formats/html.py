"""A document as HTML for notebooks: its text with the entities coloured, everything from the article escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from icenews_nlp.labels import ENTITY_TYPES

if TYPE_CHECKING:
    from icenews_nlp.documents.document import AnnotatedDocument, Entity

_BOX: Final = "font-family: sans-serif; line-height: 2; max-width: 50em; white-space: pre-wrap"
_MARK: Final = "color: #000; border-radius: 4px; padding: 2px 4px"
_LABEL: Final = "font-size: 0.7em; margin-left: 4px"


def to_html(doc: AnnotatedDocument) -> str:
    """A `<div>` with the text; each entity is a `<mark>` that shows its label, and its nominative when pointed at."""
    pieces, end = [], 0
    for entity in doc.entities:
        pieces += [escape(doc.text[end : entity.start]), _mark(entity)]
        end = entity.end
    return f'<div lang="is" style="{_BOX}">{"".join(pieces)}{escape(doc.text[end:])}</div>'


def _mark(entity: Entity) -> str:
    label = f'<span style="{_LABEL}">{entity.label.value}</span>'
    style = f"background: {ENTITY_TYPES[entity.label].html_colour}; {_MARK}"
    return f'<mark style="{style}" title="{escape(entity.name)}">{escape(entity.text)}{label}</mark>'
