"""Products with answers to compare."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import pytest

from comparisons.models import Comparison
from comparisons.operations import create_comparison
from comparisons.rules import MemberInput
from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation, Product
from evaluations.work.operations.evaluations import create_evaluation
from evaluations.work.operations.products import create_product
from tests.conftest import NOW, actor_of
from workspaces.actors import Actor
from workspaces.models import Workspace

Ratings = Mapping[str, str]
Make = Callable[..., Evaluation]


def rated(ratings: Ratings) -> list[AnswerInput]:
    """`{"community/community-interest": "3 observed"}` as answers; `na` is not applicable."""
    found = []
    for key, told in ratings.items():
        if told == "na":
            found.append(AnswerInput.of(key, na=True, na_reason="It has none."))
            continue
        level, grade = told.split()
        found.append(AnswerInput.of(key, level=int(level), grade=grade))
    return found


def whole_path(evaluation: Evaluation, path: str, told: str) -> dict[str, str]:
    """The same rating for every factor and the constraint of a path, and for every surface."""
    from evaluations.answers.queries import checklist_of

    return {
        key: told
        for key, item in checklist_of(evaluation).items.items()
        if (item.path == path and item.kind in {"factor", "constraint"}) or item.kind == "surface"
    }


@pytest.fixture
def strategist(workspace: Workspace) -> Actor:
    return actor_of(workspace, "strategist")


@pytest.fixture
def make(strategist: Actor) -> Make:
    """make("Ledgerline", "May", {"community/...": "3 observed"}, paths=[...])."""

    def made(
        product: str, title: str, ratings: Ratings | None = None, *, paths: Any = ("community", "content"),
        by: Actor = strategist, now: datetime = NOW, **more: Any,
    ) -> Evaluation:  # fmt: skip
        of = Product.objects.filter(name=product, workspace=by.workspace).first()
        of = of or create_product(name=product, growth_model="plg", by=by, now=now)
        evaluation = create_evaluation(
            product=of, title=title, paths=list(paths), by=by, now=now, **({"method": "1"} | more)
        )
        if ratings:
            save_answers(evaluation=evaluation, answers=rated(ratings), by=by, now=now)
        return evaluation

    return made


@pytest.fixture
def compared(strategist: Actor) -> Callable[..., Comparison]:
    """compared("subjects", one, other): a stored comparison."""

    def made(kind: str, *evaluations: Evaluation, **more: Any) -> Comparison:
        members = [MemberInput(evaluation=each.pk) for each in evaluations]
        return create_comparison(
            title="Side by side", kind=kind, members=members, by=strategist, now=NOW, **more
        )

    return made
