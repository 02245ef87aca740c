"""What all channel models share: the scale, the design map, the growth models, the tables between them."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from channels_catalog.schema.revisions import rule_question_revision, surface_revision
from channels_catalog.schema.text import (
    Anchors,
    Entry,
    Finding,
    Key,
    Label,
    Many,
    Some,
    Text,
    WholeNumber,
    refuse,
)

RoleKey = Literal["pull", "product", "access", "compounding", "capability", "carry"]
Provenance = Literal["source", "source_adjacent", "ours"]
AnswerLevel = Annotated[Literal[0, 1, 2, 3, 4], WholeNumber]
LinkWeight = Annotated[Literal[1, 2], WholeNumber]

FACTOR_ROLES = ("pull", "product", "access", "compounding", "capability")
GRADES = ("measured", "observed", "reported", "assumed")


class Level(Entry):
    """One of the five answers to every question, from 0 (No) to 4 (Yes)."""

    level: AnswerLevel
    label: Label
    means: Text


class Grade(Entry):
    """How well an answer is known."""

    key: Literal["measured", "observed", "reported", "assumed"]
    label: Label
    means: Text
    examples: Some[Text]


class Scale(Entry):
    """The five levels in rising order, and the four evidence grades from the strongest down."""

    levels: Many[Level]
    grades: Many[Grade]

    @model_validator(mode="after")
    def _complete(self) -> "Scale":
        findings = []
        if tuple(level.level for level in self.levels) != (0, 1, 2, 3, 4):
            findings.append(Finding(("levels",), "must be the levels 0 to 4 in order"))
        if tuple(grade.key for grade in self.grades) != GRADES:
            findings.append(Finding(("grades",), f"must be {', '.join(GRADES)} in this order"))
        refuse("Scale", findings)
        return self


class Role(Entry):
    """What a factor says about a path; `carry` is read from the design map instead of a factor."""

    key: RoleKey
    name: Label
    meaning: Text


class Surface(Entry):
    """A place of the product or the company where distribution can be designed in."""

    key: Key
    name: Label
    question: Text
    anchors: Anchors
    probe: Text
    misread: Text
    design_moves: Some[Text]

    @property
    def revision(self) -> str:
        return surface_revision(self)


class GrowthModel(Entry):
    """How a company grows, and what its economics ask of a path."""

    key: Key
    name: Label
    what_it_is: Text
    levers: Some[Label]
    economics: Text
    example_motion: Text


class AlignmentCell(Entry):
    """How a path suits a growth model: 4 reinforces, 3 neutral, 1 fights."""

    level: AnswerLevel
    reason: Text
    provenance: Provenance


class AiLeverage(Entry):
    """Where AI takes friction out of a path, where it only makes more of the same, and what to watch."""

    reduces_friction: Some[Label]
    amplifies_noise: Some[Label]
    guard_metric: Label


class Pair(Entry):
    """What two paths do to each other when both are walked."""

    a: Key
    b: Key
    effect: Literal["help", "help_with_line", "conflict", "overlap"]
    reason: Text


class Pattern(Entry):
    """A kind of product that carries itself into new places, and the paths it takes."""

    key: Key
    product: Label
    carried_by: Text
    main_path: Key
    second_paths: Many[Key]


class RuleQuestion(Entry):
    """One of the questions an operator answers in words before choosing a path."""

    key: Key
    question: Text
    good_answer: Text
    points_to: Many[Key]

    @property
    def revision(self) -> str:
        return rule_question_revision(self)


class Burden(Entry):
    """What a way of distributing asks of a company, and the paths of which it speaks, the main one first."""

    name: Label
    may_require: Label
    paths: Some[Key]


class NamedPlaces(Entry):
    """A statement with the short list it is about."""

    text: Text
    places: Some[Label]


class AiStatement(Entry):
    """What AI can do for distribution, where it merely multiplies, and the question to ask first."""

    text: Text
    question: Text
    speeds_up: Some[Label]
    amplifies: Some[Label]


class Effect(Entry):
    name: Label
    text: Text


class WorkedExample(Entry):
    """One roadmap decision followed through to its effects on distribution."""

    name: Label
    story: Text
    surfaces: Some[Key]
    effects: Some[Effect]


class AlignmentQuestion(Entry):
    """Asked of each path while no growth model is declared."""

    name: Label
    question: Text
    anchors: Anchors
    probe: Text
    misread: Text


class Statements(Entry):
    """The thoughts behind the catalog, in the words in which the application shows them."""

    thesis: Text
    no_free_channel: Text
    operators_rule: Text
    strategy_and_design: Text
    embedded_and_bought: Text
    amplifier: Text
    growth_model_match: Text
    constraint_first: Text
    support: Text
    designed_in: NamedPlaces
    burdens: Annotated[Many[Burden], Field(min_length=1)]
    ai: AiStatement
    worked_example: WorkedExample
    alignment: AlignmentQuestion
