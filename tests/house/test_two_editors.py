"""Two people change the same thing by its plain form: each sees the other's value and chooses, and only fields that
were changed are written."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from django.db import models
from django.db.models import F
from django.http import HttpResponse
from django.test import Client

from evaluations.models import Decision, Evaluation, Product
from reports.models import ReportSchedule
from tests.house.markup import Markup, controls, values_of, words
from tests.house.opened import browser
from tests.house.permission_matrix import COMPARISON, EVALUATION, PRODUCT, SCHEDULE
from tests.house.world import World
from workspaces.models import User, Workspace

Sent = dict[str, list[str]]


@dataclass(frozen=True, kw_only=True)
class Editing:
    """One edit form: the row behind it, a field, what I choose, what somebody else stores meanwhile and how it reads,
    and another field of the same form that they may change instead."""

    row: Callable[[World], models.Model]
    field: str
    mine: str
    theirs: Any
    reads: str
    column: str = ""
    beside: tuple[str, Any] | None = None

    @property
    def stored_in(self) -> str:
        return self.column or self.field


def _evaluation(world: World) -> models.Model:
    return Evaluation.objects.get(pk=world.evaluation.pk)


def _user(world: World) -> models.Model:
    return User.objects.get(memberships__workspace=world.workspace, memberships__role="admin")


EDITS: dict[str, Editing] = {
    f"{PRODUCT}edit/": Editing(
        row=lambda world: Product.objects.get(pk=world.product.pk),
        field="name", mine="Mine", theirs="Theirs", reads="Theirs", beside=("description", "They wrote this."),
    ),
    f"{EVALUATION}title/": Editing(
        row=_evaluation, field="title", mine="Mine", theirs="Theirs", reads="Theirs"
    ),
    f"{EVALUATION}growth-model/": Editing(
        row=_evaluation, field="growth_model", mine="marketplace", theirs="content-led", reads="Content-led"
    ),
    f"{EVALUATION}priorities/": Editing(
        row=_evaluation, field="pull", mine="3", column="priorities", reads="2",
        theirs=[["product"], ["pull", "access", "compounding", "carry"]],
    ),
    f"{SCHEDULE}edit/": Editing(
        row=lambda world: ReportSchedule.objects.get(pk=world.schedule.pk),
        field="hour", mine="6", theirs=20, reads="20:00", beside=("weekday", 4),
    ),
    "workspace/settings/": Editing(
        row=lambda world: Workspace.objects.get(pk=world.workspace.pk),
        field="name", mine="Mine", theirs="Theirs", reads="Theirs", beside=("time_zone", "Europe/Lisbon"),
    ),
    "account/": Editing(
        row=_user, field="name", mine="Mine", theirs="Theirs", reads="Theirs", beside=("time_zone", "Europe/Lisbon"),
    ),
}  # fmt: skip
each = pytest.mark.parametrize("address", EDITS, ids=lambda address: f"/{address}")


@pytest.fixture
def world(workspace: Workspace, now: datetime) -> World:
    return World(workspace, now)


@pytest.fixture
def client(world: World) -> Client:
    return browser(world)


def form_of(page: Markup) -> Element:
    [seen] = page.having("name", "seen")
    return next(element for element in page.around(seen) if element.tag == "form")


def typed(form: Element) -> Sent:
    """All that a browser would send of the form, without its buttons."""
    names = {field.get("name", "") for field in [*controls(form), *form.iter("input")]} - {
        "",
        "csrfmiddlewaretoken",
    }
    return {name: values_of(form, name) for name in names}


def shown(answer: HttpResponse) -> Markup:
    return Markup(answer.content.decode())


def faults_of(answer: HttpResponse) -> list[str]:
    return [words(told) for told in shown(answer).having("class", "error-summary")] if answer.content else []


def meanwhile(row: models.Model, **changes: Any) -> None:
    if any(field.name == "version" for field in row._meta.fields):
        changes["version"] = F("version") + 1
    type(row)._default_manager.filter(pk=row.pk).update(**changes)
    if isinstance(row, Decision):
        Evaluation.objects.filter(pk=row.evaluation_id).update(decision_version=F("decision_version") + 1)


@each
def test_both_values_are_shown_and_mine_can_be_kept(address: str, world: World, client: Client) -> None:
    editing, path = EDITS[address], world.path(address)
    sent = typed(form_of(shown(client.get(path)))) | {editing.field: [editing.mine]}
    meanwhile(editing.row(world), **{editing.stored_in: editing.theirs})

    held = client.post(path, sent)

    assert held.status_code == 422
    page = shown(held)
    [clash] = page.having("class", "conflict")
    assert editing.reads in words(clash)
    assert values_of(form_of(page), editing.field) == [editing.mine]
    assert getattr(editing.row(world), editing.stored_in) == editing.theirs
    assert client.post(path, typed(form_of(page))).status_code == 302
    assert getattr(editing.row(world), editing.stored_in) != editing.theirs


@each
def test_theirs_can_be_taken(address: str, world: World, client: Client) -> None:
    editing, path = EDITS[address], world.path(address)
    sent = typed(form_of(shown(client.get(path)))) | {editing.field: [editing.mine]}
    meanwhile(editing.row(world), **{editing.stored_in: editing.theirs})
    page = shown(client.post(path, sent))

    taken = shown(client.post(path, typed(form_of(page)) | {"take": editing.field}))

    assert taken.having("class", "conflict") == []
    assert values_of(form_of(taken), editing.field) != [editing.mine]
    assert client.post(path, typed(form_of(taken))).status_code == 302
    assert getattr(editing.row(world), editing.stored_in) == editing.theirs


@pytest.mark.parametrize("address", [address for address, editing in EDITS.items() if editing.beside])
def test_only_what_was_changed_is_written(address: str, world: World, client: Client) -> None:
    editing, path = EDITS[address], world.path(address)
    assert editing.beside is not None
    field, theirs = editing.beside
    sent = typed(form_of(shown(client.get(path)))) | {editing.field: [editing.mine]}
    meanwhile(editing.row(world), **{field: theirs})

    assert client.post(path, sent).status_code == 302

    row = editing.row(world)
    assert str(getattr(row, editing.field)) == editing.mine
    assert getattr(row, field) == theirs


def test_the_same_change_by_both_is_no_clash(world: World, client: Client) -> None:
    path = world.path(f"{EVALUATION}title/")
    sent = typed(form_of(shown(client.get(path)))) | {"title": ["Ours"]}
    meanwhile(_evaluation(world), title="Ours")
    assert client.post(path, sent).status_code == 302


def test_what_a_form_was_drawn_with_may_be_nonsense(world: World, client: Client) -> None:
    path = world.path(f"{EVALUATION}title/")
    for seen in ("", "x", "[]", "1", "[" * 100_000, json.dumps({"title": 5}), json.dumps({"nothing": ["x"]})):
        assert client.post(path, {"title": f"Title {seen}"[:40], "seen": seen}).status_code == 302


def test_a_clash_is_not_hidden_by_a_fault_elsewhere(world: World, client: Client) -> None:
    path = world.path(f"{SCHEDULE}edit/")
    sent = typed(form_of(shown(client.get(path)))) | {"hour": ["6"], "formats": []}
    meanwhile(ReportSchedule.objects.get(pk=world.schedule.pk), hour=20)
    page = shown(client.post(path, sent))
    assert page.having("class", "conflict")
    assert ReportSchedule.objects.get(pk=world.schedule.pk).hour == 20


def test_two_clashes_are_chosen_one_by_one(world: World, client: Client) -> None:
    path = world.path(f"{PRODUCT}edit/")
    sent = typed(form_of(shown(client.get(path)))) | {"name": ["Mine"], "description": ["Mine too"]}
    product = Product.objects.get(pk=world.product.pk)
    meanwhile(product, name="Theirs", description="Theirs too")
    both = shown(client.post(path, sent))
    assert len(both.having("class", "conflict")) == 2

    one = shown(client.post(path, typed(form_of(both)) | {"keep": "name"}))

    assert len(one.having("class", "conflict")) == 1
    product.refresh_from_db()
    assert product.name == "Theirs"
    none = shown(client.post(path, typed(form_of(one)) | {"take": "description"}))
    assert none.having("class", "conflict") == []
    assert client.post(path, typed(form_of(none))).status_code == 302
    product.refresh_from_db()
    assert (product.name, product.description) == ("Mine", "Theirs too")


# Forms with rows


@pytest.mark.parametrize(
    ("address", "field", "beside"),
    [(f"{EVALUATION}decision/edit/", "reasons", "owner"), (f"{COMPARISON}edit/", "title", "kind")],
)
def test_a_form_with_rows_is_merged_as_well(
    address: str, field: str, beside: str, world: World, client: Client
) -> None:
    path, row = world.path(address), world.decision if "decision" in address else world.comparison
    sent = typed(form_of(shown(client.get(path)))) | {field: ["Mine"]}
    meanwhile(row, **{field: "Theirs", beside: "raters" if beside == "kind" else "They"})

    held = client.post(path, sent)

    assert held.status_code == 422
    page = shown(held)
    [clash] = page.having("class", "conflict")
    assert "Theirs" in words(clash)
    saved = client.post(path, typed(form_of(page)))
    assert (saved.status_code, faults_of(saved)) == (302, [])
    row.refresh_from_db()
    assert (getattr(row, field), getattr(row, beside)) == ("Mine", "raters" if beside == "kind" else "They")


def test_rows_that_only_the_other_changed_stay(world: World, client: Client) -> None:
    path = world.path(f"{EVALUATION}decision/edit/")
    sent = typed(form_of(shown(client.get(path)))) | {"owner": ["Mine"]}
    kills = [{"metric": "Their figure", "threshold": "Ten", "by": "2027-01-20"}]
    meanwhile(world.decision, kill_criteria=kills)
    saved = client.post(path, sent)
    assert (saved.status_code, faults_of(saved)) == (302, [])
    world.decision.refresh_from_db()
    assert (world.decision.owner, world.decision.kill_criteria) == ("Mine", kills)


def test_members_of_a_comparison_are_one_field(world: World, client: Client) -> None:
    path = world.path(f"{COMPARISON}edit/")
    sent = typed(form_of(shown(client.get(path)))) | {"alias-0": ["Ours"]}
    meanwhile(world.comparison, base=1)
    page = shown(client.post(path, sent))
    [clash] = page.having("class", "conflict")
    assert "as base" in words(clash)
    taken = shown(client.post(path, typed(form_of(page)) | {"take": "members"}))
    assert values_of(form_of(taken), "base") == ["1"]
