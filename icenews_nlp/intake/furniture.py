"""The paragraphs of a page that are no part of the article: lists of other news, prompts to share, subscribe and comment.

A paragraph is judged by its form and its neighbours, never by its first words alone: `Fleiri fréttir` is furniture over a list
of headlines, an intertitle over a paragraph, and the start of a sentence in one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple


def _phrases(text: str) -> frozenset[str]:
    return frozenset(text.split("|"))


HEADINGS: Final = _phrases(
    "mest lesið|mest lesnar fréttir|mest lesnu fréttirnar|mest lesið í dag|mest skoðað|vinsælast|vinsælt|"
    "vinsælar fréttir|fleiri fréttir|tengdar fréttir|tengdar greinar|tengt efni|tengt|nýjustu fréttir|nýjast|"
    "nýjast á vefnum|nýlegar fréttir|aðrar fréttir|helstu fréttir|sjá meira|lesa meira|sjá einnig|lesa einnig|"
    "lestu einnig|lestu líka|lestu meira|lesið einnig|annað áhugavert|meira úr sama flokki|meira um málið|meira efni|"
    "meira|ummæli|athugasemdir|skoðanir lesenda|skrifa ummæli|deila|deila frétt|deila fréttinni|deildu fréttinni|"
    "efnisorð|efnisflokkar|flokkar|merki|auglýsing|kostað efni|fréttir af innlendum vettvangi|"
    "fréttir af erlendum vettvangi|hlaðvörp|nýjustu hlaðvörpin|mest lesið síðustu daga|þessu tengt|skylt efni|"
    "skyldar fréttir|ekki missa af|við mælum með|þér gæti líkað|fréttir dagsins"
)
"""What stands over such a list, in lower case and without a colon."""

TOPIC_HEADINGS: Final = frozenset({"efnisorð", "efnisflokkar", "flokkar", "merki"})
"""What stands over the topics of the article."""

MOST_WORDS: Final = 18
"""Words of a headline in a list."""

_ENDS: Final = re.compile(r"[.!?…:;][“”\"»)’]?$")
_FULL_STOP: Final = re.compile(r"[.:;,][“”\"»)’]{0,2}$")
_POINTER: Final = re.compile(
    r"(?:(?:lesa|lestu|lesið|sjá|sjáðu|sjáið|horfa|horfðu|hlusta|hlustaðu) (?:einnig|líka|meira|nánar|fréttina|hér|nánar hér)|"
    r"(?:tengd|fyrri|skyld) (?:frétt|grein|umfjöllun)|(?:tengdar|fyrri|skyldar) (?:fréttir|greinar)|meira um málið|sjá) ?: ",
    re.IGNORECASE,
)
_BUTTONS: Final = _phrases(
    "auglýsing|deila|deila á facebook|deila á twitter|deila á x|facebook|twitter|x|messenger|prenta|senda í tölvupósti|"
    "afrita hlekk|afrita slóð|hlusta|vista|vista frétt|prófaðu aftur|loka|til baka|tweet|tölvupóstur|senda|líka við|"
    "vinsamlegast bíðið|hleð inn|sæki efni|spila myndband|til baka á forsíðu|instagram|linkedin|skoða á instagram|"
    "skoða á facebook|stækka mynd|fletta|næsta mynd|fyrri mynd|sjá meira|lesa meira|sjá allt|skrá inn|innskráning|"
    "hlekkur afritaður|áskrift|skoða myndasafn|lesa alla greinina|lesa alla fréttina|lesa nánar|sjá nánar|mynd|myndir|"
    "myndband|fylgjast með|sækja fleiri|sýna fleiri"
)
"""Whole paragraphs that are the face of a button."""

_ADDRESSES_READER: Final = re.compile(
    r"\b(?:lestu|kauptu|skráðu|skráið|ertu|prófaðu|smelltu|smellið|tryggðu|fáðu|fylgdu|fylgstu|sendu|sendið|náðu|sæktu|gerstu|veldu|"
    r"vilt þú|viltu|hefur þú|þú|þig|þér|þinn|þína)\b",
    re.IGNORECASE,
)
_WANTS: Final = re.compile(
    r"(?:\báskrift|áskrifand|\binnskrá|skrá(?:ðu|ið) (?:þig|ykkur) (?:inn|á)|skrá inn|póstlist|fréttabréf|\bappi[ðn]|"
    r"fréttaskot|ábending|fréttaappi|vefkök|vafrakök|lesa áfram|á facebook|á instagram|á samfélagsmiðlum)",
    re.IGNORECASE,
)
_LOCKED: Final = re.compile(
    r"\b(?:grein(?:in)?|frétt(?:in)?|efnið?|umfjöllun(?:in)?|pistill(?:inn)?|viðtal(?:ið)?)\b.{0,40}"
    r"\b(?:áskrifend(?:um|ur)|með áskrift|læst)\b",
    re.IGNORECASE,
)
_STOP_INSIDE: Final = re.compile(r"\.[“”\"»)]?(?: [A-ZÁÉÍÓÚÝÞÆÖ„]|$)")
_LIST_WORDS: Final = 50
"""Words without a full stop that only headlines run together have."""

_WALL: Final = re.compile(r"áskrift|áskrifand|lesa áfram|innskrá", re.IGNORECASE)
_OFFER_WORDS: Final = 22
_LONGEST_QUOTE: Final = 300
_MOST_QUOTES: Final = 20
_QUOTE_WORDS: Final = 4
_FOOTER: Final = re.compile(r"^©|\b(?:allur réttur áskilinn|öll réttindi áskilin)\b", re.IGNORECASE)
_PROMPT_WORDS: Final = 30
_TOPIC_WORDS: Final = 5
_LONGEST_HEADING: Final = 60


class Parts(NamedTuple):
    """The paragraphs of a page, sorted."""

    body: list[str]
    tags: list[str]


def without_furniture(paragraphs: Sequence[str], *, topics: bool) -> Parts:
    """The paragraphs of the article, and its topics.

    Args:
        paragraphs: of a page, in order, without blank ones.
        topics: Whether lines of a few words at the end are topics, as on a flattened page.
    """
    kept = [paragraph for paragraph in paragraphs[: _wall(paragraphs)] if not is_prompt(paragraph)]
    end = _body_end(kept, topics=topics)
    return Parts(kept[:end], _topics(kept[end:]))


def without_pull_quotes(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs without the quotations that only repeat a part of another; the first few are looked at."""
    quotes = [p for p in paragraphs if p.startswith(("„", "“", "”", '"', "»")) and len(p) <= _LONGEST_QUOTE][:_MOST_QUOTES]
    whole = "\n".join(paragraphs) if quotes else ""
    repeated: set[str] = set()
    for quote in quotes:
        bare = quote.strip('„“”"»«.,!? ')
        alone = sum(bare == paragraph.strip('„“”"»«.,!? ') for paragraph in paragraphs if len(paragraph) <= _LONGEST_QUOTE)
        if len(bare.split()) >= _QUOTE_WORDS and whole.count(bare) > alone:
            repeated.add(quote)
    return [paragraph for paragraph in paragraphs if paragraph not in repeated]


