"""Who says a quotation: `„…,“ segir X`, `X sagði: „…“`, `„…,“ að sögn X`, `segir í tilkynningu frá X`, `sagði ráðherrann`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.discourse.predicates import ACCORDING
from icenews_nlp.language.discourse.roles import RoleSpan
from icenews_nlp.language.discourse.story import Story

LONGEST_ATTRIBUTION: Final = 8
"""Words between a verb of saying and its subject."""

LONGEST_CLAUSE: Final = 60
"""Words before a quotation in which its verb of saying may stand, and before that its subject."""

MOST_NAMES: Final = 40
"""Names and roles looked back at for whom a pronoun or `ráðherrann` means."""

SAYING: Final = frozenset(
    """
    segja spyrja svara bæta skrifa fullyrða útskýra benda árétta ítreka viðurkenna hrópa kalla lofa staðfesta tilkynna hvísla
    rifja bóka lýsa taka kveða telja mæla rita
    """.split()
)

NOTICES: Final = ("tilkynning", "yfirlýsing", "svar", "færsla", "bréf", "umsögn", "bókun", "póstur", "pistill", "ályktun")
"""Last parts of nouns for what somebody says in writing: `fréttatilkynning`."""

PRONOUNS: Final = {"hann": "k", "hún": "v"}
GENITIVES: Final = {"hans": "k", "hennar": "v"}
"""Pronoun -> gender in the tags of names."""


class Speakers:
    """The persons and organizations of an article as speakers of its quotations."""

    def __init__(
        self, story: Story, genders: Sequence[str], roles: Sequence[RoleSpan], quoted: Sequence[tuple[int, int]]
    ) -> None:
        """Take an article; arguments as of `find_quotes`, and the ranges between its quotation marks."""
        self._story, self._genders, self._roles = story, genders, roles
        inside = {i for first, last in quoted for i in story.name_at[first : last + 1]}
        self._told = [i for i in range(len(story.names)) if i not in inside]
        """The names outside quotations: of whom the article itself speaks."""
        self._spoke: tuple[int, int] | None = None

    def of(self, first: int, last: int) -> tuple[bool, int | None]:
        """Whether somebody is said to say the words `first` to `last`, and the index of a name of who that is."""
        found = self._after(last)
        if found is None and first:
            found = self._before_colon(first) if self._story.norms[first - 1] == ":" else self._before_clause(first)
        return found or (False, None)

    def spoke(self, name: int, last: int) -> None:
        """Note who has said a quotation that ends with the word `last`; a pronoun after it may mean that person."""
        self._spoke = name, last

    def _after(self, last: int) -> tuple[bool, int | None] | None:
        """`„…,“ segir X`, `„…,“ að sögn X`."""
        story, end = self._story, self._attribution_end(last)
        at = last + 1 + (last + 1 < end and story.norms[last + 1] == ",")
        if at < end and self._says(at):
            return True, self._subject_after(at, end)
        if at + 2 < end and story.norms[at] == "að" and story.norms[at + 1] in ACCORDING:
            return True, self._first(range(at + 2, min(end, at + 4)), "e", "")
        return None

    def _before_colon(self, first: int) -> tuple[bool, int | None] | None:
        """`X sagði: „…“`, and `X var ánægð: „…“`, where X is what the sentence begins with."""
        story = self._story
        start = story.sentences[story.sentence_of(first - 1)][0]
        verb = next((i for i in range(first - 2, max(start, first - LONGEST_CLAUSE) - 1, -1) if self._says(i)), None)
        if verb is not None:
            return True, self._subject_before(verb, start, first - 1)
        name = story.name_at[start]
        if name is not None and story.names[name].label is not EntityLabel.PERSON:
            return None
        subject = self._named(start, start)
        return None if subject is None else (True, subject)

    def _before_clause(self, first: int) -> tuple[bool, int | None] | None:
        """`X sagði „…“`, `X sagði að „…“`: a few words there may be no more than a word that is not the writer's own."""
        story = self._story
        is_clause = story.norms[first - 1] in ("að", "hvort")
        at = first - 1 - is_clause
        start = story.sentences[story.sentence_of(first - 1)][0]
        if at < start:
            return None
        if is_clause and (name := story.name_at[at]) is not None and story.norms[story.names[name].first - 1] == "eftir":
            return False, name  # haft er eftir X að
        verb = next((i for i in range(at, max(at - LONGEST_ATTRIBUTION, start - 1), -1) if self._says(i)), None)
        if verb is None or not (is_clause or verb == at):
            return None
        return False, self._subject_before(verb, start, first - 1)

    def _attribution_end(self, last: int) -> int:
        """Where the sentence ends that the quotation's end is in, or that follows it with a small letter."""
        end = self._story.end_of(last)
        if end == last + 1 and end < len(self._story.norms) and self._story.norms[end][:1].islower():
            end = self._story.end_of(end)
        return end

    def _says(self, at: int) -> bool:
        return self._story.lemmas[at] in SAYING and self._story.tags[at].startswith(("sf", "sv"))

    def _subject_after(self, verb: int, end: int) -> int | None:
        story = self._story
        if story.norms[verb + 1 : verb + 2] == ["í"] and (notice := self._notice(verb + 2, end)):
            return self._author(notice, end)
        for at in range(verb + 1, min(end, verb + 1 + LONGEST_ATTRIBUTION)):
            if story.norms[at] in (",", ".", "„"):
                break
            if (found := self._named(at, verb)) is not None:
                return found
        return None

    def _subject_before(self, verb: int, start: int, end: int) -> int | None:
        """The subject of a verb: the name right after it, else what stands before it, else what comes after it."""
        story = self._story
        after = story.name_at[verb + 1] if verb + 1 < end else None
        if after is not None and self._may_speak(after, "n", ""):
            return after
        for at in range(verb - 1, max(start, verb - LONGEST_CLAUSE) - 1, -1):
            is_subject = story.name_at[at] is not None or story.tags[at][4:5] == "n"
            if is_subject and (found := self._named(at, at)) is not None:
                return found
        if (notice := self._notice(start + 1, verb)) is not None and story.norms[start].lower() == "í":
            return self._author(notice, verb)
        return self._subject_after(verb, story.end_of(verb))

    def _named(self, at: int, before: int) -> int | None:
        """Whom the word `at` names: a name, a pronoun for a person named before, or what a person is."""
        story = self._story
        if (name := story.name_at[at]) is not None:
            return name if self._may_speak(name, "n", "") else None
        if (gender := PRONOUNS.get(story.norms[at].lower())) is not None:
            return self._last_person(before, gender)
        return self._by_role(at, before) if story.tags[at].startswith(("nkeng", "nveng")) else None

    def _by_role(self, at: int, before: int) -> int | None:
        """The person whose role before the word `before` is the noun `at`: `ráðherrann`; None if several have it."""
        story, noun = self._story, self._story.lemmas[at]
        end = bisect_left(self._roles, before, key=lambda role: story.names[role.name].first)
        fitting = [
            role.name
            for role in self._roles[max(end - MOST_NAMES, 0) : end]
            if any(lemma.endswith(noun) for lemma in story.lemmas[role.first : role.last + 1])
        ]
        return fitting[-1] if len({story.names[i].name for i in fitting}) == 1 else None

    def _notice(self, first: int, end: int) -> int | None:
        """The noun of `í tilkynningu`, `í skriflegu svari` that begins at a word."""
        story = self._story
        for at in range(first, min(end, first + 3)):
            if story.tags[at].startswith("n"):
                return at if story.lemmas[at].endswith(NOTICES) else None
        return None

    def _author(self, notice: int, end: int) -> int | None:
        """`tilkynningu frá X`, `svari X`."""
        if self._story.norms[notice + 1 : notice + 2] == ["frá"]:
            return self._first(range(notice + 2, min(end, notice + 4)), "þ", "")
        return self._first(range(notice + 1, min(end, notice + 3)), "e", "")

    def _first(self, words: Iterable[int], *cases: str) -> int | None:
        """Whom the first of the words that is a name or pronoun names, in one of the cases."""
        for at in words:
            if (name := self._story.name_at[at]) is not None:
                return name if self._may_speak(name, *cases) else None
            if (gender := GENITIVES.get(self._story.norms[at].lower())) is not None:
                return self._last_person(at, gender)
        return None

    def _may_speak(self, name: int, *cases: str) -> bool:
        """Whether a name is a person's or an organization's and may be in one of the cases."""
        is_speaker = self._story.names[name].label in (EntityLabel.PERSON, EntityLabel.ORGANIZATION)
        return is_speaker and self._story.case_of_name(name) in cases

    def _last_person(self, before: int, gender: str) -> int | None:
        """The person of the last sentence before a word that names one of that gender; one known to be, its subject, if any."""
        story = self._story
        end = bisect_left(self._told, before, key=lambda i: story.names[i].first)
        fitting = [i for i in reversed(self._told[max(end - MOST_NAMES, 0) : end]) if self._is_person(i, gender)]
        spoke = self._spoke
        if spoke and self._is_person(spoke[0], gender) and not (fitting and story.names[fitting[0]].first > spoke[1]):
            return spoke[0]
        if not fitting:
            return None
        sentence = story.sentence_of(story.names[fitting[0]].first)
        near = [i for i in fitting if story.sentence_of(story.names[i].first) == sentence]
        sure = [i for i in near if self._genders[i] == gender] or near
        return next((i for i in sure if story.case_of_name(i) == "n"), sure[0])

    def _is_person(self, name: int, gender: str) -> bool:
        return self._story.names[name].label is EntityLabel.PERSON and self._genders[name] in (gender, "")
