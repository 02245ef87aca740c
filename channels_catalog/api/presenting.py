"""Catalog entries as the API shows them."""

from dataclasses import asdict
from typing import Any

from channels_catalog.diff import CatalogDiff
from channels_catalog.models import CatalogRelease
from channels_catalog.schema import Catalog, Channel


def release_out(release: CatalogRelease) -> dict[str, Any]:
    return {
        "id": str(release.pk),
        "version": release.version,
        "sha256": release.sha256,
        "published_at": release.published_at,
        "base": release.base.version if release.base else None,
        "shared": release.workspace_id is None,
        "counts": release.counts,
        "notes": release.notes,
    }


def channel_entry(channel: Channel) -> dict[str, Any]:
    return {
        "slug": channel.key,
        "name": channel.name,
        "title": channel.title,
        "summary": channel.summary,
        "best_suited_for": list(channel.best_suited_for),
        "factor_count": len(channel.factors),
        "constraint_label": channel.constraint.label,
        "written_up": channel.write_up is not None,
    }


def channel_out(catalog: Catalog, channel: Channel) -> dict[str, Any]:
    """A channel model whole, with what the tables say of it."""
    return {
        "release": catalog.version,
        "slug": channel.key,
        "name": channel.name,
        "title": channel.title,
        "summary": channel.summary,
        "best_suited_for": list(channel.best_suited_for),
        "implementation_forms": list(channel.implementation_forms),
        "forms_explained": list(channel.forms_explained),
        "sections": _sections(channel),
        "factors": [
            factor.model_dump(mode="json")
            | {"item": f"{channel.key}/{factor.key}", "revision": factor.revision}
            for factor in channel.factors
        ],
        "constraint": constraint_out(channel),
        "metrics": [metric.model_dump(mode="json") for metric in channel.metrics],
        "ai_leverage": _dumped(catalog.ai_leverage.get(channel.key)),
        "surface_links": dict(catalog.surface_links[channel.key]),
        "alignment": {
            key: cell.model_dump(mode="json") for key, cell in catalog.alignment_of(channel.key).items()
        },
        "embedded": channel.embedded,
        "owner": channel.owner,
        "minimum_team": channel.minimum_team,
        "first_signal": channel.first_signal,
        "thesis": channel.thesis,
        "stakes": _dumped(channel.stakes),
        "route": _dumped(channel.route),
        "saturates": channel.saturates,
        "variants": [variant.model_dump(mode="json") for variant in channel.variants],
        "search_terms": list(channel.search_terms),
    }


def _dumped(entry: Any) -> Any:
    return entry.model_dump(mode="json") if entry is not None else None


def _sections(channel: Channel) -> list[dict[str, Any]]:
    if channel.write_up is None:
        return []
    return [
        {"number": section.number, "key": section.key} | section.model_dump(mode="json")
        for section in channel.write_up.sections
    ]


def constraint_out(channel: Channel) -> dict[str, Any]:
    constraint = channel.constraint
    return constraint.model_dump(mode="json") | {
        "item": f"{channel.key}!{constraint.key}",
        "revision": constraint.revision,
        "burden": channel.burden,
    }


def constraint_entries(catalog: Catalog) -> list[dict[str, Any]]:
    return [
        constraint_out(channel) | {"channel_model": channel.key, "name": channel.name}
        for channel in catalog.channels
    ]


def surface_entries(catalog: Catalog) -> list[dict[str, Any]]:
    return [
        surface.model_dump(mode="json")
        | {
            "item": f"surface/{surface.key}",
            "revision": surface.revision,
            "channel_models": {
                channel: links[surface.key]
                for channel, links in catalog.surface_links.items()
                if surface.key in links
            },
        }
        for surface in catalog.surfaces
    ]


def rule_question_entries(catalog: Catalog) -> list[dict[str, Any]]:
    return [
        question.model_dump(mode="json") | {"item": f"rule/{question.key}", "revision": question.revision}
        for question in catalog.rule_questions
    ]


def diff_out(diff: CatalogDiff) -> dict[str, Any]:
    return asdict(diff)
