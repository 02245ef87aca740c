"""Acts on evaluations as a whole: begin, change, duplicate, delete."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from channels_catalog.models import CatalogRelease
from channels_catalog.queries import catalog_of, current_release
from channels_catalog.schema import Catalog
from distmap import jobs
from distmap.errors import Fault, Invalid, NotFound
from distmap.texts import SHORT, folded, text_faults, tidied
from evaluations.answers.operations import as_stored
from evaluations.answers.queries import answers_of
from evaluations.inputs import checklist, progress
from evaluations.models import Answer, AnswerChange, Evaluation, EvaluationPath, Product, StatusChange
from evaluations.results.verdicts import RESCORE
from evaluations.vocabulary import DIMENSIONS, METHOD_OF_NEW
from evaluations.work.operations.changes import (
    locked,
    mark_changed,
    record_status_change,
    refuse_if_locked,
    refuse_if_stale,
)
from evaluations.work.queries import catalog_for, path_keys
from workspaces.actors import Actor
from workspaces.audit import record
from workspaces.ids import new_id
from workspaces.permissions import Act

MOST_PATHS = 40


class _Inherit:
    """The product's growth model, taken over unless another (or none) is named."""


INHERIT: Final = _Inherit()


@transaction.atomic
def create_evaluation(
    *,
    product: Product,
    title: str,
    paths: Sequence[str],
    by: Actor,
    now: datetime,
    release: CatalogRelease | None = None,
    growth_model: str | _Inherit | None = INHERIT,
    priorities: Sequence[Sequence[str]] | None = None,
    pk: UUID | None = None,
    method: str = METHOD_OF_NEW,
) -> Evaluation:
    """Begin an evaluation, under the id `pk` if one is given. It copies the product's growth model unless one is given,
    and pins release and method."""
    by.require(Act.WRITE_EVALUATIONS)
    if priorities is not None:
        by.require(Act.SET_PRIORITIES)
    release = release or current_release(by)
    catalog = catalog_of(release.pk)
    model = product.growth_model if isinstance(growth_model, _Inherit) else growth_model or None
    given = {"title": title, "paths": paths, "growth_model": model, "priorities": priorities}
    faults = evaluation_faults(given, catalog)
    if faults:
        raise Invalid.of(faults)
    _hold(product)
    evaluation = Evaluation.objects.create(
        pk=pk or new_id(),
        workspace=by.workspace,
        product=product,
        release=release,
        method=method,
        title=tidied(title),
        growth_model=model,
        priorities=ordered_priorities(priorities),
        total=checklist(catalog, paths).total,
        search_text=folded(f"{product.name}: {tidied(title)}"),
        created_by=by.user,
        created_at=now,
        changed_at=now,
        changed_by=by.user,
    )
    _set_paths(evaluation, paths)
    jobs.announce(RESCORE, evaluation.pk)
    return evaluation


def _hold(product: Product) -> None:
    """Lock the product, so that it is not deleted while it gets an evaluation; NotFound if it just was."""
    if Product.objects.select_for_update().filter(pk=product.pk, deleted_at=None).first() is None:
        raise NotFound("There is no such product any more. It may just have been deleted.")


@transaction.atomic
def change_evaluation(
    *,
    evaluation: Evaluation,
    changes: Mapping[str, Any],
    by: Actor,
    now: datetime,
    version: int | None = None,
    answers_version: int | None = None,
) -> Evaluation:
    """Change title, paths, growth_model or priorities (those named). Only the title can change outside a draft.

    Answers of a removed path are kept aside and return with it. Another growth model sets answers and overrides of
    the match aside: they spoke of the one before (history keeps them).
    """
    by.require(Act.WRITE_EVALUATIONS)
    row = locked(evaluation)
    refuse_if_stale(row, version, answers_version)
    if "priorities" in changes and ordered_priorities(changes["priorities"]) != row.priorities:
        by.require(Act.SET_PRIORITIES)
    if changes.keys() & {"paths", "growth_model", "priorities"}:
        refuse_if_locked(row)
    faults = evaluation_faults(changes, catalog_for(row))
    if faults:
        raise Invalid.of(faults)
    own, scores = _apply(row, changes, by=by, now=now)
    if own or scores:
        row.version += 1
        mark_changed(row, by=by, now=now, scores=scores)
        row.save()
    return row


