"""The decision in the report: first, in every form, part of what the report is, and as it stood."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from evaluations.decisions.operations import change_action, record_decision
from evaluations.models import Evaluation
from evaluations.versions.values import present_version
from reports.blocks import Section
from reports.build import build
from reports.freezing import freeze
from reports.frozen import FrozenDecision, canonical_json, thaw
from reports.models import Report
from reports.operations.reports import request_report
from reports.reading import is_stale
from reports.renderers import FORMATS
from tests.decided import decided
from tests.reports import variants
from workspaces.actors import Actor


def golden_decision() -> FrozenDecision:
    found = variants.golden().decision
    assert found is not None
    return found


def section_of(**changes: object) -> Section:
    """The section on the golden decision with some fields changed."""
    document = replace(variants.golden(), decision=replace(golden_decision(), **changes))
    return variants.prepare(document).document.sections[0]


def test_without_a_decision_the_finding_comes_first() -> None:
    document = variants.prepare(replace(variants.golden(), decision=None)).document
    assert document.sections[0].key == "finding"


def test_documents_from_before_decisions_can_still_be_read() -> None:
    plain = json.loads(variants.golden_text())
    del plain["decision"]
    assert thaw(json.dumps(plain)).decision is None


@pytest.mark.parametrize("key", [key for key in FORMATS if key != "csv"])
def test_every_form_holds_the_whole_decision(key: str) -> None:
    """But CSV, which is one flat table: the answers, a row each."""
    decision = golden_decision()
    with_it = variants.prepare(variants.golden())
    without = variants.prepare(replace(variants.golden(), decision=None))
    assert FORMATS[key].render(with_it) != FORMATS[key].render(without)
    if key not in {"html", "md", "json"}:
        return
    body = FORMATS[key].render(with_it).decode()
    for said in (
        decision.actions[0].title,
        "below 20 % for a month",
        "Paid promotion of the group.",
        "Ada Admin",
    ):
        assert said in body


def test_the_departure_is_said_and_the_agreement_is_not() -> None:
    assert "This departs from the verdict, which was Relieve first (settled)." in repr(section_of())
    assert "departs" not in repr(section_of(decision="relieve_first"))


def test_what_was_not_said_is_left_out() -> None:
    bare = section_of(
        condition="", exclusions="", kill_criteria=(), actions=(), outcome="", outcome_note="", outcome_on=""
    )
    assert [block.kind for block in bare.blocks] == ["terms", "paragraph", "writing"]
    assert "without a condition" in repr(bare)


@pytest.mark.django_db
def test_the_decision_is_frozen_as_it_stands(
    answered: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    at = now + timedelta(hours=1)
    by = actor("strategist")
    record_decision(evaluation=answered, given=decided(), by=by, now=at)
    row = Evaluation.objects.get(pk=answered.pk)
    frozen = freeze(present_version(row))
    assert frozen.decision is not None
    assert frozen.date == "2026-11-20T10:30:00.000000Z"
    assert (frozen.decision.path_name, frozen.decision.decided_by) == ("Community", "Stella Strategist")
    assert frozen.decision.forecast.inputs_sha256 == frozen.inputs_sha256
    assert frozen.decision.actions[0].surfaces == ("product-artifact", "workflow")
    assert thaw(canonical_json(frozen)) == frozen


@pytest.mark.django_db
def test_a_report_goes_stale_with_the_decision(
    ask: Callable[..., Report], answered: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    before = ask()
    assert build(before.pk, now=now + timedelta(hours=2))
    by, at = actor("strategist"), now + timedelta(hours=3)
    decision = record_decision(evaluation=answered, given=decided(), by=by, now=at).decision
    assert is_stale(Report.objects.get(pk=before.pk))
    fresh = request_report(evaluation=answered, formats=["md"], by=by, now=at).report
    assert fresh.pk != before.pk
    assert not is_stale(Report.objects.get(pk=fresh.pk))
    assert build(fresh.pk, now=at)
    action = decision.actions.first()
    assert action is not None
    change_action(evaluation=answered, action_id=action.pk, state="done", by=by, now=at + timedelta(days=1))
    assert is_stale(Report.objects.get(pk=fresh.pk))
