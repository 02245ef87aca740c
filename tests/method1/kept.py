"""What distmap kept under method 1, as it was kept: frozen documents, snapshot states and their catalog release.

Nothing here is ever made anew. The files were written by the release that had method 1 alone, from the demo
workspace, and every later release must score them to the same figures, read them, render them and compare them.
They hold their own catalog release, so that the shipped one may grow.

    evaluation, evaluation-brief, snapshot          frozen documents of reports, one in the brief's form
    comparison-{subjects,over-time,raters,brief}    frozen documents of comparisons' reports
    state-{1,3,5}                                   snapshots of one evaluation; the last keeps a decision and dissent
    release                                         the catalog release that the snapshots are pinned to
    pins.json                                       digests, and the figures that a reader can check by eye
"""

import gzip
import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "documents"
PINS: dict[str, Any] = json.loads((DATA / "pins.json").read_text(encoding="utf-8"))
REPORTS = ("evaluation", "evaluation-brief", "snapshot")
COMPARISONS = ("comparison-subjects", "comparison-over-time", "comparison-raters", "comparison-brief")
STATES = ("state-1", "state-3", "state-5")


def kept(name: str) -> str:
    """The text of a kept document, byte for byte."""
    return gzip.decompress((DATA / f"{name}.json.gz").read_bytes()).decode()


def plain(name: str) -> Any:
    """The same, read."""
    return json.loads(kept(name))
