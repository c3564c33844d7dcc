"""The base form of one name that BÍN lacks: `Pútíns` -> `Pútín`, `Ursulu` -> `Ursula`, `Ohioháskóla` -> `Ohioháskóli`."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.morphology.bin import NAME_DOMAINS, NOUN_CLASSES, Bin, Reading


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NAMES_IN_S: Final = _words("""
    Adams Adonis Anders Andrews Athens Atkins Atlantis Banks Barents Barnes Bayern Beatles Boris Brooks Brussels Burns
    Chambers Charles Chris Christians Clemens Collins Curtis Daniels Davis Dickens Dodds Douglas Edmunds Edwards Ellis Elvis
    Evans Flanders Francis Gates Gibbons Giles Gladys Hanks Hans Harris Hastings Hicks Higgins Hobbs Holmes Hudgens Huggins
    Hughes Humphreys Jacques James Jeeves Jens Johannes Jones Kris Lars Laxness Leeds Lewis Lois Lukas Lyons Mads Marks Mats
    Matthews Mavis Meyers Mills Morris Morthens Moss Myers Nicholas Nils Norris Owens Paris Parks Parsons Peters Phillips
    Powers Reuters Reynolds Rhys Richards Ricketts Roberts Rodgers Rogers Ross Sachs Samuels Sanders Saunders Siemens
    Simmons Simpsons Sims Spears Starbucks Stephens Stevens Summers Symonds Tennis Travis Tunis Waters Watts Wells Wiggins
    Wilders Wilkins Williams Willis Winters Woods Yves
""")
"""Well-known foreign names whose last -s belongs to the name, where the endings below do not show it."""

NAMES_IN_U: Final = _words("""
    Bantu Danu Katmandu Lulu Malibu Manu Mobutu Nauru Nehru Oahu Subaru Sulu Timbuktu Tutu Tuvalu Vanuatu Vishnu Zulu
""")
"""Foreign names whose last -u belongs to the name, where `OWN_U` does not show it."""

HEADS: Final = _words("""
    banki borg brú búð bær deild eyja eyjar félag fjall fjölskylda fjörður fljót flokkur flói flugvöllur fylki gata háskóli
    hérað höfn höll hús kirkja konungur land maður prinsessa ríki sjóður skagi skóli stofnun stræti svæði sýsla tindur torg
    vatn vegur verksmiðja vík þorp þing
""")
"""Icelandic last parts of names whose first part may be foreign: `Washington` + `borgar`."""

LONGEST_TAIL: Final = 16
"""Code points; no form of these is longer (fjölskyldurnar, verksmiðjunum)."""

FOREIGN_TAILS: Final = frozenset({"lands", "mann", "manns"})
"""Forms of these that also end foreign names: `Highlands`, `Hoffmann`."""

OWN_S: Final = re.compile(r"(?:[szxß]|[^aeiouyáéíóúýæö]i|[aáouúe]|[^aeiouy]kin|[lu]i|ic)s$")
"""Endings of names that are base forms with their -s: Harris, Texas, Jesús, Laos, Hopkins, Celtics; after a sibilant always."""

GENITIVE_S: Final = re.compile(r"(?:(?:sk|cc|zz|ss|sh|[^o]on|lin|rin|ttin)i|oe|eau|[aeiouy]hu)s$")
"""Genitives among those: `Polanskis`, `Messis`, `Berlusconis`, `Trudeaus`."""

OWN_U: Final = re.compile(r"(?:[aeou]u|lulu|escu|[hbwz]u|tsu|^..u)$")
"""Endings of foreign names that are base forms with their -u: Macau, Honolulu, Ceausescu, Netanyahu."""

CASE_NAMES: Final = {"n": "NF", "o": "ÞF", "þ": "ÞGF", "e": "EF"}
"""MIM-GOLD's letter of a case and the start of BÍN's mark."""

PATRONYMIC: Final = re.compile(r"(.{2,}[sr])(?:(son)(?:ar|s)?|(s)yni|(dótt)(?:ur|ir))$", re.IGNORECASE)

LONGEST_ACRONYM: Final = 5
"""Letters of a word in capitals that is taken for an acronym (NASA, RIFF) and not for a word of a headline."""

SHORTEST_SUFFIX: Final = 4
"""Letters of the last part of a compound that may be believed; `ís` in `sel-ensk-ís` may not."""


def base_form(word: str, bin: Bin, *, case: str | None = None, label: EntityLabel | None = None) -> str | None:
    """The nominative of a capitalised word that BÍN lacks; None where BÍN or somebody else has to answer.

    `case` is the letter n, o, þ or e of the MIM-GOLD tag, None where the tag has no case, as foreign words have none.
    `label` is the type of the entity: a firm or a work in -s is mostly an English plural, a person in -s mostly a genitive.
    """
    if len(word) < 3 or not word[0].isupper() or not word.replace("-", "").isalpha():
        return None
    if word.isupper():
        return _headline_word(word, bin, case)
    if word in NAMES_IN_S and (case != "e" or word.endswith("ss")):
        return word
    person = label is EntityLabel.PERSON
    # A person named `Messi` or `Musks` is none of the common nouns mess and musk.
    if any(is_listed(r, word, bin) for r in bin.readings(word) if not (person and r.lemma.islower())):
        return None
    compound = None if person else foreign_compound(word, bin, case)
    if compound:
        return compound.lemma
    if case == "n":
        return word
    return patronymic(word) or _feminine(word, bin, case) or _genitive(word, bin, case, label)


def is_acronym(word: str, bin: Bin) -> bool:
    """Whether a word in capitals is short, and no form of another acronym of BÍN's: NASA and ESB stand as they are."""
    short = word.isupper() and word.isalpha() and 2 <= len(word) <= LONGEST_ACRONYM
    return short and not any(r.lemma.isupper() and r.lemma != word for r in bin.readings(word))


