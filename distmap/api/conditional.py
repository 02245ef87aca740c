"""Conditional requests (RFC 9110): a tag on each resource, 304 for what is known, 412 for what is stale."""

import hashlib
import re

from rest_framework.request import Request
from rest_framework.response import Response

from distmap.api.responses import Shape
from distmap.errors import Fault, Invalid, Stale

_LIST = re.compile(r'\s*(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"(?:\s*,\s*(?:W/)?"[\x21\x23-\x7e\x80-\xff]*")*\s*')
_TAG = re.compile(r'(W/)?("[^"]*")')


def tag_of(shape: Shape) -> str:
    """A strong tag of a resource: the digest of its JSON."""
    return f'"{hashlib.sha256(shape.json_text().encode()).hexdigest()[:32]}"'


def single(
    request: Request,
    shape: Shape,
    *,
    tag: str | None = None,
    status: int = 200,
    location: str = "",
) -> Response:
    """A single resource with its tag; 304 without a body if the caller has it already."""
    tag = tag or tag_of(shape)
    if request.method in {"GET", "HEAD"} and has_already(request, tag):
        response = Response(status=304)
    else:
        response = Response(shape, status=status)
    response["ETag"] = tag
    if location:
        response["Location"] = location
    return response


def has_already(request: Request, tag: str) -> bool:
    """Whether If-None-Match names the tag (weakly: for reading, equal in meaning is enough)."""
    tags = _tags(request, "If-None-Match")
    return tags is not None and (not tags or tag in {named for _, named in tags})


def matches(request: Request, tag: str, *, significant: int | None = None) -> bool:
    """Whether the caller sent If-Match. Raises Stale if it names other tags only.

    With `significant`, tags are compared on that many of their parts between hyphens: what comes behind tells
    of background work, which must not make a caller's copy stale.
    """
    tags = _tags(request, "If-Match")
    if tags is None:
        return False
    wanted = _parts(tag, significant)
    if tags and not any(not weak and _parts(named, significant) == wanted for weak, named in tags):
        raise Stale("It was changed in between. Read it again, and repeat your change on the new state.")
    return True


def _parts(tag: str, significant: int | None) -> str:
    return "-".join(tag.strip('"').split("-")[:significant])


def _tags(request: Request, header: str) -> list[tuple[str, str]] | None:
    """The tags of a header; an empty list for `*`, None if it was not sent. Raises Invalid if ill-formed."""
    value = request.headers.get(header)
    if value is None:
        return None
    if value.strip() == "*":
        return []
    if not _LIST.fullmatch(value):
        detail = f'{header} takes tags in double quotes, such as "3-7-7", or an asterisk.'
        raise Invalid(detail, code="invalid_header", faults=[Fault("", "invalid_header", detail)])
    return _TAG.findall(value)
