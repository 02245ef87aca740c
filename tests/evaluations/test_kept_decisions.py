"""What a snapshot keeps of what was decided: read, set against another; and documents of other shapes."""

import hashlib
import json
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.decisions.operations import record_decision, record_outcome
from evaluations.decisions.rules import ActionInput, KillCriterion
from evaluations.models import Evaluation, Snapshot
from evaluations.versions.differences import difference, present_side, side_of
from evaluations.versions.operations import take_snapshot
from evaluations.versions.values import SHAPE, SnapshotUnreadable, snapshot_result, snapshot_version
from reports.freezing import freeze
from tests.api.addresses import Api
from tests.api.conftest import token_of
from tests.conftest import NOW
from tests.decided import CAMPAIGN_ACTION, KILL, PRODUCT_ACTION, decided
from tests.markup import squeezed
from workspaces.actors import Actor
from workspaces.models import Workspace
from workspaces.permissions import ALL_SCOPES

Actors = Callable[..., Actor]
Clients = Callable[..., Client]
OLD = (Path(__file__).parent / "kept" / "shape_1.json").read_text(encoding="utf-8").rstrip("\n")


@pytest.fixture
def reader(workspace: Workspace) -> Api:
    """A program with a viewer's token."""
    return Api(headers={"Authorization": f"Bearer {token_of(workspace, 'viewer', ALL_SCOPES)}"})


def later(evaluation: Evaluation) -> Evaluation:
    return Evaluation.objects.get(pk=evaluation.pk)


def take(evaluation: Evaluation, by: Actor, name: str, hours: int) -> Snapshot:
    return take_snapshot(evaluation=evaluation, name=name, by=by, now=NOW + timedelta(hours=hours))


def decide(evaluation: Evaluation, by: Actor, hours: int, **changes: Any) -> None:
    record_decision(evaluation=evaluation, given=decided(**changes), by=by, now=NOW + timedelta(hours=hours))


@pytest.fixture
def first(evaluation: Evaluation, actor: Actors) -> Snapshot:
    """Taken with a decision on it, which was changed afterwards."""
    decide(evaluation, actor("strategist"), 1)
    taken = take(evaluation, actor("strategist"), "as decided", 2)
    decide(
        evaluation, actor("strategist"), 3, path="product-invitations", decision="park", condition="",
        reasons="Nobody\nanswers.", owner="Otto", review_on=date(2027, 5, 1), exclusions="",
        kill_criteria=(KILL, KillCriterion(metric="Hosts", threshold="Fewer than two", by=date(2027, 4, 1))),
        actions=(ActionInput(title="Ask again", kind="campaign"),),
    )  # fmt: skip
    record_outcome(
        evaluation=evaluation, outcome="held", note="So it was.", by=actor(), now=NOW + timedelta(hours=4)
    )
    return Snapshot.objects.get(pk=taken.pk)


def stored(first: Snapshot, document: str) -> Snapshot:
    """A snapshot that was stored with this document."""
    return Snapshot.objects.create(
        workspace_id=first.workspace_id, evaluation_id=first.evaluation_id, number=9, name="Old", document=document,
        document_sha256=hashlib.sha256(document.encode()).hexdigest(), inputs_sha256=first.inputs_sha256,
        release_id=first.release_id, method=first.method, answered=2, total=first.total, verdicts=first.verdicts,
        taken_by=None, taken_at=NOW,
    )  # fmt: skip


@pytest.fixture
def old(first: Snapshot) -> Snapshot:
    """A snapshot as it was stored before decisions were kept; its release has another id here."""
    was = json.loads(OLD)["state"]["release"]
    return stored(first, OLD.replace(was, str(first.release_id)))


def test_a_snapshot_keeps_the_decision_that_stood(first: Snapshot) -> None:
    kept = snapshot_version(first).decision
    assert kept is not None
    assert (kept.path, kept.decision, kept.owner, kept.review_on) == (
        "community",
        "relieve_first",
        "Stella",
        date(2027, 2, 1),
    )
    assert (kept.outcome, kept.outcome_on, kept.version, kept.decided_by) == (
        "",
        None,
        1,
        "Stella Strategist",
    )
    assert [action.title for action in kept.actions] == [PRODUCT_ACTION.title, CAMPAIGN_ACTION.title]
    assert kept.kill_criteria[0].metric == KILL.metric
    assert json.loads(first.document)["shape"] == SHAPE


def test_a_snapshot_without_a_decision_says_that_there_was_none(
    evaluation: Evaluation, actor: Actors
) -> None:
    taken = take(evaluation, actor(), "early", 1)
    assert snapshot_version(taken).record is not None
    assert snapshot_version(taken).decision is None


def test_a_document_of_the_first_shape_is_read(old: Snapshot) -> None:
    state = snapshot_version(old)
    assert state.answers["community/community-interest"].note == "Zwei\nZeilen"
    assert (state.title, state.record, state.decision) == ("Autumn review", None, None)
    assert isinstance(state.evaluation, UUID)
    assert snapshot_result(old).method == "1"


def test_a_document_of_a_newer_shape_is_refused_in_a_sentence(
    first: Snapshot, client_of: Clients, reader: Api, evaluation: Evaluation
) -> None:
    newer = stored(first, json.dumps({"shape": SHAPE + 1, "state": {"all": "new"}}))
    with pytest.raises(SnapshotUnreadable) as refused:
        snapshot_version(newer)
    assert "newer release of distmap" in refused.value.message
    at = f"/api/v1/evaluations/{evaluation.pk}/snapshots/9/"
    for path in (at, f"{at}diff/present/"):
        answered = reader.call("GET", path)
        assert (answered.status_code, answered.json()["code"]) == (409, "snapshot_unreadable")
    client = client_of("strategist")
    for address in (
        reverse("snapshot", args=[evaluation.pk, 9]),
        reverse("difference", args=[evaluation.pk]) + "?from=9",
    ):
        shown = client.get(address)
        assert shown.status_code == 409
        assert "cannot read it" in unescape(squeezed(shown))
    assert client.post(reverse("make_snapshot_report", args=[evaluation.pk, 9])).status_code == 409
    assert client.get(reverse("snapshots", args=[evaluation.pk])).status_code == 200


