"""Roles of persons, as the article gives them: `Dimitri Peskov, talsmaður Pútíns`, `Ásgeir Jónsson seðlabankastjóri`."""

from __future__ import annotations

from typing import Final, NamedTuple

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.discourse.story import Story

LONGEST: Final = 14
"""Words of a role."""

KIN: Final = frozenset(
    """
    afi amma barn bróðir dóttir dóttursonur eiginkona eiginmaður ekkja ekkill faðir frænka frændi kona kærasta kærasti maki
    maður mágkona mágur móðir sambýliskona sambýlismaður sonur systir systkini unnusta unnusti vinkona vinur
    """.split()
)
"""Nouns that say whose relative or friend a person is, and that make no role."""

PREPOSITIONS: Final = ("ao", "aþ", "ae")
SINGULAR: Final = "e"
PLURAL: Final = "f"
"""Letters of the number in the tags of nouns."""

WEAK: Final = "v"
"""Letter of the declension in the tags of adjectives."""

FINITE: Final = ("sf", "sv", "sb")
"""Beginnings of the tags of finite verbs."""

POET: Final = "skáld"
"""The neuter noun for a person: `tónskáld`."""

HALF_JOINTS: Final = frozenset({"og", "eða", ","})
"""What stands after the half of a compound whose last part follows."""

TITLES: Final = frozenset({"séra", "sr.", "dr.", "frú", "herra"})
"""Titles without a case, which are left out of roles."""


ROLE_ENDINGS: Final = tuple(
    """
    andi áhrifavaldur ari arkitekt biskup bóndi dósent drottning eigandi fræðingur fulltrúi fyrirsæta foringi forseti formaður
    gestur goði herra hetja hirðir höfundur kanslari kappi keisari kona konungur kóngur krati lektor leiðtogi liði ljósmóðir
    læknir maður nemi oddviti páfi prestur prins prinsessa prófessor ráðgjafi ráðherra rektor ritari skáld smiður stjarna stjóri
    stýra sýslumaður verji virki vörður þjónn
    """.split()
)
"""Last parts of nouns for what persons are or do."""


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
            for first, last in filter(None, (_before(story, i), _after(story, i))):
                if not found or _is_apart(story, found[-1], first):
                    found.append(RoleSpan(i, first, last, _in_nominative(story, first, last)))
    return found


def _is_apart(story: Story, before: RoleSpan, first: int) -> bool:
    """Whether a role that begins there is not the role before: what follows one name is no role of the next.

    It may have that name and its role within it: `Talsmaður | Pútíns Rússlandsforseta, | Dimitri Peskov`.
    """
    return before.last < first or first < story.names[before.name].first <= before.first


def _shared(story: Story) -> dict[int, RoleSpan]:
    """Index of a name -> the role that it shares with the names beside it: `Prestarnir X og Y`."""
    found: dict[int, RoleSpan] = {}
    for i, name in enumerate(story.names):
        at, before = name.first - 1, story.names[i - 1] if i else None
        if name.label is not EntityLabel.PERSON or at < 0:
            continue
        if _is_role_noun(story, at, PLURAL) and _may_have_case(story, at, i):
            found[i] = RoleSpan(i, at, at, story.lemmas[at])
        elif i - 1 in found and before is not None and story.norms[before.last + 1 : name.first] in (["og"], [","]):
            found[i] = found[i - 1]._replace(name=i)
    return {i: role for i, role in found.items() if i + 1 in found or i - 1 in found}


def _after(story: Story, i: int) -> tuple[int, int] | None:
    """What follows the name: `X forsætisráðherra`, `X, forstjóri Y,`."""
    name, end = story.names[i], story.end_of(story.names[i].first)
    first = name.last + 1
    comma = first < end and story.norms[first] == ","
    first += comma
    head = _head(story, first, end)
    if head is None or not _agrees(story, head, i):
        return None
    if not comma and story.tags[first][:1] == "l" and story.tags[first][4:5] == WEAK:
        first = head  # `Friðrik tíundi Danakonungur`: the number is of the name
    last = _complement_end(story, head, end) if comma else _genitives_end(story, head, end)
    return (first, last)


