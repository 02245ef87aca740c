"""A channel model as an article: its sections in one shape for one template, and the facts beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from channels_catalog.schema import AiLeverage, Channel, ExampleRow, Fact, Factor, Section
from channels_catalog.views.shelf import MATCHES, PROVENANCE, TONES, PathLink, Shelf

EMBEDDED = (
    "It is not carried by use: it has to be pushed.",
    "Use carries it in part.",
    "Use itself carries it.",
)
EFFECTS = {
    "help": "helps",
    "help_with_line": "helps, with a line drawn",
    "conflict": "conflicts",
    "overlap": "overlaps",
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
    """What another path does to this one when both are walked."""

    path: PathLink
    effect: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Article:
    """Everything that the page of a channel model shows."""

    parts: tuple[Part, ...]
    questions: tuple[Question, ...]
    surfaces: tuple[PathLink, ...]
    matches: tuple[dict[str, str], ...]
    neighbours: tuple[Neighbour, ...]
    embedded: str
    ai: AiLeverage | None


def article_of(shelf: Shelf, channel: Channel) -> Article:
    """The article of one channel model; without a write-up it has no parts."""
    return Article(
        parts=tuple(_part(section) for section in channel.write_up.sections) if channel.write_up else (),
        questions=tuple(_question(shelf, factor) for factor in channel.factors),
        surfaces=tuple(_surfaces(shelf, channel)),
        matches=tuple(_matches(shelf, channel)),
        neighbours=tuple(_neighbours(shelf, channel)),
        embedded=EMBEDDED[channel.embedded],
        ai=shelf.catalog.ai_leverage.get(channel.key),
    )


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
            url = shelf.address("surfaces", anchor=f"surface-{surface.key}")
            note = "primary" if weight == 2 else "supporting"
            yield PathLink(name=surface.name, url=url, note=note, is_primary=weight == 2)


def _matches(shelf: Shelf, channel: Channel) -> Iterable[dict[str, str]]:
    for key, cell in shelf.catalog.alignment_of(channel.key).items():
        yield {
            "name": shelf.catalog.growth_model(key).name,
            "url": shelf.address("growth_models", anchor=f"growth-model-{key}"),
            "word": MATCHES[cell.level],
            "tone": TONES[cell.level],
            "reason": cell.reason,
            "provenance": PROVENANCE[cell.provenance],
        }


def _neighbours(shelf: Shelf, channel: Channel) -> Iterable[Neighbour]:
    for pair in shelf.catalog.pairs:
        if channel.key in (pair.a, pair.b):
            other = pair.b if pair.a == channel.key else pair.a
            yield Neighbour(path=shelf.path(other), effect=EFFECTS[pair.effect], reason=pair.reason)
