"""The timeline: moves between states, snapshots and decisions in one order, on the page and in the API."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluations.decisions.operations import change_action, record_decision, record_outcome
from evaluations.models import Action, Evaluation, Snapshot, StatusChange
from evaluations.versions.operations import take_snapshot
from evaluations.versions.timeline import entry_kind, timeline_of
from evaluations.work.operations.changes import InvalidTransition
from evaluations.work.operations.evaluations import delete_evaluation, restore_evaluation
from evaluations.work.operations.status_changes import archive, reopen, submit
from tests.api.addresses import Api
from tests.api.conftest import token_of
from tests.conftest import NOW
from tests.decided import decided
from tests.markup import squeezed
from workspaces.actors import Actor
from workspaces.models import Workspace
from workspaces.permissions import ALL_SCOPES

pytestmark = pytest.mark.services

Actors = Callable[..., Actor]
Clients = Callable[..., Client]


@pytest.fixture
def told(evaluation: Evaluation, actor: Actors) -> Evaluation:
    """An evaluation with a stop of every kind, an hour apart."""
    one, by = evaluation, actor("strategist")

    def at(hours: int) -> dict[str, object]:
        return {"evaluation": one, "by": by, "now": NOW + timedelta(hours=hours)}

    take_snapshot(**at(1), name="first look")
    submit(**at(2))
    record_decision(**at(3), given=decided())
    record_decision(**at(4), given=decided(owner="Otto"))
    change_action(**at(5), action_id=Action.objects.all()[0].pk, state="done")
    record_outcome(**at(6), outcome="held")
    record_outcome(**at(7), outcome="")
    record_decision(**at(8), given=decided(decision="park"))
    reopen(**at(9))
    archive(**at(10))
    delete_evaluation(**at(11))
    restore_evaluation(**at(12))
    return Evaluation.objects.get(pk=one.pk)


KINDS = [
    "restored", "deleted", "archived", "reopened", "decided", "outcome_withdrawn", "outcome_recorded",
    "action_changed", "decision_changed", "decided", "submitted", "snapshot",
]  # fmt: skip


def kinds(evaluation: Evaluation, size: int = 50) -> list[str]:
    return [entry_kind(stop) for stop in timeline_of(evaluation)[:size]]


def test_every_stop_is_there_newest_first(told: Evaluation) -> None:
    assert kinds(told) == KINDS
    assert kinds(told, 3) == KINDS[:3]


def test_a_move_keeps_who_and_when(told: Evaluation) -> None:
    reopened = StatusChange.objects.select_related("user").get(evaluation=told, kind="reopened")
    assert reopened.user is not None
    assert (reopened.user.name, reopened.at, reopened.request_id) == (
        "Stella Strategist",
        NOW + timedelta(hours=9),
        "test",
    )
    submitted = StatusChange.objects.get(evaluation=told, kind="submitted")
    assert submitted.snapshot == Snapshot.objects.get(evaluation=told, name="submitted 1")


def test_what_is_refused_or_changes_nothing_leaves_no_move(evaluation: Evaluation, actor: Actors) -> None:
    with pytest.raises(InvalidTransition):
        reopen(evaluation=evaluation, by=actor(), now=NOW)
    restore_evaluation(evaluation=evaluation, by=actor(), now=NOW)
    assert not StatusChange.objects.exists()


@pytest.mark.parametrize(
    ("kind", "with_snapshot"), [("submitted", False), ("reopened", True), ("moved", False)]
)
def test_the_database_refuses_a_move_that_cannot_be(
    kind: str, with_snapshot: bool, told: Evaluation, actor: Actors
) -> None:
    snapshot = Snapshot.objects.get(evaluation=told, name="first look") if with_snapshot else None
    with pytest.raises(IntegrityError), transaction.atomic():
        StatusChange.objects.create(evaluation=told, kind=kind, snapshot=snapshot, at=NOW)


def page(client: Client, evaluation: Evaluation, query: str = "") -> str:
    answered = client.get(reverse("snapshots", args=[evaluation.pk]) + query)
    assert answered.status_code == 200
    return unescape(squeezed(answered))


def test_the_page_tells_each_with_who_and_where_it_leads(told: Evaluation, client_of: Clients) -> None:
    said = page(client_of("viewer"), told)
    titles = [
        "As it stands", "Brought back", "Deleted", "Archived", "Reopened", "Decided", "Outcome taken back",
        "Outcome recorded", "An action moved on", "Decision changed", "Submitted", "First look",
    ]  # fmt: skip
    places = [said.index(f">{words}</a>") for words in titles]
    assert places == sorted(places)
    assert "By Stella Strategist; kept as snapshot 2, ‘Submitted 1’" in said
    assert "Held. Decided was Relieve first: Community" in said
    assert f'href="{reverse("decision", args=[told.pk])}?version=1">Decided' in said
    assert f'href="{reverse("snapshot", args=[told.pk, 2])}">Submitted' in said
    assert f'href="{reverse("history", args=[told.pk])}">Reopened' in said


def test_a_page_goes_on_where_the_one_before_ended(
    told: Evaluation, client_of: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evaluations.versions.views.timeline.ENTRIES", 5)
    client = client_of("viewer")
    query, seen = "", 0
    for expected in (5, 5, 2):
        response = client.get(reverse("snapshots", args=[told.pk]) + query)
        seen += len(response.context["stops"])
        assert len(response.context["stops"]) == expected
        newer, query = response.context["newer"], response.context["older"]
    assert (seen, query) == (12, "")
    back = client.get(reverse("snapshots", args=[told.pk]) + newer)
    assert [stop["kind"] for stop in back.context["stops"]] == KINDS[5:10]


def test_the_page_asks_as_much_for_many_stops_as_for_few(
    evaluation: Evaluation, actor: Actors, client_of: Clients
) -> None:
    def asked() -> int:
        client = client_of("viewer")
        page(client, evaluation)
        with CaptureQueriesContext(connection) as found:
            page(client, evaluation)
        return len(found)

    def go_on(hours: int) -> None:
        by = actor("strategist")
        submit(evaluation=evaluation, by=by, now=NOW + timedelta(hours=hours))
        record_decision(
            evaluation=evaluation,
            given=decided(owner=f"Owner {hours}"),
            by=by,
            now=NOW + timedelta(hours=hours),
        )
        reopen(evaluation=evaluation, by=by, now=NOW + timedelta(hours=hours + 1))
        take_snapshot(evaluation=evaluation, name=f"kept {hours}", by=by, now=NOW)

    go_on(1)
    few = asked()
    go_on(3)
    go_on(5)
    assert asked() == few


def test_the_api_lists_the_stops_page_by_page(told: Evaluation, workspace: Workspace) -> None:
    program = Api(headers={"Authorization": f"Bearer {token_of(workspace, 'viewer', ALL_SCOPES)}"})
    address: str | None = f"/api/v1/evaluations/{told.pk}/timeline/?limit=5"
    found = []
    while address:
        answered = program.call("GET", address.removeprefix("http://testserver"))
        assert answered.status_code == 200
        found += answered.json()["results"]
        address = answered.json()["next"]
    assert [stop["kind"] for stop in found] == KINDS
    submitted, first = found[-2], found[-1]
    assert (submitted["snapshot"], submitted["by"]["name"]) == (2, "Stella Strategist")
    assert (first["snapshot"], first["decision_version"]) == (1, None)
    decision = next(stop for stop in found if stop["kind"] == "decision_changed")
    assert (decision["decision_version"], decision["path"], decision["decision"]) == (
        2,
        "community",
        "relieve_first",
    )
    held = next(stop for stop in found if stop["kind"] == "outcome_recorded")
    assert held["outcome"] == "held"
