"""Quotations: what stands between quotation marks and is said, with who says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from icenews_nlp.language.discourse.roles import RoleSpan
from icenews_nlp.language.discourse.speakers import Speakers
from icenews_nlp.language.discourse.story import Story

OPENING: Final = frozenset('„“"«»')
CLOSES: Final = {"„": '“”"', '"': '"', "“": "”", "«": "»", "»": "«"}

SHORTEST: Final = 3
"""Words of a quotation; fewer are a title or a word in scare quotes, unless somebody is said to say them."""

SHORTEST_PART: Final = 4
"""Words of a quotation that is part of a longer one."""
MOST_REPEATED: Final = 20
"""Quotations without a speaker, the headline's among them, that are looked for among those with one."""


class QuoteSpan(NamedTuple):
    """A quotation with its marks."""

    first: int
    last: int
    """Last word, inclusive."""
    speaker: int | None
    """Index of a name of the speaker in the story; None where the text does not say."""


def find_quotes(story: Story, genders: Sequence[str], roles: Sequence[RoleSpan] = ()) -> list[QuoteSpan]:
    """The quotations of an article in order.

    Args:
        story: the article.
        genders: of each name of the story, k, v or "" for what is known of the person's gender.
        roles: the roles of its persons, which tell who `ráðherrann` is.
    """
    found: list[QuoteSpan] = []
    quoted = _quoted(story)
    speakers = Speakers(story, genders, roles, quoted)
    for first, last in quoted:
        attributed, speaker = speakers.of(first, last)
        if speaker is None and not attributed and found and _goes_on(story, found[-1], first):
            speaker = found[-1].speaker
            attributed = speaker is not None
        if attributed or (_words(story, first, last) >= SHORTEST and _is_sentence(story, first, last)):
            found.append(QuoteSpan(first, last, speaker))
            if speaker is not None:
                speakers.spoke(speaker, last)
    return _repeated(story, found)


def _repeated(story: Story, quotes: Sequence[QuoteSpan]) -> list[QuoteSpan]:
    """The quotations, where one that nobody is said to say has the speaker of the same words, as in a headline.

    A few words may be anybody's, so that a part of what somebody says has to be longer than a whole quotation.
    """
    said = [(f" {_content(story, quote)} ", quote.speaker) for quote in quotes if quote.speaker is not None]
    found = list(quotes)
    unsaid = [number for number, quote in enumerate(quotes) if quote.speaker is None]
    for number in unsaid[:MOST_REPEATED]:
        words = f" {_content(story, quotes[number])} "
        is_long = len(words.split()) >= SHORTEST_PART
        by = [speaker for content, speaker in said if content == words or (is_long and words in content)]
        if len({story.names[i].name for i in by}) == 1:
            found[number] = quotes[number]._replace(speaker=by[0])
    return found


def _content(story: Story, quote: QuoteSpan) -> str:
    """The words of a quotation without its marks and punctuation, in small letters."""
    words = story.norms[quote.first : quote.last + 1]
    return " ".join(norm.casefold() for norm in words if any(c.isalnum() for c in norm))


def _quoted(story: Story) -> list[tuple[int, int]]:
    """The ranges between quotation marks, the marks included."""
    found = []
    opened: int | None = None
    for i, norm in enumerate(story.norms):
        if opened is None:
            if norm in OPENING and norm != "“":
                opened = i
        elif norm in CLOSES[story.norms[opened]]:
            if i > opened + 1:
                found.append((opened, i))
            opened = None
        elif norm == "„":
            opened = i
    return found


def _words(story: Story, first: int, last: int) -> int:
    return sum(any(c.isalpha() for c in norm) for norm in story.norms[first : last + 1])


def _is_sentence(story: Story, first: int, last: int) -> bool:
    """Whether a finite verb is inside."""
    return any(tag.startswith(("sf", "sv")) for tag in story.tags[first : last + 1])


def _goes_on(story: Story, before: QuoteSpan, first: int) -> bool:
    """Whether at most the sentence of the attribution is between two quotations, and no colon, which has its own speaker."""
    return story.norms[first - 1] != ":" and story.sentence_of(first) - story.sentence_of(before.last) <= 1
