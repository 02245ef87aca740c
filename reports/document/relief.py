"""What binds and in which order to relieve it, each step with what it unlocks."""

from collections.abc import Sequence

from evaluations.results.relief import Step, Unlocked
from evaluations.vocabulary import BAR_HIGH, BAR_LOW, VERDICT_WORDS
from evaluations.wording import listed
from evaluations.wording.states import state
from reports.blocks import Block, Cell, Column, Section, Table, cell, line, quiet, strong
from reports.document.material import Issued, Material, Sampled
from reports.document.promised import relief_blocks

_HOW = (
    "To relieve is to bring what binds to ‘Mostly’, and to measure it. Each step stands on those before it, "
    "and what it unlocks is said of the middle of the answers."
)

_TITLE = "What binds, and the order of relief"
_TOGETHER = "What the judged paths do to each other when more than one is walked. No verdict counts it."


def relief_section(material: Material, *, most: int | None = None) -> Section:
    """The steps in order (the first `most`), then the paths that no relief moves."""
    blocks: list[Block] = []
    if isinstance(material, Issued):
        blocks = relief_blocks(material, most=most)
    elif isinstance(material, Sampled):
        blocks = _order_of_relief(material, most)
    if material.frozen.pairs and most is None:
        blocks += [line(_TOGETHER), _together(material)]
    blocks = blocks or [line("Nothing that binds would change a verdict by being relieved.")]
    title = "What binds, and what relief does" if isinstance(material, Issued) else _TITLE
    return Section(key="relief", title=title, blocks=tuple(blocks))


def _order_of_relief(material: Sampled, most: int | None) -> list[Block]:
    steps = material.relief.steps[:most]
    blocks: list[Block] = []
    if steps:
        columns = ("Step", "As it stands", "How to relieve it", "What it unlocks")
        table = Table(
            caption="The order of relief",
            columns=tuple(Column(name) for name in columns),
            rows=tuple(_step(material, number, step) for number, step in enumerate(steps, start=1)),
            shape="steps",
        )
        blocks += [line(_HOW), table]
    return blocks + [line(said) for said in beyond(material)]


def _together(material: Material) -> Table:
    """The judged paths that conflict, overlap or help each other, and why."""
    return Table(
        caption="Paths together",
        columns=(Column("Paths"), Column("Together they"), Column("Because")),
        rows=tuple(
            (
                cell(strong(" and ".join(material.names.path(key) for key in pair.paths))),
                cell(pair.words),
                cell(pair.reason),
            )
            for pair in material.frozen.pairs
        ),
        shape="pairs",
    )


def _step(material: Sampled, number: int, step: Step) -> tuple[Cell, ...]:
    item = step.item
    path = material.names.path(path_of(item))
    return (
        cell(strong(f"{number}. {material.names.item(item)}"), quiet(path)),
        cell(f"It {state(material.scored, item)}."),
        cell(*moves(material, item)[:1]),
        cell(*unlocked(material, step)),
    )


def path_of(item: str) -> str:
    """The key of the path that an item of support belongs to."""
    return item.partition("/" if "/" in item else "!")[0]


def moves(material: Material, item: str) -> list[str]:
    """A constraint's own moves, best first; for a factor what "Yes" to it looks like."""
    if "!" in item:
        return [move.move for move in material.path(path_of(item)).relief]
    return [f"Until this holds: {material.items[item].anchors['4']}"]


def unlocked(material: Sampled, step: Step) -> list[str]:
    """What the step unlocks by itself, or together with what else it takes."""
    said = _unlocks(material, step.unlocks)
    if not step.needs:
        return said
    others = listed([material.names.quoted(other) for other in step.needs])
    together = _unlocks(material, step.together)
    return [*said, f"With {others}:", *together]


def _unlocks(material: Material, found: Sequence[Unlocked]) -> list[str]:
    return [
        f"{material.names.path(each.path)}: from {VERDICT_WORDS[each.from_]} to {VERDICT_WORDS[each.to]}"
        for each in found
    ]


def beyond(material: Sampled) -> list[str]:
    """What else holds the paths back that stay as they are whatever is relieved: fit, or the match."""
    points = {key: material.exact(key).point for key in material.relief.beyond}
    matched = [key for key, at in points.items() if at.A < BAR_LOW or at.F >= BAR_HIGH]
    others = [key for key in points if key not in matched]
    reasons = (
        (others, "fit comes first there."),
        (matched, "the match with the growth model is in the way."),
    )
    return [
        f"No relief changes the verdict of {listed([material.names.path(key) for key in keys])}: {why}"
        for keys, why in reasons
        if keys
    ]
