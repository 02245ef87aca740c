"""What the method is given: paths of a catalog, answers, a growth model and priorities."""

from collections.abc import Mapping
from dataclasses import dataclass

from .constants import EVIDENCED


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a document: where (JSON Pointer), which kind, and a sentence."""

    pointer: str
    code: str
    detail: str


class InvalidInputs(ValueError):
    """The document cannot be scored; `faults` names everything that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{fault.pointer}: {fault.detail}" for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: a level with its grade, or a panel's range, or not applicable, or nothing.

    A panel's answer (section 13) has `evidenced` and, under method 1, a range `lo` to `hi`; under method 2
    `p`, the chance of each of the five levels.
    """

    level: int | None = None
    grade: str | None = None
    na: bool = False
    lo: float | None = None
    hi: float | None = None
    evidenced: bool = False
    designable: bool = True
    p: tuple[float, ...] | None = None

    @property
    def is_answered(self) -> bool:
        """Whether a level or a panel's answer is given; "not applicable" is no answer."""
        return self.level is not None or self.is_pooled

    @property
    def is_pooled(self) -> bool:
        """Whether this is what a panel says together."""
        return self.lo is not None or self.p is not None

    @property
    def is_evidenced(self) -> bool:
        """Whether the answer rests on measurement or observation."""
        return self.evidenced if self.is_pooled else self.grade in EVIDENCED


UNANSWERED = Answer()


@dataclass(frozen=True, slots=True)
class Path:
    """A distribution path as the catalog describes it; every tuple is sorted by key.

    `provenance` says whose judgement a cell of `alignment` is, `economics` names the factors that ask about
    economics and not about design; method 1 knows neither.
    """

    key: str
    factors: tuple[tuple[str, str], ...]
    constraints: tuple[str, ...]
    surfaces: tuple[tuple[str, int], ...]
    alignment: tuple[tuple[str, int], ...]
    provenance: tuple[tuple[str, str], ...] = ()
    economics: tuple[str, ...] = ()

    @property
    def factor_items(self) -> tuple[tuple[str, str], ...]:
        """Item id and role of each factor."""
        return tuple((f"{self.key}/{factor}", role) for factor, role in self.factors)

    @property
    def constraint_items(self) -> tuple[str, ...]:
        """Item ids of the constraints."""
        return tuple(f"{self.key}!{constraint}" for constraint in self.constraints)

    @property
    def surface_items(self) -> tuple[tuple[str, int], ...]:
        """Item id and relevance of each linked surface."""
        return tuple((f"surface/{surface}", relevance) for surface, relevance in self.surfaces)

    @property
    def alignment_item(self) -> str:
        """Item id of the growth-model match."""
        return f"{self.key}@alignment"

    @property
    def items(self) -> tuple[str, ...]:
        """Every item id that this path uses."""
        factors = tuple(item for item, _ in self.factor_items)
        surfaces = tuple(item for item, _ in self.surface_items)
        return (*factors, *surfaces, *self.constraint_items, self.alignment_item)


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a score depends on, in canonical order: paths by key, answers by item id.

    `answers` holds only items that some path uses and that differ from an unanswered, designable one.
    """

    paths: tuple[Path, ...]
    answers: Mapping[str, Answer]
    growth_model: str | None
    order: tuple[tuple[str, ...], ...] | None
    method: str = "1"

    def answer(self, item: str) -> Answer:
        """The answer to an item; an unanswered one if none was given."""
        return self.answers.get(item, UNANSWERED)
