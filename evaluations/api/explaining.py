"""Where every number of one path comes from: its answers, their weights, the caps, and what binds."""

from collections.abc import Mapping, Sequence
from typing import Any

from evaluations.models import Evaluation
from evaluations.queries import catalog_for
from evaluations.scoring import constants
from evaluations.wording import Names, Scored, path_words, range_of

Document = dict[str, Any]

CONSTANTS: Document = {
    "bar_low": constants.BAR_LOW,
    "bar_high": constants.BAR_HIGH,
    "weak_link_step": constants.WEAK_LINK_STEP,
    "design_target": constants.DESIGN_TARGET,
    "half_widths": dict(constants.HALF_WIDTHS),
    "likely": constants.LIKELY,
    "very_likely": constants.VERY_LIKELY,
    "coverage_minimum": constants.COVERAGE_MINIMUM,
    "evidence_minimum": constants.EVIDENCE_MINIMUM,
    "applicability_minimum": constants.APPLICABILITY_MINIMUM,
    "draws": constants.DRAWS,
}


def explanation(evaluation: Evaluation, scored: Scored, key: str) -> Document:
    """The explanation of one path of a whole result."""
    path = scored.path(key)
    judged = path.document
    words = path_words(scored, key)
    return {
        "path": key,
        "name": path.name,
        "verdict": words.verdict,
        "sentence": words.sentence,
        "release": catalog_for(evaluation).version,
        "release_sha256": evaluation.release.sha256,
        "method": scored.document["method"],
        "inputs_sha256": scored.document["inputs_sha256"],
        "answers_version": evaluation.answers_version,
        "growth_model": evaluation.growth_model,
        "priorities": evaluation.priorities,
        "constants": CONSTANTS,
        "inputs": {"path": path.inputs, "answers": _own_answers(scored, path.inputs)},
        "fit": _fit(scored, path.inputs, path.exact) if path.applies else None,
        "support": _support(scored, path.inputs, path.exact) if path.applies else None,
        "coverage": _coverage(path.exact, path.sampled) if path.applies else None,
        "value": _span(path.exact, "V") if path.applies else None,
        "sampled": judged.get("sampled"),
        "flips": judged.get("flips"),
        "tornado": judged.get("tornado", []),
    }


def _own_answers(scored: Scored, path: Mapping[str, Any]) -> Document:
    asked = [item for items in _items_by_part(path).values() for item, _ in items]
    return {item: dict(scored.answer(item)) for item in asked if scored.answer(item)}


def _items_by_part(path: Mapping[str, Any]) -> dict[str, list[tuple[str, float]]]:
    """The path's items with their relevance, by dimension or part of support (method section 2)."""
    key = path["key"]
    parts: dict[str, list[tuple[str, float]]] = {name: [] for name in constants.DIMENSIONS}
    parts |= {constants.CAPABILITY: [], "constraint": [], "match": [(f"{key}@alignment", 1.0)]}
    for factor, role in path["factors"].items():
        parts[role].append((f"{key}/{factor}", 1.0))
    parts[constants.CARRY] = [(f"surface/{name}", float(weight)) for name, weight in path["surfaces"].items()]
    parts["constraint"] = [(f"{key}!{name}", 1.0) for name in path["constraints"]]
    return parts


def _fit(scored: Scored, path: Mapping[str, Any], exact: Mapping[str, Any]) -> Document:
    parts = _items_by_part(path)
    return {
        "dimensions": [_dimension(scored, name, parts[name], exact) for name in exact["dims"]],
        "mean": exact["mean"],
        "weakest": exact["weakest"],
        "weakest_dims": exact["weakest_dims"],
        "cap": round(exact["weakest"] + constants.WEAK_LINK_STEP, constants.EXACT_PLACES),
        "capped": exact["point"]["F"] < exact["mean"],
        "F": _span(exact, "F"),
        "F_star": _span(exact, "F_star"),
        "over_weights": exact["F_over_weights"],
        "robust": exact["F_robust"],
    }


def _dimension(
    scored: Scored, name: str, items: Sequence[tuple[str, float]], exact: Mapping[str, Any]
) -> Document:
    living = [(item, relevance) for item, relevance in items if not scored.answer(item).get("na")]
    total = sum(relevance for _, relevance in living)
    part = exact["contributions"][name]
    spans = [(range_of(scored.answer(item)), relevance / total) for item, relevance in living]
    return {
        "dimension": name,
        "name": scored.names.dimension(name),
        # What a dimension adds and what it lacks are its weight together.
        "weight": round(part["contribution"] + part["gap"], constants.EXACT_PLACES),
        "value": {
            "lo": _rounded(sum(span.lo * share for span, share in spans)),
            "point": exact["dims"][name],
            "hi": _rounded(sum(span.hi * share for span, share in spans)),
        },
        "contribution": part["contribution"],
        "gap": part["gap"],
        "items": [_item(scored, item, relevance / total, ()) for item, relevance in items],
    }


def _support(scored: Scored, path: Mapping[str, Any], exact: Mapping[str, Any]) -> Document:
    parts = _items_by_part(path)
    asked = [item for name in (constants.CAPABILITY, "constraint") for item, _ in parts[name]]
    items = [_item(scored, item, None, exact["binding"]) for item in asked]
    return {
        "items": [*items, _match(scored, path, exact)],
        "S": _span(exact, "S"),
        "A": _span(exact, "A"),
        "binding": exact["binding"],
    }


def _match(scored: Scored, path: Mapping[str, Any], exact: Mapping[str, Any]) -> Document:
    """The growth-model match: an override, the catalog's level for the declared model, or anything."""
    key = f"{path['key']}@alignment"
    answer = scored.answer(key)
    overridden = answer.get("level") is not None or "lo" in answer
    item = key if overridden or scored.growth_model else constants.GROWTH_MODEL
    shown = _item(scored, key, None, exact["binding"]) | {
        "item": item,
        "value": _span(exact, "A"),
        "binding": item in exact["binding"],
    }
    if not overridden and scored.growth_model:
        shown |= {"level": path["alignment"][scored.growth_model], "answered": True}
    return shown


def _item(scored: Scored, item: str, share: float | None, binding: Sequence[str]) -> Document:
    answer = scored.answer(item)
    applies = not answer.get("na")
    span = range_of(answer)
    return {
        "item": item,
        "name": scored.names.item(item),
        "level": answer.get("level"),
        "grade": answer.get("grade"),
        "applies": applies,
        "answered": answer.get("level") is not None,
        "evidenced": answer.get("grade") in constants.EVIDENCED,
        "share": _rounded(share) if share is not None and applies else None,
        "value": {"lo": span.lo, "point": span.mid, "hi": span.hi} if applies else None,
        "binding": item in binding,
    }


def _coverage(exact: Mapping[str, Any], sampled: Mapping[str, Any]) -> Document:
    return {
        "fit": exact["coverage_fit"],
        "support": exact["coverage_support"],
        "evidence_fit": exact["evidence_fit"],
        "evidence_support": exact["evidence_support"],
        "applicability": exact["applicability"],
        "thin": exact["thin"],
        "narrow": exact["narrow"],
        "blind_spots": sampled["blind_spots"],
    }


def _span(exact: Mapping[str, Any], value: str) -> Document:
    return {end: exact[end][value] for end in ("lo", "point", "hi")}


def _rounded(value: float) -> float:
    return round(value, constants.EXACT_PLACES) + 0.0


def names_of(evaluation: Evaluation) -> Names:
    """The names of the evaluation's release."""
    return Names.of(catalog_for(evaluation))
