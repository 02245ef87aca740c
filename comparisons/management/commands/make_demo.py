"""Make the demo workspace: invented products with plausible evaluations, through the same acts as everybody's."""

import argparse
import secrets
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from channels_catalog.queries import release_named
from comparisons.operations import create_comparison
from comparisons.rules import MemberInput
from evaluations.answers.operations import save_answers
from evaluations.answers.queries import checklist_of
from evaluations.decisions.operations import record_decision, record_outcome
from evaluations.decisions.rules import ActionInput, DecisionInput, KillCriterion
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation, Product
from evaluations.results.verdicts import rescore
from evaluations.versions.operations import take_snapshot
from evaluations.vocabulary import METHOD_OF_NEW
from evaluations.work.operations.evaluations import create_evaluation
from evaluations.work.operations.products import create_product
from evaluations.work.operations.status_changes import reopen, submit
from workspaces.actors import Actor
from workspaces.models import Membership, User, Workspace
from workspaces.operations import add_member, create_user, create_workspace
from workspaces.permissions import Role

DEMO = Path(__file__).resolve().parents[1] / "demo"
FILES = ("quillmark", "harborpoint", "ledgerline", "osprey")
DAYS_AGO = (200, 12, 6, 0)
# Two more people rate the product of `harborpoint`, each for themselves, on the days after it was first rated.
PANEL, RATERS, RATED_DAYS_AGO = (
    "Harborpoint Dispatch",
    ("harborpoint_sales", "harborpoint_delivery"),
    (11, 10),
)
EMAIL = "demo@distmap.example"
SLUG = "demo"


class Command(BaseCommand):
    help = "Make the demo workspace and its user, unless they exist. The sign-in stands in the data folder."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--password", help="the demo user's password; one is drawn if none is given")

    def handle(self, *args: Any, **options: Any) -> None:
        if Workspace.objects.filter(slug=SLUG).exists():
            return
        password = options["password"] or "-".join(secrets.token_hex(2) for _ in range(3))
        made = _make(password, now=timezone.now())
        for evaluation in made:
            rescore(evaluation.pk, now=timezone.now())
        self._write_down(password)
        if options["verbosity"]:
            self.stdout.write(f"Demo workspace made; sign in as {EMAIL}, password {password}")

    def _write_down(self, password: str) -> None:
        """Only this user may read it; it opens nothing but invented data on this machine."""
        path = settings.DATA_DIR / "demo-sign-in"
        path.touch(mode=0o600)
        path.write_text(f"{EMAIL} {password}\n", encoding="utf-8")


@transaction.atomic
def _make(password: str, *, now: datetime) -> list[Evaluation]:
    user = User.objects.filter(email=EMAIL).first() or create_user(
        email=EMAIL, password=password, name="Dana Demo"
    )
    workspace = create_workspace(name="Demo workspace", slug=SLUG, owner=user, now=now)
    actor = Actor(workspace=workspace, role=Role.ADMIN, user=user, request_id="make_demo")
    # Some days apart, as work is: the newest is the one begun, the oldest long enough ago to have come out.
    made = [
        _evaluation(name, actor, now - timedelta(days=DAYS_AGO[place]), now=now)
        for place, name in enumerate(FILES)
    ]
    rated = next(each for each in made if each.product.name == PANEL)
    others = [
        _rated_by_another(name, rated.product, actor, now - timedelta(days=days), now=now)
        for name, days in zip(RATERS, RATED_DAYS_AGO, strict=True)
    ]
    _compare(made, actor, now)
    _compare_raters([rated, *others], actor, now)
    return [*made, *others]


def _told(name: str) -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((DEMO / f"{name}.yaml").read_text(encoding="utf-8"))
    return told


def _rated_by_another(name: str, product: Product, by: Actor, at: datetime, *, now: datetime) -> Evaluation:
    """A member of their own rates the product. Nobody can sign in as them: they have no password."""
    told = _told(name)
    return _rate(told, product, _rater(told["rater"], by, at - timedelta(days=1)), at, now=now)