def evaluation_faults(changes: Mapping[str, Any], catalog: Catalog) -> list[Fault]:
    """What is wrong with the named fields, whichever they are."""
    faults = []
    if "title" in changes:
        faults += text_faults("/title", changes["title"], most=SHORT, needed=True)
    if "paths" in changes:
        faults += _path_faults(changes["paths"], catalog)
    if "growth_model" in changes:
        faults += _model_faults(changes["growth_model"] or None, catalog)
    if "priorities" in changes:
        faults += priority_faults(changes["priorities"])
    return faults


def _apply(row: Evaluation, changes: Mapping[str, Any], *, by: Actor, now: datetime) -> tuple[bool, bool]:
    """Set what differs; returns (a field of its own changed, a scoring input changed)."""
    own = scores = False
    if "title" in changes and tidied(changes["title"]) != row.title:
        row.title, own = tidied(changes["title"]), True
        row.search_text = row.searchable()
    if "growth_model" in changes and (changes["growth_model"] or None) != row.growth_model:
        _set_match_aside(row, by=by, now=now)
        row.growth_model, scores = changes["growth_model"] or None, True
    if "priorities" in changes and ordered_priorities(changes["priorities"]) != row.priorities:
        row.priorities, scores = ordered_priorities(changes["priorities"]), True
    if "paths" in changes and list(changes["paths"]) != path_keys(row):
        _set_paths(row, changes["paths"])
        asked = checklist(catalog_for(row), changes["paths"])
        row.answered, row.total = progress(asked, answers_of(row))
        scores = True
    return own, scores


def _set_paths(evaluation: Evaluation, paths: Sequence[str]) -> None:
    kept = {row.path: row for row in EvaluationPath.objects.filter(evaluation=evaluation)}
    EvaluationPath.objects.filter(evaluation=evaluation).exclude(path__in=paths).delete()
    for position, path in enumerate(paths):
        if path in kept:
            EvaluationPath.objects.filter(pk=kept[path].pk).update(position=position)
    EvaluationPath.objects.bulk_create(
        EvaluationPath(evaluation=evaluation, path=path, position=position)
        for position, path in enumerate(paths)
        if path not in kept
    )
    # The row was read with its paths: from now on it reads the new ones.
    evaluation.refresh_from_db(fields=["paths"])


def _set_match_aside(evaluation: Evaluation, *, by: Actor, now: datetime) -> None:
    rows = list(Answer.objects.filter(evaluation=evaluation, item__endswith="@alignment"))
    AnswerChange.objects.bulk_create(
        AnswerChange(
            evaluation=evaluation,
            item=row.item,
            revision=row.revision,
            before=as_stored(row),
            after=None,
            reason="growth_model_changed",
            user=by.user,
            token=by.token,
            request_id=by.request_id,
            at=now,
        )
        for row in rows
    )
    Answer.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _path_faults(paths: Sequence[str], catalog: Catalog) -> list[Fault]:
    if not paths:
        return [Fault("/paths", "required", "Choose at least one path.")]
    if len(paths) > MOST_PATHS:
        return [Fault("/paths", "too_many", f"{MOST_PATHS} paths is the most.")]
    faults, seen = [], set()
    for position, path in enumerate(paths):
        if not catalog.holds(path):
            faults.append(
                Fault(
                    f"/paths/{position}",
                    "unknown_path",
                    f"{path!r} is not in catalog release {catalog.version}.",
                )
            )
        elif path in seen:
            faults.append(Fault(f"/paths/{position}", "repeated", f"{path!r} stands twice."))
        seen.add(path)
    return faults


def _model_faults(model: str | None, catalog: Catalog) -> list[Fault]:
    known = [entry.key for entry in catalog.growth_models]
    if model is None or model in known:
        return []
    return [
        Fault("/growth_model", "unknown_growth_model", f"Known growth models: {', '.join(known)}, or null.")
    ]