def is_listed(reading: Reading, word: str, bin: Bin) -> bool:
    """Whether BÍN has the word, or a compound whose last part is long enough to be meant."""
    if "z" in word.lower() and "z" not in reading.lemma.lower():
        return False  # islenska tried the old spelling of s: `Gaza` is no `gasa`
    if not reading.is_compound or reading.word_class not in NOUN_CLASSES:
        return not reading.is_compound
    tail = word.rpartition("-")[2]
    starts = [0] if tail != word else range(1, len(word) - SHORTEST_SUFFIX + 1)
    return any(
        reading.lemma.endswith(last.lemma) and (last.word_class, last.mark) == (reading.word_class, reading.mark)
        for start in starts
        # else its readings are of compounds, which do not count; a tail after a hyphen may be a name, as in Kósóvó-Albanar
        if bin.contains(tail[start:]) or bin.contains(tail[start:].lower())
        for last in bin.readings(tail[start:])
        if not last.is_compound
    )


def patronymic(word: str) -> str | None:
    """The nominative of a patronymic or matronymic; None for another word."""
    match = PATRONYMIC.match(word)
    if match is None:
        return None
    stem, son, syni, daughter = match.groups()
    return str(stem) + ("son" if son or syni else "dóttir") if son or syni or daughter else None


class ForeignCompound(NamedTuple):
    """A foreign first part with an Icelandic last part."""

    lemma: str
    nominative: str
    """Number and article kept."""


def foreign_compound(word: str, bin: Bin, case: str | None = None) -> ForeignCompound | None:
    """`Missouriháskólanum`: lemma `Missouriháskóli`, nominative `Missouriháskólinn`."""
    for start in range(max(3, len(word) - LONGEST_TAIL), len(word) - 2):
        tail = word[start:]
        if not tail.islower() or tail in FOREIGN_TAILS or not bin.contains(tail):  # whose compounds do not count
            continue
        readings = [r for r in bin.readings(tail) if r.lemma in HEADS and r.word_class in NOUN_CLASSES and not r.is_compound]
        for reading in sorted(readings, key=lambda r: not r.mark.startswith(CASE_NAMES.get(case or "", "?"))):
            nominative = bin.nominative(tail, reading)
            if nominative:
                return ForeignCompound(word[:start] + reading.lemma, word[:start] + nominative)
    return None


def _headline_word(word: str, bin: Bin, case: str | None) -> str | None:
    """`SUÐUREYRAR` -> `Suðureyri`; acronyms and foreign words are left to others."""
    if len(word) < SHORTEST_SUFFIX or case is None:
        return None
    title = word.title()
    names = [
        r
        for r in bin.readings(title)
        if r.lemma[0].isupper() and r.word_class in NOUN_CLASSES and not r.is_compound and is_listed(r, title, bin)
    ]
    names.sort(key=lambda r: not r.mark.startswith(CASE_NAMES[case]))
    return names[0].lemma if names else None


def _feminine(word: str, bin: Bin, case: str | None) -> str | None:
    """`Ursulu` -> `Ursula`, `Kamölu` -> `Kamala`: the oblique cases of a weak feminine, its u-umlaut undone."""
    if not word.endswith("u"):
        return None
    stem, umlaut, rest = word[:-1].rpartition("ö")
    candidates = [stem + "a" + rest + "a"] if umlaut else []
    candidates.append(word[:-1] + "a")
    for candidate in candidates:
        if _is_name(candidate, bin):
            return candidate
    if case is None and not umlaut and (word in NAMES_IN_U or OWN_U.search(word)):
        return word
    return candidates[0]


def _genitive(word: str, bin: Bin, case: str | None, label: EntityLabel | None) -> str:
    """`Pútíns` -> `Pútín`, `Borisar` -> `Boris`, while Harris, Texas, Netflix stay."""
    if word.endswith("ar") and word[:-2] in NAMES_IN_S:
        return word[:-2]
    stem = word[:-1]
    if not word.endswith("s") or case not in (None, "e") or stem[-1] in "szxß":
        return word
    # An Icelandic name in -a has its genitive in -u, so Abbas is of no Abba and Kallas of no Kalla.
    if case == "e" or (label is EntityLabel.PERSON and stem[-1] != "a" and _is_name(stem, bin)):
        return stem
    if label not in (None, EntityLabel.PERSON) or (OWN_S.search(word) and not GENITIVE_S.search(word)):
        return word
    return stem


def _is_name(word: str, bin: Bin) -> bool:
    return any(r.lemma == word and r.in_domain(NAME_DOMAINS) for r in bin.readings(word))
