"""What the report of a comparison is made of: its result as it was, and the inputs that its figures follow from.

The same promises as of `frozen`: plain frozen values, one canonical JSON text, its SHA-256 the report's identity.
"""

from dataclasses import dataclass
from typing import Any

from comparisons.result import ComparisonResult
from evaluations.scoring.plain import read

COMPARISON_TEMPLATE, COMPARISON_EXECUTIVE = "side-by-side", "side-by-side-executive"
COMPARISON_FORMS = {"full": COMPARISON_TEMPLATE, "executive": COMPARISON_EXECUTIVE}
"""The forms a report is asked for in, each with the template that its document names."""


@dataclass(frozen=True, kw_only=True)
class FrozenSetting:
    """How it was compared. `base` is a place among the members; None while none of them is there any more."""

    kind: str
    base: int | None
    order: tuple[tuple[str, ...], ...] | None


@dataclass(frozen=True, kw_only=True)
class FrozenColumn:
    """One member that was there: its inputs of the method, and the wording of everything it was asked.

    `place` is its place among all members; those deleted have none of this.
    """

    place: int
    method: str
    catalog_version: str
    catalog_sha256: str
    inputs: dict[str, Any]
    inputs_sha256: str
    revisions: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class FrozenComparisonSubject:
    """The comparison that the report is about."""

    id: str
    kind: str
    title: str


@dataclass(frozen=True, kw_only=True)
class FrozenComparison:
    """Everything that a report of a comparison prints or computes from.

    `result` is the comparison's result document: members, rows and cells with names, answers and notes, and its
    sentences. `figures_sha256` is the digest of the numbers that it was written from, so that whoever reckons them
    again from the columns knows whether they are the same.
    """

    template: str
    renderer: str
    method: str
    date: str
    subject: FrozenComparisonSubject
    setting: FrozenSetting
    columns: tuple[FrozenColumn, ...]
    result: dict[str, Any]
    figures_sha256: str
    inputs_sha256: str
    # As in a document of an evaluation.
    zone: str = ""


def result_of(frozen: FrozenComparison) -> ComparisonResult:
    """The result that was frozen, typed. Its times are texts."""
    return read(ComparisonResult, frozen.result)
