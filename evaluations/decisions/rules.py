"""What a decision must be before it is recorded. Every fault is found at once, with its place in the body."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from channels_catalog.schema import Catalog
from distmap.errors import Fault
from distmap.texts import LONG, text_faults
from evaluations.models import Action, Decision
from evaluations.wording import forecast_words

MOST_CRITERIA, MOST_ACTIONS = 20, 50
OWNER_MOST, TITLE_MOST = 120, 300


@dataclass(frozen=True, kw_only=True)
class KillCriterion:
    """A figure and what it has come to, by a day, for the path to be stopped."""

    metric: str
    threshold: str
    by: date


@dataclass(frozen=True, kw_only=True)
class ActionInput:
    """Something to do. With the `id` of a stored action it is that one, changed; without, it is new."""

    title: str
    kind: str
    id: UUID | None = None
    owner: str = ""
    due_on: date | None = None
    state: str = "open"
    surfaces: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DecisionInput:
    """A whole decision as a door hands it in: it replaces what is stored."""

    path: str
    decision: str
    reasons: str
    owner: str
    review_on: date
    condition: str = ""
    exclusions: str = ""
    kill_criteria: tuple[KillCriterion, ...] = ()
    actions: tuple[ActionInput, ...] = ()

    def given(self) -> dict[str, Any]:
        """Its fields as `decision_faults` reads them."""
        plain = dict(vars(self))
        plain["kill_criteria"] = [vars(one) for one in self.kill_criteria]
        plain["actions"] = [vars(one) for one in self.actions]
        return plain


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What a decision is judged against: the paths that can be decided on, what the method says of each, what is
    stored, and the day."""

    catalog: Catalog
    forecasts: Mapping[str, Mapping[str, Any]]
    today: date
    stored: Decision | None = None
    actions: Collection[UUID] = field(default_factory=tuple)


def decision_faults(given: Mapping[str, Any], ground: Ground) -> list[Fault]:
    """What is wrong with the named fields, whichever they are: values of a body, dates also as text."""
    faults: list[Fault] = []
    if "path" in given:
        faults += _path_faults(given, ground)
    if "decision" in given:
        faults += _one_of("/decision", given["decision"], dict(Decision.DECISIONS))
    if "reasons" in given:
        faults += _reason_faults(given, ground)
    for name, most, needed in (
        ("owner", OWNER_MOST, True), ("condition", LONG, False), ("exclusions", LONG, False),
    ):  # fmt: skip
        if name in given:
            faults += text_faults(f"/{name}", given[name], most=most, needed=needed)
    if "review_on" in given:
        faults += _review_faults(given["review_on"], ground)
    faults += _criteria_faults(given.get("kill_criteria") or ())
    faults += _action_faults(given.get("actions") or (), ground)
    return faults


def _path_faults(given: Mapping[str, Any], ground: Ground) -> list[Fault]:
    """A path that was taken out of the evaluation has no forecast: what was decided on it may stay, no more."""
    stored = ground.stored
    is_kept = stored is not None and (stored.path, stored.decision) == (given["path"], given.get("decision"))
    if given["path"] in ground.forecasts or is_kept:
        return []
    known = ", ".join(ground.forecasts)
    return [Fault("/path", "unknown_path", f"This is no path of the evaluation. Its paths: {known}.")]


def _one_of(pointer: str, value: Any, known: Mapping[str, str]) -> list[Fault]:
    if value in known:
        return []
    if not value:
        return [Fault(pointer, "required", "Choose one.")]
    return [Fault(pointer, "not_one_of", f"Known values: {', '.join(known)}.")]


def _reason_faults(given: Mapping[str, Any], ground: Ground) -> list[Fault]:
    """Reasons are always needed; where the decision departs from the verdict, the fault says what they answer."""
    faults = text_faults("/reasons", given["reasons"], most=LONG, needed=True)
    forecast = ground.forecasts.get(given.get("path", ""))
    departs = forecast is not None and given.get("decision") != forecast["verdict"]
    if not forecast or not departs or not faults or faults[0].code != "required":
        return faults
    words = f"The verdict is {forecast_words(forecast)}. Say why the decision departs from it."
    return [Fault("/reasons", "reasons_for_departure", words)]


def _review_faults(review_on: Any, ground: Ground) -> list[Fault]:
    day = as_day(review_on)
    is_kept = ground.stored is not None and ground.stored.review_on == day
    if day is None or is_kept or day >= ground.today:
        return []
    return [Fault("/review_on", "in_the_past", "A review is still to come: name today or a later day.")]


def as_day(value: Any) -> date | None:
    """The day that a value is or writes as YYYY-MM-DD; None if it is none."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _criteria_faults(criteria: Sequence[Any]) -> Iterator[Fault]:
    if len(criteria) > MOST_CRITERIA:
        yield Fault("/kill_criteria", "too_many", f"{MOST_CRITERIA} kill criteria is the most.")
    for at, one in _mappings(criteria[:MOST_CRITERIA]):
        for name in ("metric", "threshold"):
            if name in one:
                yield from text_faults(f"/kill_criteria/{at}/{name}", one[name], most=TITLE_MOST, needed=True)


def _action_faults(actions: Sequence[Any], ground: Ground) -> Iterator[Fault]:
    if len(actions) > MOST_ACTIONS:
        yield Fault("/actions", "too_many", f"{MOST_ACTIONS} actions is the most.")
    seen: set[str] = set()
    for at, one in _mappings(actions[:MOST_ACTIONS]):
        here = f"/actions/{at}"
        yield from _identity_faults(here, one.get("id"), seen, ground)
        for name, most, needed in (("title", TITLE_MOST, True), ("owner", OWNER_MOST, False)):
            if name in one:
                yield from text_faults(f"{here}/{name}", one[name], most=most, needed=needed)
        for name, known in (("kind", dict(Action.KINDS)), ("state", dict(Action.STATES))):
            if name in one:
                yield from _one_of(f"{here}/{name}", one[name], known)
        yield from _surface_faults(here, one.get("surfaces") or (), ground)


def _identity_faults(here: str, named: Any, seen: set[str], ground: Ground) -> Iterator[Fault]:
    if named is None:
        return
    if str(named).lower() not in {str(known) for known in ground.actions}:
        yield Fault(
            f"{here}/id", "unknown_action", "This is no action of the decision. Leave the id out to add one."
        )
    elif str(named).lower() in seen:
        yield Fault(f"{here}/id", "repeated", "This action stands twice.")
    seen.add(str(named).lower())


def _surface_faults(here: str, surfaces: Sequence[Any], ground: Ground) -> Iterator[Fault]:
    known = {surface.key for surface in ground.catalog.surfaces}
    for at, surface in enumerate(surfaces):
        if surface not in known:
            yield Fault(
                f"{here}/surfaces/{at}", "unknown_surface", f"Known surfaces: {', '.join(sorted(known))}."
            )
        elif surface in surfaces[:at]:
            yield Fault(f"{here}/surfaces/{at}", "repeated", f"{surface!r} stands twice.")


def _mappings(entries: Iterable[Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The entries that are whole, with their places; of a body that is misshapen others may stand between."""
    return ((at, one) for at, one in enumerate(entries) if isinstance(one, Mapping))
