"""Roles of persons, as the article gives them: `Dimitri Peskov, talsmaður Pútíns`, `Ásgeir Jónsson seðlabankastjóri`."""

from __future__ import annotations

from typing import Final, NamedTuple

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.discourse.predicates import named_last, predicates
from icenews_nlp.language.discourse.role_nouns import PLURAL, WEAK, head, is_role_noun, start_of
from icenews_nlp.language.discourse.role_phrases import (
    FINITE,
    LONGEST,
    complement_end,
    following,
    genitives_end,
    in_nominative,
    past_age,
    shares_complement,
)
from icenews_nlp.language.discourse.story import Story

Span = tuple[int, int]
"""First and last word of a role."""

TITLES: Final = frozenset({"séra", "sr.", "dr.", "frú", "herra"})
"""Titles without a case, which are left out of roles."""

MOST_ROLES: Final = 4
"""Roles of one person in a row."""

THEY: Final = frozenset({"þeir", "þær", "þau", "þá", "þeim", "þeirra"})
"""What may stand between the role of several persons and their names."""


class RoleSpan(NamedTuple):
    """A role of the person that a name mentions."""

    name: int
    """Index of the name in the story."""
    first: int
    last: int
    """Last word, inclusive."""
    role: str
    """In the nominative singular, without an article."""


def find_roles(story: Story) -> list[RoleSpan]:
    """The roles of all persons of an article, in order."""
    found: list[RoleSpan] = []
    shared = _shared(story)
    for i, name in enumerate(story.names):
        if i in shared:
            found.append(shared[i])
        if name.label is EntityLabel.PERSON:
            after = _after(story, i)
            end = after[-1][1] + 1 if after else name.last + 1
            for first, last in (*named_last(story, i, end), *_before(story, i), *after, *predicates(story, i, end)):
                if not found or _is_apart(story, found[-1], first):
                    found.append(RoleSpan(i, first, last, in_nominative(story, first, last)))
    return found


def _is_apart(story: Story, before: RoleSpan, first: int) -> bool:
    """Whether a role that begins there is not the role before: what follows one name is no role of the next.

    It may have that name and its role within it: `Talsmaður | Pútíns Rússlandsforseta, | Dimitri Peskov`.
    """
    return before.last < first or first < story.names[before.name].first <= before.first


def _shared(story: Story) -> dict[int, RoleSpan]:
    """Index of a name -> the role that it shares with the names beside it: `Prestarnir X og Y`, `Prestar Y, þau X og Y`."""
    found: dict[int, RoleSpan] = {}
    for i, name in enumerate(story.names):
        before = story.names[i - 1] if i else None
        if name.label is not EntityLabel.PERSON:
            continue
        if (role := _of_several(story, i)) is not None:
            found[i] = role
        elif i - 1 in found and before is not None and story.norms[before.last + 1 : name.first] in (["og"], [","]):
            found[i] = found[i - 1]._replace(name=i)
    return {i: role for i, role in found.items() if i + 1 in found or i - 1 in found}


def _of_several(story: Story, i: int) -> RoleSpan | None:
    """The role in the plural before a name: right before it, or with what belongs to it before `þeir`, `þær` or `þau`."""
    at = story.names[i].first - 1
    if at >= 0 and is_role_noun(story, at, PLURAL) and _may_have_case(story, at, i):
        return RoleSpan(i, at, at, story.lemmas[at])
    if at < 1 or story.norms[at] not in THEY or story.norms[at - 1] != ",":
        return None
    start = story.sentences[story.sentence_of(at)][0]
    for noun in range(at - 2, max(start, at - LONGEST) - 1, -1):
        if story.norms[noun] == "," or story.tags[noun].startswith(FINITE):
            return None
        if is_role_noun(story, noun, PLURAL) and story.case(noun) != "e":
            is_whole = complement_end(story, noun, at - 1) == at - 2 and _may_have_case(story, noun, i)
            return RoleSpan(i, noun, at - 2, in_nominative_singular(story, noun, at - 2)) if is_whole else None
    return None


def in_nominative_singular(story: Story, noun: int, last: int) -> str:
    """`þingmönnum Viðreisnar` -> `þingmaður Viðreisnar`."""
    return " ".join([story.lemmas[noun], *story.norms[noun + 1 : last + 1]])


def _after(story: Story, i: int) -> list[Span]:
    """What follows the name: `X forsætisráðherra`, `X, forstjóri Y,`, `X (45), bóndi og oddviti,`."""
    name, end = story.names[i], story.end_of(story.names[i].first)
    comma, first = past_age(story, name.last + 1, end)
    noun = head(story, first, end)
    if noun is None or not _agrees(story, noun, i):
        return []
    if not comma and story.tags[first][:1] == "l" and story.tags[first][4:5] == WEAK:
        first = noun  # `Friðrik tíundi Danakonungur`: the number is of the name
    last = complement_end(story, noun, end) if comma else genitives_end(story, noun, end)
    if not comma and _is_predicate(story, name.first, last + 1, end):
        return []
    found = [(start_of(story, noun, first), last)]
    while len(found) < MOST_ROLES and (start := following(story, noun, last, end)) is not None:
        other = head(story, start, end)
        assert other is not None  # `following` has seen it
        last = complement_end(story, other, end)
        found.append((start, last))
    return found


