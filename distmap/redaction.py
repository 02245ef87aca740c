"""Keeping secrets out of logs: the last step of every log line, whoever wrote it."""

import re
from typing import Any

HIDDEN = "[hidden]"
# Tokens; what stands behind Bearer, Basic and in cookies; keys in the addresses that reset, confirm and invite.
_SECRETS = re.compile(
    r"(?P<token>\bdm_[A-Za-z0-9_-]{8,})"
    r"|(?P<scheme>\b(?:Bearer|Basic)\s+)[A-Za-z0-9._~+/=-]{8,}"
    r"|(?P<cookie>\b(?:__Host-)?(?:sessionid|csrftoken)=)[^;\s'\"]+"
    r"|(?P<address>/(?:accounts/password/reset/key|accounts/confirm-email|invitations)/)(?!done/)[^/\s'\"?]+"
    r"|(?P<query>[?&](?:code|state|token|key|password|secret)=)[^&\s'\"]+",
    re.IGNORECASE,
)


def hidden(text: str) -> str:
    """The text with every secret that is known by its shape replaced; what led to it stays, to tell what it was."""
    return _SECRETS.sub(_replaced, text)


def _replaced(found: re.Match[str]) -> str:
    lead = next((found[name] for name in ("scheme", "cookie", "address", "query") if found[name]), "dm_")
    return lead + HIDDEN


def without_secrets(logger: Any, name: str, line: str) -> str:
    """The processor behind the renderer: it sees the whole line, tracebacks and all."""
    return hidden(line)
