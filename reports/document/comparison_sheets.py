"""A comparison's figures as typed rectangles: a row for each path, and for each question, at each member.

Long rather than wide, so that a filter or a pivot finds what it needs, whatever the number of members. The panel
of several raters stands as one member more. Keys of columns are stable; figures are the method's own numbers.
"""

from collections.abc import Iterator

from comparisons.paths import AnyPanelPath, PathCell, PathRow
from comparisons.result import ComparisonResult, ItemCell, ItemRow
from comparisons.wording import chance_of_rise, likelihood_words
from evaluations.vocabulary import GAP_WORDS, LEVEL_WORDS, VERDICT_WORDS
from reports.blocks import Field, Value, Worksheet
from reports.frozen_comparison import FrozenComparison, result_of

PANEL = ("P", "The panel", False)
_ITEMS = ("factors", "surfaces", "constraints", "matches", "rule")
_ENDS = (("low", "lo"), ("middle", "point"), ("high", "hi"))
_AXES = (("fit", "Fit", "F"), ("support", "Support", "S"), ("lesser", "Lesser of both", "V"))
_STATES = {**GAP_WORDS, "whole": "compared", "fit_only": "only fit compares", "answered": "answered"}

_MEMBER = (Field("member", "Member key"), Field("alias", "Member"), Field("is_base", "Base", "flag"))
_PATH = (Field("path", "Path key"), Field("path_name", "Path"))
_JUDGED = (
    Field("state", "State"), Field("verdict", "Verdict key"), Field("verdict_name", "Verdict"),
    *(Field(f"{key}_{end}", f"{name}, {end}", "score") for key, name, _ in _AXES for end, _ in _ENDS),
    Field("coverage_fit", "Fit answered", "share"), Field("evidence_fit", "Fit seen or measured", "share"),
    Field("coverage_support", "Support answered", "share"),
    Field("evidence_support", "Support seen or measured", "share"),
)  # fmt: skip
_CHANGED = (
    Field("fit_change", "Change of fit", "score"), Field("fit_change_low", "Change, low", "score"),
    Field("fit_change_high", "Change, high", "score"), Field("fit_change_clear", "Clear change", "flag"),
    Field("chance_of_rise", "Chance of rise", "share"), Field("change_in_words", "Change in words"),
)  # fmt: skip
_AHEAD = (Field("ahead_of", "Clearly ahead of"),)
_SHARED = (
    Field("sharing", "Raters with the panel’s verdict", "whole"),
    Field("discursive_dilemma", "Answers and verdicts disagree", "flag"),
)
_ASKED = (
    *_PATH, Field("kind", "Kind"), Field("role", "Role"), Field("item", "Item key"), Field("item_name", "Item"),
    Field("question", "Question"), Field("compares", "Compares", "flag"),
)  # fmt: skip
_ANSWER = (
    Field("answer_state", "Answer is"), Field("level", "Level", "whole"), Field("level_name", "Answer"),
    Field("grade", "Rests on"), Field("na", "Does not apply", "flag"), Field("na_reason", "Why it does not apply"),
    Field("low", "Range, low", "score"), Field("middle", "Range, middle", "score"),
    Field("high", "Range, high", "score"), Field("binds", "Binds", "flag"),
    Field("differs", "Differs from the base", "flag"), Field("note", "Note"), Field("evidence_url", "Link"),
    Field("text", "In words"),
)  # fmt: skip
_MOVED = (
    Field("moved_by_answer", "Moved by the answer", "score"),
    Field("moved_by_evidence", "Moved by the evidence", "score"),
)
_CONTESTED = (Field("contested", "Contested", "flag"), Field("consensus", "Consensus", "share"))


def comparison_sheets(frozen: FrozenComparison) -> tuple[Worksheet, ...]:
    """What a workbook holds besides the words. A sheet without rows is left out."""
    found = result_of(frozen)
    paths = Worksheet("paths", "Paths", _path_fields(found), tuple(_path_rows(found)), covers=("paths",))
    answers = Worksheet(
        "answers", "Answers", _item_fields(found), tuple(_item_rows(found)),
        covers=("surfaces", "constraints", "answers"),
    )  # fmt: skip
    return tuple(sheet for sheet in (paths, answers) if sheet.rows)


