"""What the form begins with: the verdict as the decision, its moves as actions, the constraint's figure to stop at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from channels_catalog.schema import Catalog, Channel
from evaluations.decisions.rules import TITLE_MOST
from evaluations.results.queries import words_of
from evaluations.vocabulary import (
    DESIGN_IN_FIRST,
    FIND_OUT_FIRST,
    GRADES_RISING,
    NOT_APPLICABLE,
    PARK,
    RELIEVE_FIRST,
    SCALE,
)
from evaluations.wording import PathWords, Scored
from evaluations.wording.method2 import Issued

Spoken = Scored | Issued

MOST_MOVES = 3
FIRST_STEPS = 2
# A quarter: long enough for a constraint to move, short enough to be remembered.
REVIEW_AFTER = timedelta(days=91)


@dataclass(frozen=True)
class Suggestions:
    """Values and rows for one path."""

    values: dict[str, Any]
    kills: list[dict[str, Any]]
    actions: list[dict[str, Any]]


def suggested(catalog: Catalog, found: Spoken, key: str, *, today: date) -> Suggestions:
    """What a decision on this path could begin with. Nobody is named, and no reason is put into a mouth."""
    words = next(words for words in words_of(found) if words.key == key)
    channel = catalog.channel(key)
    review_on = today + REVIEW_AFTER
    metric = channel.constraint.metric
    kill = {"metric": metric.name, "threshold": metric.binds_when, "by": review_on}
    decision = PARK if words.verdict == NOT_APPLICABLE else words.verdict
    return Suggestions(
        values={"path": key, "decision": decision, "review_on": review_on},
        kills=[kill] if decision != PARK else [],
        actions=[_row(*one) for one in _moves(catalog, found, channel, words)],
    )


def titles_of(catalog: Catalog, spoken: Spoken, key: str) -> set[str]:
    """The titles and figures that are suggested for a path, by which untouched suggestions are known again."""
    found = suggested(catalog, spoken, key, today=date.min)
    return {row["title"] for row in found.actions} | {row["metric"] for row in found.kills}


def _row(title: str, kind: str, surfaces: tuple[str, ...]) -> dict[str, Any]:
    return {"title": title[:TITLE_MOST], "action_kind": kind, "surfaces": list(surfaces), "state": "open"}


def _moves(
    catalog: Catalog, found: Spoken, channel: Channel, words: PathWords
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Title, kind (empty: a person must say) and surfaces of each move that the verdict calls for."""
    if words.verdict == DESIGN_IN_FIRST:
        yield from (_designed(catalog, channel, named.item) for named in words.design_in)
    if words.verdict == RELIEVE_FIRST or (words.verdict == DESIGN_IN_FIRST and words.binds):
        yield from ((move.move, "", ()) for move in channel.constraint.relief[:MOST_MOVES])
    if words.verdict == FIND_OUT_FIRST:
        yield from ((factor.probe, "", ()) for factor in _asked(found, channel))
    if words.verdict == SCALE:
        steps = channel.write_up.playbook.rows[:FIRST_STEPS] if channel.write_up else ()
        yield from ((step.text, "campaign", ()) for step in steps)


def _designed(catalog: Catalog, channel: Channel, item: str) -> tuple[str, str, tuple[str, ...]]:
    if item.startswith("surface/"):
        surface = catalog.surface(item.removeprefix("surface/"))
        return surface.design_moves[0], "product", (surface.key,)
    factor = channel.factor(item.split("/")[1])
    return factor.anchors["4"], "product", ()


def _asked(found: Spoken, channel: Channel) -> list[Any]:
    """The factors on the road to a verdict, which method 2 knows; else those about which least is known."""
    promises = found.path(channel.key).promises if isinstance(found, Issued) else None
    if promises is not None and promises.road is not None:
        on_road = [
            factor for factor in channel.factors if f"{channel.key}/{factor.key}" in promises.road.answers
        ]
        if on_road:
            return on_road[:FIRST_STEPS]
    return _weakest(found, channel)


def _weakest(scored: Spoken, channel: Channel) -> list[Any]:
    """The factors about which least is known, as many as one begins with."""
    known = {
        factor.key: GRADES_RISING.index(scored.answer(f"{channel.key}/{factor.key}").grade)
        for factor in channel.factors
    }
    weak = [factor for factor in channel.factors if known[factor.key] < len(GRADES_RISING) - 1]
    return sorted(weak, key=lambda factor: known[factor.key])[:FIRST_STEPS]
