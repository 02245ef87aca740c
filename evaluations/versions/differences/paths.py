"""Paths on both sides: verdicts and figures as they were issued, and the change of fit on common ground."""

from dataclasses import dataclass
from typing import Any

from evaluations.scoring import method2
from evaluations.scoring.method1 import comparing
from evaluations.scoring.method2.comparing import FitChange as IssuedFitChange
from evaluations.scoring.method2.comparing import PathChange as IssuedChange
from evaluations.versions.differences.sides import Side
from evaluations.wording import PathWords, certainty_words, moved_sentence
from evaluations.wording import method2 as by_method_2


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
    issued: IssuedChange | None = None
    compares: bool = True

    @property
    def fit(self) -> comparing.FitChange | IssuedFitChange | None:
        """The change of fit, or None where it does not compare."""
        if self.issued is not None:
            return self.issued.fit
        return self.ground.F if self.ground else None

    @property
    def certainty(self) -> str:
        """Whether the change of fit is clear, beside its figure; empty where fit does not compare."""
        fit = self.fit
        if fit is None:
            return ""
        if isinstance(fit, comparing.FitChange):
            return certainty_words(fit)
        return by_method_2.certainty_words(fit)

    @property
    def sentence(self) -> str:
        """What happened to fit, and by method 2 why the verdict is another one; empty where only one side has it."""
        if self.old is None or self.new is None or not self.compares:
            return ""
        fit = self.fit
        if isinstance(fit, comparing.FitChange) or self.issued is None:
            return moved_sentence(fit if isinstance(fit, comparing.FitChange) else None)
        turned = by_method_2.turned_sentence(self.issued)
        return f"{by_method_2.moved_sentence(fit)} {turned}".strip()

    @property
    def verdict_changed(self) -> bool:
        return _verdict(self.old) != _verdict(self.new)

    @property
    def placed(self) -> str:
        """That its place in the order changed; empty where it did not, and where the orders do not compare."""
        was, now = self.places
        if not self.compares or was == now or was is None or now is None:
            return ""
        return f"Place {now}, was {was}"

    @property
    def is_same(self) -> bool:
        return (
            _figures(self.old) == _figures(self.new)
            and self.places[0] == self.places[1]
            and not (self.ground and self.ground.items)
        )


def paths_of(
    old: Side, new: Side, over_time: comparing.OverTime | None, issued: method2.OverTime | None
) -> tuple[PathChange, ...]:
    """Every path in the later display order, then those that only the earlier side has."""
    keys = [*new.words, *(key for key in old.words if key not in new.words)]
    return tuple(
        PathChange(
            key=key,
            name=(new if key in new.words else old).scored.names.path(key),
            old=old.words.get(key),
            new=new.words.get(key),
            places=(old.places.get(key), new.places.get(key)),
            ground=over_time.paths.get(key) if over_time else None,
            issued=issued.paths.get(key) if issued else None,
            compares=over_time is not None or issued is not None,
        )
        for key in keys
    )


def _verdict(words: PathWords | None) -> tuple[str, bool] | None:
    return (words.verdict, words.fights) if words else None


def _figures(words: PathWords | None) -> tuple[Any, ...] | None:
    return (words.verdict, words.how_sure, words.fit, words.support) if words else None