def _rater(told: dict[str, str], by: Actor, at: datetime) -> Actor:
    """The member, made one if they are none yet."""
    found = Membership.objects.filter(workspace=by.workspace, user__email=told["email"]).first()
    if found is None:
        known = User.objects.filter(email=told["email"]).first()
        person = known or create_user(email=told["email"], name=told["name"], password=None)
        found = add_member(user=person, role=Role.OPERATOR.word, by=by, now=at)
    return Actor(workspace=by.workspace, role=Role.OPERATOR, user=found.user, request_id=by.request_id)


def _evaluation(name: str, actor: Actor, at: datetime, *, now: datetime) -> Evaluation:
    told = _told(name)
    return _rate(told, told["product"], actor, at, now=now)


def _rate(
    told: dict[str, Any], product: Product | dict[str, Any], actor: Actor, at: datetime, *, now: datetime
) -> Evaluation:
    """One evaluation as it is told, moment by moment; of a product that is there, or of one that it begins with."""
    moments = told.get("moments", [])
    began = at - timedelta(days=max((moment["days"] for moment in moments), default=0), hours=2)
    if not isinstance(product, Product):
        product = create_product(**product, by=actor, now=began)
    release = release_named(actor, told["release"]) if "release" in told else None
    evaluation = create_evaluation(
        product=product,
        title=told["title"],
        paths=list(told["paths"]),
        by=actor,
        now=began,
        release=release,
        method=told.get("method", METHOD_OF_NEW),
    )
    final = {answer.key: answer for answer in _answers(told, evaluation)}
    known: dict[str, AnswerInput] = {}
    for moment in moments:
        then = at - timedelta(days=moment["days"])
        _answer_as_then(evaluation, _then(moment["then"], evaluation, final), known, actor, then)
        take_snapshot(evaluation=evaluation, name=moment["name"], by=actor, now=then)
    if second := told.get("second"):
        known.update(_answered_by_another(second, evaluation, actor, at - timedelta(days=second["days"])))
    if early := told.get("submitted_early"):
        then = at - timedelta(days=early["days"])
        _answer_as_then(evaluation, _then(early["then"], evaluation, final), known, actor, then)
        submit(evaluation=evaluation, by=actor, now=then)
        reopen(evaluation=evaluation, by=actor, now=at - timedelta(hours=2))
    _answer_as_then(evaluation, final, known, actor, at)
    if not told["submit"]:
        return evaluation
    submitted = submit(evaluation=evaluation, by=actor, now=at)
    if told.get("decision"):
        _decide(told["decision"], submitted, actor, at + timedelta(hours=2), now=now)
    if name := told.get("kept_as"):
        take_snapshot(evaluation=submitted, name=name, by=actor, now=at + timedelta(hours=3))
    return Evaluation.objects.get(pk=submitted.pk)


def _answered_by_another(
    told: dict[str, Any], evaluation: Evaluation, by: Actor, at: datetime
) -> dict[str, AnswerInput]:
    """Another member answers some of it their own way; whoever answers after them may hold otherwise."""
    other = _rater(_told(told["by"])["rater"], by, at - timedelta(days=1))
    asked = checklist_of(evaluation)
    given = {
        key: _answer(key, text)
        for written, text in told["answers"].items()
        for key in [written if asked.find(written) else written.replace("/", "!")]
    }
    save_answers(evaluation=evaluation, answers=list(given.values()), by=other, now=at)
    return given


def _decide(
    told: dict[str, Any], evaluation: Evaluation, actor: Actor, at: datetime, *, now: datetime
) -> None:
    """Record the decision as it is told, its days counted from the one it was made on; then its outcome, if any."""
    day = at.date()
    criteria = [
        KillCriterion(metric=one["metric"], threshold=one["threshold"], by=day + timedelta(days=one["by"]))
        for one in told["kill_criteria"]
    ]
    actions = [_action(one, day) for one in told["actions"]]
    given = DecisionInput(
        **{name: told[name] for name in ("path", "decision", "reasons", "owner")},
        condition=told.get("condition", ""),
        exclusions=told.get("exclusions", ""),
        review_on=day + timedelta(days=told["review_in"]),
        kill_criteria=tuple(criteria),
        actions=tuple(actions),
    )
    record_decision(evaluation=evaluation, given=given, by=actor, now=at)
    if outcome := told.get("outcome"):
        record_outcome(
            evaluation=evaluation,
            outcome=outcome["outcome"],
            note=outcome["note"],
            by=actor,
            now=now - timedelta(days=outcome["days_ago"]),
        )


