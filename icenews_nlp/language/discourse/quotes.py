"""Quotations and who says them: `„…,“ segir X`, `X sagði: „…“`, and quotations that go on without a new attribution."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.discourse.story import Story

OPENING: Final = frozenset('„“"«»')
CLOSES: Final = {"„": '“”"', '"': '"', "“": "”", "«": "»", "»": "«"}

SHORTEST: Final = 3
"""Words of a quotation; fewer are a title or a word in scare quotes, unless somebody is said to say them."""

LONGEST_ATTRIBUTION: Final = 8
"""Words between a verb of saying and its subject."""

MOST_NAMES: Final = 40
"""Names looked back at for whom a pronoun means."""

SAYING: Final = frozenset(
    """
    segja spyrja svara bæta skrifa fullyrða útskýra benda árétta ítreka viðurkenna hrópa kalla lofa staðfesta tilkynna hvísla
    rifja bóka lýsa taka kveða telja mæla rita
    """.split()  # noqa: SIM905
)

PRONOUNS: Final = {"hann": "k", "hún": "v"}
"""Pronoun -> gender in the tags of names."""


class QuoteSpan(NamedTuple):
    """A quotation with its marks."""

    first: int
    last: int
    """Last word, inclusive."""
    speaker: int | None
    """Index of a name of the speaker in the story; None where the text does not say."""


def find_quotes(story: Story, genders: Sequence[str]) -> list[QuoteSpan]:
    """The quotations of an article in order.

    Args:
        story: the article.
        genders: of each name of the story, k, v or "" for what is known of the person's gender.
    """
    found: list[QuoteSpan] = []
    for first, last in _quoted(story):
        attributed, speaker = _speaker(story, first, last, genders)
        if speaker is None and not attributed and found and _goes_on(story, found[-1], first):
            speaker = found[-1].speaker
            attributed = speaker is not None
        if attributed or (_words(story, first, last) >= SHORTEST and _is_sentence(story, first, last)):
            found.append(QuoteSpan(first, last, speaker))
    return found


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
    """Whether at most the sentence of the attribution is between two quotations."""
    return story.sentence_of(first) - story.sentence_of(before.last) <= 1


def _speaker(story: Story, first: int, last: int, genders: Sequence[str]) -> tuple[bool, int | None]:
    """Whether somebody is said to say it, and the name of who that is."""
    end = _attribution_end(story, last)
    at = last + 1 + (last + 1 < end and story.norms[last + 1] == ",")
    if at < end and _says(story, at):
        return True, _subject_after(story, at, end, genders)
    if first and story.norms[first - 1] == ":":
        start = story.sentences[story.sentence_of(first - 1)][0]
        verb = next((i for i in range(first - 2, start - 1, -1) if _says(story, i)), None)
        if verb is not None:
            return True, _subject_before(story, verb, start, genders)
    return False, None


def _attribution_end(story: Story, last: int) -> int:
    """Where the sentence ends that the quotation's end is in, or that follows it with a small letter."""
    end = story.end_of(last)
    if end == last + 1 and end < len(story.norms) and story.norms[end][:1].islower():
        end = story.end_of(end)
    return end


def _says(story: Story, at: int) -> bool:
    return story.lemmas[at] in SAYING and story.tags[at].startswith(("sf", "sv"))


def _subject_after(story: Story, verb: int, end: int, genders: Sequence[str]) -> int | None:
    for at in range(verb + 1, min(end, verb + 1 + LONGEST_ATTRIBUTION)):
        name = story.name_at[at]
        if name is not None and _may_speak(story, name):
            return name
        if story.norms[at].lower() in PRONOUNS:
            return _last_person(story, verb, PRONOUNS[story.norms[at].lower()], genders)
        if story.norms[at] in (",", ".", "„"):
            break
    return None


def _subject_before(story: Story, verb: int, start: int, genders: Sequence[str]) -> int | None:
    for at in range(verb - 1, start - 1, -1):
        name = story.name_at[at]
        if name is not None and _may_speak(story, name):
            return name
        if story.norms[at].lower() in PRONOUNS and story.tags[at][4:5] == "n":
            return _last_person(story, at, PRONOUNS[story.norms[at].lower()], genders)
    return _subject_after(story, verb, story.end_of(verb), genders)


def _may_speak(story: Story, name: int) -> bool:
    """Whether a name is a person's or an organization's and may be a nominative."""
    is_speaker = story.names[name].label in (EntityLabel.PERSON, EntityLabel.ORGANIZATION)
    return is_speaker and story.case_of_name(name) in ("n", "")


def _last_person(story: Story, before: int, gender: str, genders: Sequence[str]) -> int | None:
    """The person named last before a word who may be of that gender."""
    last = bisect_left(story.names, before, key=lambda name: name.first) - 1
    for i in range(last, max(last - MOST_NAMES, -1), -1):
        if story.names[i].label is EntityLabel.PERSON and genders[i] in (gender, ""):
            return i
    return None
