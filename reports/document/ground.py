"""What the judgement stands on: the product and its growth, the design map, and what is still unknown."""

from evaluations.wording import capitalised, leverage_sentence, listed, show_score, unknowns
from evaluations.wording.method2 import nothing_left
from reports.blocks import (
    Block,
    Cell,
    Column,
    Paragraph,
    Section,
    Table,
    Term,
    Terms,
    Writing,
    cell,
    line,
    quiet,
    strong,
    text,
)
from reports.document.material import Issued, Material, Sampled
from reports.document.moves import MOST_QUESTIONS, asked_name, how_to_find_out
from reports.document.promised import design_blocks, road_blocks
from reports.frozen import FrozenPath, FrozenSurface

MOST_LEVERS = 3
PRIMARY = 2


def product_section(material: Material) -> Section:
    """What is distributed, how the company grows, and what counts most."""
    frozen = material.frozen
    product, model = frozen.subject.product, frozen.growth_model
    rows = [Term("Product", text(strong(product.name)))]
    if product.stage:
        rows.append(Term("Stage", text(product.stage.capitalize())))
    if product.industries:
        rows.append(Term("Industries", text(listed(product.industries))))
    if model is None:
        rows.append(Term("Growth model", text("Not declared, so each path's match was asked for.")))
    else:
        rows.append(Term("Growth model", text(f"{model.name}. {' '.join(model.meaning.split())}")))
    rows.append(Term("Priorities", text(_priorities(material))))
    blocks: list[Block] = [Terms(tuple(rows))]
    if product.description:
        blocks.append(Writing("What it is", product.description))
    blocks += _matches(material)
    return Section(key="product", title="The product and how it grows", blocks=tuple(blocks))


def _matches(material: Material) -> list[Block]:
    """How each path suits the way the company grows, and why."""
    rows = tuple(
        (cell(strong(words.name)), cell(words.match), cell(*_reasons(material.path(words.key))))
        for words in material.words
        if words.match
    )
    columns = (Column("Path"), Column("Match"), Column("Why"))
    return [Table(caption="Growth-model match", columns=columns, rows=rows, shape="matches")] if rows else []


def _reasons(path: FrozenPath) -> list[Paragraph | Writing]:
    """The catalog's reason, then the note of who set it aside."""
    answer = path.alignment.answer
    reasons: list[Paragraph | Writing] = [line(path.match.reason)] if path.match else []
    if answer is not None and answer.level is not None and answer.note:
        reasons.append(Writing("", answer.note))
    return reasons


def ai_section(material: Material) -> Section | None:
    """Where AI makes a path easier, where it only makes more noise, and what shows the difference."""
    known = [(words, material.path(words.key).ai) for words in material.words]
    rows = tuple(
        (
            cell(strong(words.name)),
            cell(f"{capitalised(listed(ai.reduces_friction))}."),
            cell(f"{capitalised(listed(ai.amplifies_noise))}."),
            cell(f"{ai.guard_metric}."),
        )
        for words, ai in known
        if ai is not None
    )
    if not rows:
        return None
    columns = (
        Column("Path"), Column("It makes easier"), Column("It only amplifies"), Column("Guard against it with")
    )  # fmt: skip
    table = Table(caption="Where AI helps, path by path", columns=columns, rows=rows, shape="ai")
    return Section(
        key="ai", title="Where AI helps", blocks=(line(material.frozen.catalog.ai_statement), table)
    )


def _priorities(material: Material) -> str:
    if material.frozen.priorities is None:
        return "Not set: the five dimensions of fit count alike."
    groups = [
        listed([material.names.dimension(key) for key in group]) for group in material.frozen.priorities
    ]
    return f"{', then '.join(groups)}."


