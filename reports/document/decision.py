"""The decision and its conditions: what was decided on which path, against which verdict, and what came of it."""

from collections.abc import Iterator
from dataclasses import asdict

from evaluations.vocabulary import (
    ACTION_KIND_MEANINGS,
    ACTION_KIND_WORDS,
    ACTION_STATE_WORDS,
    OUTCOME_MEANINGS,
    OUTCOME_WORDS,
    VERDICT_WORDS,
)
from evaluations.wording import capitalised, departure, figure_words, forecast_words, listed
from reports.blocks import (
    Block,
    Cell,
    Column,
    Section,
    Table,
    Term,
    Terms,
    Writing,
    cell,
    line,
    quiet,
    strong,
    text,
    verdict_mark,
)
from reports.document.material import Material, shown_date
from reports.frozen import FrozenAction, FrozenDecision


def decision_section(material: Material) -> Section | None:
    """The first section; None as long as nothing is decided."""
    decision = material.frozen.decision
    if decision is None:
        return _not_kept(material)
    word = VERDICT_WORDS[decision.decision]
    return Section(
        key="decision",
        title="The decision",
        verdict=verdict_mark(decision.decision, word),
        blocks=tuple(_blocks(material, decision)),
    )


def _not_kept(material: Material) -> Section | None:
    """That a snapshot is older than the keeping of decisions: it may have been decided all the same."""
    snapshot = material.frozen.subject.snapshot
    if snapshot is None or snapshot.keeps_decision:
        return None
    said = "When this snapshot was taken, snapshots did not keep the decision, so none is told here."
    return Section(key="decision", title="The decision", blocks=(quiet(said),))


def _blocks(material: Material, decision: FrozenDecision) -> Iterator[Block]:
    yield Terms(tuple(_terms(decision)))
    departs = departure(decision.decision, asdict(decision.forecast))
    if departs:
        yield line(departs)
    if decision.condition:
        yield Writing("On the condition that", decision.condition)
    yield Writing("Reasons", decision.reasons)
    if decision.exclusions:
        yield Writing("Not part of it", decision.exclusions)
    if decision.kill_criteria:
        yield _criteria(decision)
    if decision.actions:
        yield _actions(material, decision)
        yield from _kinds(decision)
    if decision.outcome:
        yield from _outcome(decision)


def _terms(decision: FrozenDecision) -> Iterator[Term]:
    forecast = decision.forecast
    word = VERDICT_WORDS[decision.decision]
    yield Term("Path", text(strong(decision.path_name)))
    yield Term(
        "Decision", text(f"{word}, {'on a condition' if decision.condition else 'without a condition'}")
    )
    yield Term("Verdict at the time", text(forecast_words(asdict(forecast))))
    if forecast.fit and forecast.support:
        fit, support = figure_words(asdict(forecast.fit)), figure_words(asdict(forecast.support))
        yield Term("Figures at the time", text(f"Fit {fit}, support {support}"))
    yield Term("Owner", text(decision.owner))
    by = f", by {decision.decided_by}" if decision.decided_by else ""
    yield Term("Decided", text(f"{shown_date(decision.decided_at)}{by}"))
    yield Term("To be reviewed", text(shown_date(decision.review_on)))


def _criteria(decision: FrozenDecision) -> Table:
    rows = tuple(
        (cell(strong(one.metric)), cell(one.threshold), cell(shown_date(one.by)))
        for one in decision.kill_criteria
    )
    columns = (Column("Figure"), Column("Comes to"), Column("By"))
    return Table(caption="It is stopped when", columns=columns, rows=rows, shape="criteria")


def _actions(material: Material, decision: FrozenDecision) -> Table:
    columns = (Column("Action"), Column("Kind"), Column("Strengthens"), Column("Owner"), Column("State"))
    rows = tuple(_action(material, action) for action in decision.actions)
    return Table(caption="What is to be done", columns=columns, rows=rows, shape="actions")


def _action(material: Material, action: FrozenAction) -> tuple[Cell, ...]:
    surfaces = [material.names.item(f"surface/{key}") for key in action.surfaces]
    due = quiet(f"due {shown_date(action.due_on)}") if action.due_on else None
    return (
        cell(strong(action.title)),
        cell(ACTION_KIND_WORDS[action.kind]),
        cell(listed(surfaces)),
        cell(action.owner),
        cell(ACTION_STATE_WORDS[action.state], due),
    )


def _kinds(decision: FrozenDecision) -> Iterator[Block]:
    """What the two kinds of action mean, those that occur."""
    used = {action.kind for action in decision.actions}
    said = [
        f"A {ACTION_KIND_WORDS[key].lower()} {ACTION_KIND_MEANINGS[key]}."
        for key in ACTION_KIND_WORDS
        if key in used
    ]
    yield quiet(" ".join(said))


def _outcome(decision: FrozenDecision) -> Iterator[Block]:
    word = OUTCOME_WORDS[decision.outcome]
    said = f"{word}: {OUTCOME_MEANINGS[decision.outcome]}, as seen on {shown_date(decision.outcome_on)}."
    yield line(strong("What came of it. "), capitalised(said))
    if decision.outcome_note:
        yield Writing("What was seen", decision.outcome_note)
