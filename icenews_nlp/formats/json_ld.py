"""schema.org: an article as a `NewsArticle` in JSON-LD, with the things that it mentions under their nominative names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from icenews_nlp.labels import ENTITY_TYPES, LANG, NAME_LABELS, EntityLabel

if TYPE_CHECKING:
    from icenews_nlp.documents.document import AnnotatedDocument

_CONTEXT: Final = "https://schema.org"


def to_json_ld(doc: AnnotatedDocument) -> dict[str, Any]:
    """The article as schema.org's NewsArticle; what is not known of it is left out.

    Returns:
        `mentions` has each thing once, under its cluster's name, in the order of the text, as a Person, Place, Organization or
        Thing; a Place whose cluster is resolved has `geo`, its country and an `identifier` such as `geonames:2618425`. A
        document that was stored without entities has no `mentions`.
    """
    article = doc.article
    body = [doc.text[section.start : section.end] for section in doc.sections if section.kind == "body"]
    fields: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "NewsArticle",
        "inLanguage": LANG,
        "identifier": article.id,
        "url": article.url,
        "headline": article.title or None,
        "articleBody": "\n\n".join(body),
        "articleSection": article.section,
        "datePublished": article.published.isoformat() if article.published else None,
        "publisher": {"@type": "Organization", "name": article.source} if article.source else None,
        "keywords": list(article.tags) or None,
        "mentions": _mentions(doc) if "entities" in doc.layers else None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _mentions(doc: AnnotatedDocument) -> list[dict[str, Any]]:
    clusters: dict[tuple[EntityLabel, str], int | None] = {}
    for entity in doc.entities:
        if entity.label in NAME_LABELS:
            clusters.setdefault((entity.label, doc.cluster_name(entity)), entity.cluster)
    return [
        {"@type": ENTITY_TYPES[label].schema_org, "name": name, **_place(doc, cluster)}
        for (label, name), cluster in clusters.items()
    ]


def _place(doc: AnnotatedDocument, cluster: int | None) -> dict[str, Any]:
    place = None if cluster is None else doc.clusters[cluster].place
    if place is None:
        return {}
    geo = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    country = {"address": {"@type": "PostalAddress", "addressCountry": place.country}} if place.country else {}
    return {"identifier": f"{place.source}:{place.id}", "geo": geo, **country}
