"""Dissent: who last gave another answer than the one that stands, from the history; on page, API, snapshot, report."""

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.kept import Disagreement, Dissent, HeldRating
from evaluations.models import AnswerChange, Evaluation, Snapshot
from evaluations.versions.operations import take_snapshot
from evaluations.versions.values import present_version, snapshot_version
from evaluations.wording import dissent_sentence
from evaluations.work.operations.evaluations import duplicate
from reports.build import build
from reports.files import read
from reports.freezing import freeze
from reports.frozen import canonical_json, sha256_of, thaw
from reports.models import Report
from reports.operations.reports import request_report
from reports.renderers import FORMATS
from reports.rendering import prepared
from reports.verification import verify
from tests.api.addresses import Api
from tests.api.conftest import token_of
from tests.conftest import NOW
from tests.markup import squeezed
from workspaces.actors import Actor
from workspaces.models import Workspace
from workspaces.permissions import ALL_SCOPES

Actors = Callable[..., Actor]
Clients = Callable[..., Client]
INTEREST, SHARE = "community/community-interest", "community/product-shareability"
MEMBERS = "community!no-repeated-member-value"


@pytest.fixture
def rate(evaluation: Evaluation, actor: Actors) -> Callable[..., Evaluation]:
    """rate("operator", INTEREST, hours, level=3, grade="observed"): one answer by that member."""

    def give(role: str, item: str, hours: int, **fields: Any) -> Evaluation:
        save_answers(
            evaluation=evaluation, answers=[AnswerInput.of(item, **fields)], by=actor(role),
            now=NOW + timedelta(hours=hours),
        )  # fmt: skip
        return Evaluation.objects.get(pk=evaluation.pk)

    return give


def dissent(evaluation: Evaluation) -> Dissent:
    found = present_version(Evaluation.objects.get(pk=evaluation.pk)).dissent
    assert found is not None
    return found


def told(evaluation: Evaluation) -> list[tuple[str, int | None, str, int | None]]:
    return [(each.item, each.distance, each.held.who, each.held.level) for each in dissent(evaluation).shown]


@pytest.fixture
def disagreed(rate: Callable[..., Evaluation]) -> Evaluation:
    """Otto held 4 where Stella's 1 stands, and 2 where her 3 does; on a third she says it does not apply."""
    rate("operator", SHARE, 1, level=2, grade="assumed")
    rate("operator", INTEREST, 2, level=4, grade="observed", note="They\nask <b>daily</b>.")
    rate("operator", MEMBERS, 3, level=2, grade="reported")
    rate("operator", "surface/community", 3, level=2, grade="reported", note="Seen.")
    rate("strategist", INTEREST, 4, level=1, grade="measured", note="Counted: two a month.")
    rate("strategist", SHARE, 5, level=3, grade="observed")
    return rate("strategist", "surface/community", 6, na=True, na_reason="Nobody meets.")


def test_the_last_rating_of_another_person_differs_from_what_stands(disagreed: Evaluation) -> None:
    assert told(disagreed) == [
        ("surface/community", None, "Otto Operator", 2),
        (INTEREST, 3, "Otto Operator", 4),
        (SHARE, 1, "Otto Operator", 2),
    ]
    found = dissent(disagreed)
    assert (found.people, found.items, found.ratings, found.more) == (2, 3, 3, 0)
    first = found.shown[1]
    assert (first.standing.who, first.standing.level, first.standing.grade) == (
        "Stella Strategist",
        1,
        "measured",
    )
    assert (first.held.note, first.held.at) == ("They\nask <b>daily</b>.", "2026-11-20T11:30:00.000000Z")


def test_whoever_comes_round_no_longer_disagrees(
    rate: Callable[..., Evaluation], disagreed: Evaluation
) -> None:
    rate("operator", INTEREST, 7, level=1, grade="observed")
    # Now Otto's answer stands, and Stella's was the same.
    assert INTEREST not in {item for item, *_ in told(disagreed)}


def test_whoever_takes_an_answer_back_holds_none(
    rate: Callable[..., Evaluation], disagreed: Evaluation
) -> None:
    rate("operator", INTEREST, 7, level=None)
    assert INTEREST not in {item for item, *_ in told(disagreed)}
    rate("strategist", INTEREST, 8, level=0, grade="measured")
    assert INTEREST not in {item for item, *_ in told(disagreed)}


def test_an_answer_that_stands_against_two(rate: Callable[..., Evaluation], disagreed: Evaluation) -> None:
    rate("admin", INTEREST, 9, level=0, grade="observed")
    assert [row for row in told(disagreed) if row[0] == INTEREST] == [
        (INTEREST, 4, "Otto Operator", 4),
        (INTEREST, 1, "Stella Strategist", 1),
    ]


