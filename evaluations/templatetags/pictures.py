"""Small pictures: ranges, scale bars, chains, funnels, odds and the columns of the design map."""

from collections.abc import Sequence
from typing import Any, Literal

from django import template

from evaluations.pictures.waterfall import Waterfall
from evaluations.templatetags import figures
from evaluations.templatetags.naming import JOB_STATES, known
from evaluations.templatetags.numbers import shown_range, shown_share
from evaluations.vocabulary import BARS, FIND_OUT_FIRST, VERDICT_WORDS

register = template.Library()


@register.inclusion_tag("components/stave.html")
def stave(
    *,
    label: str,
    lo: float,
    hi: float,
    point: float | None = None,
    tone: str = "",
    hollow: bool = False,
    bounds: Sequence[float] = BARS,
) -> dict[str, Any]:
    """A range on the line from 0 to 1, hatched if `hollow`: no verdict yet. `label` says what is measured."""
    if tone:
        known(tone, VERDICT_WORDS, "the tone")
    return {
        "span": figures.span(lo, hi, point),
        "bounds": [figures.per_cent(bound) for bound in bounds],
        "tone": tone,
        "hollow": hollow,
        "spoken": f"{label}: {shown_range(lo, hi)}",
    }


@register.inclusion_tag("components/scalebar.html")
def scalebar(*, answered: int, total: int, words: bool = True) -> dict[str, Any]:
    """Progress as a map's scale bar, with "58 of 63" beside it (or, without words, said aloud only)."""
    cells, ticks = figures.scalebar_paths(answered, total)
    return {"cells": cells, "ticks": ticks, "spoken": f"{answered} of {total}", "words": words}


@register.inclusion_tag("components/chain.html")
def chain(
    *, nodes: Sequence[str | tuple[str, str]], size: Literal["", "small"] = "", label: str = ""
) -> dict[str, Any]:
    """A chain as a route line. A node is its name, or a pair of name and note."""
    known(size, ("", "small"), "the size")
    pairs = [(node, "") if isinstance(node, str) else (node[0], node[1]) for node in nodes]
    return {"nodes": pairs, "size": size, "label": label}


@register.inclusion_tag("components/funnel.html")
def funnel(
    *, steps: Sequence[tuple[str, float, float]], point: float, tone: str = "", label: str
) -> dict[str, Any]:
    """A range that narrowed: (name, lo, hi) for each stage, the last one now; `point` is where it stands."""
    if not steps:
        raise template.TemplateSyntaxError("a funnel needs at least one step")
    rows = figures.funnel_rows(steps)
    foot = rows[-1].line_y + 9
    return {
        "past": rows[:-1],
        "now": rows[-1],
        "now_top": rows[-1].line_y - 5,
        "point_x": figures.funnel_x(point),
        "point_top": rows[-1].line_y - 9,
        "foot": foot,
        "scale_y": foot + 15,
        "height": foot + 20,
        "bounds": [(figures.funnel_x(bound), f"{bound:g}") for bound in BARS],
        "start_x": figures.funnel_x(0),
        "end_x": figures.funnel_x(1),
        "tone": tone,
        "label": label,
        "hollow": tone in ("", FIND_OUT_FIRST),
    }


@register.inclusion_tag("components/odds.html")
def odds(*, rows: Sequence[tuple[str, float]], needed: float) -> dict[str, Any]:
    """Verdict keys with the share of readings that gave each, and the share that would be enough."""
    bars = [
        (known(key, VERDICT_WORDS, "the verdict"), figures.per_cent(share), shown_share(share))
        for key, share in rows
    ]
    return {"bars": bars, "needed": figures.per_cent(needed)}


@register.inclusion_tag("components/waterfall.html")
def waterfall(picture: Waterfall) -> dict[str, Any]:
    """What a sum is made of, row by row, on the line from 0 to 1, with the bar that has to be reached."""
    return {
        "picture": picture,
        "rows": [
            {
                "name": row.name, "kind": row.kind, "shown": row.shown, "low": figures.per_cent(row.low),
                "width": figures.per_cent(max(row.high - row.low, 0.004)),
                "room": figures.per_cent(max(row.most - row.low, 0)),
            }
            for row in picture.rows
        ],
        "enough": figures.per_cent(picture.enough),
    }  # fmt: skip


@register.inclusion_tag("components/share_bar.html")
def share_bar(*, value: float, label: str, tone: str = "") -> dict[str, Any]:
    """A share as a plain bar; the figure itself stands in the cell beside it."""
    return {"width": figures.per_cent(value), "spoken": f"{label}: {shown_share(value)}", "tone": tone}


@register.inclusion_tag("components/surface.html")
def surface(
    *,
    name: str,
    lo: float,
    hi: float,
    aim: float = 0.75,
    word: str,
    grade: str = "",
    note: str = "",
    url: str = "",
) -> dict[str, Any]:
    """One column of the design map, as a list item: what is known, what the evidence leaves open, the aim."""
    lying = figures.span(lo, hi)
    return {
        "name": name,
        "column": figures.column(lo, hi),
        "grid": [f"{figures.COLUMN_FOOT - 22 * level}" for level in range(5)],
        "aim_y": f"{figures.COLUMN_FOOT - figures.COLUMN_HEIGHT * aim:.1f}",
        "aim_x": figures.per_cent(aim),
        "lo_x": figures.per_cent(lo),
        "open": lying,
        "has_open": hi > lo,
        "word": word,
        "grade": grade,
        "note": note,
        "url": url,
    }


@register.inclusion_tag("components/job.html")
def job(*, title: str, steps: Sequence[str], done: int, state: str, text: str = "") -> dict[str, Any]:
    """A job's progress: its steps, how many are done, and how it stands: queued, running, ready or failed."""
    known(state, JOB_STATES, "the state")
    cells, ticks = figures.scalebar_paths(done, len(steps))
    rows = [
        (name, "done" if number < done else "part" if number == done and state == "running" else "none")
        for number, name in enumerate(steps)
    ]
    return {
        "title": title,
        "rows": rows,
        "cells": cells,
        "ticks": ticks,
        "done": done,
        "total": len(steps),
        "state": state,
        "text": text,
    }
