"""The whole explanation of one path."""

from collections.abc import Mapping
from typing import Any

from channels_catalog.schema import Catalog
from evaluations.models import Answer, Evaluation
from evaluations.results.explanations.coverage import coverage_of
from evaluations.results.explanations.fit import fit_of, span_of
from evaluations.results.explanations.items import Document, items_by_part
from evaluations.results.explanations.rules import gates_of, rules_of
from evaluations.results.explanations.support import support_of
from evaluations.scoring import constants, method1
from evaluations.wording import Scored, path_words

CONSTANTS: Document = {
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
) -> Document:
    """The explanation of one path of a whole result (scoring.score). `answers` are the stored ones, by item."""
    path = scored.path(key)
    words = path_words(scored, key)
    return {
        "path": key,
        "name": path.name,
        "verdict": words.verdict,
        "sentence": words.sentence,
        "release": catalog.version,
        "release_sha256": evaluation.release.sha256,
        "method": scored.document["method"],
        "inputs_sha256": scored.document["inputs_sha256"],
        "answers_version": evaluation.answers_version,
        "growth_model": evaluation.growth_model,
        "priorities": evaluation.priorities,
        "constants": CONSTANTS,
        "inputs": {"path": path.inputs, "answers": _own_answers(scored, path.inputs)},
        **(_reckoned(catalog, scored, key, answers) if path.applies else _NOTHING),
    }


_NOTHING: Document = {
    "fit": None, "support": None, "coverage": None, "value": None, "rules": [], "sampled": None, "gates": [],
    "flips": None, "tornado": [], "ranking": None,
}  # fmt: skip


def _reckoned(catalog: Catalog, scored: Scored, key: str, answers: Mapping[str, Answer]) -> Document:
    path = scored.path(key)
    fit = fit_of(scored, answers, path.inputs, path.exact)
    support = support_of(catalog, scored, answers, path.inputs, path.exact)
    return {
        "fit": fit,
        "support": support,
        "coverage": coverage_of(fit, support, path.exact, path.sampled),
        "value": span_of(path.exact, "V"),
        "rules": rules_of(path.exact),
        "sampled": path.sampled,
        "gates": gates_of(path.sampled),
        "flips": path.document["flips"],
        "tornado": path.document["tornado"],
        "ranking": _ranking(scored, key),
    }


def _ranking(scored: Scored, key: str) -> Document:
    """Its place by value, then fit; and how often it takes each rank when everything that is open varies."""
    ranking = scored.document["ranking"]
    return {
        "place": scored.order.index(key) + 1,
        "of": len(scored.order),
        "rank_acceptability": ranking["rank_acceptability"][key],
        "expected_rank": ranking["expected_rank"][key],
        "ahead_of": {
            other: ranking["pairwise_winning"][f"{key}>{other}"] for other in scored.order if other != key
        },
    }


def _own_answers(scored: Scored, path: Mapping[str, Any]) -> Document:
    asked = [item for items in items_by_part(path).values() for item, _ in items]
    return {item: dict(scored.answer(item)) for item in asked if scored.answer(item)}
