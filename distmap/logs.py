"""How the process logs: to standard error, one line for each event, without secrets."""

import logging
from typing import Any

import structlog

from distmap.redaction import without_secrets

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def formatter(format: str) -> logging.Formatter:
    """A formatter of lines, for processes that know no settings, such as the web server's first."""
    return structlog.stdlib.ProcessorFormatter(**_formatter(format))


def _formatter(format: str) -> dict[str, Any]:
    lines: Any = (
        structlog.processors.JSONRenderer()
        if format == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return {
        "foreign_pre_chain": [*_SHARED, structlog.processors.format_exc_info],
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, lines, without_secrets],
    }


def configuration(format: str, *, level: str) -> dict[str, Any]:
    """Django's LOGGING: `format` is plain or json, `level` the least that is told. Sets structlog up, too."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"distmap": {"()": structlog.stdlib.ProcessorFormatter} | _formatter(format)},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "distmap"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "distmap": {"level": "INFO"},
            "django.request": {"level": "ERROR"},
            "django.security": {"level": "ERROR"},
        },
    }
