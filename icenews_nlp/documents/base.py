"""What the documents are made of: the base of all models, and the types of their fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from numbers import Integral
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    Strict,
    ValidationError,
)

from icenews_nlp.documents.faults import explained
from icenews_nlp.errors import InputError

Score = Annotated[float, Field(ge=0.0, le=1.0)]
Index = Annotated[int, Field(ge=0)]

M = TypeVar("M", bound="Model")

DEEPEST: Final = 100
"""Levels of lists and dicts inside metadata. Readers of JSON stop earlier than writers: pydantic's (2.14) reads about 200."""

LONGEST_INTEGER: Final = 4300
"""Digits of an integer in metadata; Python refuses to read longer ones."""

_TOO_LONG: Final = 10**LONGEST_INTEGER

_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def without_surrogates(text: str) -> str:
    """Lone surrogates, which no encoding can write, become U+FFFD: one code point for another, so offsets hold."""
    return _SURROGATES.sub("\ufffd", text)


def _clean(given: Any) -> Any:
    return without_surrogates(given) if isinstance(given, str) else given


def _as_text(given: Any) -> Any:
    return str(given) if isinstance(given, Integral) and not isinstance(given, bool) else given  # numpy's too


def _shallow(given: Any) -> Any:
    """The same, if it is not nested too deeply; looked at level by level, since recursion would fail first."""
    level = [given]
    for _ in range(DEEPEST):
        inner = [one.values() if isinstance(one, dict) else one for one in level if isinstance(one, dict | list)]
        level = [item for one in inner for item in one if isinstance(item, dict | list)]
        if not level:
            return given
    raise ValueError(f"nested more than {DEEPEST} levels deep; store it as a string of JSON")


def _writable(value: Any) -> Any:
    """A JSON value as any JSON file can hold it."""
    if isinstance(value, int) and abs(value) >= _TOO_LONG:
        raise ValueError(f"an integer of more than {LONGEST_INTEGER:,} digits cannot be read back; store it as a string")
    if isinstance(value, list):
        return [_writable(item) for item in value]
    if isinstance(value, dict):
        cleaned = {without_surrogates(key): _writable(item) for key, item in value.items()}
        if len(cleaned) < len(value):
            raise ValueError("two keys differ only in lone surrogates, which no JSON file can hold; rename one")
        return cleaned
    return _clean(value)


def _storable(time: datetime) -> datetime:
    """The same moment, which can be written to the second and turned into UTC."""
    offset = time.utcoffset() or timedelta()
    try:
        in_utc = time.astimezone(timezone.utc)
    except OverflowError:
        raise ValueError(f"{time.isoformat()} lies outside the years 1 to 9999 in UTC; leave it out or correct it") from None
    return in_utc if offset.total_seconds() % 60 else time


RawText = Annotated[str, Strict(), BeforeValidator(_clean)]
"""Text from outside: bytes are refused, lone surrogates replaced."""

Identifier = Annotated[RawText, BeforeValidator(_as_text)]
"""A key of the caller's; an integer is taken as its digits."""

Moment = Annotated[AwareDatetime, AfterValidator(_storable)]
"""A time with a zone; one whose offset has seconds, which JSON cannot hold, becomes UTC."""

Metadata = Annotated[dict[str, JsonValue], BeforeValidator(_shallow), AfterValidator(_writable)]
"""Anything that JSON can hold."""


class Model(BaseModel):
    """Base of all documents: frozen, and an unknown field is an error instead of being dropped.

    NaN and infinity are refused too, since JSON has no such numbers. Whatever is wrong with the fields is an `InputError`; its
    cause is pydantic's own `ValidationError`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    if not TYPE_CHECKING:  # a type checker makes the signature of each model from its fields

        def __init__(self, /, **data: Any) -> None:
            """Validate the fields, which are keyword arguments.

            Raises:
                InputError: a field is missing, unknown or of another type.
            """
            try:  # all that pydantic's own does, without calling it: a search makes hundreds of small models
                self.__pydantic_validator__.validate_python(data, self_instance=self)
            except ValidationError as error:
                raise InputError(explained(error, type(self))) from error

        # Else pydantic would call it for each model inside another, which takes several times as long.
        __init__.__pydantic_base_init__ = True

    @classmethod
    def model_validate(cls: type[M], obj: Any, **options: Any) -> M:
        """Make one from a dict of its fields, as pydantic does.

        Raises:
            InputError: a field is missing, unknown or of another type.
        """
        with _explaining(cls):
            return super().model_validate(obj, **options)

    @classmethod
    def model_validate_json(cls: type[M], json_data: str | bytes | bytearray, **options: Any) -> M:
        """Read one from JSON, as pydantic does.

        Raises:
            InputError: it is not valid JSON, or a field is missing, unknown or of another type.
        """
        with _explaining(cls):
            return super().model_validate_json(json_data, **options)

    def __setattr__(self, name: str, value: Any) -> None:
        with _explaining(type(self)):
            super().__setattr__(name, value)

    def __delattr__(self, name: str) -> None:
        with _explaining(type(self)):
            super().__delattr__(name)


@contextmanager
def _explaining(model: type[BaseModel]) -> Iterator[None]:
    try:
        yield
    except ValidationError as error:
        raise InputError(explained(error, model)) from error