def comparison_records(frozen: FrozenComparison) -> Worksheet:
    """The one table of a CSV file: the rows of both sheets, the columns of the other empty."""
    found = result_of(frozen)
    about = (
        Field("record", "Record"), Field("comparison", "Comparison"), Field("title", "Title"),
        Field("compared", "Kind of comparison"), Field("as_of", "As of", "time"),
    )  # fmt: skip
    known = (frozen.subject.id, frozen.subject.title, frozen.setting.kind, frozen.date)
    of_path, of_item = _path_fields(found), _item_fields(found)
    both = tuple(field for field in of_item if field not in of_path)
    fields = (*of_path, *both)
    rows = [
        (name, *known, *_under(fields, own, row))
        for name, own, made in (("path", of_path, _path_rows(found)), ("answer", of_item, _item_rows(found)))
        for row in made
    ]
    return Worksheet("records", "Records", (*about, *fields), tuple(rows))


def _under(fields: tuple[Field, ...], own: tuple[Field, ...], row: tuple[Value, ...]) -> Iterator[Value]:
    known = {field.key: value for field, value in zip(own, row, strict=True)}
    yield from (known.get(field.key) for field in fields)


def _path_fields(found: ComparisonResult) -> tuple[Field, ...]:
    further = {"over_time": _CHANGED, "subjects": _AHEAD, "raters": _SHARED}[found.kind]
    return (*_PATH, *_MEMBER, *_JUDGED, *further)


def _item_fields(found: ComparisonResult) -> tuple[Field, ...]:
    further = {"over_time": _MOVED, "subjects": (), "raters": _CONTESTED}[found.kind]
    return (*_ASKED, *_MEMBER, *_ANSWER, *further)


def _named(found: ComparisonResult, place: int) -> tuple[Value, ...]:
    member = found.members[place]
    return (member.letter, member.alias, place == found.base)


def _path_rows(found: ComparisonResult) -> Iterator[tuple[Value, ...]]:
    for row in found.paths:
        for place, cell in enumerate(row.cells):
            yield (
                row.key, row.name, *_named(found, place), _STATES[cell.state], *_judged(cell),
                *_of_kind(found, row, place),
            )  # fmt: skip
        panel = row.panel
        if panel is not None:
            shared = (panel.sharing, panel.discursive_dilemma)
            yield (row.key, row.name, *PANEL, None, *_judged(panel), *shared)


def _judged(cell: PathCell | AnyPanelPath) -> Iterator[Value]:
    verdict = cell.verdict
    yield from (verdict, VERDICT_WORDS[verdict] if verdict else None)
    for _, _, axis in _AXES:
        ends = cell.figure(axis)
        yield from (ends.lo, ends.point, ends.hi) if ends else (None, None, None)
    known = cell.coverage if isinstance(cell, PathCell) else None
    yield from (
        (known.fit, known.evidence_fit, known.support, known.evidence_support) if known else (None,) * 4
    )


def _of_kind(found: ComparisonResult, row: PathRow, place: int) -> tuple[Value, ...]:
    """What only this kind of comparison says of a path at a member."""
    if found.kind == "raters":
        return (None, None)
    if found.kind == "subjects":
        behind = [found.members[j].letter for i, j in row.ahead or () if i == place]
        return (", ".join(behind) or None,)
    change = row.change(place)
    fit = change.F if change else None
    if fit is None:
        return (None,) * len(_CHANGED)
    return (fit.change, *fit.interval, fit.clear, chance_of_rise(fit), likelihood_words(fit))


def _item_rows(found: ComparisonResult) -> Iterator[tuple[Value, ...]]:
    for row in (row for name in _ITEMS for row in found.items(name)):
        asked = (
            row.path, row.path_name, row.kind, row.role, row.key, row.name, row.question,
            row.compares,
        )  # fmt: skip
        for place, cell in enumerate(row.cells):
            yield (*asked, *_named(found, place), *_answer(cell), *_item_of_kind(found, row, place))
        panel = row.panel
        if panel is not None:
            held = (None, None, None, None, panel.na, None)
            spread = (panel.lo, panel.mid, panel.hi)
            yield (*asked, *PANEL, *held, *spread, *(None,) * 5, panel.contested, panel.Cns)


def _answer(cell: ItemCell) -> tuple[Value, ...]:
    level = cell.level
    return (
        _STATES[cell.state], level, None if level is None else LEVEL_WORDS[level], cell.grade, cell.na,
        cell.na_reason, cell.lo, cell.mid, cell.hi, cell.binds, cell.differs, cell.note,
        cell.evidence_url, cell.text,
    )  # fmt: skip


def _item_of_kind(found: ComparisonResult, row: ItemRow, place: int) -> tuple[Value, ...]:
    if found.kind == "subjects":
        return ()
    if found.kind == "raters":
        return (None, None)
    move = row.move(place)
    return (move.answer, move.evidence) if move else (None, None)