def test_a_note_is_no_rating(rate: Callable[..., Evaluation]) -> None:
    rate("operator", INTEREST, 1, level=3, grade="observed")
    row = rate("strategist", INTEREST, 2, note="I would not know.")
    assert dissent(row).ratings == 0
    rate("operator", INTEREST, 3, level=2, grade="observed")
    assert dissent(row).ratings == 0
    # Whoever sets what it rests on has looked at the level too.
    rate("strategist", INTEREST, 4, level=2, grade="measured")
    rate("operator", INTEREST, 5, level=0, grade="measured")
    assert told(row) == [(INTEREST, 2, "Stella Strategist", 2)]


def test_what_does_not_count_is_left_out(rate: Callable[..., Evaluation]) -> None:
    rate("operator", "surface/sales-motion", 1, level=3, grade="observed")
    rate("strategist", "surface/sales-motion", 2, level=0, grade="observed")
    row = rate("strategist", "rule/proof", 2, text="Published books.")
    assert (dissent(row).people, dissent(row).ratings) == (0, 0)


def test_a_rating_of_other_words_does_not_count(disagreed: Evaluation) -> None:
    AnswerChange.objects.filter(item=INTEREST, user__name="Otto Operator").update(revision="other words")
    assert INTEREST not in {item for item, *_ in told(disagreed)}


def test_a_duplicate_begins_without_dissent(disagreed: Evaluation, actor: Actors) -> None:
    copy = duplicate(evaluation=disagreed, by=actor(), now=NOW + timedelta(hours=9))
    found = dissent(copy)
    assert (found.people, found.ratings) == (0, 0)


def test_only_so_many_are_told(evaluation: Evaluation, actor: Actors, monkeypatch: pytest.MonkeyPatch,
                               disagreed: Evaluation, client_of: Clients) -> None:  # fmt: skip
    monkeypatch.setattr("evaluations.versions.values.dissent.MOST", 2)
    found = dissent(disagreed)
    assert (len(found.shown), found.more, found.items) == (2, 1, 3)
    said = result_page(client_of("viewer"), disagreed)
    assert "One other such answer is in the history." in said
    assert "One other such answer is in the history." in markdown(disagreed)


def result_page(client: Client, evaluation: Evaluation) -> str:
    answered = client.get(reverse("result_tab", args=[evaluation.pk, "evidence"]))
    assert answered.status_code == 200
    return unescape(squeezed(answered))


def test_the_result_tells_who_held_what(disagreed: Evaluation, client_of: Clients) -> None:
    said = result_page(client_of("viewer"), disagreed)
    part = said[said.index('id="dissent"') :]
    assert "On three questions somebody last gave another answer than the one that stands" in part
    assert "three levels apart" in part
    assert "the one that stands; on one of them the two differ on whether it applies." in part
    assert "They<br>ask <b>daily</b>." in part


def test_the_result_is_silent_where_nobody_disagrees(
    rate: Callable[..., Evaluation], client_of: Clients
) -> None:
    row = rate("operator", INTEREST, 1, level=3, grade="observed")
    assert 'id="dissent"' not in result_page(client_of("viewer"), row)


def test_the_api_gives_it(disagreed: Evaluation, workspace: Workspace) -> None:
    program = Api(headers={"Authorization": f"Bearer {token_of(workspace, 'viewer', ALL_SCOPES)}"})
    found = program.call("GET", f"/api/v1/evaluations/{disagreed.pk}/dissent/").json()
    assert (found["people"], found["items"], found["ratings"]) == (2, 3, 3)
    assert found["shown"][1]["standing"]["level"] == 1
    assert found["shown"][1]["held"]["note"] == "They\nask <b>daily</b>."


def test_a_snapshot_keeps_it_as_it_was(
    disagreed: Evaluation, rate: Callable[..., Evaluation], actor: Actors, workspace: Workspace
) -> None:
    before = dissent(disagreed)
    take_snapshot(evaluation=disagreed, name="kept", by=actor("strategist"), now=NOW + timedelta(hours=8))
    rate("operator", INTEREST, 9, level=1, grade="observed")
    taken = Snapshot.objects.get()
    assert snapshot_version(taken).dissent == before != dissent(disagreed)
    program = Api(headers={"Authorization": f"Bearer {token_of(workspace, 'viewer', ALL_SCOPES)}"})
    found = program.call("GET", f"/api/v1/evaluations/{disagreed.pk}/snapshots/1/").json()
    assert found["dissent"]["ratings"] == 3
    assert freeze(snapshot_version(taken)).dissent == before


def test_a_snapshot_of_the_shape_before_has_none(disagreed: Evaluation, actor: Actors) -> None:
    take_snapshot(evaluation=disagreed, name="kept", by=actor(), now=NOW + timedelta(hours=8))
    taken = Snapshot.objects.get()
    document = json.loads(taken.document)
    document["shape"] = 2
    del document["state"]["record"]["dissent"]
    taken.document = json.dumps(document)
    state = snapshot_version(taken)
    assert (state.record is not None, state.dissent) == (True, None)
    text = canonical_json(freeze(state))
    assert (
        "Who had answered otherwise was not kept at the time."
        in FORMATS["md"].render(prepared(text)).decode()
    )


