"""The gender of a person, as far as the name and the roles tell it: `Hanna Katrín Friðriksson` is a woman."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Final

from icenews_nlp.language.discourse.role_nouns import head
from icenews_nlp.language.discourse.roles import RoleSpan
from icenews_nlp.language.discourse.story import Story
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.names.persons import GIVEN_NAMES

PATRONYMICS: Final = (("dóttir", "v"), ("bur", "h"))
"""Endings of patronymics that tell the gender by themselves; -son may be of a family name."""

LETTERS: Final = {"kk": "k", "kvk": "v"}
"""BÍN's class of a noun -> letter of the gender in MIM-GOLD's tags."""

WOMAN: Final = "kona"
"""Last part of the nouns that only women have as roles: `sundkona`."""


@cache
def _bin() -> Bin:
    return Bin()


def gender_of(story: Story, names: Iterable[int], roles: Iterable[RoleSpan]) -> str:
    """The letter of the gender of the person that these names mention and these roles are of, "" where nothing tells it."""
    if any(_is_womans(story, role) for role in roles):
        return "v"
    counts = Counter(gender for i in names if (gender := _of_name(story, i)))
    return counts.most_common(1)[0][0] if counts else ""


def _is_womans(story: Story, role: RoleSpan) -> bool:
    noun = head(story, role.first, role.last + 1)
    return noun is not None and story.lemmas[noun].endswith(WOMAN)


def _of_name(story: Story, i: int) -> str:
    """What the given name says; where BÍN has none such, what a patronymic does, but for -son after an unknown name."""
    words = story.names[i].name.split()
    last = words[-1] if len(words) > 1 else ""
    found = next((gender for ending, gender in PATRONYMICS if last.endswith(ending)), "")
    return found or _given(story, i)


def _given(story: Story, i: int) -> str:
    """The gender of the first given name by its tag, or by BÍN where the tag is of a foreign word."""
    name = story.names[i]
    words = name.name.split()
    for at, word in zip(range(name.first, name.last + 1), words, strict=False):
        if not word.endswith("."):
            tag = story.tags[at]
            return tag[1] if tag[:1] == "n" and tag[1:2] in ("k", "v") else _in_bin(word)
    return ""


def _in_bin(word: str) -> str:
    """The gender that all readings of a word as a given name have; of `Anna-Karin` the first part tells it."""
    readings = (r for r in _bin().readings(word.partition("-")[0]) if r.in_domain(GIVEN_NAMES) and r.mark.startswith("NFET"))
    genders = {LETTERS.get(r.word_class, "") for r in readings}
    return genders.pop() if len(genders) == 1 else ""
