"""The one place that turns errors into HTTP: problem documents (RFC 9457) for programs, a page for people."""

import logging
import sys
from collections.abc import Callable, Sequence
from typing import Any

import structlog
from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException, UnreadablePostError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.encoding import escape_uri_path
from rest_framework import exceptions
from rest_framework.response import Response

from distmap.errors import DistmapError, Fault, Invalid, NotFound, NotPermitted, NotSignedIn, Unavailable

log = logging.getLogger("distmap.api")

MEDIA_TYPE = "application/problem+json"
API_PATH = "/api/"
# A body of two megabytes can hold a quarter of a million faults; a thousand say enough.
MOST_FAULTS = 1_000


class MethodNotAllowed(DistmapError):
    status = 405
    code = "method_not_allowed"
    title = "This address does not take this method"


class NotAcceptable(DistmapError):
    status = 406
    code = "not_acceptable"
    title = "Not in this form"


class LengthRequired(DistmapError):
    status = 411
    code = "length_required"
    title = "Tell the length of the body"


class TooLarge(DistmapError):
    status = 413
    code = "too_large"
    title = "Too large"


class WrongMediaType(DistmapError):
    status = 415
    code = "unsupported_media_type"
    title = "Send JSON"


class TooManyRequests(DistmapError):
    status = 429
    code = "rate_limited"
    title = "Too many requests"


class Broken(DistmapError):
    """What nobody foresaw. The log has the rest, under the request id."""


def is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith(API_PATH)


def document(request: HttpRequest, error: DistmapError, **members: Any) -> dict[str, Any]:
    """The problem document of an error; `members` are further fields that tell of this kind of error."""
    return {
        "type": f"urn:distmap:problem:{error.code}",
        "title": error.title,
        "status": error.status,
        "detail": error.message,
        "instance": escape_uri_path(request.path),
        "code": error.code,
        "request_id": getattr(request, "request_id", ""),
        "errors": [_fault(fault) for fault in _capped(error.faults)],
        **members,
    }


def _fault(fault: Fault) -> dict[str, str]:
    return {"pointer": fault.pointer, "code": fault.code, "detail": fault.detail}


