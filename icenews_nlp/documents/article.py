"""What goes in: an article with its metadata; and what stands in for one that could not be analysed."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pydantic import Field

from icenews_nlp.documents.base import Identifier, Index, Metadata, Model, Moment, RawText


class ArticleInfo(Model):
    """Metadata of an article: everything but its text."""

    id: Identifier | None = None
    """The caller's key of the article; an integer becomes its digits."""
    title: RawText = ""
    url: RawText | None = None
    source: RawText | None = None
    """The publisher or feed, as the caller names it."""
    section: RawText | None = None
    published: Moment | None = None
    """Time of publication; a time without a zone is refused, since nobody could order such articles."""
    tags: tuple[RawText, ...] = ()
    metadata: Metadata = Field(default={})
    """Anything else; kept as it is."""


class Article(ArticleInfo):
    """An article to analyse. `title` and `text` become the two sections of the document."""

    text: RawText


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
