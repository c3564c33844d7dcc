"""The type that the readers of values share."""

from __future__ import annotations

from typing import NamedTuple


class ParsedValue(NamedTuple):
    """A machine value over the words `first` to `last`, both inclusive; `content` fits the models of documents/values.py."""

    first: int
    last: int
    content: dict[str, object]