def design_map_section(material: Material) -> Section:
    """The ten surfaces as they stand, and where designing in pays most."""
    blocks: list[Block] = [
        line("Ten surfaces of product and company that can carry a path onward with use."),
        Table(
            caption="The design map",
            columns=(Column("Surface"), Column("As it stands"), Column("Rests on"), Column("Carries")),
            rows=tuple(_surface(material, surface) for surface in material.frozen.surfaces),
            shape="surfaces",
        ),
    ]
    if isinstance(material, Issued):
        blocks += design_blocks(material)
    elif isinstance(material, Sampled):
        blocks += _leverage(material)
    return Section(key="design-map", title="Design map", blocks=tuple(blocks))


def _leverage(material: Sampled) -> list[Block]:
    said, levers = leverage_sentence(material.scored), _levers(material)
    return [line(said), levers] if said and levers else []


def _surface(material: Material, surface: FrozenSurface) -> tuple[Cell, ...]:
    answer = surface.item.answer
    level = "Not answered"
    if answer is not None and answer.na:
        level = "Does not apply"
    elif answer is not None and answer.level is not None:
        level = material.levels[answer.level]
    fixed = quiet("cannot be designed in") if answer is not None and not answer.designable else None
    grade = material.grades[answer.grade] if answer is not None and answer.grade else ""
    return (
        cell(strong(surface.item.name)),
        cell(level, fixed),
        cell(grade),
        cell(_carried(material, surface)),
    )


def _carried(material: Material, surface: FrozenSurface) -> str:
    primary = [material.names.path(key) for key, weight in surface.links.items() if weight == PRIMARY]
    other = [material.names.path(key) for key, weight in surface.links.items() if weight != PRIMARY]
    parts = [listed(primary)] if primary else []
    parts += [f"in part {listed(other)}"] if other else []
    return "; ".join(parts) or "No judged path"


def _levers(material: Sampled) -> Table | None:
    found = [entry for entry in material.result.leverage if entry.gain > 0][:MOST_LEVERS]
    if not found:
        return None
    rows = tuple(
        (
            cell(strong(material.names.item(f"surface/{entry.surface}"))),
            cell(show_score(entry.gain)),
            cell(listed([material.names.path(key) for key in entry.improves]) or "No verdict by itself"),
            cell(*material.surface(entry.surface).design_moves),
        )
        for entry in found
    )
    columns = (
        Column("Surface"), Column("Fit it adds", numeric=True), Column("Verdicts it improves"),
        Column("How to design it in"),
    )  # fmt: skip
    return Table(caption="Where designing in pays most", columns=columns, rows=rows, shape="levers")


def unknown_section(material: Material) -> Section:
    """What withholds verdicts (blind spots, or the roads to a verdict), then the questions that would tell most."""
    blocks: list[Block] = []
    asked = _next_questions(material)
    if isinstance(material, Issued):
        left = nothing_left(material.issued)
        blocks += [*road_blocks(material), *([line(left)] if left else []), *([asked] if asked else [])]
    elif isinstance(material, Sampled):
        blocks += [*_blind_spots(material), asked or line("No open question would change what is said here.")]
    return Section(key="unknown", title="What is still unknown", blocks=tuple(blocks))


def _blind_spots(material: Sampled) -> list[Block]:
    found = unknowns(material.scored)
    if not found:
        return []
    rows = tuple((cell(strong(path.name)), cell(listed(path.spots))) for path in found)
    columns = (Column("Path"), Column("Nobody has looked at"))
    return [Table(caption="Blind spots", columns=columns, rows=rows, shape="spots")]


def _next_questions(material: Material) -> Table | None:
    rows = []
    for question in material.questions(MOST_QUESTIONS):
        item = material.items.get(question.item)
        asked = quiet(item.question) if item else None
        rows.append(
            (
                cell(strong(asked_name(question)), asked),
                cell(how_to_find_out(material, question.item)),
                cell(question.why),
            )
        )
    if not rows:
        return None
    columns = (Column("Question"), Column("How to find out"), Column("Why it is worth it"))
    return Table(caption="What to find out next", columns=columns, rows=tuple(rows), shape="questions")
