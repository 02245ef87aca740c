"""The members of a comparison with everything that is known of them, in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from comparisons.models import ComparisonMember
from comparisons.naming import LETTERS, aliases
from evaluations.models import Answer, Evaluation, Snapshot
from evaluations.versions.values import EvaluationVersion, judged_version, snapshot_version
from evaluations.wording import capitalised

TITLE_MOST = 300


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What was chosen as a column. `evaluation` is None once it was removed for good."""

    evaluation: Evaluation | None
    snapshot: Snapshot | None = None
    alias: str = ""
    last_title: str = ""

    @property
    def is_there(self) -> bool:
        return self.evaluation is not None and self.evaluation.deleted_at is None

    @property
    def title(self) -> str:
        """Product and title, as they are or last were; with the snapshot's name."""
        if self.evaluation is None:
            return self.last_title
        name = f"{self.evaluation.product.name}: {self.evaluation.title}"
        return f"{name}, {capitalised(self.snapshot.name)}" if self.snapshot else name

    @classmethod
    def of(cls, member: ComparisonMember) -> "Choice":
        return cls(
            evaluation=member.evaluation, snapshot=member.snapshot, alias=member.alias,
            last_title=member.last_title,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Member:
    """One column. `state` is None where the evaluation was deleted: then only its last title is known."""

    place: int
    letter: str
    alias: str
    title: str
    evaluation: UUID | None
    state: EvaluationVersion | None


def chosen(members: Sequence[ComparisonMember]) -> list[Choice]:
    return [Choice.of(member) for member in members]


def aliases_of(kind: str, choices: Sequence[Choice]) -> list[str]:
    """The short names of the columns, as given or as the kind suggests."""
    return aliases([choice.alias for choice in choices], [_told(kind, choice) for choice in choices])


def _told(kind: str, choice: Choice) -> list[str]:
    """What a column could be called: by product, by rater, by date or title."""
    evaluation = choice.evaluation
    if evaluation is None:
        return [choice.last_title] * 4
    snapshot = capitalised(choice.snapshot.name) if choice.snapshot else ""
    product, title = evaluation.product.name, evaluation.title
    who = evaluation.created_by.shown_name if evaluation.created_by else title
    if kind == "subjects":
        return [product, snapshot or title, title, f"{product} {title}"]
    if kind == "raters":
        return [who, title, snapshot or title, f"{who} {title}"]
    return [snapshot or title, title, product, f"{title} {snapshot}"]


def members_of(kind: str, choices: Sequence[Choice]) -> list[Member]:
    """The columns in order, each with its state: one query for the answers of all present evaluations."""
    live = [
        choice.evaluation.pk
        for choice in choices
        if choice.evaluation is not None and choice.is_there and choice.snapshot is None
    ]
    answers = _answers(live)
    names = aliases_of(kind, choices)
    return [
        Member(
            place=place, letter=LETTERS[place], alias=names[place], title=choice.title,
            evaluation=choice.evaluation.pk if choice.evaluation else None,
            state=_state(choice, answers),
        )
        for place, choice in enumerate(choices)
    ]  # fmt: skip


def _answers(evaluations: Sequence[UUID]) -> Mapping[UUID, list[Answer]]:
    found: dict[UUID, list[Answer]] = {pk: [] for pk in evaluations}
    for row in Answer.objects.filter(evaluation__in=evaluations).select_related("changed_by"):
        found[row.evaluation_id].append(row)
    return found


def _state(choice: Choice, answers: Mapping[UUID, list[Answer]]) -> EvaluationVersion | None:
    if choice.evaluation is None or not choice.is_there:
        return None
    if choice.snapshot is not None:
        return snapshot_version(choice.snapshot)
    return judged_version(choice.evaluation, answers[choice.evaluation.pk])
