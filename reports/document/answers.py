"""The record: the operator's rule in the words that were written, and every answer with its basis."""

from collections.abc import Iterable, Sequence

from reports.blocks import (
    Block,
    Cell,
    Column,
    Paragraph,
    Section,
    Table,
    Writing,
    cell,
    link,
    quiet,
    strong,
    text,
)
from reports.document.material import Material, questions_of, shown_date
from reports.frozen import FrozenAnswer, FrozenItem

_COLUMNS = (Column("Question"), Column("Answer"), Column("Rests on"), Column("Notes and evidence"))


def rule_section(material: Material) -> Section:
    """The five questions to answer in words before anything is scaled."""
    parts = tuple(_rule(item) for item in material.frozen.rule)
    return Section(key="rule", title="The operator’s rule", parts=parts)


def _rule(item: FrozenItem) -> Section:
    blocks: tuple[Block, ...] = (quiet("Not answered yet."),)
    if item.answer is not None and item.answer.text:
        blocks = (Writing("", item.answer.text), quiet(_by(item.answer)))
    return Section(key=item.key.replace("/", "-"), title=item.question, blocks=blocks)


def answers_section(material: Material) -> Section:
    """The whole checklist as it was answered."""
    parts = [
        Section(
            key=f"answers-{path.key}",
            title=path.name,
            blocks=(_table(material, path.name, _asked(material, questions_of(path))),),
        )
        for path in material.frozen.paths
    ]
    surfaces = [surface.item for surface in material.frozen.surfaces]
    parts.append(
        Section(
            key="answers-design-map", title="Design map", blocks=(_table(material, "Design map", surfaces),)
        )
    )
    return Section(key="answers", title="Every answer", parts=tuple(parts))


def _asked(material: Material, items: Iterable[FrozenItem]) -> list[FrozenItem]:
    """Without the match where the declared growth model answers it and nobody set it aside."""
    declared = material.frozen.growth_model is not None
    return [item for item in items if not (item.kind == "alignment" and declared and item.answer is None)]


def _table(material: Material, name: str, items: Sequence[FrozenItem]) -> Table:
    return Table(
        caption=f"Answers: {name}",
        columns=_COLUMNS,
        rows=tuple(_row(material, item) for item in items),
        shape="answers",
    )


def _row(material: Material, item: FrozenItem) -> tuple[Cell, ...]:
    question = cell(strong(item.name), quiet(item.question))
    answer = item.answer
    if answer is None:
        return (question, cell("Not answered"), cell(), cell())
    grade = material.grades[answer.grade] if answer.grade else ""
    return (question, _answer(material, item, answer), cell(grade), _notes(item, answer))


def _answer(material: Material, item: FrozenItem, answer: FrozenAnswer) -> Cell:
    fixed = None if answer.designable else quiet("cannot be designed in")
    if answer.na:
        return cell("Does not apply", fixed)
    if answer.level is None:
        return cell("Not answered", fixed)
    meaning = [quiet(words) for words in _looks_like(material, item, answer.level)]
    return cell(strong(material.levels[answer.level]), *meaning, fixed)


def _looks_like(material: Material, item: FrozenItem, level: int) -> list[str]:
    """What the level looks like in practice; a level between two anchors is told by both."""
    if str(level) in item.anchors:
        return [item.anchors[str(level)]]
    return [
        f"Between {material.levels[near]}: {item.anchors[str(near)]}" if near < level
        else f"and {material.levels[near]}: {item.anchors[str(near)]}"
        for near in (level - 1, level + 1)
        if str(near) in item.anchors
    ]  # fmt: skip


def _notes(item: FrozenItem, answer: FrozenAnswer) -> Cell:
    reworded = quiet("Given to an earlier wording of the question.") if answer.reworded else None
    return cell(
        Writing("Why it does not apply", answer.na_reason) if answer.na_reason else None,
        Writing("", answer.note) if answer.note else None,
        Paragraph(text(link(answer.evidence_url))) if _is_web(answer.evidence_url) else None,
        reworded,
        quiet(_by(answer)),
    )


def _is_web(address: str) -> bool:
    return address.startswith(("https://", "http://"))


def _by(answer: FrozenAnswer) -> str:
    when = shown_date(answer.changed_at)
    return f"{answer.changed_by}, {when}" if answer.changed_by else when
