"""The pictures of a comparison as blocks: what is drawn, in figures and words, before any format.

Nothing stands in a picture alone: the table that follows each one holds the same figures.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Head:
    """The column of a member: its letter and short name. The others are compared with the base."""

    letter: str
    name: str
    is_base: bool = False


@dataclass(frozen=True)
class Range:
    """What is known of one member on one path: low end, point and high end, or a `gap` that says why nothing is."""

    head: Head
    values: tuple[float, float, float] | None
    verdict: str = ""
    gap: str = ""


@dataclass(frozen=True)
class PathRanges:
    """One path with the range of every member, and the same in words."""

    name: str
    ranges: tuple[Range, ...]
    said: str


@dataclass(frozen=True)
class Ranges:
    """A small picture for each path. A course runs over time; else the members stand under each other."""

    title: str
    paths: tuple[PathRanges, ...]
    is_course: bool = False
    kind: Literal["ranges"] = "ranges"


@dataclass(frozen=True)
class RankLine:
    """One path and its place at each member; None where a member is gone."""

    key: str
    name: str
    places: tuple[int | None, ...]


@dataclass(frozen=True)
class Ranks:
    """How the paths pass each other from member to member."""

    title: str
    heads: tuple[Head, ...]
    lines: tuple[RankLine, ...]
    kind: Literal["ranks"] = "ranks"


@dataclass(frozen=True)
class HeatCell:
    """A figure or an answer. `band` is the nearest answer from 0 to 4, None where there is no figure.

    `state` is `unknown` where nobody answered, `gap` where there is nothing to answer or to compare.
    """

    shown: str
    band: int | None = None
    state: Literal["", "unknown", "gap"] = ""
    verdict: str = ""
    differs: bool = False


@dataclass(frozen=True)
class HeatRow:
    """A path or a question; `under` says to what it belongs."""

    name: str
    under: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True)
class Heat:
    """Rows by members, each cell shaded by the nearest answer."""

    title: str
    heads: tuple[Head, ...]
    rows: tuple[HeatRow, ...]
    kind: Literal["heat"] = "heat"


Drawing = Ranges | Ranks | Heat
