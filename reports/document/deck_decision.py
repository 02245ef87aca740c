"""The slides of the decision: what was decided, and what is asked of whom until when. Pure."""

from collections.abc import Iterator
from dataclasses import asdict

from evaluations.scoring.constants import BAR_HIGH
from evaluations.vocabulary import (
    ACTION_KIND_WORDS,
    ACTION_STATE_WORDS,
    DESIGN_IN_FIRST,
    FIND_OUT_FIRST,
    PARK,
    RELIEVE_FIRST,
    SCALE,
    VERDICT_WORDS,
)
from evaluations.wording import (
    Axis,
    PathWords,
    capitalised,
    counted,
    departure,
    listed,
    show_score,
    show_share,
)
from reports.document.deck_findings import inputs_line, is_blank, tallied
from reports.document.material import Material, shown_date
from reports.frozen import FrozenAction, FrozenDecision
from reports.slides import (
    Figure,
    Grid,
    Slide,
    Statement,
    Tables,
    Words,
)

NOT_SAID = "not named yet"
_WE = {
    SCALE: "We put more behind {}",
    RELIEVE_FIRST: "We relieve what binds {} before we push it",
    DESIGN_IN_FIRST: "We design {} into the product before we push it",
    FIND_OUT_FIRST: "We find out more about {} before we decide",
    PARK: "We leave {} for now",
}


# What was decided


def decision_slide(material: Material) -> Slide:
    """What was decided, or what is there to decide."""
    decision = material.frozen.decision
    return _undecided(material) if decision is None else _decided(material, decision)


def _decided(material: Material, decision: FrozenDecision) -> Slide:
    condition = ", on a condition" if decision.condition else ""
    said = departure(decision.decision, asdict(decision.forecast))
    words = next((found for found in material.words if found.key == decision.path), None)
    body = Statement(
        verdict=Words(VERDICT_WORDS[decision.decision], decision.decision),
        line=f"{condition}. {said or 'The method says the same.'}".removeprefix(". "),
        label="On the condition that" if decision.condition else "Because",
        words=decision.condition or decision.reasons,
        beside_label="Not part of it" if decision.exclusions else "",
        beside=decision.exclusions,
        figures=_figures(material, words),
        facts=(
            ("Owner", decision.owner or NOT_SAID),
            ("Decided", shown_date(decision.decided_at)),
            ("To be reviewed", shown_date(decision.review_on)),
        ),
    )
    notes = (
        f"Reasons: {decision.reasons}\nDecision, condition, exclusions, owner and days: the decision of "
        f"{shown_date(decision.decided_at)}, version {decision.version}. The figures are those of "
        f"{decision.path_name}. {inputs_line(material)}"
    )
    return Slide(f"{_WE[decision.decision].format(decision.path_name)}{condition}.", body, notes)


def _undecided(material: Material) -> Slide:
    found = "".join(piece.text for piece in material.finding)
    best = next((words for words in material.words if words.fit), None)
    title = (
        "Nothing is answered yet, so nothing can be decided."
        if is_blank(material)
        else f"Nothing is decided yet: {tallied(material)}."
    )
    counts = material.counts
    body = Statement(
        verdict=None,
        line="What the answers say so far",
        label="The finding",
        words=found,
        beside_label="How far the answers reach",
        beside=f"{counts.answered} of {counts.total} questions are answered.",
        figures=_figures(material, best),
        facts=(),
    )
    about = f" The figures are those of {best.name}, the first in order." if best else ""
    return Slide(title, body, f"The finding is the report’s.{about} {inputs_line(material)}")


