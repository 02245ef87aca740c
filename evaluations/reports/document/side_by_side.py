"""Members side by side in a report: paths, surfaces, constraints, the answers that differ, and dissent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from evaluations.reports.blocks import (
    Block,
    Cell,
    Column,
    Paragraph,
    Section,
    Span,
    Table,
    Writing,
    cell,
    line,
    link,
    quiet,
    strong,
    verdict_mark,
)
from evaluations.wording import LEVEL_WORDS, VERDICT_WORDS, capitalised, show_range, show_score, show_share

Row = Mapping[str, Any]
MOST_COLUMNS = 4
"""As many members as stand beside each other in one table; a comparison of more has several tables."""
_GAPS = {
    "deleted": "deleted", "not_chosen": "path not chosen", "not_applicable": "does not apply",
    "not_asked": "not asked", "unanswered": "not answered",
}  # fmt: skip


def paths_section(found: Row) -> Section | None:
    """Each path at each member: verdict, fit and support with their ranges, and how much of it is known."""
    return _matrix(
        found, key="paths", title="Path by path", what="Paths", rows=found["paths"],
        told=lambda row, place: _path_cell(row["cells"][place]),
        lead="Fit and support run from 0 to 1, with the range that the answers allow. Known is the share of questions "
        "answered where it is least; seen, of those that rest on something seen or measured.",
    )  # fmt: skip


def surfaces_section(found: Row) -> Section | None:
    """The design maps."""
    return _items(found, key="surfaces", title="Surfaces", rows=found["surfaces"])


def constraints_section(found: Row) -> Section | None:
    """What each path most likely breaks on, and whether it binds."""
    return _items(found, key="constraints", title="Constraints", rows=found["constraints"])


def _items(found: Row, *, key: str, title: str, rows: Sequence[Row]) -> Section | None:
    return _matrix(
        found, key=key, title=title, what=title, rows=rows,
        told=lambda row, place: _rating_cell(row["cells"][place]),
    )  # fmt: skip


def _matrix(
    found: Row, *, key: str, title: str, what: str, rows: Sequence[Row], told: Any, lead: str = ""
) -> Section | None:
    if not rows:
        return None
    blocks: list[Block] = [line(lead)] if lead else []
    for places in _chunks(found["members"]):
        names = [
            f"{found['members'][place]['letter']} {found['members'][place]['alias']}" for place in places
        ]
        blocks.append(
            Table(
                caption=f"{what}: {', '.join(names)}",
                columns=(Column(what.removesuffix("s")), *(Column(name) for name in names)),
                rows=tuple(
                    (cell(strong(row["name"]), *_place_of(row)), *(told(row, place) for place in places))
                    for row in rows
                ),
            )
        )
    return Section(key=key, title=title, blocks=tuple(blocks))


def _chunks(members: Sequence[Row]) -> Iterator[range]:
    for start in range(0, len(members), MOST_COLUMNS):
        yield range(start, min(start + MOST_COLUMNS, len(members)))


def _place_of(row: Row) -> tuple[Paragraph, ...]:
    """The path that an item belongs to, if any; and that it does not compare."""
    told = [
        words
        for words in (row.get("path_name"), "" if row.get("compares", True) else "not compared")
        if words
    ]
    return (quiet(", ".join(told)),) if told else ()


def _path_cell(told: Row) -> Cell:
    if told["F"] is None:
        return cell(quiet(capitalised(_GAPS.get(told["state"], "nothing to compare"))))
    lines: list[Span | Paragraph | str] = []
    if told["verdict"]:
        lines.append(mark(told["verdict"], fights=bool(told["fights"])))
    lines += [
        f"{name} {_figure(told[part])}" for name, part in (("Fit", "F"), ("Support", "S")) if told[part]
    ]
    if told["state"] == "fit_only":
        lines.append(quiet("Only fit compares."))
    return cell(*lines, quiet(_coverage(told["coverage"])))


def mark(verdict: str, *, fights: bool = False) -> Span:
    return verdict_mark("fights" if fights and verdict == "park" else verdict, VERDICT_WORDS[verdict])


def _figure(values: Row) -> str:
    shown = show_range(values["lo"], values["hi"])
    point = show_score(values["point"])
    return point if shown == point else f"{point} ({shown})"


def _coverage(covered: Row) -> str:
    known = min(covered["fit"], covered["support"])
    seen = min(covered["evidence_fit"], covered["evidence_support"])
    return f"{show_share(known)} known, {show_share(seen)} seen"


def _rating_cell(told: Row) -> Cell:
    return cell(answer_words(told), quiet("It binds.") if told["binds"] else None)


def answer_words(told: Row) -> str:
    """An answer by itself: “Mostly, observed”, “Does not apply: …”, “Not answered”."""
    if told["state"] in {"deleted", "not_asked"}:
        return capitalised(_GAPS[told["state"]])
    if told["na"]:
        words = f"Does not apply: {told['na_reason']}" if told["na_reason"] else "Does not apply"
    elif told["level"] is None:
        words = "In words" if told["text"] else "Not answered"
    else:
        words = f"{LEVEL_WORDS[told['level']]}, {told['grade']}"
    return words if told["designable"] else f"{words}; cannot be designed in"


def answers_section(found: Row) -> Section | None:
    """Every question on which a member answers otherwise than the base, with notes and links."""
    groups: dict[str, list[Row]] = {}
    for part in ("factors", "constraints", "matches", "surfaces", "rule"):
        for row in found[part]:
            if row["differs"]:
                groups.setdefault(row["path_name"] or _COMMON[part], []).append(row)
    parts = tuple(
        Section(key=f"answers-{number}", title=name, blocks=(_told(found, name, rows),))
        for number, (name, rows) in enumerate(groups.items(), start=1)
    )
    return Section(key="answers", title="Answers that differ", parts=parts) if parts else None


_COMMON = {"surfaces": "Design map", "rule": "Operator’s rule"}


def dissent_section(found: Row) -> Section | None:
    """What the raters contest: each one’s answer, with the note that says why."""
    rows = [
        row
        for part in ("factors", "constraints", "matches", "surfaces")
        for row in found[part]
        if row["panel"] and row["panel"]["contested"]
    ]
    if not rows:
        return None
    lead = line(
        "The middle half of the answers to these questions spans more than one step. What each rater holds stands "
        "beside it; none of it is averaged away."
    )
    return Section(key="dissent", title="Dissent", blocks=(lead, _told(found, "contested questions", rows)))


def _told(found: Row, name: str, rows: Iterable[Row]) -> Table:
    """A row for each question and member."""
    columns = (Column("Question"), Column("Member"), Column("Answer"), Column("Notes and evidence"))
    return Table(
        caption=f"Answers: {name}",
        columns=columns,
        rows=tuple(told for row in rows for told in _each(found, row)),
        shape="compared",
    )


def _each(found: Row, row: Row) -> Iterator[tuple[Cell, ...]]:
    for member, told in zip(found["members"], row["cells"], strict=True):
        if told["state"] in {"deleted", "not_asked"}:
            continue
        question = cell(strong(row["name"]), *_place_of(row))
        yield question, cell(member["alias"]), cell(answer_words(told)), _notes(told)


def _notes(told: Row) -> Cell:
    written = [Writing("", told[name]) for name in ("note", "text") if told[name]]
    return cell(*written, _address(told["evidence_url"]))


def _address(address: str | None) -> Span | None:
    """Stored links are whole http(s) addresses; anything else stays text."""
    if not address:
        return None
    return link(address) if address.startswith(("https://", "http://")) else Span(address)
