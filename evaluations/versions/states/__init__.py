"""An evaluation as of one moment: as it stands now, or as one of its snapshots kept it. Both read alike.

Whatever shows, compares, differs or reports evaluations takes a `State`, so that a snapshot needs no code of its own.
"""

from evaluations.versions.states.decided import KeptAction, KeptDecision
from evaluations.versions.states.dissent import present_dissent
from evaluations.versions.states.documents import (
    SHAPE,
    SnapshotUnreadable,
    kept_result,
    kept_state,
    kept_text,
)
from evaluations.versions.states.state import (
    KeptAnswer,
    KeptProduct,
    Record,
    SnapshotName,
    State,
    judged_state,
    present_state,
)

__all__ = [
    "SHAPE",
    "KeptAction",
    "KeptAnswer",
    "KeptDecision",
    "KeptProduct",
    "Record",
    "SnapshotName",
    "SnapshotUnreadable",
    "State",
    "judged_state",
    "kept_result",
    "kept_state",
    "kept_text",
    "present_dissent",
    "present_state",
]
