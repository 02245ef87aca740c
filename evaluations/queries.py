"""Questions about evaluations, their answers and their results. Nothing here writes."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import Prefetch, Q, QuerySet

from channels_catalog.queries import catalog_of
from channels_catalog.schema import Catalog
from distmap.errors import NotFound
from evaluations import leverage, relief, scoring
from evaluations.inputs import Checklist, checklist, is_answered, scoring_document
from evaluations.models import (
    Answer,
    AnswerChange,
    ComparisonMember,
    Decision,
    DecisionChange,
    Evaluation,
    EvaluationPath,
    Product,
    Report,
    ReportSchedule,
    Snapshot,
)
from evaluations.wording import Names, Scored, TriageWords, forecast_of, triage_words
from workspaces.actors import Actor

# How addresses name the evaluation as it stands, beside the numbers of its snapshots.
PRESENT = "present"
RESULTS_KEPT_SECONDS = 24 * 60 * 60
# In place of a growth model's key: those that declare none.
UNDECLARED = "none"


@dataclass(frozen=True, kw_only=True)
class EvaluationFilters:
    """What a list of evaluations is narrowed to. `verdict` means the headline's, or with `path` that path's."""

    q: str = ""
    product: UUID | None = None
    status: str = ""
    growth_model: str = ""  # a key, or UNDECLARED
    verdict: str = ""
    path: str = ""
    created_after: datetime | None = None
    created_before: datetime | None = None
    changed_after: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class DecisionFilters:
    """What a list of decisions is narrowed to. `outcome` is one of them, or `none`: nobody has looked yet."""

    due_before: date | None = None
    path: str = ""
    decision: str = ""
    outcome: str = ""


def catalog_for(evaluation: Evaluation) -> Catalog:
    """The release that the evaluation is pinned to, parsed."""
    return catalog_of(evaluation.release_id)


def paths_of(evaluation: Evaluation) -> list[EvaluationPath]:
    """The chosen paths in order (taken from the prefetch where there is one)."""
    return sorted(evaluation.paths.all(), key=lambda row: row.position)


def path_keys(evaluation: Evaluation) -> list[str]:
    return [row.path for row in paths_of(evaluation)]


def checklist_of(evaluation: Evaluation) -> Checklist:
    """Everything that the evaluation asks."""
    return checklist(catalog_for(evaluation), path_keys(evaluation))


def answers_of(evaluation: Evaluation) -> dict[str, Answer]:
    """All stored answers by item key, also those of paths that were removed and may return."""
    return {
        row.item: row for row in Answer.objects.filter(evaluation=evaluation).select_related("changed_by")
    }


def inputs_of(evaluation: Evaluation, answers: Mapping[str, Answer] | None = None) -> scoring.Inputs:
    """The evaluation's inputs of the method, as its answers stand."""
    return scoring.parse(
        scoring_document(
            catalog_for(evaluation),
            paths=path_keys(evaluation),
            answers=answers_of(evaluation) if answers is None else answers,
            growth_model=evaluation.growth_model,
            priorities=evaluation.priorities,
            method=evaluation.method,
        )
    )


