"""The report as CSV: one table."""

from distmap.tabular import Value, csv_bytes
from reports.blocks import Field
from reports.renderers.flat import sheet_of_words
from reports.renderers.plain import kept
from reports.rendering import Rendering


def render_csv(rendering: Rendering) -> bytes:
    """The first row holds the keys of the columns. What is not known is empty; flags are true and false."""
    document = rendering.document
    sheet = document.records or sheet_of_words(document.sections)
    rows = (
        [_shown(value, field) for value, field in zip(row, sheet.fields, strict=True)] for row in sheet.rows
    )
    return csv_bytes([field.key for field in sheet.fields], rows)


def _shown(value: Value, field: Field) -> Value:
    if isinstance(value, str):
        return kept(value)
    # A count that was reckoned with is written as a count.
    is_whole = field.kind == "whole" and isinstance(value, float) and value.is_integer()
    return int(value) if is_whole and value is not None else value
