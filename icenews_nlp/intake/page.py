"""What was found on a page, whatever its form, and the article that it becomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import JsonValue

from icenews_nlp.documents.article import Article


@dataclass
class Page:
    """The parts of a page; what is not known is empty."""

    title: str = ""
    paragraphs: Sequence[str] = ()
    """The body, without captions and furniture."""
    url: str | None = None
    source: str | None = None
    section: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    authors: Sequence[str] = ()
    tags: Sequence[str] = ()
    captions: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)

    def add_caption(self, caption: str, credit: str | None) -> None:
        """Note the caption of a photo and who made it, once."""
        for found, known in ((caption, self.captions), (credit, self.credits)):
            if found and found not in known:
                known.append(found)

    def article(self, id_: str | None = None) -> Article:
        """The article; authors, captions, credits and the time of the last change are in its metadata, where there are any."""
        metadata: dict[str, JsonValue] = {
            "authors": [*self.authors],
            "captions": [*self.captions],
            "credits": [*self.credits],
            "modified": self.modified.isoformat() if self.modified else None,
        }
        return Article(
            id=id_,
            title=self.title,
            text="\n\n".join(self.paragraphs),
            url=self.url,
            source=self.source,
            section=self.section,
            published=self.published,
            tags=tuple(self.tags),
            metadata={name: value for name, value in metadata.items() if value},
        )
