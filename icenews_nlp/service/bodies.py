"""A request -> one article, or several, and the layers that their documents are to have."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from email.message import Message
from json import JSONDecodeError
from typing import Any, Final

from fastapi import Request
from starlette.datastructures import QueryParams
from starlette.requests import ClientDisconnect

from icenews_nlp.documents.article import Article
from icenews_nlp.documents.layers import Layer, layers_named
from icenews_nlp.errors import InputError, unknown_name
from icenews_nlp.formats.jsonl import read_json
from icenews_nlp.formats.signatures import other_format
from icenews_nlp.service.limits import Limits
from icenews_nlp.service.replies import ClientGoneError, MediaTypeError, SlowBodyError, TooLargeError

BODY_SECONDS: Final = 30.0
"""From the request's head to the end of its body, however slowly that comes."""


def layers_of(query: QueryParams) -> tuple[Layer, ...] | None:
    """The layers that `?only=` names, with commas between them; None for all.

    Raises:
        InputError: there is no such layer, or the query has something else.
    """
    for name in query:
        if name != "only":
            raise InputError(unknown_name("query parameter", name, ["only"]))
    names = [name.strip() for given in query.getlist("only") for name in given.split(",")]
    return layers_named(names) if names else None


async def body_of(request: Request, most: int) -> bytes:
    """The body of a request, of which no more is kept than may be sent.

    Args:
        request: whose head has been read.
        most: bytes.

    Raises:
        RefusalError: it is no plain JSON, too large, or does not arrive in time; or the client is gone.
    """
    _check_head(request.headers, most)
    try:
        return await asyncio.wait_for(_received(request, most), BODY_SECONDS)
    except asyncio.TimeoutError:
        raise SlowBodyError(f"the body did not arrive within {BODY_SECONDS:g} s") from None
    except ClientDisconnect:
        raise ClientGoneError from None


def _check_head(headers: Mapping[str, str], most: int) -> None:
    content = Message()
    content["Content-Type"] = given = headers.get("content-type", "")
    if not given or content.get_content_type() != "application/json":
        shown = f"the body is sent as {given!r}" if given else "the request does not say what its body is"
        raise MediaTypeError(f"{shown}; send JSON, with the header Content-Type: application/json")
    charset = content.get_content_charset("utf-8")
    if charset not in ("utf-8", "utf8"):
        raise MediaTypeError(f"the body is sent in {charset!r}; send JSON in UTF-8")
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding != "identity":
        raise MediaTypeError(f"the body is sent with Content-Encoding: {encoding}; send it uncompressed")
    length = headers.get("content-length", "0")
    if length.isdecimal() and int(length) > most:
        raise _too_large(most)


async def _received(request: Request, most: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise _too_large(most)
    return bytes(body)


def _too_large(most: int) -> TooLargeError:
    return TooLargeError(f"the body has more than {most:,} bytes; send fewer articles at a time")


def read_article(body: bytes) -> Article:
    """The article that a body holds.

    Raises:
        InputError: it holds none.
    """
    data = _value(body)
    if not isinstance(data, dict):
        raise InputError(f"the body is {_kind(data)}; send one article, an object, or a list of them to /enrich/batch")
    return Article.model_validate(data)


def read_batch(body: bytes, limits: Limits) -> list[Article | InputError]:
    """The articles that a body holds, with what is wrong in the place of those that are none.

    Raises:
        InputError: it is no list.
        TooLargeError: there are too many.
    """
    data = _value(body)
    if not isinstance(data, list):
        raise InputError(f"the body is {_kind(data)}; send a list of articles, or one article to /enrich")
    if len(data) > limits.articles:
        raise TooLargeError(f"the batch has {len(data):,} articles; send at most {limits.articles:,} at a time")
    return [_article(item) for item in data]


def _article(item: Any) -> Article | InputError:
    if not isinstance(item, dict):
        return InputError(f"it is {_kind(item)}; an article is an object")
    try:
        return Article.model_validate(item)
    except InputError as error:
        return error


def _value(body: bytes) -> Any:
    if other := other_format(body):
        raise InputError(f"the body is {other}")
    try:
        return read_json(body.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        fault = f"not UTF-8: byte {error.start + 1} is 0x{body[error.start]:02x}"
    except JSONDecodeError as error:
        fault = f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]} (line {error.lineno}, column {error.colno})"
    except RecursionError:
        fault = "not valid JSON: nested too deeply"
    except ValueError as error:  # a number that JSON or Python has not
        fault = f"not valid JSON: {str(error).removeprefix('not valid JSON: ')}"
    raise InputError(f"the body is {fault}")


_KINDS: Final = {dict: "an object", list: "a list", str: "a string", bool: "a boolean", type(None): "null"}


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "a number")
