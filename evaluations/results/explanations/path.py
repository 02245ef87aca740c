"""The whole explanation of one path."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from channels_catalog.schema import Catalog
from evaluations.models import Answer, Evaluation
from evaluations.results.explanations.coverage import coverage_of
from evaluations.results.explanations.fit import fit_of, span_of
from evaluations.results.explanations.items import items_by_part
from evaluations.results.explanations.rules import gates_of, rules_of
from evaluations.results.explanations.shapes import ExplainedRank, Explanation
from evaluations.results.explanations.support import support_of
from evaluations.scoring import constants, method1
from evaluations.scoring.canonical import plain_answer, plain_path
from evaluations.scoring.inputs import Path
from evaluations.scoring.method1.result import Ranking
from evaluations.wording import Scored, path_words

CONSTANTS: dict[str, Any] = {
    "bar_low": constants.BAR_LOW,
    "bar_high": constants.BAR_HIGH,
    "weak_link_step": method1.constants.WEAK_LINK_STEP,
    "design_target": constants.DESIGN_TARGET,
    "half_widths": dict(method1.constants.HALF_WIDTHS),
    "likely": constants.LIKELY,
    "very_likely": constants.VERY_LIKELY,
    "coverage_minimum": method1.constants.COVERAGE_MINIMUM,
    "evidence_minimum": method1.constants.EVIDENCE_MINIMUM,
    "applicability_minimum": method1.constants.APPLICABILITY_MINIMUM,
    "draws": method1.constants.DRAWS,
}


def explanation(
    evaluation: Evaluation, catalog: Catalog, scored: Scored, key: str, *, answers: Mapping[str, Answer]
) -> Explanation:
    """The explanation of one path of a whole result (scoring.score). `answers` are the stored ones, by item."""
    path, words = scored.path(key), path_words(scored, key)
    found = Explanation(
        path=key,
        name=path.name,
        verdict=words.verdict,
        sentence=words.sentence,
        release=catalog.version,
        release_sha256=evaluation.release.sha256,
        method=scored.result.method,
        inputs_sha256=scored.result.inputs_sha256,
        answers_version=evaluation.answers_version,
        growth_model=evaluation.growth_model,
        priorities=evaluation.priorities,
        constants=CONSTANTS,
        inputs={"path": plain_path(path.inputs), "answers": _own_answers(scored, path.inputs)},
    )
    if path.whole is None or scored.whole is None:
        return found
    return _reckoned(found, catalog, scored, answers)


def _reckoned(
    found: Explanation, catalog: Catalog, scored: Scored, answers: Mapping[str, Answer]
) -> Explanation:
    path = scored.path(found.path)
    fit = fit_of(scored, answers, path.inputs, path.exact)
    support = support_of(catalog, scored, answers, path.inputs, path.exact)
    return replace(
        found,
        fit=fit,
        support=support,
        coverage=coverage_of(fit, support, path.exact, path.sampled),
        value=span_of(path.exact, "V"),
        rules=rules_of(path.exact),
        sampled=path.sampled,
        gates=gates_of(path.sampled),
        flips=path.whole.flips if path.whole else None,
        tornado=path.whole.tornado if path.whole else (),
        ranking=_rank(scored.whole.ranking, found.path) if scored.whole else None,
    )


def _rank(ranking: Ranking, key: str) -> ExplainedRank:
    """Its place by value, then fit; and how often it takes each rank when everything that is open varies."""
    order = ranking.display_order
    return ExplainedRank(
        place=order.index(key) + 1,
        of=len(order),
        rank_acceptability=ranking.rank_acceptability[key],
        expected_rank=ranking.expected_rank[key],
        ahead_of={other: ranking.pairwise_winning[f"{key}>{other}"] for other in order if other != key},
    )


def _own_answers(scored: Scored, path: Path) -> dict[str, Any]:
    """The answers to the path's own items, as the method takes them; none for what is not answered."""
    asked = [item for items in items_by_part(path).values() for item, _ in items]
    given = scored.inputs.answers
    return {item: plain_answer(item, given[item]) for item in asked if item in given}
