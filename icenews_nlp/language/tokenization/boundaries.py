"""Whether a boundary between two tokens with no whitespace at it lies inside a word of MIM-GOLD's: `COVID-19`, `57/2001`."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from icenews_nlp.language.tokenization.periods import CAPITAL, EXTENSION

_MONEY_SIGNS: Final = "€$£¥₽"
_JOINERS: Final = "\u200c\u200d\u2060"


class _Rule(NamedTuple):
    """A character that belongs to the word before it, where `left` stands before it and `after` follows it.

    Both are regular expressions, of what lookbehind and lookahead can hold.
    """

    left: str
    char: str
    after: str
    example: str
    """A single word for this rule alone."""


_ALNUM: Final = r"(?<=[^\W_])"
_LETTER: Final = r"(?<=[^\W\d_])"
_DIGIT: Final = r"(?<=\d)"
JOINING_RULES: Final = (
    _Rule(_LETTER, "–", rf"(?=[^\W\d_{CAPITAL}])", "suður–kóresk"),
    _Rule(_ALNUM, ".", rf"(?={EXTENSION})", "skyrsla_2024.pdf"),
    _Rule(r"(?<=-)", "-", "", "--"),
    _Rule(r"(?<=\d,)", "-", r"(?![^\W_])", "1.500,-"),
    _Rule(r"(?<=\d\.)", "-", r"(?=\d)", "2.-5."),
    _Rule(r"(?<=[^\W_]|[%°])", "-", "(?!-)", "menningar-"),
    _Rule(_DIGIT, ",", r"(?=-(?![^\W_]))", "1.500,-"),
    _Rule(r"(?<![^\W\d_]m)(?<=m)", "/", "(?=s)", "m/s"),
    _Rule(_DIGIT, "/", r"(?=[^\W_])", "57/2001"),
    _Rule(_DIGIT, ":", r"(?=\d)", "3:0"),
    *(_Rule(_DIGIT, char, "", f"20{char}") for char in "%‰°" + _MONEY_SIGNS),
    *(_Rule(rf"(?<![^0-9 ][^\W\d_]){_LETTER}", char, "", f"m{char}") for char in _MONEY_SIGNS),
    _Rule(_ALNUM, "&", r"(?=[^\W_])", "H&M"),
    _Rule(_ALNUM, "_", "", "jon_j"),
)
"""Where a boundary without whitespace lies inside a word, if the character after it is no letter and no digit.

Dashes between numbers (`2004–2010`) and names (`Fram–Valur`) are words, as GreynirCorpus has them; MIM-GOLD has no such dash.
A dash after a word, as in `orð--orð`, is punctuation.
"""
_JOINED_BY: Final = {
    char: re.compile("|".join(f"{rule.left}{re.escape(char)}{rule.after}" for rule in JOINING_RULES if rule.char == char))
    for char in {rule.char for rule in JOINING_RULES}
}
_CARRIES_ON: Final = "-–/:&."
"""Characters that, where they belong to the word before, may have the rest of that word after them."""


def inside_word(safe: str, at: int) -> bool:
    """Whether the boundary before `safe[at]`, which has no whitespace at it, lies inside a word."""
    right = safe[at]
    if right.isalnum():
        return _continues(safe, at)
    rules = _JOINED_BY.get(right)
    return bool(rules.match(safe, at)) if rules else _extends_sign(safe, at, safe[at - 1], right)


def _continues(safe: str, at: int) -> bool:
    """Whether the letter or digit at `at` goes on with the word before it."""
    left = safe[at - 1]
    if left in _MONEY_SIGNS or left == ":":
        return safe[at].isdigit() and (left != ":" or _is_carried(safe, at))
    if left in _CARRIES_ON:
        return _is_carried(safe, at)
    return left.isalnum() or left in _JOINERS or left in "_°" or _is_mark(left)


def _is_carried(safe: str, at: int) -> bool:
    """Whether the character before `at` belongs to the word before it, and is no second hyphen."""
    return at > 1 and safe[at - 2] != "-" and inside_word(safe, at - 1)


def _extends_sign(safe: str, at: int, left: str, right: str) -> bool:
    """Whether a character is one with the one before it: accents, emoji joined by U+200D, flags."""
    if right < "\u0300" or right in "“”":
        return False
    if left in _JOINERS or right in _JOINERS or _is_mark(right) or "\U0001f3fb" <= right <= "\U0001f3ff":
        return True
    run = at
    while run and "\U0001f1e6" <= safe[run - 1] <= "\U0001f1ff":
        run -= 1
    return "\U0001f1e6" <= right <= "\U0001f1ff" and (at - run) % 2 == 1  # a flag is a pair of letters


def _is_mark(char: str) -> bool:
    return char >= "\u0300" and unicodedata.category(char)[0] == "M"
