"""The first pages: the finding and how sure it is, the decision table, the constraint map, the order."""

from evaluations.wording import (
    Axis,
    PathWords,
    Rank,
    counted,
    listed,
    open_sentence,
    show_share,
)
from reports.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    ConstraintMap,
    Mark,
    Paragraph,
    Section,
    Span,
    Table,
    cell,
    line,
    quiet,
    strong,
    text,
    verdict_mark,
)
from reports.document.material import Issued, Material, mark_of
from reports.document.moves import next_move


def finding_section(material: Material) -> Section:
    """What to do, in one to three sentences; how sure that is; the verdicts counted; the decision table."""
    pieces = tuple(Span(piece.text, tone="strong" if piece.strong else "plain") for piece in material.finding)
    blocks: list[Block] = [Paragraph(pieces, tone="lead"), *how_sure(material), _tally(material)]
    decisions = Section(key="decisions", title="Decision table", blocks=(_decisions(material),))
    return Section(key="finding", title="The finding", blocks=tuple(blocks), parts=(decisions,))


def how_sure(material: Material) -> list[Block]:
    """How sure each verdict is, and on how many answers of what kind it all rests."""
    said: dict[str, list[str]] = {}
    for words in material.words:
        if words.how_sure:
            said.setdefault(words.how_sure, []).append(words.name)
    sure = "; ".join(f"{listed(names)}: {how}" for how, names in said.items())
    counts = material.counts
    seen = f" {counts.evidenced} of {counts.rated} ratings rest on something seen or measured."
    basis = quiet(open_sentence(counts) + (seen if counts.rated else ""))
    return [line(strong("How sure. "), f"{sure}."), basis] if sure else [basis]


def _tally(material: Material) -> Table:
    rows = tuple(
        (
            cell(verdict_mark(row.verdict, row.word)),
            cell(material.meaning(row.verdict)),
            cell(listed(row.names)),
        )
        for row in material.tally
    )
    columns = (Column("Verdict"), Column("It says"), Column("Paths"))
    return Table(caption="The verdicts", columns=columns, rows=rows, shape="tally")


def _decisions(material: Material) -> Table:
    columns = ("Path", "Verdict", "What binds", "Risk if ignored", "Do next")
    return Table(
        caption="What to do about each path, and what stands in the way",
        columns=tuple(Column(name) for name in columns),
        rows=tuple(_decision(material, words) for words in material.words),
        shape="decisions",
    )


def _decision(material: Material, words: PathWords) -> tuple[Cell, ...]:
    return (
        cell(strong(words.name)),
        cell(mark_of(words), quiet(words.how_sure) if words.how_sure else None),
        cell(*(named.name for named in words.binding)),
        cell(material.path(words.key).risk_if_ignored),
        cell(next_move(material, words)),
    )


def map_section(material: Material) -> Section:
    """The picture, and the table that holds the same figures."""
    picture = map_picture(material)
    if picture is None:
        return Section(
            key="map", title="Constraint map", blocks=(line("No path could be placed on the map."),)
        )
    reading = quiet(
        "Fit runs across and support upward. A zone says what the position alone allows; the verdict is on "
        "the mark. The lines through a mark reach as far as the answers still allow."
    )
    blocks = (picture, reading, _figures(material))
    return Section(key="map", title="Constraint map", blocks=blocks)


def map_picture(material: Material, *, table: str = "below") -> ConstraintMap | None:
    """The map of every path that has figures, which stand in a `table` below or above it; None without any."""
    marks = tuple(
        _mark(words, words.fit, words.support) for words in material.words if words.fit and words.support
    )
    title = f"Constraint map of {counted(len(marks), 'path')}. The table {table} holds the same figures."
    return ConstraintMap(title=title, marks=marks) if marks else None


def _mark(words: PathWords, fit: Axis, support: Axis) -> Mark:
    return Mark(
        key=words.key, name=words.name, verdict=words.verdict, word=words.word,
        fights=mark_of(words).of != words.verdict, fit=(fit.lo, fit.point, fit.hi),
        support=(support.lo, support.point, support.hi),
        figures=f"Fit {fit.point_shown} ({fit.shown}), support {support.point_shown} ({support.shown}).",
    )  # fmt: skip


def _figures(material: Material) -> Table:
    columns = (
        Column("Path"), Column("Verdict"), Column("Fit", numeric=True), Column("Its range", numeric=True),
        Column("Support", numeric=True), Column("Its range", numeric=True),
        Column("Fit seen or measured", numeric=True),
    )  # fmt: skip
    rows = tuple(
        _figures_row(material, words, words.fit, words.support)
        for words in material.words
        if words.fit and words.support
    )
    return Table(caption="The constraint map as a table", columns=columns, rows=rows, shape="figures")


def _figures_row(material: Material, words: PathWords, fit: Axis, support: Axis) -> tuple[Cell, ...]:
    return (
        cell(strong(words.name)),
        cell(mark_of(words)),
        cell(fit.point_shown),
        cell(fit.shown),
        cell(support.point_shown),
        cell(support.shown),
        cell(show_share(material.evidence_fit(words.key))),
    )


def ranking_section(material: Material) -> Section | None:
    """The order of the paths and how firm it is; None where there is nothing to order."""
    ranked = material.ranks
    if len(ranked) < 2:
        return None
    depends = [f"{words.name}: {words.priorities}" for words in material.words if words.priorities]
    said = (*material.order_notes, *depends)
    blocks: list[Block] = [
        line(material.order_words),
        _order(material, ranked),
    ]  # fmt: skip
    if said:
        blocks.append(Bullets(tuple(text(words) for words in said)))
    return Section(key="order", title="How firm the order is", blocks=tuple(blocks))


def _kept(material: Material) -> str:
    """What other priorities leave alone: the verdict in the middle, or the class of what was said."""
    return "class" if isinstance(material, Issued) else "verdict"


def _order(material: Material, ranked: tuple[Rank, ...]) -> Table:
    rows = tuple(
        (
            cell(strong(f"{rank.place}. {rank.name}")),
            cell(mark_of(material.words_of(rank.key))),
            cell(rank.first_shown),
            cell(show_share(material.priority_robustness(rank.key))),
        )
        for rank in ranked
    )
    columns = (
        Column("Path"), Column("Verdict"), Column("Ranks first", numeric=True),
        Column(f"Same {_kept(material)} under other priorities", numeric=True),
    )  # fmt: skip
    return Table(caption="The paths in order", columns=columns, rows=rows, shape="order")
