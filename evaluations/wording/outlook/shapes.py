"""What the result says of an evaluation, in words a board would use; the same shapes under either method."""

from dataclasses import dataclass

from evaluations.vocabulary import BAR_HIGH, FIGHTS, FIND_OUT_FIRST, PARK, VERDICT_WORDS
from evaluations.wording.paths import Axis


@dataclass(frozen=True, kw_only=True)
class Basis:
    """How many answers of a path were seen or measured, are only reported or assumed, and are open."""

    seen: int
    said: int
    open: int

    @property
    def total(self) -> int:
        return self.seen + self.said + self.open


@dataclass(frozen=True, kw_only=True)
class Consequence:
    """What some levels of one answer lead to: a verdict, or on to the next check (`verdict` is then empty)."""

    when: str
    verdict: str
    said: str


@dataclass(frozen=True, kw_only=True)
class CheckWords:
    """One measurement of a road: the item, and what its outcomes do."""

    item: str
    name: str
    consequences: tuple[Consequence, ...]


@dataclass(frozen=True, kw_only=True)
class Road:
    """The shortest list of checks that settles a path, and the verdict that follows if all come out as said.

    `declares`: the name of the growth model that has to be declared besides; empty where none has.
    """

    title: str
    lead: str
    checks: tuple[CheckWords, ...]
    verdict: str
    declares: str = ""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An item with how it stands: “No repeated member value: under control, slightly”."""

    item: str
    name: str
    said: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """Something that would change a verdict: the sentence, the items it names, and the verdict that follows."""

    said: str
    items: tuple[str, ...]
    verdict: str


@dataclass(frozen=True, kw_only=True)
class PathOutlook:
    """One path. `lean`: the verdict that a withheld one leans to; `chance`: how likely that is."""

    key: str
    name: str
    verdict: str
    fights: bool
    lean: str | None
    chance: float | None
    sure: str
    beneath: str
    why: str
    fit: Axis | None
    support: Axis | None
    figures: str
    binding: tuple[Standing, ...]
    binds: str
    unknown: str
    basis: Basis | None
    short: tuple[Standing, ...] = ()
    upward: Change | None = None
    downward: Change | None = None
    relief: Change | None = None
    design: Change | None = None
    road: Road | None = None
    priorities: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def is_supported(self) -> bool:
        """Whether what the path needs is in place."""
        return self.support is not None and self.support.point >= BAR_HIGH

    @property
    def word(self) -> str:
        return VERDICT_WORDS[self.verdict]

    @property
    def is_withheld(self) -> bool:
        return self.verdict == FIND_OUT_FIRST

    @property
    def tone(self) -> str:
        """Whose colour its mark has: the verdict's, or that of the lean."""
        return self.lean if self.is_withheld and self.lean else self.verdict

    @property
    def icon(self) -> str:
        """The name of its mark."""
        if self.is_withheld and self.lean:
            return f"{self.lean}-lean"
        return FIGHTS if self.verdict == PARK and self.fights else self.verdict
