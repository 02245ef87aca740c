"""Comparisons of any kind and size, answered by a fixed rule, for tests and measurements of their reports."""

from collections.abc import Iterator
from datetime import timedelta

from channels_catalog.models import CatalogRelease
from comparisons.models import Comparison
from comparisons.operations import create_comparison
from comparisons.queries import whole
from comparisons.rules import MemberInput
from evaluations.answers.operations import save_answers
from evaluations.answers.queries import checklist_of
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation, Product
from evaluations.work.operations.evaluations import create_evaluation
from evaluations.work.operations.products import create_product
from reports.freezing_comparisons import freeze_comparison
from reports.frozen import canonical_json
from tests.comparisons.releases import with_copies
from tests.conftest import NOW
from workspaces.actors import Actor

SHIPPED = (
    "community", "content", "ecosystem-marketplace", "enterprise-sales", "expansion-motion", "integrations",
    "partner-channel", "product-invitations",
)  # fmt: skip
GRADES = ("measured", "observed", "reported", "assumed")


def paths_of(count: int) -> list[str]:
    """That many paths; beyond the shipped ones a release with copies is published."""
    if count > len(SHIPPED) and not CatalogRelease.objects.filter(version="2027.20").exists():
        with_copies("2027.20", 12)
    return [*SHIPPED, *(f"copy-{number:02}" for number in range(12))][:count]


def large(kind: str, members: int, paths: int, by: Actor) -> Comparison:
    """A comparison of so many members and paths."""
    keys = paths_of(paths)
    chosen = []
    for number in range(members):
        name = f"Product {number + 1:02}" if kind == "subjects" else "Ledgerline"
        product = Product.objects.filter(workspace=by.workspace, name=name).first()
        product = product or create_product(name=name, growth_model="plg", by=by, now=NOW)
        evaluation = create_evaluation(
            method="1",
            product=product,
            title=_title(kind, number),
            paths=keys,
            by=by,
            now=NOW + timedelta(minutes=number),
        )
        answers = list(_answers(evaluation, number))
        save_answers(evaluation=evaluation, answers=answers, by=by, now=NOW)
        chosen.append(MemberInput(evaluation=evaluation.pk))
    return create_comparison(
        title=f"{members} of {paths}, {kind.replace('_', ' ')}", kind=kind, members=chosen, by=by, now=NOW
    )


def _title(kind: str, number: int) -> str:
    return {"over_time": f"Week {number + 1}", "raters": f"Rated by no. {number + 1}"}.get(kind, "First look")


def _answers(evaluation: Evaluation, number: int) -> Iterator[AnswerInput]:
    for place, (key, item) in enumerate(checklist_of(evaluation).items.items()):
        if item.kind not in {"factor", "constraint", "surface"} or (place + number) % 9 == 0:
            continue
        level = min(4, max(0, (place * 7 // 5 + number * (place % 3)) % 6 - (place % 2)))
        note = f"Heard from {number + 1} of them, in the week of the survey." if place % 11 == 0 else ""
        yield AnswerInput.of(key, level=level, grade=GRADES[(place + number) % 4], note=note)


def frozen_text(comparison: Comparison) -> str:
    """What a report of it would be made from."""
    return canonical_json(freeze_comparison(whole(Comparison.objects.filter(pk=comparison.pk)).get()))
