"""A view of a comparison as a file to take along."""

import re
from dataclasses import dataclass

from comparisons.files import FILES
from comparisons.models import Comparison
from comparisons.options import Options
from comparisons.queries import result_of, setting_of
from comparisons.tables import table_of


@dataclass(frozen=True, kw_only=True)
class ExportFile:
    name: str
    body: bytes


def export_of(
    comparison: Comparison, *, view: str, format: str, options: Options, base: int | None = None
) -> ExportFile:
    """The view as narrowed, sorted and set against a base; `format` is a key of FILES."""
    found = result_of(setting_of(comparison).based_on(base))
    words = re.sub(r"[^\w]+", "-", comparison.title).strip("-_")[:80] or "comparison"
    return ExportFile(
        name=f"{words}-{view}.{format}", body=FILES[format].write(table_of(found, view, options))
    )
