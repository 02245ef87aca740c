"""The result of a comparison: everything that its views, its exports and its report show. Frozen values.

Places count the members from 0, in their order; `cells`, `changes`, `moves` and the like have one entry for each
member, also for those that were deleted. Figures are those of the method, rounded as it stores them. Written as JSON
by `evaluations.scoring.plain`, field by field in this order; a report's frozen document holds it and is read back
from it.
"""

from dataclasses import dataclass
from datetime import datetime

from comparisons.paths import PathRow
from evaluations.scoring.agreement import Alpha
from evaluations.scoring.method1.panel import ItemAgreement
from evaluations.scoring.method2.alpha import Alpha as IntervalAlpha
from evaluations.vocabulary import METHOD_1

Pair = tuple[int, int]
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledItem:
    """What a panel says to one item by method 2: the chance of each level, pooled by the weight of evidence, and the
    range of levels that are possible. `conflict`: measurements, or evidenced answers two steps apart, contradict each
    other."""

    lo: float
    mid: float
    hi: float
    p: tuple[float, ...]
    evidenced: bool
    na: bool
    conflict: bool
    Cns: float | None

    @property
    def contested(self) -> bool:
        """Whether it is to be settled before anybody acts on the panel."""
        return self.conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCell:
    """One answer at one member. `state`: `answered`, `unanswered`, `not_applicable`, `not_asked` or `deleted`. `lo`,
    `mid` and `hi` are the range that it leaves. `differs` from the base's; `binds`: it holds support back there."""

    state: str
    level: int | None = None
    grade: str | None = None
    na: bool = False
    na_reason: str | None = None
    designable: bool = True
    lo: float | None = None
    mid: float | None = None
    hi: float | None = None
    note: str | None = None
    evidence_url: str | None = None
    text: str | None = None
    binds: bool = False
    differs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """How far an answer's point moved against the base, by another level and by other evidence."""

    answer: float | None
    evidence: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One question that some member asks. `moves` (over time) and `panel` (raters) are None in the other kinds."""

    key: str
    kind: str
    path: str | None
    path_name: str | None
    role: str | None
    name: str
    question: str
    counts: bool
    compares: bool
    differs: bool
    unknown: bool
    cells: tuple[ItemCell, ...]
    moves: tuple[Moved | None, ...] | None
    panel: PooledItem | ItemAgreement | None

    def move(self, place: int) -> Moved | None:
        """How far it moved at one member against the base; None where it did not."""
        return self.moves[place] if self.moves else None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfProduct:
    """The product that a member is of."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfSnapshot:
    """The snapshot that a member is; none where it is the evaluation as it stands."""

    id: str
    number: int
    name: str
    taken_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A growth model by key and name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Of `total` questions so many are answered."""

    answered: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberHead:
    """Who is compared. `state`: `present` or `deleted`, of which only letter, alias and title are known."""

    letter: str
    alias: str
    title: str
    state: str
    evaluation: str | None
    product: OfProduct | None = None
    snapshot: OfSnapshot | None = None
    release: str | None = None
    growth_model: Declared | None = None
    changed_at: datetime | None = None
    progress: Progress | None = None
    inputs_sha256: str | None = None

    @property
    def judged_by(self) -> str:
        """The method that judges it."""
        return METHOD_1

    @property
    def is_there(self) -> bool:
        """Whether it was not deleted."""
        return self.state == "present"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadOfMethod(MemberHead):
    """The same of a member that names a method other than the first."""

    method: str

    @property
    def judged_by(self) -> str:
        return self.method


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An item that is not compared: `reason` is a key, `asked_by` the places of the members that ask it."""

    item: str
    name: str
    asked_by: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a member has in common with the base: see `evaluations.scoring.matching.Match`."""

    fit_only: tuple[str, ...]
    match_from_base: tuple[str, ...]
    only_in_base: tuple[str, ...]
    only_here: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderChange:
    """The leading path of the base and of this member, of the paths that both have whole."""

    from_: str | None
    to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PathTransition:
    """A path whose issued verdict is another at this member."""

    path: str
    from_: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedMost:
    """The path whose fit moved most, the part of it that moved most (a dimension or `cap_effect`), and the answer."""

    path: str
    change: float
    part: str
    by: float
    item: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChange:
    """A member against the base, as a whole. `tau_b` from -1 to 1 compares the orders of the paths."""

    tau_b: float | None
    leader_changed: bool
    leader: LeaderChange
    verdicts_changed: tuple[PathTransition, ...]
    moved_most: MovedMost | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverTimePart:
    """`ranks`: for each member the places, from 1, of the `ranked` paths that all members have whole."""

    ranked: tuple[str, ...]
    ranks: tuple[tuple[int, ...] | None, ...]
    members: tuple[MemberChange | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearlyAhead:
    """One member clearly ahead of another, and on which paths."""

    ahead: int
    behind: int
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectsPart:
    """Who is clearly ahead of whom."""

    ahead: tuple[ClearlyAhead, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RatersPart:
    """How far the raters agree: `rated` items and `paths` in all, and the keys of those that are contested, of one
    verdict, and of a panel's verdict that is not the most common one."""

    raters: int
    alpha: IntervalAlpha | Alpha
    contested: tuple[str, ...]
    rated: int
    paths: int
    unanimous: tuple[str, ...]
    discursive_dilemma: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedRatersPart(RatersPart):
    """The same of method 2: of `contested` items the measurements conflict; `disputed` are the paths whose verdict no
    rater issues alone."""

    disputed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonResult:
    """The whole. `base` is None when no member is left; of the three parts only the kind's own is there."""

    kind: str
    base: int | None
    method: str
    priorities: tuple[tuple[str, ...], ...] | None
    members: tuple[HeadOfMethod | MemberHead, ...]
    paths: tuple[PathRow, ...]
    factors: tuple[ItemRow, ...]
    constraints: tuple[ItemRow, ...]
    matches: tuple[ItemRow, ...]
    surfaces: tuple[ItemRow, ...]
    rule: tuple[ItemRow, ...]
    left_out: tuple[LeftOut, ...]
    grounds: tuple[Ground | None, ...]
    over_time: OverTimePart | None
    subjects: SubjectsPart | None
    raters: IssuedRatersPart | RatersPart | None
    headline: str = ""
    sentences: tuple[str, ...] = ()

    @property
    def has_part(self) -> bool:
        """Whether there is something that its kind says as a whole."""
        return any((self.over_time, self.subjects, self.raters))

    @property
    def there(self) -> list[MemberHead]:
        """The members that were not deleted."""
        return [member for member in self.members if member.is_there]

    def items(self, group: str) -> tuple[ItemRow, ...]:
        """`factors`, `constraints`, `matches`, `surfaces` or `rule` by its name."""
        found: tuple[ItemRow, ...] = getattr(self, group)
        return found
