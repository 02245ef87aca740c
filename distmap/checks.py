"""Deployment checks: `manage.py check --deploy` refuses what is only right on one's own machine."""

from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register

# 256 bits in base64 are 43 characters; Django asks for 50 characters and five different ones.
SHORTEST_KEY, FEWEST_LETTERS = 50, 5


@register(Tags.security, deploy=True)
def service_is_configured(**_: Any) -> list[Error]:
    """SQLite, the embedded broker, DEBUG, secrets that can be guessed and open hosts are refused for a service."""
    found = []
    if "sqlite3" in str(settings.DATABASES["default"]["ENGINE"]):
        found.append(Error("A service needs PostgreSQL.", hint="Set DATABASE_URL.", id="distmap.E001"))
    if settings.EMBEDDED:
        found.append(Error("A service needs Redis.", hint="Set REDIS_URL.", id="distmap.E002"))
    if settings.SECRET_KEY_IS_GENERATED:
        found.append(
            Error("A service needs its own secret.", hint="Set DISTMAP_SECRET_KEY.", id="distmap.E003")
        )
    if settings.DEBUG:
        hint = "Unset DISTMAP_DEBUG: error pages would show settings and data to everybody."
        found.append(Error("A service never runs with DEBUG.", hint=hint, id="distmap.E008"))
    if len(settings.SECRET_KEY) < SHORTEST_KEY or len(set(settings.SECRET_KEY)) < FEWEST_LETTERS:
        hint = "Set DISTMAP_SECRET_KEY to 50 random characters, such as `openssl rand -base64 48` gives."
        found.append(Error("DISTMAP_SECRET_KEY is short enough to guess.", hint=hint, id="distmap.E009"))
    if any(host.lstrip(".") in {"", "*"} for host in settings.ALLOWED_HOSTS) or not settings.ALLOWED_HOSTS:
        hint = "Name the hosts in DISTMAP_HOSTS: links in mails are built from the one that was asked for."
        found.append(Error("A service answers to its own names alone.", hint=hint, id="distmap.E010"))
    if settings.OIDC["issuer"] and not (settings.OIDC["client_id"] and settings.OIDC["secret"]):
        hint = "Set DISTMAP_OIDC_CLIENT_ID and DISTMAP_OIDC_CLIENT_SECRET."
        found.append(Error("A sign-in provider needs an id and a secret.", hint=hint, id="distmap.E011"))
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