def _before(story: Story, i: int) -> tuple[int, int] | None:
    """What stands before the name: `forsætisráðherrann X`, and `Forseti Íslands, X,` between a beginning and a comma."""
    name = story.names[i]
    start = story.sentences[story.sentence_of(name.first)][0]
    before = name.first - 1
    while before >= start and story.norms[before] in TITLES:
        before -= 1
    if before > start and story.norms[before] == ",":
        return _apposed_to(story, i, start, _without_parentheses(story, start, before))
    if before < start or not _is_role_noun(story, before) or not _may_have_case(story, before, i):
        return None
    if story.case(before) == "e" and not story.tags[before].endswith("g"):
        return None  # `talsmanns Pútíns`: the name may depend on the noun
    return (_with_adjectives(story, before, start), before)


def _with_adjectives(story: Story, head: int, start: int) -> int:
    """The first word of a noun with the halves of compounds and the adjectives before it."""
    first = _whole_start(story, head, start)
    while first > start and (story.tags[first - 1].startswith("l") or story.norms[first - 1].lower() == "fyrrverandi"):
        first -= 1
    return first


def _without_parentheses(story: Story, start: int, comma: int) -> int:
    """Where the parentheses begin that end right before a comma, `Alþýðusambands Íslands (ASÍ),`; without them the comma."""
    if story.norms[comma - 1] != ")":
        return comma
    opening = (at for at in range(comma - 2, max(start, comma - LONGEST), -1) if story.norms[at] == "(")
    return next(opening, comma)


def _apposed_to(story: Story, i: int, start: int, comma: int) -> tuple[int, int] | None:
    """The noun phrase before a comma and a name, with a comma, verb or role after: `Forseti ASÍ, Drífa Snædal, sagði`."""
    name, end = story.names[i], story.end_of(comma)
    after = name.last + 1
    closes = after == end or story.norms[after] in (",", ".", "–") or story.tags[after].startswith(FINITE)
    if not closes and _after(story, i) is None:
        return None
    for head in range(comma - 1, max(start, comma - LONGEST) - 1, -1):
        if story.tags[head].startswith(FINITE) or story.norms[head] in (",", "„", "“"):
            return None
        if _is_role_noun(story, head) and _may_have_case(story, head, i) and story.case(head) != "e":
            if _complement_end(story, head, comma) < comma - 1:
                return None
            return (_with_adjectives(story, head, start), comma - 1)
    return None


def _head(story: Story, first: int, end: int) -> int | None:
    """The noun of a role that begins at a word, adjectives before it skipped."""
    at = _whole(story, first, end)
    last = at + 3
    while at < end and at < last:
        if _is_role_noun(story, at):
            return at
        if story.name_at[at] is not None:
            return None
        if not story.tags[at].startswith("l") and story.norms[at] != "fyrrverandi":
            return None
        at += 1
    return None


def _whole(story: Story, at: int, end: int) -> int:
    """The last word of `samgöngu- og sveitarstjórnarráðherra` or `umhverfis-, orku- og loftslagsráðherra` that begins there.

    Any other word itself.
    """
    while at + 2 < end and _is_half(story, at) and story.norms[at + 1] in HALF_JOINTS:
        at += 2
    return at


def _whole_start(story: Story, at: int, start: int) -> int:
    """The first word of what `_whole` ends in."""
    while at - 2 >= start and _is_half(story, at - 2) and story.norms[at - 1] in HALF_JOINTS:
        at -= 2
    return at


def _is_half(story: Story, at: int) -> bool:
    """A word whose last part follows: `samgöngu-`."""
    return len(story.norms[at]) > 1 and story.norms[at].endswith("-")


