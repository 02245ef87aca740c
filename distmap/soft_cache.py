"""Django's Redis cache, except that a Redis which does not answer is a cache that holds nothing.

A cache is a convenience: results can be computed anew, and a page that fails because of it would be the greater harm.
What limits count is no convenience: while Redis is away it is counted in the database (the cache `limits`).
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from django.db import DatabaseError
from redis.exceptions import RedisError

log = logging.getLogger("distmap.cache")

# Seconds for which a Redis that did not answer is not asked again: one wait for many requests, not one for each.
SILENT = 3.0
# Beginnings of the keys under which allauth and our own throttle count.
LIMITS = ("allauth:rl:", "rate:")


class _Away(Exception):
    """Redis does not answer, or did not a moment ago."""


class SoftRedisCache(RedisCache):
    """As RedisCache; while Redis is away, reads miss and writes do nothing, except that limits are kept."""

    # Of the process, since every thread has a cache object of its own.
    _silent_until: dict[str, float] = {}

    def _asked(self, act: Callable[[], Any]) -> Any:
        where = str(self._servers)  # type: ignore[attr-defined]  # the stubs leave it out
        if time.monotonic() < self._silent_until.get(where, 0):
            raise _Away
        try:
            return act()
        except RedisError as error:
            self._silent_until[where] = time.monotonic() + SILENT
            log.warning("the cache does not answer, and is left alone for %s s: %s", SILENT, error)
            raise _Away from error

    def _tried(self, act: Callable[[], Any], otherwise: Any) -> Any:
        try:
            return self._asked(act)
        except _Away:
            return otherwise

    def _limited(self, key: Any, name: str, otherwise: Any, *args: Any, **kwargs: Any) -> Any:
        """The operation `name` on Redis; without Redis on the database if the key counts for a limit."""
        try:
            return self._asked(lambda: getattr(super(SoftRedisCache, self), name)(key, *args, **kwargs))
        except _Away:
            pass
        if not str(key).startswith(LIMITS):
            return otherwise
        try:
            return getattr(caches["limits"], name)(key, *args, **kwargs)
        except DatabaseError as error:
            log.warning("a limit could not be counted: %s", error)
            return otherwise

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        return bool(self._limited(key, "add", True, value, *args, **kwargs))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._limited(key, "get", default, default, version)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        self._limited(key, "set", None, value, *args, **kwargs)

    def touch(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        return bool(self._limited(key, "touch", False, *args, **kwargs))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self._limited(key, "delete", False, version))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        return int(self._limited(key, "incr", delta, delta, version))

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        found: dict[Any, Any] = self._tried(lambda: super(SoftRedisCache, self).get_many(keys, version), {})
        return found

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return bool(self._tried(lambda: super(SoftRedisCache, self).has_key(key, version), False))

    def set_many(self, data: Any, *args: Any, **kwargs: Any) -> list[Any]:
        missed: list[Any] = self._tried(
            lambda: super(SoftRedisCache, self).set_many(data, *args, **kwargs), []
        )
        return missed

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        self._tried(lambda: super(SoftRedisCache, self).delete_many(keys, version), None)

    def clear(self) -> None:
        self._tried(lambda: super(SoftRedisCache, self).clear(), None)
