"""How much of a path is known, with the denominators (method section 8)."""

from collections.abc import Mapping, Sequence
from typing import Any

from evaluations.results.explanations.items import Document


def coverage_of(
    fit: Mapping[str, Any],
    support: Mapping[str, Any],
    exact: Mapping[str, Any],
    sampled: Mapping[str, Any],
) -> Document:
    """The shares, and what each was reckoned from."""
    required = [item for item in support["items"][:-1] if item["applies"]]
    return {
        "fit": exact["coverage_fit"],
        "support": exact["coverage_support"],
        "evidence_fit": exact["evidence_fit"],
        "evidence_support": exact["evidence_support"],
        "applicability": exact["applicability"],
        "thin": exact["thin"],
        "narrow": exact["narrow"],
        "blind_spots": sampled["blind_spots"],
        "of_fit": [_of_dimension(dimension) for dimension in fit["dimensions"]],
        "of_support": {
            "asked": len(required),
            "answered": _count(required, "answered"),
            "evidenced": _count(required, "evidenced"),
            "match_known": support["match"]["source"] != "undeclared",
        },
        "counts": {
            "fit": _counts([item for dimension in fit["dimensions"] for item in dimension["items"]]),
            "support": _counts(support["items"][:-1]),
        },
    }


def _of_dimension(dimension: Mapping[str, Any]) -> Document:
    """Of the weights of its applicable answers (`total`), how much is answered, and seen or measured."""
    living = [item for item in dimension["items"] if item["applies"]]
    return {
        "dimension": dimension["dimension"],
        "weight": dimension["weight"],
        "total": dimension["total"],
        "answered": sum(item["weight"] for item in living if item["answered"]),
        "evidenced": sum(item["weight"] for item in living if item["evidenced"]),
    }


def _count(items: Sequence[Mapping[str, Any]], name: str) -> int:
    return sum(bool(item[name]) for item in items)


def _counts(items: Sequence[Mapping[str, Any]]) -> Document:
    return {
        "total": len(items),
        "applicable": _count(items, "applies"),
        "answered": _count(items, "answered"),
        "evidenced": _count(items, "evidenced"),
    }
