"""The executive form: what is decided, found and to be done, on two pages of A4."""

from evaluations.wording import PathWords, dissent_sentence
from reports.blocks import (
    Block,
    Bullets,
    Column,
    Paragraph,
    Section,
    Span,
    Table,
    Term,
    Terms,
    cell,
    line,
    quiet,
    strong,
    text,
)
from reports.document.decision import decision_section
from reports.document.findings import how_sure, map_picture
from reports.document.material import Issued, Material, Sampled, mark_of
from reports.document.moves import asked_name, how_to_find_out, next_move
from reports.document.relief import moves, path_of

MOST_STEPS, MOST_QUESTIONS, MOST_SAID = 3, 3, 3
MOST_PATHS = 8
CUT = 160


def executive_sections(material: Material) -> tuple[Section | None, ...]:
    """The decision in short, the finding, each path in one line, and what comes next. Notes stay in the full form."""
    return (
        _decided(material), _found(material), _paths(material), _map(material), _next(material), _origin(material)
    )  # fmt: skip


def _decided(material: Material) -> Section | None:
    """The facts of the decision; its reasons and actions are the full form's."""
    whole = decision_section(material)
    if whole is None or material.frozen.decision is None:
        return whole
    facts = tuple(block for block in whole.blocks if isinstance(block, Terms))[:1]
    reasons = shortened(material.frozen.decision.reasons)
    blocks: tuple[Block, ...] = (*facts, line(strong("Reasons. "), reasons))
    return Section(key=whole.key, title=whole.title, verdict=whole.verdict, blocks=blocks)


def shortened(words: str, most: int = 2 * CUT) -> str:
    """On one line, cut at a word with an ellipsis where it is longer than `most`."""
    joined = " ".join(words.split())
    return joined if len(joined) <= most else f"{joined[:most].rsplit(' ', 1)[0]} …"


def _found(material: Material) -> Section:
    pieces = tuple(Span(piece.text, tone="strong" if piece.strong else "plain") for piece in material.finding)
    blocks: tuple[Block, ...] = (Paragraph(pieces, tone="lead"), *how_sure(material))
    if material.frozen.dissent is not None:
        blocks = (*blocks, quiet(dissent_sentence(material.frozen.dissent)))
    return Section(key="finding", title="The finding", blocks=blocks)


def _paths(material: Material) -> Section:
    shown = material.words[:MOST_PATHS]
    rows = tuple(
        (
            cell(strong(words.name)),
            cell(mark_of(words), _lean(material, words)),
            cell(words.fit.point_shown if words.fit else ""),
            cell(words.support.point_shown if words.support else ""),
            cell(*(named.name for named in words.binding[:1])),
            cell(shortened(next_move(material, words), CUT)),
        )
        for words in shown
    )
    columns = (
        Column("Path"), Column("Verdict"), Column("Fit", numeric=True), Column("Support", numeric=True),
        Column("What binds"), Column("Do next"),
    )  # fmt: skip
    blocks: list[Block] = [Table(caption="Each path", columns=columns, rows=rows, shape="brief")]
    if len(material.words) > len(shown):
        blocks.append(quiet(f"The first {len(shown)} of {len(material.words)} paths; the full form has all."))
    return Section(key="paths", title="Path by path", blocks=tuple(blocks))


def _lean(material: Material, words: PathWords) -> Paragraph | None:
    """Under method 2 a withheld verdict always carries its lean."""
    return quiet(words.how_sure) if isinstance(material, Issued) and words.lean else None


def _map(material: Material) -> Section | None:
    picture = map_picture(material, table="above")
    return Section(key="map", title="Constraint map", blocks=(picture,)) if picture else None


def _next(material: Material) -> Section | None:
    blocks: list[Block] = _promised(material) if isinstance(material, Issued) else []
    steps = material.relief.steps[:MOST_STEPS] if isinstance(material, Sampled) else ()
    if steps:
        items = tuple(
            text(
                strong(f"{material.names.item(step.item)} ({material.names.path(path_of(step.item))}). "),
                shortened(moves(material, step.item)[0], CUT),
            )
            for step in steps
        )
        blocks.append(Bullets(items, ordered=True, title="Relieve in this order"))
    asked = material.questions(MOST_QUESTIONS)
    if asked:
        found = tuple(
            text(strong(f"{asked_name(each)}. "), shortened(how_to_find_out(material, each.item), CUT))
            for each in asked
        )
        blocks.append(Bullets(found, ordered=True, title="Find out next"))
    if len(material.ranks) > 1:
        said = material.order_notes[:MOST_SAID]
        blocks += (
            [Bullets(tuple(text(words) for words in said), title="How firm the order is")] if said else []
        )
    return Section(key="next", title="What comes next", blocks=tuple(blocks)) if blocks else None


def _promised(material: Issued) -> list[Block]:
    """The roads of what is withheld, and the moves that better what is issued, each with its verdict."""
    roads = [words for words in material.words if words.road][:MOST_STEPS]
    moves = [words for words in material.words if words.relief or words.design][:MOST_STEPS]
    lists = (
        ("Roads to a verdict", [(words.name, words.road) for words in roads]),
        ("What would better a verdict", [(words.name, words.relief or words.design) for words in moves]),
    )
    return [
        Bullets(
            tuple(text(strong(f"{name}. "), shortened(said, 2 * CUT)) for name, said in found), title=title
        )
        for title, found in lists
        if found
    ]


def _origin(material: Material) -> Section:
    frozen = material.frozen
    rows = (
        Term("Method", text(f"{frozen.method}, catalog release {frozen.catalog.version}")),
        Term("Inputs", text("SHA-256 ", Span(frozen.inputs_sha256, tone="code"))),
        Term("Frozen document", text("SHA-256 ", Span(material.document_sha256, tone="code"))),
    )
    return Section(key="origin", title="Where it comes from", blocks=(Terms(rows),))
