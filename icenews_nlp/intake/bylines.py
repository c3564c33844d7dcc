"""Bylines: who wrote an article, as a line of a page names them."""

from __future__ import annotations

import re
from typing import Final

from icenews_nlp.intake.words import is_patronymic

LONGEST: Final = 120
"""Characters of a byline."""

_NAME: Final = r"[A-ZÁÉÍÓÚÝÞÆÖ](?:\.|[\w'’-]{1,30})"
_FULL: Final = rf"{_NAME}(?: (?:(?:af|de|von|van) )?{_NAME}){{0,4}}"
_ROLES: Final = (
    r"skrif(?:ar|a)|(?:íþrótta|þing|að?stoðar|yfir)?(?:blaðama(?:ður|nn)|fréttama(?:ður|nn))|blaðakona|fréttakona|fréttaritari|"
    r"fréttastjóri|aðstoðarritstjóri|ritstjóri|pistlahöfundur|dagskrárgerðarmaður"
)
_LABEL: Final = re.compile(
    r"(?:höfundur|höfundar|texti|eftir|blaðamaður|fréttamaður|skrifað af|umsjón|viðtal) ?: ?|eftir ", re.IGNORECASE
)
_ROLE: Final = re.compile(rf"(?:, ?| )?\b(?:{_ROLES})\b(?: (?:á )?(?-i:{_NAME}|mbl\.is))?[.:]?", re.IGNORECASE)
_MAIL: Final = re.compile(r"[^\s@]{1,64}@[^\s@]{1,64}")
_BETWEEN_NAMES: Final = re.compile(r" ?[|•·] ?| og |, | ?/ ?")
_PERSON: Final = re.compile(_FULL)


def authors_of(line: str) -> tuple[str, ...]:
    """The authors whom a line names that is nothing but a byline; () if it is none.

    A name alone is a byline if it ends in a patronymic; other names need a role, a label or an e-mail address beside them.
    """
    line = " ".join(line.split()).strip("-–|•· ")
    if not line or len(line) > LONGEST:
        return ()
    bare, labels = _LABEL.subn("", line, count=1) if _LABEL.match(line) else (line, 0)
    bare, mails = _MAIL.subn("", bare)
    bare, roles = _ROLE.subn("", bare)
    names = tuple(name for part in _BETWEEN_NAMES.split(bare) if (name := part.strip(" ,|-–.()")))
    if not names or not all(_PERSON.fullmatch(name) for name in names):
        return ()
    if labels or mails or roles or all(" " in name and is_patronymic(name.split()[-1]) for name in names):
        return tuple(dict.fromkeys(names))
    return ()