def markdown(evaluation: Evaluation, form: str = "full") -> str:
    text = canonical_json(freeze(present_version(Evaluation.objects.get(pk=evaluation.pk)), form=form))
    return FORMATS["md"].render(prepared(text)).decode()


def test_every_form_of_the_report_tells_it(disagreed: Evaluation) -> None:
    rendering = prepared(canonical_json(freeze(present_version(disagreed))))
    section = next(part for part in rendering.document.sections if part.key == "dissent")
    assert section is rendering.document.sections[-2]
    for key in ("md", "html"):
        said = unescape(FORMATS[key].render(rendering).decode())
        assert "On three questions somebody last gave another answer" in said
        assert "three levels apart" in said
        assert "Otto Operator, 20 November 2026" in said
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].render(rendering)))
    rows = list(book["Dissent"].iter_rows(values_only=True))
    assert (rows[2][0], rows[2][2]) == (INTEREST, 3)
    assert "They\nask <b>daily</b>." in rows[2]
    records = list(csv.DictReader(io.StringIO(FORMATS["csv"].render(rendering).decode("utf-8-sig"))))
    held = [
        (row["path"], row["item"], row["level"], row["answered_by"])
        for row in records
        if row["record"] == "dissent"
    ]
    assert held == [
        ("", "surface/community", "2", "Otto Operator"),
        ("community", INTEREST, "4", "Otto Operator"),
        ("community", SHARE, "2", "Otto Operator"),
    ]
    frozen = json.loads(FORMATS["json"].render(rendering))["document"]
    assert frozen["dissent"]["shown"][1]["held"]["who"] == "Otto Operator"
    assert "On three questions somebody last gave another answer" in markdown(disagreed, "executive")


def test_the_report_says_in_a_sentence_that_nobody_disagrees(
    evaluation: Evaluation, rate: Callable[..., Evaluation]
) -> None:
    assert "Nobody has worked on the answers here yet, so nobody disagrees." in markdown(evaluation)
    rate("operator", INTEREST, 1, level=3, grade="observed")
    alone = "Only one person has worked on the answers, so nobody disagrees."
    assert alone in markdown(evaluation)
    assert alone in markdown(evaluation, "executive")
    rate("strategist", SHARE, 2, level=3, grade="observed")
    assert "Two people have worked on the answers, and nobody last held another" in markdown(evaluation)


def test_the_same_dissent_is_the_same_document(disagreed: Evaluation) -> None:
    texts = {
        canonical_json(freeze(present_version(Evaluation.objects.get(pk=disagreed.pk)))) for _ in range(3)
    }
    assert len(texts) == 1
    assert thaw(texts.pop()).dissent == dissent(disagreed)


def test_a_report_frozen_before_dissent_was_kept_is_verified(
    disagreed: Evaluation, actor: Actors, now: datetime, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    asked = request_report(evaluation=disagreed, formats=["md", "json"], by=actor(), now=now).report
    frozen = json.loads(asked.frozen_document) | {"renderer": "8"}
    del frozen["dissent"]
    text = json.dumps(frozen, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    Report.objects.filter(pk=asked.pk).update(frozen_document=text, document_sha256=sha256_of(text))
    assert build(asked.pk, now=now)
    found = Report.objects.get(pk=asked.pk)
    checked = verify(found)
    assert (checked.outcome, checked.differences) == ("same_figures", ())
    assert b"was not kept" in read(str(found.artifacts.get(format="md").file.name))


def rating(level: int | None) -> HeldRating:
    return HeldRating(who="", level=level, grade=None, na=level is None, na_reason="", note="", at="")


@pytest.mark.parametrize(
    ("apart", "items", "more", "said"),
    [
        ([("a", 1)], 1, 0, "On one question {}, at most one level apart."),
        ([("a", None)], 1, 0, "On one question {}; the two differ on whether it applies."),
        ([("a", None), ("a", None)], 1, 0, "On one question {}; the two differ on whether it applies."),
        ([("a", None), ("b", None)], 2, 0, "On two questions {}; on each the two differ on whether it applies."),
        ([("a", None), ("b", 3)], 2, 0, "On two questions {}; on one of them the two differ on whether it applies."),
        ([("a", None)], 3, 2, "On three questions {}; on some of them the two differ on whether it applies."),
    ],
)  # fmt: skip
def test_the_sentence_counts_the_questions_on_which_it_is_disputed_whether_they_apply(
    apart: list[tuple[str, int | None]], items: int, more: int, said: str
) -> None:
    shown = tuple(
        Disagreement(item=item, distance=distance, standing=rating(1), held=rating(None))
        for item, distance in apart
    )
    found = Dissent(people=2, items=items, ratings=len(shown) + more, shown=shown)
    assert dissent_sentence(found) == said.format(
        "somebody last gave another answer than the one that stands"
    )
