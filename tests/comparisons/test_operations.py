"""Saving, changing, deleting a comparison: the rules of each kind, every fault at once, and the undo."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from comparisons.members import aliases_of
from comparisons.models import Comparison, ComparisonMember
from comparisons.operations import (
    change_comparison,
    create_comparison,
    delete_comparison,
    preview_comparison,
    restore_comparison,
)
from comparisons.queries import choices_of
from comparisons.rules import MemberInput
from distmap.errors import Invalid, NotFound, NotPermitted, Stale
from evaluations.scoring.plain import plain as as_json
from evaluations.versions.operations import take_snapshot
from evaluations.work.operations.evaluations import delete_evaluation
from reports.operations.purging import purge_hidden
from tests.comparisons.conftest import Make
from tests.conftest import NOW, actor_of
from workspaces.actors import Actor
from workspaces.models import Workspace

pytestmark = pytest.mark.services

NOWHERE = UUID("0192f0c1-0000-7000-8000-000000000000")


def told(error: Invalid | NotFound) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in error.faults]


def create(by: Actor, **more: Any) -> Comparison:
    fields = {"title": "Side by side", "kind": "subjects", "by": by, "now": NOW} | more
    return create_comparison(**fields)


def members(*evaluations: Any, **more: Any) -> list[MemberInput]:
    return [MemberInput(evaluation=each.pk, **more) for each in evaluations]


def test_a_comparison_keeps_its_members_in_order(make: Make, strategist: Actor) -> None:
    one, other = make("Ledgerline", "May"), make("Osprey", "First look")
    made = create(strategist, members=members(other, one), base=1, title="  Two  ")
    assert (made.title, made.kind, made.base, made.version) == ("Two", "subjects", 1, 1)
    assert [member.evaluation_id for member in made.members.all()] == [other.pk, one.pk]
    assert [member.last_title for member in made.members.all()] == ["Osprey: First look", "Ledgerline: May"]


def test_every_fault_is_told_at_once(make: Make, strategist: Actor) -> None:
    one = make("Ledgerline", "May")
    wrong = [
        MemberInput(evaluation=one.pk, alias="A name that is far too long"),
        MemberInput(evaluation=one.pk, alias="Same"),
        MemberInput(evaluation=NOWHERE, alias="same"),
        MemberInput(evaluation=one.pk, snapshot=7),
    ]
    with pytest.raises(Invalid) as caught:
        create(strategist, title=" ", kind="rings", members=wrong, base=9, priorities=[["pull"]])
    assert told(caught.value) == [
        ("/title", "required"),
        ("/kind", "unknown_kind"),
        ("/priorities", "not_a_weak_order"),
        ("/members/2/evaluation", "unknown_evaluation"),
        ("/members/3/snapshot", "unknown_snapshot"),
        ("/members/1", "repeated"),
        ("/members/0/alias", "too_long"),
        ("/members/1/alias", "repeated"),
        ("/members/2/alias", "repeated"),
        ("/base", "no_such_member"),
    ]
    assert not Comparison.objects.exists()


@pytest.mark.parametrize(("count", "code"), [(0, "too_few"), (1, "too_few"), (13, "too_many")])
def test_it_takes_two_to_twelve(count: int, code: str, make: Make, strategist: Actor) -> None:
    rows = [make("Ledgerline", f"No. {number}") for number in range(count)]
    with pytest.raises(Invalid) as caught:
        create(strategist, members=members(*rows))
    assert ("/members", code) in told(caught.value)
    if count == 13:
        assert create(strategist, members=members(*rows[:12])).members.count() == 12


def test_over_time_is_about_one_product(make: Make, strategist: Actor) -> None:
    one, other = make("Ledgerline", "May"), make("Osprey", "May")
    with pytest.raises(Invalid) as caught:
        create(strategist, kind="over_time", members=members(one, other))
    assert told(caught.value) == [("/members/1/evaluation", "other_product")]


def test_raters_rate_one_product_on_the_same_paths(make: Make, strategist: Actor) -> None:
    one, other = make("Ledgerline", "Ada"), make("Ledgerline", "Otto", paths=["content"])
    stranger = make("Osprey", "Vera")
    with pytest.raises(Invalid) as caught:
        create(strategist, kind="raters", members=members(one, other, stranger))
    assert told(caught.value) == [
        ("/members/1/evaluation", "other_paths"),
        ("/members/2/evaluation", "other_product"),
    ]
    turned = make("Ledgerline", "Stella", paths=["content", "community"])
    assert create(strategist, kind="raters", members=members(one, turned)).kind == "raters"


def test_another_workspaces_evaluation_does_not_exist(
    make: Make, strategist: Actor, other_workspace: Workspace
) -> None:
    one = make("Ledgerline", "May")
    foreign = make("Southern", "May", by=actor_of(other_workspace, "admin"))
    with pytest.raises(NotFound) as caught:
        create(strategist, members=members(one, foreign))
    assert told(caught.value) == [("/members/1/evaluation", "unknown_evaluation")]


def test_only_a_strategist_saves_and_every_reader_looks(make: Make, workspace: Workspace) -> None:
    rows = members(make("Ledgerline", "May"), make("Osprey", "May"))
    with pytest.raises(NotPermitted):
        create(actor_of(workspace, "operator"), members=rows)
    shown = as_json(preview_comparison(kind="subjects", members=rows, by=actor_of(workspace, "viewer")))
    assert [member["alias"] for member in shown["members"]] == ["Ledgerline", "Osprey"]
    assert not Comparison.objects.exists()


def test_a_change_replaces_what_it_names(make: Make, strategist: Actor, compared: Callable[..., Any]) -> None:
    one, other, third = make("Ledgerline", "May"), make("Osprey", "May"), make("Fernway", "May")
    made = compared("subjects", one, other)
    after = NOW + timedelta(hours=1)
    changed = change_comparison(
        comparison=made, changes={"title": "New", "members": members(third, one)}, by=strategist, now=after, version=1
    )  # fmt: skip
    assert (changed.title, changed.version, changed.changed_at) == ("New", 2, after)
    assert [member.evaluation_id for member in changed.members.all()] == [third.pk, one.pk]
    same = change_comparison(
        comparison=made, changes={"title": "New", "members": members(third, one)}, by=strategist, now=after
    )
    assert same.version == 2
    with pytest.raises(Stale):
        change_comparison(comparison=made, changes={"title": "Old"}, by=strategist, now=after, version=1)


def test_a_change_of_kind_looks_at_the_members_that_are_there(
    make: Make, strategist: Actor, compared: Callable[..., Any]
) -> None:
    made = compared("subjects", make("Ledgerline", "May"), make("Osprey", "May"))
    with pytest.raises(Invalid) as caught:
        change_comparison(comparison=made, changes={"kind": "over_time"}, by=strategist, now=NOW)
    assert told(caught.value) == [("/members/1/evaluation", "other_product")]


def test_a_deleted_member_may_stay_and_outlives_its_evaluation(
    make: Make, strategist: Actor, compared: Callable[..., Any]
) -> None:
    one, other = make("Ledgerline", "May"), make("Osprey", "May")
    made = compared("subjects", one, other)
    delete_evaluation(evaluation=other, by=strategist, now=NOW)
    changes = {"members": [*members(other), *members(one)]}
    changed = change_comparison(comparison=made, changes=changes, by=strategist, now=NOW)
    assert [member.evaluation_id for member in changed.members.all()] == [other.pk, one.pk]
    with pytest.raises(NotFound):
        create(strategist, members=members(one, other))
    purge_hidden(now=NOW + timedelta(days=31))
    left = ComparisonMember.objects.filter(comparison=made)
    assert [(member.evaluation_id, member.last_title) for member in left] == [
        (None, "Osprey: May"),
        (one.pk, "Ledgerline: May"),
    ]


def test_two_snapshots_of_one_evaluation_outlive_it(make: Make, strategist: Actor) -> None:
    one = make("Ledgerline", "May")
    kept = [take_snapshot(evaluation=one, name=name, by=strategist, now=NOW) for name in ("a", "b")]
    named = [MemberInput(evaluation=one.pk, snapshot=each.pk) for each in kept]
    made = create(strategist, kind="over_time", members=named)
    delete_evaluation(evaluation=one, by=strategist, now=NOW)
    assert purge_hidden(now=NOW + timedelta(days=31))["evaluations"] == 1
    left = [(each.evaluation_id, each.snapshot_id, each.last_title) for each in made.members.all()]
    assert left == [(None, None, "Ledgerline: May, A"), (None, None, "Ledgerline: May, B")]


def test_members_removed_for_good_keep_their_own_titles_through_a_change(
    make: Make, strategist: Actor, compared: Callable[..., Any]
) -> None:
    three = [make(product, "May") for product in ("Ledgerline", "Osprey", "Quill")]
    made = compared("subjects", *three)
    for gone in three[:2]:
        delete_evaluation(evaluation=gone, by=strategist, now=NOW)
    purge_hidden(now=NOW + timedelta(days=31))
    swapped = [
        MemberInput(evaluation=None, title="Osprey: May"),
        MemberInput(evaluation=None, title="Ledgerline: May"),
        *members(three[2]),
    ]
    change_comparison(comparison=made, changes={"members": swapped}, by=strategist, now=NOW)
    assert [each.last_title for each in made.members.all()] == [
        "Osprey: May",
        "Ledgerline: May",
        "Quill: May",
    ]
    unknown = [MemberInput(evaluation=None, title="Heron: May"), *swapped[1:]]
    with pytest.raises(NotFound):
        change_comparison(comparison=made, changes={"members": unknown}, by=strategist, now=NOW)


def test_a_deletion_can_be_undone_until_it_is_purged(
    make: Make, strategist: Actor, compared: Callable[..., Any]
) -> None:
    made = compared("subjects", make("Ledgerline", "May"), make("Osprey", "May"))
    delete_comparison(comparison=made, by=strategist, now=NOW)
    assert not Comparison.objects.visible_to(strategist).exists()
    restore_comparison(comparison=made, by=strategist)
    assert Comparison.objects.visible_to(strategist).get() == made
    delete_comparison(comparison=made, by=strategist, now=NOW)
    assert purge_hidden(now=NOW + timedelta(days=31))["comparisons"] == 1
    assert not Comparison.objects.exists()


def test_short_names_are_given_or_derived(
    make: Make, strategist: Actor, compared: Callable[..., Any]
) -> None:
    one = make("Ledgerline", "Autumn distribution review")
    other = make("Ledgerline", "Autumn distribution and pricing review")
    third = make("Osprey", "First look")
    assert names(compared("subjects", one, third)) == ["Ledgerline", "Osprey"]
    assert names(compared("subjects", one, other)) == ["Ledgerline", "Ledgerline 2"]
    assert names(compared("over_time", one, other)) == ["Autumn", "Autumn 2"]
    given = [MemberInput(evaluation=one.pk, alias="Now"), MemberInput(evaluation=other.pk)]
    assert names(create(strategist, kind="over_time", members=given)) == ["Now", "Autumn"]


def names(comparison: Comparison) -> list[str]:
    return aliases_of(comparison.kind, choices_of(comparison))