def priority_faults(priorities: Sequence[Sequence[str]] | None) -> list[Fault]:
    if priorities is None:
        return []
    named = [dimension for group in priorities for dimension in group]
    if sorted(named) == sorted(DIMENSIONS) and all(priorities):
        return []
    return [
        Fault(
            "/priorities",
            "not_a_weak_order",
            f"Name each of {', '.join(DIMENSIONS)} exactly once, in groups from most to least important, or null.",
        )
    ]


def ordered_priorities(priorities: Sequence[Sequence[str]] | None) -> list[list[str]] | None:
    """Tie groups in dimension order: the same weak order is stored one way."""
    if not priorities:
        return None
    return [
        sorted(group, key=DIMENSIONS.index) if set(group) <= set(DIMENSIONS) else list(group)
        for group in priorities
    ]


@transaction.atomic
def duplicate(*, evaluation: Evaluation, by: Actor, now: datetime, title: str = "") -> Evaluation:
    """A draft with the same paths, growth model, priorities, release and answers, and a history that begins anew."""
    by.require(Act.WRITE_EVALUATIONS)
    source = locked(evaluation)
    called = (tidied(title) or f"Copy of {source.title}")[:SHORT]
    copy = Evaluation.objects.create(
        workspace=source.workspace,
        product=source.product,
        release_id=source.release_id,
        method=source.method,
        title=called,
        search_text=folded(f"{source.product.name}: {called}"),
        growth_model=source.growth_model,
        priorities=source.priorities,
        answered=source.answered,
        total=source.total,
        created_by=by.user,
        created_at=now,
        changed_at=now,
        changed_by=by.user,
    )
    _set_paths(copy, path_keys(source))
    rows = list(Answer.objects.filter(evaluation=source))
    Answer.objects.bulk_create(_copied(row, copy) for row in rows)
    AnswerChange.objects.bulk_create(
        AnswerChange(
            evaluation=copy,
            item=row.item,
            revision=row.revision,
            before=None,
            after=as_stored(row),
            reason="duplicated",
            user=by.user,
            token=by.token,
            request_id=by.request_id,
            at=now,
        )
        for row in rows
    )
    jobs.announce(RESCORE, copy.pk)
    return copy


def _copied(row: Answer, to: Evaluation) -> Answer:
    return Answer(
        evaluation=to,
        item=row.item,
        revision=row.revision,
        level=row.level,
        grade=row.grade,
        na=row.na,
        na_reason=row.na_reason,
        designable=row.designable,
        note=row.note,
        evidence_url=row.evidence_url,
        text=row.text,
        changed_at=row.changed_at,
        changed_by_id=row.changed_by_id,
    )


@transaction.atomic
def delete_evaluation(
    *,
    evaluation: Evaluation,
    by: Actor,
    now: datetime,
    version: int | None = None,
    answers_version: int | None = None,
) -> None:
    """Hide an evaluation; it can be brought back for 30 days."""
    by.require(Act.DELETE)
    row = locked(evaluation)
    refuse_if_stale(row, version, answers_version)
    Evaluation.objects.filter(pk=row.pk).update(deleted_at=now)
    if row.deleted_at is None:
        record_status_change(row, StatusChange.DELETED, by=by, now=now)
        record(by=by, action="evaluation.deleted", subject=row.title, now=now, id=str(row.pk))


@transaction.atomic
def restore_evaluation(*, evaluation: Evaluation, by: Actor, now: datetime) -> None:
    """Undo a deletion; a product that was deleted after it comes back with it."""
    by.require(Act.DELETE)
    if not Evaluation.objects.filter(pk=evaluation.pk).exclude(deleted_at=None).update(deleted_at=None):
        return
    record_status_change(evaluation, StatusChange.RESTORED, by=by, now=now)
    record(by=by, action="evaluation.restored", subject=evaluation.title, now=now, id=str(evaluation.pk))
    Product.objects.filter(pk=evaluation.product_id).exclude(deleted_at=None).update(deleted_at=None)
