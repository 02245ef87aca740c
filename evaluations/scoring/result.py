"""The result as a plain document, rounded as it is stored (sections 16 and 23)."""

from collections.abc import Mapping
from typing import Any

from .canonical import inputs_sha256
from .constants import EXACT_PLACES, METHOD, NOT_APPLICABLE, SHARE_PLACES, VERDICTS
from .fit import Scores
from .inputs import Inputs
from .sampling import judgement, priority_robustness, sample
from .standing import Standing, standings_of
from .verdict import Judgement, display_order, headline_path

Document = dict[str, Any]


def exact(inputs: Inputs) -> Document:
    """The part of the result that needs no draws: `paths.*.exact` and `ranking.display_order`."""
    standings = standings_of(inputs)
    paths = {key: {"exact": exact_part(standing)} for key, standing in standings.items()}
    return _document(inputs, standings, paths)


def sampled(inputs: Inputs) -> Document:
    """`exact`, with `paths.*.sampled` and the headline: what a list of evaluations shows."""
    standings = standings_of(inputs)
    judgements: dict[str, Judgement] = {}
    paths: dict[str, Document] = {}
    for key, standing in standings.items():
        probabilities = sample(standing).probabilities
        judgements[key] = judgement(standing, probabilities)
        robustness = priority_robustness(inputs.order, standing)
        paths[key] = {
            "exact": exact_part(standing),
            "sampled": sampled_part(standing, probabilities, judgements[key], robustness),
        }
    document = _document(inputs, standings, paths)
    document["headline"] = headline_part(judgements, document["ranking"]["display_order"])
    return document


def score(inputs: Inputs) -> Document:
    """The whole result document."""
    return sampled(inputs)


def _document(inputs: Inputs, standings: dict[str, Standing], paths: dict[str, Document]) -> Document:
    order = display_order({key: standing.point for key, standing in standings.items()})
    every = {path.key: paths.get(path.key, {"verdict": NOT_APPLICABLE}) for path in inputs.paths}
    return {
        "method": METHOD,
        "inputs_sha256": inputs_sha256(inputs),
        "paths": every,
        "ranking": {"display_order": order},
    }


def exact_part(standing: Standing) -> Document:
    """`paths.<key>.exact`."""
    low, point, high = (
        _scores_part(scores, verdict)
        for scores, verdict in zip(standing.scores, standing.verdicts, strict=True)
    )
    coverage = standing.coverage
    names = [dimension.name for dimension in standing.terms.dimensions]
    return {
        "dims": {name: stored(value) for name, value in zip(names, standing.dims[1], strict=True)},
        "mean": stored(standing.mean),
        "weakest": stored(standing.weakest),
        "lo": low,
        "point": point,
        "hi": high,
        "binding": list(standing.binding),
        "F_over_weights": [stored(value) for value in standing.over_weights],
        "F_robust": [stored(value) for value in standing.robust],
        "coverage_fit": stored(coverage.coverage_fit),
        "coverage_support": stored(coverage.coverage_support),
        "evidence_fit": stored(coverage.evidence_fit),
        "evidence_support": stored(coverage.evidence_support),
        "applicability": stored(coverage.applicability),
        "thin": coverage.thin,
        "narrow": coverage.narrow,
        "contributions": _contributions(standing),
        "design_in": list(standing.design_in),
        "first_design_move": standing.first_design_move,
        "weakest_dims": list(standing.weakest_dims),
    }


def _scores_part(scores: Scores, verdict: str) -> Document:
    return {**{name: stored(value) for name, value in scores._asdict().items()}, "verdict": verdict}


def _contributions(standing: Standing) -> Document:
    """Per dimension what it adds to the mean, and what it would add more if it were "Yes"."""
    parts: Document = {}
    for dimension, weight, value in zip(
        standing.terms.dimensions, standing.terms.weights, standing.dims[1], strict=True
    ):
        contribution, gap = stored(weight * value), stored(weight * (1 - value))
        parts[dimension.name] = {"contribution": contribution, "gap": gap}
    return parts


def sampled_part(
    standing: Standing, probabilities: Mapping[str, float], judged: Judgement, robustness: float
) -> Document:
    """`paths.<key>.sampled`."""
    return {
        "K": {verdict: share(probabilities[verdict]) for verdict in reversed(VERDICTS)},
        "lean": judged.lean,
        "confidence": share(judged.confidence),
        "needed": judged.needed,
        "verdict": judged.verdict,
        "reason": judged.reason,
        "blind_spots": list(standing.coverage.blind_spots),
        "likelihood": judged.likelihood,
        "priority_robustness": share(robustness),
    }


def headline_part(judgements: dict[str, Judgement], order: list[str]) -> Document | None:
    """`headline`: the path to name first, or None when there is no verdict."""
    key = headline_path({key: judged.verdict for key, judged in judgements.items()}, order)
    if key is None:
        return None
    judged = judgements[key]
    return {"path": key, "verdict": judged.verdict, "confidence": share(judged.confidence)}


def stored(value: float) -> float:
    """An exact value as it is stored."""
    return round(value, EXACT_PLACES) + 0.0


def share(value: float) -> float:
    """A share as it is stored."""
    return round(value, SHARE_PLACES) + 0.0
