"""A cache whose Redis is away misses, forgets, and never fails a request."""

import pytest

from distmap.soft_cache import SoftRedisCache

pytestmark = pytest.mark.services


def test_without_redis_it_is_an_empty_cache() -> None:
    cache = SoftRedisCache("redis://127.0.0.1:1/0", {"OPTIONS": {"socket_connect_timeout": 0.2}})
    cache.set("a", 1)
    assert cache.get("a", "nothing") == "nothing"
    assert cache.get_many(["a"]) == {}
    assert cache.add("a", 1) is True
    assert cache.incr("a") == 1
    assert cache.delete("a") is False
    assert cache.touch("a") is False
    assert "a" not in cache
    assert cache.set_many({"a": 1}) == []
    cache.delete_many(["a"])
    cache.clear()
