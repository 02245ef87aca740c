"""A channel model as an article: its sections in one shape for one template, and the facts beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from channels_catalog.schema import AiLeverage, Band, Channel, ExampleRow, Fact, Factor, Metric, Section
from channels_catalog.shelf import MATCH_MARKS, MATCHES, PROVENANCE, PathLink, Shelf
from channels_catalog.views.cases import CaseCard, cards_of

EMBEDDED = (
    "It is not carried by use: it has to be pushed.",
    "Use carries it in part.",
    "Use itself carries it.",
)
# What two paths do to each other, the worst first.
EFFECTS = {
    "conflict": "conflicts",
    "overlap": "overlaps",
    "help_with_line": "helps, with a line drawn",
    "help": "helps",
}


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of a section. `kind` says how its first column reads: labels, steps or companies."""

    heading: str
    columns: Sequence[str]
    rows: Sequence[object]
    kind: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """One section, from its first paragraph to its last line; what it does not have is empty."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    places: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    table: Table | None = None
    chain: tuple[tuple[str, str], ...] = ()
    entries_lead: str = ""
    entries: tuple[str, ...] = ()
    closing: str = ""
    facts: tuple[Fact, ...] = ()

    @property
    def anchor(self) -> str:
        return f"section-{self.number}"


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question of the working checklist, with the dimension it speaks of."""

    factor: Factor
    role: str
    anchors: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """What another path does to this one when both are walked. `kind` is the effect as the catalog has it."""

    path: PathLink
    kind: str
    effect: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class BoxedFact:
    """One field of the box of facts: what it is, the fact, and in small what it rests on. `size` is its width, `term`
    its word in the glossary."""

    name: str
    text: str
    note: str = ""
    size: str = ""
    term: str = ""


@dataclass(frozen=True, kw_only=True)
class Station:
    """A station of the route; `narrows` is set where the way on from it is where the constraint binds."""

    name: str
    note: str
    narrows: bool


@dataclass(frozen=True, kw_only=True)
class Route:
    """The picture of the route: stations in order, and from which to which the money goes (columns of the picture,
    counted from 1, with one more column where the route narrows; both nought where no payment is drawn)."""

    stations: tuple[Station, ...]
    paid_by: int
    paid_to: int


@dataclass(frozen=True, kw_only=True)
class Gauge:
    """A metric with the places of its public figures on a scale from 0 to 100 that is 130 wide and begins at 1."""

    metric: Metric
    places: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class ContentsEntry:
    """A line of the contents. The sections of the write-up have numbers; `begins` sets a group off."""

    anchor: str
    name: str
    number: str = ""
    begins: bool = False


@dataclass(frozen=True, kw_only=True)
class Article:
    """Everything that the page of a channel model shows."""

    facts: tuple[BoxedFact, ...]
    route: Route | None
    gauges: tuple[Gauge, ...]
    thresholds: tuple[float, ...]
    cases: tuple[CaseCard, ...]
    parts: tuple[Part, ...]
    questions: tuple[Question, ...]
    surfaces: tuple[PathLink, ...]
    matches: tuple[dict[str, str], ...]
    neighbours: tuple[Neighbour, ...]
    ai: AiLeverage | None

    @property
    def contents(self) -> tuple[ContentsEntry, ...]:
        """What the page holds, in its order."""
        before = (
            ("facts", "Facts", True),
            ("route", "The route", self.route is not None),
            ("metrics", "Benchmarks", True),
            ("neighbours", "Beside other paths", bool(self.neighbours)),
            ("cases", "Cases", bool(self.cases)),
            ("growth-models", "Growth models", True),
            ("surfaces", "Surfaces", True),
            ("forms", "Forms it takes", True),
        )
        after = (
            ("checklist", "How to answer", True),
            ("constraint", "The constraint", True),
            ("ai", "Where AI helps", self.ai is not None),
        )
        return (
            *(ContentsEntry(anchor=anchor, name=name) for anchor, name, there in before if there),
            *(
                ContentsEntry(
                    anchor=part.anchor, name=part.title, number=str(part.number), begins=part.number == 1
                )
                for part in self.parts
            ),
            *(
                ContentsEntry(anchor=anchor, name=name, begins=anchor == "checklist")
                for anchor, name, there in after
                if there
            ),
        )


def article_of(shelf: Shelf, channel: Channel) -> Article:
    """The article of one channel model; without a write-up it has no parts."""
    return Article(
        facts=tuple(_facts(channel)),
        route=_route(channel),
        gauges=tuple(_gauge(metric) for metric in channel.metrics),
        thresholds=_thresholds(channel),
        cases=tuple(cards_of(shelf, channel.key)),
        parts=tuple(_part(section) for section in channel.write_up.sections) if channel.write_up else (),
        questions=tuple(_question(shelf, factor) for factor in channel.factors),
        surfaces=tuple(_surfaces(shelf, channel)),
        matches=tuple(_matches(shelf, channel)),
        neighbours=tuple(_neighbours(shelf, channel)),
        ai=shelf.catalog.ai_leverage.get(channel.key),
    )


