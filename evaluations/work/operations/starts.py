"""Starting an evaluation from the start page: with its product, and only once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from evaluations.models import Evaluation, Product
from evaluations.vocabulary import METHOD_OF_NEW
from evaluations.work.operations.evaluations import create_evaluation
from evaluations.work.operations.products import create_product
from workspaces.actors import Actor


def start_evaluation(
    *, pk: UUID, product: Product | None, new_product: Mapping[str, Any], title: str, paths: Sequence[str],
    growth_model: str | None, by: Actor, now: datetime, method: str = METHOD_OF_NEW,
) -> Evaluation:  # fmt: skip
    """Begin an evaluation under an id chosen before, with a new product unless one is given: both or neither.

    The same id again gives the evaluation that is there, also when two requests run at once: the second
    one's insert fails on the primary key, and takes its product back with it.
    """
    if (there := _started(pk, by)) is not None:
        return there
    try:
        with transaction.atomic():
            of = product or create_product(**new_product, growth_model=growth_model, by=by, now=now)
            return create_evaluation(
                product=of,
                title=title,
                paths=paths,
                growth_model=growth_model,
                by=by,
                now=now,
                pk=pk,
                method=method,
            )
    except IntegrityError:
        if (there := _started(pk, by)) is None:
            raise
        return there


def _started(pk: UUID, by: Actor) -> Evaluation | None:
    return Evaluation.objects.visible_to(by).filter(pk=pk).first()
