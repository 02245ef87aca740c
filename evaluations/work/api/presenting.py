"""Stored things as the API shows them: plain documents of the shapes that the schema publishes."""

from typing import Any

from evaluations.models import Evaluation, Product
from evaluations.work.queries import catalog_for, headline_of, path_keys
from workspaces.models import User

Document = dict[str, Any]


def person(user: User | None) -> Document | None:
    return None if user is None else {"id": str(user.pk), "name": user.shown_name}


def product_out(product: Product) -> Document:
    return {
        "id": str(product.pk),
        "name": product.name,
        "description": product.description,
        "growth_model": product.growth_model,
        "industries": product.industries,
        "stage": product.stage,
        "created_by": person(product.created_by),
        "created_at": product.created_at,
        "updated_at": product.updated_at,
    }


def product_tag(product: Product) -> str:
    return f'"{product.version}"'


def evaluation_out(evaluation: Evaluation) -> Document:
    return {
        "id": str(evaluation.pk),
        "title": evaluation.title,
        "status": evaluation.status,
        "product": str(evaluation.product_id),
        "paths": path_keys(evaluation),
        "growth_model": evaluation.growth_model,
        "priorities": evaluation.priorities,
        "release": catalog_for(evaluation).version,
        "method": evaluation.method,
        "progress": {"answered": evaluation.answered, "total": evaluation.total},
        "headline": headline_of(evaluation),
        "stale": evaluation.is_stale,
        "answers_version": evaluation.answers_version,
        "created_by": person(evaluation.created_by),
        "created_at": evaluation.created_at,
        "updated_at": evaluation.changed_at,
        "submitted_at": evaluation.submitted_at,
        "archived_at": evaluation.archived_at,
    }


def evaluation_tag(evaluation: Evaluation) -> str:
    """Its own version, its answers', and that of the stored verdicts, which only readers care about."""
    return f'"{evaluation.version}-{evaluation.answers_version}-{evaluation.scored_version}"'
