"""What a comparison says to do next: made of its verdicts, what binds, and what is still open."""

from collections.abc import Iterator, Sequence

from comparisons.paths import AnyPanelPath, PathCell
from comparisons.result import ComparisonResult
from comparisons.wording import latest, lean_words
from evaluations.vocabulary import DESIGN_IN_FIRST, FIND_OUT_FIRST, RELIEVE_FIRST, SCALE
from evaluations.wording import listed, show_share
from reports.blocks import Text, strong, text

Judged = tuple[str, PathCell | AnyPanelPath, str]
MOST_NAMED = 3


def next_steps(found: ComparisonResult) -> Iterator[Text]:
    """At most five, the first the most pressing: what to settle, to scale, to relieve, to design in, to find out."""
    if found.base is None:
        return
    if found.kind == "raters":
        yield from _settled(found)
    judged = list(_judged(found))
    for verdict, lead in _LEADS.items():
        if of := sorted((each for each in judged if each[1].verdict == verdict), key=_by_value):
            yield text(strong(lead), f"{_some([_named(found, each, verdict) for each in of])}.")
    yield from _open(found)


_LEADS = {
    SCALE: "Put more behind ",
    RELIEVE_FIRST: "Relieve what binds: ",
    DESIGN_IN_FIRST: "Change the product first for ",
    FIND_OUT_FIRST: "Find out more before deciding on ",
}


def _judged(found: ComparisonResult) -> Iterator[Judged]:
    """Each verdict to act on: its path, its cell, and whose it is where there are several products."""
    if found.kind == "raters":
        for row in found.paths:
            if row.panel:
                yield row.name, row.panel, ""
        return
    places = [latest(found)] if found.kind == "over_time" and found.over_time else range(len(found.members))
    for row in found.paths:
        for place in places:
            cell = row.cells[place]
            if cell.verdict:
                whose = found.members[place].alias if found.kind == "subjects" else ""
                yield row.name, cell, whose


def _by_value(each: Judged) -> tuple[float, str, str]:
    name, cell, whose = each
    return -(cell.V.point if cell.V else 0.0), name, whose


def _named(found: ComparisonResult, each: Judged, verdict: str) -> str:
    """The path, whose it is, and what binds it or how much of it is known."""
    name, cell, whose = each
    told = [whose] if whose else []
    if not isinstance(cell, PathCell):
        return name
    if verdict == RELIEVE_FIRST and cell.binding:
        told.append(f"‘{_item(found, cell.binding[0])}’")
    leans = lean_words(cell)
    if leans:
        told.append(leans)
    elif verdict == FIND_OUT_FIRST and cell.coverage:
        known = min(cell.coverage.fit, cell.coverage.support)
        told.append(f"{show_share(known)} known")
    return f"{name} ({', '.join(told)})" if told else name


def _item(found: ComparisonResult, key: str) -> str:
    rows = (row for part in ("factors", "constraints", "matches", "surfaces") for row in found.items(part))
    return next((row.name for row in rows if row.key == key), key)


def _settled(found: ComparisonResult) -> Iterator[Text]:
    """What raters contest is talked through before anybody acts on the panel."""
    contested = found.raters.contested if found.raters else ()
    if contested:
        named = _some([f"‘{_item(found, key)}’" for key in contested])
        yield text(strong("Talk through what is contested "), f"before acting on the panel: {named}.")


def _open(found: ComparisonResult) -> Iterator[Text]:
    """Who has most left to answer."""
    missing = [
        (member.progress.total - member.progress.answered, member)
        for member in found.members
        if member.progress
    ]
    still = sorted((each for each in missing if each[0]), key=lambda each: (-each[0], each[1].letter))
    if still:
        told = _some([f"{member.alias} ({left} left)" for left, member in still])
        yield text(strong("Answer what is open: "), f"{told}.")


def _some(names: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    if len(names) <= MOST_NAMED:
        return listed(names)
    return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED} more"
