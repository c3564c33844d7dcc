"""Which name of an article the text says to be another name of one before: `Magnús Jónsson, kallaður Maggi`, `X (ASÍ)`."""

from __future__ import annotations

from typing import Final

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.discourse.clusters import NameMention
from icenews_nlp.language.discourse.role_phrases import FINITE
from icenews_nlp.language.discourse.story import Story

CALLED: Final = frozenset({"kallaður", "kölluð", "nefndur", "nefnd", "kallaðan", "kallaða", "kölluðum", "kallaðrar", "kallaðs"})
CALLING: Final = frozenset({"kallar", "kallaði", "nefnir", "nefndi"})
"""Before `sig`."""
KNOWN: Final = frozenset(
    "þekkja þekkt þekkta þekktan þekktari þekktastur þekktrar þekktri þekkts þekktum þekktur þekktust".split()
)
"""Before `sem`."""
OF_NAMES: Final = frozenset({"fullu", "réttu", "skírðu"})
"""Before `nafni`."""

MOST_BEFORE_A_NICKNAME: Final = 20
"""Words between a name and a nickname, the commas and a role among them."""
MOST_NAMES: Final = 4
"""Names looked back at for the person whom a nickname is of."""
COMMON_LETTERS: Final = 2
"""First letters that a short name has in common with a name of the person: `Jón Þór Birgisson, eða Jónsi`."""


def name_mentions(story: Story) -> list[NameMention]:
    """The names; one in parentheses right after another may explain it, as may one that the text says to be another name."""
    return [NameMention(name.label, name.name, _other_name_of(story, i)) for i, name in enumerate(story.names)]


def _other_name_of(story: Story, i: int) -> int | None:
    if i and (_in_parentheses(story, i) or _is_alternative(story, i)):
        return i - 1
    return _whom_called(story, i) if _is_called(story, story.names[i].first) else None


def _in_parentheses(story: Story, i: int) -> bool:
    """`Alþýðusamband Íslands (ASÍ)`; a name with digits is of something else: `Úrvalsvísitala Kauphallarinnar (OMXI15)`."""
    before, name = story.names[i - 1], story.names[i]
    closed = story.norms[name.last + 1 : name.last + 2] == [")"]
    is_code = any(c.isdigit() for c in name.name) and not any(c.isdigit() for c in before.name)
    return before.last + 2 == name.first and story.norms[name.first - 1] == "(" and closed and not is_code


def _is_alternative(story: Story, i: int) -> bool:
    """`Elísabet Jónsdóttir, eða Beta eins og hún er kölluð`, `Jón Þór Birgisson, eða Jónsi,`."""
    before, name = story.names[i - 1], story.names[i]
    are_persons = before.label is name.label is EntityLabel.PERSON
    if not are_persons or story.norms[before.last + 1 : name.first] != [",", "eða"]:
        return False
    after = story.norms[name.last + 1 : name.last + 7]
    if after[:2] == ["eins", "og"]:
        return any(norm in CALLED or norm in CALLING for norm in after)
    letters = name.name[:COMMON_LETTERS].casefold()
    is_short = " " not in name.name and any(word.casefold().startswith(letters) for word in before.name.split())
    return is_short and after[:1] == [","]


def _is_called(story: Story, first: int) -> bool:
    """Whether what stands before a name says that it is another name: `kölluð`, `þekkt sem`, `kallar sig`, `fullu nafni`."""
    before = [norm.lower() for norm in story.norms[max(first - 2, 0) : first]]
    if not before:
        return False
    if before[-1] in CALLED or (before[-1].endswith("nafninu") and before[0] == "undir"):
        return True
    pairs = (("sig", CALLING), ("sem", KNOWN), ("nafni", OF_NAMES), ("er", CALLED), ("var", CALLED))
    return any(before[-1] == word and before[0] in verbs for word, verbs in pairs)


def _whom_called(story: Story, i: int) -> int | None:
    """The last person before in the sentence, after whom a comma and at most a role and `sem` with its verb follow."""
    first = story.names[i].first
    start = story.sentences[story.sentence_of(first)][0]
    for j in range(i - 1, max(i - MOST_NAMES, 0) - 1, -1):
        name = story.names[j]
        if name.first < start or first - name.last > MOST_BEFORE_A_NICKNAME:
            return None
        if name.label is EntityLabel.PERSON:
            between = range(name.last + 1, first)
            is_apart = any(story.tags[at].startswith(FINITE) and not _is_relative(story, at) for at in between)
            return None if is_apart or "," not in story.norms[name.last + 1 : first] else j
    return None


def _is_relative(story: Story, verb: int) -> bool:
    """`sem kallar sig`, `sem jafnan er kölluð`."""
    return "sem" in story.norms[verb - 2 : verb]
