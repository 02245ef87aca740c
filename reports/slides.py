"""A deck of slides before any format: what each says and shows, in typed values.

A title is a conclusion, one sentence that somebody would say aloud. Notes name where the numbers come from.
"""

from dataclasses import dataclass, field

from reports.blocks import ConstraintMap


@dataclass(frozen=True)
class Words:
    """A piece of text. `verdict` gives it that verdict’s mark and colour where it is one."""

    text: str
    verdict: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Figure:
    """A number that stands large, what it is of, what it says, and on what it rests."""

    number: str
    of: str
    says: str
    rests_on: str


@dataclass(frozen=True)
class Statement:
    """The first slide: a line with the verdict, the words that matter in full, three figures, a few facts."""

    verdict: Words | None
    line: str
    label: str
    words: str
    beside_label: str
    beside: str
    figures: tuple[Figure, ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class KeyRow:
    """A verdict that occurs, what it says to do, and the paths that have it."""

    verdict: str
    head: str
    words: str


@dataclass(frozen=True)
class Mapped:
    """The constraint map. `decided` is the key of the path that was decided on, which wears a ring."""

    picture: ConstraintMap
    key: tuple[KeyRow, ...]
    decided: str = ""


@dataclass(frozen=True)
class Grid:
    """A table: heads with their shares of the width, and rows. What has no room is counted in words."""

    name: str
    heads: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[Words, ...], ...]
    what: str = "row"
    shades: tuple[tuple[int | None, ...], ...] = ()


@dataclass(frozen=True)
class Tables:
    """One table or two under each other, and a sentence below them."""

    grids: tuple[Grid, ...]
    below: str = ""


@dataclass(frozen=True)
class Series:
    """The values of one series, one for each category, and the tone that it is drawn in."""

    name: str
    values: tuple[float | None, ...]
    tone: str = ""


@dataclass(frozen=True)
class Charted:
    """A native chart: `bars` stacked, `columns` of levels, `ranges` from low to high, `clusters` beside each other.

    `verdicts` colours each category by its verdict. `items` stand beside it, each a head and what it says.
    """

    kind: str
    words: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    verdicts: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    most: float = 1.0
    beside: str = ""
    items: tuple[tuple[str, str], ...] = ()
    below: str = ""


@dataclass(frozen=True)
class Listed:
    """Numbered sentences, and beside them a sheet of facts."""

    sentences: tuple[str, ...]
    sheet: str = ""
    says: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


Body = Statement | Mapped | Tables | Charted | Listed


@dataclass(frozen=True)
class Slide:
    title: str
    body: Body
    notes: str
    shows: str = ""


@dataclass(frozen=True)
class Deck:
    """Six to ten slides. `foot` stands on each: whose, of when, by which method, from which inputs."""

    title: str
    foot: str
    slides: tuple[Slide, ...] = field(default=())
