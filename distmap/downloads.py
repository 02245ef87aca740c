"""Sending a stored file: whole or in part, not again to a caller who has it, and never whole in memory.

A range is that of RFC 9110, sections 13 and 14: one, also of the last bytes; `If-Range` with the file's tag; 416 with
the file's size where it lies beyond the file. What is not understood, several ranges too, gets the whole file.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from distmap.api.conditional import has_already
from distmap.errors import DistmapError

_RANGE = re.compile(r"bytes\s*=\s*(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))\s*", re.IGNORECASE)


class OutOfRange(DistmapError):
    status = 416
    code = "out_of_range"
    title = "Beyond the end of the file"


@dataclass(frozen=True)
class Download:
    """A file to be sent. `tag` is a strong ETag, in quotes. `part(start, length)` opens some of its bytes, and
    raises FileNotFoundError or OSError before the first one is sent."""

    file_name: str
    content_type: str
    size: int
    tag: str
    part: Callable[[int, int], Iterable[bytes]]


def send(request: Any, file: Download) -> HttpResponseBase:
    """The answer to a GET or HEAD of a file. Raises OutOfRange."""
    response = _answer(request, file)
    response.headers["ETag"] = file.tag
    response.headers["Accept-Ranges"] = "bytes"
    # A file of one workspace: no cache in between keeps it, and one's own asks whether it is still the same.
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = str(content_disposition_header(True, file.file_name))
    return response


def _answer(request: Any, file: Download) -> HttpResponseBase:
    if has_already(request, file.tag):
        return HttpResponse(status=304)
    if request.method == "HEAD":
        head = HttpResponse(content_type=file.content_type)
        head.headers["Content-Length"] = str(file.size)
        return head
    part = _part(request, file)
    if part is None:
        return _stream(file.part(0, file.size) if file.size else (), file.content_type, file.size)
    (start, end), length = part, part[1] - part[0] + 1
    response = _stream(file.part(start, length), file.content_type, length, status=206)
    response.headers["Content-Range"] = f"bytes {start}-{end}/{file.size}"
    return response


def _part(request: Any, file: Download) -> tuple[int, int] | None:
    """First and last byte of the part asked for; None for the whole file. Raises OutOfRange."""
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    wanted = request.headers.get("If-Range")
    if asked is None or (wanted and wanted.strip() != file.tag):
        return None
    if asked[2] and int(asked[2]) < int(asked[1]):
        return None
    part = _within(asked, file.size)
    if part is None:
        raise OutOfRange(
            f"The file has {file.size} bytes.", headers={"Content-Range": f"bytes */{file.size}"}
        )
    return part


def _within(one: "re.Match[str]", size: int) -> tuple[int, int] | None:
    """A range as it lies in the file; None if it lies beyond its end."""
    if one[3] is not None:
        return (max(0, size - int(one[3])), size - 1) if int(one[3]) and size else None
    start = int(one[1])
    return (start, min(int(one[2] or size), size - 1)) if start < size else None


def _stream(piece: Iterable[bytes], content_type: str, length: int, *, status: int = 200) -> HttpResponseBase:
    # Django closes what it streams from, also when the caller hangs up in the middle.
    response = StreamingHttpResponse(piece, status=status, content_type=content_type)
    response.headers["Content-Length"] = str(length)
    return response
