"""What of a page's tree is furniture by its tags and by what its elements are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from icenews_nlp.intake.furniture import MOST_WORDS, is_heading
from icenews_nlp.intake.words import word_set

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_TAGS: Final = word_set(
    "script style noscript template iframe form button input select option textarea nav aside footer svg math canvas "
    "video audio object embed dialog menu figure figcaption picture img head link meta map amp-ad amp-sidebar amp-img "
    "amp-embed"
)
_ROLES: Final = word_set("navigation banner contentinfo complementary dialog alertdialog search toolbar menu form alert")

_NAMES: Final = word_set(
    "box native sponsored kynning "
    "ad ads adslot adunit advert advertisement advertising augl auglysing auglysingar banner byline related "
    "relatedposts jp-relatedposts tengd tengdar tengt most-read mostread mest-lesid mestlesid popular trending "
    "newsletter signup subscribe subscription paywall askrift promo promotion cookie cookies consent gdpr comment "
    "comments disqus_thread disqus athugasemdir ummaeli infobox factbox fact-box info-box sidebar rail breadcrumb "
    "breadcrumbs tags taglist tag-list tag-cloud keywords author-box authorbox author-bio poll konnun standings "
    "scoreboard score-widget livescore next-games gallery slideshow carousel caption credit photo-credit "
    "wp-caption-text img-caption share sharing share-tools share-buttons sharedaddy social social-share deila toolbar "
    "recommend recommended recommendations recirc read-more readmore also-read see-also pullquote pull-quote twitter-tweet "
    "twitter-video instagram-media tiktok-embed fb-post fb-video fb-comments embed embedded oembed skip-link sr-only "
    "visually-hidden screen-reader-text hidden player podcast-player print-only no-print modal popup overlay masthead "
    "site-header site-footer footer navbar navigation topmenu menu pagination load-more weather ticker outbrain "
    "taboola"
)
_NAME: Final = re.compile(rf"(?:{'|'.join(map(re.escape, sorted(_NAMES, key=len, reverse=True)))})$", re.IGNORECASE)
_PARTS: Final = re.compile(
    r"(?:^|[-_])(?:related|newsletter|paywall|comments?|share|sharing|social|advert|adslot|promo|caption|credit|cookie|consent|"
    r"most-?read|infobox|factbox|breadcrumbs?|gallery|slide|byline|widget|signup|poll|sidebar|rail|pullquote|banner|subscribe|embed|ads?|"
    r"sponsored|native|kynning|twitter|facebook|instagram|tiktok|reddit|youtube|nav|navbar|navigation|footer)"
    r"(?:$|[-_])",
    re.IGNORECASE,
)
_BLOCKS: Final = word_set("ul ol dl li p div section h2 h3 h4 h5 h6 table td blockquote")
_HIDDEN: Final = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)

SHARE: Final = 0.45
"""Of the text of all paragraphs: an element that holds more is no furniture, whatever it is called."""

LINKED: Final = 0.9
MOSTLY_LINKED: Final = 0.6
"""Of the text of a block: one whose links hold more is a list of other news; of the second, if the rest is its heading."""


class Sizes:
    """How many characters other than white space the elements of a tree hold: all, those of links, those of paragraphs."""

    def __init__(self, root: HtmlElement) -> None:
        self._elements = list(root.iter("*"))  # which keeps them alive, so that they stay the keys they are
        self._sizes: dict[HtmlElement, tuple[int, int, int]] = {}
        for element in reversed(self._elements):
            text, linked, in_paragraphs = _length(element.text), 0, 0
            for child in element:
                inner, inner_linked, inner_paragraphs = self._sizes.get(child, (0, 0, 0))
                text += inner + _length(child.tail)
                linked += inner_linked
                in_paragraphs += inner_paragraphs
            linked = text if element.tag == "a" else linked
            self._sizes[element] = text, linked, text if element.tag == "p" else in_paragraphs

    def __iter__(self) -> Iterator[HtmlElement]:
        return iter(self._elements)

    def share(self, element: HtmlElement, root: HtmlElement) -> float:
        """The share of the page's paragraphs that lie in an element; of its text, if there are no paragraphs."""
        text, _, paragraphs = self._sizes[element]
        whole, _, whole_paragraphs = self._sizes[root]
        return paragraphs / whole_paragraphs if whole_paragraphs else text / max(whole, 1)

    def text(self, element: HtmlElement) -> int:
        """Its characters."""
        return self._sizes[element][0]

    def is_linked(self, element: HtmlElement) -> bool:
        """Whether an element holds links and no other text to speak of, but for a heading that lists of news have."""
        text, linked, _ = self._sizes[element]
        if linked < MOSTLY_LINKED * text or not linked:
            return False
        return linked >= LINKED * text or is_heading(" ".join(_unlinked(element)))


def prune(root: HtmlElement) -> None:
    """Take the furniture out of a tree."""
    sizes = Sizes(root)
    for element in sizes:
        if element is root or element.getparent() is None:
            continue
        if element.tag in _TAGS or (_is_furniture(element) and sizes.share(element, root) <= SHARE):
            element.drop_tree()
    sizes = Sizes(root)
    for element in sizes:
        if element.tag in _BLOCKS and element.getparent() is not None and sizes.is_linked(element) and _is_short(element):
            before = element.getprevious()
            if before is not None and is_heading(" ".join(before.text_content().split())):
                before.drop_tree()
            element.drop_tree()


def names(element: HtmlElement) -> list[str]:
    """Its classes and its id; its tag too, if that is one of the page's own making."""
    own = element.tag if "-" in element.tag else ""
    return f"{element.get('class', '')} {element.get('id', '')} {own}"[:1000].split()


def _unlinked(element: HtmlElement) -> Iterator[str]:
    """The words of an element that are in no link."""
    for text in element.xpath(".//text()[not(ancestor::a)]"):
        yield from text.split()


def _length(text: str | None) -> int:
    """Characters other than white space."""
    return len("".join(text.split())) if text else 0


def _is_furniture(element: HtmlElement) -> bool:
    if element.tag in ("html", "body", "main", "article"):
        return False
    if element.get("role") in _ROLES or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if _HIDDEN.search(element.get("style", "")[:200]):
        return True
    return any(_NAME.match(name) or _PARTS.search(name) for name in names(element))


def _is_short(element: HtmlElement) -> bool:
    """Whether each of its links is as long as a headline at most."""
    links: float = element.xpath("count(.//a)")
    words: int = len(element.text_content().split())
    return words <= MOST_WORDS * links
