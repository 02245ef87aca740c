"""Native charts that carry their data in a workbook of the house: no text in it is taken for a formula."""

import io
from datetime import datetime
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_PATTERN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from distmap.tabular import new_book
from evaluations.vocabulary import FIND_OUT_FIRST
from reports.renderers.plain import one_line
from reports.renderers.slide_shapes import (
    HAIR,
    INK,
    PAPER,
    QUIET,
    RUBRIC,
    RULE,
    SANS,
    SHEET,
    Run,
    describe,
    fill,
    rgb,
    tone_of,
)
from reports.slides import Charted

_GRADES = {"measured": INK, "observed": "6B6557", "reported": "BFB49B", "assumed": "DCD3BF", "open": RUBRIC}
_MEMBERS = (
    INK,
    RUBRIC,
    "2B559C",
    "8F5606",
    "034C3B",
    "7A3A70",
    "6B6557",
    "BFB49B",
    "A87E3C",
    "5E86C4",
    "4F8F7A",
    "B67FAE",
)
PLOT = (0.3, 0.03, 0.67, 0.87)
"""Left, top, width and height of a chart’s plot as shares of it: what stands beside it is placed by these."""
_KINDS = {
    "bars": XL_CHART_TYPE.BAR_STACKED,
    "ranges": XL_CHART_TYPE.BAR_STACKED,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "clusters": XL_CHART_TYPE.BAR_CLUSTERED,
}


def chart(shapes: Any, told: Charted, at: tuple[float, float, float, float], made: datetime) -> Any:
    """A chart at (left, top, width, height); `made` is when its workbook says it was made."""
    data = CategoryChartData(number_format="0" if told.kind in {"bars", "columns"} else "0.00")
    data.categories = [_label(name) for name in told.categories]
    for series in told.series:
        data.add_series(one_line(series.name), series.values)
    frame = shapes.add_chart(_KINDS[told.kind], *map(Inches, at), data)
    frame.name = "chart"
    describe(frame, told.words)
    drawn = frame.chart
    drawn.part.chart_workbook.update_from_xlsx_blob(_book(told, made))
    drawn.font.size, drawn.font.name, drawn.font.color.rgb = Pt(_size(told)), SANS, rgb(INK)
    drawn.has_title, drawn.has_legend = False, False
    for axis in (drawn.category_axis, drawn.value_axis):
        axis.has_major_gridlines = False
        axis.major_tick_mark = XL_TICK_MARK.NONE
        axis.format.line.color.rgb = rgb(RULE)
    _DRAW[told.kind](drawn, told)
    return drawn


def _label(name: str) -> str:
    """A category as an axis has room for it; the workbook and the tables have it whole."""
    words = one_line(name)
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


_LONGEST = 44


def _size(told: Charted) -> float:
    rows = len(told.categories)
    return 12 if rows <= 8 else 10.5 if rows <= 14 else 9


def _book(told: Charted, made: datetime) -> bytes:
    """The sheet that the chart refers to: names of series across, categories downward."""
    file = io.BytesIO()
    book = new_book(file, title=told.words[:255], made=made, author="distmap")
    page = book.add_worksheet("Sheet1")
    page.set_column(0, 0, 34)
    for row, name in enumerate(told.categories, start=1):
        page.write_string(row, 0, one_line(name))
    for column, series in enumerate(told.series, start=1):
        page.write_string(0, column, one_line(series.name))
        for row, value in enumerate(series.values, start=1):
            if value is not None:
                page.write_number(row, column, value)
    book.close()
    return file.getvalue()


