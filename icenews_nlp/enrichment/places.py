"""The places of an article's clusters, from their names and from what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from icenews_nlp.enrichment.clusters import Locate, NameCluster
from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.discourse.story import Story
from icenews_nlp.language.places.resolver import PlaceName, PlaceResolver, ResolvedPlace

IN: Final = frozenset({"í", "á", "("})
"""What stands between a place and what it lies in: `Cambridge í Massachusetts`."""

PLACES: Final = ("borg", "bær", "þorp", "eyja", "ey", "ríki", "hérað", "fylki", "sýsla", "svæði", "staður", "hverfi", "strönd")
"""Last parts of nouns that stand between what says of which country a place is and its name: `rússnesku borginni Khasan`."""

LIST: Final = frozenset({",", "og", "eða", "en"})
"""What stands after a place in a list of places; `London, Ontario` is none."""


def locate(resolver: PlaceResolver) -> Locate:
    """What finds the places of clusters with this resolver."""

    def located(story: Story, named: Sequence[NameCluster]) -> list[ResolvedPlace | None]:
        numbers = [number for number, one in enumerate(named) if one.label is EntityLabel.LOCATION]
        found: list[ResolvedPlace | None] = [None] * len(named)
        for number, place in zip(numbers, resolver.resolve(_names(story, named, numbers), story.lemmas), strict=True):
            found[number] = place
        return found

    return located


def _names(story: Story, named: Sequence[NameCluster], numbers: Sequence[int]) -> list[PlaceName]:
    """What the article calls each of these clusters."""
    index_of = {i: index for index, number in enumerate(numbers) for i in named[number].members}
    found = []
    for number in numbers:
        members = named[number].members
        inside = (index_of.get(_container(story, i)) for i in members)
        names = dict.fromkeys((named[number].name, *(story.names[i].name for i in members)))
        bases = dict.fromkeys(story.lemmas[story.names[i].first] for i in members if _is_one_word(story, i))
        origins = dict.fromkeys(filter(None, (_origin(story, i) for i in members)))
        found.append(PlaceName(tuple(names), tuple(bases), tuple({i for i in inside if i is not None}), tuple(origins)))
    return found


def _origin(story: Story, i: int) -> str | None:
    """The lemma of the adjective in `rússnesku borginni Khasan`; None where there is none."""
    noun = story.names[i].first - 1
    start = story.sentences[story.sentence_of(noun + 1)][0]
    is_place = noun > start and story.lemmas[noun].endswith(PLACES) and story.tags[noun].endswith("g")
    return story.lemmas[noun - 1] if is_place and story.tags[noun - 1].startswith("l") else None


def _container(story: Story, i: int) -> int:
    """The name that follows a name after what says that the one lies in the other; -1 where there is none."""
    name, following = story.names[i], story.names[i + 1 : i + 2]
    if not following or following[0].first != name.last + 2:
        return -1
    between, after = story.norms[name.last + 1], story.norms[following[0].last + 1 : following[0].last + 2]
    return i + 1 if between in IN or (between == "," and LIST.isdisjoint(after)) else -1


def _is_one_word(story: Story, i: int) -> bool:
    return story.names[i].first == story.names[i].last
