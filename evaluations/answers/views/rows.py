"""One question of the answer sheet as the template shows it: values, state, faults, how to find out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from channels_catalog.schema import Catalog
from distmap.numbers import whole_number
from distmap.times import clock_words
from evaluations.answers.forms import NOT_APPLICABLE
from evaluations.answers.views.row_values import RATING, WORDS, Refused, rated, stored_values, typed_values
from evaluations.answers.views.words import rating_words
from evaluations.inputs import Item, always_applies, is_answered
from evaluations.models import Answer
from evaluations.vocabulary import GRADE_WIDTHS

# The state of a row, and the mark that stands for it.
SHOWN = {
    "open": ("open", "none"),
    "saved": ("saved", "done"),
    "invalid": ("unsaved", "alert"),
    "conflict": ("conflict", "clash"),
}
# The end of the id of each control of a row; of radios the first.
CONTROLS = {
    "choice": "-level-0", "grade": "-grade-measured", "na_reason": "-na-reason", "note": "-note",
    "evidence_url": "-link", "text": "-text", "designable": "-designable-yes",
}  # fmt: skip
_SIGNS = str.maketrans({"/": "-f-", "!": "-c-", "@": "-m-"})


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """What a level looks like in practice; `near` marks the ones that the chosen level lies at or between."""

    level: int
    label: str
    text: str
    near: bool


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One way to find out: a sentence, or a list of points."""

    term: str
    text: str = ""
    points: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Clash:
    """One part of an answer that differs between what is stored and what was sent."""

    what: str
    theirs: str
    mine: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """A question with what is stored or was typed. `state`: open, saved, invalid or conflict."""

    item: Item
    number: int
    role_name: str
    values: Mapping[str, str]
    version: int
    state: str
    editable: bool
    is_override: bool = False
    # Whether the method takes no "does not apply" for it.
    always_applies: bool = False
    stored_words: str = ""
    saved_at: datetime | None = None
    saved_words: str = ""
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    theirs_by: str = ""
    theirs_at: datetime | None = None
    clash: Sequence[Clash] = ()
    # (value, word, small print) of each choice in a row of radios.
    levels: Sequence[tuple[str, str, str]] = ()
    grades: Sequence[tuple[str, str, str]] = ()
    anchors: Sequence[Anchor] = ()
    findings: Sequence[Finding] = ()

    @property
    def id(self) -> str:
        """The row's element id, also the fragment of its address."""
        return row_id(self.item.key)

    @property
    def short_name(self) -> str:
        """The item's name; a rule question has none but its key."""
        return self.item.key.partition("/")[2].capitalize() if self.takes_words_only else self.item.name

    @property
    def shown_state(self) -> str:
        return SHOWN[self.state][0]

    @property
    def shown_icon(self) -> str:
        return SHOWN[self.state][1]

    @property
    def problems(self) -> list[str]:
        """The faults as one list; one in a text says which text it is about."""
        named = {name: f"{word}: " for name, word in WORDS.items()}
        return [f"{named.get(name, '')}{text}" for name, found in self.errors.items() for text in found]

    @property
    def faults(self) -> list[tuple[str, str]]:
        """The faults, each with the id of its control, for the summary of a page sent without a script."""
        return [
            (self.id + CONTROLS.get(name, ""), f"{self.item.name or self.short_name}: {text}")
            for name, found in self.errors.items()
            for text in found
        ]

    @property
    def fault_of_choice(self) -> str:
        """The element that says what is wrong with the chosen answer; empty where nothing is."""
        return f"{self.id}-problem" if self.errors.get("choice") else ""

    @property
    def fault_of_grade(self) -> str:
        return f"{self.id}-problem" if self.errors.get("grade") else ""

    @property
    def is_fixed(self) -> bool:
        return not self.editable

    @property
    def may_not_apply(self) -> bool:
        """Whether the choice is there; also where it was made under a method that took it, so that it can be seen."""
        return not self.takes_words_only and (self.is_na or not self.always_applies)

    @property
    def takes_words_only(self) -> bool:
        return self.item.kind == "rule"

    @property
    def has_words(self) -> bool:
        """Whether note or link hold anything, or must, so that they stand unfolded."""
        asked = self.is_override or self.errors.get("note") or self.errors.get("evidence_url")
        return bool(asked or self.values["note"] or self.values["evidence_url"])

    @property
    def is_na(self) -> bool:
        return self.values["choice"] == NOT_APPLICABLE


def row_id(item_key: str) -> str:
    """The element id of an item's row: letters, digits and hyphens, so that it is easy to address."""
    return "q-" + item_key.translate(_SIGNS)


