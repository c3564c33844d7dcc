"""What the service answers beside documents: its health, and why a request is refused."""

from __future__ import annotations

from http import HTTPStatus
from typing import ClassVar, Literal

from icenews_nlp.documents.base import Model, RawText
from icenews_nlp.errors import InputError
from icenews_nlp.service.limits import Limits


class Health(Model):
    """The service answers only when its model is loaded, so it is always ready; while heavy requests run, too."""

    ready: Literal[True] = True
    version: str
    """Of icenews_nlp."""
    profile: str
    model: str
    """Name and content hash of the model, as in the provenance of documents."""
    requests: int
    """Requests that are read, wait or are analysed at this moment."""
    limits: Limits


class Problem(Model):
    """Why there is no document."""

    error: str
    """The error's class name."""
    reason: RawText
    """What was given, what is allowed and what to send."""


class RefusalError(Exception):
    """A request that is answered with a Problem; each kind has one status."""

    status: ClassVar[HTTPStatus]


class TooLargeError(RefusalError, InputError):
    """A body, a batch or an article that is over a limit."""

    status = HTTPStatus(413)  # whose name differs between versions of Python


class MediaTypeError(RefusalError, InputError):
    """A body that is no plain JSON in UTF-8."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


class SlowBodyError(RefusalError):
    """A body that did not arrive in time."""

    status = HTTPStatus.REQUEST_TIMEOUT


class BusyError(RefusalError):
    """As many requests as may wait are waiting, or the service is stopping."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class ClientGoneError(RefusalError):
    """The client closed its connection, so nobody reads the answer."""

    status = HTTPStatus.BAD_REQUEST


def status_of(error: Exception) -> HTTPStatus:
    """The status of the answer to a request that ended with this error."""
    match error:
        case RefusalError():
            return error.status
        case InputError():
            return HTTPStatus(422)  # whose name differs between versions of Python
        case TimeoutError():
            return HTTPStatus.GATEWAY_TIMEOUT
        case _:
            return HTTPStatus.INTERNAL_SERVER_ERROR
