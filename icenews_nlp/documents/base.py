"""What the documents are made of: the base of all models, and the types of their fields."""

from __future__ import annotations

import math
import re
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, Strict

Score = Annotated[float, Field(ge=0.0, le=1.0)]
Index = Annotated[int, Field(ge=0)]


_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def without_surrogates(text: str) -> str:
    """Lone surrogates, which no encoding can write, become U+FFFD: one code point for another, so offsets hold."""
    return _SURROGATES.sub("\ufffd", text)


def _clean(given: Any) -> Any:
    return without_surrogates(given) if isinstance(given, str) else given


def _writable(value: Any) -> Any:
    """A JSON value as any JSON file can hold it; NaN and infinity would silently become null."""
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} is not a number of JSON; leave it out or make it None")
    if isinstance(value, list):
        return [_writable(item) for item in value]
    if isinstance(value, dict):
        return {without_surrogates(key): _writable(item) for key, item in value.items()}
    return _clean(value)


RawText = Annotated[str, Strict(), BeforeValidator(_clean)]
"""Text from outside: bytes are refused, lone surrogates replaced."""


Metadata = Annotated[dict[str, JsonValue], AfterValidator(_writable)]
"""Anything that JSON can hold."""


class Model(BaseModel):
    """Base of all documents: frozen, and an unknown field is an error instead of being dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid")
