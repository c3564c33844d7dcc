"""Entities for tools in which people correct them: doccano, Prodigy and Label Studio, each in the JSON that it imports.

Offsets are half-open. They count code points as documents do, or UTF-16 code units where `utf16` is set: tools in JavaScript
(Label Studio, doccano's page) count so, and marks after an emoji are shifted otherwise. Documents that were stored without
entities are refused by an InputError.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from icenews_nlp.documents.layers import Layer, require
from icenews_nlp.formats.offsets import code_point_offset, utf16_offset

if TYPE_CHECKING:
    from collections.abc import Callable

    from icenews_nlp.documents.document import AnnotatedDocument


DOCCANO_NEEDS: Final[tuple[Layer, ...]] = ("entities",)
PRODIGY_NEEDS: Final[tuple[Layer, ...]] = ("tokens", "entities")
LABEL_STUDIO_NEEDS: Final[tuple[Layer, ...]] = ("entities",)


def to_doccano(doc: AnnotatedDocument, *, utf16: bool = False) -> dict[str, Any]:
    """A record of doccano's sequence labelling: `text`, `label` as [start, end, label], and `id` as a field of metadata."""
    require(doc, DOCCANO_NEEDS, "doccano")
    at = _offsets(doc, utf16=utf16)
    labels = [[at(entity.start), at(entity.end), entity.label.value] for entity in doc.entities]
    return {"id": doc.article.id, "text": doc.text, "label": labels}


def to_prodigy(doc: AnnotatedDocument, *, utf16: bool = False) -> dict[str, Any]:
    """A task of Prodigy's `ner.manual`, with tokens; `token_end` of a span is inclusive, as Prodigy has it."""
    require(doc, PRODIGY_NEEDS, "Prodigy")
    at = _offsets(doc, utf16=utf16)
    tokens = [
        {"text": t.text, "start": at(t.start), "end": at(t.end), "id": t.index, "ws": doc.text[t.end : t.end + 1].isspace()}
        for t in doc.tokens
    ]
    spans = [
        {"start": at(e.start), "end": at(e.end), "token_start": e.first_token, "token_end": e.last_token, "label": e.label}
        for e in doc.entities
    ]
    meta = {name: value for name in ("id", "source", "url") if (value := getattr(doc.article, name)) is not None}
    return {"text": doc.text, "tokens": tokens, "spans": spans, "meta": meta}


def to_label_studio(doc: AnnotatedDocument, *, utf16: bool = False) -> dict[str, Any]:
    """A task of Label Studio with our entities as a prediction.

    Its labelling interface needs `<Text name="text" value="$text"/>` and `<Labels name="label" toName="text">`.
    """
    require(doc, LABEL_STUDIO_NEEDS, "Label Studio")
    at = _offsets(doc, utf16=utf16)
    result = [
        {
            "id": str(i),
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "score": entity.score,
            "value": {"start": at(entity.start), "end": at(entity.end), "text": entity.text, "labels": [entity.label.value]},
        }
        for i, entity in enumerate(doc.entities)
    ]
    data = {"text": doc.text, "id": doc.article.id}
    return {"data": data, "predictions": [{"model_version": doc.provenance.model, "result": result}]}


def _offsets(doc: AnnotatedDocument, *, utf16: bool) -> Callable[[int], int]:
    return (utf16_offset if utf16 else code_point_offset)(doc.text)
