"""Plain values that snapshots and frozen reports keep alike. Pure."""

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Said:
    """What an answer says, and whose it is: the name of whoever changed it last, as it was shown then."""

    level: int | None
    grade: str | None
    na: bool
    na_reason: str
    designable: bool
    note: str
    evidence_url: str
    text: str
    changed_by: str


def said(answer: Said) -> dict[str, Any]:
    """The same by name, to say it again in another place."""
    return {each.name: getattr(answer, each.name) for each in fields(Said)}


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """A figure and what it has come to, by a day (YYYY-MM-DD), for the path to be stopped."""

    metric: str
    threshold: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Axis:
    low: float
    point: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """What the method said of the path when it was decided; the numbers are null where no question applied."""

    verdict: str
    lean: str | None
    likelihood: str | None
    confidence: float | None
    how_sure: str
    sentence: str
    fights: bool
    fit: Axis | None
    support: Axis | None
    release: str
    method: str
    inputs_sha256: str


@dataclass(frozen=True, kw_only=True)
class IssuedForecast(Forecast):
    """The same of method 2: what was issued, and the lean where it was withheld (null where a verdict was issued).

    `lean_chance`: how likely the lean was. `K`: the chance of each class of action, by its key; null where no question
    applied. When every answer of the path was measured later, they are held against the class that came.
    """

    lean_chance: float | None
    K: dict[str, float] | None


AnyForecast = IssuedForecast | Forecast
"""As kept by either method. Read in this order: that of method 2 has more in it."""


@dataclass(frozen=True, kw_only=True)
class HeldRating:
    """How one person last rated a question, when, and what they noted with it. `who` is the name shown then."""

    who: str
    level: int | None
    grade: str | None
    na: bool
    na_reason: str
    note: str
    at: str


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """A question on which somebody last gave another answer than the one that stands, and never took it back.

    `distance` in levels; None where one of the two says that the question does not apply.
    """

    item: str
    distance: int | None
    standing: HeldRating
    held: HeldRating


@dataclass(frozen=True, kw_only=True)
class Dissent:
    """Who holds another answer than the one that stands, the largest distance first.

    `people` have worked on the answers; `ratings` differ from what stands, on `items` questions. `shown` has the
    first of them: the rest is in the history of the answers.
    """

    people: int
    items: int
    ratings: int
    shown: tuple[Disagreement, ...]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.ratings - len(self.shown)


def moment(at: datetime) -> str:
    """A time as documents write it: RFC 3339 in UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
