"""What to do next on one path, from the catalog: a check, a relief, a design move, or what comes after winning."""

from dataclasses import dataclass

from channels_catalog.schema import Catalog, CatalogItem, Channel
from evaluations.vocabulary import DESIGN_IN_FIRST, FIND_OUT_FIRST, PARK, RELIEVE_FIRST, SCALE
from evaluations.wording.outlook import CheckWords, PathOutlook, Road

_SURFACE = "surface/"


@dataclass(frozen=True, kw_only=True)
class Doing:
    """One thing to do, and what it takes or belongs to."""

    text: str
    note: str = ""


def next_for(catalog: Catalog, path: PathOutlook, *, is_frozen: bool) -> Doing:
    """What to do next. Of what is frozen nothing is asked any more: it says what was to be found out."""
    channel = catalog.channel(path.key)
    if path.verdict == FIND_OUT_FIRST:
        return _finding_out(catalog, path, is_frozen=is_frozen)
    if path.verdict == RELIEVE_FIRST:
        return relieving(catalog, channel, [each.item for each in path.binding])
    if path.verdict == DESIGN_IN_FIRST:
        return designing(catalog, channel, [each.item for each in path.short])
    if path.verdict == SCALE:
        return _growing(channel)
    if path.verdict == PARK:
        return Doing(text="Leave it, and put the effort into a path that can carry.")
    return Doing(text="Nothing: the path is not for this product.")


def _finding_out(catalog: Catalog, path: PathOutlook, *, is_frozen: bool) -> Doing:
    road = path.road
    if road is None or not road.checks:
        if road is not None and road.declares:
            return Doing(text="Declare the growth model: nothing else is missing.")
        first = "Reopen it to answer what is open" if is_frozen else "Answer what is open"
        return Doing(text=f"{first}, and look where nobody has looked.")
    count = len(road.checks)
    note = f"Check 1 of {count}" if count > 1 else "One check settles it"
    if is_frozen:
        note = f"{note}; reopen to answer it"
    return Doing(text=_short(probe_of(catalog, road.checks[0].item)), note=note)


def _short(probe: str) -> str:
    """The way for who has data; what to do without stands with the check."""
    return f"{probe.partition('; ')[0].rstrip('.')}."


def probe_of(catalog: Catalog, item: str) -> str:
    """How to measure an item: its probe, or the figure of a constraint; the question itself where neither is."""
    found = catalog.items().get(item)
    if found is None:
        return "Ask who knows how the company earns its growth, and note why it suits this path or does not."
    return found.probe or _figure(catalog, found) or found.question


def _figure(catalog: Catalog, item: CatalogItem) -> str:
    if item.channel is None:
        return ""
    return f"Count: {catalog.channel(item.channel).constraint.metric.formula}."


def relieving(catalog: Catalog, channel: Channel, items: list[str]) -> Doing:
    """The constraint's own first relief where it binds; where a factor does, what having it looks like."""
    if f"{channel.key}!{channel.constraint.key}" in items:
        best = channel.constraint.relief[0]
        return Doing(text=best.move, note=f"Takes {best.takes[:1].lower()}{best.takes[1:]}")
    factors = [channel.factor(item.partition("/")[2]) for item in items if "/" in item]
    if not factors:
        return Doing(text="Settle the growth model first: it is what holds the path back.")
    return Doing(text=factors[0].anchors["4"], note=f"That is {factors[0].name} fully there")


def designing(catalog: Catalog, channel: Channel, items: list[str]) -> Doing:
    """The first move on the first thing to build in."""
    if not items:
        return Doing(text="Build the path into the product before pushing it.")
    item = items[0]
    if item.startswith(_SURFACE):
        surface = catalog.surface(item.removeprefix(_SURFACE))
        return Doing(text=surface.design_moves[0], note=f"On the surface {surface.name}")
    factor = channel.factor(item.partition("/")[2])
    return Doing(text=factor.anchors["4"], note=f"That is {factor.name} fully there")


def _growing(channel: Channel) -> Doing:
    """What comes after winning: the last step of the playbook, and where the path will stop growing."""
    rows = channel.write_up.playbook.rows if channel.write_up else ()
    watch = channel.saturates or f"Watch: {channel.constraint.metric.name}."
    if not rows:
        return Doing(text=watch)
    return Doing(text=rows[-1].text, note=watch)


@dataclass(frozen=True, kw_only=True)
class CheckStep:
    """A check as the road shows it: what it asks, how to do it, where it stands."""

    words: CheckWords
    place: str
    asks: str
    probe: str
    number: int


def steps_of(catalog: Catalog, road: Road) -> list[CheckStep]:
    """The checks of a road, in their order."""
    items = catalog.items()
    found = []
    for number, words in enumerate(road.checks, start=1):
        item = items.get(words.item)
        place = catalog.path_name(item.channel) if item and item.channel else "Design map"
        asks = item.question if item else "How does the path suit the growth model?"
        found.append(
            CheckStep(words=words, place=place, asks=asks, probe=probe_of(catalog, words.item), number=number)
        )
    return found
