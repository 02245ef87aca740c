"""Reading comparisons: the list, one with its members, and the result."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from django.core.cache import cache
from django.db.models import Prefetch, QuerySet

from comparisons import cells, paths
from comparisons import figures as figures_module
from comparisons import result as result_module
from comparisons.document import document, present_base
from comparisons.figures import Figures, figures
from comparisons.members import Choice, Member, chosen, members_of
from comparisons.models import Comparison, ComparisonMember
from comparisons.result import ComparisonResult
from evaluations import scoring
from evaluations.models import EvaluationPath
from evaluations.results.queries import BUILD_OF_THE_CORE, RESULTS_KEPT_SECONDS, judgement
from evaluations.scoring.plain import digest_of
from evaluations.scoring.polytope import Order
from workspaces.actors import Actor


def _build() -> str:
    """A digest of the core and of what the kept figures are made of: none that another build kept is read."""
    digest = hashlib.sha256(BUILD_OF_THE_CORE.encode())
    for module in (cells, figures_module, paths, result_module):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()[:16]


_BUILD = _build()


COMPARED = ComparisonMember.objects.select_related("evaluation__product", "snapshot").defer(
    "snapshot__document"
)
"""Members of comparisons with what tells whether they changed."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What is compared, and how: a stored comparison, or one that is only looked at."""

    kind: str
    choices: Sequence[Choice]
    base: int
    priorities: Sequence[Sequence[str]] | None

    def based_on(self, base: int | None) -> "Setting":
        """The same against another base, if there is such a member."""
        if base is None or not 0 <= base < len(self.choices):
            return self
        return replace(self, base=base)


def comparisons(actor: Actor, *, product: UUID | None = None, kind: str = "") -> QuerySet[Comparison]:
    """The workspace's comparisons, newest first, with what a row shows."""
    members = ComparisonMember.objects.select_related(
        "evaluation__product", "evaluation__created_by", "snapshot"
    ).defer("snapshot__document")
    rows = (
        Comparison.objects.visible_to(actor)
        .select_related("created_by")
        .prefetch_related(Prefetch("members", queryset=members))
        .order_by("-created_at", "-id")
    )
    if kind:
        rows = rows.filter(kind=kind)
    if product:
        of_product = ComparisonMember.objects.filter(evaluation__product=product, evaluation__deleted_at=None)
        rows = rows.filter(pk__in=of_product.values("comparison_id"))
    return rows


def whole(rows: QuerySet[Comparison]) -> QuerySet[Comparison]:
    """The same comparisons with all that their result is made of."""
    members = ComparisonMember.objects.select_related(
        "evaluation__product", "evaluation__created_by", "snapshot"
    ).prefetch_related(Prefetch("evaluation__paths", queryset=EvaluationPath.objects.order_by("position")))
    cleared: QuerySet[Comparison] = rows.prefetch_related(None)
    return cleared.prefetch_related(Prefetch("members", queryset=members))


def choices_of(comparison: Comparison) -> list[Choice]:
    """The columns of a stored comparison, in order."""
    return chosen(sorted(comparison.members.all(), key=lambda member: member.position))


def setting_of(comparison: Comparison) -> Setting:
    return Setting(
        kind=comparison.kind, choices=choices_of(comparison), base=comparison.base,
        priorities=comparison.priorities,
    )  # fmt: skip


def result_of(setting: Setting) -> ComparisonResult:
    """The result document, always of the answers as they stand (or as snapshots kept them)."""
    return result_of_members(setting, members_of(setting.kind, setting.choices))


def result_of_members(setting: Setting, members: Sequence[Member]) -> ComparisonResult:
    base = present_base(members, setting.base)
    order = _order(setting.priorities, members, base)
    numbers = None if base is None else _figures(setting.kind, members, base, order)
    return document(setting.kind, members, base=base, order=order, numbers=numbers)


def _order(
    priorities: Sequence[Sequence[str]] | None, members: Sequence[Member], base: int | None
) -> Order | None:
    """The comparison's priorities, else those of the base."""
    if priorities:
        return tuple(tuple(group) for group in priorities)
    state = members[base].state if base is not None else None
    return state.priorities if state is not None else None


def _figures(kind: str, members: Sequence[Member], base: int, order: Order | None) -> Figures:
    """The numbers, by the digest of all that they depend on: never stale."""
    there = [member for member in members if member.state is not None]
    states = [member.state for member in there if member.state is not None]
    inputs = [state.inputs for state in states]
    revisions = [{key: item.revision for key, item in state.checklist.items.items()} for state in states]
    place = [member.place for member in there].index(base)
    told = {
        "kind": kind, "base": place, "order": order,
        "inputs": [scoring.inputs_sha256(each) for each in inputs], "revisions": revisions,
    }  # fmt: skip
    key = f"comparison:{_BUILD}:{digest_of(told)}"
    found: Figures | None = cache.get(key)
    if found is None:
        found = figures(kind, inputs, base=place, order=order, revisions=revisions, judge=judgement)
        cache.set(key, found, RESULTS_KEPT_SECONDS)
    return found
