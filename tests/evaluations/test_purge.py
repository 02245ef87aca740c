"""What was hidden for 30 days goes; what was hidden yesterday can still be brought back."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from evaluations.models import Evaluation, Product
from evaluations.work.operations.evaluations import delete_evaluation, restore_evaluation
from reports.operations.purging import purge_hidden
from workspaces.actors import Actor

pytestmark = pytest.mark.services


def test_only_what_is_past_its_time_is_removed(
    evaluation: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    delete_evaluation(evaluation=evaluation, by=actor(), now=now)
    assert purge_hidden(now=now + timedelta(days=29))["evaluations"] == 0
    assert purge_hidden(now=now + timedelta(days=31))["evaluations"] == 1
    assert not Evaluation.objects.exists()
    assert Product.objects.count() == 1


def test_a_hidden_evaluation_comes_back(
    evaluation: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    delete_evaluation(evaluation=evaluation, by=actor(), now=now)
    assert not Evaluation.objects.visible_to(actor()).exists()
    restore_evaluation(evaluation=evaluation, by=actor(), now=now)
    assert Evaluation.objects.visible_to(actor()).get() == evaluation
