"""Deployment checks: `manage.py check --deploy` refuses what is only right on one's own machine."""

from importlib.util import find_spec
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


@register(Tags.files)
def storage_is_configured(**_: Any) -> list[Error]:
    """Files in an object store need a bucket, both halves of a key or none, and the library that talks to it."""
    if settings.STORAGE != "s3":
        return []
    found = []
    if not settings.S3["bucket_name"]:
        found.append(
            Error("DISTMAP_STORAGE=s3 needs a bucket.", hint="Set DISTMAP_S3_BUCKET.", id="distmap.E005")
        )
    halves = {"AWS_ACCESS_KEY_ID": "access_key", "AWS_SECRET_ACCESS_KEY": "secret_key"}
    absent = [name for name, half in halves.items() if not settings.S3[half]]
    if len(absent) == 1:
        hint = f"Set {absent[0]}, or neither where the machine has a role of its own."
        found.append(Error("Half a key for the object store is no key.", hint=hint, id="distmap.E006"))
    if find_spec("boto3") is None:
        hint = "Install requirements/s3.txt; with Docker, build with DISTMAP_REQUIREMENTS=s3."
        found.append(Error("DISTMAP_STORAGE=s3 needs boto3.", hint=hint, id="distmap.E007"))
    return found
