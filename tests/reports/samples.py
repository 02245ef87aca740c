"""One block of every kind, each with words of its own, for tests that every format shows all of them."""

from reports.blocks import (
    Block,
    Bullets,
    Column,
    ConstraintMap,
    Mark,
    Measure,
    Measures,
    Paragraph,
    Table,
    Term,
    Terms,
    Writing,
    cell,
    line,
    text,
)
from reports.drawings import Head, Heat, HeatCell, HeatRow, PathRanges, Range, Ranges, RankLine, Ranks

MARK = Mark(
    key="one", name="Path one", verdict="scale", word="Scale", fights=False, fit=(0.6, 0.7, 0.8),
    support=(0.5, 0.6, 0.7), figures="Fit 0.70, support 0.60.",
)  # fmt: skip
HEADS = (Head("A", "First", is_base=True), Head("B", "Second"))
RANGES = (Range(HEADS[0], (0.2, 0.3, 0.4), "scale"), Range(HEADS[1], None, gap="deleted"))
CELLS = (HeatCell("0.71", band=3, verdict="fights"), HeatCell("", state="unknown", differs=True))
SAMPLES: dict[type, Block] = {
    Paragraph: line("Sample paragraph"),
    Writing: Writing("Sample label", "Sample writing"),
    Bullets: Bullets((text("Sample bullet"),), title="Sample bullets"),
    Terms: Terms((Term("Sample term", text("Sample said")),)),
    Table: Table("Sample caption", (Column("Sample column"),), ((cell("Sample cell"),),), shape="unheard-of"),
    Measures: Measures((Measure("Sample measure", 0.1, 0.2, 0.3, "0.20"),), "scale"),
    ConstraintMap: ConstraintMap("Sample map", (MARK,)),
    Ranges: Ranges("Sample ranges", (PathRanges("Path one", RANGES, "Path one: A 0.30, B deleted."),)),
    Ranks: Ranks(
        "Sample ranks", HEADS, (RankLine("one", "Path one", (1, None)), RankLine("two", "Two", (2, None)))
    ),
    Heat: Heat("Sample heat", HEADS, (HeatRow("Path one", "Under it", CELLS),)),
}
