"""An evaluation as of one moment: as it stands now, or as one of its snapshots kept it. Both read alike.

Whatever shows, compares, differs or reports evaluations takes an `EvaluationVersion`, so that a snapshot needs no
code of its own.
"""

from evaluations.versions.values.decided import ActionValue, DecisionValue
from evaluations.versions.values.dissent import present_dissent
from evaluations.versions.values.documents import (
    SHAPE,
    SnapshotUnreadable,
    snapshot_result,
    snapshot_text,
    snapshot_version,
)
from evaluations.versions.values.version import (
    AnswerValue,
    EvaluationVersion,
    ProductValue,
    Record,
    SnapshotName,
    judged_version,
    present_version,
)

__all__ = [
    "SHAPE",
    "ActionValue",
    "AnswerValue",
    "DecisionValue",
    "EvaluationVersion",
    "ProductValue",
    "Record",
    "SnapshotName",
    "SnapshotUnreadable",
    "judged_version",
    "present_dissent",
    "present_version",
    "snapshot_result",
    "snapshot_text",
    "snapshot_version",
]
