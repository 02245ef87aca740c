"""The controls of a scenario: for every answer what is saved and what it could be instead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from channels_catalog.schema import Catalog
from evaluations.answers.operations import as_stored
from evaluations.answers.views.rows import row_id
from evaluations.answers.views.words import grade_label, level_label, rating_words
from evaluations.inputs import Checklist, Group, Item
from evaluations.models import Answer, Evaluation
from evaluations.results.views.scenario_address import OPEN, Address
from evaluations.vocabulary import DIMENSIONS
from evaluations.work.forms import NONE_FITS, PrioritiesForm

# A choice in a list: value, words, whether it is chosen.
Choice = tuple[str, str, bool]
MATCH_NAME = "Match with the growth model"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One answer that can be moved."""

    id: str
    key: str
    name: str
    asks: str
    saved: str
    # (value, word) for each segment; the one that is chosen, and the one that is saved.
    levels: Sequence[tuple[str, str]]
    chosen: str
    saved_level: str
    grades: Sequence[Choice]
    moved: bool
    level_faults: Sequence[str]
    grade_faults: Sequence[str]

    @property
    def faults(self) -> list[str]:
        return [*self.level_faults, *self.grade_faults]


@dataclass(frozen=True, kw_only=True)
class Part:
    """The answers of one path, or of the design map."""

    key: str
    name: str
    rows: Sequence[Row]

    @property
    def moved(self) -> int:
        return sum(row.moved for row in self.rows)

    @property
    def has_faults(self) -> bool:
        return any(row.faults for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class Moved:
    """One thing that the scenario moves, in words."""

    name: str
    place: str
    old: str
    new: str


def parts_of(
    catalog: Catalog, asked: Checklist, stored: Mapping[str, Answer], address: Address
) -> list[Part]:
    """The groups of the checklist that scores rest on."""
    chosen = dict(address.typed) or address.fields
    return [
        Part(
            key=group.key,
            name=group.name,
            rows=[_row(catalog, item, stored.get(item.key), chosen, address) for item in group.items],
        )
        for group in asked.groups
        if group.kind != "rule"
    ]


def _row(
    catalog: Catalog, item: Item, stored: Answer | None, chosen: Mapping[str, str], address: Address
) -> Row:
    level, grade = chosen.get(f"level.{item.key}", ""), chosen.get(f"grade.{item.key}", "")
    saved = (
        "" if stored and stored.na else OPEN if stored is None or stored.level is None else str(stored.level)
    )
    grades = [("", "As saved"), *((entry.key, entry.label) for entry in catalog.scale.grades)]
    return Row(
        id=row_id(item.key),
        key=item.key,
        name=_name(item),
        asks=item.question,
        saved=_saved(catalog, item, stored),
        levels=[
            *((str(n), level_label(catalog, n)) for n in range(5)),
            (OPEN, "Catalog" if item.kind == "alignment" else "Open"),
        ],
        chosen=level or saved,
        saved_level=saved,
        grades=[(value, words, value == grade) for value, words in grades],
        moved=bool(level or grade),
        level_faults=address.faults_of(f"level.{item.key}", f"note.{item.key}"),
        grade_faults=address.faults_of(f"grade.{item.key}"),
    )


def _name(item: Item) -> str:
    return MATCH_NAME if item.kind == "alignment" else item.name


def _saved(catalog: Catalog, item: Item, stored: Answer | None) -> str:
    words = rating_words(catalog, as_stored(stored))
    return "From the catalog" if item.kind == "alignment" and words == "Unanswered" else words


def told_faults(asked: Checklist, address: Address) -> list[tuple[str, str]]:
    """Each fault with the id of its control; with none where the page has no control for it."""
    items = {item.key: item for group in asked.groups for item in group.items if group.kind != "rule"}
    found = []
    for fault in address.faults:
        kind, _, key = fault.pointer.lstrip("?").partition(".")
        if key in items:
            control = "grade" if kind == "grade" else "level"
            found.append((f"{row_id(key)}-{control}", f"{_name(items[key])}: {fault.detail}"))
        elif kind == "rank" and key in DIMENSIONS:
            found.append((f"rank-{key}", f"Priorities: {fault.detail}"))
        else:
            found.append(("growth-model" if kind == "growth_model" else "", fault.detail))
    return found


def growth_models(catalog: Catalog, evaluation: Evaluation, address: Address) -> list[Choice]:
    """Every growth model, and none; chosen is the scenario's."""
    present = evaluation.growth_model or NONE_FITS
    chosen = (dict(address.typed) or address.fields).get("growth_model") or present
    names = [*((model.key, model.name) for model in catalog.growth_models), (NONE_FITS, "Not declared")]
    return [(key, f"{name} (saved)" if key == present else name, key == chosen) for key, name in names]


def ranks_of(
    catalog: Catalog, evaluation: Evaluation, address: Address
) -> list[tuple[str, str, list[Choice], list[str]]]:
    """For each dimension its key, name, the ranks to choose from, and what is wrong with its own."""
    priorities = address.scenario.changes.get("priorities", evaluation.priorities)
    ranks = {key: str(rank) for key, rank in PrioritiesForm.ranks_of(priorities).items()}
    ranks |= {key: address.typed[f"rank.{key}"] for key in DIMENSIONS if f"rank.{key}" in address.typed}
    return [
        (
            key, catalog.role(key).name, [(str(n), str(n), str(n) == ranks[key]) for n in range(1, 6)],
            address.faults_of(f"rank.{key}"),
        )
        for key in DIMENSIONS
    ]  # fmt: skip


def moved_of(
    catalog: Catalog, evaluation: Evaluation, asked: Checklist, stored: Mapping[str, Answer], address: Address
) -> list[Moved]:
    """What the scenario moves: saved and supposed, in words."""
    groups = {item.key: group for group in asked.groups for item in group.items}
    changes = address.scenario.changes
    found = []
    if "growth_model" in changes:
        old, new = (_model(catalog, key) for key in (evaluation.growth_model, changes["growth_model"]))
        found.append(Moved(name="Growth model", place="", old=old, new=new))
    if "priorities" in changes:
        old, new = (_priorities(catalog, order) for order in (evaluation.priorities, changes["priorities"]))
        found.append(Moved(name="Priorities", place="", old=old, new=new))
    for answer in address.scenario.answers:
        item = asked.items[answer.key]
        new = (
            "Not answered"
            if answer.level is None
            else f"{level_label(catalog, answer.level)}, {grade_label(catalog, answer.grade or '').lower()}"
        )
        found.append(
            Moved(
                name=_name(item),
                place=_place(groups[item.key]),
                old=_saved(catalog, item, stored.get(item.key)),
                new=new,
            )
        )
    return found


def _place(group: Group) -> str:
    return group.name


def _model(catalog: Catalog, key: str | None) -> str:
    return catalog.growth_model(key).name if key else "Not declared"


def _priorities(catalog: Catalog, order: Sequence[Sequence[str]] | None) -> str:
    if not order:
        return "None"
    return ", then ".join(" and ".join(catalog.role(key).name for key in group) for group in order)
