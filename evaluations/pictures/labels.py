"""Where labels go: near their mark, off other marks, whiskers, titles and each other. Deterministic.

Each label has places in eight directions at several distances. A place costs by preference, by what it covers
and by leaving the map; labels are placed greedily, those in the thickest crowd first, then each is moved to
its best place given the others until none moves.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluations.pictures.canvas import Box, Canvas

# Right of the mark reads best, then left, above and below; diagonals in between.
_DIRECTIONS = ((1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1), (0, -1), (0, 1))
_ON_LABELS, _ON_MARKS, _ON_LINES, _OUTSIDE = 200.0, 40.0, 12.0, 4000.0
_PER_GAP, _PER_DIRECTION = 3.0, 0.4
_ROUNDS = 12


Lead = tuple[float, float, float, float]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place for a label: its box, the text anchor, and a line to the mark where it stands far off."""

    box: Box
    anchor: str
    lead: Lead | None
    # Four points along the line, by which it is seen to run over something.
    along: tuple[tuple[float, float], ...]
    cost: float


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A label to be placed: its size, and the middle of the mark it belongs to; `mark`: how wide that is, if it is
    wider than the others."""

    width: float
    height: float
    x: float
    y: float
    mark: float = 0


@dataclass(frozen=True, kw_only=True)
class Obstacles:
    """What labels had better not cover: marks (weightiest), and whiskers, lines and titles."""

    marks: tuple[Box, ...]
    lines: tuple[Box, ...]
    within: Box


def place_labels(wanted: Sequence[Wanted], obstacles: Obstacles, sheet: Canvas) -> list[Place]:
    """A place for each label, in the order given: the cheapest arrangement reached from several orders."""
    choices = [_choices(label, obstacles, sheet) for label in wanted]
    every = list(range(len(wanted)))
    orders = (
        sorted(every, key=lambda index: (-_crowd(wanted, index), index)),
        sorted(every, key=lambda index: (wanted[index].x, index)),
        sorted(every, key=lambda index: (-wanted[index].x, index)),
        sorted(every, key=lambda index: (wanted[index].y, index)),
    )
    arrangements = [_arrange(choices, order) for order in orders]
    return min(arrangements, key=lambda places: round(_total(places), 6), default=[])


def _arrange(choices: Sequence[Sequence[Place]], order: Sequence[int]) -> list[Place]:
    """Greedy in this order, then one label after the other to its best place until none moves."""
    chosen: dict[int, Place] = {}
    for index in order:
        chosen[index] = _best(choices[index], list(chosen.values()))
    for _ in range(_ROUNDS):
        before = dict(chosen)
        for index in order:
            chosen[index] = _best(
                choices[index], [place for other, place in chosen.items() if other != index]
            )
        if chosen == before:
            break
    return [chosen[index] for index in sorted(order)]


def _total(places: Sequence[Place]) -> float:
    return sum(
        place.cost + sum(_conflict(place, other) for other in places[:index])
        for index, place in enumerate(places)
    )


def _crowd(wanted: Sequence[Wanted], index: int) -> float:
    """How thick the crowd around a mark is: near neighbours count most."""
    own = wanted[index]
    apart = [abs(own.x - other.x) + abs(own.y - other.y) for other in wanted if other is not own]
    return sum(1 / (20 + distance) for distance in apart)


def _best(choices: Sequence[Place], taken: Sequence[Place]) -> Place:
    best, least = choices[0], float("inf")
    for choice in choices:
        # Choices come cheapest first: once the bare cost is higher, nothing better can follow.
        if choice.cost >= least:
            break
        cost = choice.cost
        for place in taken:
            cost += _conflict(choice, place)
            if cost >= least:
                break
        else:
            best, least = choice, cost
    return best


def _conflict(one: Place, other: Place) -> float:
    """What it costs that two labels cover each other, or the line to one runs through the other."""
    cost = _ON_LABELS * _share(one.box, other.box) if _touch(one.box, other.box) else 0.0
    cost += _crossing(one.along, (other.box,)) if one.along else 0.0
    return cost + (_crossing(other.along, (one.box,)) if other.along else 0.0)


def _choices(label: Wanted, obstacles: Obstacles, sheet: Canvas) -> list[Place]:
    """Every place of one label with its cost, cheapest first."""
    found, mark = [], label.mark or sheet.mark
    for far, gap in enumerate(sheet.gaps):
        for order, (across, down) in enumerate(_DIRECTIONS):
            box = _box(label, across, down, mark / 2 + gap)
            lead = _lead(label, box, mark) if gap >= sheet.led_from else None
            cost = far * _PER_GAP + order * _PER_DIRECTION + _covering(box, obstacles)
            along = _along(lead)
            cost += _crossing(along, obstacles.marks)
            anchor = ("end", "middle", "start")[across + 1]
            found.append(Place(box=box, anchor=anchor, lead=lead, along=along, cost=cost))
    return sorted(found, key=lambda place: place.cost)


def _box(label: Wanted, across: int, down: int, away: float) -> Box:
    """The box of a label that stands `away` from the middle of its mark."""
    # On a diagonal the corner meets the mark, so it may come closer.
    step = away * (0.8 if across and down else 1)
    left = label.x + across * step - (label.width if across < 0 else label.width / 2 if across == 0 else 0)
    top = label.y + down * step - (label.height if down < 0 else label.height / 2 if down == 0 else 0)
    return Box(left=left, top=top, right=left + label.width, bottom=top + label.height)


def _covering(box: Box, obstacles: Obstacles) -> float:
    cost = _ON_MARKS * sum(_share(box, mark) for mark in obstacles.marks if _touch(box, mark))
    cost += _ON_LINES * sum(_share(box, line) for line in obstacles.lines if _touch(box, line))
    within = obstacles.within
    out = max(
        within.left - box.left, box.right - within.right, within.top - box.top, box.bottom - within.bottom, 0
    )
    return cost + (_OUTSIDE + out if out else 0)


def _touch(one: Box, other: Box) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def _share(one: Box, other: Box) -> float:
    """How much of the smaller extent two boxes share in both directions, from 0.3 (they touch) to 1."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    wide = min(one.right - one.left, other.right - other.left)
    high = min(one.bottom - one.top, other.bottom - other.top)
    # Touching at all is nearly as bad as covering: a letter under a line cannot be read.
    return 0.3 + 0.7 * (across / wide) * (down / high)


def _along(lead: Lead | None) -> tuple[tuple[float, float], ...]:
    if lead is None:
        return ()
    x1, y1, x2, y2 = lead
    return tuple((x1 + (x2 - x1) * part / 4, y1 + (y2 - y1) * part / 4) for part in range(1, 5))


def _crossing(along: Sequence[tuple[float, float]], boxes: Sequence[Box]) -> float:
    """What a line costs for running over these boxes."""
    crossed = 0
    for box in boxes:
        for x, y in along:
            if box.left < x < box.right and box.top < y < box.bottom:
                crossed += 1
                break
    return _ON_MARKS * crossed


def _lead(label: Wanted, box: Box, mark: float) -> Lead | None:
    """The line from the rim of the mark to the nearest point of the label's box."""
    x, y = min(max(label.x, box.left), box.right), min(max(label.y, box.top), box.bottom)
    away = ((x - label.x) ** 2 + (y - label.y) ** 2) ** 0.5
    if away <= mark / 2 + 3:
        return None
    start = (mark / 2 + 1) / away
    return (label.x + (x - label.x) * start, label.y + (y - label.y) * start, x, y)