def _build_of_the_core() -> str:
    """A digest of the scoring code and of what builds on it: no result cached by another build is shown."""
    folder = Path(scoring.__file__).parent
    digest = hashlib.sha256()
    for path in [*sorted(folder.glob("*.py")), Path(relief.__file__), Path(leverage.__file__)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


BUILD_OF_THE_CORE = _build_of_the_core()


_PARTS = {
    "sampled": scoring.sampled,
    "full": scoring.score,
    "relief": relief.relief,
    "leverage": leverage.leverage,
}


def scored(inputs: scoring.Inputs, *, part: str) -> dict[str, Any]:
    """A result by the digest of its inputs: same inputs, same method, same build, same result. Never stale."""
    key = f"result:{BUILD_OF_THE_CORE}:{part}:{scoring.inputs_sha256(inputs)}"
    result: dict[str, Any] | None = cache.get(key)
    if result is None:
        result = _PARTS[part](inputs)
        cache.set(key, result, RESULTS_KEPT_SECONDS)
    return result


def exact_of(evaluation: Evaluation, answers: Mapping[str, Answer] | None = None) -> dict[str, Any]:
    """Ranges and point verdicts as the answers stand: no draws, a few milliseconds."""
    return scoring.exact(inputs_of(evaluation, answers))


def panel_of(evaluation: Evaluation, answers: Mapping[str, Answer] | None = None) -> dict[str, Any]:
    """With verdicts, confidence and likelihood."""
    return scored(inputs_of(evaluation, answers), part="sampled")


def result_of(evaluation: Evaluation, answers: Mapping[str, Answer] | None = None) -> dict[str, Any]:
    """The whole result document of method section 23, as the answers stand."""
    return scored(inputs_of(evaluation, answers), part="full")


def triage_of(evaluation: Evaluation, answers: Mapping[str, Answer] | None = None) -> dict[str, Any]:
    """Carry and match of every path of the release, chosen or not, by the answers on surfaces and matches alone."""
    catalog = catalog_for(evaluation)
    found = answers_of(evaluation) if answers is None else answers
    document = scoring_document(
        catalog,
        paths=[channel.key for channel in catalog.channels],
        answers={key: row for key, row in found.items() if key.startswith("surface/") or "@" in key},
        growth_model=evaluation.growth_model,
        priorities=None,
        method=evaluation.method,
    )
    return scoring.triage(scoring.parse(document))


def triage_words_of(evaluation: Evaluation, document: Mapping[str, Any]) -> TriageWords:
    """The same in sentences, with the catalog's reasons for the match."""
    catalog = catalog_for(evaluation)
    model = evaluation.growth_model
    cells = (
        {key: (cell.level, cell.reason) for key, cell in catalog.alignment[model].items()} if model else {}
    )
    return triage_words(document, Names.of(catalog), cells)


def scored_of(evaluation: Evaluation, answers: Mapping[str, Answer] | None = None) -> Scored:
    """The whole result with its inputs and the names of the release: what sentences are made of."""
    inputs = inputs_of(evaluation, answers)
    return Scored(
        document=scored(inputs, part="full"),
        inputs=scoring.canonical(inputs),
        names=Names.of(catalog_for(evaluation)),
    )


def forecasts_of(evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    """What the method says of each chosen path as the answers stand, as a decision keeps it."""
    found, release = scored_of(evaluation), catalog_for(evaluation).version
    return {path: forecast_of(found, path, release=release) for path in path_keys(evaluation)}


def progress_by_group(asked: Checklist, answers: Mapping[str, Answer]) -> dict[str, tuple[int, int]]:
    """(answered, total) for each group of the checklist. The operator's rule counts its texts here, and here only."""
    found = {}
    for group in asked.groups:
        if group.kind == "rule":
            done = sum(bool((row := answers.get(item.key)) and row.text.strip()) for item in group.items)
            found[group.key] = (done, len(group.items))
            continue
        counted = [item for item in group.items if item.counts or group.kind == "surfaces"]
        found[group.key] = (sum(is_answered(answers.get(item.key)) for item in counted), len(counted))
    return found


def products(actor: Actor, q: str = "") -> QuerySet[Product]:
    """The workspace's products, newest first; with `q` those whose name or description holds it."""
    rows = Product.objects.visible_to(actor).order_by("-created_at", "-id")
    return rows.filter(Q(name__icontains=q) | Q(description__icontains=q)) if q else rows


def evaluations(actor: Actor, filters: EvaluationFilters | None = None) -> QuerySet[Evaluation]:
    """The workspace's evaluations, newest first, with what a row shows; constant queries however many rows."""
    rows = (
        Evaluation.objects.visible_to(actor)
        .select_related("product", "changed_by", "created_by", "release")
        .defer("release__document")
        .prefetch_related(Prefetch("paths", queryset=EvaluationPath.objects.order_by("position")))
        .order_by("-created_at", "-id")
    )
    return _narrowed(rows, filters or EvaluationFilters())


def _narrowed(rows: QuerySet[Evaluation], filters: EvaluationFilters) -> QuerySet[Evaluation]:
    wanted = {
        "product_id": filters.product,
        "status": filters.status,
        "growth_model": "" if filters.growth_model == UNDECLARED else filters.growth_model,
        "growth_model__isnull": filters.growth_model == UNDECLARED,
        "created_at__gt": filters.created_after,
        "created_at__lt": filters.created_before,
        "changed_at__gt": filters.changed_after,
    }
    rows = rows.filter(**{field: value for field, value in wanted.items() if value})
    if filters.q:
        rows = rows.filter(Q(title__icontains=filters.q) | Q(product__name__icontains=filters.q))
    if filters.path:
        chosen = EvaluationPath.objects.filter(path=filters.path)
        if filters.verdict:
            chosen = chosen.filter(verdict=filters.verdict)
        return rows.filter(pk__in=chosen.values("evaluation_id"))
    return rows.filter(headline_verdict=filters.verdict) if filters.verdict else rows


def history_of(evaluation: Evaluation) -> QuerySet[AnswerChange]:
    """What was changed in the answers, newest first."""
    return (
        AnswerChange.objects.filter(evaluation=evaluation)
        .select_related("user", "token")
        .order_by("-at", "-id")
    )


def snapshots_of(evaluation: Evaluation) -> QuerySet[Snapshot]:
    """The evaluation's snapshots, newest first, with what a list shows: not the documents they keep."""
    return (
        Snapshot.objects.filter(evaluation=evaluation)
        .select_related("taken_by", "release")
        .defer("document", "release__document")
        .order_by("-taken_at", "-id")
    )


def snapshot_of(evaluation: Evaluation, number: int) -> Snapshot:
    """The evaluation's snapshot of that number, whole. Raises NotFound."""
    found = snapshots_of(evaluation).defer(None).defer("release__document").filter(number=number).first()
    if found is None:
        raise NotFound("This evaluation has no such snapshot.")
    return found


def snapshot_number(text: str) -> int:
    """The number that an address names. Raises NotFound for anything that is none."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise NotFound("This evaluation has no such snapshot.")
    return int(text)


def snapshots(actor: Actor) -> QuerySet[Snapshot]:
    """The workspace's snapshots, whole."""
    return (
        Snapshot.objects.visible_to(actor)
        .select_related("taken_by", "release", "evaluation__product")
        .defer("release__document")
    )


COMPARED = ComparisonMember.objects.select_related("evaluation__product", "snapshot").defer(
    "snapshot__document"
)
"""Members of comparisons with what tells whether they changed."""


def reports(actor: Actor) -> QuerySet[Report]:
    """The workspace's reports, newest first, with what a row shows."""
    return (
        Report.objects.visible_to(actor)
        .select_related("evaluation__product", "snapshot", "comparison", "created_by")
        .prefetch_related("artifacts", Prefetch("comparison__members", queryset=COMPARED))
        .defer("frozen_document", "snapshot__document")
        .order_by("-created_at", "-id")
    )


def report_schedules(actor: Actor) -> QuerySet[ReportSchedule]:
    """The workspace's weekly reports, newest first, with what a row shows."""
    return (
        ReportSchedule.objects.visible_to(actor)
        .select_related("evaluation__product", "comparison", "owner", "last_report")
        .defer("last_report__frozen_document")
        .order_by("-created_at", "-id")
    )


def decision_of(evaluation: Evaluation) -> Decision | None:
    """What was decided on the evaluation, with its actions."""
    return Decision.objects.whole().filter(evaluation=evaluation).first()


def decision_history_of(evaluation: Evaluation) -> QuerySet[DecisionChange]:
    """Every state that the evaluation's decision has been in, newest first."""
    return (
        DecisionChange.objects.filter(decision__evaluation=evaluation)
        .select_related("user", "token")
        .order_by("-at", "-id")
    )


def decisions(actor: Actor, filters: DecisionFilters | None = None) -> QuerySet[Decision]:
    """The workspace's decisions with what a row shows, the one to review first at the top."""
    wanted = filters or DecisionFilters()
    rows = (
        Decision.objects.visible_to(actor)
        .whole()
        .select_related("evaluation__product", "evaluation__release")
        .defer("evaluation__release__document")
        .order_by("review_on", "id")
    )
    if wanted.due_before:
        rows = rows.filter(review_on__lt=wanted.due_before)
    if wanted.outcome:
        rows = rows.filter(outcome="" if wanted.outcome == "none" else wanted.outcome)
    exact = {"path": wanted.path, "decision": wanted.decision}
    return rows.filter(**{field: value for field, value in exact.items() if value})


def outcomes(actor: Actor) -> list[tuple[str, Mapping[str, Any]]]:
    """How each decision of the workspace came out that followed or departed from its verdict: (outcome, what was
    kept of it). One entry a decision and round, the last word on it; withdrawn outcomes are left out."""
    rows = (
        DecisionChange.objects.filter(decision__workspace_id=actor.workspace.pk, kind="outcome")
        .filter(decision__evaluation__deleted_at=None)
        .order_by("decision_id", "version")
        .values_list("decision_id", "round", "outcome", "document__decision", "document__forecast")
    )
    last = {
        (decision, number): (outcome, {"decision": decided, "forecast": forecast})
        for decision, number, outcome, decided, forecast in rows
    }
    return [(outcome, kept) for outcome, kept in last.values() if outcome]


def headline_of(evaluation: Evaluation) -> dict[str, Any] | None:
    """The stored headline, or None before the first scoring and where no path has a verdict."""
    if evaluation.headline_verdict is None:
        return None
    return {
        "path": evaluation.headline_path,
        "verdict": evaluation.headline_verdict,
        "confidence": evaluation.headline_confidence,
    }


def kept_headline(snapshot: Snapshot) -> dict[str, Any] | None:
    """The headline as it was kept, or None where no path had a verdict."""
    if snapshot.headline_verdict is None:
        return None
    return {
        "path": snapshot.headline_path,
        "verdict": snapshot.headline_verdict,
        "confidence": snapshot.headline_confidence,
    }


def unanswered(asked: Checklist, answers: Mapping[str, Answer]) -> Sequence[str]:
    """Names of the items that count and are still open, in the order of the checklist."""
    return [
        item.name for key, item in asked.items.items() if item.counts and not is_answered(answers.get(key))
    ]
