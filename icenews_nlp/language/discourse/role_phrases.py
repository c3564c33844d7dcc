"""How far a role reaches, `formaður Félags kennara`, where another begins, and what it is in the nominative."""

from __future__ import annotations

from typing import Final

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.discourse.role_nouns import ACTING, KIN, head, is_role_noun, whole
from icenews_nlp.language.discourse.story import Story

LONGEST: Final = 14
"""Words of a role."""

PREPOSITIONS: Final = ("ao", "aþ", "ae")

FINITE: Final = ("sf", "sv", "sb")
"""Beginnings of the tags of finite verbs."""

NOW: Final = frozenset({"nú", "núna", "núverandi", "síðar", "jafnframt", "einnig", "áður"})
"""Adverbs that may begin another role: `fyrrverandi yfirlögregluþjónn og nú þingmaður`."""

OF_WHAT: Final = frozenset(
    """
    aðaleigandi eigandi fyrirliði formaður forseti forstjóri forstöðumaður framkvæmdastjóri framleiðandi höfundur leikstjóri
    meðeigandi meðstofnandi ritstjóri stjórnandi stjórnarformaður stofnandi útgefandi varaformaður þjálfari
    """.split()
)
"""Nouns that say nothing without what they are of, which may stand after the next: `forstjóri og stofnandi Hvannalindar`."""

LONGEST_PARENTHESES: Final = 6
"""Words in parentheses between a name and its role, the parentheses among them: `Jón Jónsson (45), bóndi`."""


def past_age(story: Story, at: int, end: int) -> tuple[bool, int]:
    """Whether a comma is before the role that may follow a name, and where that begins: after parentheses and an age."""
    if at < end and story.norms[at] == "(":
        closing = (j + 1 for j in range(at, min(end, at + LONGEST_PARENTHESES)) if story.norms[j] == ")")
        at = next(closing, at)
    comma = at < end and story.norms[at] == ","
    at += comma
    if comma and at + 2 < end and story.norms[at + 1] == "ára" and story.tags[at].startswith("t"):
        at += 2
        at += story.lemmas[at] == "gamall"
        at += at < end and story.norms[at] == ","
    return comma, at


def genitives_end(story: Story, noun: int, end: int) -> int:
    """The last word of the genitives right after a noun: `forstjóri Marels`."""
    last = noun
    while last + 1 < end and (story.case(last + 1) == "e" or _is_name_without_case(story, last + 1)):
        last += 1
    return last


def _is_name_without_case(story: Story, word: int) -> bool:
    """An acronym or a foreign name, but no person, whose name would be another one."""
    name = story.name_at[word]
    return name is not None and story.names[name].label is not EntityLabel.PERSON and story.case(word) == ""


def complement_end(story: Story, noun: int, end: int) -> int:
    """The last word of a noun with what belongs to it: genitives, prepositions with their nouns, another noun after `og`."""
    at = noun + 1
    last = noun
    end = min(end, noun + LONGEST)
    while at < end:
        norm, tag = story.norms[at], story.tags[at]
        if norm in (",", ".", ";", ":", "(", "–", "“", "„", "?", "!") or tag.startswith((*FINITE, "ct", "sn")):
            break
        if tag == "c":
            if norm not in ("og", "eða", "í") or _begins_another(story, noun, last, at + 1, end):
                break
        elif tag.startswith("aa") or (tag.startswith("f") and not tag.startswith("fe")):
            break
        else:
            last = at
        at += 1
    while last > noun and story.tags[last] in PREPOSITIONS:
        last -= 1
    return last


def _begins_another(story: Story, first_head: int, last: int, at: int, end: int) -> bool:
    """Whether what follows a conjunction is no part of the noun before: a person, a clause or another role.

    `bóndi og oddviti Flóahrepps` are two, `forstjóri og stofnandi Hvannalindar` is one, since both nouns are of Hvannalind.
    """
    if at >= end:
        return False
    name = story.name_at[at]
    if name is not None and story.names[name].label is EntityLabel.PERSON:
        return True
    if story.tags[at].startswith((*FINITE, "fp", "aa")):
        return True
    other = head(story, at, end)
    if other is None:
        return last == first_head and story.lemmas[at] in KIN  # `kennari og móðir`
    if not _may_be_another(story, first_head, at, other):
        return False
    shares = last == first_head and other == at and complement_end(story, other, end) > other
    return not (shares and shares_complement(story, first_head))


def shares_complement(story: Story, noun: int) -> bool:
    """Whether what belongs to a noun may stand after another one: `forstjóri og stofnandi Hvannalindar` is one role."""
    return story.lemmas[noun].lower() in OF_WHAT


def _may_be_another(story: Story, noun: int, first: int, other: int) -> bool:
    """Whether a noun with its modifiers from `first` on has the case of the noun before, as far as tags tell.

    After a modifier or a half, `félags- og húsnæðismálaráðherra`, it may be a nominative whatever its tag says.
    """
    is_base = first != other and story.norms[other].lower() == story.lemmas[other].lower()
    return is_base or story.case(other) == story.case(noun)


def following(story: Story, before: int, last: int, end: int) -> int | None:
    """The first word of another role of the same person after one with the noun `before` that ends with the word `last`.

    `forstjóri Haga og formaður SA`, `læknir, fyrrverandi alþingismaður, `. What stands before another person's name is that
    person's, and after a comma only what is closed is a role and no member of a list.
    """
    at = last + 1
    if at >= end or story.norms[at] not in ("og", "en", ","):
        return None
    is_comma = story.norms[at] == ","
    at += 1
    while at < end and story.norms[at] in NOW:
        at += 1
    noun = head(story, at, end)
    if noun is None or story.tags[noun].endswith("g") or not _may_be_another(story, before, at, noun):
        return None
    after = complement_end(story, noun, end) + 1
    if is_comma and story.norms[after : after + 1] == ["og"] and (third := head(story, after + 1, end)) is not None:
        after = complement_end(story, third, end) + 1
    if _names_another(story, after, end) or (after < end and story.tags[after].startswith(FINITE) and _is_plural(story, after)):
        return None
    closes = after >= end or story.norms[after] in (",", ".", "–", ":", ";") or story.tags[after].startswith((*FINITE, "ct"))
    return at if closes or not is_comma else None


def _names_another(story: Story, after: int, end: int) -> bool:
    """Whether a person's name stands there or after a comma there: the role before is that person's."""
    after += after < end and story.norms[after] == ","
    name = story.name_at[after] if after < end else None
    return name is not None and story.names[name].label is EntityLabel.PERSON


def _is_plural(story: Story, verb: int) -> bool:
    return story.tags[verb][4:5] == "f"


def in_nominative(story: Story, first: int, last: int) -> str:
    """The role with its nouns and their adjectives in the nominative; what depends on a noun stays."""
    noun = next((at for at in range(first, last + 1) if is_role_noun(story, at) and whole(story, at, last + 1) == at), first)
    words = []
    for at in range(first, last + 1):
        joined = at > noun and story.norms[at - 1] == "og" and is_role_noun(story, at) and story.case(at) == story.case(noun)
        bent = (
            at < noun and story.tags[at].startswith("l") and story.tags[at][3:4] not in ("n", "") and story.tags[noun][1] == "k"
        )
        acting = ACTING.get(story.norms[at].lower()) if at < noun else None
        words.append(acting or (story.lemmas[at] if at == noun or joined or bent else story.norms[at]))
    if story.name_at[first] is None:
        words[0] = words[0][:1].lower() + words[0][1:]
    return " ".join(words).replace(" ,", ",")
