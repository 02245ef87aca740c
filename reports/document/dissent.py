"""Dissent: who last gave another answer than the one that stands, and why they said so."""

from evaluations.kept import Disagreement, HeldRating
from evaluations.wording import apart_words, dissent_sentence, held_words, holder, more_sentence
from reports.blocks import (
    Block,
    Cell,
    Column,
    Paragraph,
    Section,
    Span,
    Table,
    Writing,
    cell,
    line,
    quiet,
    strong,
)
from reports.document.material import Material, shown_date

NOT_KEPT = "Who had answered otherwise was not kept at the time."
_COLUMNS = (
    Column("Question"),
    Column("The answer that stands"),
    Column("Held by another"),
    Column("Noted with it"),
)


def dissent_section(material: Material) -> Section:
    """One sentence, then the largest distances first."""
    dissent = material.frozen.dissent
    if dissent is None:
        return Section(key="dissent", title="Dissent", blocks=(quiet(NOT_KEPT),))
    blocks: list[Block] = [line(dissent_sentence(dissent))]
    if dissent.shown:
        rows = tuple(_row(material, each) for each in dissent.shown)
        blocks.append(Table(caption="Answers that differ", columns=_COLUMNS, rows=rows, shape="dissent"))
    if dissent.more:
        blocks.append(quiet(more_sentence(dissent)))
    return Section(key="dissent", title="Dissent", blocks=tuple(blocks))


def _row(material: Material, each: Disagreement) -> tuple[Cell, ...]:
    item = material.items[each.item]
    apart = apart_words(each)
    return (
        cell(strong(item.name), quiet(_place(material, each.item))),
        cell(*_held(each.standing)),
        cell(*_held(each.held), quiet(apart) if apart else None),
        cell(
            Writing("", each.held.note or each.held.na_reason)
            if each.held.note or each.held.na_reason
            else None
        ),
    )


def _place(material: Material, item: str) -> str:
    """Which path asks it, or that the design map does."""
    asking = [
        path.name for path in material.frozen.paths if item.startswith((f"{path.key}/", f"{path.key}!"))
    ]
    return asking[0] if asking else "Design map"


def _held(held: HeldRating) -> tuple[Span, Paragraph]:
    return strong(held_words(held)), quiet(f"{holder(held)}, {shown_date(held.at)}")
