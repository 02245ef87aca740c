"""The demo workspace: made by the acts that everybody has, with a comparison of each kind; what it promises is true."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from channels_catalog.models import CatalogRelease
from channels_catalog.operations import publish
from channels_catalog.shipped import earlier_releases
from comparisons.models import Comparison
from comparisons.queries import comparisons, result_of, setting_of, whole
from evaluations.answers.operations import save_answers
from evaluations.answers.queries import answers_of
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation, Snapshot
from evaluations.results.queries import inputs_of, judgement_by_method_2, result_by_method_2
from evaluations.scoring.method2.promises import Promises
from evaluations.scoring.plain import plain as as_json
from evaluations.versions.timeline import entry_kind, timeline_of
from evaluations.versions.values import snapshot_version
from evaluations.vocabulary import METHOD_1, METHOD_2
from evaluations.work.operations.evaluations import change_evaluation
from evaluations.work.operations.status_changes import reopen
from tests.conftest import NOW
from workspaces.actors import Actor
from workspaces.models import Membership
from workspaces.permissions import Role

pytestmark = pytest.mark.services


@pytest.fixture
def demo(catalog_release: CatalogRelease, settings: Any, tmp_path: Path) -> Actor:
    settings.DATA_DIR = tmp_path
    for earlier in earlier_releases():
        # Each before the newest, which the tests publish on a day of their own.
        publish(catalog=earlier.catalog, now=min(earlier.published_at, NOW - timedelta(days=1)))
    call_command("make_demo", verbosity=0)
    member = Membership.objects.select_related("user", "workspace").get(role=Role.ADMIN.word)
    return Actor(workspace=member.workspace, role=Role.ADMIN, user=member.user)


def test_it_has_a_comparison_of_each_kind_and_three_people_on_the_panel(demo: Actor) -> None:
    found = {each.kind: each for each in whole(comparisons(demo))}
    assert set(found) == {key for key, _ in Comparison.KINDS}
    panel = found[Comparison.RATERS]
    assert len({member.evaluation.created_by_id for member in panel.members.all()}) == 3
    result = as_json(result_of(setting_of(panel)))
    assert [member["alias"] for member in result["members"]] == ["Dana Demo", "Mira Osei", "Jon Varga"]
    assert result["raters"]["contested"]
    assert result["raters"]["disputed"] == result["raters"]["discursive_dilemma"] == []
    assert result["headline"].startswith(
        "What was seen or measured conflicts on five answers: settle that first."
    )
    assert 0 < len(result["raters"]["unanimous"]) < result["raters"]["paths"]


def test_products_of_one_method_compare_and_that_of_the_other_stands_beside(demo: Actor) -> None:
    subjects = next(each for each in whole(comparisons(demo)) if each.kind == Comparison.SUBJECTS)
    result = as_json(result_of(setting_of(subjects)))
    assert [member["alias"] for member in result["members"]] == ["Harborpoint", "Ledgerline", "Quillmark"]
    states = [[cell["state"] for cell in path["cells"]] for path in result["paths"]]
    assert any(each[:2] == ["whole", "whole"] for each in states)
    assert {each[2] for each in states} == {"other_method", "not_chosen"}


def test_one_evaluation_was_reopened_decided_on_and_answered_by_two(demo: Actor) -> None:
    shown = Evaluation.objects.get(product__name="Ledgerline")
    kinds = [entry_kind(stop) for stop in timeline_of(shown)[:50]]
    assert kinds == ["snapshot", "decided", "submitted", "reopened", "submitted", "snapshot", "snapshot"]
    kept = snapshot_version(Snapshot.objects.get(evaluation=shown, name="As decided"))
    assert kept.decision is not None
    assert (kept.decision.path, kept.status) == ("product-invitations", "submitted")
    assert kept.dissent is not None
    assert [(each.held.who, each.distance) for each in kept.dissent.shown] == [
        ("Mira Osei", 2),
        ("Mira Osei", 2),
        ("Mira Osei", 1),
    ]


def test_one_evaluation_stands_on_the_release_before(demo: Actor, catalog_release: CatalogRelease) -> None:
    releases = dict(Evaluation.objects.values_list("product__name", "release__version"))
    assert releases.pop("Quillmark") == "2026.11"
    assert set(releases.values()) == {catalog_release.version}


def test_nobody_signs_in_as_an_invented_rater(demo: Actor) -> None:
    others = [member.user for member in Membership.objects.exclude(user=demo.user)]
    assert len(others) == 2
    for other in others:
        assert not other.has_usable_password()
        assert not Client().login(email=other.email, password="")


def test_only_the_evaluation_of_before_is_judged_by_method_1(demo: Actor) -> None:
    by_1 = Evaluation.objects.filter(method=METHOD_1)
    assert [evaluation.product.name for evaluation in by_1] == ["Quillmark"]


SETS = ("road", "to_scale", "breaks", "relief", "design")


@dataclass(frozen=True, kw_only=True)
class Promised:
    """Levels to measure, a growth model to declare, and what is then issued for each of these paths."""

    kind: str
    levels: Mapping[str, int]
    growth_model: str | None = None
    issued: Mapping[str, str]


def promised(of: Mapping[str, Promises]) -> Iterator[Promised]:
    """Every promise of a result; of those on one measurement, each item at one of its five levels, in turn."""
    for path, promises in of.items():
        for kind in SETS:
            if (made := getattr(promises, kind)) is not None:
                yield Promised(
                    kind=kind,
                    levels=made.answers,
                    growth_model=made.growth_model,
                    issued={path: made.verdict},
                )
        for model, verdict in (promises.if_declared or {}).items():
            yield Promised(kind="if_declared", levels={}, growth_model=model, issued={path: verdict})
    measured = {path: promises.if_measured for path, promises in of.items()}
    for place, item in enumerate(sorted({item for items in measured.values() for item in items})):
        level = place % 5
        issued = {path: items[item][level] for path, items in measured.items() if item in items}
        yield Promised(kind="if_measured", levels={item: level}, issued=issued)


def follow(promise: Promised, evaluation: Evaluation, by: Actor) -> dict[str, str]:
    """What is issued for the paths of a promise once it is done as everybody would; then all of it is undone."""
    stored, now = answers_of(evaluation), timezone.now()
    # A surface that cannot be designed in stays marked so.
    marks = {
        key: {"designable": key not in stored or stored[key].designable}
        for key in promise.levels
        if key.startswith("surface/")
    }
    answers = [
        AnswerInput.of(key, level=level, grade="measured", note="As was promised.", **marks.get(key, {}))
        for key, level in promise.levels.items()
    ]
    with transaction.atomic():
        if promise.growth_model is not None:
            changes = {"growth_model": promise.growth_model}
            change_evaluation(evaluation=evaluation, changes=changes, by=by, now=now)
        save_answers(evaluation=evaluation, answers=answers, by=by, now=now)
        found = judgement_by_method_2(inputs_of(Evaluation.objects.get(pk=evaluation.pk))).paths
        transaction.set_rollback(True)
    return {path: judged.judged.verdict for path in promise.issued if (judged := found[path]) is not None}


def test_every_promise_of_the_demo_is_kept_once_its_answers_are_saved(demo: Actor) -> None:
    followed = []
    for evaluation in Evaluation.objects.filter(method=METHOD_2):
        if evaluation.status == Evaluation.SUBMITTED:
            reopen(evaluation=evaluation, by=demo, now=timezone.now())
        draft = Evaluation.objects.get(pk=evaluation.pk)
        promises = result_by_method_2(inputs_of(draft)).promises
        made = list(promised(promises))
        assert {path for each in made for path in each.issued} == set(promises)
        for each in made:
            assert follow(each, draft, demo) == each.issued, (evaluation.title, each)
        followed += made
    assert {each.kind for each in followed} >= {*SETS, "if_measured"}
    assert len(followed) > 200
