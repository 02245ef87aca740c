"""One path in the result of a comparison: its cells, its changes against the base, and its panel. Frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass

from evaluations.scoring.method1.comparing import FitChange, ItemMove, OneSided, PathChange, VerdictChange
from evaluations.scoring.method1.panel import PanelVerdicts

Pair = tuple[int, int]
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """A figure from 0 to 1 at the low end of all ranges, at their middle, and at the high end."""

    lo: float
    point: float
    hi: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """The same as the nearest answer levels, 0 to 4."""

    lo: int
    point: int
    hi: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Shares from 0 to 1: of fit and support what is answered, and what was seen or measured."""

    fit: float
    support: float
    evidence_fit: float
    evidence_support: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PathCell:
    """One path at one member. `state`: `whole`, or why it is not: `fit_only`, `not_applicable`, `not_chosen`,
    `deleted`, `other_method`; what the state leaves without a figure is None."""

    state: str
    verdict: str | None = None
    fights: bool | None = None
    F: Ends | None = None
    S: Ends | None = None
    V: Ends | None = None
    bands: Bands | None = None
    binding: tuple[str, ...] | None = None
    coverage: Coverage | None = None

    def figure(self, part: str) -> Ends | None:
        """`F`, `S` or `V` by its name."""
        found: Ends | None = getattr(self, part)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedCell(PathCell):
    """The same of method 2, where it is whole: how far an issued verdict holds, and the lean of a withheld one."""

    likelihood: str
    confidence: float | None
    reason: str | None
    lean: str | None
    lean_chance: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedFitChange:
    """How far fit moved by method 2, with answers as said: its parts sum to it, and it is clear or it is not."""

    change: float
    contributions: Mapping[str, float]
    cap_effect: float
    interval: Interval
    clear: bool

    @property
    def certainty(self) -> str:
        """In words what is known of it."""
        return "clear" if self.clear else "no clear change"


@dataclass(frozen=True, slots=True, kw_only=True)
class StagesOfVerdict:
    """What is issued before, with what was learned, with what changed, and in the later catalog; `step` names the
    first of them that brings another verdict, None where it stays."""

    before: str
    learned: str
    changed: str
    catalog: str
    step: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedChange:
    """What changed on one path by method 2. `stages` and `verdict` are None where only fit compares."""

    F: IssuedFitChange | None
    stages: StagesOfVerdict | None
    verdict: VerdictChange | None

    @property
    def items(self) -> tuple[ItemMove, ...]:
        """By method 2 an answer is what was said: how far it moved is seen in the answers themselves."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedPanelPath:
    """What a panel issues on one path by method 2. `disputed`: no rater issues it alone, so it is withheld.
    `held_by`: the places of the raters who do."""

    verdict: str
    disputed: bool
    rater_verdicts: tuple[str, ...]
    held_by: tuple[int, ...]
    F: Ends | None
    S: Ends | None
    V: Ends | None

    @property
    def sharing(self) -> int:
        """How many raters issue the panel's verdict alone."""
        return len(self.held_by)

    @property
    def discursive_dilemma(self) -> bool:
        """A verdict that no rater holds is withheld as disputed instead."""
        return False

    def figure(self, part: str) -> Ends | None:
        """`F`, `S` or `V` by its name."""
        found: Ends | None = getattr(self, part)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelPath(PanelVerdicts):
    """What the panel of all raters comes to on one path, beside the verdicts of the raters alone."""

    F: Ends | None
    S: Ends | None
    V: Ends | None

    def figure(self, part: str) -> Ends | None:
        """`F`, `S` or `V` by its name."""
        found: Ends | None = getattr(self, part)
        return found


AnyPanelPath = IssuedPanelPath | PanelPath
AnyFitChange = IssuedFitChange | FitChange
AnyChange = IssuedChange | PathChange | OneSided


@dataclass(frozen=True, slots=True, kw_only=True)
class PathRow:
    """One path that some member has. `changes` against the base (over time), `ahead` pairs of places of which the
    first is clearly ahead (subjects), `panel` (raters); None in the other kinds."""

    key: str
    name: str
    differs: bool
    unknown: bool
    cells: tuple[IssuedCell | PathCell, ...]
    changes: tuple[IssuedChange | PathChange | OneSided | None, ...] | None
    ahead: tuple[Pair, ...] | None
    panel: IssuedPanelPath | PanelPath | None

    def change(self, place: int) -> IssuedChange | PathChange | OneSided | None:
        """The change at one member against the base; None where there is none to tell."""
        return self.changes[place] if self.changes else None