def _action(told: dict[str, Any], day: date) -> ActionInput:
    due = told.pop("due_in", None)
    return ActionInput(
        **told | {"surfaces": tuple(told.get("surfaces", ())), "due_on": due and day + timedelta(days=due)}
    )


def _answer_as_then(
    evaluation: Evaluation,
    then: dict[str, AnswerInput],
    known: dict[str, AnswerInput],
    by: Actor,
    now: datetime,
) -> None:
    """Save what differs from what is known, and know it."""
    answers = [answer for key, answer in then.items() if known.get(key) != answer]
    save_answers(evaluation=evaluation, answers=answers, by=by, now=now)
    known.update(then)


def _then(
    told: dict[str, str], evaluation: Evaluation, final: dict[str, AnswerInput]
) -> dict[str, AnswerInput]:
    """The answers as they stood at a moment: the final ones, but for those told otherwise and those still open."""
    asked = checklist_of(evaluation)
    otherwise = {(key if asked.find(key) else key.replace("/", "!")): text for key, text in told.items()}
    written = {key: _answer(key, text) for key, text in otherwise.items() if text != "open"}
    # The operator's rule was written at the end.
    standing = {
        key: answer for key, answer in final.items() if key not in otherwise and not key.startswith("rule/")
    }
    return standing | written


def _compare(made: list[Evaluation], actor: Actor, now: datetime) -> None:
    """The finished products side by side, and Ledgerline at each of its moments."""
    submitted = [each for each in made if each.status == Evaluation.SUBMITTED]
    # The first is the base, and only what its method judges is compared with it.
    finished = sorted(submitted, key=lambda each: each.method != METHOD_OF_NEW)
    create_comparison(
        title="Three products side by side",
        kind="subjects",
        by=actor,
        now=now,
        members=[MemberInput(evaluation=each.pk) for each in finished],
    )
    changed = next(each for each in finished if each.product.name == "Ledgerline")
    moments = [
        MemberInput(evaluation=changed.pk, snapshot=1, alias="First estimates"),
        MemberInput(evaluation=changed.pk, snapshot=2, alias="Pre-interviews"),
        MemberInput(evaluation=changed.pk, alias="Now"),
    ]
    create_comparison(
        title="Ledgerline, from estimates to evidence", kind="over_time", by=actor, now=now, members=moments
    )


def _compare_raters(rated: list[Evaluation], actor: Actor, now: datetime) -> None:
    create_comparison(
        title="Harborpoint, rated by three",
        kind="raters",
        by=actor,
        now=now,
        members=[MemberInput(evaluation=each.pk) for each in rated],
    )


def _answers(told: dict[str, Any], evaluation: Evaluation) -> Iterator[AnswerInput]:
    asked = checklist_of(evaluation)
    for path, answers in told["paths"].items():
        for item, text in answers.items():
            key = f"{path}/{item}"
            yield _answer(key if asked.find(key) else f"{path}!{item}", text)
    for surface, text in told["surfaces"].items():
        yield _answer(f"surface/{surface}", text)
    for rule, text in told["rule"].items():
        yield AnswerInput.of(f"rule/{rule}", text=text)


def _answer(key: str, told: str) -> AnswerInput:
    """Reads `3 observed | note`, `3 assumed` or `na | reason`."""
    rating, _, words = told.partition(" | ")
    if rating == "na":
        return AnswerInput.of(key, na=True, na_reason=words)
    level, grade = rating.split()
    return AnswerInput.of(key, level=int(level), grade=grade, note=words)
