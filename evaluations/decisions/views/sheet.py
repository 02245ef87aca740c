"""The form of a decision: its own fields, and rows that are added and taken out by a round trip to the server."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from channels_catalog.schema import Catalog
from distmap.errors import Fault
from distmap.merging import Drawn
from evaluations.decisions.rules import MOST_ACTIONS, ActionInput, DecisionInput, KillCriterion
from evaluations.models import Action, Decision

Values = dict[str, Any]
KILL, ACTION = "kill", "action"
# As many rows as are read of a form at most: a few more than may be stored, so that too many can be told.
MOST_ROWS = MOST_ACTIONS + 5


class DayField(forms.DateField):
    """A day, as browsers send it."""

    def __init__(self, *, label: str, required: str = "", help_text: str = "") -> None:
        super().__init__(
            label=label,
            required=bool(required),
            help_text=help_text,
            input_formats=["%Y-%m-%d"],
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"required": required, "invalid": "There is no such day. Write it as 2027-02-01."},
        )


def _text(label: str, *, required: str = "", help_text: str = "", rows: int = 0) -> forms.CharField:
    """A text in a box of so many rows, which grows; 0 is a single line."""
    return forms.CharField(
        label=label,
        required=bool(required),
        help_text=help_text,
        error_messages={"required": required},
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
    )


class DecisionForm(forms.Form):
    """What a decision says, without its rows."""

    path = forms.ChoiceField(label="Path", error_messages={"required": "Choose the path that is decided on."})
    decision = forms.ChoiceField(
        label="Decision",
        choices=Decision.DECISIONS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is decided."},
    )
    condition = _text(
        "On the condition that", rows=3, help_text="Leave it empty if the decision stands without one."
    )
    reasons = _text(
        "Reasons",
        rows=3,
        required="Say why. A decision without reasons cannot be reviewed.",
        help_text="What carried it. Where it departs from the verdict: what you know that the answers do not say.",
    )
    exclusions = _text("Not part of it", rows=3, help_text="What somebody may expect, and will not be done.")
    owner = _text("Owner", required="Name the person who answers for it.")
    review_on = DayField(label="Review on", required="Name the day on which it is looked at again.")

    def __init__(self, paths: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["path"]
        chosen.choices = paths


class RowForm(forms.Form):
    """One row. Its labels say which one it is, so that a list of faults can be read."""

    kind: str
    names: str
    # In which fields something has to be written for the row to count.
    telling: tuple[str, ...]

    def __init__(self, number: int, **kwargs: Any) -> None:
        super().__init__(prefix=f"{self.kind}-{number}", **kwargs)
        self.number = number
        for field in self.fields.values():
            field.label = f"{self.names} {number + 1}, {str(field.label).lower()}"

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written into it: such a row is passed over."""
        return not any(str(self.data.get(self.add_prefix(name)) or "").strip() for name in self.telling)


class KillForm(RowForm):
    kind, names, telling = KILL, "Kill criterion", ("metric", "threshold")

    metric = _text("Figure", rows=1, required="Name the figure.")
    threshold = _text("Comes to", rows=1, required="Say what the figure has come to when it is stopped.")
    by = DayField(label="By", required="Name the day by which it is looked at.")


class ActionForm(RowForm):
    kind, names, telling = ACTION, "Action", ("title", "owner", "due_on", "id")

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = _text("What is to be done", rows=1, required="Say what is to be done, or take the action out.")
    action_kind = forms.ChoiceField(
        label="Kind",
        choices=Action.KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is a product decision or a campaign decision."},
    )
    owner = _text("Owner")
    due_on = DayField(label="Due")
    state = forms.ChoiceField(label="State", choices=Action.STATES)
    surfaces = forms.MultipleChoiceField(
        label="Surfaces it strengthens", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, surfaces: Sequence[tuple[str, str]], number: int, **kwargs: Any) -> None:
        super().__init__(number, **kwargs)
        chosen: Any = self.fields["surfaces"]
        chosen.choices = surfaces

    @property
    def chosen_surfaces(self) -> list[str]:
        """The names of the surfaces chosen in this row, as its fold shows them."""
        chosen = self["surfaces"].value() or []
        names: Any = self.fields["surfaces"]
        return [name for key, name in names.choices if key in chosen]


FIELDS = ("path", "decision", "condition", "reasons", "exclusions", "owner", "review_on")
OF_KILL = ("metric", "threshold", "by")
OF_ACTION = ("id", "title", "action_kind", "owner", "due_on", "state", "surfaces")


def read_rows(sent: QueryDict) -> tuple[list[Values], list[Values]]:
    """The rows as they were typed: kill criteria, actions."""
    return _read(sent, KILL, OF_KILL), _read(sent, ACTION, OF_ACTION)


def _read(sent: QueryDict, kind: str, names: Iterable[str]) -> list[Values]:
    numbers = {int(found[1]) for key in sent if (found := re.fullmatch(rf"{kind}-([0-9]{{1,3}})-\w+", key))}
    return [
        {
            name: sent.getlist(f"{kind}-{number}-{name}")
            if name == "surfaces"
            else sent.get(f"{kind}-{number}-{name}", "")
            for name in names
        }
        for number in sorted(numbers)[:MOST_ROWS]
    ]


