"""Results as plain JSON values, rounded as they are stored (sections 16 and 23)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..rounding import share, stored
from .asking import Question
from .constants import VERDICTS
from .explain import Leverage, Swing
from .fit import Scores
from .flips import Flip
from .path_scores import PathScores
from .ranking import Ranking
from .verdict import Judgement, headline_path

Part = dict[str, Any]


def exact_part(path_scores: PathScores) -> Part:
    """`paths.<key>.exact`."""
    low, point, high = (
        _scores_part(scores, verdict)
        for scores, verdict in zip(path_scores.scores, path_scores.verdicts, strict=True)
    )
    coverage = path_scores.coverage
    names = [dimension.name for dimension in path_scores.terms.dimensions]
    return {
        "dims": {name: stored(value) for name, value in zip(names, path_scores.dims[1], strict=True)},
        "mean": stored(path_scores.mean),
        "weakest": stored(path_scores.weakest),
        "lo": low,
        "point": point,
        "hi": high,
        "binding": list(path_scores.binding),
        "F_over_weights": [stored(value) for value in path_scores.over_weights],
        "F_robust": [stored(value) for value in path_scores.robust],
        "coverage_fit": stored(coverage.coverage_fit),
        "coverage_support": stored(coverage.coverage_support),
        "evidence_fit": stored(coverage.evidence_fit),
        "evidence_support": stored(coverage.evidence_support),
        "applicability": stored(coverage.applicability),
        "thin": coverage.thin,
        "narrow": coverage.narrow,
        "contributions": _contributions(path_scores),
        "design_in": list(path_scores.design_in),
        "first_design_move": path_scores.first_design_move,
        "weakest_dims": list(path_scores.weakest_dims),
    }


def _scores_part(scores: Scores, verdict: str) -> Part:
    return {**{name: stored(value) for name, value in scores._asdict().items()}, "verdict": verdict}


def _contributions(path_scores: PathScores) -> Part:
    """Per dimension what it adds to the mean, and what it would add more if it were "Yes"."""
    parts: Part = {}
    for dimension, weight, value in zip(
        path_scores.terms.dimensions, path_scores.terms.weights, path_scores.dims[1], strict=True
    ):
        contribution, gap = stored(weight * value), stored(weight * (1 - value))
        parts[dimension.name] = {"contribution": contribution, "gap": gap}
    return parts


def sampled_part(
    path_scores: PathScores, probabilities: Mapping[str, float], judged: Judgement, robustness: float
) -> Part:
    """`paths.<key>.sampled`."""
    return {
        "K": {verdict: share(probabilities[verdict]) for verdict in reversed(VERDICTS)},
        "lean": judged.lean,
        "confidence": share(judged.confidence),
        "needed": judged.needed,
        "verdict": judged.verdict,
        "reason": judged.reason,
        "blind_spots": list(path_scores.coverage.blind_spots),
        "likelihood": judged.likelihood,
        "priority_robustness": share(robustness),
    }


def headline_part(judgements: Mapping[str, Judgement], order: Sequence[str]) -> Part | None:
    """`headline`: the path to name first, or None when there is no verdict."""
    key = headline_path({key: judged.verdict for key, judged in judgements.items()}, order)
    if key is None:
        return None
    judged = judgements[key]
    return {"path": key, "verdict": judged.verdict, "confidence": share(judged.confidence)}


def flip_part(flip: Flip | None) -> Part | None:
    """`paths.<key>.flips.upward` and `.downward`."""
    return None if flip is None else {"steps": flip.steps, "changes": dict(flip.changes)}


def swing_part(swing: Swing) -> Part:
    """A row of `paths.<key>.tornado`."""
    return {
        "item": swing.item,
        "F": [stored(value) for value in swing.F],
        "S": [stored(value) for value in swing.S],
        "V": [stored(value) for value in swing.V],
        "verdicts": list(swing.verdicts),
    }


def ranking_part(
    ranking: Ranking, close: Iterable[tuple[str, str]], dominating: Iterable[tuple[str, str]]
) -> Part:
    """`ranking`, but for the display order."""
    keys = ranking.keys
    rows = zip(keys, ranking.rank_shares.tolist(), strict=True)
    winning = ranking.winning.tolist()
    return {
        "rank_acceptability": {key: [share(value) for value in row] for key, row in rows},
        "pairwise_winning": {
            f"{a}>{b}": share(winning[i][j]) for i, a in enumerate(keys) for j, b in enumerate(keys) if i != j
        },
        "expected_rank": {key: share(rank) for key, rank in zip(keys, ranking.expected_rank, strict=True)},
        "choice_entropy_bits": share(ranking.choice_entropy_bits),
        "central_weights": {
            key: None if weights is None else [share(weight) for weight in weights]
            for key, weights in ranking.central_weights.items()
        },
        "confidence_factor": {
            key: None if factor is None else share(factor)
            for key, factor in ranking.confidence_factor.items()
        },
        "too_close": [list(pair) for pair in close],
        "dominates": [list(pair) for pair in dominating],
    }


def question_part(question: Question) -> Part:
    """An entry of `ask_next`."""
    return {
        "item": question.item,
        "bits": share(question.bits),
        "flip": {key: share(value) for key, value in question.flip.items()},
        "lead_bits": share(question.lead_bits),
    }


def leverage_part(leverage: Leverage) -> Part:
    """An entry of `leverage`."""
    return {
        "surface": leverage.surface,
        "gain": stored(leverage.gain),
        "improves": list(leverage.improves),
    }
