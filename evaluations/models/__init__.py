"""The work: products, evaluations, answers and their history, snapshots, comparisons, decisions, reports."""

from evaluations.models.answers import GRADES, Answer, AnswerChange
from evaluations.models.comparing import Comparison, ComparisonMember
from evaluations.models.decisions import Action, Decision, DecisionChange, DecisionRows
from evaluations.models.moves import Move
from evaluations.models.reports import Report, ReportArtifact, ReportRows
from evaluations.models.schedules import ReportSchedule
from evaluations.models.snapshots import Snapshot, SnapshotIsImmutable
from evaluations.models.work import (
    UNDO_DAYS,
    VERDICTS,
    Evaluation,
    EvaluationPath,
    EvaluationRows,
    Product,
    undo_until,
)

__all__ = [
    "GRADES",
    "UNDO_DAYS",
    "VERDICTS",
    "Action",
    "Answer",
    "AnswerChange",
    "Comparison",
    "ComparisonMember",
    "Decision",
    "DecisionChange",
    "DecisionRows",
    "Evaluation",
    "EvaluationPath",
    "EvaluationRows",
    "Move",
    "Product",
    "Report",
    "ReportArtifact",
    "ReportRows",
    "ReportSchedule",
    "Snapshot",
    "SnapshotIsImmutable",
    "undo_until",
]