def as_compared(
    values: Mapping[str, Any], kills: Iterable[Mapping[str, Any]], actions: Iterable[Mapping[str, Any]]
) -> dict[str, list[str]]:
    """A decision in the writing in which two of them are compared, and read: each row is one text, blank ones none."""
    of_action = [name for name in OF_ACTION if name != "id"]
    return {
        **{name: [_one(values.get(name))] for name in FIELDS},
        "kill_criteria": [
            _row(row, OF_KILL) for row in kills if any(map(_one, map(row.get, KillForm.telling)))
        ],
        "actions": [
            _row(row, of_action) for row in actions if any(map(_one, map(row.get, ActionForm.telling)))
        ],
    }


def _row(row: Mapping[str, Any], names: Iterable[str]) -> str:
    parts = (row.get(name) for name in names)
    return ", ".join(
        text for part in parts if (text := ", ".join(sorted(part)) if isinstance(part, list) else _one(part))
    )


def _one(value: Any) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


class DecisionSheet:
    """The whole form. Unbound it shows `values` and rows; bound it checks what was sent."""

    def __init__(
        self,
        catalog: Catalog,
        paths: Sequence[tuple[str, str]],
        values: Mapping[str, Any],
        kills: Sequence[Mapping[str, Any]],
        actions: Sequence[Mapping[str, Any]],
        *,
        is_sent: bool = False,
    ) -> None:
        surfaces = [(surface.key, surface.name) for surface in catalog.surfaces]
        self.is_bound = is_sent
        self.edit: Drawn | None = None
        given = {"data": dict(values)} if is_sent else {"initial": values}
        self.main = DecisionForm(paths, **given)
        self.kills = [KillForm(at, **self._given(KILL, at, row)) for at, row in enumerate(kills)]
        self.actions = [
            ActionForm(surfaces, at, **self._given(ACTION, at, row)) for at, row in enumerate(actions)
        ]
        self.kept_kills = [row for row in self.kills if not (is_sent and row.is_blank)]
        self.kept_actions = [row for row in self.actions if not (is_sent and row.is_blank)]

    def as_compared(self) -> dict[str, list[str]]:
        """What the form shows, as `as_compared` writes it."""
        rows = [
            [{name: row[name].value() for name in names} for row in forms]
            for forms, names in ((self.kills, OF_KILL), (self.actions, OF_ACTION))
        ]
        return as_compared({name: self.main[name].value() for name in FIELDS}, *rows)

    def _given(self, kind: str, at: int, row: Mapping[str, Any]) -> Values:
        if self.is_bound:
            return {"data": {f"{kind}-{at}-{name}": value for name, value in row.items()}}
        return {"initial": row}

    def _forms(self) -> list[forms.Form]:
        return [self.main, *self.kept_kills, *self.kept_actions]

    def __iter__(self) -> Iterator[forms.BoundField]:
        """Every field, for the list of faults; rows that nobody wrote in have none."""
        return (bound for form in self._forms() for bound in form)

    def non_field_errors(self) -> list[str]:
        return [str(text) for form in self._forms() for text in form.non_field_errors()]

    @property
    def errors(self) -> bool:
        return self.is_bound and any(form.errors for form in self._forms())

    def is_valid(self) -> bool:
        faulty = [form for form in self._forms() if form.errors]
        return self.is_bound and not faulty

    def given(self) -> DecisionInput:
        """What the operation takes, of a valid sheet."""
        own = {name: self.main.cleaned_data[name] for name in FIELDS}
        return DecisionInput(
            **own,
            kill_criteria=tuple(KillCriterion(**row.cleaned_data) for row in self.kept_kills),
            actions=tuple(_action(row.cleaned_data) for row in self.kept_actions),
        )

    def fields(self) -> Values:
        """What was sent and could be read, for finding more faults beside those of shape."""
        main = {name: value for name, value in self.main.cleaned_data.items() if name in FIELDS}
        kills = [dict(row.cleaned_data) for row in self.kept_kills]
        actions = [
            {"kind" if name == "action_kind" else name: value for name, value in row.cleaned_data.items()}
            for row in self.kept_actions
        ]
        return main | {"kill_criteria": kills, "actions": actions}

    def add_faults(self, faults: Iterable[Fault]) -> None:
        """Show each fault beside its field; a field that has one already keeps it alone."""
        for fault in faults:
            form, field = self._place(fault.pointer)
            if field is None or field not in form.errors:
                form.add_error(field, fault.detail)

    def _place(self, pointer: str) -> tuple[forms.Form, str | None]:
        parts = pointer.strip("/").split("/")
        rows: Mapping[str, Sequence[forms.Form]] = {
            "kill_criteria": self.kept_kills,
            "actions": self.kept_actions,
        }
        if parts[0] in rows and len(parts) > 2:
            name = "action_kind" if parts[2] == "kind" else parts[2]
            return rows[parts[0]][int(parts[1])], None if name == "id" else name
        return self.main, parts[0] if parts[0] in self.main.fields else None


def _action(row: Mapping[str, Any]) -> ActionInput:
    named: UUID | None = row["id"]
    return ActionInput(
        id=named,
        title=row["title"],
        kind=row["action_kind"],
        owner=row["owner"],
        due_on=row["due_on"],
        state=row["state"],
        surfaces=tuple(row["surfaces"]),
    )
