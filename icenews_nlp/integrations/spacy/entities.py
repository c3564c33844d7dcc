"""A Doc's entities as language/ sees them, which of them name one thing, and what place that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from spacy.tokens import Span

from icenews_nlp.enrichment.clusters import Locate, clusters_of
from icenews_nlp.integrations.spacy.docs import DocWords, words_within
from icenews_nlp.integrations.spacy.names import LABEL_SCHEMES
from icenews_nlp.integrations.spacy.places import place_key
from icenews_nlp.labels import NAME_LABELS
from icenews_nlp.language.analyser import EntitySpan
from icenews_nlp.language.discourse.story import Story, StoryName
from icenews_nlp.language.places.resolver import ResolvedPlace

LABELS: Final = {name: label for scheme in LABEL_SCHEMES.values() for label, name in scheme.items()}
"""The label of an entity of a Doc, in either scheme -> ours."""


def entity_span(words: DocWords, entity: Span) -> EntitySpan | None:
    """An entity whose label is in `LABELS`; None where it begins or ends within a word.

    One that another component found has its text for a name, and the score 1.
    """
    inside = words_within(words.tokenized.words, entity.start_char, entity.end_char)
    if inside is None:
        return None
    name, score = entity._.icenews_name, entity._.icenews_score
    text = " ".join(entity.text.split())
    return EntitySpan(*inside, LABELS[entity.label_], text if name is None else name, 1.0 if score is None else score)


class Link(NamedTuple):
    """What an entity of a Doc is linked to."""

    cluster: str = ""
    """The id of its cluster; "" for a value."""
    place: ResolvedPlace | None = None

    @property
    def place_key(self) -> str:
        """The place as `Span.kb_id_` has it; "" where there is none."""
        return place_key(self.place.source, self.place.id) if self.place else ""


def links(words: DocWords, entities: Sequence[EntitySpan], locate: Locate) -> dict[int, Link]:
    """The clusters and places of entities, as in `to_document`.

    Args:
        words: all words of the Doc.
        entities: its entities in any order, values among them.
        locate: what finds the places of clusters.

    Returns:
        First word of a name -> what it is linked to. Values are left out.
    """
    norms = [word.norm for word in words.tokenized.words]
    tags, lemmas = [token.tag_ for token in words.tokens], [token.lemma_ for token in words.tokens]
    names = sorted(StoryName(e.first, e.last, e.label, e.name) for e in entities if e.label in NAME_LABELS)
    story = Story(norms, tags, lemmas, words.tokenized.sentences, names)
    clusters = clusters_of(story)
    return {
        names[i].first: Link(one.id, place)
        for one, place in zip(clusters, locate(story, clusters), strict=True)
        for i in one.members
    }
