"""The design map as a strip: each surface with what is known of it and what its evidence leaves open."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from channels_catalog.schema import Catalog, Surface
from evaluations import scoring
from evaluations.models import Answer
from evaluations.scoring.constants import TOP_LEVEL
from evaluations.scoring.method1.ranges import range_of
from evaluations.scoring.method2.known import known
from evaluations.vocabulary import LEVEL_WORDS

Span = tuple[float, float]
# What an answer leaves open, by method.
SPANS: Mapping[str, Callable[[scoring.Answer], Span]] = {
    "1": lambda answer: (range_of(answer).lo, range_of(answer).hi),
    "2": lambda answer: (known(answer).lowest / TOP_LEVEL, known(answer).highest / TOP_LEVEL),
}


@dataclass(frozen=True, kw_only=True)
class Column:
    """One surface; `lo` and `hi` are the ends of its range."""

    name: str
    lo: float
    hi: float
    word: str
    grade: str
    note: str
    url: str


def columns_of(
    catalog: Catalog, paths: Sequence[str], answers: Mapping[str, Answer], *, method: str, address: str
) -> list[Column]:
    """The surfaces in the catalog's order, also those that none of the paths leans on.

    `address` is the page that explains them.
    """
    return [
        _column(
            surface,
            answers.get(f"surface/{surface.key}") or Answer(),
            span_of=SPANS[method],
            carries=sum(surface.key in catalog.surface_links[path] for path in paths),
            of=len(paths),
            url=f"{address}#surface-{surface.key}",
        )
        for surface in catalog.surfaces
    ]


def _column(
    surface: Surface,
    answer: Answer,
    *,
    span_of: Callable[[scoring.Answer], Span],
    carries: int,
    of: int,
    url: str,
) -> Column:
    lo, hi = (0.0, 0.0) if answer.na else span_of(scoring.Answer(level=answer.level, grade=answer.grade))
    return Column(
        name=surface.name,
        lo=lo,
        hi=hi,
        word="Does not apply" if answer.na else "Open" if answer.level is None else LEVEL_WORDS[answer.level],
        grade=answer.grade or "",
        note=_note(carries, of, designable=answer.designable),
        url=url,
    )


def _note(carries: int, of: int, *, designable: bool) -> str:
    said = f"carries {carries} of {of}" if carries else "carries none of these"
    return said if designable else f"{said}; cannot be designed in"
