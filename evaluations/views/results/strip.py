"""The design map as a strip: each surface with what is known of it and what its evidence leaves open."""

from dataclasses import dataclass

from channels_catalog.schema import Catalog, Surface
from evaluations.wording import LEVEL_WORDS, Scored, range_of


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


def columns_of(catalog: Catalog, scored: Scored, *, address: str) -> list[Column]:
    """The surfaces in the catalog's order; `address` is the page that explains them."""
    return [
        _column(surface, catalog, scored, url=f"{address}#surface-{surface.key}")
        for surface in catalog.surfaces
    ]


def _column(surface: Surface, catalog: Catalog, scored: Scored, *, url: str) -> Column:
    answer = scored.answer(f"surface/{surface.key}")
    paths = [path["key"] for path in scored.inputs["paths"]]
    carries = sum(surface.key in catalog.surface_links[path] for path in paths)
    known = range_of(answer)
    lo, hi = (0.0, 0.0) if answer.get("na") else (known.lo, known.hi)
    level = answer.get("level")
    return Column(
        name=surface.name,
        lo=lo,
        hi=hi,
        word="Does not apply" if answer.get("na") else "Open" if level is None else LEVEL_WORDS[level],
        grade=answer.get("grade", ""),
        note=_note(carries, len(paths), designable=answer.get("designable", True)),
        url=url,
    )


def _note(carries: int, of: int, *, designable: bool) -> str:
    said = f"carries {carries} of {of}" if carries else "carries none of these"
    return said if designable else f"{said}; cannot be designed in"
