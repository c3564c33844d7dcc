"""What goes in: an article with its metadata; and what stands in for one that could not be analysed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, NamedTuple

from pydantic import BeforeValidator, Field

from icenews_nlp.documents.base import Identifier, Index, Metadata, Model, Moment, RawText


def _unless_missing(default: object) -> BeforeValidator:
    """None, and the NaN and NaT of tables, stand for a field that is not there."""

    def given_or_default(given: object) -> object:
        is_missing = given is None or (isinstance(given, float | datetime) and given != given)
        return default if is_missing else given

    return BeforeValidator(given_or_default)


_OPTIONAL: Final = _unless_missing(None)


class ArticleInfo(Model):
    """Metadata of an article: everything but its text. None, or a table's NaN or NaT, is a field that is not given."""

    id: Annotated[Identifier | None, _OPTIONAL] = None
    """The caller's key of the article; an integer becomes its digits."""
    title: Annotated[RawText, _unless_missing("")] = ""
    url: Annotated[RawText | None, _OPTIONAL] = None
    source: Annotated[RawText | None, _OPTIONAL] = None
    """The publisher or feed, as the caller names it."""
    section: Annotated[RawText | None, _OPTIONAL] = None
    published: Annotated[Moment | None, _OPTIONAL] = None
    """Time of publication; a time without a zone is refused, since nobody could order such articles."""
    tags: Annotated[tuple[RawText, ...], _unless_missing(())] = ()
    metadata: Annotated[Metadata, _unless_missing({})] = Field(default={})
    """Anything else; kept as it is."""


class Article(ArticleInfo):
    """An article to analyse. `title` and `text` become the two sections of the document."""

    text: RawText

    if TYPE_CHECKING:  # what is taken, which is more than what the fields are then

        def __init__(
            self,
            *,
            text: str,
            id: str | int | None = None,
            title: str | None = "",
            url: str | None = None,
            source: str | None = None,
            section: str | None = None,
            published: datetime | str | None = None,
            tags: Iterable[str] | None = (),
            metadata: Mapping[str, Any] | None = None,
        ) -> None: ...


class EnrichFailure(Model):
    """Placeholder yielded for an article that could not be analysed."""

    index: Index
    """The article's position in the stream, from 0."""
    id: Identifier | None
    error: str
    """The error's class name."""
    reason: RawText


class BadLine(NamedTuple):
    """A line that holds no article or document; as a string it is `NAME:NUMBER: reason`."""

    name: str
    """The file, as the caller names it."""
    number: int
    """From 1, blank lines counted."""
    reason: str
    error: str = "InputError"
    """The class name of the error that the reason is from."""
    id: str | None = None
    """The id of an object that is no article."""

    def __str__(self) -> str:
        return f"{self.name}:{self.number}: {self.reason}"


class Section(Model):
    """The range of the title or the body in the document's text."""

    kind: Literal["title", "body"]
    start: Index
    end: Index