def _is_role_noun(story: Story, at: int, number: str = SINGULAR) -> bool:
    """A noun that says what a person is or does: no neuter but `skáld`, no name but `Frakklandsforseti`."""
    tag, lemma = story.tags[at], story.lemmas[at].lower()
    is_title = _is_title_of_a_country(story, at)
    if not is_title and (tag.endswith("s") or story.name_at[at] is not None):
        return False
    if tag[2:3] != number or not (tag.startswith(("nk", "nv")) or (tag.startswith("nh") and lemma.endswith(POET))):
        return False
    return lemma not in KIN and any(lemma.endswith(end) and (lemma == end or len(lemma) > len(end) + 1) for end in ROLE_ENDINGS)


def _is_title_of_a_country(story: Story, at: int) -> bool:
    """Whether the word is a name of its own that is no person's, place's or organization's: `Bandaríkjaforseti`."""
    i = story.name_at[at]
    name = None if i is None else story.names[i]
    return name is not None and name.label is EntityLabel.MISCELLANEOUS and name.first == name.last


def _may_have_case(story: Story, noun: int, i: int) -> bool:
    """Whether the noun is in the case of the name, as far as the tags of the two tell."""
    return story.case_of_name(i) in (story.case(noun), "")


def _agrees(story: Story, noun: int, i: int) -> bool:
    """Whether a noun after a name may be in its case; tags confuse those of `Höllu Tómasdóttur, forseta` and `Hákon prins`."""
    cases = (story.case(noun), story.case_of_name(i))
    is_base = cases[1] == "n" and story.norms[noun].lower() == story.lemmas[noun].lower()
    return _may_have_case(story, noun, i) or "n" not in cases or is_base


def _genitives_end(story: Story, head: int, end: int) -> int:
    """The last word of the genitives right after a noun: `forstjóri Marels`."""
    last = head
    while last + 1 < end and (story.case(last + 1) == "e" or _is_name_without_case(story, last + 1)):
        last += 1
    return last


def _is_name_without_case(story: Story, word: int) -> bool:
    """An acronym or a foreign name, but no person, whose name would be another one."""
    name = story.name_at[word]
    return name is not None and story.names[name].label is not EntityLabel.PERSON and story.case(word) == ""


def _complement_end(story: Story, head: int, end: int) -> int:
    """The last word of a noun with what belongs to it: genitives, prepositions with their nouns, another noun after `og`."""
    at = head + 1
    last = head
    while at < end and at - head < LONGEST:
        norm, tag = story.norms[at], story.tags[at]
        if norm in (",", ".", ";", ":", "(", "–", "“", "„", "?", "!") or tag.startswith((*FINITE, "ct", "sn")):
            break
        if tag == "c":
            name = story.name_at[at + 1] if at + 1 < end else None
            if norm not in ("og", "eða", "í") or (name is not None and story.names[name].label is EntityLabel.PERSON):
                break
            if at + 1 < end and story.tags[at + 1].startswith((*FINITE, "fp", "aa")):
                break
        elif tag.startswith("aa") or (tag.startswith("f") and not tag.startswith("fe")):
            break
        else:
            last = at
        at += 1
    while last > head and story.tags[last] in PREPOSITIONS:
        last -= 1
    return last


def _in_nominative(story: Story, first: int, last: int) -> str:
    """The role with its nouns and their adjectives in the nominative; what depends on a noun stays."""
    head = next((at for at in range(first, last + 1) if _is_role_noun(story, at) and _whole(story, at, last + 1) == at), first)
    words = []
    for at in range(first, last + 1):
        joined = at > head and story.norms[at - 1] == "og" and _is_role_noun(story, at) and story.case(at) == story.case(head)
        bent = (
            at < head and story.tags[at].startswith("l") and story.tags[at][3:4] not in ("n", "") and story.tags[head][1] == "k"
        )
        words.append(story.lemmas[at] if at == head or joined or bent else story.norms[at])
    if story.name_at[first] is None:
        words[0] = words[0][:1].lower() + words[0][1:]
    return " ".join(words).replace(" ,", ",")
