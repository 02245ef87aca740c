"""What a comparison over time tells beside its table: verdicts that changed, and what moved fit."""

from typing import Any

from comparisons.result import ComparisonResult, MemberChange
from comparisons.views.cells import clear_or_not
from evaluations.results.views.moved import fit_parts
from evaluations.vocabulary import DIMENSIONS
from evaluations.wording import show_change

_NAMES = {
    "pull": "Pull", "product": "Product", "access": "Access", "compounding": "Compounding", "carry": "Carry",
}  # fmt: skip
DIMENSION_NAMES = [_NAMES[key] for key in DIMENSIONS]


def changed_verdicts(found: ComparisonResult) -> list[dict[str, Any]]:
    """The verdicts that changed against the base, member by member."""
    if found.over_time is None:
        return []
    names = {row.key: row.name for row in found.paths}
    return [
        {"member": found.members[place], "name": names[each.path], "from": each.from_, "to": each.to}
        for place, part in enumerate(found.over_time.members)
        if part is not None
        for each in part.verdicts_changed
    ]  # fmt: skip


def moved_fits(found: ComparisonResult) -> list[dict[str, Any]]:
    """For each member but the base, the latest first, where the change of fit on each path comes from. A member
    whose fit compares on no path is left out."""
    if found.over_time is None:
        return []
    return [
        {
            "member": found.members[place],
            "summary": f"What moved fit, base to {found.members[place].alias}",
            "rows": rows,
        }
        for place, part in reversed(list(enumerate(found.over_time.members)))
        if part is not None and (rows := _moved(found, part, place))
    ]


def _moved(found: ComparisonResult, part: MemberChange, place: int) -> list[dict[str, Any]]:
    """The paths whose fit compares, the one that moved furthest first."""
    changes = [(row, change.F) for row in found.paths if (change := row.change(place)) and change.F]
    changes.sort(key=lambda pair: -abs(pair[1].change))
    most = part.moved_most and part.moved_most.path
    return [
        fit_parts(row.name, fit)
        | {
            "certainty": clear_or_not(fit),
            "interval": " to ".join(show_change(end) for end in fit.interval),
            "is_most": row.key == most,
        }
        for row, fit in changes
    ]
