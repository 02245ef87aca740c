"""Enter in a field never clears, removes, resets or deletes: on any page, in any form."""

from datetime import datetime

import pytest
from django.conf import LazySettings

from evaluations.answers.operations import save_answers
from evaluations.decisions.operations import record_outcome
from evaluations.inputs import AnswerInput
from evaluations.work.operations.evaluations import change_evaluation
from tests.conftest import actor_of
from tests.house.enter import destroyed_by_enter
from tests.house.markup import Markup
from tests.house.opened import pages
from tests.house.world import World
from workspaces.models import Workspace


@pytest.fixture
def world(workspace: Workspace, now: datetime) -> World:
    """Everything that could be taken back stands: answers, priorities, an outcome."""
    world, admin = World(workspace, now), actor_of(workspace, "admin")
    answer = AnswerInput.of("community/community-interest", level=3, grade="observed")
    save_answers(evaluation=world.evaluation, answers=[answer], by=admin, now=now)
    change_evaluation(
        evaluation=world.evaluation, by=admin, now=now,
        changes={"priorities": [["pull"], ["product"], ["access", "compounding", "carry"]]},
    )  # fmt: skip
    record_outcome(evaluation=world.evaluation, by=admin, now=now, outcome="held", note="", on=now.date())
    return world


def test_enter_destroys_nothing_on_any_page(world: World, settings: LazySettings) -> None:
    seen = list(pages(world, settings))
    faults = [f"{path}: {fault}" for path, page in seen for fault in destroyed_by_enter(page)]
    assert faults == []
    assert len(seen) > 40


@pytest.mark.parametrize(
    ("form", "is_at_fault"),
    [
        ('<input name="a"><button name="clear">Clear</button><button>Save</button>', True),
        ('<input name="a"><button>Save</button><button name="clear">Clear</button>', False),
        ('<input name="a"><button type="button">Remove</button><button>Save</button>', False),
        ('<button disabled>Save</button><input name="a"><button>Delete</button>', False),
        ('<input type="radio" name="a"><button data-kind="danger">Go on</button>', True),
        ("<button>Delete</button>", False),
    ],
)
def test_what_counts_as_destroying(form: str, is_at_fault: bool) -> None:
    assert bool(destroyed_by_enter(Markup(f"<form>{form}</form>"))) is is_at_fault


def test_a_button_outside_its_form_is_found() -> None:
    page = Markup('<button form="f">Delete</button><form id="f"><input name="a"><button>Save</button></form>')
    assert destroyed_by_enter(page) == ["f: Delete"]
