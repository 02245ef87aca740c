"""Reading the environment, loudly: a value that cannot be understood stops the start with its name."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


class BadEnvironment(ValueError):
    """A variable holds a value that its reader does not understand. The message names the variable and the remedy."""


def text(name: str, default: str = "") -> str:
    """The variable's value, or the content of the file that NAME_FILE names (for secrets), or the default."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str, default: bool) -> bool:
    """True for 1/true/yes/on, False for 0/false/no/off; anything else is refused."""
    value = os.environ.get(name, "").strip().lower()
    if value == "":
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise BadEnvironment(f"{name}={value!r}: write true or false.")


def number(name: str, default: float) -> float:
    """A non-negative number."""
    value = os.environ.get(name, "").strip()
    if value == "":
        return default
    try:
        result = float(value)
    except ValueError:
        raise BadEnvironment(f"{name}={value!r}: write a number.") from None
    if result < 0:
        raise BadEnvironment(f"{name}={value!r}: write a number that is not negative.")
    return result


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list; blanks are dropped."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = text(name, default).strip().lower()
    if value not in allowed:
        raise BadEnvironment(f"{name}={value!r}: write one of {', '.join(allowed)}.")
    return value


def database(url: str, seconds: float = 0, *, is_pooled: bool = False) -> dict[str, object]:
    """A Django database entry for postgres://user:password@host:port/name?option=value (PostgreSQL only).

    `seconds`: what one statement may take, 0 for as long as it needs. What the address itself says goes before.
    `is_pooled`: a pool stands between that shares sessions (PgBouncer in transaction mode), so nothing may be left in
    one: no cursor of the server's, and no settings, which the role has instead.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise BadEnvironment("DATABASE_URL: write postgres://user:password@host:5432/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": _limits(0 if is_pooled else seconds) | dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": is_pooled,
    }


def _limits(seconds: float) -> dict[str, str]:
    """Options of libpq by which a server that is away or hangs is noticed."""
    found = {
        "connect_timeout": "5",
        "keepalives_idle": "30",
        "keepalives_interval": "5",
        "keepalives_count": "3",
        "tcp_user_timeout": "20000",
    }
    if seconds:
        milliseconds = int(seconds * 1000)
        found["options"] = (
            f"-c statement_timeout={milliseconds} -c lock_timeout={milliseconds}"
            f" -c idle_in_transaction_session_timeout={4 * milliseconds}"
        )
    return found
