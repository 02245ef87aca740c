"""What a scenario looks like beside the present: the map with trails, the finding, and every path before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from evaluations.pictures import (
    SCENARIO_NARROW,
    STAGE,
    Canvas,
    ConstraintMap,
    constraint_map,
    leaning_points_of,
)
from evaluations.pictures.ghosts import Ghost, ghosts
from evaluations.wording import Rank
from evaluations.wording.outlook import PathOutlook

# Scenarios are told apart by letters; so many can be pinned at once.
LETTERS = ("A", "B", "C")


@dataclass(frozen=True, kw_only=True)
class Change:
    """One path before and after, with its place in the ranking."""

    old: PathOutlook
    new: PathOutlook
    old_rank: Rank | None
    new_rank: Rank | None

    @property
    def key(self) -> str:
        return self.new.key

    @property
    def name(self) -> str:
        return self.new.name

    @property
    def verdict_moved(self) -> bool:
        """Whether another verdict is issued, or another one leant to."""
        return (self.old.verdict, self.old.lean) != (self.new.verdict, self.new.lean)

    @property
    def moved(self) -> bool:
        old, new = (replace(path, road=None) for path in (self.old, self.new))
        return old != new or self.old_rank != self.new_rank


def changes_of(
    old: Sequence[PathOutlook], new: Sequence[PathOutlook], before: Sequence[Rank], after: Sequence[Rank]
) -> list[Change]:
    """Every path in the scenario's display order."""
    was = {path.key: path for path in old}
    old_ranks, new_ranks = ({rank.key: rank for rank in each} for each in (before, after))
    return [
        Change(
            old=was[path.key], new=path, old_rank=old_ranks.get(path.key), new_rank=new_ranks.get(path.key)
        )
        for path in new
    ]


@dataclass(frozen=True, kw_only=True)
class Pinned:
    """Where a pinned scenario puts one path: the letter at its new place, and the trail that leads there."""

    letter: str
    key: str
    tone: str
    x: float
    y: float
    trail: str


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One sheet: the scenario in hand, the present as ghosts, and where pinned scenarios lead."""

    map: ConstraintMap
    ghosts: tuple[Ghost, ...]
    pins: tuple[Pinned, ...]


def drawn(
    old: Sequence[PathOutlook], new: Sequence[PathOutlook], pins: Mapping[str, Sequence[PathOutlook]]
) -> list[Drawn]:
    """The map of a scenario on both sheets; none where no path has figures. `pins`: by letter."""
    if not leaning_points_of(new):
        return []
    return [_drawn(old, new, pins, sheet) for sheet in (STAGE, SCENARIO_NARROW)]


def _drawn(
    old: Sequence[PathOutlook],
    new: Sequence[PathOutlook],
    pins: Mapping[str, Sequence[PathOutlook]],
    sheet: Canvas,
) -> Drawn:
    before, now = leaning_points_of(old), constraint_map(leaning_points_of(new), sheet)
    found = []
    for letter, paths in pins.items():
        there = constraint_map(leaning_points_of(paths), sheet)
        marks = {mark.point.key: mark for mark in there.marks}
        for ghost in ghosts(before, there):
            mark = marks.get(ghost.key)
            if mark is not None:
                found.append(
                    Pinned(
                        letter=letter,
                        key=ghost.key,
                        tone=mark.tone,
                        x=mark.middle_x,
                        y=mark.middle_y,
                        trail=ghost.trail,
                    )
                )
    titled = replace(
        now,
        title=f"Scenario: {now.title[:1].lower()}{now.title[1:]}",
        description=f"{now.description} Faint marks show where the saved answers put a path that moves.",
    )
    return Drawn(map=titled, ghosts=ghosts(before, now), pins=tuple(found))
