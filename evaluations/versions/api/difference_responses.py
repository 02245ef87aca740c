"""What became of one state of an evaluation in another: what the endpoint of differences answers with."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field

from distmap.api.responses import Shape
from evaluations import scoring
from evaluations.results.api.explained_responses import Span
from evaluations.results.api.responses import Dimension
from evaluations.scoring.method2.comparing import FitChange as IssuedFitChange
from evaluations.scoring.rounding import stored
from evaluations.versions import differences
from evaluations.versions.differences.answers import ChangedAnswer, fields_of
from evaluations.vocabulary import GradeKey, ItemKind, VerdictKey
from evaluations.wording import Axis


class DifferenceSide(Shape):
    """One side of a difference: a snapshot, or the evaluation as it stands."""

    snapshot: Annotated[int | None, Field(description="Its number; null: as it stands.")]
    name: str | None
    at: Annotated[datetime, Field(description="When it was taken; the latest change of what stands.")]
    release: str
    method: str
    inputs_sha256: str

    @classmethod
    def of(cls, side: differences.Side) -> Self:
        snapshot = side.state.snapshot
        return cls(
            snapshot=snapshot.number if snapshot else None,
            name=snapshot.name if snapshot else None,
            at=snapshot.taken_at if snapshot else side.state.changed_at,
            release=side.state.catalog.version,
            method=side.state.method,
            inputs_sha256=scoring.inputs_sha256(side.inputs),
        )


class FactDifference(Shape):
    """Something other than an answer that differs, in words."""

    key: str
    from_: Annotated[str, Field(alias="from")]
    to: str

    @classmethod
    def all_of(cls, facts: Iterable[differences.FactChange]) -> list[Self]:
        """Those that differ."""
        return [cls(key=fact.key, from_=fact.old, to=fact.new) for fact in facts if not fact.is_same]


class ItemSide(Shape):
    """An answer on one side."""

    level: Annotated[int | None, Field(ge=0, le=4)]
    grade: GradeKey | None
    na: bool
    na_reason: str
    designable: bool
    note: str
    evidence_url: str
    text: str


class ItemDifference(Shape):
    """An answer that differs. Null: nothing was said, or the side does not ask it."""

    item: str
    kind: ItemKind
    name: str
    changed: Annotated[list[str], Field(description="The fields that differ.")]
    from_: Annotated[ItemSide | None, Field(alias="from")]
    to: ItemSide | None
    answer: Annotated[float | None, Field(description="How far another level moved its value.")]
    evidence: Annotated[float | None, Field(description="How far another grade moved its value.")]

    @classmethod
    def of(cls, changed: ChangedAnswer) -> Self:
        return cls(
            item=changed.item.key,
            kind=changed.item.kind,
            name=changed.item.name,
            changed=changed.changed,
            from_=fields_of(changed.old) if changed.old else None,
            to=fields_of(changed.new) if changed.new else None,
            answer=changed.answer,
            evidence=changed.evidence,
        )


class WordingDifference(Shape):
    """An item in other words, or that one side's release does not ask: its answers do not compare."""

    item: str
    name: str
    from_: Annotated[str | None, Field(alias="from", description="The question as it was.")]
    to: Annotated[str | None, Field(description="The question as it is.")]


class VerdictPair(Shape):
    """The verdicts as they were issued; null where a side does not judge the path."""

    from_: Annotated[VerdictKey | None, Field(alias="from")]
    to: VerdictKey | None


class SpanPair(Shape):
    """Ranges as they were issued; null where a side has none."""

    from_: Annotated[Span | None, Field(alias="from")]
    to: Span | None

    @classmethod
    def of(cls, old: Axis | None, new: Axis | None) -> Self:
        return cls(from_=_span(old), to=_span(new))


def _span(axis: Axis | None) -> Span | None:
    return None if axis is None else Span(lo=axis.lo, point=axis.point, hi=axis.hi)


class PlacePair(Shape):
    """Places in the ranking; null where a side does not rank the path."""

    from_: Annotated[int | None, Field(alias="from")]
    to: int | None


class FitChange(Shape):
    """The change of fit on common ground (method section 14). Contributions and cap effect sum to the change."""

    change: float
    contributions: dict[Dimension, float]
    cap_effect: float
    interval: list[float]
    clear: Annotated[bool, Field(description="Whether the interval leaves out 0.")]
    P_up: Annotated[
        float | None,
        Field(ge=0, le=1, description="How often it rose, over all that is open. Null under method 2."),
    ]
    likelihood: Annotated[
        Literal["very likely up", "likely up", "no clear change", "likely down", "very likely down"] | None,
        Field(description="Null under method 2."),
    ]

    @classmethod
    def of(cls, path: differences.PathChange) -> Self | None:
        """Under method 2 there is no chance of a rise: it is clear, or it is not."""
        fit = path.fit
        if fit is None:
            return None
        if not isinstance(fit, IssuedFitChange):
            return cls.model_validate(fit)
        return cls(
            change=stored(fit.change),
            contributions={name: stored(part) for name, part in fit.parts.items()},
            cap_effect=stored(fit.cap_effect),
            interval=[stored(end) for end in fit.interval],
            clear=fit.clear,
            P_up=None,
            likelihood=None,
        )