def _facts(channel: Channel) -> Iterable[BoxedFact]:
    stakes = channel.stakes
    if stakes is not None:
        yield BoxedFact(name="Who carries it", text=stakes.who_carries)
        payer, _, rest = stakes.who_pays.partition("; ")
        yield BoxedFact(name="Who pays", text=payer, note=rest)
        yield BoxedFact(
            name="Price band",
            text=dollars(stakes.price_band, "a year"),
            note=whose(stakes.price_band),
            term="price-band",
        )
        yield BoxedFact(
            name="Deal size",
            text=dollars(stakes.deal_size, "a signature"),
            note=whose(stakes.deal_size),
            term="deal-size",
        )
        yield BoxedFact(name="Buyer", text=stakes.buyer)
    yield BoxedFact(name="First signal", text=channel.first_signal)
    yield BoxedFact(name="Minimum team", text=channel.minimum_team, note=f"owner: {channel.owner}")
    yield BoxedFact(name="Carried by use", text=EMBEDDED[channel.embedded])
    yield BoxedFact(name="Burden", text=channel.burden, size="half", term="burden")
    first, more = channel.best_suited_for[:6], len(channel.best_suited_for) - 6
    note = f"and {more} more: {', '.join(channel.best_suited_for[6:])}" if more > 0 else ""
    yield BoxedFact(name="Best suited for", text=", ".join(first), note=note, size="half")


def dollars(band: Band, per: str) -> str:
    """A range of money in words: 10 to 2,000 dollars a year, or from 50,000 dollars a year."""
    if band.high is None:
        return f"From {band.low:,} dollars {per}"
    return f"{band.low:,} to {band.high:,} dollars {per}"


def whose(band: Band) -> str:
    """Whose figure a range is."""
    return "ours, for planning" if band.provenance == "ours" else f"{band.publisher}, {band.year}"


def _route(channel: Channel) -> Route | None:
    if channel.write_up is None:
        return None
    marks, chain = channel.route, channel.write_up.architecture.chain
    narrows = marks.narrows_after if marks else 0
    stations = tuple(
        Station(name=node.name, note=node.note or "", narrows=place == narrows)
        for place, node in enumerate(chain, start=1)
    )

    def column(station: int) -> int:
        return station + (0 < narrows < station)

    if marks is None or marks.paid_by is None:
        return Route(stations=stations, paid_by=0, paid_to=0)
    return Route(stations=stations, paid_by=column(marks.paid_by), paid_to=column(marks.paid_to))


def _gauge(metric: Metric) -> Gauge:
    ends = {end for found in metric.benchmarks or () for end in (found.low, found.high) if end is not None}
    return Gauge(metric=metric, places=tuple(_place(end) for end in sorted(ends)))


def _thresholds(channel: Channel) -> tuple[float, ...]:
    scale = channel.constraint.metric.scale
    if scale is None or scale.unit != "%":
        return ()
    return tuple(_place(end) for end in sorted({scale.binds, scale.clears}) if 0 <= end <= 100)


def _place(per_cent: int) -> float:
    return round(1 + 1.3 * per_cent, 1)


def _part(section: Section) -> Part:
    has = section.model_dump(include={"definition", "contrast", "defining_characteristic", "consequence"})
    return Part(
        number=section.number,
        title=getattr(section, "title", ""),
        paragraphs=(*(has[name] for name in ("definition", "contrast") if name in has), section.lead_in),
        places=getattr(section, "places", ()),
        after=tuple(has[name] for name in ("defining_characteristic", "consequence") if name in has),
        table=_table(section),
        chain=tuple((node.name, node.note or "") for node in getattr(section, "chain", ())),
        entries_lead=getattr(section, "entry_points_lead_in", ""),
        entries=getattr(section, "entry_points", ()),
        closing=getattr(section, "closing", None) or "",
        facts=section.facts,
    )


def _table(section: Section) -> Table | None:
    rows = getattr(section, "rows", ())
    if not rows:
        return None
    kind = {"playbook": "steps", "examples": "companies"}.get(section.key, "labels")
    return Table(
        heading=getattr(section, "heading", ""),
        columns=getattr(section, "columns", ()),
        rows=[_company(row) if isinstance(row, ExampleRow) else row for row in rows],
        kind=kind,
    )


def _company(row: ExampleRow) -> dict[str, object]:
    pathway = [(node.name, node.note or "") for node in row.pathway]
    return {"company": row.company, "pathway": pathway, "text": row.text}


def _question(shelf: Shelf, factor: Factor) -> Question:
    labels = {str(level.level): level.label for level in shelf.catalog.scale.levels}
    anchors = tuple((labels[level], text) for level, text in factor.anchors.items())
    return Question(factor=factor, role=shelf.catalog.role(factor.role).name, anchors=anchors)


def _surfaces(shelf: Shelf, channel: Channel) -> Iterable[PathLink]:
    links = shelf.catalog.surface_links[channel.key]
    for surface in sorted(shelf.catalog.surfaces, key=lambda surface: -links.get(surface.key, 0)):
        weight = links.get(surface.key)
        if weight:
            url = shelf.address("surface", surface.key)
            note = "primary" if weight == 2 else "supporting"
            yield PathLink(name=surface.name, url=url, note=note, is_primary=weight == 2)


def _matches(shelf: Shelf, channel: Channel) -> Iterable[dict[str, str]]:
    for key, cell in shelf.catalog.alignment_of(channel.key).items():
        yield {
            "name": shelf.catalog.growth_model(key).name,
            "url": shelf.address("growth_models", anchor=f"growth-model-{key}"),
            "word": MATCHES[cell.level],
            "mark": MATCH_MARKS[cell.level],
            "reason": cell.reason,
            "provenance": PROVENANCE[cell.provenance],
        }


def _neighbours(shelf: Shelf, channel: Channel) -> Iterable[Neighbour]:
    """The worst first: what conflicts, then what overlaps, then what helps."""
    for effect in EFFECTS:
        for pair in shelf.catalog.pairs_of(channel.key):
            if pair.effect != effect:
                continue
            other = pair.b if pair.a == channel.key else pair.a
            yield Neighbour(
                path=shelf.path(other), kind=pair.effect, effect=EFFECTS[pair.effect], reason=pair.reason
            )
