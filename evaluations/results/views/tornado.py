"""What each answer of a path could still do to it: the tornado of the document, as bars and as a table."""

from dataclasses import dataclass

from evaluations.scoring.constants import PLACES
from evaluations.scoring.method1.result import PathResult
from evaluations.vocabulary import VERDICT_WORDS
from evaluations.wording import Scored, show_score
from evaluations.wording.outlook import PathOutlook


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One answer: the lesser of fit and support with it at the low and the high end of its range.

    `no` and `yes` are the point verdicts with the answer measured at either end of the scale.
    """

    name: str
    lo: float
    hi: float
    lo_shown: str
    hi_shown: str
    no: str
    yes: str

    @property
    def swings(self) -> bool:
        return round(self.hi - self.lo, PLACES) > 0

    @property
    def turns(self) -> bool:
        """Whether the answer decides between verdicts."""
        return self.no != self.yes


@dataclass(frozen=True, kw_only=True)
class Tornado:
    """All answers of one path, the widest bar first, about the path's present value."""

    path: PathOutlook
    present: float
    present_shown: str
    rows: tuple[Bar, ...]

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The answers that still move the value."""
        return tuple(bar for bar in self.rows if bar.swings)


def tornados_of(scored: Scored, paths: tuple[PathOutlook, ...]) -> list[Tornado]:
    """One for each path that applies, in the order given; none while they were not reckoned."""
    found = [(path, scored.path(path.key).whole) for path in paths]
    return [_tornado(scored, path, result) for path, result in found if result]


def _tornado(scored: Scored, path: PathOutlook, result: PathResult) -> Tornado:
    present = result.exact.point.V
    return Tornado(
        path=path,
        present=present,
        present_shown=show_score(present),
        rows=tuple(
            Bar(
                name=scored.names.item(row.item),
                lo=row.V[0],
                hi=row.V[1],
                lo_shown=show_score(row.V[0]),
                hi_shown=show_score(row.V[1]),
                no=VERDICT_WORDS[row.verdicts[0]],
                yes=VERDICT_WORDS[row.verdicts[-1]],
            )
            for row in result.tornado
        ),
    )
