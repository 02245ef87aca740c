"""Idempotency-Key: a creating POST that is sent again, because its answer was lost, creates nothing again."""

import hashlib
import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from distmap.api.responses import Shape
from distmap.errors import Fault, Invalid, Mismatch
from workspaces.api.authentication import actor_of
from workspaces.models import IdempotencyKey
from workspaces.once import Kept, Sent, StillRunning, principal_of, run_once
from workspaces.permissions import Act

HEADER = "Idempotency-Key"
REPLAYED_HEADERS = ("Location", "ETag")
_KEY = re.compile(r"[\x21-\x7e][\x20-\x7e]{0,254}")
Method = TypeVar("Method", bound=Callable[..., Any])


def idempotent(act: Act, *, secrets: tuple[str, ...] = ()) -> Callable[[Method], Method]:
    """Honour Idempotency-Key on a POST that creates and needs the right to do `act`.

    The answer is stored in the transaction of what it tells of, so there is never one without the other. Only
    good answers are kept: after a refusal nothing was created, and the key is free for the mended request.
    `secrets` are members of the answer that are given once: null when it is given again.
    """

    def decorate(method: Method) -> Method:
        @wraps(method)
        def once(self: Any, request: Request, **arguments: Any) -> HttpResponseBase:
            key = request.headers.get(HEADER)
            if key is None:
                answer: HttpResponseBase = method(self, request, **arguments)
                return answer
            actor_of(request).require(act)
            return _once(request, _checked(key), lambda: method(self, request, **arguments), secrets)

        return extend_schema(parameters=[_DESCRIBED])(once)  # type: ignore[return-value]  # the same method, done once

    return decorate


_DESCRIBED = OpenApiParameter(
    HEADER,
    {"type": "string", "minLength": 1, "maxLength": 255},
    OpenApiParameter.HEADER,
    description="Any text of your choice, new for each thing to create. Sent again with the same body within "
    "24 hours, the first answer is given again and nothing is created.",
)


def _checked(key: str) -> str:
    if not _KEY.fullmatch(key):
        detail = f"{HEADER} takes 1 to 255 printable ASCII characters."
        raise Invalid(detail, code="invalid_header", faults=[Fault("", "invalid_header", detail)])
    return key


def _once(
    request: Request, key: str, run: Callable[[], Response], secrets: tuple[str, ...]
) -> HttpResponseBase:
    actor = actor_of(request)
    sent = Sent(
        workspace=actor.workspace,
        principal=f"token:{actor.token.pk}" if actor.token else principal_of(actor.user),
        key=key,
        fingerprint=_fingerprint(request),
    )
    answer = run_once(sent, run, lambda response: _kept(response, secrets))
    return _earlier(answer, sent.fingerprint) if isinstance(answer, IdempotencyKey) else answer


def _earlier(row: IdempotencyKey, fingerprint: str) -> HttpResponse:
    """The answer that the first request got; raises StillRunning or Mismatch if there is none to give."""
    if row.fingerprint != fingerprint:
        raise Mismatch(f"This {HEADER} came with another request before. Take a new one for each creation.")
    if row.status is None:
        raise StillRunning("The first request with this key is still running. Ask again in a moment.")
    response = HttpResponse(row.body, status=row.status, content_type="application/json", headers=row.headers)
    response["Idempotency-Replayed"] = "true"
    return response


def _kept(response: Response, secrets: tuple[str, ...]) -> Kept | None:
    """Only good answers are kept: after a refusal nothing was created, and the key is free for the mended request."""
    if response.status_code >= 300:
        return None
    shape: Shape = response.data
    return Kept(
        status=response.status_code,
        headers={name: response[name] for name in REPLAYED_HEADERS if response.has_header(name)},
        body=shape.model_copy(update=dict.fromkeys(secrets)).json_text(),
    )


def _fingerprint(request: Request) -> str:
    """What makes two requests the same: address and body, however its JSON is spaced or ordered."""
    body = json.dumps(request.data, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{request.method} {request.path_info}\n{body}".encode()).hexdigest()
