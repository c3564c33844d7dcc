"""Values as documents hold them: agreed with the entities, dates in ISO 8601, money in exact decimals."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.documents.layers import require
from icenews_nlp.errors import InputError
from icenews_nlp.language.analyser import Analysis
from icenews_nlp.language.values import resolve as dates
from icenews_nlp.language.values.agreement import agreed
from icenews_nlp.language.values.value import ParsedValue


def value_fields(analysis: Analysis, published: datetime.datetime | None) -> list[tuple[ParsedValue, dict[str, Any]]]:
    """The values of an analysed text, one with the range of every date, time, amount and percentage among its entities.

    Args:
        analysis: the analysis; its ranges count from its own first word.
        published: when the article was published; None if unknown.

    Returns:
        Each value with the fields of `documents.document.Value` beside its range.
    """
    values = agreed(analysis.words, analysis.values, [entity[:3] for entity in analysis.entities])
    norms = [word.norm for word in analysis.words]
    resolved = dates.resolve(values, analysis.sentences, analysis.tags, norms, published)
    return [
        (value, {"content": value.content, **when._asdict(), **_money(value.content)})
        for value, when in zip(values, resolved, strict=True)
    ]


def _money(content: Mapping[str, Any]) -> dict[str, Any]:
    """Amount and currency; figures of up to 15 digits are exact, for a float's shortest form has them all."""
    if content["kind"] != "amount":
        return {}
    number = content["number"]
    whole = number is not None and number.is_integer()
    return {
        "amount": number if number is None else Decimal(int(number) if whole else repr(number)),
        "currency": content["currency"],
    }


def resolve(doc: AnnotatedDocument, *, published: datetime.datetime) -> AnnotatedDocument:
    """Resolve dates such as `í gær` in a document that was analysed without a time of publication, or with another.

    Args:
        doc: the document; it stays as it is.
        published: when it was published, with a time zone.

    Returns:
        A copy whose article was published then, and whose dates and times have their `iso` by it.

    Raises:
        InputError: `published` is no datetime, or has no time zone; `doc` is no document, or was stored without tokens,
            sentences or values.
    """
    if not isinstance(doc, AnnotatedDocument):
        raise InputError(f"resolve takes an AnnotatedDocument, of icenews_nlp.enrich or read back, not {type(doc).__name__}")
    require(doc, ("tokens", "sentences", "values"), "resolve")
    if not isinstance(published, datetime.datetime) or published.tzinfo is None:
        raise InputError(
            f"published is {published!r}; give a datetime with a time zone, "
            "such as datetime(2026, 11, 24, 12, tzinfo=timezone.utc)"
        )
    values = [ParsedValue(v.first_token, v.last_token, v.content.model_dump()) for v in doc.values]
    sentences = [(s.first_token, s.last_token + 1) for s in doc.sentences]
    tags, norms = [token.tag for token in doc.tokens], [token.norm for token in doc.tokens]
    resolved = dates.resolve(values, sentences, tags, norms, published)
    return doc.model_copy(
        update={
            "article": doc.article.model_copy(update={"published": published}),
            "values": tuple(v.model_copy(update=when._asdict()) for v, when in zip(doc.values, resolved, strict=True)),
        }
    )
