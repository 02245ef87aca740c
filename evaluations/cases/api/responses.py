"""What the endpoints of judged cases answer with."""

from typing import Annotated, Literal, Self

from pydantic import Field

from distmap.api.responses import Shape
from evaluations.cases.queries import PLAIN
from evaluations.scoring.history import METHODS, CaseRow
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

    @classmethod
    def of(cls, row: CaseRow) -> Self:
        found = {method: row.runs[method, PLAIN] for method in METHODS}
        return cls(
            case=row.case,
            path=row.path,
            accepted=list(row.accepted),
            best=row.best,
            methods={
                method: JudgedBy(
                    verdict=judged.verdict, lean=judged.lean if judged.reason else None, holds=judged.holds
                )
                for method, judged in found.items()
            },
        )


class BackTest(Shape):
    """Every case of a release judged by both methods as it stood."""

    release: str
    counts: Annotated[dict[str, dict[str, int]], Field(description="By method: how many agree, and so on.")]
    cases: list[BackTestRow]
