"""An evaluation with answers of every kind, and a report asked for it."""

import copy
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation
from reports.build import build
from reports.models import Report
from reports.operations.reports import request_report
from tests.conftest import NOW, actor_of, make_evaluation, make_product, make_workspace
from workspaces.actors import Actor

NOTE = "First line\nsecond line\n\nafter a blank <b>line</b> | cell"
RULE = "数字三月，عربي, and *stars*\n# no heading"
REASON = "We sell to machines."

ANSWERS = [
    AnswerInput.of(
        "community/community-interest", level=4, grade="measured", note=NOTE,
        evidence_url="https://example.test/a?b=1&c=(2)|3",
    ),
    AnswerInput.of("community/product-shareability", level=3, grade="observed"),
    AnswerInput.of("community/community-infrastructure", level=3, grade="measured"),
    AnswerInput.of("community/community-management-capability", level=3, grade="observed"),
    AnswerInput.of("community/network-growth-potential", na=True, na_reason=REASON),
    AnswerInput.of("community!no-repeated-member-value", level=1, grade="observed"),
    AnswerInput.of("surface/product-artifact", level=3, grade="measured"),
    AnswerInput.of("surface/community", level=2, grade="reported", designable=False),
    AnswerInput.of("surface/workflow", level=None, designable=False),
    AnswerInput.of("rule/exposure", text=RULE),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _files_of_the_test(settings: LazySettings, tmp_path: Path) -> None:
    """Files of reports lie in the test's own folder."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def answered(evaluation: Evaluation, actor: Callable[..., Actor]) -> Evaluation:
    """The draft with answers: measured, observed, reported, not applicable, not designable, in words."""
    return answer(evaluation, actor())


def answer(evaluation: Evaluation, by: Actor) -> Evaluation:
    return save_answers(
        evaluation=evaluation, answers=ANSWERS, by=by, now=NOW + timedelta(minutes=5)
    ).evaluation


@pytest.fixture(scope="module")
def made_report(shared: Path) -> Report:
    """A finished report as `built` is, made once for a module, in a workspace of its own."""
    by = actor_of(make_workspace("north", "Northlamp"), "admin")
    answered = answer(make_evaluation(make_product(by), by), by)
    formats = ("html", "md", "json")
    report = request_report(evaluation=answered, formats=formats, by=by, now=NOW + timedelta(hours=1)).report
    assert build(report.pk, now=NOW + timedelta(hours=2))
    report.refresh_from_db()
    return report


@pytest.fixture
def shared_report(made_report: Report, shared: Path, tmp_path: Path, db: None) -> Report:
    """The module's finished report, with files that the test may change."""
    shutil.copytree(shared, tmp_path / "files")
    return copy.deepcopy(made_report)


@pytest.fixture
def ask(answered: Evaluation, actor: Callable[..., Actor], now: datetime) -> Callable[..., Report]:
    """ask(), ask("md"), ask("html", "json"): a report of the answered evaluation, not yet built."""

    def make(*formats: str, at: datetime = now + timedelta(hours=1)) -> Report:
        wanted = formats or ("html", "md", "json")
        return request_report(evaluation=answered, formats=wanted, by=actor(), now=at).report

    return make


@pytest.fixture
def built(ask: Callable[..., Report], now: datetime) -> Report:
    """A finished report in every format."""
    report = ask()
    assert build(report.pk, now=now + timedelta(hours=2))
    report.refresh_from_db()
    return report