def _figures(material: Material, words: PathWords | None) -> tuple[Figure, ...]:
    """Why, in three numbers: fit, support, and how much of it all was seen or measured."""
    made = []
    if words is not None and words.fit and words.support:
        bar = show_score(BAR_HIGH)
        enough = (
            f": fit clears {bar}"
            if words.fit.point >= BAR_HIGH
            else f" too little yet: fit stays below {bar}"
        )
        made.append(
            Figure(
                words.fit.point_shown,
                "fit",
                f"Market and product suit {words.name}{enough}.",
                f"{_ranged(words.fit)}{show_share(material.evidence_fit(words.key))} of it seen or measured",
            )
        )
        binding = listed([f"‘{named.name}’" for named in words.binding])
        why = f"What binds is {binding}." if words.binds and binding else "Nothing holds it back."
        made.append(
            Figure(
                words.support.point_shown,
                "support",
                f"How far the company can carry it. {why}",
                capitalised(f"{_ranged(words.support)}enough from {bar}"),
            )
        )
    counts = material.counts
    made.append(
        Figure(
            str(counts.evidenced),
            f"of {counts.rated}",
            "ratings rest on something seen or measured; the others are reported or assumed.",
            f"{counts.open} of {counts.total} questions open",
        )
    )
    return tuple(made)


def _ranged(axis: Axis) -> str:
    return "" if axis.shown == axis.point_shown else f"Range {axis.shown}; "


# What is asked


def to_do_slides(material: Material) -> Iterator[Slide]:
    """Actions by their day and what would stop it: one slide, or two where they are many."""
    decision = material.frozen.decision
    if decision is None or not (decision.actions or decision.kill_criteria):
        return
    actions, criteria = _actions(decision), _criteria(decision)
    notes = (
        f"Actions and criteria: the decision of {shown_date(decision.decided_at)}, version {decision.version}. "
        f"{inputs_line(material)}"
    )
    title, stops = _asked(decision), _stops(decision)
    if len(actions.rows) + len(criteria.rows) > 6:
        yield Slide(title, Tables((actions,)), notes, "What is asked, of whom, by when")
        yield Slide(stops, Tables((criteria,)), notes, "What would stop it")
        return
    grids = tuple(grid for grid in (actions, criteria) if grid.rows)
    yield Slide(title if actions.rows else stops, Tables(grids), notes, "What is asked, of whom, by when")


def _asked(decision: FrozenDecision) -> str:
    waiting = [action for action in decision.actions if action.state != "done"]
    if not waiting:
        return (
            "Every action that was asked for is done." if decision.actions else "No action is asked for yet."
        )
    days = sorted(action.due_on for action in waiting if action.due_on)
    by = f", the next by {shown_date(days[0])}" if days else ", none with a day yet"
    verb = "is" if len(waiting) == 1 else "are"
    return f"{capitalised(counted(len(waiting), 'action'))} {verb} still to be done{by}."


def _stops(decision: FrozenDecision) -> str:
    if not decision.kill_criteria:
        return "Nothing is named yet that would stop it."
    first = min(decision.kill_criteria, key=lambda one: one.by)
    return f"We look first at {first.metric}, on {shown_date(first.by)}."


def _actions(decision: FrozenDecision) -> Grid:
    ordered = sorted(decision.actions, key=lambda action: (action.state == "done", action.due_on or "9999"))
    rows = tuple(_action(action) for action in ordered)
    heads = ("Action", "Kind", "Owner", "By", "State")
    return Grid("What is asked", heads, (0.46, 0.13, 0.13, 0.15, 0.13), rows, "action")


def _action(action: FrozenAction) -> tuple[Words, ...]:
    return (
        Words(action.title, strong=True),
        Words(ACTION_KIND_WORDS[action.kind]),
        Words(action.owner or "No owner"),
        Words(shown_date(action.due_on) if action.due_on else "No date"),
        Words(ACTION_STATE_WORDS[action.state]),
    )


def _criteria(decision: FrozenDecision) -> Grid:
    rows = tuple(
        (Words(one.metric, strong=True), Words(one.threshold), Words(shown_date(one.by)))
        for one in sorted(decision.kill_criteria, key=lambda one: one.by)
    )
    return Grid("What would stop it", ("Figure", "Stops it at", "By"), (0.42, 0.4, 0.18), rows, "criterion")
