"""How good forecasts were in a workspace: two books (method 2, section 15).

*Outcomes*: whether the verdict on which something was decided held, as its verdict defined it beforehand; by how sure
it was called, and by verdict. How far a verdict holds is about answers and promises no outcome, so the two are only
compared. *Answers*: where every answer of a path was measured later, the chances that were kept with the forecast
against the class of action that came; this is what those chances promise.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from evaluations.decisions import queries
from evaluations.scoring import method2
from evaluations.scoring.calibration import (
    FEWEST_CASES,
    brier,
    brier_by_class,
    log_score,
    log_score_by_class,
    wilson,
)
from evaluations.scoring.constants import LIKELY, VERY_LIKELY
from evaluations.scoring.inputs import Inputs, Path
from evaluations.scoring.method2 import CLASSES
from evaluations.scoring.method2.terms import Matches
from evaluations.vocabulary import FIND_OUT_FIRST, HELD_IF, NOT_APPLICABLE
from evaluations.wording import capitalised, show_count, show_score, show_share
from workspaces.actors import Actor

OPEN: Final = "open"
# From and to which share a verdict is called; an open one promises nothing.
CALLED: Final[Mapping[str, tuple[float, float] | None]] = {
    "settled": (1.0, 1.0),
    "very likely": (VERY_LIKELY, 1.0),
    "likely": (LIKELY, VERY_LIKELY),
    OPEN: None,
}
# Below this many counted outcomes neither a share nor a score says anything.
ENOUGH: Final = FEWEST_CASES


@dataclass(frozen=True, kw_only=True)
class Row:
    """The outcomes of verdicts that were called alike. Unclear ones are counted, but tell nothing of the share."""

    likelihood: str
    held: int
    failed: int
    unclear: int
    # How far each verdict was said to hold, and whether it did; only of those for which it was said.
    pairs: tuple[tuple[float, bool], ...] = ()

    @property
    def brier(self) -> float | None:
        """Mean squared distance of what was said from what came, 0 best; None below `ENOUGH`."""
        return brier(self.pairs) if len(self.pairs) >= ENOUGH else None

    @property
    def log_score(self) -> float | None:
        """Mean surprise, 0 best; None below `ENOUGH`."""
        return log_score(self.pairs) if len(self.pairs) >= ENOUGH else None

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
class VerdictRow:
    """The outcomes of one issued verdict, with what "held" means of it."""

    verdict: str
    held: int
    failed: int
    unclear: int

    @property
    def held_if(self) -> str:
        """When it held, as was written down beforehand."""
        return HELD_IF[self.verdict]

    @property
    def judged(self) -> int:
        """How many came out one way or the other."""
        return self.held + self.failed

    @property
    def words(self) -> str:
        """What the counts say, and no more."""
        if not self.judged:
            return "None came out one way or the other yet."
        low, high = wilson(self.held, self.judged)
        said = f"{self.held} of {self.judged} held; {show_share(low)} to {show_share(high)} is possible"
        few = "" if self.judged >= ENOUGH else f" Fewer than {show_count(ENOUGH)} say next to nothing."
        return f"{said}.{few}"


@dataclass(frozen=True, kw_only=True)
class AnswersBook:
    """The chances that were kept with forecasts of method 2, against the class that came once all was measured.

    `cases`: chances in the order of CLASSES, and the place of the class that came.
    """

    cases: tuple[tuple[tuple[float, ...], int], ...] = ()

    @property
    def brier(self) -> float | None:
        """Over classes, from 0 (best) to 2; None below `ENOUGH` cases."""
        return brier_by_class(self.cases) if len(self.cases) >= ENOUGH else None

    @property
    def log_score(self) -> float | None:
        """Mean surprise at the class that came, 0 best; None below `ENOUGH` cases."""
        return log_score_by_class(self.cases) if len(self.cases) >= ENOUGH else None

    @property
    def words(self) -> str:
        """What is known, and no more."""
        count = len(self.cases)
        if not count:
            return "No path on which something was decided has every answer measured yet."
        has = "path has" if count == 1 else "paths have"
        said = f"{capitalised(show_count(count))} {has} every answer measured since a forecast was kept"
        brier_, log = self.brier, self.log_score
        if brier_ is None or log is None:
            return f"{said}; from {show_count(ENOUGH)} on the chances are scored."
        even_brier, even_log = brier_by_class([(_EVEN, 0)]), log_score_by_class([(_EVEN, 0)])
        better = "better" if brier_ < even_brier and log < even_log else "no better"
        return (
            f"{said}. Brier score {show_score(brier_)}, log score {show_score(log)}: {better} than saying that "
            f"every class is as likely, which gets {show_score(even_brier)} and {show_score(even_log)}."
        )


_EVEN = (1 / len(CLASSES),) * len(CLASSES)


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """All rows, in order from surest to open, and how many outcomes were left out since their decision departed.
    `verdicts`: the same outcomes by issued verdict; `answers`: the other book."""

    rows: tuple[Row, ...]
    departed: int
    verdicts: tuple[VerdictRow, ...] = ()
    answers: AnswersBook = AnswersBook()

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


def calibrate(
    outcomes: Iterable[tuple[str, Mapping[str, Any]]], answers: AnswersBook | None = None
) -> Calibration:
    """Count outcomes: each with the decision and the forecast that were kept with it."""
    followed, departed = [], 0
    for outcome, kept in outcomes:
        if kept["decision"] == kept["forecast"]["verdict"]:
            followed.append((outcome, kept["forecast"]))
        else:
            departed += 1
    return Calibration(
        rows=tuple(_row(key, [each for each in followed if _called(each[1]) == key]) for key in CALLED),
        departed=departed,
        verdicts=tuple(
            VerdictRow(verdict=key, **_counts([each for each in followed if each[1]["verdict"] == key]))
            for key in HELD_IF
        ),
        answers=answers or AnswersBook(),
    )


Outcome = tuple[str, Mapping[str, Any]]


def _row(likelihood: str, outcomes: Sequence[Outcome]) -> Row:
    said = [(forecast.get("confidence"), outcome) for outcome, forecast in outcomes if likelihood != OPEN]
    pairs = tuple(
        (chance, outcome == "held") for chance, outcome in said if chance is not None and outcome in _TOLD
    )
    return Row(likelihood=likelihood, pairs=pairs, **_counts(outcomes))


_TOLD = ("held", "failed")


def _counts(outcomes: Sequence[Outcome]) -> dict[str, int]:
    told = [outcome for outcome, _ in outcomes]
    return {key: told.count(key) for key in ("held", "failed", "unclear")}


def _called(forecast: Mapping[str, Any]) -> str:
    """A verdict that was withheld is open, however far it leans."""
    if forecast["verdict"] in {FIND_OUT_FIRST, NOT_APPLICABLE}:
        return OPEN
    return str(forecast["likelihood"])


def calibration_of(actor: Actor) -> Calibration:
    """The workspace's."""
    return calibrate(queries.outcomes(actor), AnswersBook(cases=tuple(_cases(actor))))


