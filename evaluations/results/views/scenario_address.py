"""A scenario as an address carries it: read with every fault, and written in its shortest form.

?base=7&level.surface/workflow=4&grade.surface/workflow=measured&growth_model=plg&priorities=pull.product,access.…

`base` is the version of the saved answers that the scenario was opened on. A form sends every field, most of them
empty (as saved), and the priorities as a rank for each dimension; the shortest form has only what is moved.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from distmap.errors import Fault
from evaluations.inputs import AnswerInput, Checklist, Item
from evaluations.models import Answer, Evaluation
from evaluations.results.operations import Scenario, growth_model_of, only_moves, scenario_faults
from evaluations.vocabulary import DIMENSIONS, GRADES
from evaluations.work.forms import NONE_FITS, PrioritiesForm
from workspaces.actors import Actor

OPEN = "open"
NONE = "none"
LEVELS = tuple(str(level) for level in range(5))
# What an answer rests on where nobody says: nothing. An override of the match cannot rest on that.
BY_DEFAULT, BY_DEFAULT_OVERRIDE = "assumed", "reported"
_PLACE = re.compile(r"/answers/(\d+)(?:/(\w+))?")


@dataclass(frozen=True, kw_only=True)
class Address:
    """A scenario that was read. With faults it moves nothing; `typed` is what was sent, to be shown again."""

    scenario: Scenario
    base: int
    faults: tuple[Fault, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)

    def faults_of(self, *names: str) -> list[str]:
        """What is wrong with these parameters."""
        pointers = {f"?{name}" for name in names}
        return [fault.detail for fault in self.faults if fault.pointer in pointers]

    @property
    def model_faults(self) -> list[str]:
        """What is wrong with the growth model."""
        return self.faults_of("growth_model")

    @property
    def fields(self) -> dict[str, str]:
        """The parameters of the shortest form; none where nothing is moved."""
        if not self.scenario.moves_anything:
            return {}
        found = {"base": str(self.base)}
        for answer in self.scenario.answers:
            found[f"level.{answer.key}"] = OPEN if answer.level is None else str(answer.level)
            if answer.grade is not None:
                found[f"grade.{answer.key}"] = answer.grade
        if "growth_model" in self.scenario.changes:
            found["growth_model"] = self.scenario.changes["growth_model"] or NONE_FITS
        if "priorities" in self.scenario.changes:
            found["priorities"] = _written(self.scenario.changes["priorities"])
        return found

    @property
    def query(self) -> str:
        return f"?{urlencode(self.fields, safe='/!@,')}" if self.fields else ""


def read(
    sent: QueryDict, evaluation: Evaluation, asked: Checklist, stored: Mapping[str, Answer], *, by: Actor
) -> Address:
    """The scenario of these parameters; other parameters are not looked at."""
    reader = _Reader(sent, evaluation, asked, stored)
    scenario, faults = reader.scenario(), list(reader.faults)
    faults += [
        _placed(fault, scenario) for fault in scenario_faults(evaluation, scenario, stored=stored, by=by)
    ]
    if faults:
        return Address(scenario=Scenario(), base=reader.base, faults=tuple(faults), typed=reader.texts)
    return Address(scenario=only_moves(evaluation, scenario, stored=stored), base=reader.base)


def _placed(fault: Fault, scenario: Scenario) -> Fault:
    """A fault of the rules, under the parameter that it is about."""
    named = _PLACE.match(fault.pointer)
    if named is None:
        return Fault(fault.pointer.replace("/", "?", 1), fault.code, fault.detail)
    name = named[2] if named[2] in {"grade", "note"} else "level"
    return Fault(f"?{name}.{scenario.answers[int(named[1])].key}", fault.code, fault.detail)


def placed_faults(faults: tuple[Fault, ...], scenario: Scenario) -> tuple[Fault, ...]:
    """Faults that keeping found, under the parameters that they are about."""
    return tuple(_placed(fault, scenario) for fault in faults)


class _Reader:
    """Reads the parameters and notes what is wrong with their form."""

    def __init__(
        self, sent: QueryDict, evaluation: Evaluation, asked: Checklist, stored: Mapping[str, Answer]
    ) -> None:
        self.sent, self.evaluation, self.asked, self.stored = sent, evaluation, asked, stored
        # Of what is given twice the last.
        self.texts = {name: str(sent[name]) for name in sent}
        self.faults: list[Fault] = []
        self.base = self._base()

    def scenario(self) -> Scenario:
        for name, values in self.sent.lists():
            if len(values) > 1 and self._is_ours(name):
                self._fault(name, "repeated", "This is given more than once.")
        changes = dict(self._changes())
        model = growth_model_of(self.evaluation, Scenario(changes=changes))
        return Scenario(answers=tuple(self._answers(declared=model is not None)), changes=changes)

    def _is_ours(self, name: str) -> bool:
        return name in {"base", "growth_model", "priorities"} or name.partition(".")[0] in {
            "level",
            "grade",
            "rank",
        }

    def _fault(self, name: str, code: str, detail: str) -> None:
        self.faults.append(Fault(f"?{name}", code, detail))

    def _base(self) -> int:
        given = self.texts.get("base", "")
        if not given:
            return self.evaluation.answers_version
        if re.fullmatch(r"[0-9]{1,9}", given):
            return int(given)
        self._fault("base", "wrong_format", "The version of the saved answers is a whole number.")
        return self.evaluation.answers_version

    def _changes(self) -> Iterator[tuple[str, Any]]:
        model = self.texts.get("growth_model", "")
        if model:
            yield "growth_model", None if model == NONE_FITS else model
        ranks = {name: self.texts[f"rank.{name}"] for name in DIMENSIONS if self.texts.get(f"rank.{name}")}
        if ranks:
            yield from self._ranked(ranks)
        elif self.texts.get("priorities", ""):
            yield "priorities", _order(self.texts["priorities"])

    def _ranked(self, ranks: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
        form = PrioritiesForm(ranks)
        if not form.is_valid():
            for name, found in form.errors.items():
                self._fault(f"rank.{name}", "wrong_rank", " ".join(str(text) for text in found))
            return
        order = form.order()
        # Everything equal says no more than no priorities at all.
        present = PrioritiesForm.ranks_of(self.evaluation.priorities)
        if PrioritiesForm.ranks_of(order) != PrioritiesForm.ranks_of(_compact(present)):
            yield "priorities", order if len(order) > 1 else None

    def _answers(self, *, declared: bool) -> Iterator[AnswerInput]:
        named = (name.partition(".") for name in self.texts)
        keys = dict.fromkeys(key for kind, _, key in named if kind in {"level", "grade"})
        for key in keys:
            level, grade = (self.texts.get(f"{kind}.{key}", "") for kind in ("level", "grade"))
            if not level and not grade:
                continue
            item = self.asked.find(key)
            if item is None or item.kind == "rule":
                self._fault(f"level.{key}", "unknown_item", f"{key!r} cannot be moved in this evaluation.")
            elif self._is_sound(key, level, grade):
                yield self._answer(item, level, grade, is_override=declared and item.kind == "alignment")

    def _is_sound(self, key: str, level: str, grade: str) -> bool:
        before = len(self.faults)
        if level and level not in {*LEVELS, OPEN}:
            self._fault(f"level.{key}", "out_of_range", "A level is a whole number from 0 to 4, or open.")
        if grade and grade not in GRADES:
            self._fault(f"grade.{key}", "unknown_grade", f"A grade is one of {', '.join(GRADES)}.")
        stored = self.stored.get(key)
        if grade and not level and (stored is None or stored.level is None):
            self._fault(
                f"grade.{key}", "grade_without_level", "Choose an answer too: nothing is answered yet."
            )
        return len(self.faults) == before

    def _answer(self, item: Item, level: str, grade: str, *, is_override: bool) -> AnswerInput:
        """The whole rating, since a rating is replaced whole."""
        stored = self.stored.get(item.key)
        fields: dict[str, Any] = {"level": None, "grade": None}
        if level != OPEN:
            by_default = BY_DEFAULT_OVERRIDE if is_override else BY_DEFAULT
            fields["level"] = int(level) if level else stored.level if stored else None
            fields["grade"] = grade or (stored.grade if stored else None) or by_default
        if item.kind == "surface":
            fields["designable"] = stored.designable if stored else True
        note = (self.texts.get(f"note.{item.key}") or "") if item.kind == "alignment" else ""
        if note:
            fields["note"] = note
        return AnswerInput.of(item.key, **fields)


def _order(written: str) -> list[list[str]] | None:
    return None if written == NONE else [group.split(",") for group in written.split(".")]


def _written(priorities: list[list[str]] | None) -> str:
    return ".".join(",".join(group) for group in priorities) if priorities else NONE


def _compact(ranks: Mapping[str, int]) -> list[list[str]]:
    return [[key for key in DIMENSIONS if ranks[key] == rank] for rank in sorted(set(ranks.values()))]
