"""What a document says of the article as a whole: each person, place and organization once, roles, and quotations."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

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


class Place(Model):
    """The place in the world that a cluster of label Location is."""

    source: Literal["iso3166-1", "iso3166-2", "geonames", "iceaddr", "icenews_nlp"]
    """Whose key the id is: the codes of countries and of their parts, GeoNames, the package iceaddr for places in Iceland, or
    this package's own table of regions, seas and landmarks."""
    id: str
    """`IS`, `US-GA`, `2618425`; of iceaddr `ornefni/52114` (place name), `stadfang/1098688` (address in Staðfangaskrá) or
    `gata/0/Laugavegur` (street, after the number of its municipality); of our own table the name. Keys of place names in
    iceaddr change with its versions."""
    country: str | None
    """ISO 3166-1 code of two letters; None for what lies in several countries or in none, such as a sea."""
    latitude: Annotated[float, Field(ge=-90, le=90)]
    """Degrees north, WGS 84; of a country, region or road a point in the middle, of a street the middle of its addresses."""
    longitude: Annotated[float, Field(ge=-180, le=180)]
    """Degrees east."""
    certainty: Score
    """The place's share of the weight of all places of the name. Weights stand for how often news means each (inhabitants and
    fame), times how well it fits the other places and the countries of the article; a fixed weight for places that no source
    lists is among them. A cluster whose likeliest place is below 0.8 has none."""


class Cluster(Model):
    """One person, place, organization or other thing, with all its mentions in the article."""

    id: str
    """Label and name, such as `Person:Kim Jong-un`; no two clusters of a document share one."""
    label: EntityLabel
    name: str
    """The fullest of the names that it is mentioned by, in the nominative."""
    mentions: tuple[Index, ...]
    """Indexes into the document's entities, in order; empty where the document has no layer of entities."""
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
    place: Place | None = None
    """Of a Location; None where no source has it, where several places are as likely, and where the document's provenance says
    that places were not resolved."""


class Quote(Model):
    """A quotation, its quotation marks included."""

    start: Index
    end: Index
    speaker: Index | None = None
    """Index of the speaker's cluster; None where the text around does not say, or the document has no layer of clusters."""