@dataclass(frozen=True, kw_only=True)
class RowMaker:
    """Makes the rows of one sheet, in the words of its catalog."""

    catalog: Catalog
    paths: Sequence[str]
    now: datetime
    method: str

    def make(
        self, item: Item, answer: Answer | None, *, number: int, editable: bool, is_override: bool = False,
        refused: Refused | None = None,
    ) -> Row:  # fmt: skip
        """The row of an item: with the stored answer, or as typed where a save was refused."""
        values = typed_values(refused.form) if refused else stored_values(answer)
        return Row(
            item=item, number=number, role_name=self._role(item), editable=editable, is_override=is_override,
            always_applies=always_applies(item, method=self.method),
            values=values, version=answer.version if answer else 0, state=_state(answer, refused),
            stored_words=self._words(answer), findings=findings_of(self.catalog, item),
            saved_at=answer.changed_at if answer else None,
            saved_words=clock_words(answer.changed_at, self.now) if answer else "",
            errors=_faults(refused),
            levels=self._levels(), grades=self._grades(), anchors=self._anchors(item, values["choice"]),
            **self._conflict(values, refused),
        )  # fmt: skip

    def _levels(self) -> list[tuple[str, str, str]]:
        return [(str(entry.level), entry.label, str(entry.level)) for entry in self.catalog.scale.levels]

    def _grades(self) -> list[tuple[str, str, str]]:
        grades = self.catalog.scale.grades
        return [(entry.key, entry.label, GRADE_WIDTHS[entry.key]) for entry in grades]

    def _role(self, item: Item) -> str:
        """What the item speaks of: a dimension, the constraint, or how many paths draw on a surface."""
        if item.kind == "factor":
            return self.catalog.role(item.role).name
        if item.kind == "surface":
            key = item.key.removeprefix("surface/")
            users = [
                self.catalog.path_name(path) for path in self.paths if key in self.catalog.surface_links[path]
            ]
            return (
                f"counts for {len(users)} of {len(self.paths)} paths"
                if users
                else "no chosen path draws on it"
            )
        return {"constraint": "The constraint", "alignment": "The growth model"}.get(item.kind, "")

    def _words(self, answer: Answer | None) -> str:
        if answer is None:
            return "Unanswered"
        if answer.text:
            return "in words"
        return rating_words(self.catalog, {name: getattr(answer, name) for name in RATING})

    def _anchors(self, item: Item, chosen: str) -> list[Anchor]:
        level = whole_number(chosen)
        labels = {int(entry.level): entry.label for entry in self.catalog.scale.levels}
        return [
            Anchor(level=at, label=labels[at], text=text, near=level is not None and abs(level - at) <= 1)
            for at, text in sorted(item.anchors.items())
        ]

    def _conflict(self, mine: Mapping[str, str], refused: Refused | None) -> dict[str, Any]:
        """Both values of what differs, and who stands behind the other one."""
        if refused is None or not refused.in_conflict:
            return {}
        theirs = stored_values(refused.present)
        clash = [] if rated(mine) == rated(theirs) else [
            Clash(what="", theirs=self._told(theirs), mine=self._told(mine))
        ]  # fmt: skip
        clash += [
            Clash(what=word, theirs=theirs[name], mine=mine[name])
            for name, word in WORDS.items()
            if theirs[name].strip() != mine[name].strip()
        ]
        by = refused.present.changed_by if refused.present else None
        return {
            "clash": clash,
            "theirs_by": by.shown_name if by else "Somebody",
            "theirs_at": refused.present.changed_at if refused.present else None,
        }

    def _told(self, values: Mapping[str, str]) -> str:
        """A rating in words, from the values of a form."""
        choice = values["choice"]
        fields = {
            "na": choice == NOT_APPLICABLE,
            "na_reason": values["na_reason"],
            "level": whole_number(choice),
            "grade": values["grade"],
            "designable": values["designable"] != "no",
        }
        return rating_words(self.catalog, fields)


def _faults(refused: Refused | None) -> dict[str, list[str]]:
    if refused is None:
        return {}
    return {name: [str(fault) for fault in found] for name, found in refused.form.errors.items()}


def _state(answer: Answer | None, refused: Refused | None) -> str:
    if refused is not None:
        return "conflict" if refused.in_conflict else "invalid"
    return "saved" if answer is not None else "open"


def findings_of(catalog: Catalog, item: Item) -> list[Finding]:
    """How to find out: what to do and what not to take for it; for a constraint its figure and signals."""
    if item.kind == "constraint" and item.path is not None:
        constraint = catalog.channel(item.path).constraint
        return [
            Finding(term="Count", text=constraint.metric.formula),
            Finding(term="It binds", text=constraint.metric.binds_when),
            Finding(term="It is clear", text=constraint.metric.clear_when),
            Finding(term="Ask", points=constraint.signals),
        ]
    if item.kind == "rule":
        question = catalog.rule_question(item.key.removeprefix("rule/"))
        return [Finding(term="A good answer", text=question.good_answer)]
    found = [Finding(term="Do this", text=item.probe), Finding(term="Common mistake", text=item.misread)]
    return [finding for finding in found if finding.text]


def task_state(answered: int, total: int) -> str:
    """A group's state in the task list: none, part or done."""
    return "none" if answered == 0 else "done" if answered >= total else "part"


def first_open(items: Sequence[Item], answers: Mapping[str, Answer]) -> Item | None:
    """The first item that counts and is not answered yet."""
    return next((item for item in items if item.counts and not is_answered(answers.get(item.key))), None)
