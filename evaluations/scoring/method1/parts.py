"""The parts of a result, made from what was computed: rounded as they are stored (sections 16 and 23)."""

from collections.abc import Iterable, Mapping, Sequence

from ..rounding import share, stored
from .constants import VERDICTS
from .fit import Scores
from .path_scores import PathScores
from .ranking import Ranked
from .result import Contribution, End, Exact, Headline, Leverage, Question, Ranking, Sampled, Swing
from .verdict import Judgement, headline_path


def exact_part(found: PathScores) -> Exact:
    """`paths.<key>.exact`."""
    low, point, high = (_end(*each) for each in zip(found.scores, found.verdicts, strict=True))
    coverage = found.coverage
    names = [dimension.name for dimension in found.terms.dimensions]
    return Exact(
        dims={name: stored(value) for name, value in zip(names, found.dims[1], strict=True)},
        mean=stored(found.mean),
        weakest=stored(found.weakest),
        lo=low,
        point=point,
        hi=high,
        binding=found.binding,
        F_over_weights=_pair(found.over_weights),
        F_robust=_pair(found.robust),
        coverage_fit=stored(coverage.coverage_fit),
        coverage_support=stored(coverage.coverage_support),
        evidence_fit=stored(coverage.evidence_fit),
        evidence_support=stored(coverage.evidence_support),
        applicability=stored(coverage.applicability),
        thin=coverage.thin,
        narrow=coverage.narrow,
        contributions=_contributions(found),
        design_in=found.design_in,
        first_design_move=found.first_design_move,
        weakest_dims=found.weakest_dims,
    )


def _end(scores: Scores, verdict: str) -> End:
    fit, fit_star, support, match, value = (stored(each) for each in scores)
    return End(F=fit, F_star=fit_star, S=support, A=match, V=value, verdict=verdict)


def _pair(ends: tuple[float, float]) -> tuple[float, float]:
    return stored(ends[0]), stored(ends[1])


def _contributions(found: PathScores) -> dict[str, Contribution]:
    rows = zip(found.terms.dimensions, found.terms.weights, found.dims[1], strict=True)
    return {
        dimension.name: Contribution(contribution=stored(weight * value), gap=stored(weight * (1 - value)))
        for dimension, weight, value in rows
    }


def sampled_part(
    found: PathScores, probabilities: Mapping[str, float], judged: Judgement, robustness: float
) -> Sampled:
    """`paths.<key>.sampled`."""
    return Sampled(
        K={verdict: share(probabilities[verdict]) for verdict in reversed(VERDICTS)},
        lean=judged.lean,
        confidence=share(judged.confidence),
        needed=judged.needed,
        verdict=judged.verdict,
        reason=judged.reason,
        blind_spots=found.coverage.blind_spots,
        likelihood=judged.likelihood,
        priority_robustness=share(robustness),
    )


def headline_part(judgements: Mapping[str, Judgement], order: Sequence[str]) -> Headline | None:
    """`headline`: the path to name first, or None when there is no verdict."""
    key = headline_path({key: judged.verdict for key, judged in judgements.items()}, order)
    if key is None:
        return None
    judged = judgements[key]
    return Headline(path=key, verdict=judged.verdict, confidence=share(judged.confidence))


def swing_part(swing: Swing) -> Swing:
    """A row of `paths.<key>.tornado`."""
    return Swing(swing.item, _pair(swing.F), _pair(swing.S), _pair(swing.V), swing.verdicts)


def ranking_part(
    ranked: Ranked,
    display: Sequence[str],
    close: Iterable[tuple[str, str]],
    dominating: Iterable[tuple[str, str]],
) -> Ranking:
    """`ranking`."""
    keys = ranked.keys
    winning = ranked.winning.tolist()
    return Ranking(
        display_order=tuple(display),
        rank_acceptability={
            key: tuple(share(value) for value in row)
            for key, row in zip(keys, ranked.rank_shares.tolist(), strict=True)
        },
        pairwise_winning={
            f"{a}>{b}": share(winning[i][j]) for i, a in enumerate(keys) for j, b in enumerate(keys) if i != j
        },
        expected_rank={key: share(rank) for key, rank in zip(keys, ranked.expected_rank, strict=True)},
        choice_entropy_bits=share(ranked.choice_entropy_bits),
        central_weights={
            key: None if weights is None else tuple(share(weight) for weight in weights)
            for key, weights in ranked.central_weights.items()
        },
        confidence_factor={
            key: None if factor is None else share(factor) for key, factor in ranked.confidence_factor.items()
        },
        too_close=tuple(close),
        dominates=tuple(dominating),
    )


def question_part(question: Question) -> Question:
    """An entry of `ask_next`."""
    flip = {key: share(value) for key, value in question.flip.items()}
    return Question(question.item, share(question.bits), flip, share(question.lead_bits))


def leverage_part(leverage: Leverage) -> Leverage:
    """An entry of `leverage`."""
    return Leverage(leverage.surface, stored(leverage.gain), leverage.improves)
