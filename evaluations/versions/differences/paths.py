"""Paths on both sides: verdicts and figures as they were issued, and the change of fit on common ground."""

from dataclasses import dataclass
from typing import Any

from evaluations.scoring.method1 import comparing
from evaluations.versions.differences.sides import Side
from evaluations.wording import PathWords


@dataclass(frozen=True, kw_only=True)
class PathChange:
    """One path. A side that does not judge it has None.

    `ground` is its entry of method section 14, over time: the change of fit with its parts and whether it is clear,
    the items that moved, and the verdicts where they compare. None where only one side has the path.
    """

    key: str
    name: str
    old: PathWords | None
    new: PathWords | None
    places: tuple[int | None, int | None]
    ground: comparing.PathChange | comparing.OneSided | None

    @property
    def fit(self) -> comparing.FitChange | None:
        """The change of fit, or None where it does not compare."""
        return self.ground.F if self.ground else None

    @property
    def verdict_changed(self) -> bool:
        return _verdict(self.old) != _verdict(self.new)

    @property
    def placed(self) -> str:
        """That its place in the order changed; empty where it did not."""
        was, now = self.places
        if was == now or was is None or now is None:
            return ""
        return f"Place {now}, was {was}"

    @property
    def is_same(self) -> bool:
        return (
            _figures(self.old) == _figures(self.new)
            and self.places[0] == self.places[1]
            and not (self.ground and self.ground.items)
        )


def paths_of(old: Side, new: Side, over_time: comparing.OverTime) -> tuple[PathChange, ...]:
    """Every path in the later display order, then those that only the earlier side has."""
    keys = [*new.words, *(key for key in old.words if key not in new.words)]
    return tuple(
        PathChange(
            key=key,
            name=(new if key in new.words else old).scored.names.path(key),
            old=old.words.get(key),
            new=new.words.get(key),
            places=(old.places.get(key), new.places.get(key)),
            ground=over_time.paths.get(key),
        )
        for key in keys
    )


def _verdict(words: PathWords | None) -> tuple[str, bool] | None:
    return (words.verdict, words.fights) if words else None


def _figures(words: PathWords | None) -> tuple[Any, ...] | None:
    return (words.verdict, words.how_sure, words.fit, words.support) if words else None
