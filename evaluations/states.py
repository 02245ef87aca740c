"""An evaluation as of one moment: as it stands now, or as one of its snapshots kept it. Both read alike.

Whatever shows, compares, differs or reports evaluations takes a `State`, so that a snapshot needs no code of its own.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from channels_catalog.queries import catalog_of
from channels_catalog.schema import Catalog
from evaluations import scoring
from evaluations.inputs import Checklist, checklist, scoring_document
from evaluations.models import Answer, Evaluation, Snapshot


@dataclass(frozen=True, kw_only=True)
class KeptAnswer:
    """An answer as it stood: its fields, the wording it was given to, and who changed it last and when."""

    level: int | None
    grade: str | None
    na: bool
    na_reason: str
    designable: bool
    note: str
    evidence_url: str
    text: str
    revision: str
    version: int
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class KeptProduct:
    """The product as it was described."""

    id: UUID
    name: str
    description: str
    industries: tuple[str, ...]
    stage: str


@dataclass(frozen=True, kw_only=True)
class SnapshotName:
    """Which snapshot a state comes from."""

    id: UUID
    number: int
    name: str
    taken_at: datetime


@dataclass(frozen=True, kw_only=True)
class State:
    """Everything of an evaluation that can be scored, shown or printed, as of one moment.

    `changed_at` is the latest change of the evaluation, its product or an answer that its checklist asks.
    `snapshot` is None for the evaluation as it stands. Answers by item key, also those set aside with a removed path.
    """

    evaluation: UUID
    title: str
    status: str
    product: KeptProduct
    release: UUID
    method: str
    paths: tuple[str, ...]
    growth_model: str | None
    priorities: tuple[tuple[str, ...], ...] | None
    answers_version: int
    changed_at: datetime
    answers: Mapping[str, KeptAnswer] = field(repr=False)
    snapshot: SnapshotName | None = None

    @property
    def catalog(self) -> Catalog:
        """The release under which it was answered, parsed."""
        return catalog_of(self.release)

    @property
    def checklist(self) -> Checklist:
        return checklist(self.catalog, self.paths)

    @cached_property
    def inputs(self) -> scoring.Inputs:
        """Its inputs of the method."""
        return scoring.parse(
            scoring_document(
                self.catalog, paths=self.paths, answers=self.answers, growth_model=self.growth_model,
                priorities=self.priorities, method=self.method,
            )
        )  # fmt: skip


def present_state(evaluation: Evaluation, answers: Iterable[Answer] | None = None) -> State:
    """The evaluation as it stands. `answers` are its answers with `changed_by` at hand, else they are fetched."""
    rows = (
        Answer.objects.filter(evaluation=evaluation).select_related("changed_by")
        if answers is None
        else answers
    )
    kept = {row.item: _kept(row) for row in rows}
    paths = tuple(row.path for row in sorted(evaluation.paths.all(), key=lambda row: row.position))
    asked = checklist(catalog_of(evaluation.release_id), paths)
    return State(
        evaluation=evaluation.pk, title=evaluation.title, status=evaluation.status, product=_product(evaluation),
        release=evaluation.release_id, method=evaluation.method, paths=paths, growth_model=evaluation.growth_model,
        priorities=tuple(tuple(group) for group in evaluation.priorities) if evaluation.priorities else None,
        answers_version=evaluation.answers_version, answers=kept,
        changed_at=_latest_change(evaluation, asked, kept),
    )  # fmt: skip


def _kept(row: Answer) -> KeptAnswer:
    return KeptAnswer(
        level=row.level, grade=row.grade, na=row.na, na_reason=row.na_reason, designable=row.designable,
        note=row.note, evidence_url=row.evidence_url, text=row.text, revision=row.revision, version=row.version,
        changed_by=row.changed_by.shown_name if row.changed_by else "", changed_at=row.changed_at.astimezone(UTC),
    )  # fmt: skip


def _product(evaluation: Evaluation) -> KeptProduct:
    product = evaluation.product
    return KeptProduct(
        id=product.pk, name=product.name, description=product.description,
        industries=tuple(product.industries or ()), stage=product.stage or "",
    )  # fmt: skip


def _latest_change(evaluation: Evaluation, asked: Checklist, answers: Mapping[str, KeptAnswer]) -> datetime:
    """Never the time of a request: asked for twice, a report must carry one date."""
    answered = [answer.changed_at for key, answer in answers.items() if asked.find(key) is not None]
    moved = [at for at in (evaluation.submitted_at, evaluation.archived_at) if at is not None]
    latest: datetime = max([evaluation.changed_at, evaluation.product.updated_at, *moved, *answered])
    return latest.astimezone(UTC)


@dataclass(frozen=True, kw_only=True)
class _Kept:
    """What the document of a snapshot holds."""

    state: State
    result: dict[str, Any]


_adapter = TypeAdapter(_Kept)


def kept_text(state: State, result: Mapping[str, Any]) -> str:
    """The canonical text that a snapshot stores: sorted keys, no spaces, no escapes; the same bytes everywhere."""
    plain = _adapter.dump_python(_Kept(state=state, result=dict(result)), mode="json")
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def kept_state(snapshot: Snapshot) -> State:
    """The state that a snapshot kept."""
    kept = _adapter.validate_json(snapshot.document).state
    name = SnapshotName(
        id=snapshot.pk, number=snapshot.number, name=snapshot.name, taken_at=snapshot.taken_at.astimezone(UTC)
    )
    return replace(kept, snapshot=name)


def kept_result(snapshot: Snapshot) -> dict[str, Any]:
    """The whole result document of method section 23 as it was when the snapshot was taken."""
    return _adapter.validate_json(snapshot.document).result
