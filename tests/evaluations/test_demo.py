"""The demo workspace: made by the acts that everybody has, with a comparison of each kind."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from channels_catalog.models import CatalogRelease
from channels_catalog.operations import publish
from channels_catalog.shipped import earlier_releases
from comparisons.models import Comparison
from comparisons.queries import comparisons, result_of, setting_of, whole
from evaluations.models import Evaluation, Snapshot
from evaluations.scoring.plain import plain as as_json
from evaluations.versions.timeline import entry_kind, timeline_of
from evaluations.versions.values import snapshot_version
from workspaces.actors import Actor
from workspaces.models import Membership
from workspaces.permissions import Role

pytestmark = pytest.mark.services


@pytest.fixture
def demo(catalog_release: CatalogRelease, settings: Any, tmp_path: Path) -> Actor:
    settings.DATA_DIR = tmp_path
    for earlier in earlier_releases():
        publish(catalog=earlier.catalog, now=earlier.published_at)
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
    assert 0 < len(result["raters"]["unanimous"]) < result["raters"]["paths"]


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
