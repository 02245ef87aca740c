"""What the endpoints of products and evaluations answer with."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field

from distmap.api.responses import Shape
from evaluations import models
from evaluations.vocabulary import ClassKey, VerdictKey
from evaluations.work.queries import catalog_for, headline_of, path_keys
from workspaces.api.responses import Person


class Product(Shape):
    """What is to be distributed."""

    id: UUID
    name: str
    description: str
    growth_model: Annotated[str | None, Field(description="A key, or null: undeclared.")]
    industries: list[str]
    stage: Literal["idea", "launch", "growth", "mature"] | None
    created_by: Person | None
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, row: models.Product) -> Self:
        return cls(
            id=row.pk,
            name=row.name,
            description=row.description,
            growth_model=row.growth_model,
            industries=row.industries,
            stage=row.stage,
            created_by=Person.of(row.created_by),
            created_at=row.created_at,
            updated_at=row.updated_at,
        )


class Progress(Shape):
    """Factors and constraint of the chosen paths, and the surfaces that one of them leans on."""

    answered: Annotated[int, Field(description="Rated, or not applicable.")]
    total: int

    @classmethod
    def of(cls, answered: int, total: int) -> Self:
        return cls(answered=answered, total=total)


class Headline(Shape):
    """The path to speak of first."""

    path: str
    verdict: VerdictKey
    confidence: Annotated[
        float | None, Field(description="Null, under method 2, while an open question decides.")
    ]
    lean: Annotated[
        ClassKey | None, Field(description="Which way a withheld verdict leans; null under method 1.")
    ] = None
    lean_share: Annotated[float | None, Field(description="The chance of that, from 0 to 1.")] = None


class Evaluation(Shape):
    """A product's chosen paths, judged under one catalog release and one method."""

    id: UUID
    title: str
    status: Literal["draft", "submitted", "archived"]
    product: UUID
    paths: list[str]
    growth_model: str | None
    priorities: list[list[str]] | None
    release: str
    method: str
    progress: Progress
    headline: Annotated[
        Headline | None, Field(description="Null before the first scoring and without a verdict.")
    ]
    stale: Annotated[bool, Field(description="Whether the headline is older than the answers.")]
    answers_version: Annotated[int, Field(description="Counts changes of what is scored.")]
    created_by: Person | None
    created_at: datetime
    updated_at: datetime
    submitted_at: datetime | None
    archived_at: datetime | None

    @classmethod
    def of(cls, row: models.Evaluation) -> Self:
        return cls(
            id=row.pk,
            title=row.title,
            status=row.status,
            product=row.product_id,
            paths=path_keys(row),
            growth_model=row.growth_model,
            priorities=row.priorities,
            release=catalog_for(row).version,
            method=row.method,
            progress=Progress.of(row.answered, row.total),
            headline=headline_of(row),
            stale=row.is_stale,
            answers_version=row.answers_version,
            created_by=Person.of(row.created_by),
            created_at=row.created_at,
            updated_at=row.changed_at,
            submitted_at=row.submitted_at,
            archived_at=row.archived_at,
        )
