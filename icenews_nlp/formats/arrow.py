"""Documents as rows of Arrow, by a schema that follows the models: a field added to a model is a column here.

Models are structs and tuples are lists. What Arrow has no one type for, unions of models and any JSON, is a string of JSON.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import AwareDatetime, BaseModel, TypeAdapter

from icenews_nlp.errors import InputError

if TYPE_CHECKING:
    import pyarrow

Convert = Callable[[Any], Any]


class Column(NamedTuple):
    """How the values of one type stand in Arrow."""

    type: pyarrow.DataType
    encode: Convert
    """A value of a model -> what Arrow takes."""
    decode: Convert
    """What Arrow gives -> what the model validates."""


def arrow() -> Any:
    """The module pyarrow.

    Raises:
        InputError: it is not installed.
    """
    try:
        import pyarrow
    except ImportError as error:
        raise InputError("Parquet and Arrow need pyarrow: pip install 'icenews_nlp[arrow]'") from error
    return pyarrow


def model_column(model: type[BaseModel]) -> Column:
    """The column of a model: a struct with a field for each of its fields."""
    pa = arrow()
    columns = {name: column(field.annotation) for name, field in model.model_fields.items()}

    def encode(value: BaseModel) -> dict[str, Any]:
        return {name: own.encode(getattr(value, name)) for name, own in columns.items()}

    def decode(row: dict[str, Any]) -> dict[str, Any]:
        return {name: columns[name].decode(value) for name, value in row.items() if name in columns}

    return Column(pa.struct([pa.field(name, own.type) for name, own in columns.items()]), encode, decode)


def column(annotation: Any) -> Column:
    """The column of a field with that annotation."""
    pa, origin, arguments = arrow(), get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return column(arguments[0])
    if origin in (Union, types.UnionType) and len(arguments) == 2 and types.NoneType in arguments:
        return _optional(column(next(a for a in arguments if a is not types.NoneType)))
    if origin is tuple and arguments[1:] == (...,):
        item = column(arguments[0])
        return Column(pa.list_(item.type), lambda values: [item.encode(v) for v in values], _each(item.decode))
    if origin is Literal:
        return Column(pa.string(), _same, _same)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return model_column(annotation)
    return _scalar(pa, annotation) or _json(pa, annotation)


def _scalar(pa: Any, annotation: Any) -> Column | None:
    if annotation in (AwareDatetime, datetime):
        return Column(pa.timestamp("us", tz="UTC"), _same, _same)
    if annotation is Decimal:
        return Column(pa.string(), str, _same)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return Column(pa.string(), lambda value: value.value, _same)
    plain = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    return Column(plain[annotation], _same, _same) if annotation in plain else None


def _json(pa: Any, annotation: Any) -> Column:
    adapter: TypeAdapter[Any] = TypeAdapter(annotation)
    return Column(pa.string(), lambda value: adapter.dump_json(value).decode(), json.loads)


def _optional(inner: Column) -> Column:
    def guarded(convert: Convert) -> Convert:
        return lambda value: None if value is None else convert(value)

    return Column(inner.type, guarded(inner.encode), guarded(inner.decode))


def _each(convert: Convert) -> Convert:
    return lambda values: [convert(value) for value in values]


def _same(value: Any) -> Any:
    return value
