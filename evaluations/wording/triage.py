"""What triage says of each path: how far the product carries it, and how it suits the growth model."""

from collections.abc import Mapping
from dataclasses import dataclass

from evaluations.scoring.method1 import triaging
from evaluations.vocabulary import MATCH_WORDS
from evaluations.wording.numbers import capitalised, counted, show_range, show_score
from evaluations.wording.paths import Axis
from evaluations.wording.scored import Names

NO_VERDICT = (
    "Demand and constraint are still unknown: the order rests on the surfaces and the growth model alone, "
    "and gives no verdict."
)


@dataclass(frozen=True, kw_only=True)
class TriagedPath:
    """One path of the release in whole sentences. `carry` is None where no surface that it draws on applies."""

    key: str
    name: str
    set_aside: bool
    carry: Axis | None
    rests: str
    match: str
    # Why the catalog sees the match so; empty where it has no say.
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class TriageWords:
    """The paths that stay, by carry, and those set aside; what that order says and what it cannot say."""

    summary: str
    # Whether an answer stands behind the order; before the first it is only that of the keys.
    is_ordered: bool
    kept: tuple[TriagedPath, ...]
    set_aside: tuple[TriagedPath, ...]
    no_verdict: str = NO_VERDICT


def triage_words(triage: triaging.Triage, names: Names, cells: Mapping[str, tuple[int, str]]) -> TriageWords:
    """What a triage says. `cells`: level and reason of each path under the declared growth
    model, empty where none is declared."""
    model = triage.growth_model
    name = names.growth_model(model) if model else ""
    found = {key: _path(key, entry, names, cells.get(key)) for key, entry in triage.paths.items()}
    return TriageWords(
        summary=_summary(triage, name),
        is_ordered=_is_ordered(triage),
        kept=tuple(found[key] for key in triage.order),
        set_aside=tuple(found[key] for key in triage.set_aside),
    )


def _path(key: str, entry: triaging.TriagedPath, names: Names, cell: tuple[int, str] | None) -> TriagedPath:
    ends = entry.carry
    return TriagedPath(
        key=key,
        name=names.path(key),
        set_aside=entry.set_aside,
        carry=_axis(ends) if ends else None,
        rests=_rests(entry),
        match=_match(entry, cell),
        reason=cell[1] if cell and entry.match_from == "growth_model" else "",
    )


def _axis(ends: triaging.Ends) -> Axis:
    lo, point, hi = ends.lo, ends.point, ends.hi
    return Axis(lo=lo, point=point, hi=hi, shown=show_range(lo, hi), point_shown=show_score(point))


def _rests(entry: triaging.TriagedPath) -> str:
    """What its carry rests on: the answered surfaces out of those that it draws on and that apply."""
    answered, applicable = entry.surfaces.answered, entry.surfaces.applicable
    if not applicable:
        return "None of the surfaces that it draws on applies."
    if answered == 0:
        return (
            "Its surface is not answered."
            if applicable == 1
            else f"None of its {applicable} surfaces is answered."
        )
    return f"Rests on {answered} of {applicable} surface{'' if applicable == 1 else 's'}."


def _match(entry: triaging.TriagedPath, cell: tuple[int, str] | None) -> str:
    match = show_range(entry.match.lo, entry.match.hi)
    if entry.match_from == "undeclared":
        return f"No growth model is declared, so its match can be {match}."
    if entry.match_from == "override":
        fights = " It fights the growth model." if entry.set_aside else ""
        return f"Its match is answered by itself: {match}.{fights}"
    if cell is None:
        return f"The match is {match}."
    return f"{capitalised(MATCH_WORDS[cell[0]])}."


def _summary(triage: triaging.Triage, model: str) -> str:
    """How many paths are set aside and why, and what the others are ordered by."""
    kept, aside = len(triage.order), len(triage.set_aside)
    if model:
        said = [_aside(aside, model)]
    else:
        said = ["No growth model is declared, so none is set aside for fighting it."]
        if aside:
            said.append(
                f"{capitalised(counted(aside, 'path'))} {_is(aside)} set aside by an answer on the match."
            )
    if not triage.order:
        return " ".join([*said, "None is left to order."])
    other = "" if not aside else "other "
    if not _is_ordered(triage):
        return " ".join([*said, "No surface is answered yet, so the order of the paths says nothing."])
    said.append(f"The {other}{counted(kept, 'path')} stand{'s' if kept == 1 else ''} in order of carry.")
    return " ".join(said)


def _is_ordered(triage: triaging.Triage) -> bool:
    return any(triage.paths[key].surfaces.answered for key in triage.order)


def _aside(count: int, model: str) -> str:
    if count == 0:
        return f"No path fights the growth model ({model})."
    said = capitalised(counted(count, "path"))
    return (
        f"{said} {'fights' if count == 1 else 'fight'} the growth model ({model}) and {_is(count)} set aside."
    )


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
