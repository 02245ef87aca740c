"""The answer sheet of one evaluation: its task list, one group's rows, its neighbours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from channels_catalog.schema import Catalog
from distmap.errors import NotFound
from distmap.times import clock_words
from evaluations.answers.queries import answers_of, checklist_of, progress_by_group
from evaluations.answers.views.row_values import Refused
from evaluations.answers.views.rows import Row, RowMaker, first_open, task_state
from evaluations.answers.views.words import FIGHTS_UP_TO, level_label, match_words
from evaluations.inputs import Checklist, Group, Item
from evaluations.models import Answer, Evaluation
from evaluations.work.queries import catalog_for, path_keys
from workspaces.actors import Actor
from workspaces.permissions import Act
from workspaces.views import permissions


@dataclass(frozen=True, kw_only=True)
class Task:
    """A line of the task list."""

    key: str
    name: str
    kind: str
    answered: int
    total: int
    state: str


class ChecklistPage:
    """One group of an evaluation's checklist, read once: two queries for any number of rows.

    `paths` are those that the rows speak of, the chosen ones unless said otherwise; `sent` are the fields that each
    row takes along to say on which page it stands.
    """

    def __init__(
        self, evaluation: Evaluation, group_key: str, *, actor: Actor, now: datetime,
        paths: Sequence[str] | None = None, sent: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self.evaluation = evaluation
        self.actor = actor
        self.catalog: Catalog = catalog_for(evaluation)
        self.checklist: Checklist = checklist_of(evaluation)
        self.answers: Mapping[str, Answer] = answers_of(evaluation)
        group = self.checklist.group(group_key)
        if group is None:
            raise NotFound("This evaluation has no such group of questions. Its paths may have been changed.")
        self.group: Group = group
        self.now = now
        self.sent = dict(sent or {})
        found_of = path_keys(evaluation) if paths is None else paths
        self.maker = RowMaker(catalog=self.catalog, paths=found_of, now=now, method=evaluation.method)

    @property
    def declared(self) -> bool:
        return self.evaluation.growth_model is not None

    @property
    def may_write(self) -> bool:
        return self.actor.may(Act.WRITE_EVALUATIONS) and self.evaluation.refusal_to_change() is None

    def is_override(self, item: Item) -> bool:
        """An answer on the match, once a growth model is declared, overrules the table."""
        return item.kind == "alignment" and self.declared

    def may_answer(self, item: Item) -> bool:
        return self.may_write and (not self.is_override(item) or self.actor.may(Act.OVERRIDE_MATCH))

    def row(self, item: Item, refused: Refused | None = None) -> Row:
        """The row of one item of this group, or of another one if a save of it was refused."""
        mine = refused if refused is not None and refused.item == item.key else None
        return self.maker.make(
            item, self.answers.get(item.key), number=self._number(item), editable=self.may_answer(item),
            is_override=self.is_override(item), refused=mine,
        )  # fmt: skip

    def _number(self, item: Item) -> int:
        return self.group.items.index(item) + 1 if item in self.group.items else 0

    def rows(self, refused: Refused | None = None) -> list[Row]:
        """The ordinary questions; the match is one of them only while the growth model is undeclared."""
        return [self.row(item, refused) for item in self.group.items if not self.is_override(item)]

    def match(self, refused: Refused | None = None) -> dict[str, Any] | None:
        """What the table says of this path under the growth model, and the row that may overrule it."""
        model = self.evaluation.growth_model
        item = next((item for item in self.group.items if self.is_override(item)), None)
        if item is None or model is None:
            return None
        cell = self.catalog.alignment[model][self.group.key]
        found = self.answers.get(item.key)
        is_overruled = found is not None and found.level is not None
        row = self.row(item, refused)
        return {
            "model": self.catalog.growth_model(model).name,
            "level": cell.level,
            "label": level_label(self.catalog, cell.level),
            "words": match_words(cell.level),
            "reason": cell.reason,
            "fights": cell.level <= FIGHTS_UP_TO,
            "row": row,
            "is_overruled": is_overruled,
            "stands_open": is_overruled or row.state in {"invalid", "conflict"},
            "summary": "This match is overruled" if is_overruled else "Overrule the match",
        }

    def tasks(self) -> list[Task]:
        counts = progress_by_group(self.checklist, self.answers)
        return [
            Task(
                key=group.key, name=group.name, kind=group.kind, answered=counts[group.key][0],
                total=counts[group.key][1], state=task_state(*counts[group.key]),
            )
            for group in self.checklist.groups
        ]  # fmt: skip

    def page(self, refused: Refused | None = None) -> dict[str, Any]:
        """Everything that the whole page shows but the live panel."""
        keys = [group.key for group in self.checklist.groups]
        at = keys.index(self.group.key)
        last = max((row.changed_at for row in self.answers.values()), default=None)
        rows, match = self.rows(refused), self.match(refused)
        return self.list_of_tasks() | {
            "rows": rows,
            "match": match,
            "faults": [fault for row in [*rows, *([match["row"]] if match else [])] for fault in row.faults],
            "previous": self.checklist.groups[at - 1] if at else None,
            "next": self.checklist.groups[at + 1] if at + 1 < len(keys) else None,
            "refusal": self.evaluation.refusal_to_change(),
            "last_change": last,
            "last_change_words": clock_words(last, self.now) if last else "",
        }

    def list_of_tasks(self) -> dict[str, Any]:
        """The task list, and the line that stands for it where it is folded."""
        tasks = self.tasks()
        here = next(task for task in tasks if task.key == self.group.key)
        return self.fragment() | {
            "tasks": tasks,
            "tasks_summary": f"{here.name}, {here.answered} of {here.total} answered",
        }

    def fragment(self) -> dict[str, Any]:
        """What every fragment of the sheet needs: addresses and permissions."""
        return {
            "evaluation": self.evaluation, "group": self.group,
            "user_may_write": self.may_write, "may": permissions(self.actor),
            "sent": self.sent, "sent_query": f"?{urlencode(self.sent)}" if self.sent else "",
        }  # fmt: skip


def resume_at(evaluation: Evaluation) -> str:
    """The group to go on with: the first that still has an open question, else the first."""
    asked = checklist_of(evaluation)
    answers = answers_of(evaluation)
    for group in asked.groups:
        if first_open(group.items, answers) is not None:
            return group.key
    return asked.groups[0].key


def group_of(evaluation: Evaluation, item_key: str) -> tuple[Item, Group]:
    """The item and its group; NotFound if the evaluation does not ask it."""
    asked = checklist_of(evaluation)
    for group in asked.groups:
        for item in group.items:
            if item.key == item_key:
                return item, group
    raise NotFound("This question is not on the evaluation's checklist. Its paths may have been changed.")
