"""Where a request came from, behind as many proxies as the service says it trusts."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The client's IP address: the one that the outermost trusted proxy saw; empty where there is none.

    Each proxy appends the address that it was called from to X-Forwarded-For, so the last TRUSTED_PROXIES entries
    are ours and everything before them is the caller's own claim. A header that is too short or no address
    (somebody went round the proxies) counts as the connection's own address.
    """
    connection = request.META.get("REMOTE_ADDR", "")
    told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    trusted = settings.TRUSTED_PROXIES
    if 0 < trusted <= len(told):
        return _plain(told[-trusted]) or _plain(connection)
    return _plain(connection)


def _plain(text: str) -> str:
    """The address without port and brackets; empty if it is none."""
    host = text[1 : text.find("]")] if text.startswith("[") else text
    if host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return ""
