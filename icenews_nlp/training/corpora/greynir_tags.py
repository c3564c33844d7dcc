"""Greynir's terminals in terms of MIM-GOLD tags: a pattern of the tags that a terminal allows.

The two schemes draw some lines differently (participles as adjectives, kinds of pronouns, names), so a terminal
allows several tags; the tagger learns from such a word only that its tag is one of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

GENDERS: Final = {"kk": "k", "kvk": "v", "hk": "h"}
NUMBERS: Final = {"et": "e", "ft": "f"}
CASES: Final = {"nf": "n", "þf": "o", "þgf": "þ", "ef": "e"}
MOODS: Final = {"fh": "f", "vh": "v", "bh": "b"}
TENSES: Final = {"nt": "n", "þt": "þ"}
VOICES: Final = {"gm": "g", "mm": "m"}
DEGREES: Final = {"mst": "m", "est": "e", "esb": "e", "evb": "e"}
PERSONS: Final = {"p1": "1", "p2": "2", "p3": "3"}

Letter = Callable[[dict[str, str]], str]
"""Looks up in a table the letter of the one variant that the terminal has; `.` where it has none."""

FIXED: Final = {
    "st": "c|ct",
    "stt": "c|ct",
    "nhm": "cn",
    "to": "t.*|f.*",
    "töl": "t.*",
    "tala": "t.*",
    "raðnr": "ta|l.*",
    "uh": "au",
}


def tag_pattern(terminal: str) -> str | None:
    """A regular expression of whole MIM-GOLD tags, or None where the terminal says too little.

    `no_et_þgf_kvk_gr` gives `nveþgs?`.
    """
    head, *variants = terminal.split("_")
    if head in FIXED:
        return FIXED[head]
    if head == "so" and variants[:1] and variants[0].isdigit():
        variants = variants[1 + int(variants[0]) :]  # so_1_þgf_lhþt_...: the cases of the verb's objects
    have = set(variants)

    def letter(table: dict[str, str]) -> str:
        return next((code for name, code in table.items() if name in have), ".")

    agreement = letter(GENDERS) + letter(NUMBERS) + letter(CASES)
    if head == "no":
        return f"n{agreement}gs?" if "gr" in have else f"n{agreement}(-s)?"
    if head in ("person", "sérnafn"):
        return f"n{agreement}(-s|gs)|e"
    if head == "lo":
        degree = letter(DEGREES).replace(".", "f")
        return f"l{agreement}.{degree}|sþ.{agreement}|tf{agreement}"
    if head in ("fn", "pfn", "abfn", "gr"):
        person = letter(PERSONS)
        own = f"fp{person}{letter(NUMBERS)}{letter(CASES)}|" if person in "12" else ""
        return f"{own}[fg].?{agreement}|fp.{letter(NUMBERS)}{letter(CASES)}|l{agreement}.."
    if head == "fs":
        return f"a{letter({k: v for k, v in CASES.items() if k != 'nf'}).replace('.', '[oþe]')}|aa|cn"
    if head in ("ao", "eo"):
        return f"aa{letter({'mst': 'm', 'est': 'e'}).replace('.', '')}"
    return _verb_pattern(have, letter, agreement) if head == "so" else None


def _verb_pattern(have: set[str], letter: Letter, agreement: str) -> str | None:
    voice = letter(VOICES)
    if "nh" in have:
        return f"sn{voice}"
    if "sagnb" in have:
        return f"ss{voice}"
    if "lhþt" in have:
        return f"sþ.{agreement}|l{agreement}.f|ssg"
    if "lhnt" in have:
        return "sl.|l.*"
    mood = letter(MOODS)
    if mood == ".":
        return None
    tense = "." if mood == "b" else letter(TENSES)
    return f"s{mood}{voice}{letter(PERSONS)}{letter(NUMBERS)}{tense}"
