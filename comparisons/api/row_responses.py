"""The rows of a comparison's result, as the schema publishes them: one for each path and one for each item."""

from typing import Annotated, Literal

from pydantic import Field

from distmap.api.responses import Shape
from evaluations.results.api.responses import Dimension, Share
from evaluations.vocabulary import ClassKey, GradeKey, ItemKind, VerdictKey

ComparisonKind = Literal["over_time", "subjects", "raters"]
Place = Annotated[int, Field(ge=0, le=11, description="A member's position, from 0.")]
Difference = Annotated[float, Field(ge=-1, le=1)]
MemberState = Literal["present", "deleted"]


class ComparedEnds(Shape):
    """A range with its point."""

    lo: Share
    point: Share
    hi: Share


class Bands(Shape):
    """The nearest answer levels: the finest difference between subjects."""

    lo: int
    point: int
    hi: int


class CellCoverage(Shape):
    """How much of a cell is known, and how much was seen or measured."""

    fit: Share
    support: Share
    evidence_fit: Share
    evidence_support: Share


class PathCell(Shape):
    """One path of one member. `state` says why there are no figures, or only fit."""

    state: Annotated[
        Literal["whole", "fit_only", "not_applicable", "not_chosen", "deleted", "other_method"],
        Field(
            description="`other_method`: judged by another method than the base, so no figure is compared."
        ),
    ]
    verdict: VerdictKey | None
    fights: bool | None
    F: ComparedEnds | None
    S: ComparedEnds | None
    V: ComparedEnds | None
    bands: Bands | None
    binding: list[str] | None
    coverage: CellCoverage | None
    likelihood: Annotated[
        Literal["settled", "very likely", "likely", "open"] | None, Field(description="Method 2 alone.")
    ] = None
    confidence: Annotated[
        Share | None,
        Field(description="How far the verdict holds; method 2 alone, null where an open question decides."),
    ] = None
    reason: Annotated[str | None, Field(description="Why the verdict is withheld; method 2 alone.")] = None
    lean: Annotated[
        ClassKey | None, Field(description="Which way a withheld verdict leans; method 2 alone.")
    ] = None
    lean_chance: Annotated[Share | None, Field(description="How likely that is.")] = None


class FitAgainstBase(Shape):
    """A change of fit against the base. The contributions and the cap effect sum to `change`."""

    change: Difference
    contributions: dict[Dimension, Difference]
    cap_effect: Difference
    interval: list[Difference]
    clear: Annotated[bool, Field(description="The interval excludes 0.")]
    P_up: Annotated[Share | None, Field(description="Not there under method 2, which draws no chance.")] = (
        None
    )
    likelihood: Annotated[
        Literal["very likely up", "likely up", "no clear change", "likely down", "very likely down"] | None,
        Field(description="Not there under method 2."),
    ] = None


class ComparedStages(Shape):
    """Why an issued verdict is another one: the first stage that differs from `before` is the `step`."""

    before: VerdictKey
    learned: VerdictKey
    changed: VerdictKey
    catalog: VerdictKey
    step: Literal["learned", "changed", "catalog"] | None


class Transition(Shape):
    """A verdict of the base, and this member's."""

    from_: Annotated[VerdictKey, Field(alias="from")]
    to: VerdictKey


class ValueChange(Shape):
    """How far an answer's point moved: by another level, and by another grade."""

    answer: Difference | None
    evidence: Difference | None


class ItemValueChange(Shape):
    """How far one answer of a path moved."""

    item: str
    answer: Difference | None
    evidence: Difference | None


class PathChange(Shape):
    """One path against the base. `F` is null where a side does not apply, `verdict` where only fit compares."""

    F: FitAgainstBase | None
    items: list[ItemValueChange] | None = None
    stages: Annotated[
        ComparedStages | None, Field(description="Method 2 alone; null where only fit compares.")
    ] = None
    verdict: Transition | None


class PathPanel(Shape):
    """The panel's verdict beside those of its raters."""

    verdict: VerdictKey
    rater_verdicts: list[VerdictKey]
    sharing: Annotated[int, Field(description="How many raters share the panel's verdict.")]
    discursive_dilemma: Annotated[
        bool, Field(description="The panel's verdict is not the raters' most common one.")
    ]
    held_by: Annotated[
        list[Place] | None, Field(description="The raters who issue it alone; method 2 alone.")
    ] = None
    disputed: Annotated[
        bool | None, Field(description="No rater issues it alone, so it is withheld; method 2 alone.")
    ] = None
    F: ComparedEnds | None
    S: ComparedEnds | None
    V: ComparedEnds | None


class PathRow(Shape):
    """One path, a cell for each member. `changes` over time, `ahead` across subjects, `panel` across raters."""

    key: str
    name: str
    differs: bool
    unknown: bool
    cells: list[PathCell]
    changes: list[PathChange | None] | None
    ahead: Annotated[
        list[list[Place]] | None, Field(description="Pairs of which the first is clearly ahead.")
    ]
    panel: PathPanel | None


class ItemCell(Shape):
    """One answer of one member, and what it leaves open."""

    state: Literal["answered", "unanswered", "not_applicable", "not_asked", "deleted"]
    level: int | None
    grade: GradeKey | None
    na: bool
    na_reason: str | None
    designable: bool
    lo: Share | None
    mid: Share | None
    hi: Share | None
    note: str | None
    evidence_url: str | None
    text: str | None
    binds: Annotated[bool, Field(description="It is what holds the support of its path back.")]
    differs: bool


class ItemPanel(Shape):
    """What a panel says to one item."""

    lo: Share
    hi: Share
    mid: Share
    na: bool
    contested: Annotated[
        bool,
        Field(
            description="The middle half spans more than one step; by method 2, that measurements or evidenced "
            "answers contradict each other."
        ),
    ]
    Cns: Share | None
    p: Annotated[
        list[Share] | None, Field(description="The chance of each level, No to Yes; method 2 alone.")
    ] = None
    evidenced: Annotated[
        bool | None, Field(description="Whether half of the weight was seen or measured; method 2 alone.")
    ] = None
    conflict: Annotated[bool | None, Field(description="As `contested`; method 2 alone.")] = None


class ItemRow(Shape):
    """One item, a cell for each member. Where `compares` is false its wordings differ: see `left_out`."""

    key: str
    kind: ItemKind
    path: str | None
    path_name: str | None
    role: str | None
    name: str
    question: str
    counts: bool
    compares: bool
    differs: bool
    unknown: bool
    cells: list[ItemCell]
    moves: list[ValueChange | None] | None
    panel: ItemPanel | None
