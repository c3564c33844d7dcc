"""Which periods belong to the word before them, so that they end no sentence, where `tokenizer` takes them for full stops.

`Karl III. Bretakonungur`, `Þorst. Erlingsson`, `nr. KNU-21030044`, `sinn 5. Íslandsmeistaratitil`, `2. Hrærið deigið.`,
`aðst. framkvæmdastjóri`, `skyrsla_2024.pdf`.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from icenews_nlp.language.tokenization.letters import ends_sentence, is_club

CAPITAL: Final = "A-ZÁÉÍÓÚÝÞÆÖÐ"
SMALL: Final = "a-záéíóúýþæöð"
ROMAN: Final = re.compile(r"(?=[IVXLC])(?:X[LC]|L?X{0,3})(?:I[XV]|V?I{0,3})")
EXTENSION: Final = r"(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|csv|txt|zip|mp[34])\b"
"""Extensions of files that news names."""

SENTENCE_WORDS: Final = frozenset(
    """
    Af Aldrei Allir Allt Alltaf Annar Auk Að Aðeins Bæði Ef Eftir Einnig Eins Ekki En Enda Engin Enginn Engu Er Eru Fjöldi
    Fleiri Fram Frá Fyrir Hafa Hann Hans Hefur Hennar Henni Hin Hinn Hið Honum Hvar Hvað Hvenær Hver Hvernig Hvor Hvort
    Hér Hún Kom Loks Margir Með Meðal Meðan Mér Mín Nú Oft Og Okkar Okkur Sagði Samt Segir Sem Sjá Sumir Svo Svona Sá Sér
    Síðan Sú Til Um Undir Upp Var Varð Vegna Verður Við Voru Yfir Á Ásamt Áður Ég Í Önnur Úr Út Þannig Þar Þarna Þau Það
    Þaðan Þegar Þeim Þeir Þeirra Þess Þessar Þessi Þessir Þetta Þrátt Því Þá Þær Þó Þú
    """.split()
)
"""Words that open a sentence where they have a capital, and are no part of a name: `Jón P. Hann`, but not `Jón P. Jónsson`."""

_BEFORE_NAMES: Final = frozenset({"nr", "fr", "frk", "hr", "form", "lögm"})
"""Abbreviations that stand before a name or a code, and never last."""
_DETERMINERS: Final = frozenset(
    """
    hinn hin hið hins hinum hinni hinnar hina sinn sín sitt síns sínum sinni sinnar sína sínu
    þessi þessum þessari þessa þess þetta þennan
    """.split()
)
"""What an ordinal stands after: `sinn 5. Íslandsmeistaratitil`, `hinn 44. Bandaríkjaforseti`."""
_PATRONYMIC: Final = re.compile(rf"[{CAPITAL}]\w+(?:son|syni|sonar|sonur|dóttir|dóttur)")
_SHORT_GIVEN_NAME: Final = re.compile(rf"[{CAPITAL}][{SMALL}]{{0,5}}[^aeiouyáéíóúýæö\W\d]")
"""A given name cut after a consonant: `Þorst`, `Sigf`, `Kr`."""
_NO_VOWELS: Final = re.compile(r"[^aeiouyáéíóúýæö\W\d]{1,3}")
"""An abbreviated middle name in small letters: `th`, `kr`."""
_CUT_WORD: Final = re.compile(rf"[{CAPITAL}{SMALL}][{SMALL}]{{0,6}}[^aeiouyáéíóúýæöð\W\d]")
_COMPOUND: Final = re.compile(rf"[{CAPITAL}\d]{{2,}}-[{SMALL}]+|[{CAPITAL}]\w+-[{SMALL}]\w+")
"""A compound with a name or an acronym for its first part: `HM-mark`."""
_ENDS: Final = frozenset(".!?")
_DEFINITE: Final = re.compile(rf"[{CAPITAL}][{SMALL}]{{4,}}(?:inn|ið|inum|inni|inu|ins|innar|[{SMALL}]{{2}}in)")
"""A noun with its article, which alone makes no sentence: `Haldið var 17. Norðurlandaþingið.`"""
_LONGEST_NUMBER: Final = 4
"""Digits of an ordinal."""


class Around(NamedTuple):
    """What stands around a period: the tokens before it and after it, and where in its sentence the one before stands."""

    earlier: str
    """The token before `before`; "" if `before` opens the sentence."""
    before: str
    after: str
    later: str
    """The token after `after`."""
    place: int
    """Tokens of the sentence before `before`, counted up to 2."""
    spaced: bool
    """Whether whitespace follows the period."""
    capitalised: bool
    """Whether the sentence begins with a capital, so that its writer uses them."""


def belongs(around: Around) -> bool:
    """Whether the period belongs to the word before it."""
    if not around.spaced:
        return bool(re.match(EXTENSION, around.after)) and around.before[-1].isalnum()
    if around.before.isdecimal():
        return len(around.before) <= _LONGEST_NUMBER and _is_ordinal(around)
    if around.after in SENTENCE_WORDS:
        return False
    if len(around.before) == 1:
        is_initial = around.before.isupper() and around.after[0].isupper()
        ends = ends_sentence(around.earlier, around.after, around.later, around.before)
        return is_initial and (is_club(around.earlier, around.before) or not ends)
    if ROMAN.fullmatch(around.before):
        return around.after[0].isalpha() and (around.earlier[:1].isupper() or not around.earlier)
    return around.before.isalpha() and _is_abbreviation(around)


def _is_abbreviation(around: Around) -> bool:
    before, after = around.before, around.after
    if before.lower() in _BEFORE_NAMES:
        return after[0].isalnum()
    if _PATRONYMIC.fullmatch(after):
        return bool(_SHORT_GIVEN_NAME.fullmatch(before))
    if _PATRONYMIC.fullmatch(after.capitalize()):  # where nobody writes capitals
        return bool(_NO_VOWELS.fullmatch(before))
    return around.capitalised and after.isalpha() and after.islower() and bool(_CUT_WORD.fullmatch(before))


def _is_ordinal(around: Around) -> bool:
    """Whether a number before a period is an ordinal or the number of a list, though a capital follows."""
    after = around.after
    if not after[0].isupper():
        return False
    if around.place == 0 or (around.earlier == ":" and around.before == "1"):  # 2. Hrærið deigið.
        return len(around.before) < _LONGEST_NUMBER
    if after in SENTENCE_WORDS or not around.earlier.isalpha():
        return False
    if _COMPOUND.fullmatch(after) or (_COMPOUND.fullmatch(around.later) and around.later[0].isupper()):
        return True
    if around.later in _ENDS and _DEFINITE.fullmatch(after):
        return True
    return (around.place == 1 and len(around.before) < _LONGEST_NUMBER) or around.earlier.lower() in _DETERMINERS
