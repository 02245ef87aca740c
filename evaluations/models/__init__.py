"""The work: products, evaluations, answers and their history, snapshots, decisions, and events."""

from evaluations.models.answers import GRADES, Answer, AnswerChange
from evaluations.models.decisions import Action, Decision, DecisionChange, DecisionRows
from evaluations.models.events import Event, EventRows
from evaluations.models.moves import Move
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
    "Decision",
    "DecisionChange",
    "DecisionRows",
    "Evaluation",
    "EvaluationPath",
    "EvaluationRows",
    "Event",
    "EventRows",
    "Move",
    "Product",
    "Snapshot",
    "SnapshotIsImmutable",
    "undo_until",
]
