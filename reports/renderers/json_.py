"""The report for programs: all that was frozen, the whole result, and the report's text block by block."""

import json

from pydantic import TypeAdapter

from reports.blocks import Document
from reports.frozen import plain_of
from reports.rendering import Rendering, figures_of

FORMAT = "distmap-report"
FORMAT_VERSION = 1

_document = TypeAdapter(Document)


def render_json(rendering: Rendering) -> bytes:
    """UTF-8, indented. `document.inputs` is what the scoring core takes, `result` what it gives."""
    body = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "document_sha256": rendering.document_sha256,
        "inputs_sha256": rendering.frozen.inputs_sha256,
        "document": plain_of(rendering.frozen),
        "result": figures_of(rendering.result),
        "report": _document.dump_python(rendering.document, mode="json", exclude={"sheets", "records"}),
    }
    return (json.dumps(body, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()
