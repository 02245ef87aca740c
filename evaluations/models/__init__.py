"""The work: products, evaluations, answers and their history, snapshots, decisions, and events."""

from evaluations.models.answers import Answer, AnswerChange
from evaluations.models.decisions import Action, Decision, DecisionChange, DecisionRows
from evaluations.models.events import Event, EventRows
from evaluations.models.snapshots import Snapshot, SnapshotIsImmutable
from evaluations.models.status_changes import StatusChange
from evaluations.models.work import UNDO_DAYS, Evaluation, EvaluationPath, EvaluationRows, Product, undo_until

__all__ = [
    "UNDO_DAYS",
    "Action",
    "Answer",
    "AnswerChange",
    "Decision",
    "DecisionChange",
    "DecisionRows",
    "Evaluation",
    "EvaluationPath",
    "EvaluationRows",
    "Event",
    "EventRows",
    "Product",
    "Snapshot",
    "SnapshotIsImmutable",
    "StatusChange",
    "undo_until",
]
