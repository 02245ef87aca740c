"""What is done to every request before anything else: its id, and the limits of what it may hold."""

import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

import structlog
import uuid_utils
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from distmap.api.problems import LengthRequired, TooLarge, answer, is_api
from distmap.errors import DistmapError, Fault, Invalid

Handler = Callable[[HttpRequest], HttpResponse]

HEADER = "X-Request-ID"
# Short and plain, so that it can stand in a log line, a header and a column.
_SAFE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class RequestIdMiddleware:
    """Gives each request an id (the caller's, if it is of safe shape), binds it to the log and echoes it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.headers.get(HEADER, "")
        request_id = sent if _SAFE_ID.fullmatch(sent) else str(uuid_utils.uuid7())
        request.request_id = request_id  # type: ignore[attr-defined]  # the attribute is ours
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
        # For the server's own log and counts, which know the request by this dictionary alone.
        match = request.resolver_match
        request.META |= {"distmap.request_id": request_id, "distmap.route": match.route if match else ""}
        response[HEADER] = request_id
        return response


class PrivateMiddleware:
    """No cache keeps what is not public, and the API is not spoken in clear where the service has HTTPS.

    Static files and answers that say otherwise for a reason keep theirs: what carries an ETag is asked for again
    each time (`private, no-cache`), so that it need not be sent again.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.HTTPS and is_api(request) and not request.is_secure():
            return answer(request, PlainHttp(_IN_CLEAR))
        response = self.get_response(request)
        if not response.has_header("Cache-Control") or is_never_cached(response):
            response["Cache-Control"] = "private, no-store"
        return response


class PlainHttp(DistmapError):
    """The API was called over plain HTTP: whatever token was sent is out."""

    status = 403
    code = "https_required"
    title = "Use HTTPS"


_IN_CLEAR = (
    "This API is served over HTTPS alone. If this request carried a token, everybody on its way could read it: "
    "revoke that token and make another."
)


def is_never_cached(response: HttpResponse) -> bool:
    """Whether Django or allauth already said that nobody keeps it; said in one way everywhere."""
    return "no-store" in response["Cache-Control"]


class InputLimitsMiddleware:
    """Refuses what no page and no endpoint can use: NUL bytes, broken UTF-8, bodies beyond the limit."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refusal = _address_refusal(request) or _body_refusal(request)
        return answer(request, refusal) if refusal else self.get_response(request)


def _address_refusal(request: HttpRequest) -> DistmapError | None:
    if "\x00" in request.path_info:
        return Invalid("The address holds a NUL character.", code="nul_character")
    query = unquote_to_bytes(request.META.get("QUERY_STRING", "").encode("latin-1", "replace"))
    if b"\x00" in query:
        return Invalid.of([Fault("?", "invalid_parameter", "A parameter holds a NUL character.")])
    try:
        query.decode("utf-8")
    except UnicodeDecodeError:
        return Invalid.of([Fault("?", "invalid_parameter", "The parameters are not UTF-8.")])
    return None


def _body_refusal(request: HttpRequest) -> DistmapError | None:
    # Django reads no body whose length it is not told: it would take what was sent for nothing at all.
    if request.META.get("HTTP_TRANSFER_ENCODING") and not request.META.get("CONTENT_LENGTH"):
        return LengthRequired("Send the body with its length (Content-Length), not in chunks.")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit()):
        return Invalid("The header Content-Length is not a number.", code="bad_request")
    # Compared by digits first: int() refuses a number of thousands of them.
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if len(length.lstrip("0")) > 12 or int(length) > most:
        return TooLarge(f"The body has more than {most:,} bytes, which is the most that this service takes.")
    return None
