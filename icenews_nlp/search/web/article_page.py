"""One article on the search page: its text with the names and the query's matches marked, and its names to go on from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from icenews_nlp.documents.article import Section
from icenews_nlp.documents.document import AnnotatedDocument, Entity
from icenews_nlp.labels import NAME_LABELS, EntityLabel
from icenews_nlp.search.query.refine import condition
from icenews_nlp.search.ranges import Range
from icenews_nlp.search.web.html import Html, element, joined, marked
from icenews_nlp.search.web.pages import HEADINGS, UNTITLED, framed, known, search_address


def article_page(document: AnnotatedDocument, query: str, matches: Sequence[Range]) -> str:
    """The whole article.

    Args:
        document: The annotated article.
        query: the one that led here; "" for none.
        matches: ranges of the document's text, in order, not overlapping.
    """
    info, title, body = document.article, document.section("title"), document.section("body")
    article = element(
        "article",
        element("h1", _annotated(document, title, matches) or UNTITLED, lang="is"),
        known(info.source, info.published, info.url),
        element("div", _annotated(document, body, matches), lang="is", class_="text"),
    )
    return framed(info.title or UNTITLED, query, _trail(query, len(matches)), article, _names(document))


def _trail(query: str, matches: int) -> Html:
    """Back to the results, and on to the first match."""
    if not query:
        return joined()
    counted = f"{matches:,} {'match' if matches == 1 else 'matches'}"
    back = element("a", "Back to the results", href=search_address(query))
    onward = element("a", counted, href="#match") if matches else counted
    return element("nav", back, onward, class_="trail", aria_label="Article")


def _annotated(document: AnnotatedDocument, part: Section, matches: Sequence[Range]) -> Html:
    """That part of the text; a match that crosses the edge of a name is marked on both sides of it."""
    pieces: list[str] = []
    done = part.start
    for entity in document.entities:
        if entity.label in NAME_LABELS and part.start <= entity.start and entity.end <= part.end:
            pieces.append(marked(document.text, Range(done, entity.start), matches, first="match"))
            pieces.append(_name(entity, marked(document.text, Range(entity.start, entity.end), matches, first="match")))
            done = entity.end
    return joined(*pieces, marked(document.text, Range(done, part.end), matches, first="match"))


def _name(entity: Entity, inside: Html) -> Html:
    return element("span", inside, class_=f"name {entity.label.value.lower()}", title=f"{entity.label.value}: {entity.name}")


def _names(document: AnnotatedDocument) -> Html:
    """Links that search for each thing named in the article, by kind, the most frequent first."""
    counts = Counter((e.label, document.cluster_name(e)) for e in document.entities if e.label in NAME_LABELS and not e.credit)
    roles = {(c.label, c.name): ", ".join(role.name for role in c.roles) for c in document.clusters}
    groups = []
    for label in NAME_LABELS:
        rows = [
            _row(label, name, count, roles.get((label, name), ""))
            for (kind, name), count in counts.most_common()
            if kind is label
        ]
        if rows:
            groups.append(
                element("section", element("h3", HEADINGS[label.value]), element("ul", *rows), class_=label.value.lower())
            )
    return element("aside", element("h2", "Names in this article"), *groups, class_="names") if groups else joined()


def _row(label: EntityLabel, name: str, count: int, role: str) -> Html:
    address = search_address(condition(label.value, name) or name)
    number = element("span", f"\N{NO-BREAK SPACE}{count:,}", class_="number")
    shown_role = joined(" ", element("small", role, lang="is")) if role else ""
    return element("li", element("a", name, href=address, lang="is"), number, shown_role)
