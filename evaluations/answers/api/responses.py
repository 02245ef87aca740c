"""What the endpoints of answers answer with."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from distmap.api.responses import Shape
from evaluations.vocabulary import GradeKey, ItemKind
from evaluations.work.api.responses import Progress
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


class Answer(Rating):
    """The present answer to an item; version 0 before the first."""

    key: str
    version: int
    revision: Annotated[str | None, Field(description="Of the item as it was worded when it was answered.")]
    changed_by: Person | None
    changed_at: datetime | None


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


class Answers(Shape):
    """The answers to the items on the checklist; an item that was never answered is not among them."""

    answers: list[Answer]
    answers_version: int


class SavedAnswers(Answers):
    """The answers that were sent, as they stand now."""

    progress: Progress


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
