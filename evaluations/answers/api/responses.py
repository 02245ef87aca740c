"""What the endpoints of answers answer with."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import Field

from distmap.api.responses import Shape
from evaluations import inputs, models
from evaluations.answers import operations
from evaluations.answers.operations import FIELDS, as_stored
from evaluations.answers.queries import progress_by_group
from evaluations.vocabulary import GradeKey, ItemKind
from evaluations.work.api.responses import Progress
from evaluations.work.queries import catalog_for
from workspaces.api.responses import Person, TokenName


class Rating(Shape):
    """The fields of an answer. Null where it is empty, or where the item does not take the field."""

    level: Annotated[int | None, Field(ge=0, le=4)]
    grade: GradeKey | None
    na: bool | None
    na_reason: str | None
    designable: bool | None
    note: str | None
    evidence_url: str | None
    text: str | None

    @classmethod
    def of(cls, key: str, fields: Mapping[str, Any], /, **more: Any) -> Self:
        """The rating that an item with this key has. `more` are the fields of a subclass."""
        return cls(
            level=fields["level"],
            grade=fields["grade"],
            na=None if key.startswith("rule/") else fields["na"],
            na_reason=fields["na_reason"] or None,
            designable=fields["designable"] if key.startswith("surface/") else None,
            note=fields["note"] or None,
            evidence_url=fields["evidence_url"] or None,
            text=fields["text"] or None,
            **more,
        )

    @classmethod
    def of_history(cls, key: str, fields: Mapping[str, Any] | None) -> Self | None:
        """A rating as history holds it, which may be from before a field was there."""
        return None if fields is None else cls.of(key, {name: fields.get(name) for name in FIELDS})


class ItemKey(Shape):
    """Which item."""

    key: str


class Answer(Rating, ItemKey):
    """The present answer to an item; version 0 before the first."""

    version: int
    revision: Annotated[str | None, Field(description="Of the item as it was worded when it was answered.")]
    changed_by: Person | None
    changed_at: datetime | None

    @classmethod
    def of_row(cls, key: str, row: models.Answer | None) -> Self:
        given = row if row is not None and row.version > 0 else None
        return cls.of(
            key,
            as_stored(given),
            key=key,
            version=row.version if row else 0,
            revision=given.revision if given else None,
            changed_by=Person.of(given.changed_by) if given else None,
            changed_at=given.changed_at if given else None,
        )


class Item(Shape):
    """Something to answer."""

    key: str
    kind: ItemKind
    path: str | None
    role: Annotated[str | None, Field(description="What a factor says about its path.")]
    name: str
    question: str
    anchors: Annotated[dict[str, str], Field(description="What levels 0, 2 and 4 look like in practice.")]
    probe: Annotated[str | None, Field(description="How to find out.")]
    misread: Annotated[str | None, Field(description="What not to take for an answer.")]
    revision: Annotated[str, Field(description="Changes when the question or its anchors do.")]
    counts: Annotated[bool, Field(description="Whether it is part of the progress.")]
    answer: Answer

    @classmethod
    def of(cls, item: inputs.Item, answer: models.Answer | None) -> Self:
        return cls(
            key=item.key,
            kind=item.kind,
            path=item.path,
            role=item.role or None,
            name=item.name,
            question=item.question,
            anchors={str(level): text for level, text in item.anchors.items()},
            probe=item.probe or None,
            misread=item.misread or None,
            revision=item.revision,
            counts=item.counts,
            answer=Answer.of_row(item.key, answer),
        )


class Group(Shape):
    """A path, the design map, or the operator's rule."""

    key: str
    kind: Literal["path", "surfaces", "rule"]
    name: str
    summary: str
    progress: Progress
    items: list[Item]


class Checklist(Shape):
    """Everything that an evaluation asks, with its present answers."""

    release: str
    answers_version: int
    progress: Progress
    groups: list[Group]

    @classmethod
    def of(
        cls, evaluation: models.Evaluation, asked: inputs.Checklist, answers: Mapping[str, models.Answer]
    ) -> Self:
        counted = progress_by_group(asked, answers)
        return cls(
            release=catalog_for(evaluation).version,
            answers_version=evaluation.answers_version,
            progress=Progress.of(*inputs.progress(asked, answers)),
            groups=[
                Group(
                    key=group.key,
                    kind=group.kind,
                    name=group.name,
                    summary=group.summary,
                    progress=Progress.of(*counted[group.key]),
                    items=[Item.of(item, answers.get(item.key)) for item in group.items],
                )
                for group in asked.groups
            ],
        )


class Answers(Shape):
    """The answers to the items on the checklist; an item that was never answered is not among them."""

    answers: list[Answer]
    answers_version: int

    @classmethod
    def of(
        cls, evaluation: models.Evaluation, asked: inputs.Checklist, answers: Mapping[str, models.Answer]
    ) -> Self:
        """The stored answers of the checklist, in its order."""
        return cls(
            answers=[Answer.of_row(key, answers[key]) for key in asked.items if key in answers],
            answers_version=evaluation.answers_version,
        )


class SavedAnswers(Answers):
    """The answers that were sent, as they stand now."""

    progress: Progress

    @classmethod
    def of_saved(cls, saved: operations.SavedAnswers) -> Self:
        evaluation = saved.evaluation
        return cls(
            answers=[Answer.of_row(row.item, row) for row in saved.answers],
            answers_version=evaluation.answers_version,
            progress=Progress.of(evaluation.answered, evaluation.total),
        )


class Change(Shape):
    """One changed item."""

    id: UUID
    item: str
    from_: Annotated[Rating | None, Field(alias="from")]
    to: Rating | None
    reason: Annotated[
        str | None, Field(description="Why, where nobody answered: such as growth_model_changed.")
    ]
    by: Person | None
    token: TokenName | None
    at: datetime
    request_id: str

    @classmethod
    def of(cls, row: models.AnswerChange) -> Self:
        return cls(
            id=row.pk,
            item=row.item,
            from_=Rating.of_history(row.item, row.before),
            to=Rating.of_history(row.item, row.after),
            reason=row.reason or None,
            by=Person.of(row.user),
            token=TokenName.of(row.token),
            at=row.at,
            request_id=row.request_id,
        )
