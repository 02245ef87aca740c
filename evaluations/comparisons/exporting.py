"""A view of a comparison as a file to take along."""

import re
from dataclasses import dataclass

from evaluations.comparisons.files import FILES
from evaluations.comparisons.reading import result_of, setting_of
from evaluations.comparisons.tables import table_of
from evaluations.comparisons.views import Options
from evaluations.models import Comparison


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
