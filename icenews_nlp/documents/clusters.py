"""What a document says of the article as a whole: each person, place and organization once, roles, and quotations."""

from __future__ import annotations

from typing import Literal

from icenews_nlp.documents.base import Index, Model, Score
from icenews_nlp.labels import EntityLabel


class Role(Model):
    """What a person is or does, as the article says it."""

    text: str
    """The slice `text[start:end]` of the document."""
    name: str
    """In the nominative singular: `talsmaður Pútíns`."""
    start: Index
    end: Index


class Cluster(Model):
    """One person, place, organization or other thing, with all its mentions in the article."""

    id: str
    """Label and name, such as `Person:Kim Jong-un`; no two clusters of a document share one."""
    label: EntityLabel
    name: str
    """The fullest of the names that it is mentioned by, in the nominative."""
    mentions: tuple[Index, ...]
    """Indexes into the document's entities, in order."""
    count: Index
    """Mentions, those in photo credits and bylines left out."""
    first_sentence: Index
    """Index of the sentence that mentions it first."""
    salience: Score
    """Weight in the article: mentions, of which one in the title counts as four and one in the first sentence of the body as
    three, divided by those of the weightiest cluster. 0 for who took the pictures or wrote the text."""
    gender: Literal["Fem", "Masc", "Neut"] | None = None
    """Of a person whose name or patronymic tells it, in the terms of Universal Dependencies; patronymics in -bur give Neut."""
    roles: tuple[Role, ...] = ()
    """What the article says that a person is or does, each role once, in the order of the text."""


class Quote(Model):
    """A quotation, its quotation marks included."""

    start: Index
    end: Index
    speaker: Index | None = None
    """Index of the speaker's cluster; None where the text around does not say."""
