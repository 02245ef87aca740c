"""The result: what is computed for an evaluation, in the order in which parts need each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .asking import questions, raise_evidence
from .canonical import inputs_sha256
from .constants import METHOD, NOT_APPLICABLE
from .explain import leverage, tornado
from .flips import downward, upward
from .inputs import Inputs
from .ranking import dominations, rank, too_close
from .sampling import Sample, judgement, priority_robustness, sample
from .standing import Standing, standings_of
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
    standings = standings_of(inputs)
    return _document(inputs, standings, {key: {"exact": exact_part(each)} for key, each in standings.items()})


def sampled(inputs: Inputs) -> Document:
    """`exact`, with `paths.*.sampled` and the headline: what a list of evaluations shows."""
    return _sampled_document(inputs, _sampled(inputs))


def score(inputs: Inputs) -> Document:
    """The whole result document."""
    found = _sampled(inputs)
    document = _sampled_document(inputs, found)
    for key, standing in found.standings.items():
        document["paths"][key] |= {
            "flips": {"upward": flip_part(upward(standing)), "downward": flip_part(downward(standing))},
            "tornado": [swing_part(swing) for swing in tornado(standing)],
        }
    ranking = rank(inputs.order, found.standings, found.samples)
    display = document["ranking"]["display_order"]
    document["ranking"] |= ranking_part(
        ranking, too_close(ranking.keys, ranking.winning, display), dominations(found.standings)
    )
    asked = questions(found.standings, found.samples, found.judgements)
    document["raise_evidence"] = raise_evidence(found.standings, found.judgements)
    document["ask_next"] = [question_part(question) for question in asked]
    document["leverage"] = [leverage_part(each) for each in leverage(found.standings)]
    return document


@dataclass(frozen=True, slots=True)
class _Sampled:
    standings: Mapping[str, Standing]
    samples: Mapping[str, Sample]
    judgements: Mapping[str, Judgement]


def _sampled(inputs: Inputs) -> _Sampled:
    standings = standings_of(inputs)
    samples = {key: sample(standing) for key, standing in standings.items()}
    judgements = {key: judgement(standing, samples[key].probabilities) for key, standing in standings.items()}
    return _Sampled(standings, samples, judgements)


def _sampled_document(inputs: Inputs, found: _Sampled) -> Document:
    paths: dict[str, Document] = {}
    for key, standing in found.standings.items():
        robustness = priority_robustness(inputs.order, standing)
        paths[key] = {
            "exact": exact_part(standing),
            "sampled": sampled_part(
                standing, found.samples[key].probabilities, found.judgements[key], robustness
            ),
        }
    document = _document(inputs, found.standings, paths)
    document["headline"] = headline_part(found.judgements, document["ranking"]["display_order"])
    return document


def _document(inputs: Inputs, standings: Mapping[str, Standing], paths: Mapping[str, Document]) -> Document:
    order = display_order({key: standing.point for key, standing in standings.items()})
    every = {path.key: paths.get(path.key, {"verdict": NOT_APPLICABLE}) for path in inputs.paths}
    return {
        "method": METHOD,
        "inputs_sha256": inputs_sha256(inputs),
        "paths": every,
        "ranking": {"display_order": order},
    }
