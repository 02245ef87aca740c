"""Django's Redis cache, except that a Redis which does not answer is a cache that holds nothing.

A cache is a convenience: results can be computed anew, and a rate limit that cannot be counted lets requests pass.
A page that fails because of it would be the greater harm.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger("distmap.cache")


class SoftRedisCache(RedisCache):
    """As RedisCache; while Redis is away, reads miss and writes do nothing."""

    def _tried(self, act: Callable[[], Any], otherwise: Any) -> Any:
        try:
            return act()
        except RedisError as error:
            log.warning("the cache does not answer: %s", error)
            return otherwise

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        return bool(self._tried(lambda: super(SoftRedisCache, self).add(key, value, *args, **kwargs), True))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._tried(lambda: super(SoftRedisCache, self).get(key, default, version), default)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        self._tried(lambda: super(SoftRedisCache, self).set(key, value, *args, **kwargs), None)

    def touch(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        return bool(self._tried(lambda: super(SoftRedisCache, self).touch(key, *args, **kwargs), False))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self._tried(lambda: super(SoftRedisCache, self).delete(key, version), False))

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        found: dict[Any, Any] = self._tried(lambda: super(SoftRedisCache, self).get_many(keys, version), {})
        return found

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return bool(self._tried(lambda: super(SoftRedisCache, self).has_key(key, version), False))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        return int(self._tried(lambda: super(SoftRedisCache, self).incr(key, delta, version), delta))

    def set_many(self, data: Any, *args: Any, **kwargs: Any) -> list[Any]:
        missed: list[Any] = self._tried(
            lambda: super(SoftRedisCache, self).set_many(data, *args, **kwargs), []
        )
        return missed

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        self._tried(lambda: super(SoftRedisCache, self).delete_many(keys, version), None)

    def clear(self) -> None:
        self._tried(lambda: super(SoftRedisCache, self).clear(), None)
