"""What to do about a path: the one next move, and the lists behind it."""

from evaluations.scoring.constants import GROWTH_MODEL
from evaluations.scoring.method2 import Promise
from evaluations.vocabulary import (
    DESIGN_IN_FIRST,
    FIND_OUT_FIRST,
    NOT_APPLICABLE,
    ON_THE_LINE,
    RELIEVE_FIRST,
    SCALE,
)
from evaluations.wording import PathWords, Question
from reports.document.material import Issued, Material, Sampled
from reports.frozen import FrozenItem, FrozenPath

MOST_STEPS = 3
MOST_QUESTIONS = 8
EVERY_QUESTION = 1000


def next_move(material: Material, words: PathWords) -> str:
    """The one thing to do next, as the verdict has it."""
    path = material.path(words.key)
    promised = _promised_move(material, words) if isinstance(material, Issued) else ""
    if promised:
        return promised
    if words.verdict == SCALE:
        return (*first_steps(path), "Put more behind it.")[0]
    if words.verdict == RELIEVE_FIRST:
        return path.relief[0].move
    if words.verdict == DESIGN_IN_FIRST:
        found = [f"{name}. {move}" for name, move in design_moves(material, words)]
        return (*found, "Change the product so that it carries this path.")[0]
    if words.verdict == FIND_OUT_FIRST:
        return _first_probe(material, words)
    if words.verdict == NOT_APPLICABLE:
        return "Nothing: its questions do not apply."
    if words.fights:
        return "Leave it, unless evidence shows that the match with the growth model differs here."
    return "Leave it for now."


def _promised_move(material: Issued, words: PathWords) -> str:
    """What the promise behind a verdict asks for first; empty where the verdict alone says what to do."""
    promises = material.promises(words.key)
    if promises is None:
        return ""
    if words.verdict == RELIEVE_FIRST and promises.relief:
        return _first_of(material, promises.relief)
    if words.verdict == DESIGN_IN_FIRST and promises.design:
        return _first_of(material, promises.design)
    if words.verdict != FIND_OUT_FIRST:
        return ""
    if promises.road is not None:
        item = next(iter(promises.road.answers), GROWTH_MODEL)
        return f"{item_name(material, item)}. {how_to_find_out(material, item)}"
    if words.lean == ON_THE_LINE and promises.to_scale:
        return f"Improve rather than measure: {_first_of(material, promises.to_scale)}"
    return words.why


def _first_of(material: Material, promise: Promise) -> str:
    """The first thing that a promise asks for, and how to bring it about."""
    item = next(iter(promise.answers))
    if "!" in item:
        return step_how(material, item)
    return f"{item_name(material, item)}. {step_how(material, item)}"


def step_how(material: Material, item: str) -> str:
    """How to bring an item up: a constraint’s first move, a surface’s, or what Yes to a factor looks like."""
    if item.startswith("surface/"):
        return material.surface(item.removeprefix("surface/")).design_moves[0]
    if "!" in item:
        return material.path(item.partition("!")[0]).relief[0].move
    if item.endswith("@alignment"):
        return "Show that the match with the growth model is better here."
    return f"Until this holds: {material.items[item].anchors['4']}"


def item_name(material: Material, item: str) -> str:
    """The name of an item; a surface may be called like a path, so it says what it is."""
    name = "Growth model" if item == GROWTH_MODEL else material.names.item(item)
    return f"{name} (design map)" if item.startswith("surface/") else name


def first_steps(path: FrozenPath) -> tuple[str, ...]:
    """The first steps of the playbook; none for a path that is not written up."""
    return path.first_steps[:MOST_STEPS]


def design_moves(material: Material, words: PathWords) -> list[tuple[str, str]]:
    """What is to be designed in, each with its first move: what lifts fit over its bar, or helps most."""
    named = [found.item for found in words.design_in]
    first = material.exact(words.key).first_design_move if isinstance(material, Sampled) else None
    if not named and first:
        named = [first]
    return [(material.names.item(key), _design_move(material, key)) for key in named]


def _design_move(material: Material, key: str) -> str:
    if key.startswith("surface/"):
        return material.surface(key.removeprefix("surface/")).design_moves[0]
    return f"Raise it until this holds: {material.items[key].anchors['4']}"


def questions_about(material: Material, words: PathWords) -> list[Question]:
    """The questions worth asking about one path, best first."""
    found = material.questions(EVERY_QUESTION)
    return [question for question in found if words.key in question.paths]


def _first_probe(material: Material, words: PathWords) -> str:
    asked = questions_about(material, words)
    if not asked:
        return "Gather evidence for the answers that are only reported or assumed."
    return f"{asked_name(asked[0])}. {how_to_find_out(material, asked[0].item)}"


def asked_name(question: Question) -> str:
    """The name of a question; a surface may be called like a path, so it says what it is."""
    return f"{question.name} (design map)" if question.item.startswith("surface/") else question.name


def how_to_find_out(material: Material, key: str) -> str:
    """The probe of an item; for a constraint the figure that shows it."""
    item: FrozenItem | None = material.items.get(key)
    if item is None:
        return "Declare the growth model that pays the bills."
    if item.kind == "constraint":
        return figure_of(material.path(key.partition("!")[0]))
    return item.probe


def figure_of(path: FrozenPath) -> str:
    """The figure that shows whether a path's constraint binds, with where it begins and where it ends."""
    metric = path.metric
    turns = f"It binds at: {metric.binds_when}. It is clear at: {metric.clear_when}."
    return f"{metric.name}: {metric.formula}. {turns}"
