"""Where on a page its article is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from icenews_nlp.intake.web_page.prune import Sizes

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SHARE: Final = 0.3
"""Of the text of all paragraphs: an article element that holds less is a teaser."""

TITLED: Final = 0.35
"""Of the text of all paragraphs: what holds more around the headline holds the article."""

MOST_LEADS: Final = 2
LEAD_WORDS: Final = 8
_CONTAINERS: Final = frozenset("body div main section article center".split())
NEARLY_ALL: Final = 0.8


def main_part(root: HtmlElement, title: str) -> HtmlElement:
    """The smallest part of a tree that holds its article: an element `article`, or what holds nearly all paragraphs."""
    sizes = Sizes(root)
    articles = [element for element in root.iter("article") if sizes.share(element, root) >= SHARE]
    headline = _headline(root, title)
    above = () if headline is None else (headline, *headline.iterancestors())
    titled = [element for element in articles if element in above]
    if titled or articles:
        return max(titled or articles, key=lambda element: sizes.share(element, root))
    part = root if headline is None else _around(headline, root, sizes)
    inner: HtmlElement | None = part
    while inner is not None:
        part = inner
        inner = next((child for child in part if child.tag in _CONTAINERS and sizes.share(child, root) >= NEARLY_ALL), None)
    return part


def _around(element: HtmlElement, root: HtmlElement, sizes: Sizes) -> HtmlElement:
    """The smallest element around the headline that holds paragraphs to speak of."""
    while element is not root and sizes.share(element, root) < TITLED:
        element = element.getparent()
    return element


def leads(root: HtmlElement, part: HtmlElement, title: str) -> list[str]:
    """The sentences between the headline and the part that holds the article, where the headline stands outside it."""
    found: list[str] = []
    headline, below = _headline(root, title), False
    for element in root.iter("h1", "h2", "p", part.tag):
        if element is part or len(found) == MOST_LEADS:
            break
        text = _text(element) if element.tag != part.tag else ""
        if below and len(text.split(None, LEAD_WORDS)) >= LEAD_WORDS and text.endswith((".", "!", "?", "“")):
            found.append(text)
        below = below or element is headline
    return found if below else []


def drop_above_title(part: HtmlElement, title: str) -> None:
    """Take out the headline, and what stands above it, unless that is most of the part."""
    sizes = Sizes(part)
    heading = _headline(part, title)
    if heading is None:
        return
    above: list[HtmlElement] = [heading]
    element = heading
    while element is not part:
        above.extend(element.itersiblings(preceding=True))
        element = element.getparent()
    if sum(sizes.share(one, part) for one in above) < 0.5:
        for one in above:
            one.drop_tree()


def _headline(part: HtmlElement, title: str) -> HtmlElement | None:
    """The element whose text is the title, else the only `h1`: search engines may be given another title than readers."""
    headings = list(part.iter("h1"))
    titled = next((element for element in part.iter("h1", "h2", "p") if _text(element) == title), None)
    return headings[0] if titled is None and len(headings) == 1 else titled


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
