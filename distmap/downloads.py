"""Sending a stored file: whole or in parts, not again to a caller who has it, and never whole in memory.

Ranges are those of RFC 9110, sections 13 and 14: one range, several, or the last bytes; `If-Range` with the file's
tag; 416 with the file's size where none of them lies in the file. What is not understood gets the whole file.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from distmap.api.conditional import has_already
from distmap.errors import DistmapError

_RANGES = re.compile(r"bytes\s*=\s*(.+)", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))\s*")
# More pieces than anybody needs are a way to make a server work hard for one request.
MOST_PARTS = 10


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
    parts = _parts(request, file)
    if not parts:
        return _stream([file.part(0, file.size)] if file.size else [], file.content_type, file.size)
    if len(parts) == 1:
        (start, end), length = parts[0], parts[0][1] - parts[0][0] + 1
        response = _stream([file.part(start, length)], file.content_type, length, status=206)
        response.headers["Content-Range"] = f"bytes {start}-{end}/{file.size}"
        return response
    return _several(parts, file)


def _parts(request: Any, file: Download) -> list[tuple[int, int]]:
    """First and last byte of each part asked for; none for the whole file."""
    asked = _RANGES.fullmatch(request.headers.get("Range", ""))
    wanted = request.headers.get("If-Range")
    if asked is None or (wanted and wanted.strip() != file.tag):
        return []
    found = [_RANGE.fullmatch(one) for one in asked[1].split(",") if one.strip()]
    if not found or len(found) > MOST_PARTS:
        return []
    parts = []
    for one in found:
        if one is None or (one[2] and int(one[2]) < int(one[1])):
            return []
        part = _within(one, file.size)
        if part is not None:
            parts.append(part)
    if not parts:
        raise OutOfRange(
            f"The file has {file.size} bytes.", headers={"Content-Range": f"bytes */{file.size}"}
        )
    # Parts that together are longer than the file (they overlap) are no saving to anybody.
    return parts if sum(end - start + 1 for start, end in parts) <= file.size else []


def _within(one: "re.Match[str]", size: int) -> tuple[int, int] | None:
    """A range as it lies in the file; None if it lies beyond its end."""
    if one[3] is not None:
        return (max(0, size - int(one[3])), size - 1) if int(one[3]) and size else None
    start = int(one[1])
    return (start, min(int(one[2] or size), size - 1)) if start < size else None


def _several(parts: list[tuple[int, int]], file: Download) -> HttpResponseBase:
    """Several parts in one body, each under a head of its own (RFC 9110, section 14.6)."""
    boundary = "part-" + file.tag.strip('"')[:32]
    pieces: list[Iterable[bytes]] = []
    length = 0
    for start, end in parts:
        head = (
            f"\r\n--{boundary}\r\nContent-Type: {file.content_type}\r\n"
            f"Content-Range: bytes {start}-{end}/{file.size}\r\n\r\n"
        ).encode()
        pieces += [[head], file.part(start, end - start + 1)]
        length += len(head) + end - start + 1
    foot = f"\r\n--{boundary}--\r\n".encode()
    pieces.append([foot])
    return _stream(pieces, f"multipart/byteranges; boundary={boundary}", length + len(foot), status=206)


def _stream(
    pieces: list[Iterable[bytes]], content_type: str, length: int, *, status: int = 200
) -> HttpResponseBase:
    response = StreamingHttpResponse(_Body(pieces), status=status, content_type=content_type)
    response.headers["Content-Length"] = str(length)
    return response


class _Body:
    """Pieces one after the other; closes them also when the caller hangs up in the middle."""

    def __init__(self, pieces: list[Iterable[bytes]]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            yield from piece

    def close(self) -> None:
        for piece in self._pieces:
            if hasattr(piece, "close"):
                piece.close()
