"""BÍN's classes and marks in terms of MIM-GOLD tags, so that a tag can choose among the readings of a word.

A reading becomes a pattern: the letters of the MIM-GOLD tag with `.` where BÍN does not say (kinds of pronouns,
the case that a preposition governs). `hk|ÞGFETgr` becomes `nheþg`, `so|GM-FH-NT-3P-ET` becomes `sfg3en`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from icenews_nlp.language.morphology.bin import Reading

GENDERS: Final = {"KK": "k", "KVK": "v", "HK": "h"}
NUMBERS: Final = {"ET": "e", "FT": "f"}
CASES: Final = {"NF": "n", "ÞF": "o", "ÞGF": "þ", "EF": "e"}
DEGREES: Final = {"FSB": "sf", "FVB": "vf", "MST": "vm", "ESB": "se", "EVB": "ve"}
"""Strong or weak, and the degree; comparatives inflect weakly."""
MOODS: Final = {"FH": "f", "VH": "v", "BH": "b"}
TENSES: Final = {"NT": "n", "ÞT": "þ"}
VOICES: Final = {"GM": "g", "MM": "m"}
PERSONS: Final = {"1P": "1", "2P": "2", "3P": "3"}
NOUN_GENDERS: Final = {"kk": "k", "kvk": "v", "hk": "h"}
UNINFLECTED: Final = {"fs": "a.", "st": "c", "nhm": "cn", "uh": "au"}
ADVERB_DEGREES: Final = {"MST": "aam", "EST": "aae"}


def tag_pattern(reading: Reading) -> str:
    """The MIM-GOLD tag of a reading, `.` for what BÍN leaves open."""
    return _pattern(reading.word_class, reading.mark.rstrip("23"))


@lru_cache(maxsize=4096)  # BÍN has fewer classes and marks than that, and the answer depends on nothing else
def _pattern(word_class: str, mark: str) -> str:
    if word_class in NOUN_GENDERS:
        article = "g" if mark.endswith("gr") else ""
        return f"n{NOUN_GENDERS[word_class]}{_number_and_case(mark.removesuffix('gr'))}{article}"
    if word_class in UNINFLECTED:
        return UNINFLECTED[word_class]
    if word_class == "ao":
        return ADVERB_DEGREES.get(mark, "aa")
    if word_class == "so":
        return _verb(mark.split("-"))
    return _nominal(word_class, mark.split("-"))


@lru_cache(maxsize=16_384)  # of 600 patterns and as many tags, few are ever compared with most
def agreement(pattern: str, tag: str) -> float:
    """How well a tag fits a pattern, from 0 (another word class) to 1 (no letter speaks against it)."""
    if pattern[:1] != tag[:1]:
        return PARTICIPLE_AS_ADJECTIVE if {pattern[:2], tag[:2]} & {"sþ"} and "l" in (pattern[:1], tag[:1]) else 0.0
    shorter, longer = sorted((pattern, tag), key=len)
    length = len(shorter)
    same = sum(p in (t, ".") for p, t in zip(pattern, tag, strict=False))
    extra = 0.5 * (longer[length : length + 1] == "g")  # an article that only one of them has
    return OTHER_FORM + (1 - OTHER_FORM) * (max(0.0, same - extra) / length)


OTHER_FORM: Final = 0.3
"""The share of a reading's fit that the word class alone decides."""

PARTICIPLE_AS_ADJECTIVE: Final = 0.25
"""BÍN lists many participles as adjectives too, and the gold data tags them either way."""


def _number_and_case(mark: str) -> str:
    """`ÞGFET` gives `eþ`; a mark with only one of the two leaves the other open."""
    number = next((code for name, code in NUMBERS.items() if mark.endswith(name)), ".")
    case = CASES.get(mark if number == "." else mark[:-2], ".")
    return number + case


def _nominal(word_class: str, mark: list[str]) -> str:
    """Adjectives, pronouns, numerals and the article, whose marks name gender, number and case."""
    gender = next((GENDERS[part] for part in mark if part in GENDERS), ".")
    forms = gender + _number_and_case([part for part in mark if part != "SERST"][-1])  # eitthvað: HK-NFET-SERST
    if word_class == "lo":
        return f"l{forms}{DEGREES.get(mark[0], '..')}"
    if word_class in ("pfn", "afn"):
        return f"fp{forms}"
    return {"fn": "f.", "gr": "g", "to": "tf", "rt": "l"}.get(word_class, "") + forms


def _verb(mark: list[str]) -> str:
    parts = set(mark)
    voice = next((VOICES[part] for part in mark if part in VOICES), ".")
    if "NH" in parts:
        return f"sn{voice}"
    if "SAGNB" in parts:
        return f"ss{voice}"
    if "LHNT" in parts:
        return "slg"
    if "LHÞT" in parts:
        return f"sþ.{_nominal('', mark)}"
    mood = next((MOODS[part] for part in mark if part in MOODS), ".")
    person = next((PERSONS[part] for part in mark if part in PERSONS), "2" if mood == "b" else ".")
    number = next((NUMBERS[part] for part in mark if part in NUMBERS), "e")
    return f"s{mood}{voice}{person}{number}" + next((TENSES[part] for part in mark if part in TENSES), ".")
