"""What the values of a text say to a machine: dates, times, numbers, amounts, addresses."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from icenews_nlp.documents.base import Model


class DateContent(Model):
    """A date; parts that the text does not give are None."""

    kind: Literal["date"] = "date"
    year: int | None
    month: int | None
    day: int | None


class TimeContent(Model):
    """A time of day."""

    kind: Literal["time"] = "time"
    hour: int
    minute: int
    second: int


class TimestampContent(Model):
    """A date with a time of day."""

    kind: Literal["timestamp"] = "timestamp"
    year: int | None
    month: int | None
    day: int | None
    hour: int
    minute: int
    second: int


class NumberContent(Model):
    """A number in digits, or in digits and words (`3,5 milljónir` is 3500000)."""

    kind: Literal["number"] = "number"
    number: float


class AmountContent(Model):
    """An amount of money; the currency is an ISO 4217 code."""

    kind: Literal["amount"] = "amount"
    number: float
    currency: str


class PercentContent(Model):
    """A percentage: 20 for `20%`."""

    kind: Literal["percent"] = "percent"
    number: float


class MeasurementContent(Model):
    """A measurement in the base unit that `tokenizer` converts to (`5 km` is 5000 m)."""

    kind: Literal["measurement"] = "measurement"
    number: float
    unit: str


class TextContent(Model):
    """A value whose content is a string: the address, the tag without #, the name without @, the digits."""

    kind: Literal["url", "email", "hashtag", "mention", "telephone"]
    content: str


Content = Annotated[
    DateContent
    | TimeContent
    | TimestampContent
    | NumberContent
    | AmountContent
    | PercentContent
    | MeasurementContent
    | TextContent,
    Field(discriminator="kind"),
]
