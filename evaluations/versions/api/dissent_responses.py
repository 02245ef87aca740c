"""How the API shows who holds another answer than the one that stands."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Self

from pydantic import Field

from distmap.api.responses import Shape
from evaluations import kept
from evaluations.vocabulary import GradeKey
from evaluations.wording import dissent_sentence


class HeldRating(Shape):
    """How one person last rated a question, and what they noted with it."""

    who: Annotated[str | None, Field(description="The name shown; null: the account is gone.")]
    level: Annotated[int | None, Field(ge=0, le=4)]
    grade: GradeKey | None
    na: bool
    na_reason: str
    note: str
    at: datetime

    @classmethod
    def of(cls, held: kept.HeldRating) -> Self:
        return cls(**asdict(held) | {"who": held.who or None})


class Disagreement(Shape):
    """A question on which somebody last gave another answer than the one that stands."""

    item: str
    distance: Annotated[
        int | None, Field(description="In levels; null where one of the two says that it does not apply.")
    ]
    standing: HeldRating
    held: HeldRating


class Dissent(Shape):
    """The largest distances first; whatever is over 12 is in the history."""

    people: Annotated[int, Field(description="How many have worked on the questions that count.")]
    items: Annotated[int, Field(description="How many questions are disagreed on.")]
    ratings: Annotated[int, Field(description="How many ratings differ from what stands.")]
    sentence: str
    shown: list[Disagreement]

    @classmethod
    def of(cls, found: kept.Dissent) -> Self:
        return cls(
            people=found.people,
            items=found.items,
            ratings=found.ratings,
            sentence=dissent_sentence(found),
            shown=[
                Disagreement(
                    item=each.item,
                    distance=each.distance,
                    standing=HeldRating.of(each.standing),
                    held=HeldRating.of(each.held),
                )
                for each in found.shown
            ],
        )
