"""What if: the stored answers with some of them moved, scored, and told apart from the present. Nothing is stored.

Both sides draw from the same random columns (method section 7), so whatever differs comes from what was moved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluations import scoring
from evaluations.inputs import scoring_document
from evaluations.models import Answer, Evaluation
from evaluations.results import queries
from evaluations.scoring import method2
from evaluations.scoring.method1.result import Result
from evaluations.scoring.plain import plain
from evaluations.scoring.rounding import share
from evaluations.vocabulary import NOT_APPLICABLE
from evaluations.wording import Names, Scored
from evaluations.wording.method2 import Issued
from evaluations.work.queries import catalog_for, path_keys

Document = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Supposed:
    """What the scores are reckoned from: answers by item, growth model, priorities. As stored, or as moved."""

    answers: Mapping[str, Answer]
    growth_model: str | None
    priorities: Sequence[Sequence[str]] | None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The present and the scenario, each scored whole by the evaluation's method."""

    old: Scored | Issued
    new: Scored | Issued


def present(evaluation: Evaluation, answers: Mapping[str, Answer]) -> Supposed:
    """What is stored."""
    return Supposed(answers=answers, growth_model=evaluation.growth_model, priorities=evaluation.priorities)


def outcome_of(evaluation: Evaluation, stored: Supposed, moved: Supposed) -> Outcome:
    """Both sides scored whole, from the cache where these inputs were scored before."""
    return Outcome(old=found_under(evaluation, stored), new=found_under(evaluation, moved))


def inputs_under(evaluation: Evaluation, supposed: Supposed) -> scoring.Inputs:
    """The inputs of the evaluation's method under what is supposed."""
    return scoring.parse(
        scoring_document(
            catalog_for(evaluation),
            paths=path_keys(evaluation),
            answers=supposed.answers,
            growth_model=supposed.growth_model,
            priorities=supposed.priorities,
            method=evaluation.method,
        )
    )


def found_under(evaluation: Evaluation, supposed: Supposed) -> Scored | Issued:
    """The whole result of the evaluation's method under what is supposed, with the names of the release."""
    inputs = inputs_under(evaluation, supposed)
    return queries.named(inputs, queries.whole(inputs), Names.of(catalog_for(evaluation)))


def difference(outcome: Outcome) -> Document:
    """Old and new of each path's verdict, scores and confidence, of the ranking and of the headline."""
    old, new = outcome.old, outcome.new
    if isinstance(old, Issued) or isinstance(new, Issued):
        return _difference_by_method_2(old, new)
    return {
        "headline": {"old": plain(_whole(old).headline), "new": plain(_whole(new).headline)},
        "ranking": {"old": old.order, "new": new.order},
        "paths": {path.key: _path_difference(old, new, path.key) for path in new.inputs.paths},
    }


def _difference_by_method_2(before: Scored | Issued, after: Scored | Issued) -> Document:
    """The same of two results of method 2, with what each path leans to."""
    old, new, names = _result_by_method_2(before), _result_by_method_2(after), after.names
    heads = {
        name: leading and plain(leading)
        for name, leading in (("old", queries.leading_of(old)), ("new", queries.leading_of(new)))
    }
    was, now = _every_figure(old), _every_figure(new)
    return {
        "headline": heads,
        "ranking": {"old": list(old.judgement.order), "new": list(new.judgement.order)},
        "paths": {
            path.key: {
                "name": names.path(path.key),
                "changed": was[path.key] != now[path.key],
                **{name: {"old": was[path.key][name], "new": now[path.key][name]} for name in now[path.key]},
            }
            for path in new.judgement.inputs.paths
        },
    }


def _result_by_method_2(found: Scored | Issued) -> method2.Result:
    """Both sides of an outcome are whole, and of one method."""
    if not isinstance(found, Issued) or found.result is None:
        raise TypeError("A scenario is told from whole results of one method.")
    return found.result


def _every_figure(result: method2.Result) -> dict[str, Document]:
    """The figures of each path that a scenario can move, rounded as they are stored."""
    paths = method2.judgement_document(result.judgement)["paths"]
    standings = queries.standings_of(result)
    return {key: _figures_by_method_2(part, standings[key], result, key) for key, part in paths.items()}


def _figures_by_method_2(
    part: Document, standing: queries.Standing, result: method2.Result, key: str
) -> Document:
    if standing.place is None:
        return {
            "verdict": NOT_APPLICABLE, "lean": None, "lean_share": None, "F": None, "S": None, "V": None,
            "confidence": None, "place": None, "ranks_first": None,
        }  # fmt: skip
    judged, exact = part["judged"], part["exact"]
    return {
        "verdict": judged["verdict"],
        "lean": judged["lean"],
        "lean_share": judged["lean_chance"],
        **{value: {end: exact[end][value] for end in ("lo", "point", "hi")} for value in ("F", "S", "V")},
        "confidence": judged["confidence"],
        "place": standing.place,
        "ranks_first": share(result.ranking.rank_shares[key][0]),
    }


def _whole(scored: Scored) -> Result:
    """Both sides of an outcome are scored whole."""
    if scored.whole is None:
        raise TypeError("A scenario is told from whole results.")
    return scored.whole


def _path_difference(old: Scored, new: Scored, key: str) -> Document:
    was, now = _figures(old, key), _figures(new, key)
    return {
        "name": new.names.path(key),
        "changed": was != now,
        **{name: {"old": was[name], "new": now[name]} for name in now},
    }


def _figures(scored: Scored, key: str) -> Document:
    """The figures of a path that a scenario can move; null where nothing of it applies."""
    path = scored.path(key)
    if not path.applies:
        return {
            "verdict": NOT_APPLICABLE, "F": None, "S": None, "V": None, "confidence": None, "place": None,
            "ranks_first": None,
        }  # fmt: skip
    return {
        "verdict": path.sampled.verdict,
        **{value: {end: path.at(end, value) for end in ("lo", "point", "hi")} for value in ("F", "S", "V")},
        "confidence": path.sampled.confidence,
        "place": scored.order.index(key) + 1,
        "ranks_first": _whole(scored).ranking.rank_acceptability[key][0],
    }
