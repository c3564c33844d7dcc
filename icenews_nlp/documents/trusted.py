"""Models made without validation, from fields that are right by construction: an analysis makes thousands of tokens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from icenews_nlp.documents.base import M


def trusted(model: type[M], rows: Iterable[dict[str, Any]]) -> tuple[M, ...]:
    """What `model.model_validate` makes of each row, in a fraction of the time and memory.

    Args:
        model: a model without private attributes.
        rows: all fields of each, in the order of the model and of the very types that it has; the instances keep the dicts.

    Returns:
        Instances that share one set of the names of their fields, since frozen models never change theirs.
    """
    names, set_slot = set(model.model_fields), object.__setattr__
    found = []
    for row in rows:  # as pydantic's `model_construct`, which looks at each field by itself
        made = model.__new__(model)
        set_slot(made, "__dict__", row)
        set_slot(made, "__pydantic_fields_set__", names)
        set_slot(made, "__pydantic_extra__", None)
        set_slot(made, "__pydantic_private__", None)
        found.append(made)
    return tuple(found)