def _is_predicate(story: Story, first: int, after: int, end: int) -> bool:
    """Whether the role is said of the name in a question or a condition: `Er X formaður?`, `Verði X formaður, hættir Y`."""
    verb = first - 1
    if verb < 0 or story.lemmas[verb] not in ("vera", "verða") or not story.tags[verb].startswith(("sf", "sv")):
        return False
    opens = verb == story.sentences[story.sentence_of(first)][0] or story.tags[verb].startswith("sv")
    closes = after >= end or story.norms[after] in (",", "?", ".", "!") or story.tags[after].startswith((*FINITE, "c", "a"))
    return opens and closes


def _before(story: Story, i: int) -> list[Span]:
    """What stands before the name: `leikarinn og leikstjórinn X`, and `Forseti Íslands, X,` between a beginning and a comma."""
    name = story.names[i]
    start = story.sentences[story.sentence_of(name.first)][0]
    before = name.first - 1
    while before >= start and story.norms[before] in TITLES:
        before -= 1
    if before > start and story.norms[before] == ",":
        return _apposed_to(story, i, start, _without_parentheses(story, start, before))
    if before < start or not is_role_noun(story, before) or not _may_have_case(story, before, i):
        return []
    if story.case(before) == "e" and not story.tags[before].endswith("g"):
        return []  # `talsmanns Pútíns`: the name may depend on the noun
    found = [(start_of(story, before, start), before)]
    while len(found) < MOST_ROLES and (noun := _preceding(story, found[-1], start)) is not None:
        found.append((start_of(story, noun, start), noun))
    return found[::-1]


def _preceding(story: Story, role: Span, start: int) -> int | None:
    """The noun of another role right before `og` or, in a row, a comma and a role: `Leikarinn, leikstjórinn og skáldið X`."""
    first, last = role
    at = first - 2
    if at < start or not is_role_noun(story, at) or story.tags[at][3:] != story.tags[last][3:]:
        return None
    is_joined = story.norms[first - 1] == "og"
    is_in_row = story.norms[first - 1] == "," and story.norms[last + 1 : last + 2] == ["og"]
    return at if is_joined or is_in_row else None


def _without_parentheses(story: Story, start: int, comma: int) -> int:
    """Where the parentheses begin that end right before a comma, `Alþýðusambands Íslands (ASÍ),`; without them the comma."""
    if story.norms[comma - 1] != ")":
        return comma
    opening = (at for at in range(comma - 2, max(start, comma - LONGEST), -1) if story.norms[at] == "(")
    return next(opening, comma)


def _apposed_to(story: Story, i: int, start: int, comma: int) -> list[Span]:
    """The noun phrases before a comma and a name, with a comma, verb or role after: `Forseti ASÍ, Drífa Snædal, sagði`."""
    name, end = story.names[i], story.end_of(comma)
    after = name.last + 1
    closes = after == end or story.norms[after] in (",", ".", "–") or story.tags[after].startswith(FINITE)
    if not closes and not _after(story, i):
        return []
    noun = _noun_before(story, i, start, comma)
    found: list[Span] = []
    end = comma
    while noun is not None and len(found) < MOST_ROLES:
        first = start_of(story, noun, start)
        if found and noun == end - 1 and shares_complement(story, noun) and found[0][0] < found[0][1]:
            found[0] = (first, found[0][1])
        else:
            found.insert(0, (first, end - 1))
        end = first - 1
        noun = _noun_before(story, i, start, end) if end > start and story.norms[end] == "og" else None
    return found


def _noun_before(story: Story, i: int, start: int, end: int) -> int | None:
    """The noun in the case of the name of which all words before `end` are what belongs to it."""
    for noun in range(end - 1, max(start, end - LONGEST) - 1, -1):
        if story.tags[noun].startswith(FINITE) or story.norms[noun] in (",", "„", "“"):
            return None
        if is_role_noun(story, noun) and _may_have_case(story, noun, i) and story.case(noun) != "e":
            if _is_said_of_another(story, noun):
                return None
            return noun if complement_end(story, noun, end) == end - 1 else None
    return None


def _is_said_of_another(story: Story, noun: int) -> bool:
    """`X er formaður, Y varaformaður`: the noun is what the clause before the comma says of X."""
    is_predicate = noun > 1 and story.lemmas[noun - 1] == "vera" and story.tags[noun - 1].startswith("sf")
    name = story.name_at[noun - 2] if is_predicate else None
    return name is not None and story.names[name].label is EntityLabel.PERSON


def _may_have_case(story: Story, noun: int, i: int) -> bool:
    """Whether the noun is in the case of the name, as far as the tags of the two tell."""
    return story.case_of_name(i) in (story.case(noun), "")


def _agrees(story: Story, noun: int, i: int) -> bool:
    """Whether a noun after a name may be in its case; tags confuse those of `Höllu Tómasdóttur, forseta` and `Hákon prins`."""
    cases = (story.case(noun), story.case_of_name(i))
    is_base = cases[1] == "n" and story.norms[noun].lower() == story.lemmas[noun].lower()
    return _may_have_case(story, noun, i) or "n" not in cases or is_base
