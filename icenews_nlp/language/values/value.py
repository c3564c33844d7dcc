"""The type that the readers of values share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from icenews_nlp.labels import ENTITY_TYPES, EntityLabel

LABEL_OF_KIND: Final = {kind: label for label, type_ in ENTITY_TYPES.items() for kind in type_.value_kinds}
"""Kind of value -> label. A date that counts from publication (`í gær`) is no entity by itself in MIM-GOLD-NER."""


class ParsedValue(NamedTuple):
    """A machine value over the words `first` to `last`, both inclusive; `content` fits the models of documents/values.py."""

    first: int
    last: int
    content: dict[str, object]


def label_of(content: Mapping[str, Any]) -> EntityLabel | None:
    """The label of an entity with that content; None for contents that are no entities."""
    return LABEL_OF_KIND.get((content["first"] if content["kind"] == "range" else content)["kind"])
