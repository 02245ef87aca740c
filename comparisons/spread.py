"""The figures of a comparison with a place for every member, None for those deleted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from comparisons.cells import Column
from comparisons.figures import Figures, IssuedOverTime, Pairs, PooledFigures, RaterFigures
from comparisons.members import Member
from comparisons.result import Ground
from evaluations.scoring.method1.comparing import OverTime

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Spread:
    """As `Figures`, by the places of all members. `orders` and `changes` are there over time, `ranked` their paths."""

    columns: tuple[Column | None, ...]
    grounds: tuple[Ground | None, ...]
    left_out: Mapping[str, tuple[int, ...]]
    changes: tuple[OverTime | IssuedOverTime | None, ...] = ()
    orders: tuple[tuple[str, ...] | None, ...] = ()
    ranked: tuple[str, ...] = ()
    ahead: Mapping[str, Pairs] | None = None
    raters: RaterFigures | PooledFigures | None = None

    @classmethod
    def of(cls, members: Sequence[Member], numbers: Figures | None) -> "Spread":
        """`numbers` are None where no member is there any more."""
        there = [member.place for member in members if member.state is not None]
        if numbers is None:
            empty = (None,) * len(members)
            return cls(columns=empty, grounds=empty, left_out={})

        def placed(values: Sequence[T]) -> tuple[T | None, ...]:
            at = dict(zip(there, values, strict=True))
            return tuple(at.get(member.place) for member in members)

        moved, subjects = numbers.over_time, numbers.subjects
        return cls(
            columns=placed(numbers.columns),
            grounds=placed(numbers.grounds),
            left_out={each.item: tuple(there[place] for place in each.asked_by) for each in numbers.left_out},
            changes=placed(moved.changes) if moved else (),
            orders=placed(moved.ranks.orders) if moved else (),
            ranked=moved.ranks.paths if moved else (),
            ahead=_ahead(subjects.ahead, there) if subjects else None,
            raters=numbers.raters,
        )


def _ahead(by_path: Mapping[str, Pairs], there: Sequence[int]) -> dict[str, Pairs]:
    return {key: tuple((there[i], there[j]) for i, j in pairs) for key, pairs in by_path.items()}
