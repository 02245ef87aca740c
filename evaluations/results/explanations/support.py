"""Support: the least of capability, constraint and growth-model match (method section 5)."""

from collections.abc import Mapping
from dataclasses import replace

from channels_catalog.schema import Catalog
from evaluations.models import Answer
from evaluations.results.explanations.fit import span_of
from evaluations.results.explanations.items import item_of, items_by_part
from evaluations.results.explanations.shapes import ExplainedItem, ExplainedMatch, ExplainedSupport
from evaluations.scoring import constants
from evaluations.scoring.inputs import Path
from evaluations.scoring.method1.result import Exact
from evaluations.wording import Scored


def support_of(
    catalog: Catalog, scored: Scored, stored: Mapping[str, Answer], path: Path, exact: Exact
) -> ExplainedSupport:
    """Everything that support is the least of, what binds, and where the match comes from."""
    parts = items_by_part(path)
    asked = [item for name in (constants.CAPABILITY, "constraint") for item, _ in parts[name]]
    match = match_of(catalog, scored, path)
    return ExplainedSupport(
        items=(
            *(item_of(scored, stored, item, binding=exact.binding) for item in asked),
            _match_item(scored, stored, path, exact, match),
        ),
        match=match,
        S=span_of(exact, "S"),
        A=span_of(exact, "A"),
        binding=exact.binding,
    )


def match_of(catalog: Catalog, scored: Scored, path: Path) -> ExplainedMatch:
    """Where the match comes from: an override, the catalog's cell for the declared model, or no declaration."""
    model = scored.growth_model
    overridden = scored.answer(path.alignment_item).is_answered
    cell = catalog.alignment[model][path.key] if model else None
    return ExplainedMatch(
        source="override" if overridden else "catalog" if model else "undeclared",
        growth_model=model,
        growth_model_name=scored.names.growth_model(model) if model else None,
        catalog_level=cell.level if cell else None,
        reason=cell.reason if cell else None,
        provenance=cell.provenance if cell else None,
        levels=dict(path.alignment),
    )


def _match_item(
    scored: Scored, stored: Mapping[str, Answer], path: Path, exact: Exact, match: ExplainedMatch
) -> ExplainedItem:
    key = path.alignment_item
    item = constants.GROWTH_MODEL if match.source == "undeclared" else key
    shown = replace(
        item_of(scored, stored, key), item=item, value=span_of(exact, "A"), binding=item in exact.binding
    )
    return replace(shown, level=match.catalog_level, answered=True) if match.source == "catalog" else shown
