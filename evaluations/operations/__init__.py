"""The acts of the work: one function each, called by page, API, task and command alike.

Each is one transaction, takes the actor and the time, and raises the errors of `distmap.errors` (or their kin beside
the function) when it refuses. Views and endpoints never write by themselves.
"""

from evaluations.operations.answers import AnswerConflict, SavedAnswers, save_answers
from evaluations.operations.changes import EvaluationLocked, InvalidTransition
from evaluations.operations.comparison_rules import MemberInput
from evaluations.operations.comparisons import (
    change_comparison,
    create_comparison,
    delete_comparison,
    preview_comparison,
    restore_comparison,
)
from evaluations.operations.decision_rules import ActionInput, DecisionInput, KillCriterion
from evaluations.operations.decisions import (
    RecordedDecision,
    change_action,
    record_decision,
    record_outcome,
)
from evaluations.operations.evaluations import (
    INHERIT,
    change_evaluation,
    create_evaluation,
    delete_evaluation,
    duplicate,
    restore_evaluation,
)
from evaluations.operations.moves import archive, reopen, submit
from evaluations.operations.products import (
    ProductInUse,
    change_product,
    create_product,
    delete_product,
    restore_product,
)
from evaluations.operations.reports import (
    ReportExists,
    RequestedReport,
    cancel_report,
    delete_report,
    request_report,
    restore_report,
    retry_report,
)
from evaluations.operations.scenarios import Scenario, ScenarioOutdated, keep_scenario
from evaluations.operations.schedules import (
    TooManySchedules,
    change_schedule,
    create_schedule,
    delete_schedule,
)
from evaluations.operations.snapshots import take_snapshot
from evaluations.operations.starts import start_evaluation

__all__ = [
    "INHERIT",
    "ActionInput",
    "AnswerConflict",
    "DecisionInput",
    "EvaluationLocked",
    "InvalidTransition",
    "KillCriterion",
    "MemberInput",
    "ProductInUse",
    "RecordedDecision",
    "ReportExists",
    "RequestedReport",
    "SavedAnswers",
    "Scenario",
    "ScenarioOutdated",
    "TooManySchedules",
    "archive",
    "cancel_report",
    "change_action",
    "change_comparison",
    "change_evaluation",
    "change_product",
    "change_schedule",
    "create_comparison",
    "create_evaluation",
    "create_product",
    "create_schedule",
    "delete_comparison",
    "delete_evaluation",
    "delete_product",
    "delete_report",
    "delete_schedule",
    "duplicate",
    "keep_scenario",
    "preview_comparison",
    "record_decision",
    "record_outcome",
    "reopen",
    "request_report",
    "restore_comparison",
    "restore_evaluation",
    "restore_product",
    "restore_report",
    "retry_report",
    "save_answers",
    "start_evaluation",
    "submit",
    "take_snapshot",
]
