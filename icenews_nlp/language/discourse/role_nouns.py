"""Nouns for what persons are or do, `forstjóri`, with the adjectives and the halves of compounds before them."""

from __future__ import annotations

from typing import Final

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.discourse.story import Story

KIN: Final = frozenset(
    """
    afi amma barn bróðir dóttir dóttursonur eiginkona eiginmaður ekkja ekkill faðir frænka frændi kona kærasta kærasti maki
    maður mágkona mágur móðir sambýliskona sambýlismaður sonur systir systkini unnusta unnusti vinkona vinur
    """.split()
)
"""Nouns that say whose relative or friend a person is, and that make no role."""

SINGULAR: Final = "e"
PLURAL: Final = "f"
"""Letters of the number in the tags of nouns."""

WEAK: Final = "v"
"""Letter of the declension in the tags of adjectives."""

NEUTERS: Final = ("skáld", "forsetaefni", "ráðherraefni", "stjóraefni", "formannsefni")
"""Last parts of the neuter nouns for persons: `tónskáld`."""

HALF_JOINTS: Final = frozenset({"og", "eða", ","})
"""What stands after the half of a compound whose last part follows."""

FORMER: Final = frozenset({"fyrrverandi", "fv.", "fyrrv.", "fyrrum"})
ACTING: Final = {"settur": "settur", "settan": "settur", "settum": "settur", "setts": "settur"}
"""Forms of the participle that stands before an office, and its nominative; the nouns for offices are masculine."""

AGE_ADJECTIVES: Final = ("tugur", "ræður")
"""What adjectives of age end in: `fertugur`, `áttræður`."""
MOST_MODIFIERS: Final = 3

ROLE_ENDINGS: Final = tuple(
    """
    abbadís aðjúnkt aðmíráll andi arfi ari arkitekt auðkýfingur áhrifavaldur ballerína barítón barón biskup bóndi dagmamma
    dagmóðir díva djákni doktor dosent dósent drottning dúx eigandi einvaldur erfingi erindreki eyðir fangi fari ferðalangur
    festir foringi forkólfur formaður formannsefni forsetaefni forseti forveri fógeti freyja frumkvöðull fræðingur frömuður
    fulltrúi fyrirsæta garpur gestgjafi gestur gjaldkeri goði greifi gúrú hafi háseti heiðursfélagi herji herra hertogi
    hetja hirðir húsmóðir höfðingi höfundur hönnuður isti íbúi jarl jöfur jötunn kandídat kanslari kappi kapteinn kardínáli
    keisari knapi kokkur kona konsúll konungur kóngur krati kylfingur kynnir könnuður lautinant lávarður leiðtogi lektor
    liði ljósmóðir læknir maður majór markahrókur morðingi munkur mæringur nemi nunna oddviti ofursti páfi pírati prestur
    prins prinsessa prófastur prófessor rabbíni ráðgjafi ráðherra ráðherraefni ráðunautur rektor repúblikani ritari rýnir
    sakborningur sali sendill sjúklingur skáld skeri skytta smali smiður snúður sópran spekingur spyrill stjarna stjóraefni
    stjóri stúdent stýra sveinn sýslumaður tenór trúbador túlkur tæknir verji verktaki virki vottur vörður ynja yrðingur
    þegi þjálfi þjónn þulur öryrki
    """.split()
)
"""Last parts of nouns for what persons are or do."""

NO_PERSONS: Final = ("listi", "vandi")
"""What ends like such a noun, and is none."""


def is_role_noun(story: Story, at: int, number: str = SINGULAR) -> bool:
    """A noun that says what a person is or does: no neuter but one like `skáld`, no name but `Frakklandsforseti`."""
    tag, lemma = story.tags[at], story.lemmas[at].lower()
    is_title = _is_title_of_a_country(story, at)
    if is_half(story, at) or (not is_title and (tag.endswith("s") or story.name_at[at] is not None)):
        return False
    if tag[2:3] != number or not (tag.startswith(("nk", "nv")) or (tag.startswith("nh") and lemma.endswith(NEUTERS))):
        return False
    if lemma in KIN or not lemma.endswith(ROLE_ENDINGS) or lemma.endswith(NO_PERSONS):
        return False
    return any(lemma.endswith(end) and (lemma == end or len(lemma) > len(end) + 1) for end in ROLE_ENDINGS)


def _is_title_of_a_country(story: Story, at: int) -> bool:
    """Whether the word is a name of its own that is no person's, place's or organization's: `Bandaríkjaforseti`."""
    i = story.name_at[at]
    name = None if i is None else story.names[i]
    return name is not None and name.label is EntityLabel.MISCELLANEOUS and name.first == name.last


def head(story: Story, first: int, end: int) -> int | None:
    """The noun of a role that begins at a word, adjectives before it skipped."""
    at = whole(story, first, end)
    last = at + MOST_MODIFIERS
    while at < end and at < last:
        if is_role_noun(story, at):
            return at
        if story.name_at[at] is not None or not is_modifier(story, at):
            return None
        at = whole(story, at + 1, end)
    return None


def is_modifier(story: Story, at: int) -> bool:
    """A word that may stand before the noun: `nýr`, `fyrrverandi`, `settur`."""
    norm = story.norms[at].lower()
    return story.tags[at].startswith("l") or norm in FORMER or norm in ACTING


def start_of(story: Story, head: int, start: int) -> int:
    """The first word of a noun with the halves of compounds and the modifiers before it, but for the person's age.

    `Hin 24 ára gamla sundkona`, `Hinn áttræði leikari`: what is weak after `hinn` only describes.
    """
    first = at = _whole_start(story, head, start)
    while at > start and is_modifier(story, at - 1):
        at -= 1
        if story.lemmas[at].endswith(AGE_ADJECTIVES) or (at > start and story.norms[at - 1] == "ára"):
            return first
        first = at
    is_described = first > start and story.tags[first - 1].startswith("g")
    while is_described and first < head and story.tags[first][:1] == "l" and story.tags[first][4:5] == WEAK:
        first += 1
    return first


def whole(story: Story, at: int, end: int) -> int:
    """The last word of `samgöngu- og sveitarstjórnarráðherra` or `umhverfis-, orku- og loftslagsráðherra` that begins there.

    Any other word itself.
    """
    while at + 2 < end and is_half(story, at) and story.norms[at + 1] in HALF_JOINTS:
        at += 2
    return at


def _whole_start(story: Story, at: int, start: int) -> int:
    """The first word of what `whole` ends in."""
    while at - 2 >= start and is_half(story, at - 2) and story.norms[at - 1] in HALF_JOINTS:
        at -= 2
    return at


def is_half(story: Story, at: int) -> bool:
    """A word whose last part follows: `samgöngu-`."""
    return len(story.norms[at]) > 1 and story.norms[at].endswith("-")