def test_every_part_of_the_decision_that_differs_is_told(first: Snapshot, evaluation: Evaluation) -> None:
    told = difference(side_of(first), present_side(later(evaluation)))
    assert told.decision is not None
    found = {part.key: (part.old, part.new) for part in told.decision if not part.is_same}
    assert found["decision"] == ("Relieve first", "Park")
    assert found["path"] == ("Community", "Product invitations")
    assert found["condition"] == ("Hosts are found by March.", "")
    assert found["reasons"] == ("Members wait a day for an answer.", "Nobody\nanswers.")
    assert found["owner"] == ("Stella", "Otto")
    assert found["review_on"] == ("1 February 2027", "1 May 2027")
    assert found["exclusions"] == ("No paid promotion.", "")
    assert found["kill_criteria"][1].splitlines() == [
        "Member-answer share: Under 10 %, by 15 January 2027",
        "Hosts: Fewer than two, by 1 April 2027",
    ]
    assert found["actions"] == (
        "Send the closing report to every reader (product decision, open, Otto, by 4 January 2027, "
        "strengthens Product artifact and Workflow)\nName two hosts (campaign decision, open)",
        "Ask again (campaign decision, open)",
    )
    assert found["outcome"] == ("", "Held, as seen on 20 November 2026")
    assert found["outcome_note"] == ("", "So it was.")
    assert not told.is_empty


def test_the_first_decision_differs_from_none(evaluation: Evaluation, actor: Actors) -> None:
    taken = take(evaluation, actor(), "early", 1)
    assert difference(side_of(taken), present_side(later(evaluation))).is_empty
    decide(evaluation, actor(), 2)
    told = difference(side_of(taken), present_side(later(evaluation)))
    assert not told.is_empty
    assert ("", "Community") in {(part.old, part.new) for part in told.decision or ()}


def test_the_page_tells_what_changed_in_the_decision(
    first: Snapshot, evaluation: Evaluation, client_of: Clients
) -> None:
    address = reverse("difference", args=[evaluation.pk])
    said = unescape(squeezed(client_of("viewer").get(f"{address}?from=1")))
    assert "What was decided" in said
    assert "<del>Relieve first</del>" in said
    assert "<ins>Nobody<br>answers.</ins>" in said
    assert "What was decided" not in unescape(squeezed(client_of("viewer").get(f"{address}?from=1&to=1")))


def test_against_an_old_snapshot_the_decision_is_not_compared(
    old: Snapshot, evaluation: Evaluation, client_of: Clients, reader: Api
) -> None:
    assert difference(side_of(old), present_side(later(evaluation))).decision is None
    address = reverse("difference", args=[evaluation.pk]) + "?from=9"
    said = unescape(squeezed(client_of("viewer").get(address)))
    assert "when snapshot 9, ‘Old’ was taken, snapshots did not keep the decision" in said
    found = reader.call("GET", f"/api/v1/evaluations/{evaluation.pk}/snapshots/9/diff/present/")
    assert found.json()["decision"] is None


def test_a_snapshot_is_read_with_its_decision(
    first: Snapshot, evaluation: Evaluation, client_of: Clients
) -> None:
    said = unescape(squeezed(client_of("viewer").get(reverse("snapshot", args=[evaluation.pk, 1]))))
    assert said.index("The decision") < said.index("The finding")
    assert "Members wait a day for an answer." in said
    assert "Name two hosts" in said
    assert "Ask again" not in said


def test_an_old_snapshot_says_that_none_was_kept(
    old: Snapshot, evaluation: Evaluation, client_of: Clients
) -> None:
    said = unescape(squeezed(client_of("viewer").get(reverse("snapshot", args=[evaluation.pk, 9]))))
    assert "snapshots did not keep the decision" in said
    # Nor does the page claim a decision that it does not have.
    assert "All of it is as snapshot 9 kept it" in said


def test_the_api_gives_the_decision_of_a_snapshot(
    first: Snapshot, old: Snapshot, evaluation: Evaluation, reader: Api
) -> None:
    at = f"/api/v1/evaluations/{evaluation.pk}/snapshots/"
    found = reader.call("GET", f"{at}1/").json()
    assert found["keeps_decision"] is True
    assert (found["decision"]["path"], found["decision"]["decided_by"]) == ("community", "Stella Strategist")
    assert found["decision"]["actions"][0]["surfaces"] == ["product-artifact", "workflow"]
    assert found["decision"]["outcome"] is None
    before = reader.call("GET", f"{at}9/").json()
    assert (before["keeps_decision"], before["decision"]) == (False, None)
    changed = {part["key"]: part for part in reader.call("GET", f"{at}1/diff/present/").json()["decision"]}
    assert changed["owner"] == {"key": "owner", "from": "Stella", "to": "Otto"}


def test_a_snapshot_is_frozen_with_its_decision_and_its_date(first: Snapshot) -> None:
    frozen = freeze(snapshot_version(first))
    assert frozen.decision is not None
    assert (frozen.decision.path_name, frozen.decision.review_on) == ("Community", "2027-02-01")
    assert frozen.date == "2026-11-20T10:30:00.000000Z"
