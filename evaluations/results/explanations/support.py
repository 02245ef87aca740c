"""Support: the least of capability, constraint and growth-model match (method section 5)."""

from collections.abc import Mapping
from typing import Any

from channels_catalog.schema import Catalog
from evaluations.models import Answer
from evaluations.results.explanations.fit import span_of
from evaluations.results.explanations.items import Document, item_of, items_by_part
from evaluations.scoring import constants
from evaluations.wording import Scored


def support_of(
    catalog: Catalog,
    scored: Scored,
    stored: Mapping[str, Answer],
    path: Mapping[str, Any],
    exact: Mapping[str, Any],
) -> Document:
    """Everything that support is the least of, what binds, and where the match comes from."""
    parts = items_by_part(path)
    asked = [item for name in (constants.CAPABILITY, "constraint") for item, _ in parts[name]]
    items = [item_of(scored, stored, item, binding=exact["binding"]) for item in asked]
    match = match_of(catalog, scored, path)
    return {
        "items": [*items, _match_item(scored, stored, path, exact, match)],
        "match": match,
        "S": span_of(exact, "S"),
        "A": span_of(exact, "A"),
        "binding": exact["binding"],
    }


def match_of(catalog: Catalog, scored: Scored, path: Mapping[str, Any]) -> Document:
    """Where the match comes from: an override, the catalog's cell for the declared model, or no declaration.

    `levels` has the catalog's level under each growth model; undeclared, the match is anything among them.
    """
    key, model = path["key"], scored.growth_model
    answer = scored.answer(f"{key}@alignment")
    overridden = answer.get("level") is not None or "lo" in answer
    cell = catalog.alignment[model][key] if model else None
    return {
        "source": "override" if overridden else "catalog" if model else "undeclared",
        "growth_model": model,
        "growth_model_name": scored.names.growth_model(model) if model else None,
        "catalog_level": cell.level if cell else None,
        "reason": cell.reason if cell else None,
        "provenance": cell.provenance if cell else None,
        "levels": dict(path["alignment"]),
    }


def _match_item(
    scored: Scored,
    stored: Mapping[str, Answer],
    path: Mapping[str, Any],
    exact: Mapping[str, Any],
    match: Mapping[str, Any],
) -> Document:
    key = f"{path['key']}@alignment"
    item = constants.GROWTH_MODEL if match["source"] == "undeclared" else key
    shown = item_of(scored, stored, key, binding=exact["binding"]) | {
        "item": item,
        "value": span_of(exact, "A"),
        "binding": item in exact["binding"],
    }
    if match["source"] == "catalog":
        shown |= {"level": match["catalog_level"], "answered": True}
    return shown
