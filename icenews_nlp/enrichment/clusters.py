"""Clusters, roles and quotations of a document, from its tokens and entities alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from icenews_nlp.labels import NAME_LABELS, EntityLabel
from icenews_nlp.language.discourse.clusters import cluster, fullest
from icenews_nlp.language.discourse.credits import is_credit
from icenews_nlp.language.discourse.genders import gender_of
from icenews_nlp.language.discourse.other_names import name_mentions
from icenews_nlp.language.discourse.quotes import find_quotes
from icenews_nlp.language.discourse.roles import RoleSpan, find_roles
from icenews_nlp.language.discourse.story import Story, StoryName
from icenews_nlp.language.places.resolver import ResolvedPlace

Fields = Mapping[str, Sequence[dict[str, Any]]]
"""The fields of a document under construction: tokens, sentences, entities."""

TITLE_WEIGHT: Final = 4
LEAD_WEIGHT: Final = 3

GENDERS: Final = {"k": "Masc", "v": "Fem", "h": "Neut"}
"""Letter of MIM-GOLD's tags -> value of Universal Dependencies."""

SALIENCE_DIGITS: Final = 4


class Whole(NamedTuple):
    """What is known of an article as a whole, as fields of a document."""

    clusters: list[dict[str, Any]]
    quotes: list[dict[str, Any]]
    entities: list[dict[str, Any]]
    """What each entity has beside its own fields: `cluster` and `credit`; nothing for a value."""


class NameCluster(NamedTuple):
    """Names of one thing."""

    id: str
    label: EntityLabel
    name: str
    """The fullest of them."""
    members: list[int]
    """Indexes into the names of the story."""


Locate = Callable[[Story, Sequence[NameCluster]], Sequence[ResolvedPlace | None]]
"""The clusters of a story -> the place of each; None for what is no place, or cannot be told from others."""


def clusters_of(story: Story) -> list[NameCluster]:
    """The names of a story by what they name, in the order of their first mentions; no two ids are the same."""
    seen: Counter[str] = Counter()
    found = []
    for members in cluster(name_mentions(story)):
        name, label = fullest(story.names[i].name for i in members), story.names[members[0]].label
        own_id = f"{label.value}:{name}"
        seen[own_id] += 1
        number = f" ({seen[own_id]})" if seen[own_id] > 1 else ""
        found.append(NameCluster(own_id + number, label, name, members))
    return found


def clustered(text: str, title_end: int, fields: Fields, locate: Locate) -> Whole:
    """Clusters and quotations.

    Args:
        text: the document's text.
        title_end: where the title ends in it, in code points; 0 without a title.
        fields: its tokens, sentences and entities.
        locate: what finds the places of its clusters.
    """
    entities = fields["entities"]
    own = [i for i, entity in enumerate(entities) if entity["label"] in NAME_LABELS]
    story = _story(fields, own)
    credits = _credits(story)
    named = clusters_of(story)
    cluster_of = {i: number for number, one in enumerate(named) for i in one.members}
    spans = find_roles(story)
    roles = _roles(spans, cluster_of, len(named))
    genders = [gender_of(story, one.members, own_roles) for one, own_roles in zip(named, roles, strict=True)]
    weights = _weights(story, [one.members for one in named], credits, _first_of_body(fields, title_end))
    clusters = [
        {
            "id": one.id,
            "label": one.label,
            "name": one.name,
            "mentions": [own[i] for i in one.members],
            "count": sum(not credits[i] for i in one.members),
            "first_sentence": story.sentence_of(story.names[one.members[0]].first),
            "salience": weight,
            "gender": GENDERS.get(gender) if one.label is EntityLabel.PERSON else None,
            "roles": [{**_range(text, fields, r.first, r.last), "name": r.role} for r in own_roles],
            "place": place and place._asdict(),
        }
        for one, weight, gender, own_roles, place in zip(named, weights, genders, roles, locate(story, named), strict=True)
    ]
    links: list[dict[str, Any]] = [{} for _ in entities]
    for i, entity in enumerate(own):
        links[entity] = {"cluster": cluster_of[i], "credit": credits[i]}
    quotes = [
        {**_offsets(fields, first, last), "speaker": None if speaker is None else cluster_of[speaker]}
        for first, last, speaker in find_quotes(story, [genders[cluster_of[i]] for i in range(len(own))], spans)
    ]
    return Whole(clusters, quotes, links)


def _roles(spans: Sequence[RoleSpan], cluster_of: Mapping[int, int], count: int) -> list[list[RoleSpan]]:
    """The roles of each of so many clusters, each once."""
    roles: list[list[RoleSpan]] = [[] for _ in range(count)]
    for role in spans:
        own = roles[cluster_of[role.name]]
        if role.role not in [other.role for other in own]:
            own.append(role)
    return roles


def _story(fields: Fields, own: Sequence[int]) -> Story:
    tokens, entities = fields["tokens"], fields["entities"]
    return Story(
        [token["norm"] for token in tokens],
        [token["tag"] for token in tokens],
        [token["lemma"] for token in tokens],
        [(s["first_token"], s["last_token"] + 1) for s in fields["sentences"]],
        [StoryName(e["first_token"], e["last_token"], EntityLabel(e["label"]), e["name"]) for e in (entities[i] for i in own)],
    )


def _credits(story: Story) -> list[bool]:
    """Of each name, whether it stands in a credit or byline."""
    inside = [name is not None for name in story.name_at]
    found = {
        s
        for s in {story.sentence_of(name.first) for name in story.names}
        if is_credit(story.norms[slice(*story.sentences[s])], inside[slice(*story.sentences[s])])
    }
    return [story.sentence_of(name.first) in found for name in story.names]


def _first_of_body(fields: Fields, title_end: int) -> int:
    return next((i for i, sentence in enumerate(fields["sentences"]) if sentence["start"] >= title_end), 0)


def _weights(story: Story, groups: Sequence[Sequence[int]], credits: Sequence[bool], body: int) -> list[float]:
    """The salience of each group of names; `body` is the first sentence of the body."""

    def weight(i: int) -> int:
        sentence = story.sentence_of(story.names[i].first)
        if credits[i]:
            return 0
        return TITLE_WEIGHT if sentence < body else LEAD_WEIGHT if sentence == body else 1

    found = [sum(weight(i) for i in members) for members in groups]
    most = max(found, default=0) or 1
    return [round(one / most, SALIENCE_DIGITS) for one in found]


def _range(text: str, fields: Fields, first: int, last: int) -> dict[str, Any]:
    offsets = _offsets(fields, first, last)
    return {"text": text[offsets["start"] : offsets["end"]], **offsets}


def _offsets(fields: Fields, first: int, last: int) -> dict[str, int]:
    """From the first to the last token, in code points."""
    return {"start": fields["tokens"][first]["start"], "end": fields["tokens"][last]["end"]}
