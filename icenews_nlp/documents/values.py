"""Machine-readable contents of values: dates, times, numbers, amounts, addresses."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from icenews_nlp.documents.base import Index, Model


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


class RelativeContent(Model):
    """A date that counts from the day of publication: `í gær`, `á föstudag`, `í næstu viku`, `um áramótin`."""

    kind: Literal["relative"] = "relative"
    unit: (
        Literal[
            "day",
            "week",
            "weekend",
            "month",
            "year",
            "spring",
            "summer",
            "autumn",
            "winter",
            "new_year",
            "christmas",
            "easter",
            "merchants_weekend",
        ]
        | None
    )
    """What is counted; None where the text is a time that no clock tells (`um kvöldið`)."""
    offset: int | None
    """How many units from publication, -1 for the last; None where only the tense says so."""
    weekday: int | None
    """Monday is 1, as in ISO 8601. Of unit "easter" a day of that feast (5 is Good Friday), of "summer" the first of summer, of
    "merchants_weekend" (the first weekend of August) its Monday."""
    part: Literal["morning", "afternoon", "evening", "night", "spring", "summer", "autumn", "winter"] | None
    """The part of the day, or the season of the year."""
    year: int | None = None
    """The year that a season or feast is of, where the text tells it."""


class RangeContent(Model):
    """From a date or time to another of the same kind, both included."""

    kind: Literal["range"] = "range"
    first: DateContent | TimeContent = Field(discriminator="kind")
    last: DateContent | TimeContent = Field(discriminator="kind")


class NumberContent(Model):
    """A number in digits, or in digits and words (`3,5 milljónir` is 3500000)."""

    kind: Literal["number"] = "number"
    number: float
    """Of a range, the lower end."""
    upper: float | None = None


class AmountContent(Model):
    """An amount of money; the currency is an ISO 4217 code."""

    kind: Literal["amount"] = "amount"
    number: float | None
    """Of a range, the lower end; None where the text gives no figure (`tugir milljóna króna`)."""
    currency: str
    upper: float | None = None
    """The upper end of a range: 70000000000 in `60-70 milljarða króna`."""
    guessed: bool = False
    """Whether no word names the currency: it is the one that the article names most often, or else the Icelandic króna."""


class PercentContent(Model):
    """A percentage: 20 for `20%`."""

    kind: Literal["percent"] = "percent"
    number: float | None
    """Of a range, the lower end; None where the text gives no figure."""
    upper: float | None = None
    points: bool = False
    """Whether these are percentage points."""


class MeasurementContent(Model):
    """A measurement in the base unit that `tokenizer` converts to (`5 km` is 5000 m)."""

    kind: Literal["measurement"] = "measurement"
    number: float
    """Of a range, the lower end."""
    unit: str
    upper: float | None = None


class TextContent(Model):
    """A value whose content is a string: the address, the tag without #, the name without @, the digits."""

    kind: Literal["url", "email", "hashtag", "mention", "telephone"]
    content: str


Content = Annotated[
    DateContent
    | TimeContent
    | TimestampContent
    | RelativeContent
    | RangeContent
    | NumberContent
    | AmountContent
    | PercentContent
    | MeasurementContent
    | TextContent,
    Field(discriminator="kind"),
]


class Value(Model):
    """A machine-readable value over one or more tokens."""

    start: Index
    end: Index
    first_token: Index
    last_token: Index
    """Inclusive."""
    text: str
    content: Content
    iso: str | None = None
    """A date or time: `2026-11-24`, `2026-W48`, `2026-22` (a summer, by ISO 8601-2), `T14:30`, a range as `A/B`; None where
    only a time of publication would tell."""
    precision: Literal["year", "season", "month", "week", "day", "minute", "second", "range"] | None = None
    """What `iso` tells, or would with a time of publication."""
    amount: Decimal | None = None
    """The exact figure of an amount of money, of a range the lower one."""
    currency: str | None = None
    """The amount's currency by ISO 4217."""
