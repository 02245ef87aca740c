"""How often verdicts came true in a workspace, by how sure they were called (counts, shares, and their ranges)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from evaluations.decisions import queries
from evaluations.scoring.calibration import wilson
from evaluations.scoring.constants import LIKELY, VERY_LIKELY
from evaluations.vocabulary import FIND_OUT_FIRST, NOT_APPLICABLE
from evaluations.wording import capitalised, show_count, show_share
from workspaces.actors import Actor

OPEN: Final = "open"
# From and to which share a verdict is called; an open one promises nothing.
CALLED: Final[Mapping[str, tuple[float, float] | None]] = {
    "settled": (1.0, 1.0),
    "very likely": (VERY_LIKELY, 1.0),
    "likely": (LIKELY, VERY_LIKELY),
    OPEN: None,
}
# Below this many counted outcomes a share says next to nothing.
ENOUGH: Final = 5


@dataclass(frozen=True, kw_only=True)
class Row:
    """The outcomes of verdicts that were called alike. Unclear ones are counted, but tell nothing of the share."""

    likelihood: str
    held: int
    failed: int
    unclear: int

    @property
    def called(self) -> tuple[float, float] | None:
        return CALLED[self.likelihood]

    @property
    def judged(self) -> int:
        """How many came out one way or the other."""
        return self.held + self.failed

    @property
    def share(self) -> float | None:
        """The share that held; None while none is judged."""
        return self.held / self.judged if self.judged else None

    @property
    def range(self) -> tuple[float, float] | None:
        """Between which shares the true one lies, at 95 % (Wilson 1927, score interval); None while none is judged."""
        return wilson(self.held, self.judged) if self.judged else None

    @property
    def is_enough(self) -> bool:
        return self.judged >= ENOUGH

    @property
    def words(self) -> str:
        """What the counts say, and no more."""
        return _words(self)


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """All rows, in order from surest to open, and how many outcomes were left out since their decision departed."""

    rows: tuple[Row, ...]
    departed: int

    @property
    def judged(self) -> int:
        return sum(row.judged for row in self.rows)

    @property
    def total(self) -> int:
        """Every outcome, counted or not."""
        return self.departed + sum(row.judged + row.unclear for row in self.rows)

    @property
    def statement(self) -> str:
        """What can be said of all of them together."""
        if self.total == 0:
            return "No decision has an outcome yet."
        if self.judged < ENOUGH:
            counted = "outcome" if self.judged == 1 else "of the outcomes"
            few = f"{capitalised(show_count(self.judged))} {counted} can be counted"
            return f"{few}, fewer than {show_count(ENOUGH)}: too few to say how far verdicts can be trusted here."
        held = sum(row.held for row in self.rows)
        return (
            f"{capitalised(show_count(held))} of {show_count(self.judged)} verdicts that were followed held."
        )


def calibrate(outcomes: Iterable[tuple[str, Mapping[str, Any]]]) -> Calibration:
    """Count outcomes: each with the decision and the forecast that were kept with it."""
    counts = {likelihood: {"held": 0, "failed": 0, "unclear": 0} for likelihood in CALLED}
    departed = 0
    for outcome, kept in outcomes:
        forecast = kept["forecast"]
        if kept["decision"] != forecast["verdict"]:
            departed += 1
            continue
        counts[_called(forecast)][outcome] += 1
    rows = tuple(Row(likelihood=likelihood, **found) for likelihood, found in counts.items())
    return Calibration(rows=rows, departed=departed)


def _called(forecast: Mapping[str, Any]) -> str:
    """A verdict that was withheld is open, however far it leans."""
    if forecast["verdict"] in {FIND_OUT_FIRST, NOT_APPLICABLE}:
        return OPEN
    return str(forecast["likelihood"])


def calibration_of(actor: Actor) -> Calibration:
    """The workspace's."""
    return calibrate(queries.outcomes(actor))


def _words(row: Row) -> str:
    if row.range is None or row.share is None:
        return "None came out one way or the other yet."
    low, high = row.range
    reach = f"{show_share(low)} to {show_share(high)} is possible"
    said = f"{row.held} of {row.judged} held ({show_share(row.share)}; {reach})"
    if not row.is_enough:
        return f"{said}. Fewer than {show_count(ENOUGH)} say next to nothing."
    if row.called is None:
        return f"{said}. An open verdict promises nothing that this could be held against."
    if high < row.called[0]:
        return f"{said}. That is less often than they were called: take such verdicts as less sure."
    if low > row.called[1]:
        return f"{said}. That is more often than they were called."
    return f"{said}. Nothing says that they are called wrongly."
