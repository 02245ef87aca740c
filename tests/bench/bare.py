"""A view with nothing in it, and a download of four megabytes, for every kind of server."""

from collections.abc import Iterable
from typing import Any

from distmap import rsgi

BODY = b"x" * 200
PIECE = b"x" * 65_536


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """WSGI: the form is read, as Django reads it; /download is sent in pieces."""
    environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    if environ["PATH_INFO"] == "/download":
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(64 * len(PIECE)))])
        return (PIECE for _ in range(64))
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(BODY)))])
    return [BODY]


class Bare(rsgi.Server):
    """distmap's own server with the bare view in Django's place."""

    def __init__(self) -> None:
        super().__init__()
        self._django = application  # type: ignore[assignment]


served = Bare()
