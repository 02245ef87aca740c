"""What an evaluation is as of one moment, and what it is now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from uuid import UUID

from channels_catalog.queries import catalog_of
from channels_catalog.schema import Catalog
from evaluations import scoring
from evaluations.inputs import Checklist, checklist, scoring_document
from evaluations.kept import Dissent, Said
from evaluations.models import Answer, Evaluation
from evaluations.versions.values.decided import DecisionValue, present_decision
from evaluations.versions.values.dissent import present_dissent


@dataclass(frozen=True, kw_only=True)
class AnswerValue(Said):
    """An answer as it stood, the wording it was given to, and when it was changed last."""

    revision: str
    version: int
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class ProductValue:
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
class Record:
    """What people made of the answers. `decision` is None as long as nothing is decided; `dissent` where a snapshot
    is older than its being kept."""

    decision: DecisionValue | None
    dissent: Dissent | None = None


@dataclass(frozen=True, kw_only=True)
class EvaluationVersion:
    """Everything of an evaluation that can be scored, shown or printed, as of one moment.

    `changed_at` is the latest change of the evaluation, its product or an answer that its checklist asks.
    `snapshot` is None for the evaluation as it stands. Answers by item key, also those set aside with a removed path.
    `record` is None where it is not known: in snapshots older than their keeping it, and where nobody asked for it.
    """

    evaluation: UUID
    title: str
    status: str
    product: ProductValue
    release: UUID
    method: str
    paths: tuple[str, ...]
    growth_model: str | None
    priorities: tuple[tuple[str, ...], ...] | None
    answers_version: int
    changed_at: datetime
    answers: Mapping[str, AnswerValue] = field(repr=False)
    snapshot: SnapshotName | None = None
    record: Record | None = None

    @property
    def decision(self) -> DecisionValue | None:
        """The decision that stood, if there was one and it is known."""
        return self.record.decision if self.record else None

    @property
    def dissent(self) -> Dissent | None:
        """Who held another answer than the one that stood, if it is known."""
        return self.record.dissent if self.record else None

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
                self.catalog,
                paths=self.paths,
                answers=self.answers,
                growth_model=self.growth_model,
                priorities=self.priorities,
                method=self.method,
            )
        )


def present_version(evaluation: Evaluation) -> EvaluationVersion:
    """The evaluation as it stands, whole."""
    answers = Answer.objects.filter(evaluation=evaluation).select_related("changed_by")
    state = judged_version(evaluation, answers)
    dissent = present_dissent(evaluation, state.checklist)
    return replace(state, record=Record(decision=present_decision(evaluation), dissent=dissent))


def judged_version(evaluation: Evaluation, answers: Iterable[Answer]) -> EvaluationVersion:
    """The evaluation as it stands without its record: what is judged, for whoever sets many side by side. `answers`
    are its answers with `changed_by` at hand."""
    kept = {row.item: _kept(row) for row in answers}
    paths = tuple(row.path for row in sorted(evaluation.paths.all(), key=lambda row: row.position))
    asked = checklist(catalog_of(evaluation.release_id), paths)
    return EvaluationVersion(
        evaluation=evaluation.pk,
        title=evaluation.title,
        status=evaluation.status,
        product=_product(evaluation),
        release=evaluation.release_id,
        method=evaluation.method,
        paths=paths,
        growth_model=evaluation.growth_model,
        priorities=tuple(tuple(group) for group in evaluation.priorities) if evaluation.priorities else None,
        answers_version=evaluation.answers_version,
        answers=kept,
        changed_at=_latest_change(evaluation, asked, kept),
    )


def _kept(row: Answer) -> AnswerValue:
    return AnswerValue(
        level=row.level,
        grade=row.grade,
        na=row.na,
        na_reason=row.na_reason,
        designable=row.designable,
        note=row.note,
        evidence_url=row.evidence_url,
        text=row.text,
        revision=row.revision,
        version=row.version,
        changed_by=row.changed_by.shown_name if row.changed_by else "",
        changed_at=row.changed_at.astimezone(UTC),
    )


def _product(evaluation: Evaluation) -> ProductValue:
    product = evaluation.product
    return ProductValue(
        id=product.pk,
        name=product.name,
        description=product.description,
        industries=tuple(product.industries or ()),
        stage=product.stage or "",
    )


def _latest_change(evaluation: Evaluation, asked: Checklist, answers: Mapping[str, AnswerValue]) -> datetime:
    """Never the time of a request: asked for twice, a report must carry one date."""
    answered = [answer.changed_at for key, answer in answers.items() if asked.find(key) is not None]
    moved = [at for at in (evaluation.submitted_at, evaluation.archived_at) if at is not None]
    latest: datetime = max([evaluation.changed_at, evaluation.product.updated_at, *moved, *answered])
    return latest.astimezone(UTC)
