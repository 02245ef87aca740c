"""What either method found out about one path, as far as it is put into words."""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluations.scoring.inputs import Path
from evaluations.scoring.method2 import Result, binding, weakest_dims
from evaluations.vocabulary import BAR_HIGH, BAR_LOW, FIND_OUT_FIRST, NOT_APPLICABLE, VERDICT_WORDS
from evaluations.wording.method2 import Issued, IssuedPath
from evaluations.wording.paths import Axis, axis_of
from evaluations.wording.reasons import lean_shown
from evaluations.wording.scored import Names, ScoredPath

# A lean is likelier than not.
LEAST_LEAN = 0.5
_ENDS = ("lo", "point", "hi")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One path as judged. `star`: fit once everything is designed in; `weak`: the weakest sides of fit, by key.

    `lean` and `chance` are None where a verdict is issued or nothing is leant to; `binding` are the items that
    hold support where it is, `missing` those that product work would have to raise.
    """

    key: str
    names: Names
    inputs: Path
    growth_model: str | None
    verdict: str
    reason: str | None
    likelihood: str
    confidence: float | None
    lean: str | None
    chance: float | None
    fit: Axis | None
    support: Axis | None
    star: float
    match: float
    binding: tuple[str, ...]
    weak: tuple[str, ...]
    missing: tuple[str, ...]
    supposes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.names.path(self.key)

    @property
    def fights(self) -> bool:
        return self.fit is not None and self.match < BAR_LOW

    @property
    def is_supported(self) -> bool:
        return self.support is not None and self.support.point >= BAR_HIGH


def facts_1(path: ScoredPath) -> Facts:
    """Of a path judged by method 1."""
    scored = path.scored
    if not path.applies:
        return _nothing(path.key, path.names, path.inputs, scored.growth_model)
    sampled, exact = path.sampled, path.exact
    lean = lean_shown(path) if sampled.verdict == FIND_OUT_FIRST else None
    return Facts(
        key=path.key, names=path.names, inputs=path.inputs, growth_model=scored.growth_model,
        verdict=sampled.verdict, reason=sampled.reason, likelihood=sampled.likelihood,
        confidence=sampled.confidence, lean=lean, chance=sampled.confidence if lean else None,
        fit=axis_of([path.at(end, "F") for end in _ENDS]),
        support=axis_of([path.at(end, "S") for end in _ENDS]),
        star=path.at("point", "F_star"), match=path.at("point", "A"),
        binding=exact.binding, weak=exact.weakest_dims, missing=exact.design_in,
    )  # fmt: skip


def _nothing(key: str, names: Names, inputs: Path, growth_model: str | None) -> Facts:
    return Facts(
        key=key, names=names, inputs=inputs, growth_model=growth_model, verdict=NOT_APPLICABLE,
        reason=None, likelihood="open", confidence=None, lean=None, chance=None, fit=None, support=None,
        star=0, match=0, binding=(), weak=(), missing=(),
    )  # fmt: skip


def facts_2(path: IssuedPath) -> Facts:
    """Of a path judged by method 2."""
    if path.found is None:
        return _nothing(path.key, path.names, path.inputs, path.issued.inputs.growth_model)
    judged, ends = path.found.judged, path.found.ends
    point = ends.point.scores
    leans = not judged.is_issued and judged.lean in VERDICT_WORDS and judged.lean_chance > LEAST_LEAN
    design = path.promises.design if path.promises else None
    return Facts(
        key=path.key, names=path.names, inputs=path.inputs, growth_model=path.issued.inputs.growth_model,
        verdict=judged.verdict, reason=judged.reason, likelihood=judged.likelihood,
        confidence=judged.confidence, lean=judged.lean if leans else None,
        chance=judged.lean_chance if leans else None,
        fit=axis_of([ends.lo.scores.F, point.F, ends.hi.scores.F]),
        support=axis_of([ends.lo.scores.S, point.S, ends.hi.scores.S]),
        star=point.F_star, match=point.A,
        binding=tuple(binding(path.found.terms, ends.point)),
        weak=tuple(weakest_dims(path.found.terms, ends.point)),
        missing=tuple(design.answers) if design else (), supposes=judged.only_if,
    )  # fmt: skip


def result_of(issued: Issued) -> Result:
    """The whole result, with its promises. Raises TypeError where only a judgement was made."""
    if issued.result is None:
        raise TypeError("An outlook is made of a whole result.")
    return issued.result


def items_of(inputs: Path) -> Sequence[str]:
    """The questions of a path that count: all of its items but the match."""
    return inputs.items[:-1]