def _wall(paragraphs: Sequence[str]) -> int:
    """Where an offer to subscribe begins that ends the page: two prompts at least, and nothing but short paragraphs."""
    at = end = len(paragraphs)
    prompts = 0
    while at and len(paragraphs[at - 1].split(None, _OFFER_WORDS)) <= _OFFER_WORDS:
        at -= 1
        if _WALL.search(paragraphs[at]) and is_prompt(paragraphs[at]):
            prompts += 1
            end = at if prompts > 1 else end
    return end


def is_prompt(paragraph: str) -> bool:
    """Whether a paragraph is the face of a button, a pointer to another article, or asks the reader to do something."""
    words = paragraph.split(None, _PROMPT_WORDS)
    if len(words) > _PROMPT_WORDS:
        return False
    bare = _bare(paragraph)
    if not words or bare in _BUTTONS or _FOOTER.search(paragraph):
        return True
    if _POINTER.match(paragraph) and not _FULL_STOP.search(paragraph[-4:]):
        return True
    if bare.startswith(("þessi ", "þetta ", "greinin ", "fréttin ")) and _LOCKED.search(paragraph):
        return True
    return _WANTS.search(paragraph) is not None and _ADDRESSES_READER.search(paragraph) is not None and "„" not in paragraph


def is_heading(paragraph: str) -> bool:
    """Whether a paragraph is what stands over a list of other news, and nothing else."""
    return len(paragraph) < _LONGEST_HEADING and _bare(paragraph) in HEADINGS


def _bare(paragraph: str) -> str:
    return " ".join(paragraph.lower().strip(" :…»›>+→|-–()").split())


def _body_end(paragraphs: Sequence[str], *, topics: bool) -> int:
    """Where the article ends: at the first heading among the short lines that end the page, and before topics above it.

    Lines are looked at from below, since an article never goes on behind them.
    """
    at = end = len(paragraphs)
    while at and _may_be_listed(paragraphs[at - 1]):
        at -= 1
        if is_heading(paragraphs[at]):
            end = at
    if not topics:
        return end
    first = end
    while first > at and _is_topic(paragraphs[first - 1]):
        first -= 1
    return first if end < len(paragraphs) or end - first > 1 else end


def _may_be_listed(paragraph: str) -> bool:
    if len(paragraph.split(None, MOST_WORDS)) > MOST_WORDS:
        return not _STOP_INSIDE.search(paragraph) and len(paragraph.split(None, _LIST_WORDS)) > _LIST_WORDS
    return not _FULL_STOP.search(paragraph.rstrip()[-4:]) or is_heading(paragraph)


def _is_topic(paragraph: str) -> bool:
    words = paragraph.split(None, _TOPIC_WORDS)
    return len(words) <= _TOPIC_WORDS and words[0][0].isupper() and not _ENDS.search(paragraph) and not is_heading(paragraph)


def _topics(tail: Sequence[str]) -> list[str]:
    topics: list[str] = []
    for paragraph in tail:
        if is_heading(paragraph) and _bare(paragraph) not in TOPIC_HEADINGS:
            break
        if _is_topic(paragraph):
            topics.append(paragraph)
    return topics
