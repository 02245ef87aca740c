"""What the endpoints of snapshots answer with."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import Field

from distmap.api.responses import Shape
from evaluations import models
from evaluations.answers.api.responses import ItemKey, Rating
from evaluations.decisions.api.responses import DecisionValue, OutcomeKey
from evaluations.results.api.issued_responses import IssuedResult
from evaluations.results.api.responses import Result
from evaluations.scoring import method2
from evaluations.versions import differences, timeline, values
from evaluations.versions.api.dissent_responses import Dissent
from evaluations.versions.differences.answers import fields_of
from evaluations.versions.queries import snapshot_headline
from evaluations.vocabulary import DecisionKey
from evaluations.wording import Scored
from evaluations.work.api.responses import Headline, Progress
from workspaces.api.responses import Person, TokenName


class Snapshot(Shape):
    """An immutable, named copy of an evaluation."""

    id: UUID
    evaluation: UUID
    number: Annotated[int, Field(description="From 1, in the order in which they were taken.")]
    name: str
    taken_by: Person | None
    taken_at: datetime
    release: Annotated[str, Field(description="The catalog release in whose words it was answered.")]
    method: str
    headline: Headline | None
    progress: Progress
    document_sha256: Annotated[str, Field(description="Of everything that it keeps.")]
    inputs_sha256: Annotated[str, Field(description="Of the scoring inputs.")]

    @classmethod
    def of(cls, row: models.Snapshot, **more: Any) -> Self:
        """A snapshot as a list shows it. `more` are the fields of a subclass."""
        return cls(
            id=row.pk,
            evaluation=row.evaluation_id,
            number=row.number,
            name=row.name,
            taken_by=Person.of(row.taken_by),
            taken_at=row.taken_at,
            release=row.release.version,
            method=row.method,
            headline=snapshot_headline(row),
            progress=Progress.of(row.answered, row.total),
            document_sha256=row.document_sha256,
            inputs_sha256=row.inputs_sha256,
            **more,
        )


class TimelineEntry(Shape):
    """Something that happened to an evaluation. What does not belong to its kind is null."""

    id: UUID
    kind: Literal[
        "submitted", "reopened", "archived", "deleted", "restored", "method_changed", "release_changed",
        "snapshot", "decided", "decision_changed", "action_changed", "outcome_recorded", "outcome_withdrawn",
    ]  # fmt: skip
    at: datetime
    by: Person | None
    token: TokenName | None
    snapshot: Annotated[int | None, Field(description="The number of the one that was taken.")]
    decision_version: Annotated[int | None, Field(description="As the decision's history counts it.")]
    path: Annotated[str | None, Field(description="The one that was decided on.")]
    decision: DecisionKey | None
    outcome: OutcomeKey | None
    method: Annotated[str | None, Field(description="The one that it was moved to.")]
    release: Annotated[str | None, Field(description="The version of the catalog that it was moved to.")]

    @classmethod
    def of(cls, row: timeline.TimelineEntry) -> Self:
        """What happened, and the snapshot or the version of the decision that it led to."""
        taken = row if isinstance(row, models.Snapshot) else getattr(row, "snapshot", None)
        change = row if isinstance(row, models.DecisionChange) else None
        return cls(
            id=row.pk,
            kind=timeline.entry_kind(row),
            at=row.taken_at if isinstance(row, models.Snapshot) else row.at,
            by=Person.of(row.taken_by if isinstance(row, models.Snapshot) else row.user),
            token=None if isinstance(row, models.Snapshot) else TokenName.of(row.token),
            snapshot=taken.number if taken else None,
            decision_version=change.version if change else None,
            path=change.document["path"] if change else None,
            decision=change.document["decision"] if change else None,
            outcome=(change.outcome or None) if change else None,
            method=(row.method or None) if isinstance(row, models.StatusChange) else None,
            release=(row.release or None) if isinstance(row, models.StatusChange) else None,
        )


class ProductValue(Shape):
    """The product as it was described."""

    id: UUID
    name: str
    description: str
    industries: list[str]
    stage: str | None

    @classmethod
    def of(cls, value: values.ProductValue) -> Self:
        return cls(
            id=value.id,
            name=value.name,
            description=value.description,
            industries=value.industries,
            stage=value.stage or None,
        )


class SnapshotState(Shape):
    """What was judged, and how."""

    title: str
    status: Literal["draft", "submitted", "archived"]
    product: ProductValue
    paths: list[str]
    growth_model: str | None
    priorities: list[list[str]] | None
    answers_version: int
    changed_at: Annotated[datetime, Field(description="The latest change that it holds.")]

    @classmethod
    def of(cls, version: values.EvaluationVersion) -> Self:
        return cls(
            title=version.title,
            status=version.status,
            product=ProductValue.of(version.product),
            paths=version.paths,
            growth_model=version.growth_model,
            priorities=version.priorities or None,
            answers_version=version.answers_version,
            changed_at=version.changed_at,
        )


class AnswerValue(Rating, ItemKey):
    """An answer as it stood."""

    version: int
    revision: Annotated[str, Field(description="Of the item as it was worded when it was answered.")]
    changed_by: Annotated[str | None, Field(description="The name that was shown then.")]
    changed_at: datetime

    @classmethod
    def of_value(cls, key: str, value: values.AnswerValue) -> Self:
        return cls.of(
            key,
            fields_of(value),
            key=key,
            version=value.version,
            revision=value.revision,
            changed_by=value.changed_by or None,
            changed_at=value.changed_at,
        )


class WholeSnapshot(Snapshot):
    """Everything that a snapshot keeps. It never changes."""

    state: SnapshotState
    answers: Annotated[list[AnswerValue], Field(description="To the items on the checklist, in its order.")]
    keeps_decision: Annotated[
        bool, Field(description="False for one that was taken before snapshots kept the decision.")
    ]
    decision: Annotated[
        DecisionValue | None, Field(description="The one that stood when it was taken; null: none did.")
    ]
    dissent: Annotated[Dissent | None, Field(description="As it was then; null: it was not kept yet.")]
    result: Annotated[Result | IssuedResult, Field(description="By the method of that time.")]

    @classmethod
    def of(cls, row: models.Snapshot, **more: Any) -> Self:
        side = differences.side_of(row)
        version = side.state
        asked = version.checklist
        return super().of(
            row,
            state=SnapshotState.of(version),
            answers=[
                AnswerValue.of_value(key, version.answers[key])
                for key in asked.items
                if key in version.answers
            ],
            keeps_decision=version.record is not None,
            decision=DecisionValue.of_value(version.decision) if version.decision else None,
            dissent=Dissent.of(version.dissent) if version.dissent else None,
            result=_result(side),
            **more,
        )


def _result(side: differences.Side) -> Result | IssuedResult:
    """The result of the method of that time, with the names of its keys and its sentences."""
    catalog, asked, counted = side.state.catalog, side.state.checklist, side.state.answers_version
    if isinstance(side.result, method2.Result):
        return IssuedResult.of(side.result, catalog=catalog, asked=asked, answers_version=counted)
    if not isinstance(side.scored, Scored):
        raise TypeError("A result of method 1 is told in its own words.")
    return Result.of(side.scored, catalog=catalog, asked=asked, answers_version=counted)
