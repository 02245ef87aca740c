"""What the endpoints of answers take."""

from typing import Annotated, Any

from pydantic import Field

from distmap.api.bodies import Body
from evaluations.answers.rules import MOST_AT_ONCE
from evaluations.inputs import AnswerInput
from evaluations.work.api.requests import MAY_BE_ABSENT

Level = Annotated[int | None, Field(description="0 to 4, or null: unanswered.")]
Grade = Annotated[str | None, Field(max_length=200, description="measured, observed, reported or assumed.")]


class AnswerBody(Body):
    """The answer to one item. Level, grade, na, na_reason and designable replace each other's stored values
    together as soon as one of them is named; note, evidence_url and text stay unless named."""

    key: Annotated[str, Field(max_length=200, description="An item of the checklist.")]
    level: Level = MAY_BE_ABSENT
    grade: Grade = MAY_BE_ABSENT
    na: bool | None = MAY_BE_ABSENT
    na_reason: str | None = MAY_BE_ABSENT
    designable: bool | None = MAY_BE_ABSENT
    note: str | None = MAY_BE_ABSENT
    evidence_url: str | None = MAY_BE_ABSENT
    text: str | None = MAY_BE_ABSENT
    version: Annotated[
        int | None, Field(ge=0, description="The version that this answer replaces: 409 if there is another.")
    ] = MAY_BE_ABSENT

    def as_input(self) -> AnswerInput:
        return AnswerInput.of(self.key, version=self.version, **self._fields())

    def _fields(self) -> dict[str, Any]:
        return {name: value for name, value in self.given().items() if name not in {"key", "version"}}


class NewAnswers(Body):
    """Answers to store, all or none of them."""

    answers: Annotated[list[AnswerBody], Field(max_length=MOST_AT_ONCE)]
