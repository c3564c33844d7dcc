"""Models compared more strictly than by `==`, for which 1 is 1.0, and a member of a StrEnum its string."""

from __future__ import annotations

from pydantic import BaseModel

SLOTS = ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")


def check_identical(one: object, other: object) -> None:
    """Both have the same values of the same types, dicts in the same order, and models also what pydantic notes of each."""
    assert type(one) is type(other), (one, other)
    if isinstance(one, BaseModel):
        for slot in SLOTS:
            check_identical(getattr(one, slot), getattr(other, slot))
    elif isinstance(one, dict) and isinstance(other, dict):
        assert list(one) == list(other)
        check_identical(list(one.values()), list(other.values()))
    elif isinstance(one, list | tuple) and isinstance(other, list | tuple):
        assert len(one) == len(other)
        for a, b in zip(one, other, strict=True):
            check_identical(a, b)
    else:
        assert one == other
