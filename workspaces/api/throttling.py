"""So many requests a minute for each token, user or address, counted in the cache, told in every answer."""

import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from distmap.clients import address_of

WINDOW = 60


class TokenThrottle(BaseThrottle):
    """A window of a minute that begins with each clock minute. Whoever is not known is counted by address."""

    left_seconds = WINDOW

    def allow_request(self, request: Request, view: Any) -> bool:
        limit = settings.API_RATE
        if not limit:
            return True
        now = time.time()
        self.left_seconds = WINDOW - int(now) % WINDOW
        used = _counted(f"rate:{_principal(request)}:{int(now) // WINDOW}")
        request.rate_limit_headers = {  # type: ignore[attr-defined]  # read when the answer is finished
            "RateLimit-Policy": f'"default";q={limit};w={WINDOW}',
            "RateLimit": f'"default";r={max(0, limit - used)};t={self.left_seconds}',
        }
        return used <= limit

    def wait(self) -> float:
        return self.left_seconds


def _principal(request: Any) -> str:
    actor = getattr(request._request, "actor", None)
    if actor is None:
        return f"address:{address_of(request._request)}"
    return f"token:{actor.token.pk}" if actor.token else f"user:{actor.user.pk}"


def _counted(key: str) -> int:
    """How many requests this window has seen, this one included."""
    cache.add(key, 0, WINDOW * 2)
    try:
        return cache.incr(key)
    except ValueError:
        # Dropped between the two calls, because the cache was full.
        cache.set(key, 1, WINDOW * 2)
        return 1
