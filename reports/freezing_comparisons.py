"""Freezing a comparison: its result, and the inputs of its members, as of one moment."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from channels_catalog.models import CatalogRelease
from comparisons.members import Member, members_of
from comparisons.models import Comparison
from comparisons.queries import choices_of, result_of_members, setting_of
from comparisons.result import ComparisonResult
from evaluations import scoring
from evaluations.kept import moment
from evaluations.results.queries import judgement
from evaluations.scoring.plain import plain
from reports.comparison_figures import digest_of_columns, figures_of, sha256_of_figures
from reports.freezing import version_of
from reports.frozen import RENDERER
from reports.frozen_comparison import (
    COMPARISON_FORMS,
    FrozenColumn,
    FrozenComparison,
    FrozenComparisonSubject,
    FrozenSetting,
)


def freeze_comparison(comparison: Comparison, *, form: str = "full", zone: str = "") -> FrozenComparison:
    """All that a report of the comparison says. Whoever freezes it holds the rows of its members locked."""
    setting = setting_of(comparison)
    members = members_of(setting.kind, setting.choices)
    found = result_of_members(setting, members)
    columns = _columns(members)
    frozen_setting = FrozenSetting(
        kind=comparison.kind, base=found.base, order=found.priorities or None,
    )  # fmt: skip
    return FrozenComparison(
        template=COMPARISON_FORMS[form],
        renderer=RENDERER,
        method=found.method,
        date=_date(comparison, members),
        subject=FrozenComparisonSubject(id=str(comparison.pk), kind="comparison", title=comparison.title),
        setting=frozen_setting,
        columns=columns,
        result=plain_of_result(found),
        figures_sha256=sha256_of_figures(figures_of(frozen_setting, columns, judge=judgement)),
        inputs_sha256=digest_of_columns(frozen_setting, columns),
        zone=zone,
    )


def comparison_version_of(comparison: Comparison) -> str:
    """What was frozen, as counts of changes: another value later means that the report is stale.

    A member that was deleted counts as changed; a snapshot never does.
    """
    told = [str(comparison.version)]
    for choice in choices_of(comparison):
        if choice.evaluation is None or not choice.is_there:
            told.append("deleted")
        elif choice.snapshot is not None:
            told.append(f"snapshot {choice.snapshot.pk}")
        else:
            told.append(f"{choice.evaluation.pk} {version_of(choice.evaluation)}")
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]


def plain_of_result(found: ComparisonResult) -> dict[str, Any]:
    """The result with times as texts, as JSON has it."""
    written: dict[str, Any] = json.loads(json.dumps(plain(found), default=_told))
    return written


def _told(value: Any) -> str:
    if isinstance(value, datetime):
        return moment(value)
    raise TypeError(f"{type(value).__name__} has no place in a frozen document")


def _date(comparison: Comparison, members: Sequence[Member]) -> str:
    """The latest change of the comparison or of what it shows, never the time of a request."""
    latest = [comparison.changed_at, *(member.state.changed_at for member in members if member.state)]
    return moment(max(at.astimezone(UTC) for at in latest))


def _columns(members: Sequence[Member]) -> tuple[FrozenColumn, ...]:
    digests = _digests(members)
    return tuple(
        FrozenColumn(
            place=member.place, method=state.method,
            catalog_version=state.catalog.version, catalog_sha256=digests[state.release],
            inputs=scoring.canonical(state.inputs), inputs_sha256=scoring.inputs_sha256(state.inputs),
            revisions={key: item.revision for key, item in state.checklist.items.items()},
        )
        for member in members
        if (state := member.state) is not None
    )  # fmt: skip


def _digests(members: Sequence[Member]) -> Mapping[Any, str]:
    releases = {member.state.release for member in members if member.state is not None}
    return dict(CatalogRelease.objects.filter(pk__in=releases).values_list("pk", "sha256"))
