"""The text that a snapshot stores, and reading it, however old it is.

Shape 1 has no number, and nothing of what was decided. Shape 2 keeps the record: the decision that stood. Shape 3
keeps dissent in it.
A document is never rewritten: whoever changes what is kept gives it the next number and goes on reading the others.
"""

from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any

from pydantic import TypeAdapter

from distmap.errors import Conflict
from evaluations.models import Snapshot
from evaluations.results.queries import WholeResult, result_by_method_2
from evaluations.scoring import method2
from evaluations.scoring.method1.result import Result
from evaluations.scoring.plain import canonical_text, plain, read
from evaluations.versions.values.version import EvaluationVersion, SnapshotName
from evaluations.vocabulary import METHOD_2

SHAPE = 3


class SnapshotUnreadable(Conflict):
    """The snapshot was stored by a newer release of distmap, which keeps what this one does not know."""

    code = "snapshot_unreadable"


@dataclass(frozen=True, kw_only=True)
class _Numbered:
    shape: int = 1


@dataclass(frozen=True, kw_only=True)
class _Kept(_Numbered):
    """What the document of a snapshot holds."""

    state: EvaluationVersion
    result: dict[str, Any]


_shapes = TypeAdapter(_Numbered)
_adapter = TypeAdapter(_Kept)


def snapshot_text(state: EvaluationVersion, result: WholeResult) -> str:
    """The canonical text that a snapshot stores: sorted keys, no spaces, no escapes; the same bytes everywhere."""
    told = method2.result_document(result) if isinstance(result, method2.Result) else plain(result)
    kept = _Kept(shape=SHAPE, state=state, result=told)
    return canonical_text(_adapter.dump_python(kept, mode="json"))


def _read(snapshot: Snapshot) -> _Kept:
    """Raises SnapshotUnreadable."""
    if _shapes.validate_json(snapshot.document).shape > SHAPE:
        raise SnapshotUnreadable(
            f"Snapshot {snapshot.number} was kept by a newer release of distmap, and this one cannot read it. "
            "Run the newer release again to see it; nothing of it is lost."
        )
    return _adapter.validate_json(snapshot.document)


def snapshot_version(snapshot: Snapshot) -> EvaluationVersion:
    """The state that a snapshot kept. Raises SnapshotUnreadable."""
    name = SnapshotName(
        id=snapshot.pk, number=snapshot.number, name=snapshot.name, taken_at=snapshot.taken_at.astimezone(UTC)
    )
    return replace(_read(snapshot).state, snapshot=name)


def snapshot_result(snapshot: Snapshot) -> WholeResult:
    """The whole result as it was when the snapshot was taken, by the method of that time. Raises SnapshotUnreadable.

    Of method 2 the document holds what was issued and promised; the result itself is made of the inputs that were
    kept, which give the same document: no release may change what a method says.
    """
    kept = _read(snapshot)
    if kept.state.method == METHOD_2:
        return result_by_method_2(kept.state.inputs)
    return read(Result, kept.result)
