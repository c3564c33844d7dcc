"""How a spaCy Doc holds the places of its entities: a key on the span, and what the keys mean in the notes on the Doc."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from spacy.tokens import Doc

from icenews_nlp.enrichment.clusters import Locate, NameCluster
from icenews_nlp.integrations.spacy.docs import DocWords, notes, words_within
from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.discourse.story import Story
from icenews_nlp.language.places.resolver import ResolvedPlace

PLACES: Final = "places"
"""The note of a Doc that has each place by its key."""


def place_key(source: str, key: str) -> str:
    """A place as `Span.kb_id_` has it: `geonames:2618425`."""
    return f"{source}:{key}"


def note_places(doc: Doc, places: Iterable[Mapping[str, Any]]) -> None:
    """Note on a Doc what its spans' keys of places mean.

    Args:
        doc: the Doc.
        places: the fields of `documents.clusters.Place`.
    """
    found = {place_key(place["source"], place["id"]): dict(place) for place in places}
    if found:
        notes(doc).setdefault(PLACES, {}).update(found)


def noted_places(doc: Doc, words: DocWords) -> Locate:
    """What finds the places of clusters by the keys on the entities of a Doc, and the notes on it."""
    noted = notes(doc).get(PLACES, {})
    by_word = {
        inside[0]: ResolvedPlace(**noted[entity.kb_id_])
        for entity in doc.ents
        if entity.kb_id_ in noted and (inside := words_within(words.tokenized.words, entity.start_char, entity.end_char))
    }

    def located(story: Story, named: Sequence[NameCluster]) -> list[ResolvedPlace | None]:
        return [
            next((place for i in one.members if (place := by_word.get(story.names[i].first))), None)
            if one.label is EntityLabel.LOCATION
            else None
            for one in named
        ]

    return located
