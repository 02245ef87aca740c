"""What stands on a slide: statements, tables, charts and lists. What has no room is handed back, for the notes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from evaluations.scoring.constants import BAR_HIGH
from evaluations.wording import show_score
from reports.renderers.slide_charts import PLOT, chart
from reports.renderers.slide_shapes import (
    INK,
    INSET,
    LEFT,
    QUIET,
    RIGHT,
    RUBRIC,
    RULE,
    SERIF,
    SHEET,
    SOFT,
    WIDE,
    Run,
    fitting,
    fitting_all,
    height_of,
    mark,
    rect,
    rule,
    table,
    text,
    tone_of,
)
from reports.slides import Charted, Figure, Listed, Statement, Tables

_TOP, _BOTTOM = 1.95, 6.92
_IN_NOTES = "In full in the notes of this slide."


def _in_full(
    shapes: Any, at: tuple[float, float, float, float], words: str, sizes: Sequence[float], **look: Any
) -> list[str]:
    """Words in full at the largest size that has room. Where none has, the notes have them whole, and it is said."""
    size = fitting(words, at[2], at[3], sizes)
    if size is None:
        text(shapes, at, [[Run(_IN_NOTES, sizes[-1], colour=RUBRIC)]])
        return [words]
    text(shapes, at, [[Run(words, size, **look)]])
    return []


def draw_statement(shapes: Any, told: Statement, made: datetime) -> list[str]:
    """A verdict or a line, its condition, three figures, and facts at the foot. Returns what had no room."""
    if told.verdict:
        mark(shapes, told.verdict.verdict, LEFT + 0.13, 1.83, 0.24)
        paras = [
            [
                Run(told.verdict.text, 14, colour=tone_of(told.verdict.verdict), bold=True),
                Run(told.line if told.line.startswith(",") else f". {told.line}", 14, colour=SOFT),
            ]
        ]
        text(shapes, (LEFT + 0.38, 1.7, WIDE - 0.4, 0.3), paras)
    else:
        text(shapes, (LEFT, 1.7, WIDE, 0.3), [[Run(told.line, 14, colour=SOFT)]])
    left_over = _condition(shapes, told)
    column = WIDE / 3
    size = fitting_all([figure.says for figure in told.figures], column - 0.35, 0.95, (16, 14, 12.5, 11, 10))
    for place, figure in enumerate(told.figures):
        _figure(shapes, figure, LEFT + place * column, column, size)
    if told.facts:
        rule(shapes, (LEFT, 6.3, RIGHT, 6.3), RULE)
    for place, (name, value) in enumerate(told.facts):
        size = fitting(value, column - 0.2, 0.3, (14, 12, 10)) or 9
        paras = [[Run(name, 11, colour=QUIET)], [Run(value, size, bold=True)]]
        text(shapes, (LEFT + place * column, 6.38, column - 0.2, 0.55), paras)
    return left_over


def _condition(shapes: Any, told: Statement) -> list[str]:
    high = 1.5
    rect(shapes, (LEFT, 2.2, WIDE, high), fill=INSET, name="ground")
    rect(shapes, (LEFT, 2.2, 0.06, high), fill=RUBRIC, name="rule")
    wide = 7.4 if told.beside else WIDE - 0.6
    text(shapes, (LEFT + 0.28, 2.3, wide, 0.22), [[Run(told.label, 12, colour=RUBRIC, bold=True)]])
    sizes = (20, 18, 16, 14, 12, 11)
    left_over = _in_full(shapes, (LEFT + 0.28, 2.55, wide, high - 0.42), told.words, sizes, face=SERIF)
    if told.beside:
        text(shapes, (LEFT + 8.1, 2.3, 3.6, 0.22), [[Run(told.beside_label, 12, colour=QUIET)]])
        at = (LEFT + 8.1, 2.55, 3.6, high - 0.42)
        left_over += _in_full(shapes, at, told.beside, (16, 14, 12, 11, 10), face=SERIF)
    return left_over


def _figure(shapes: Any, told: Figure, x: float, column: float, size: float) -> None:
    wide = column - 0.35
    rule(shapes, (x, 3.95, x + wide, 3.95), INK, 1)
    text(shapes, (x, 4.0, wide, 0.75), [[Run(told.number, 40), Run(f" {told.of}", 20)]])
    text(shapes, (x, 4.78, wide, 0.95), [[Run(told.says, size, SERIF)]])
    size = fitting(told.rests_on, wide, 0.2, (11, 10)) or 9
    text(shapes, (x, 5.85, wide, 0.35), [[Run(told.rests_on, size, colour=QUIET)]])


def draw_tables(shapes: Any, told: Tables, made: datetime) -> list[str]:
    """Tables under each other, and the sentence below them. Returns what had no room."""
    room = 0.55 if told.below else 0.0
    each = (_BOTTOM - _TOP - room) / len(told.grids)
    y = _TOP
    for place, grid in enumerate(told.grids):
        if place:
            text(shapes, (LEFT, y, WIDE, 0.35), [[Run(grid.name, 18, SERIF)]])
            y += 0.38
        y += (
            table(
                shapes,
                grid,
                (LEFT, y, WIDE),
                _BOTTOM - room - y if place else each + 0.6 * (len(told.grids) > 1),
            )
            + 0.3
        )
    if not told.below:
        return []
    rule(shapes, (LEFT, y + 0.02, RIGHT, y + 0.02), INK, 1)
    return _in_full(
        shapes, (LEFT, y + 0.1, WIDE, _BOTTOM - y - 0.1), told.below, (16, 14, 12, 11, 10, 9), face=SERIF
    )


def draw_chart(shapes: Any, told: Charted, made: datetime) -> list[str]:
    """A chart that can be changed, with what stands beside it. Returns what had no room."""
    match told.kind:
        case "ranges":
            return _with_rows(shapes, told, made)
        case "columns":
            chart(shapes, told, (LEFT - 0.1, 1.95, WIDE + 0.2, 3.3), made)
            return _in_columns(shapes, told)
    wide = 7.1 if told.items or told.beside else WIDE + 0.1
    chart(shapes, told, (LEFT - 0.1, 1.95, wide, 4.95), made)
    return _beside(shapes, told, 8.0) if wide < WIDE else []


def _with_rows(shapes: Any, told: Charted, made: datetime) -> list[str]:
    """Bars with the line from which on it is enough, and the figures of each beside it."""
    at = (LEFT - 0.1, 2.28, 6.9, 4.2)
    chart(shapes, told, at, made)
    line = at[0] + at[2] * (PLOT[0] + PLOT[2] * BAR_HIGH)
    low, high = at[1] + at[3] * PLOT[1], at[1] + at[3] * (PLOT[1] + PLOT[3])
    rule(shapes, (line, low, line, high), INK, 1.25, dashed=True, name="enough")
    text(
        shapes, (line - 0.6, low - 0.2, 1.2, 0.2), [[Run(show_score(BAR_HIGH), 10.5, colour=SOFT)]], align="c"
    )
    columns = (
        ("Verdict", 8.1, 2.2, "l"),
        ("Fit", 10.15, 0.55, "r"),
        ("Support", 10.75, 0.8, "r"),
        ("First", 11.6, 1.03, "r"),
    )
    for name, x, wide, align in columns:
        text(shapes, (x, low - 0.2, wide, 0.2), [[Run(name, 11, colour=QUIET)]], align=align)
    step = (high - low) / len(told.labels)
    size = min(12.5, step * 34)
    for place, (verdict, label) in enumerate(zip(told.verdicts, told.labels, strict=True)):
        y = low + step * (place + 0.5)
        word, sure, *figures = label.split("\n")
        mark(shapes, verdict, 7.86, y, min(0.22, step * 0.6))
        paras = [
            [Run(word, size, colour=tone_of(verdict), bold=True)],
            *([[Run(sure, size * 0.8, colour=QUIET)]] if sure else []),
        ]
        text(shapes, (8.1, y - step / 2, 2.1, step), paras, anchor="m")
        for (_, x, wide, _), figure in zip(columns[1:], figures, strict=True):
            text(shapes, (x, y - step / 2, wide, step), [[Run(figure, size)]], align="r", anchor="m")
    return _in_full(shapes, (LEFT, 6.52, WIDE, 0.42), told.below, (12.5, 11, 10, 9)) if told.below else []


def _in_columns(shapes: Any, told: Charted) -> list[str]:
    text(shapes, (LEFT, 5.28, WIDE, 0.22), [[Run(told.below, 11, colour=QUIET)]])
    column = WIDE / 3
    for place, (head, says) in enumerate(told.items):
        x, wide = LEFT + place * column, column - 0.35
        rule(shapes, (x, 5.62, x + wide, 5.62), INK, 1)
        size = fitting(says, wide, 0.9, (13.5, 12, 11, 10)) or 9
        paras = [[Run(head, 13.5, SERIF, bold=True)], [Run(says, size, SERIF)]]
        text(shapes, (x, 5.7, wide, 1.2), paras, space=2)
    return []


def _beside(shapes: Any, told: Charted, x: float) -> list[str]:
    wide, left_over = RIGHT - x, []
    rule(shapes, (x, 2.06, RIGHT, 2.06), INK, 1)
    text(shapes, (x, 2.12, wide, 0.35), [[Run(told.beside, 18, SERIF)]])
    bottom = 5.9 if told.below else 6.85
    y = 2.6
    each = (bottom - y) / max(len(told.items), 1) - 0.4
    same = fitting_all([says for _, says in told.items], wide, each, (14, 12.5, 11.5, 10.5, 9.5))
    for place, (head, says) in enumerate(told.items):
        room = (bottom - y) / (len(told.items) - place)
        size = fitting(head, wide, 0.5, (14.5, 13, 11)) or 10
        tall = height_of(head, size, wide)
        text(shapes, (x, y, wide, tall), [[Run(head, size, SERIF, bold=True)]])
        left_over += _in_full(
            shapes, (x, y + tall, wide, room - tall - 0.1), says, (same, 9.5, 8.5), face=SERIF
        )
        y += room
    if told.below:
        rule(shapes, (x, 5.95, RIGHT, 5.95), RULE)
        left_over += _in_full(shapes, (x, 6.02, wide, 0.9), told.below, (14, 12, 11, 10), face=SERIF)
    return left_over


def draw_list(shapes: Any, told: Listed, made: datetime) -> list[str]:
    """Numbered sentences, and the sheet of facts beside them. Returns what had no room."""
    wide = 7.1 if told.sheet else WIDE
    top, left_over = (1.7, [])
    step = min((_BOTTOM - top) / max(len(told.sentences), 1), 1.2)
    size = fitting_all(told.sentences, wide - 0.6, step - 0.15, (16.5, 14, 12, 11, 10, 9))
    for place, sentence in enumerate(told.sentences):
        y = top + place * step
        rule(shapes, (LEFT, y, LEFT + wide, y), RULE if place else INK, 0.75 if place else 1)
        text(shapes, (LEFT, y + 0.1, 0.5, 0.4), [[Run(str(place + 1), 18, colour=RUBRIC)]])
        at = (LEFT + 0.55, y + 0.1, wide - 0.6, step - 0.15)
        left_over += _in_full(shapes, at, sentence, (size, 9), face=SERIF)
    if told.sheet:
        _sheet(shapes, told)
    return left_over


def _sheet(shapes: Any, told: Listed) -> None:
    x = 8.35
    rect(shapes, (x, 1.7, RIGHT - x, 5.1), fill=SHEET, stroke=INK, width=1, name="sheet")
    text(shapes, (x + 0.3, 1.88, RIGHT - x - 0.6, 0.4), [[Run(told.sheet, 20, SERIF)]])
    paras = [[Run(words, 13, SERIF)] for words in told.says]
    text(shapes, (x + 0.3, 2.35, RIGHT - x - 0.6, 2.2), paras, space=7)
    rule(shapes, (x + 0.3, 4.8, RIGHT - 0.3, 4.8), RULE)
    for place, (name, value) in enumerate(told.facts):
        y = 4.9 + place * 0.3
        size = fitting(value, 2.2, 0.26, (12, 10, 8)) or 7
        text(shapes, (x + 0.3, y, 1.5, 0.25), [[Run(name, 12, colour=QUIET)]])
        text(shapes, (x + 1.8, y, 2.3, 0.25), [[Run(value, size, bold=True)]])
