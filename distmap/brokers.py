"""What Celery needs to know of a broker: Redis, another such as RabbitMQ, or the memory of the one worker."""

from typing import Any

from kombu import Queue

ONE_RETRY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.1}


def queues(*names: str) -> list[Queue]:
    """Queues that workers serve in turn, so that none waits for all that stands in another."""
    return [Queue(name) for name in names]


def transport_options(url: str) -> dict[str, Any]:
    """How the broker at the address is talked to: no request waits long for one that is away or hangs."""
    if url.startswith("memory:"):
        return {"polling_interval": 0.05}
    if not url.startswith(("redis:", "rediss:", "sentinel:")):
        return (
            {"read_timeout": 3, "write_timeout": 3} if url.startswith(("amqp:", "amqps:", "pyamqp:")) else {}
        )
    return {
        # It must exceed the longest task, or Redis hands out a running task again.
        "visibility_timeout": 1800,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        # A worker waits a second for a message and must not take that for silence.
        "socket_connect_timeout": 1,
        "socket_timeout": 3,
        "retry_policy": ONE_RETRY,
    }


def beat_schedule(seconds: float) -> dict[str, Any]:
    """One sweep every so many seconds. One that found no worker in time is dropped: the next asks the same."""
    return {"sweep": {"task": "distmap.sweep", "schedule": seconds, "options": {"expires": seconds}}}
