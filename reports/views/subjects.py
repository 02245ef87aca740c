"""What a report is asked for on a page: an evaluation, a snapshot or a comparison, with its addresses and words."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from comparisons.models import Comparison
from evaluations.models import Evaluation, Snapshot

_LEADS = {
    "evaluation": "A report freezes the evaluation as it stands: what was found, how sure it is, and every answer with "
    "its evidence.",
    "snapshot": "A report of a snapshot tells what the evaluation said then. A snapshot never changes, nor does "
    "its report.",
    "comparison": "A report freezes the comparison and its members as they stand: in pictures and in figures.",
}


@dataclass(frozen=True, kw_only=True)
class Subject:
    """`page` shows it, at `reports` a report of it is asked for, at `weekly` one for every week."""

    title: str
    page: str
    reports: str
    weekly: str = ""
    evaluation: Evaluation | None = None
    snapshot: Snapshot | None = None
    comparison: Comparison | None = None

    @property
    def lead(self) -> str:
        """What a report of it is."""
        kind = "comparison" if self.comparison else "snapshot" if self.snapshot else "evaluation"
        return _LEADS[kind]

    @property
    def rows(self) -> dict[str, Any]:
        """By what its reports are found."""
        if self.comparison is not None:
            return {"comparison": self.comparison}
        return {"snapshot": self.snapshot} if self.snapshot is not None else {"evaluation": self.evaluation}


def of_evaluation(evaluation: Evaluation) -> Subject:
    return Subject(
        title=evaluation.title, page=reverse("result", args=[evaluation.pk]), evaluation=evaluation,
        reports=reverse("make_report", args=[evaluation.pk]), weekly=reverse("add_schedule", args=[evaluation.pk]),
    )  # fmt: skip


def of_snapshot(snapshot: Snapshot) -> Subject:
    place = [snapshot.evaluation_id, snapshot.number]
    return Subject(
        title=f"{snapshot.evaluation.title}, snapshot {snapshot.number}", page=reverse("snapshot", args=place),
        reports=reverse("make_snapshot_report", args=place), evaluation=snapshot.evaluation, snapshot=snapshot,
    )  # fmt: skip


def of_comparison(comparison: Comparison) -> Subject:
    return Subject(
        title=comparison.title, page=reverse("comparison", args=[comparison.pk]), comparison=comparison,
        reports=reverse("make_comparison_report", args=[comparison.pk]),
        weekly=reverse("add_comparison_schedule", args=[comparison.pk]),
    )  # fmt: skip
