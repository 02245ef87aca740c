"""What to ask next: which single measurement would change an issued verdict, and how likely (section 12)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..constants import GROWTH_MODEL, LEVELS, TOLERANCE
from .judging import Judged
from .known import Known
from .promises import Promises
from .terms import Terms

_SHOWN = 2  # decimals to which two rows are told apart


@dataclass(frozen=True, slots=True)
class AskNext:
    """An item that is not measured yet, over all paths that use it.

    `changes`: the sum over paths of the chance that their issued verdict changes once only this is measured.
    `road`: the sum over the paths on whose road it lies of the chance of their lean, by the length of the
    road. `can`: by path and verdict, the levels (for `growth_model`: the models) that lead there. `place`:
    from 1; rows that cannot be told apart share it.
    """

    item: str
    changes: float
    road: float
    can: Mapping[str, Mapping[str, tuple[int | str, ...]]]
    place: int = 0

    @property
    def figures(self) -> tuple[float, float]:
        """What rows are ordered by, highest first."""
        return (-round(self.changes, _SHOWN), -round(self.road, _SHOWN))


@dataclass(slots=True)
class _Row:
    changes: float
    road: float
    can: dict[str, Mapping[str, tuple[int | str, ...]]]


def ask_next(
    terms: Mapping[str, Terms], judged: Mapping[str, Judged], promises: Mapping[str, Promises]
) -> tuple[AskNext, ...]:
    """The items worth asking about, most telling first; empty where no measured answer changes any verdict."""
    rows: dict[str, _Row] = {}
    for key, own in terms.items():
        for item, known in _open(own):
            row = rows.setdefault(item, _Row(0.0, 0.0, {}))
            outcomes = list(zip(LEVELS, known.chances, promises[key].if_measured[item], strict=True))
            _add(row, key, outcomes, judged[key].verdict)
        declared = promises[key].if_declared
        if declared is not None:
            row = rows.setdefault(GROWTH_MODEL, _Row(0.0, 0.0, {}))
            shared = [(model, 1 / len(declared), verdict) for model, verdict in declared.items()]
            _add(row, key, shared, judged[key].verdict)
        _add_road(rows, judged[key], promises[key])
    return _placed(
        AskNext(item, row.changes, row.road, row.can)
        for item, row in rows.items()
        if row.can or row.road > TOLERANCE
    )


def _open(terms: Terms) -> list[tuple[str, Known]]:
    """The items of a path that are not measured, the match among them where it is one and in doubt."""
    items = list(zip(terms.shape.items, terms.known, strict=True))
    if terms.matches.is_known:
        items.append((terms.shape.match_item, terms.matches.known[0]))
    return [(item, known) for item, known in items if not known.measured]


def _add(row: _Row, key: str, outcomes: Iterable[tuple[int | str, float, str]], issued: str) -> None:
    can: dict[str, list[int | str]] = {}
    for level, chance, verdict in outcomes:
        if chance > 0 and verdict != issued:
            row.changes += chance
            can.setdefault(verdict, []).append(level)
    if can:
        row.can[key] = {verdict: tuple(can[verdict]) for verdict in sorted(can)}


def _add_road(rows: Mapping[str, _Row], judged: Judged, promises: Promises) -> None:
    """Each step of a road has its part of what the road may bring; to declare a model is a step."""
    road = promises.road
    if road is None:
        return
    steps = [*road.answers, *([GROWTH_MODEL] if road.growth_model else [])]
    for item in steps:
        if item in rows:
            rows[item].road += judged.lean_chance / len(steps)


def _placed(rows: Iterable[AskNext]) -> tuple[AskNext, ...]:
    ordered = sorted(rows, key=lambda row: (*row.figures, row.item))
    found: list[AskNext] = []
    for row in ordered:
        place = found[-1].place if found and found[-1].figures == row.figures else len(found) + 1
        found.append(AskNext(row.item, row.changes, row.road, row.can, place))
    return tuple(found)
