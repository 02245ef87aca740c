"""Checking a finished report: its frozen document is rendered again and compared byte by byte."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from evaluations import scoring
from evaluations.models import Report, ReportArtifact
from evaluations.reports import files
from evaluations.reports.frozen import RENDERER, sha256_of
from evaluations.reports.renderers import FORMATS
from evaluations.reports.rendering import Rendering, prepared


@dataclass(frozen=True)
class Difference:
    """What is not as it was: a part (`document`, `inputs`, `renderer` or a format) and a sentence."""

    part: str
    detail: str


@dataclass(frozen=True)
class Verification:
    """What was checked, by format, and every difference found."""

    formats: tuple[str, ...]
    differences: tuple[Difference, ...]

    @property
    def is_identical(self) -> bool:
        return not self.differences


def verify(report: Report) -> Verification:
    """Make the report again from nothing but its frozen document. Stores and changes nothing."""
    artifacts = list(report.artifacts.order_by("format"))
    return Verification(
        formats=tuple(artifact.format for artifact in artifacts),
        differences=tuple(_differences(report, artifacts)),
    )


def _differences(report: Report, artifacts: list[ReportArtifact]) -> Iterator[Difference]:
    if sha256_of(report.frozen_document) != report.document_sha256:
        yield Difference("document", "The frozen document does not have the digest it was stored with.")
    try:
        rendering = prepared(report.frozen_document)
    except (ValidationError, scoring.InvalidInputs):
        yield Difference("document", "This release of distmap cannot read the frozen document.")
        return
    if rendering.result["inputs_sha256"] != report.inputs_sha256:
        yield Difference("inputs", "The scoring inputs do not have the digest that was stored.")
    if rendering.frozen.renderer != RENDERER:
        made = f"It was made by renderer {rendering.frozen.renderer}; this release has renderer {RENDERER}."
        yield Difference("renderer", made)
    for artifact in artifacts:
        yield from _of_artifact(artifact, rendering)


def _of_artifact(artifact: ReportArtifact, rendering: Rendering) -> Iterator[Difference]:
    made = FORMATS.get(artifact.format)
    if made is None:
        yield Difference(artifact.format, "This release of distmap does not make this format.")
        return
    try:
        stored = files.read(str(artifact.file.name))
    except FileNotFoundError:
        yield Difference(artifact.format, "The stored file is gone.")
        return
    if sha256_of_bytes(stored) != artifact.sha256:
        yield Difference(artifact.format, "The stored file does not have the digest it was stored with.")
    again = made.render(rendering)
    if again != stored:
        yield Difference(artifact.format, first_difference(stored, again, as_json=artifact.format == "json"))


def sha256_of_bytes(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def first_difference(stored: bytes, again: bytes, *, as_json: bool = False) -> str:
    """Where two bodies part: the place in the JSON document, or the first line that differs."""
    if as_json:
        try:
            place = _json_difference(json.loads(stored), json.loads(again), "")
        except ValueError:
            place = None
        if place is not None:
            return f"It differs at {place or 'its root'}."
    lines, others = stored.splitlines(), again.splitlines()
    for number, (line, other) in enumerate(zip(lines, others, strict=False), start=1):
        if line != other:
            return f"It differs in line {number}."
    return f"It differs in line {min(len(lines), len(others)) + 1}, where one of the two ends."


def _json_difference(one: object, other: object, at: str) -> str | None:
    """The JSON Pointer of the first place where two documents differ; None if they say the same."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted({*one, *other}):
            if key not in one or key not in other:
                return f"{at}/{key}"
            found = _json_difference(one[key], other[key], f"{at}/{key}")
            if found is not None:
                return found
        return None
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (left, right) in enumerate(zip(one, other, strict=True)):
            found = _json_difference(left, right, f"{at}/{index}")
            if found is not None:
                return found
        return None
    return None if one == other and type(one) is type(other) else at
