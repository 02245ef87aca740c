"""The timeline, a snapshot to read, and what changed, as pages."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.answers.operations import save_answers
from evaluations.decisions.operations import record_decision
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation, Snapshot
from evaluations.versions.operations import take_snapshot
from evaluations.work.operations.evaluations import change_evaluation
from evaluations.work.operations.products import change_product
from reports.models import Report
from tests.conftest import NOW
from tests.decided import decided
from tests.markup import squeezed
from workspaces.actors import Actor

Clients = Callable[..., Client]
Actors = Callable[..., Actor]
KEY = "community/community-interest"


def answer(evaluation: Evaluation, by: Actor, hours: int, **fields: object) -> None:
    save_answers(
        evaluation=Evaluation.objects.get(pk=evaluation.pk), answers=[AnswerInput.of(KEY, **fields)],
        by=by, now=NOW + timedelta(hours=hours),
    )  # fmt: skip


@pytest.fixture
def kept(evaluation: Evaluation, actor: Actors) -> Evaluation:
    """Two snapshots: one answer, then another level, grade and note. The growth model changes after both."""
    answer(evaluation, actor(), 1, level=2, grade="assumed", note="They seem\nto talk.")
    take_snapshot(
        evaluation=evaluation, name="first estimates", by=actor("strategist"), now=NOW + timedelta(hours=2)
    )
    answer(evaluation, actor(), 3, level=4, grade="measured", note="31 threads a week.")
    take_snapshot(
        evaluation=evaluation,
        name="after the interviews",
        by=actor("strategist"),
        now=NOW + timedelta(hours=4),
    )
    return Evaluation.objects.get(pk=evaluation.pk)


def page(client: Client, name: str, *args: object, query: str = "") -> str:
    answered = client.get(reverse(name, args=args) + query)
    assert answered.status_code == 200
    return unescape(squeezed(answered))


def test_the_timeline_tells_every_moment(kept: Evaluation, client_of: Clients) -> None:
    said = page(client_of("viewer"), "snapshots", kept.pk)
    places = [
        said.index(words) for words in ("As it stands", "After the interviews", "First estimates", "Started")
    ]
    assert places == sorted(places)
    assert "Snapshot 2, taken by Stella Strategist" in said
    assert f"{reverse('difference', args=[kept.pk])}?from=1&to=present" in said
    assert "Take a snapshot" not in said


def test_a_strategist_takes_one_by_the_form(kept: Evaluation, client_of: Clients) -> None:
    client = client_of("strategist")
    address = reverse("snapshots", args=[kept.pk])
    refused = client.post(address, {"name": "First Estimates"})
    assert refused.status_code == 422
    assert "There is a snapshot ‘First Estimates’ already" in unescape(squeezed(refused))
    assert client.post(address, {"name": ""}).status_code == 422
    taken = client.post(address, {"name": "third"}, follow=True)
    assert taken.redirect_chain == [(address, 302)]
    assert "Snapshot 3 ‘third’ is kept." in unescape(squeezed(taken))
    assert Snapshot.objects.count() == 3


def test_a_snapshot_reads_as_it_was(kept: Evaluation, client_of: Clients, actor: Actors) -> None:
    change_product(
        product=kept.product, changes={"description": "Said later."}, by=actor(), now=NOW + timedelta(hours=5)
    )
    said = page(client_of("viewer"), "snapshot", kept.pk, 1)
    assert "They seem" in said
    assert "31 threads" not in said
    assert "Said later." not in said
    assert "in the words of catalog" in said
    assert reverse("make_snapshot_report", args=[kept.pk, 1]) not in said
    assert client_of("viewer").get(reverse("snapshot", args=[kept.pk, 3])).status_code == 404


def test_what_changed_between_two(kept: Evaluation, client_of: Clients) -> None:
    said = page(client_of("viewer"), "difference", kept.pk, query="?from=1&to=2")
    assert "Partly, assumed" in said
    assert "Yes, measured" in said
    assert "31 threads a week." in said
    assert "by the answer" in said
    assert "Community." in said
    assert 'data-path="community"' in said
    assert 'data-path="product-invitations"' not in said
    both = page(client_of("viewer"), "difference", kept.pk, query="?from=1&to=2&all=1")
    assert 'data-path="product-invitations"' in both


def test_it_begins_at_the_last_snapshot_and_ends_at_the_present(
    kept: Evaluation, client_of: Clients, actor: Actors
) -> None:
    change_evaluation(
        evaluation=kept, changes={"growth_model": None, "paths": ["community", "content"]}, by=actor(),
        now=NOW + timedelta(hours=6),
    )  # fmt: skip
    said = page(client_of("viewer"), "difference", kept.pk)
    assert "Not declared" in said
    assert "not chosen" in said
    assert "Fit has not moved." in said or "Community" in said


def test_where_nothing_changed_since_the_last_snapshot_it_shows_the_last_change(
    kept: Evaluation, client_of: Clients
) -> None:
    said = page(client_of("viewer"), "difference", kept.pk)
    assert "From snapshot 1, ‘First estimates’" in said
    assert "Nothing has changed since snapshot 2, ‘After the interviews’, so this is the last change" in said
    assert "Partly, assumed" in said
    asked = page(client_of("viewer"), "difference", kept.pk, query="?from=2")
    assert "Nothing differs" in asked
    assert "Nothing has changed since" not in asked


def test_a_decision_that_is_all_that_changed_is_the_last_change(
    kept: Evaluation, client_of: Clients, actor: Actors
) -> None:
    strategist = actor("strategist")
    record_decision(evaluation=kept, given=decided(), by=strategist, now=NOW + timedelta(hours=5))
    take_snapshot(evaluation=kept, name="as decided", by=strategist, now=NOW + timedelta(hours=6))
    said = page(client_of("viewer"), "difference", kept.pk)
    assert "From snapshot 2, ‘After the interviews’" in said
    assert "What was decided" in said
    assert "Partly, assumed" not in said


def test_a_first_snapshot_that_nothing_followed_has_nothing_to_tell(
    evaluation: Evaluation, client_of: Clients, actor: Actors
) -> None:
    take_snapshot(evaluation=evaluation, name="first", by=actor("strategist"), now=NOW)
    assert "Nothing differs" in page(client_of("viewer"), "difference", evaluation.pk)


@pytest.mark.parametrize("query", ["?from=9", "?from=x", "?to=-1", "?from=1&to=" + "9" * 40])
def test_a_moment_that_is_not_there(query: str, kept: Evaluation, client_of: Clients) -> None:
    assert client_of("viewer").get(reverse("difference", args=[kept.pk]) + query).status_code == 404


def test_without_a_snapshot_there_is_the_timeline(evaluation: Evaluation, client_of: Clients) -> None:
    answered = client_of("viewer").get(reverse("difference", args=[evaluation.pk]))
    assert (answered.status_code, answered.headers["Location"]) == (
        302,
        reverse("snapshots", args=[evaluation.pk]),
    )


def test_a_report_of_it_is_asked_for_once(kept: Evaluation, client_of: Clients) -> None:
    client = client_of("operator")
    address = reverse("make_snapshot_report", args=[kept.pk, 1])
    first, second = client.post(address), client.post(address)
    assert first.headers["Location"] == second.headers["Location"]
    report = Report.objects.get()
    assert report.snapshot is not None
    said = unescape(squeezed(client.get(first.headers["Location"])))
    assert "Autumn review, snapshot 1" in said