def _bars(drawn: Any, told: Charted) -> None:
    """How many answers of which grade, stacked; each piece says its number."""
    _across(drawn, told, gap=55)
    drawn.has_legend = True
    drawn.legend.include_in_layout, drawn.legend.position = False, XL_LEGEND_POSITION.TOP
    drawn.legend.font.size = Pt(11)
    drawn.value_axis.visible = False
    for series, given in zip(drawn.plots[0].series, told.series, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(_GRADES[given.tone])
        series.format.line.color.rgb = rgb(PAPER)
        dark = given.tone in {"measured", "observed", "open"}
        for place, value in enumerate(given.values):
            if value:
                label = series.points[place].data_label
                label.position = XL_LABEL_POSITION.CENTER
                fill(
                    label.text_frame,
                    [[Run(f"{value:g}", _size(told), colour=SHEET if dark else INK, bold=True)]],
                    align="c",
                )


def _across(drawn: Any, told: Charted, *, gap: int, overlap: int = 100) -> None:
    """Bars from the left, the first category on top."""
    drawn.plots[0].gap_width, drawn.plots[0].overlap = gap, overlap
    drawn.category_axis.reverse_order = True
    drawn.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW


def _ranges(drawn: Any, told: Charted) -> None:
    """From low to high, parted at the middle; what leads to the low end is not seen."""
    _across(drawn, told, gap=150)
    _from_0_to_1(drawn)
    _fixed(drawn)
    low, *rest = drawn.plots[0].series
    low.format.fill.background()
    low.format.line.fill.background()
    for series in rest:
        for place, verdict in enumerate(told.verdicts):
            _coloured(series.points[place], tone_of(verdict), hatched=verdict == FIND_OUT_FIRST)


def _from_0_to_1(drawn: Any) -> None:
    axis = drawn.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, 1, 0.25
    axis.tick_labels.font.size, axis.tick_labels.number_format = Pt(10), "0.00"
    axis.tick_labels.font.color.rgb = rgb(QUIET)
    axis.tick_labels.number_format_is_linked = False
    # The order of the categories is turned around, and with it where low is.
    axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = rgb(HAIR)


def _coloured(point: Any, colour: str, *, hatched: bool) -> None:
    ground = point.format.fill
    if hatched:
        ground.patterned()
        ground.pattern = MSO_PATTERN.DARK_UPWARD_DIAGONAL
        ground.fore_color.rgb, ground.back_color.rgb = rgb(colour), rgb(SHEET)
    else:
        ground.solid()
        ground.fore_color.rgb = rgb(colour)
    point.format.line.color.rgb, point.format.line.width = rgb(colour if hatched else "FFFFFF"), Pt(1.25)


def _fixed(drawn: Any) -> None:
    """A plot that stands where it is told to, so that rows and lines beside it meet its bars."""
    plot = drawn._chartSpace.chart.plotArea
    layout = plot.find(qn("c:layout"))
    if layout is None:
        layout = etree.Element(qn("c:layout"))
        plot.insert(0, layout)
    for child in list(layout):
        layout.remove(child)
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    told = zip(("x", "y", "w", "h"), PLOT, strict=True)
    for tag, value in (("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge"), *told):
        etree.SubElement(manual, qn(f"c:{tag}"), val=str(value))


def _columns(drawn: Any, told: Charted) -> None:
    """Answers from No to Yes, each with its word; what is thin is red."""
    drawn.plots[0].gap_width = 45
    axis = drawn.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, told.most, 1
    axis.visible = False
    series = drawn.plots[0].series[0]
    for place, (value, word) in enumerate(zip(told.series[0].values, told.labels, strict=True)):
        point = series.points[place]
        _coloured(point, RUBRIC if (value or 0) <= 1 else INK, hatched=False)
        fill(point.data_label.text_frame, [[Run(word, 12, bold=True)]], align="c")
        point.data_label.position = XL_LABEL_POSITION.OUTSIDE_END


def _clusters(drawn: Any, told: Charted) -> None:
    """A bar for each member on each path."""
    _across(drawn, told, gap=60, overlap=-5)
    _from_0_to_1(drawn)
    drawn.has_legend = True
    drawn.legend.include_in_layout, drawn.legend.position = False, XL_LEGEND_POSITION.TOP
    drawn.legend.font.size = Pt(11)
    for place, series in enumerate(drawn.plots[0].series):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(_MEMBERS[place % len(_MEMBERS)])


_DRAW = {"bars": _bars, "ranges": _ranges, "columns": _columns, "clusters": _clusters}
