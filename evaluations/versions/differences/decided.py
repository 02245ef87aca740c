"""What was decided, on both sides, in words."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date

from channels_catalog.schema import Catalog
from evaluations.versions.differences.facts import FactChange
from evaluations.versions.differences.sides import Side
from evaluations.versions.values import ActionValue, DecisionValue
from evaluations.vocabulary import ACTION_KIND_WORDS, ACTION_STATE_WORDS, OUTCOME_WORDS, VERDICT_WORDS
from evaluations.wording import forecast_words, listed, show_day


def decided_of(old: Side, new: Side) -> tuple[FactChange, ...] | None:
    """Every part of the decision on both sides; none where neither had one; None where a side did not keep it."""
    if old.state.record is None or new.state.record is None:
        return None
    if old.state.decision is None and new.state.decision is None:
        return ()
    return tuple(
        FactChange(key=key, name=name, old=_told(tell, old), new=_told(tell, new))
        for key, (name, tell) in _PARTS.items()
    )


Tell = Callable[[DecisionValue, Catalog], str]


def _told(tell: Tell, side: Side) -> str:
    decision = side.state.decision
    return tell(decision, side.state.catalog) if decision is not None else ""


def _kill_criteria(decision: DecisionValue, _: Catalog) -> str:
    return "\n".join(
        f"{one.metric}: {one.threshold}, by {show_day(date.fromisoformat(one.by))}"
        for one in decision.kill_criteria
    )


def _actions(decision: DecisionValue, catalog: Catalog) -> str:
    return "\n".join(_action(action, catalog) for action in decision.actions)


def _action(action: ActionValue, catalog: Catalog) -> str:
    names = {surface.key: surface.name for surface in catalog.surfaces}
    told = [
        ACTION_KIND_WORDS[action.kind].lower(),
        ACTION_STATE_WORDS[action.state].lower(),
        action.owner,
        f"by {show_day(action.due_on)}" if action.due_on else "",
        f"strengthens {listed([names.get(key, key) for key in action.surfaces])}" if action.surfaces else "",
    ]
    return f"{action.title} ({', '.join(words for words in told if words)})"


def _outcome(decision: DecisionValue, _: Catalog) -> str:
    if decision.outcome_on is None:
        return ""
    return f"{OUTCOME_WORDS[decision.outcome]}, as seen on {show_day(decision.outcome_on)}"


_PARTS: dict[str, tuple[str, Tell]] = {
    "decision": ("Decision", lambda decision, _: VERDICT_WORDS[decision.decision]),
    "path": ("Path", lambda decision, catalog: catalog.path_name(decision.path)),
    "condition": ("Condition", lambda decision, _: decision.condition),
    "reasons": ("Reasons", lambda decision, _: decision.reasons),
    "owner": ("Owner", lambda decision, _: decision.owner),
    "review_on": ("To be reviewed", lambda decision, _: show_day(decision.review_on)),
    "exclusions": ("Not part of it", lambda decision, _: decision.exclusions),
    "kill_criteria": ("Kill criteria", _kill_criteria),
    "actions": ("Actions", _actions),
    "forecast": ("Verdict at the time", lambda decision, _: forecast_words(asdict(decision.forecast))),
    "outcome": ("Outcome", _outcome),
    "outcome_note": ("What was seen", lambda decision, _: decision.outcome_note),
}
