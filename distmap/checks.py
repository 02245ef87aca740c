"""Deployment checks: `manage.py check --deploy` refuses what is only right on one's own machine."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def service_is_configured(**_: Any) -> list[Error]:
    """SQLite, the embedded broker, a generated secret and DEBUG are refused for a service."""
    found = []
    if "sqlite3" in str(settings.DATABASES["default"]["ENGINE"]):
        found.append(Error("A service needs PostgreSQL.", hint="Set DATABASE_URL.", id="distmap.E001"))
    if settings.EMBEDDED:
        found.append(Error("A service needs Redis.", hint="Set REDIS_URL.", id="distmap.E002"))
    if settings.SECRET_KEY_IS_GENERATED:
        found.append(
            Error("A service needs its own secret.", hint="Set DISTMAP_SECRET_KEY.", id="distmap.E003")
        )
    if settings.REPORT_STEP_PAUSE:
        found.append(Error("DISTMAP_REPORT_STEP_PAUSE is for tests.", hint="Unset it.", id="distmap.E004"))
    return found
