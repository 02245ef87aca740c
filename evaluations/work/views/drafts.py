"""What a start has gathered so far, kept in the session under the id that its evaluation will have."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.core import signing
from django.http import HttpRequest

from distmap.kept_forms import kept_for

# The hidden field of a step's form.
FIELD = "start_draft"
SESSION_KEY = "starts"
MOST_KEPT = 5


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The three steps of a start. `product_id` names a product, else `product` describes one."""

    product_id: str = ""
    product: dict[str, Any] = field(default_factory=dict)
    growth_model: str = ""
    paths: list[str] = field(default_factory=list)
    title: str = ""

    @property
    def has_product(self) -> bool:
        return bool(self.product_id or self.product)

    def __or__(self, changes: dict[str, Any]) -> "Draft":
        return replace(self, **changes)


def read(session: SessionBase, draft_id: UUID) -> Draft | None:
    """The draft of this id, if this session began it and has not forgotten it."""
    kept = session.get(SESSION_KEY, {}).get(str(draft_id))
    return Draft(**kept) if kept is not None else None


def carried(request: HttpRequest) -> Draft | None:
    """The draft as its form carries it, signed: what stands where the session that began it has ended."""
    sent = request.POST if request.method == "POST" else kept_for(request)
    try:
        return Draft(**signing.loads(sent.get(FIELD, ""), salt=FIELD)) if sent else None
    except signing.BadSignature:
        return None


def as_carried(draft: Draft) -> str:
    return signing.dumps(asdict(draft), salt=FIELD, compress=True)


def write(session: SessionBase, draft_id: UUID, draft: Draft) -> None:
    """Keep a draft; only the few begun last are kept."""
    kept: dict[str, Any] = session.get(SESSION_KEY, {})
    kept.pop(str(draft_id), None)
    kept[str(draft_id)] = asdict(draft)
    # Ids rise with time, so the oldest starts come first.
    session[SESSION_KEY] = {key: kept[key] for key in sorted(kept)[-MOST_KEPT:]}


def forget(session: SessionBase, draft_id: UUID) -> None:
    """Drop a draft that has become an evaluation."""
    kept: dict[str, Any] = session.get(SESSION_KEY, {})
    if kept.pop(str(draft_id), None) is not None:
        session[SESSION_KEY] = kept
