"""The pages of reports: who may see and do what, what each state shows, and how many queries it takes."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation, Product
from evaluations.work.operations.evaluations import create_evaluation, delete_evaluation
from reports import files
from reports.build import build
from reports.models import Report
from reports.operations.reports import request_report
from reports.reading import article_of
from reports.renderers import FORMATS
from tests.conftest import actor_of
from tests.markup import squeezed
from workspaces.actors import Actor
from workspaces.models import Membership, Workspace

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=2)
QUERIES_OF_THE_LIST = 8
POSTS = ("report_cancel", "report_retry", "report_verify", "report_delete")


def page(client: Client, name: str, report: Report, **headers: str) -> str:
    answer = client.get(reverse(name, args=[report.pk]), headers=headers)
    assert answer.status_code == 200
    return squeezed(answer)


# Who may


@pytest.mark.parametrize("role", ["viewer", "operator", "strategist", "admin"])
def test_every_member_reads_and_downloads(role: str, built: Report, client_of: Callable[..., Client]) -> None:
    client = client_of(role)
    for url in (
        reverse("reports"), reverse("report", args=[built.pk]), reverse("report_file", args=[built.pk, "md"]),
        reverse("make_report", args=[built.evaluation_id]),
    ):  # fmt: skip
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("name", POSTS)
def test_a_viewer_changes_nothing(name: str, built: Report, client_of: Callable[..., Client]) -> None:
    assert client_of("viewer").post(reverse(name, args=[built.pk])).status_code == 403
    assert client_of("viewer").post(reverse("make_report", args=[built.evaluation_id])).status_code == 403
    built.refresh_from_db()
    assert (built.status, built.deleted_at) == ("succeeded", None)


def test_a_viewer_is_offered_nothing_to_change(built: Report, client_of: Callable[..., Client]) -> None:
    text = page(client_of("viewer"), "report", built)
    assert not re.search("Delete|Check that|Add ", re.sub("(?s)<article.*</article>", "", text))


@pytest.mark.parametrize("name", ["report", "report_status", *POSTS, "report_restore"])
@pytest.mark.parametrize("where", ["another workspace", "nowhere"])
def test_what_is_not_ours_is_404(
    name: str, where: str, built: Report, other_workspace: Workspace, client_of: Callable[..., Client]
) -> None:
    user = Membership.objects.get(workspace=other_workspace, role="admin").user
    client = client_of(user=user) if where == "another workspace" else client_of("admin")
    pk = built.pk if where == "another workspace" else uuid4()
    call = client.get if name in {"report", "report_status"} else client.post
    assert call(reverse(name, args=[pk])).status_code == 404
    assert client.get(reverse("report_file", args=[pk, "html"])).status_code == 404


def test_a_stranger_is_sent_to_sign_in(built: Report) -> None:
    answer = Client().get(reverse("report", args=[built.pk]))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


# Asking


def test_asking_without_a_choice_makes_every_format(
    answered: Evaluation, client_of: Callable[..., Client]
) -> None:
    answer = client_of("operator").post(reverse("make_report", args=[answered.pk]))
    report = Report.objects.get()
    assert answer.headers["Location"] == reverse("report", args=[report.pk])
    assert report.formats == list(FORMATS)


def test_a_report_in_brief_is_asked_for_on_the_page(
    answered: Evaluation, client_of: Callable[..., Client]
) -> None:
    address = reverse("make_report", args=[answered.pk])
    client_of("operator").post(address, {"form": "executive", "formats": ["md"]})
    assert Report.objects.get().title.endswith(", in brief")
    refused = client_of("operator").post(address, {"form": "long", "formats": ["md"]})
    assert refused.status_code == 422
    assert Report.objects.count() == 1


def test_asking_twice_leads_to_the_same_report(built: Report, client_of: Callable[..., Client]) -> None:
    client = client_of("operator")
    answer = client.post(reverse("make_report", args=[built.evaluation_id]), {"formats": ["md"]}, follow=True)
    assert answer.redirect_chain == [(reverse("report", args=[built.pk]), 302)]
    assert "Nothing has changed since this report was made" in squeezed(answer)
    assert Report.objects.count() == 1


def test_an_unknown_format_is_refused(answered: Evaluation, client_of: Callable[..., Client]) -> None:
    answer = client_of("operator").post(reverse("make_report", args=[answered.pk]), {"formats": ["nonsense"]})
    assert answer.status_code == 422
    assert Report.objects.count() == 0


# While it is made


def test_a_queued_report_asks_for_its_status_again(
    ask: Callable[..., Report], client_of: Callable[..., Client]
) -> None:
    report = ask()
    text = page(client_of(), "report", report)
    assert 'hx-trigger="every 1s"' in text
    assert "Waiting for a worker." in text
    assert "Refresh" in text
    assert f'action="{reverse("report_cancel", args=[report.pk])}"' in text


def test_the_status_fragment_is_whole_and_without_a_page(
    ask: Callable[..., Report], client_of: Callable[..., Client]
) -> None:
    text = page(client_of(), "report_status", ask(), **{"HX-Request": "true"})
    assert text.startswith('<div id="report-status"')
    assert "<html" not in text


def test_nothing_is_sent_while_nothing_moves(
    ask: Callable[..., Report], client_of: Callable[..., Client]
) -> None:
    report, client = ask(), client_of()
    found = re.search(r'hx-get="([^"]+)"', page(client, "report", report))
    assert found
    address = found[1].replace("&amp;", "&")
    assert client.get(address, headers={"HX-Request": "true"}).status_code == 204
    Report.objects.filter(pk=report.pk).update(status="running", step="Composing", progress=20)
    answer = client.get(address, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "Composing" in squeezed(answer)


def test_after_half_a_minute_it_asks_less_often(
    ask: Callable[..., Report], client_of: Callable[..., Client]
) -> None:
    url = reverse("report_status", args=[ask().pk])
    text = squeezed(client_of().get(f"{url}?since=1000", headers={"HX-Request": "true"}))
    assert 'hx-trigger="every 3s"' in text
    assert "No worker has taken it yet" in text


@pytest.mark.parametrize("since", ["", "x", "-5", "1" * 40, "²"])
def test_a_senseless_beginning_is_now(
    since: str, ask: Callable[..., Report], client_of: Callable[..., Client]
) -> None:
    url = reverse("report_status", args=[ask().pk])
    answer = client_of().get(url, {"since": since}, headers={"HX-Request": "true"})
    assert 'hx-trigger="every 1s"' in squeezed(answer)


def test_a_finished_fragment_asks_for_nothing_but_the_article(
    built: Report, client_of: Callable[..., Client]
) -> None:
    text = page(client_of(), "report_status", built, **{"HX-Request": "true"})
    assert "every" not in text
    assert re.findall(r'hx-trigger="([^"]+)"', text) == ["load"]
    assert "hx-" not in re.sub("(?s)<body[^>]*>|<meta[^>]*>", "", page(client_of(), "report", built))


def test_without_a_script_the_status_is_the_page(
    ask: Callable[..., Report], client_of: Callable[..., Client]
) -> None:
    report = ask()
    answer = client_of().get(reverse("report_status", args=[report.pk]))
    assert answer.headers["Location"] == reverse("report", args=[report.pk])


# When it is made


def test_a_finished_report_shows_its_files_and_itself(
    built: Report, client_of: Callable[..., Client]
) -> None:
    text = page(client_of(), "report", built)
    for artifact in built.artifacts.all():
        assert artifact.sha256 in text
        assert reverse("report_file", args=[built.pk, artifact.format]) in text
    assert '<article class="report">' in text
    assert "relieve ‘No repeated member value’" in text
    assert "<style" not in text
    assert " style=" not in text


def test_a_second_look_takes_the_article_from_the_cache(built: Report) -> None:
    first = article_of(built)
    built.frozen_document = "not read again"
    assert article_of(built) == first


def test_a_stale_report_offers_a_new_one(
    built: Report, client_of: Callable[..., Client], actor: Callable[..., Actor], now: datetime
) -> None:
    assert built.evaluation is not None
    changed = AnswerInput.of("community/product-shareability", note="Ten users.")
    save_answers(evaluation=built.evaluation, answers=[changed], by=actor(), now=now + LATER)
    text = page(client_of("operator"), "report", built)
    assert "The evaluation has changed since" in text
    assert "Make a new report" in text
    assert "Make a new report" not in page(client_of("viewer"), "report", built)
    assert "The evaluation has changed since" in squeezed(client_of().get(reverse("reports")))


def test_a_missing_format_can_be_added(
    ask: Callable[..., Report], client_of: Callable[..., Client], now: datetime
) -> None:
    report = ask("md")
    build(report.pk, now=now + LATER)
    text = page(client_of("operator"), "report", report)
    assert "Add HTML" in text
    assert "Add Markdown" not in text


def test_a_report_outlives_its_evaluation(
    built: Report, client_of: Callable[..., Client], actor: Callable[..., Actor], now: datetime
) -> None:
    assert built.evaluation is not None
    delete_evaluation(evaluation=built.evaluation, by=actor(), now=now)
    text = page(client_of(), "report", built)
    assert "The evaluation is deleted" in text
    assert reverse("result", args=[built.evaluation_id]) not in text


# Files


def test_a_download_is_a_file_with_its_name_and_digest(
    built: Report, client_of: Callable[..., Client]
) -> None:
    answer = client_of("viewer").get(reverse("report_file", args=[built.pk, "html"]))
    artifact = built.artifacts.get(format="html")
    body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file's answer streams
    assert body == files.read(str(artifact.file.name))
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Ledgerline-Autumn-review.html"'
    assert answer.headers["ETag"] == f'"{artifact.sha256}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_unchanged_download_is_not_sent_again(built: Report, client_of: Callable[..., Client]) -> None:
    url = reverse("report_file", args=[built.pk, "json"])
    etag = client_of().get(url).headers["ETag"]
    assert client_of().get(url, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("format", ["odt", "exe"])
def test_a_format_that_was_not_made_is_404(
    format: str, built: Report, client_of: Callable[..., Client]
) -> None:
    assert client_of().get(reverse("report_file", args=[built.pk, format])).status_code == 404


def test_a_file_that_is_gone_says_what_to_do(built: Report, client_of: Callable[..., Client]) -> None:
    files.remove(files.names_of(built.pk))
    answer = client_of().get(reverse("report_file", args=[built.pk, "md"]))
    assert answer.status_code == 404
    assert "Delete this report and make it again" in squeezed(answer)


# Acts


def test_cancel_retry_delete_and_undo(
    ask: Callable[..., Report], client_of: Callable[..., Client], now: datetime
) -> None:
    report, client = ask(), client_of("operator")
    address = reverse("report", args=[report.pk])

    def state() -> str:
        return Report.objects.get(pk=report.pk).status

    assert client.post(reverse("report_cancel", args=[report.pk])).headers["Location"] == address
    assert state() == "cancelled"
    assert "The report was cancelled" in page(client, "report", report)
    assert "cannot be cancelled" in squeezed(
        client.post(reverse("report_cancel", args=[report.pk]), follow=True)
    )
    assert client.post(reverse("report_retry", args=[report.pk])).headers["Location"] == address
    assert state() == "queued"
    assert "only a failed" in squeezed(client.post(reverse("report_retry", args=[report.pk]), follow=True))
    build(report.pk, now=now + LATER)
    assert "its 3 files" in page(client, "report_delete", report)
    assert state() == "succeeded"
    listed = squeezed(client.post(reverse("report_delete", args=[report.pk]), follow=True))
    assert "is deleted" in listed
    assert client.get(address).status_code == 404
    assert "is deleted" not in squeezed(client.get(reverse("reports")))
    assert client.post(reverse("report_restore", args=[report.pk])).headers["Location"] == address
    assert state() == "queued"


def test_undoing_beside_a_newer_one_says_so(built: Report, client_of: Callable[..., Client]) -> None:
    client = client_of("operator")
    client.post(reverse("report_delete", args=[built.pk]))
    client.post(reverse("make_report", args=[built.evaluation_id]))
    said = squeezed(client.post(reverse("report_restore", args=[built.pk]), follow=True))
    assert "made again in the meantime" in said


def test_checking_says_identical_or_where_it_differs(built: Report, client_of: Callable[..., Client]) -> None:
    client, url = client_of("operator"), reverse("report_verify", args=[built.pk])
    assert "is identical, byte for byte" in squeezed(client.post(url, follow=True))
    files.remove([str(built.artifacts.get(format="md").file.name)])
    assert "Markdown: The stored file is gone." in squeezed(client.post(url, follow=True))


@pytest.mark.parametrize("name", ["report_cancel", "report_retry", "report_verify", "report_restore"])
def test_acts_are_posts(name: str, built: Report, client_of: Callable[..., Client]) -> None:
    assert client_of().get(reverse(name, args=[built.pk])).status_code == 405


def test_a_failed_report_says_why(
    ask: Callable[..., Report], client_of: Callable[..., Client], now: datetime
) -> None:
    report = ask()
    Report.objects.filter(pk=report.pk).update(
        status="failed", finished_at=now, error_code="storage", error="The file could not be stored."
    )
    text = page(client_of("operator"), "report", report)
    assert "The file could not be stored." in text
    assert "Try again" in text
    assert "<article" not in text


# Lists


def make_reports(count: int, product: Product, by: Actor, now: datetime) -> None:
    for number in range(count):
        evaluation = create_evaluation(
            method="1", product=product, title=f"Review {number}", paths=["community"], by=by, now=now
        )
        at = now + timedelta(minutes=number)
        report = request_report(evaluation=evaluation, formats=["md", "json"], by=by, now=at).report
        build(report.pk, now=now + LATER)


@pytest.mark.services
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_long(
    count: int, product: Product, workspace: Workspace, client_of: Callable[..., Client], now: datetime,
    django_assert_num_queries: Callable[..., object],
) -> None:  # fmt: skip
    make_reports(count, product, actor_of(workspace, "admin"), now)
    client = client_of()
    client.get(reverse("reports"))
    with django_assert_num_queries(QUERIES_OF_THE_LIST):  # type: ignore[attr-defined]  # a context manager
        text = squeezed(client.get(reverse("reports")))
    assert text.count("<tr>") - 1 == count


@pytest.mark.services
def test_a_report_takes_few_queries(
    built: Report, client_of: Callable[..., Client], django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = client_of()
    page(client, "report", built)
    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]  # a context manager
        page(client, "report", built)


def test_pages_of_the_list_follow_each_other(
    product: Product, workspace: Workspace, client_of: Callable[..., Client], now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("reports.views.reports.ROWS", 2)
    make_reports(3, product, actor_of(workspace, "admin"), now)
    client = client_of()
    first = squeezed(client.get(reverse("reports")))
    assert re.findall("Review [0-9]", first)[::1] == ["Review 2", "Review 1"]
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older
    second = squeezed(client.get(reverse("reports") + older[1].replace("&amp;", "&")))
    assert re.findall("Review [0-9]", second) == ["Review 0"]


def test_an_empty_list_says_how_to_begin(workspace: Workspace, client_of: Callable[..., Client]) -> None:
    text = squeezed(client_of().get(reverse("reports")))
    assert "No report has been made yet" in text
    assert reverse("home") in text
