"""Results of method 2 as plain JSON values, rounded as they are stored (section 16)."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..canonical import inputs_sha256
from ..constants import NOT_APPLICABLE, TOLERANCE, TOP_LEVEL
from ..rounding import share, stored
from .asking import AskNext
from .constants import CLASSES, METHOD
from .judging import Judged
from .promises import Promise, Promises
from .ranking import Headline, Ranking
from .result import Judgement, PathJudged, Result
from .terms import Terms
from .values import Standing, mean_of

Part = dict[str, Any]


def judgement_document(judgement: Judgement) -> Part:
    """`paths.<key>` with `exact` and `judged`, `ranking.display_order` and `headline`."""
    return {
        "method": METHOD,
        "inputs_sha256": inputs_sha256(judgement.inputs),
        "paths": {key: _path_part(path) for key, path in judgement.paths.items()},
        "ranking": {"display_order": list(judgement.order)},
        "headline": _headline_part(judgement.headline),
    }


def result_document(result: Result) -> Part:
    """The whole result document."""
    document = judgement_document(result.judgement)
    for key, promises in result.promises.items():
        document["paths"][key]["promises"] = _promises_part(promises)
    document["ranking"] |= _ranking_part(result.ranking)
    document["ask_next"] = [_asked_part(asked) for asked in result.ask_next]
    return document


def _path_part(path: PathJudged | None) -> Part:
    if path is None:
        return {"verdict": NOT_APPLICABLE}
    return {"exact": _exact_part(path), "judged": _judged_part(path.judged)}


def _exact_part(path: PathJudged) -> Part:
    terms, ends = path.terms, path.ends
    return {
        "lo": _standing_part(terms, ends.lo),
        "point": _standing_part(terms, ends.point),
        "hi": _standing_part(terms, ends.hi),
        "mean": stored(mean_of(terms.shape, ends.point.dims)),
        "weakest_dims": weakest_dims(terms, ends.point),
        "binding": binding(terms, ends.point),
        "contributions": _contributions(terms, ends.point),
        "applicability": stored(terms.shape.applicability),
    }


def _standing_part(terms: Terms, standing: Standing) -> Part:
    names = [dimension.name for dimension in terms.shape.dimensions]
    return {
        **{name: stored(value) for name, value in standing.scores._asdict().items()},
        "verdict": standing.verdict,
        "dims": {name: stored(value) for name, value in zip(names, standing.dims, strict=True)},
    }


def weakest_dims(terms: Terms, point: Standing) -> list[str]:
    """The dimensions that hold fit lowest: those of the least value."""
    least = min(point.dims) + TOLERANCE
    return [
        each.name for each, value in zip(terms.shape.dimensions, point.dims, strict=True) if value <= least
    ]


def binding(terms: Terms, point: Standing) -> list[str]:
    """The support items at the minimum, by id; the match among them where it is."""
    shape = terms.shape
    own = zip(shape.items[shape.requirements :], terms.known[shape.requirements :], strict=True)
    values = [*((item, known.point / TOP_LEVEL) for item, known in own), (shape.match_item, point.scores.A)]
    return sorted(item for item, value in values if value <= point.scores.S + TOLERANCE)


def _contributions(terms: Terms, point: Standing) -> Part:
    """Per dimension what it adds to the mean, and what it would add more if it were Yes."""
    rows = zip(terms.shape.dimensions, terms.shape.weights, point.dims, strict=True)
    return {
        each.name: {"contribution": stored(weight * value), "gap": stored(weight * (1 - value))}
        for each, weight, value in rows
    }


def _judged_part(judged: Judged) -> Part:
    return {
        "stated": list(judged.stated),
        "worse": _by_class(judged.worse),
        "better": _by_class(judged.better),
        "verdict": judged.verdict,
        "reason": judged.reason,
        "confidence": None if judged.confidence is None else stored(judged.confidence),
        "likelihood": judged.likelihood,
        "only_if": list(judged.only_if),
        "priorities_matter": judged.priorities_matter,
        "K": _by_class(judged.K),
        "K_together": _by_class(judged.K_together),
        "lean": judged.lean,
        "lean_chance": stored(judged.lean_chance),
    }


def _by_class(chances: Sequence[float]) -> Part:
    return {name: stored(chance) for name, chance in zip(CLASSES, chances, strict=True)}


def _promises_part(promises: Promises) -> Part:
    declared = promises.if_declared
    return {
        "if_measured": {item: list(verdicts) for item, verdicts in promises.if_measured.items()},
        "if_declared": None if declared is None else dict(declared),
        "road": promise_part(promises.road),
        "to_scale": promise_part(promises.to_scale),
        "breaks": promise_part(promises.breaks),
        "relief": promise_part(promises.relief),
        "design": promise_part(promises.design),
    }


def promise_part(promise: Promise | None) -> Part | None:
    """A promise: answers to merge into the inputs, perhaps a growth model to declare, and the verdict."""
    if promise is None:
        return None
    part: Part = {
        "answers": {item: _answer_part(promise, item, level) for item, level in promise.answers.items()},
        "verdict": promise.verdict,
    }
    if promise.growth_model is not None:
        part["growth_model"] = promise.growth_model
    if promise.smallest is not None:
        part["smallest"] = promise.smallest
    if promise.chance is not None:
        part["chance"] = stored(promise.chance)
    return part


def _answer_part(promise: Promise, item: str, level: int) -> Part:
    part: Part = {"level": level, "grade": "measured"}
    return part | {"designable": False} if item in promise.undesignable else part


def _headline_part(headline: Headline | None) -> Part | None:
    if headline is None:
        return None
    confidence = headline.confidence
    return {
        "path": headline.path,
        "verdict": headline.verdict,
        "confidence": None if confidence is None else stored(confidence),
        "lean": headline.lean,
        "lean_chance": stored(headline.lean_chance),
    }


def _ranking_part(ranking: Ranking) -> Part:
    return {
        "rank_acceptability": {
            key: [share(value) for value in row] for key, row in sorted(ranking.rank_shares.items())
        },
        "pairwise_winning": {f"{a}>{b}": share(value) for (a, b), value in ranking.winning.items()},
        "expected_rank": _shares(ranking.expected_rank),
        "choice_entropy_bits": share(ranking.choice_entropy_bits),
        "priority_robustness": _shares(ranking.priority_robustness),
        "too_close": [list(pair) for pair in ranking.too_close],
    }


def _shares(values: Mapping[str, float]) -> Part:
    return {key: share(value) for key, value in values.items()}


def _asked_part(asked: AskNext) -> Part:
    return {
        "item": asked.item,
        "changes": stored(asked.changes),
        "road": stored(asked.road),
        "can": {
            key: {verdict: list(levels) for verdict, levels in verdicts.items()}
            for key, verdicts in asked.can.items()
        },
        "place": asked.place,
    }