def _capped(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    if len(faults) <= MOST_FAULTS:
        return faults
    rest = len(faults) - MOST_FAULTS
    return (*faults[:MOST_FAULTS], Fault("", "more_faults", f"{rest:,} more faults are not listed."))


def problem_response(request: Any, error: DistmapError, **members: Any) -> Response:
    """A problem as a view's own answer, for the few that carry members of their own."""
    return Response(document(request, error, **members), status=error.status, content_type=MEDIA_TYPE)


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's hook: anticipated errors become problems, anything else stays an exception."""
    found = as_error(error)
    if found is None:
        return None
    response = problem_response(context["request"], found)
    for name, value in _headers_of(error).items():
        response[name] = value
    return response


def _headers_of(error: Any) -> dict[str, str]:
    headers = dict(error.headers) if isinstance(error, DistmapError) else {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = str(error.auth_header)
    if isinstance(error, exceptions.Throttled):
        headers["Retry-After"] = str(max(1, int(getattr(error, "wait", None) or 1)))
    return headers


def as_error(error: BaseException) -> DistmapError | None:
    """The error of our own tree that says the same; None for what nobody foresaw."""
    if isinstance(error, DistmapError):
        return error
    for kinds, translate in _TRANSLATIONS:
        if isinstance(error, kinds):
            return translate(error)
    return None


def _signed_out(error: Any) -> DistmapError:
    code = error.get_codes()
    return NotSignedIn(str(error.detail), code=None if code == "authentication_failed" else code)


def _not_allowed(error: Any) -> DistmapError:
    return MethodNotAllowed(str(error.detail))


def _unsupported(error: Any) -> DistmapError:
    return WrongMediaType("The body must be JSON, sent as application/json in UTF-8.")


def _forbidden(error: Any) -> DistmapError:
    code: Any = error.get_codes() if isinstance(error, exceptions.APIException) else None
    detail = str(getattr(error, "detail", "")) or "You may not do this."
    return NotPermitted(detail, code=None if code == "permission_denied" else code)


_TRANSLATIONS: list[tuple[Any, Callable[[Any], DistmapError]]] = [
    ((exceptions.NotAuthenticated, exceptions.AuthenticationFailed), _signed_out),
    ((exceptions.PermissionDenied, PermissionDenied), _forbidden),
    ((exceptions.NotFound, Http404), lambda error: NotFound("There is nothing here under this address.")),
    (exceptions.MethodNotAllowed, _not_allowed),
    (exceptions.NotAcceptable, lambda error: NotAcceptable("This address answers in JSON.")),
    (exceptions.UnsupportedMediaType, _unsupported),
    (exceptions.Throttled, lambda error: TooManyRequests("Wait for Retry-After seconds.")),
    (exceptions.ParseError, lambda error: Invalid(str(error.detail), code="malformed_body")),
    (RequestDataTooBig, lambda error: TooLarge("The body is larger than this service takes.")),
    (
        (SuspiciousOperation, BadRequest, MultiPartParserError, UnreadablePostError, RawPostDataException),
        lambda error: Invalid("The request could not be understood.", code="bad_request"),
    ),
]


def answer(request: HttpRequest, error: DistmapError) -> HttpResponse:
    """An error as a response outside of REST framework: a problem under /api/, a sentence to a script, else a page."""
    found = document(request, error)
    response: HttpResponse
    if is_api(request):
        response = JsonResponse(
            found, status=error.status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False}
        )
    elif "HX-Request" in request.headers:
        # A whole page would be of no use to a row that wants to say why it is not saved.
        response = HttpResponse(error.message, status=error.status, content_type="text/plain; charset=utf-8")
        response["X-Problem"] = error.code
    else:
        response = render(request, "errors/problem.html", {"problem": found}, status=error.status)
    for name, value in error.headers.items():
        response[name] = value
    return response


class ProblemMiddleware:
    """Catches the expected errors of pages; and makes a problem of an HTML error page under /api/."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and response.status_code == 404 and is_api(request):
            return answer(request, NotFound("There is nothing here under this address."))
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DistmapError):
            return None
        if error.status >= 500:
            log.error("unavailable: %s", error.message)
        return answer(request, error)


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's hook for what cannot be understood. The host may be what is wrong, so nothing asks for it."""
    error = as_error(exception) or Invalid("The request could not be understood.", code="bad_request")
    return answer(request, error) if is_api(request) else _bare(request, error)


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, as_error(exception) or NotPermitted("You may not do this."))


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, NotFound("There is nothing here under this address. It may have been deleted."))


def handler500(request: HttpRequest) -> HttpResponse:
    """Django's hook for what nobody foresaw. Uses no database and no context: they may be what broke."""
    raised = sys.exc_info()[1]
    if is_database_away(raised):
        return database_away(request, raised)
    error = Broken("Something broke on our side. Try again; if it stays so, tell us the request id.")
    return answer(request, error) if is_api(request) else _bare(request, error)


def is_database_away(error: BaseException | None) -> bool:
    """Whether an error says that the database is absent, hangs, is too busy, or goes down; not that SQL is wrong."""
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    return not str(error).startswith("no such ")


def database_away(request: HttpRequest, raised: BaseException | None) -> HttpResponse:
    """503 in both forms. A page keeps what was typed: it holds the form's fields and sends them again."""
    log.error("the database does not answer: %s", raised)
    error = Unavailable(
        "The database does not answer just now. Try again in a moment.",
        code="database_unavailable",
        headers={"Retry-After": "5"},
    )
    response = answer(request, error) if is_api(request) else _bare(request, error, typed=_typed(request))
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark: one line says it all
    return response


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of a form that was sent, unless one is a password, which no page repeats."""
    try:
        pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    except Exception:
        return []
    if any("password" in name.lower() for name, _ in pairs):
        return []
    return [(name, str(value)) for name, value in pairs]


def _bare(request: HttpRequest, error: DistmapError, typed: Sequence[tuple[str, str]] = ()) -> HttpResponse:
    found = {"problem": document(request, error), "typed": typed, "address": request.get_full_path()}
    page = render_to_string("errors/bare.html", found)
    return HttpResponse(page, status=error.status, headers=error.headers)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's hook for a form without its token: nearly always a page that was open for too long."""
    structlog.get_logger("distmap.api").info("csrf refused", reason=reason)
    error = NotPermitted(
        "This form is no longer valid, or cookies are switched off. Go back, reload the page and try again.",
        code="csrf_failed",
    )
    return answer(request, error)
