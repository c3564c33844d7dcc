"""Objects of any JSON -> articles: which of its fields is which of an article's, and what becomes of the others.

    fields = FieldMap({"text": "content.body", "title": "headline"}, timezone="Atlantic/Reykjavik", keep_unknown=True)
    article = article_from_json({"headline": "Síld", "content": {"body": "Síldin er komin."}, "views": 3}, fields)

Its `metadata` is then `{"views": 3}`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from icenews_nlp.documents.article import Article
from icenews_nlp.errors import InputError, shown, unknown_name
from icenews_nlp.intake.json.times import moment_of, zone_named

TARGETS: Final = tuple(Article.model_fields)
EXAMPLE: Final = "text=body,title=headline"
MISSPELT: Final = "did you mean"
KEEP: Final = "map (--map) reads fields of other names, keep_unknown (--keep-unknown) keeps them in metadata"

Json = Mapping[str, Any]
Path = tuple[str, ...]
"""The keys that lead from an object to a field inside it."""

_FIELD: Final = re.compile(r"field '(\w+)'")


class FieldMap:
    """Which fields of an object are read as which of an article's; those that it does not name are read by their own names."""

    def __init__(
        self, map: Mapping[str, str] | str | None = None, *, timezone: str | None = None, keep_unknown: bool = False
    ) -> None:
        """Check what is asked for.

        Args:
            map: the article's fields and where they are found, as a mapping or as in `text=content.body,title=headline`. A dot
                leads into an object; a key that itself holds the dots goes first.
            timezone: of times of publication that name none, such as `Atlantic/Reykjavik`; without it they are refused.
            keep_unknown: whether fields that no field of an article is read from are kept in `metadata`, else they are refused.

        Raises:
            InputError: the map is empty, has a field twice, or one that articles do not have; or there is no such time zone.
        """
        self.sources = {} if map is None else _checked(_pairs(map))
        self.zone = None if timezone is None else zone_named(timezone)
        self.keep_unknown = keep_unknown


OWN_NAMES: Final = FieldMap()
"""Each field of an article has its own name."""


def article_from_json(record: Json, fields: FieldMap = OWN_NAMES) -> Article:
    """The article that an object of JSON holds.

    A null is a field that is not there, but for the text. An id may be any number, true or false too: 12.0 is "12".

    Raises:
        InputError: it is no article; with the names of the object's own fields.
    """
    if not isinstance(record, Mapping):
        raise InputError(f"an article is an object of JSON, not {type(record).__name__}")
    found: dict[str, Any] = {}
    rest: Json = record
    for target in TARGETS:
        path = _path(record, fields.sources[target]) if target in fields.sources else (target,) * (target in record)
        if path:
            found[target] = _value(record, path)
            rest = _without(rest, path)
    found = {target: value for target, value in found.items() if value is not None or target == "text"}
    if fields.keep_unknown and rest:
        found["metadata"] = _joined(found.get("metadata", {}), rest)
        rest = {}
    _check_left(rest, fields)
    try:
        if "id" in found:
            found["id"] = _id(found["id"])
        if "published" in found:
            found["published"] = _time(found["published"], fields)
        return Article.model_validate({**rest, **found})
    except InputError as error:
        message = _in_own_names(str(error), fields)
        raise InputError(f"{message}; {KEEP}" if rest and MISSPELT not in message else message) from error


def _pairs(given: object) -> Iterable[tuple[str, str]]:
    if isinstance(given, Mapping):
        return [(target, source) for target, source in given.items()]
    if not isinstance(given, str):
        raise InputError(f"a map of fields is a dict or a string, not {type(given).__name__}; write {EXAMPLE!r}")
    pairs = []
    for part in filter(None, (part.strip() for part in given.split(","))):
        target, equals, source = part.partition("=")
        if not equals:
            raise InputError(f"{part!r} maps nothing; write ARTICLE_FIELD=JSON_FIELD, as in {EXAMPLE}")
        pairs.append((target.strip(), source.strip()))
    return pairs


def _checked(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    sources: dict[str, str] = {}
    for target, source in pairs:
        if not isinstance(source, str) or not source:
            raise InputError(f"the map has no field of JSON for {target!r}; write {target}=NAME, as in {EXAMPLE}")
        if target not in TARGETS:
            turned = f"; if {source} is in {target!r}, turn it around: {source}={target}" if source in TARGETS else ""
            raise InputError(unknown_name("field of articles", target, TARGETS) + turned)
        if target in sources:
            raise InputError(f"{target!r} is mapped twice, from {sources[target]!r} and from {source!r}; leave one out")
        sources[target] = source
    if not sources:
        raise InputError(f"the map of fields is empty; write for instance {EXAMPLE}, or leave it out")
    return sources


def _path(record: Json, name: str) -> Path:
    """The keys to the field of that name; none if it is not there."""
    if name in record:
        return (name,)
    at = name.rfind(".")
    while at >= 0:
        inner = record.get(name[:at])
        if isinstance(inner, Mapping) and (path := _path(inner, name[at + 1 :])):
            return (name[:at], *path)
        at = name.rfind(".", 0, at)
    return ()


def _value(record: Any, path: Path) -> Any:
    for key in path:
        record = record[key]
    return record


def _without(record: Json, path: Path) -> dict[str, Any]:
    """A copy without the field, and without objects that are empty then; it may be missing already."""
    key, *inner = path
    rest = dict(record)
    left = _without(rest[key], tuple(inner)) if inner and isinstance(rest.get(key), Mapping) else {}
    if left:
        rest[key] = left
    else:
        rest.pop(key, None)
    return rest


def _joined(metadata: Any, rest: Json) -> Any:
    if not isinstance(metadata, Mapping):
        return metadata  # refused with all else that is wrong
    for name in rest:
        if name in metadata:
            raise InputError(f"unknown field {shown(str(name))!r} cannot be kept, for metadata has another one; rename one")
    return {**metadata, **rest}


def _check_left(rest: Json, fields: FieldMap) -> None:
    """Refuse fields that are not read, though they have the name of one that is; others are refused by Article."""
    for name in rest:
        if name in fields.sources:
            raise InputError(f"unknown field {name!r}, since {name!r} is read from {fields.sources[name]!r}; {KEEP}")


def _id(given: Any) -> Any:
    if isinstance(given, bool):
        return json.dumps(given)
    if isinstance(given, float) and math.isfinite(given):
        return str(int(given)) if given.is_integer() else repr(given)
    return given


def _time(given: Any, fields: FieldMap) -> Any:
    try:
        return moment_of(given, fields.zone)
    except ValueError as error:
        raise InputError(f"field 'published': {error}") from error


def _in_own_names(message: str, fields: FieldMap) -> str:
    """Messages about mapped fields name the field of JSON too."""

    def named(found: re.Match[str]) -> str:
        source = fields.sources.get(found[1])
        return f"field {source!r} (as {found[1]!r})" if source else found[0]

    return _FIELD.sub(named, message)
