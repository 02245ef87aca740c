"""What the endpoints of judged cases answer with."""

from typing import Annotated, Literal

from pydantic import Field

from distmap.api.responses import Shape
from evaluations.vocabulary import ClassKey, VerdictKey

Holds = Annotated[
    Literal["agree", "wrong", "open", "other"],
    Field(description="History accepts the verdict, refutes it, or neither; open: the method withholds one."),
]


class JudgedBy(Shape):
    """What a method issues for a case as it stood."""

    verdict: VerdictKey
    lean: Annotated[ClassKey | None, Field(description="Which way a withheld verdict leans.")]
    holds: Holds


class CaseJudgement(Shape):
    """What method 2 says of a case, in sentences, against what history accepts."""

    release: str
    case: str
    verdict: VerdictKey
    sentence: str
    why: str
    further: Annotated[list[str], Field(description="What holds it back, what would change it.")]
    holds: Holds


class BackTestRow(Shape):
    """A case, and what each method issues for it."""

    case: str
    path: str
    accepted: list[VerdictKey]
    best: VerdictKey
    methods: Annotated[dict[str, JudgedBy], Field(description="By method: 1 and 2.")]


class BackTest(Shape):
    """Every case of a release judged by both methods as it stood."""

    release: str
    counts: Annotated[dict[str, dict[str, int]], Field(description="By method: how many agree, and so on.")]
    cases: list[BackTestRow]