class Stages(Shape):
    """Why an issued verdict is another one (method 2): by stages, the first that differs being the `step`."""

    before: VerdictKey
    learned: Annotated[
        VerdictKey, Field(description="With open questions answered and other evidence for the same answers.")
    ]
    changed: Annotated[VerdictKey, Field(description="With other answers as well, or another growth model.")]
    catalog: Annotated[VerdictKey, Field(description="In the later catalog release as well.")]
    step: Literal["learned", "changed", "catalog"] | None


class SnapshotPathDifference(Shape):
    """One path on both sides."""

    name: str
    changed: bool
    verdict: VerdictPair
    F: SpanPair
    S: SpanPair
    place: PlacePair
    fit: Annotated[FitChange | None, Field(description="Null where fit does not compare.")]
    stages: Annotated[
        Stages | None, Field(description="Null under method 1, and where verdicts do not compare.")
    ]
    sentence: str

    @classmethod
    def of(cls, path: differences.PathChange) -> Self:
        old, new = path.old, path.new
        return cls(
            name=path.name,
            changed=not path.is_same,
            verdict=VerdictPair(from_=old.verdict if old else None, to=new.verdict if new else None),
            F=SpanPair.of(old.fit if old else None, new.fit if new else None),
            S=SpanPair.of(old.support if old else None, new.support if new else None),
            place=PlacePair(from_=path.places[0], to=path.places[1]),
            fit=FitChange.of(path),
            stages=path.issued.stages if path.issued else None,
            sentence=path.sentence,
        )


class SentenceDifference(Shape):
    """A sentence that reads differently; empty where a side does not say it."""

    about: str
    what: str
    from_: Annotated[str, Field(alias="from")]
    to: str


class ComparableInputs(Shape):
    """What the figures of change compare: the paths of both sides, in words that are the same."""

    left_out: list[str]
    fit_only: list[str]
    match_from_base: list[str]
    only_in_from: list[str]
    only_in_to: list[str]
    tau_b: float | None
    leader_changed: bool

    @classmethod
    def of(cls, found: differences.Difference) -> Self | None:
        """None where the sides were judged by different methods."""
        ground = found.ground
        if ground is None:
            return None
        return cls(
            left_out=ground.left_out,
            fit_only=ground.fit_only,
            match_from_base=ground.match_from_base,
            only_in_from=ground.only_in_base,
            only_in_to=ground.only_in_other,
            tau_b=found.over_time.tau_b if found.over_time else None,
            leader_changed=found.leader_changed,
        )


class SnapshotDifference(Shape):
    """What became of one state in another."""

    same: Annotated[bool, Field(description="Whether nothing at all differs.")]
    from_: Annotated[DifferenceSide, Field(alias="from")]
    to: DifferenceSide
    facts: list[FactDifference]
    decision: Annotated[
        list[FactDifference] | None,
        Field(description="What differs in the decision; null where a side was kept without one."),
    ]
    paths: dict[str, SnapshotPathDifference]
    answers: list[ItemDifference]
    reworded: list[WordingDifference]
    sentences: list[SentenceDifference]
    methods_differ: Annotated[
        bool,
        Field(description="Whether the sides were judged by different methods: then no figure is compared."),
    ]
    ground: Annotated[ComparableInputs | None, Field(description="Null where the methods differ.")]

    @classmethod
    def of(cls, found: differences.Difference) -> Self:
        """What differs, and the figures of every path."""
        return cls(
            same=found.is_empty,
            from_=DifferenceSide.of(found.old),
            to=DifferenceSide.of(found.new),
            facts=FactDifference.all_of(found.facts),
            decision=None if found.decision is None else FactDifference.all_of(found.decision),
            paths={path.key: SnapshotPathDifference.of(path) for path in found.paths},
            answers=[ItemDifference.of(each) for each in found.answers if not each.is_same],
            reworded=[
                WordingDifference(
                    item=each.key,
                    name=each.name,
                    from_=each.old.question if each.old else None,
                    to=each.new.question if each.new else None,
                )
                for each in found.reworded
            ],
            sentences=[
                SentenceDifference(about=each.place, what=each.what, from_=each.old, to=each.new)
                for each in found.sentences
                if not each.is_same
            ],
            methods_differ=found.methods_differ,
            ground=ComparableInputs.of(found),
        )
