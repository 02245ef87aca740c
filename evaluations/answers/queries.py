"""What an evaluation asks, and its answers. Nothing here writes."""

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from evaluations.inputs import Checklist, checklist, is_answered
from evaluations.models import Answer, AnswerChange, Evaluation
from evaluations.work.queries import catalog_for, path_keys


def checklist_of(evaluation: Evaluation) -> Checklist:
    """Everything that the evaluation asks."""
    return checklist(catalog_for(evaluation), path_keys(evaluation))


def answers_of(evaluation: Evaluation) -> dict[str, Answer]:
    """All stored answers by item key, also those of paths that were removed and may return."""
    return {
        row.item: row for row in Answer.objects.filter(evaluation=evaluation).select_related("changed_by")
    }


def history_of(evaluation: Evaluation) -> QuerySet[AnswerChange]:
    """What was changed in the answers, newest first."""
    return (
        AnswerChange.objects.filter(evaluation=evaluation)
        .select_related("user", "token")
        .order_by("-at", "-id")
    )


def progress_by_group(asked: Checklist, answers: Mapping[str, Answer]) -> dict[str, tuple[int, int]]:
    """(answered, total) for each group of the checklist. The operator's rule counts its texts here, and here only."""
    found = {}
    for group in asked.groups:
        if group.kind == "rule":
            done = sum(bool((row := answers.get(item.key)) and row.text.strip()) for item in group.items)
            found[group.key] = (done, len(group.items))
            continue
        counted = [item for item in group.items if item.counts or group.kind == "surfaces"]
        found[group.key] = (sum(is_answered(answers.get(item.key)) for item in counted), len(counted))
    return found


def unanswered(asked: Checklist, answers: Mapping[str, Answer]) -> Sequence[str]:
    """Names of the items that count and are still open, in the order of the checklist."""
    return [
        item.name for key, item in asked.items.items() if item.counts and not is_answered(answers.get(key))
    ]
