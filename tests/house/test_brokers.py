"""What is set for a broker and for a pool of connections, by their addresses."""

import pytest

from distmap import brokers, env


@pytest.mark.parametrize(
    ("url", "has", "lacks"),
    [
        ("redis://r:6379/0", "visibility_timeout", "polling_interval"),
        ("memory://localhost/", "polling_interval", "visibility_timeout"),
        ("amqp://u:p@mq:5672/v", "write_timeout", "visibility_timeout"),
    ],
)
def test_a_broker_is_told_only_what_it_understands(url: str, has: str, lacks: str) -> None:
    options = brokers.transport_options(url)
    assert has in options
    assert lacks not in options


def test_a_shared_session_is_left_without_settings_and_cursors() -> None:
    url = "postgres://u:p@db/distmap"
    alone, pooled = env.database(url, 15), env.database(url, 15, is_pooled=True)
    assert "statement_timeout=15000" in str(alone["OPTIONS"])
    assert "options" not in str(pooled["OPTIONS"])
    assert (alone["DISABLE_SERVER_SIDE_CURSORS"], pooled["DISABLE_SERVER_SIDE_CURSORS"]) == (False, True)