def _cases(actor: Actor) -> Iterator[tuple[tuple[float, ...], int]]:
    """The paths of which every answer was measured since their forecast was kept, each with its class now."""
    for state, decision in queries.forecasts_with_chances(actor):
        inputs, chances = state.inputs, decision.forecast["K"]
        path = next((path for path in inputs.paths if path.key == decision.path), None)
        if path is None or not chances or not _is_measured(inputs, path):
            continue
        judged = method2.judgement_of(inputs).paths[path.key]
        if judged is not None and _is_match_known(judged.terms.matches):
            yield tuple(chances[name] for name in CLASSES), judged.ends.point.code


def _is_match_known(matches: Matches) -> bool:
    """The catalog's own cell is no answer that anybody could measure; one that was set for the path is."""
    return matches.is_known and (not matches.overridden or matches.known[0].measured)


def _is_measured(inputs: Inputs, path: Path) -> bool:
    """Whether every answer of a path that applies was measured; the match is looked at by itself."""
    asked = [inputs.answer(item) for item in path.items if item != path.alignment_item]
    return all(answer.na or answer.grade == "measured" for answer in asked)


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
        return f"{said}. That is less often than they were called: take such verdicts as less sure.{_scores(row)}"
    if low > row.called[1]:
        return f"{said}. That is more often than they were called.{_scores(row)}"
    return f"{said}. Nothing says that they are called wrongly.{_scores(row)}"


def _scores(row: Row) -> str:
    """The proper scores, beside what saying one half every time would get."""
    if row.brier is None or row.log_score is None:
        return ""
    return f" Brier score {show_score(row.brier)} (one half gets 0.25), log score {show_score(row.log_score)} (0.69)."
