"""Copying a case into a workspace: a finished evaluation to read, take apart and try what-ifs on."""

from datetime import datetime
from itertools import count
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from channels_catalog.models import CatalogRelease
from channels_catalog.schema import Case
from channels_catalog.shelf import month_of
from evaluations.answers.operations import save_answers
from evaluations.cases.queries import answers_of_case
from evaluations.models import Evaluation
from evaluations.work.operations.evaluations import create_evaluation
from evaluations.work.operations.products import create_product
from evaluations.work.operations.status_changes import submit
from workspaces.actors import Actor
from workspaces.permissions import Act

COPIES = UUID("7e2c5f0a-3f0d-5d0a-9b57-5a2b1a3c9e41")


def copy_case(*, case: Case, release: CatalogRelease, by: Actor, now: datetime) -> tuple[Evaluation, bool]:
    """The workspace's copy of a case, submitted, with its product; and whether it was made just now.

    There is one copy for each workspace and release, however often it is asked for, also at once: its id follows from
    them, and the second insert fails on it. A copy that was deleted stays deleted; the next one has another id.
    """
    by.require(Act.WRITE_EVALUATIONS)
    for number in count():
        pk = uuid5(COPIES, f"{by.workspace.pk}/{release.pk}/{case.id}/{number}")
        there = _copy(pk, by)
        if there is None:
            try:
                return _copied(case, release, pk, by=by, now=now), True
            except IntegrityError:
                if (there := _copy(pk, by)) is None:
                    raise
        if there.deleted_at is None:
            return there, False
    raise AssertionError("counting has no end")


def _copy(pk: UUID, by: Actor) -> Evaluation | None:
    return Evaluation.objects.filter(pk=pk, workspace=by.workspace).first()


@transaction.atomic
def _copied(case: Case, release: CatalogRelease, pk: UUID, *, by: Actor, now: datetime) -> Evaluation:
    product = create_product(
        name=case.product, description=case.situation, growth_model=case.growth_model, by=by, now=now
    )
    evaluation = create_evaluation(
        product=product,
        title=f"{case.company}, {month_of(case.as_of)}",
        paths=[case.path],
        growth_model=case.growth_model,
        release=release,
        by=by,
        now=now,
        pk=pk,
    )
    saved = save_answers(
        evaluation=evaluation, answers=answers_of_case(case), by=by, now=now, reason="copied_from_a_case"
    )
    return submit(evaluation=saved.evaluation, by=by, now=now)
