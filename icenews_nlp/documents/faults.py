"""What pydantic found wrong with a document, in sentences that say what to write instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timezone
from difflib import get_close_matches
from typing import Any, Final, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from icenews_nlp.errors import shown

MOST_FAULTS: Final = 3
"""Faults that are reported; the rest is counted."""

_WORDING: Final[Mapping[str, str]] = {
    "tuple_type": "should be a list",
    "dict_type": "should be an object of JSON, a dict",
    "finite_number": "NaN and infinity are not numbers of JSON; leave it out or make it None",
    "frozen_instance": "documents are frozen; `model_copy(update={...})` makes a changed copy",
}
"""Kind of a fault -> our words, where pydantic's would mislead somebody who writes JSON."""

Location = tuple[int | str, ...]


def explained(error: ValidationError, model: type[BaseModel]) -> str:
    """The faults in one line.

    Args:
        error: raised while an instance of `model` was made.
        model: whose fields are suggested in place of unknown ones.

    Returns:
        For instance `field 'text' is missing; unknown field 'titel', did you mean 'title'?`.
    """
    faults = error.errors(include_url=False)
    shown = [_fault(fault, model) for fault in faults[:MOST_FAULTS]]
    more = [f"and {len(faults) - MOST_FAULTS} more"] if len(faults) > MOST_FAULTS else []
    return "; ".join(shown + more)


def _fault(fault: ErrorDetails, model: type[BaseModel]) -> str:
    kind, location, given = fault["type"], fault["loc"], fault["input"]
    field = repr(shown(".".join(map(str, location))))
    if kind == "missing":
        return f"field {field} is missing"
    if kind == "extra_forbidden":
        near = get_close_matches(shown(str(location[-1])), _fields_at(model, location[:-1]), n=1)
        return f"unknown field {field}" + (f", did you mean {near[0]!r}?" if near else "")
    message = _WORDING.get(kind) or _lower_first(fault["msg"].removeprefix("Value error, "))
    if kind == "timezone_aware":
        message = _without_zone(given)
    elif kind == "string_type" and isinstance(given, bytes):
        message = "bytes are not text; decode them first, for instance with .decode()"
    elif kind == "string_type" and location:
        message += f", not {shown(repr(given))}"
    elif kind.startswith("datetime_"):
        message = f"{shown(str(given))!r} is no time; write it as 2023-09-12T06:49:00+00:00"
    elif kind == "invalid-json-value":
        message = f"{shown(repr(given))} has no form in JSON; make it text or a number"
    return f"field {field}: {message}" if location else message


def _without_zone(given: Any) -> str:
    time = TypeAdapter(datetime).validate_python(given)
    shown = given if isinstance(given, str) else given.isoformat() if isinstance(given, date) else repr(given)
    in_utc = time.replace(tzinfo=timezone.utc).isoformat()
    return f"{shown} has no time zone; write {in_utc} if it is UTC, which Iceland keeps all year"


def _fields_at(model: type[BaseModel], location: Location) -> list[str]:
    """The fields of the models that may stand there."""
    models = [model]
    for step in location:
        if isinstance(step, str):
            models = [m for one in models if step in one.model_fields for m in _models_in(one.model_fields[step].annotation)]
    return [name for one in models for name in one.model_fields]


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
