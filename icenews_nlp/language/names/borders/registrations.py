"""Ships with the letters of their district, and aircraft: `Börkur NK-122`, `Vilhelm Þorsteinsson EA`, `TF-LÍF`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from icenews_nlp.labels import NAME_LABELS, EntityLabel
from icenews_nlp.language.names.base_forms import PATRONYMIC
from icenews_nlp.language.names.borders.known_borders import WordRange
from icenews_nlp.language.names.head_nouns import HeadNouns
from icenews_nlp.language.names.spans import LabelSpan

MISCELLANEOUS: Final = EntityLabel.MISCELLANEOUS

DISTRICTS: Final = frozenset("AK ÁR BA DA EA GK HF HU ÍS KE KÓ MB NK NS ÓF RE SF SH SI SK ST SU VE VS ÞH".split())
"""The letters of Icelandic ships by their home port."""

AMBIGUOUS: Final = frozenset("BA DA HF SH SI SK".split())
"""Those that are also a degree, a legal form, clubs that results give after a person, or an association."""

CLUBS: Final = frozenset({("Þór", "AK"), ("Þórs", "AK"), ("Þór", "VE")})
"""Clubs that are written so."""

SHIP: Final = re.compile(r"[A-ZÁÉÍÓÚÝÞÆÖÐ][a-záéíóúýþæöð]+")
"""The last word of a ship's name."""

ROMAN: Final = re.compile(r"[IVX]+")

NUMBERED: Final = re.compile(r"([A-ZÁÍÓÞ]{2})-\d{1,4}")
NUMBER: Final = re.compile(r"[1-9]\d{0,3}")

UNITS: Final = ("tonn", "kíló", "kg", "kör", "körum", "króna", "krónu", "millj", "þúsund", "prósent", "fisk")
"""Beginnings of what stands after a number that is no ship's: `landaði Gullver NS 100 tonnum`."""

AIRCRAFT: Final = re.compile(r"TF-[A-ZÁÉÍÓÚÝÞÆÖÐ]{3}")

LONGEST: Final = 3
"""Words of a ship's name before its letters."""


def registered(
    spans: Sequence[LabelSpan], norms: Sequence[str], sentences: Sequence[WordRange], nouns: HeadNouns
) -> list[LabelSpan]:
    """The ships and aircraft of an article. They are read off the text, and so have score 1.

    Args:
        spans: what the sentence model sees, in order.
        norms: the words of the article.
        sentences: half-open ranges of words.
        nouns: what says of a noun that a ship's name follows it: `togarinn Gullver`.
    """
    name_of = {i: span for span in spans if EntityLabel(span.label) in NAME_LABELS for i in range(span.first, span.last + 1)}
    found: list[LabelSpan] = []
    for start, end in sentences:
        for i in range(start, end):
            if AIRCRAFT.fullmatch(norms[i]):
                at = (i, i)
            elif not _is_district(norms, i, start, end):
                continue
            else:
                at = _ship(norms, i, (start, end), name_of.get(i - 1))
                is_known = at[1] > i or "-" in norms[i] or _is_called_ship(at[0], norms, nouns)
                is_office = at[0] == start and nouns.is_person(norms[start])  # `Fulltrúi ÍS`
                if (norms[i] in AMBIGUOUS and not is_known) or is_office:
                    continue
            if not found or found[-1].last < at[0]:
                found.append(LabelSpan(*at, MISCELLANEOUS.value, 1.0))
    return found


def _is_district(norms: Sequence[str], i: int, start: int, end: int) -> bool:
    """Whether the word is the letters of a district after what may be a ship's name, and no name goes on after them."""
    numbered = NUMBERED.fullmatch(norms[i])
    if (numbered[1] if numbered else norms[i]) not in DISTRICTS or i == start:
        return False
    before = norms[i - 1]
    is_ship = SHIP.fullmatch(before) or (ROMAN.fullmatch(before) and i - 1 > start and SHIP.fullmatch(norms[i - 2]))
    goes_on = not numbered and i + 1 < end and norms[i + 1][:1].isupper()
    return bool(is_ship) and not goes_on and (before, norms[i]) not in CLUBS


def _ship(norms: Sequence[str], i: int, sentence: WordRange, name: LabelSpan | None) -> WordRange:
    """The words of the ship whose letters are word i; `name` is what the model sees at the word before."""
    first, last = i - 1, i
    is_second = PATRONYMIC.match(norms[i - 1]) or ROMAN.fullmatch(norms[i - 1])
    if name is not None and i - name.first <= LONGEST:
        first = name.first
    elif is_second and i - 1 > sentence[0] and SHIP.fullmatch(norms[i - 2]):
        first = i - 2
    if "-" not in norms[i] and i + 1 < sentence[1] and NUMBER.fullmatch(norms[i + 1]):
        unit = norms[i + 2] if i + 2 < sentence[1] else ""
        last = i if unit.startswith(UNITS) else i + 1
    return first, last


def _is_called_ship(first: int, norms: Sequence[str], nouns: HeadNouns) -> bool:
    cue = nouns.cue(norms[first - 1].lower()) if first else None
    return cue is not None and cue.label is MISCELLANEOUS
