"""The result: what is computed for an evaluation, in the order in which parts need each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ..canonical import inputs_sha256
from ..inputs import Inputs
from .asking import questions, raise_evidence
from .constants import METHOD
from .explain import leverage, tornado
from .flips import downward, upward
from .parts import (
    exact_part,
    headline_part,
    leverage_part,
    question_part,
    ranking_part,
    sampled_part,
    swing_part,
)
from .path_scores import PathScores, scores_by_path
from .ranking import dominations, rank, too_close
from .result import (
    DisplayOrder,
    ExactPath,
    ExactResult,
    Flips,
    NotApplicable,
    PathResult,
    Ranking,
    Result,
    Sampled,
    SampledPath,
    SampledResult,
)
from .sampling import Sample, judgement, priority_robustness, sample
from .verdict import Judgement, display_order

OfPath = TypeVar("OfPath", bound=ExactPath)


def exact(inputs: Inputs) -> ExactResult:
    """The part of the result that needs no draws: `paths.*.exact` and `ranking.display_order`."""
    found = scores_by_path(inputs)
    return ExactResult(
        method=METHOD,
        inputs_sha256=inputs_sha256(inputs),
        paths=_every_path(inputs, {key: ExactPath(exact=exact_part(each)) for key, each in found.items()}),
        ranking=DisplayOrder(display_order=_display(found)),
    )


def sampled(inputs: Inputs) -> SampledResult:
    """`exact`, with `paths.*.sampled` and the headline: what a list of evaluations shows."""
    found = _sampled(inputs)
    display = _display(found.scores)
    paths = {
        key: SampledPath(exact=exact_part(each), sampled=_sampled_part(inputs, found, key))
        for key, each in found.scores.items()
    }
    return SampledResult(
        method=METHOD,
        inputs_sha256=inputs_sha256(inputs),
        paths=_every_path(inputs, paths),
        ranking=DisplayOrder(display_order=display),
        headline=headline_part(found.judgements, display),
    )


def score(inputs: Inputs) -> Result:
    """The whole result."""
    found = _sampled(inputs)
    display = _display(found.scores)
    paths = {key: _path_result(inputs, found, key) for key in found.scores}
    asked = questions(found.scores, found.samples, found.judgements)
    return Result(
        method=METHOD,
        inputs_sha256=inputs_sha256(inputs),
        paths=_every_path(inputs, paths),
        ranking=_ranking(inputs, found, display),
        headline=headline_part(found.judgements, display),
        raise_evidence=raise_evidence(found.scores, found.judgements),
        ask_next=tuple(question_part(question) for question in asked),
        leverage=tuple(leverage_part(each) for each in leverage(found.scores)),
    )


@dataclass(frozen=True, slots=True)
class _Sampled:
    """Every path that applies, by key."""

    scores: Mapping[str, PathScores]
    samples: Mapping[str, Sample]
    judgements: Mapping[str, Judgement]


def _sampled(inputs: Inputs) -> _Sampled:
    scores = scores_by_path(inputs)
    samples = {key: sample(each) for key, each in scores.items()}
    judgements = {key: judgement(each, samples[key].probabilities) for key, each in scores.items()}
    return _Sampled(scores, samples, judgements)


def _sampled_part(inputs: Inputs, found: _Sampled, key: str) -> Sampled:
    robustness = priority_robustness(inputs.order, found.scores[key])
    return sampled_part(
        found.scores[key], found.samples[key].probabilities, found.judgements[key], robustness
    )


def _path_result(inputs: Inputs, found: _Sampled, key: str) -> PathResult:
    scores = found.scores[key]
    return PathResult(
        exact=exact_part(scores),
        sampled=_sampled_part(inputs, found, key),
        flips=Flips(upward=upward(scores), downward=downward(scores)),
        tornado=tuple(swing_part(swing) for swing in tornado(scores)),
    )


def _ranking(inputs: Inputs, found: _Sampled, display: Sequence[str]) -> Ranking:
    ranked = rank(inputs.order, found.scores, found.samples)
    close = too_close(ranked.keys, ranked.winning, display)
    return ranking_part(ranked, display, close, dominations(found.scores))


def _display(scores: Mapping[str, PathScores]) -> tuple[str, ...]:
    return tuple(display_order({key: each.point for key, each in scores.items()}))


def _every_path(inputs: Inputs, paths: Mapping[str, OfPath]) -> dict[str, OfPath | NotApplicable]:
    """With the paths of which nothing applies, in the order of the inputs."""
    return {path.key: paths.get(path.key, NotApplicable()) for path in inputs.paths}
