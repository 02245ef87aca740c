"""The result: what is computed for an evaluation, in the order in which parts need each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..canonical import inputs_sha256
from ..constants import NOT_APPLICABLE
from ..inputs import Inputs
from .asking import questions, raise_evidence
from .constants import METHOD
from .explain import leverage, tornado
from .flips import downward, upward
from .path_scores import PathScores, scores_by_path
from .ranking import dominations, rank, too_close
from .sampling import Sample, judgement, priority_robustness, sample
from .verdict import Judgement, display_order
from .written import (
    exact_part,
    flip_part,
    headline_part,
    leverage_part,
    question_part,
    ranking_part,
    sampled_part,
    swing_part,
)

Document = dict[str, Any]


def exact(inputs: Inputs) -> Document:
    """The part of the result that needs no draws: `paths.*.exact` and `ranking.display_order`."""
    all_scores = scores_by_path(inputs)
    return _document(
        inputs, all_scores, {key: {"exact": exact_part(each)} for key, each in all_scores.items()}
    )


def sampled(inputs: Inputs) -> Document:
    """`exact`, with `paths.*.sampled` and the headline: what a list of evaluations shows."""
    return _sampled_document(inputs, _sampled(inputs))


def score(inputs: Inputs) -> Document:
    """The whole result document."""
    found = _sampled(inputs)
    document = _sampled_document(inputs, found)
    for key, path_scores in found.all_scores.items():
        document["paths"][key] |= {
            "flips": {"upward": flip_part(upward(path_scores)), "downward": flip_part(downward(path_scores))},
            "tornado": [swing_part(swing) for swing in tornado(path_scores)],
        }
    ranking = rank(inputs.order, found.all_scores, found.samples)
    display = document["ranking"]["display_order"]
    document["ranking"] |= ranking_part(
        ranking, too_close(ranking.keys, ranking.winning, display), dominations(found.all_scores)
    )
    asked = questions(found.all_scores, found.samples, found.judgements)
    document["raise_evidence"] = raise_evidence(found.all_scores, found.judgements)
    document["ask_next"] = [question_part(question) for question in asked]
    document["leverage"] = [leverage_part(each) for each in leverage(found.all_scores)]
    return document


@dataclass(frozen=True, slots=True)
class _Sampled:
    all_scores: Mapping[str, PathScores]
    samples: Mapping[str, Sample]
    judgements: Mapping[str, Judgement]


def _sampled(inputs: Inputs) -> _Sampled:
    all_scores = scores_by_path(inputs)
    samples = {key: sample(path_scores) for key, path_scores in all_scores.items()}
    judgements = {
        key: judgement(path_scores, samples[key].probabilities) for key, path_scores in all_scores.items()
    }
    return _Sampled(all_scores, samples, judgements)


def _sampled_document(inputs: Inputs, found: _Sampled) -> Document:
    paths: dict[str, Document] = {}
    for key, path_scores in found.all_scores.items():
        robustness = priority_robustness(inputs.order, path_scores)
        paths[key] = {
            "exact": exact_part(path_scores),
            "sampled": sampled_part(
                path_scores, found.samples[key].probabilities, found.judgements[key], robustness
            ),
        }
    document = _document(inputs, found.all_scores, paths)
    document["headline"] = headline_part(found.judgements, document["ranking"]["display_order"])
    return document


def _document(
    inputs: Inputs, all_scores: Mapping[str, PathScores], paths: Mapping[str, Document]
) -> Document:
    order = display_order({key: path_scores.point for key, path_scores in all_scores.items()})
    every = {path.key: paths.get(path.key, {"verdict": NOT_APPLICABLE}) for path in inputs.paths}
    return {
        "method": METHOD,
        "inputs_sha256": inputs_sha256(inputs),
        "paths": every,
        "ranking": {"display_order": order},
    }
