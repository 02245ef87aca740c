"""Once means once: a creation that is sent again, by a program or a person, creates nothing again.

Both doors come here. The API's callers send a key of their own (Idempotency-Key); a page's form has one in its stamp.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction
from django.http.response import HttpResponseBase
from django.utils import timezone

from distmap.errors import Conflict
from workspaces.models import IdempotencyKey, User, Workspace
from workspaces.operations import claim_idempotency_key, keep_answer, release_idempotency_key

Answer = TypeVar("Answer", bound=HttpResponseBase)


class StillRunning(Conflict):
    """The first request with this key has not been answered yet."""

    code = "idempotency_in_progress"


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One sending: who sends (`principal`), in which workspace (None: in none yet), with which key, and what."""

    workspace: Workspace | None
    principal: str
    key: str
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What is kept of an answer, to be given again."""

    status: int
    headers: dict[str, str]
    body: str = ""


def principal_of(user: User) -> str:
    return f"user:{user.pk}"


def run_once(
    sent: Sent, run: Callable[[], Answer], keep: Callable[[Answer], Kept | None]
) -> Answer | IdempotencyKey:
    """What `run` answers; or, if another request with the key was first, that one's row.

    What is to be kept of the answer is stored in the transaction of what it tells of, so there is never one without
    the other. `keep` gives None for an answer after which nothing was created: then the key is free again.
    """
    row, is_mine = claim_idempotency_key(
        workspace=sent.workspace, principal=sent.principal, key=sent.key, fingerprint=sent.fingerprint,
        now=timezone.now(),
    )  # fmt: skip
    if not is_mine:
        return row
    try:
        with transaction.atomic():
            answer = run()
            kept = keep(answer)
            if kept is not None:
                keep_answer(row=row, status=kept.status, headers=kept.headers, body=kept.body)
    except BaseException:
        release_idempotency_key(row=row)
        raise
    if kept is None:
        release_idempotency_key(row=row)
    return answer
