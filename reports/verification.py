"""Checking a finished report: its frozen document is made again and compared with what is stored.

Where the same renderer makes it again, every byte is compared. Where this release has another renderer, bytes must
differ, so the figures are compared: the digest of the result that was stored with the report, and the stored JSON.
"""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from pydantic import ValidationError

from distmap.errors import Conflict
from evaluations import scoring
from reports import files
from reports.frozen import RENDERER, sha256_of
from reports.models import Report, ReportArtifact
from reports.renderers import FORMATS
from reports.renderers.typeset import TypesettingFailed
from reports.rendering import Rendering, digest_of_figures, figures_of, prepared

IDENTICAL, SAME_FIGURES, DIFFERENT, NOTHING = "identical", "same_figures", "different", "nothing"


@dataclass(frozen=True)
class Difference:
    """What is not as it was: a part (`document`, `inputs`, `figures` or a format) and a sentence."""

    part: str
    detail: str


@dataclass(frozen=True)
class Verification:
    """What was checked, by format, every difference found, and the renderer that the report was frozen for."""

    formats: tuple[str, ...]
    differences: tuple[Difference, ...]
    renderer: str = RENDERER

    @property
    def outcome(self) -> str:
        """`identical` byte by byte; `same_figures` by another renderer; `different`; or `nothing` to compare."""
        if self.differences:
            return DIFFERENT
        if not self.formats:
            return NOTHING
        return IDENTICAL if self.renderer == RENDERER else SAME_FIGURES

    @property
    def is_identical(self) -> bool:
        return self.outcome == IDENTICAL

    @property
    def sentence(self) -> str:
        """The outcome for people."""
        return {
            IDENTICAL: "Made again from what was frozen, this report is identical, byte for byte.",
            SAME_FIGURES: f"Made again from what was frozen, every figure is the same. Renderer {self.renderer} made "
            f"the files and this release has renderer {RENDERER}, so how they look was not compared.",
            DIFFERENT: "Made again from what was frozen, this report is not the same.",
            NOTHING: "There are no files to compare with.",
        }[self.outcome]


class VerifyingAlready(Conflict):
    code = "verifying_already"
    title = "A report is being verified"


@contextmanager
def alone(report: Report) -> Iterator[None]:
    """Where requests verify: one report of a workspace at a time, since the largest takes seconds of a processor.

    Raises VerifyingAlready. Whoever dies over it blocks the others for two minutes at most.
    """
    key = f"verifying-{report.workspace_id}"
    if not cache.add(key, True, timeout=120):
        raise VerifyingAlready("Another report of this workspace is being verified. Try again in a moment.")
    try:
        yield
    finally:
        cache.delete(key)


def verify(report: Report) -> Verification:
    """Make the report again from nothing but its frozen document. Stores and changes nothing."""
    artifacts = list(report.artifacts.order_by("format"))
    formats = tuple(artifact.format for artifact in artifacts)
    changed = []
    if sha256_of(report.frozen_document) != report.document_sha256:
        changed.append(
            Difference("document", "The frozen document does not have the digest it was stored with.")
        )
    try:
        rendering = prepared(report.frozen_document)
    except Exception as error:
        # Whoever changed the text may have changed anything in it; of an untouched one two things are foreseen.
        if not changed and not isinstance(error, ValidationError | scoring.InvalidInputs):
            raise
        changed.append(Difference("document", "This release of distmap cannot read the frozen document."))
        return Verification(formats, tuple(changed))
    found = (*changed, *_differences(report, artifacts, rendering))
    return Verification(formats, found, rendering.frozen.renderer)


def _differences(
    report: Report, artifacts: list[ReportArtifact], rendering: Rendering
) -> Iterator[Difference]:
    if rendering.result and rendering.result.inputs_sha256 != report.inputs_sha256:
        yield Difference("inputs", "The scoring inputs do not have the digest that was stored.")
    same_renderer = rendering.frozen.renderer == RENDERER
    for artifact in artifacts:
        yield from _of_artifact(artifact, rendering, same_renderer=same_renderer)
    stored = report.result_sha256
    if stored and stored != digest_of_figures(rendering.result):
        yield Difference("figures", "The figures do not have the digest that was stored.")
    elif artifacts and not stored and not same_renderer and "json" not in {made.format for made in artifacts}:
        yield Difference("figures", "The figures were not kept, so they cannot be compared.")


def _of_artifact(
    artifact: ReportArtifact, rendering: Rendering, *, same_renderer: bool
) -> Iterator[Difference]:
    made = FORMATS.get(artifact.format)
    if made is None:
        yield Difference(artifact.format, "This release of distmap does not make this format.")
        return
    try:
        stored = files.read(str(artifact.file.name))
    except FileNotFoundError:
        yield Difference(artifact.format, "The stored file is gone.")
        return
    except OSError:
        yield Difference(artifact.format, "The stored file cannot be read: the storage does not answer.")
        return
    if sha256_of_bytes(stored) != artifact.sha256:
        yield Difference(artifact.format, "The stored file does not have the digest it was stored with.")
    if not same_renderer:
        if artifact.format == "json":
            yield from _of_figures(stored, rendering)
        return
    try:
        again = made.render(rendering)
    except TypesettingFailed:
        yield Difference(artifact.format, "It could not be set again.")
        return
    if again != stored:
        yield Difference(artifact.format, first_difference(stored, again, as_json=artifact.format == "json"))


def _of_figures(stored: bytes, rendering: Rendering) -> Iterator[Difference]:
    """Where the result in a stored JSON file is not the result of today."""
    try:
        kept: Any = json.loads(stored)["result"]
    except (ValueError, KeyError, TypeError):
        yield Difference("figures", "The stored JSON file holds no result.")
        return
    place = _json_difference(kept, json.loads(json.dumps(figures_of(rendering.result))), "/result")
    if place is not None:
        yield Difference("figures", f"They differ at {place}.")


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
    packed = _packed_difference(stored, again)
    if packed is not None:
        return f"It differs in its part {packed}."
    if stored.startswith(b"%PDF"):
        same = next(
            (at for at, (one, other) in enumerate(zip(stored, again, strict=False)) if one != other), None
        )
        return f"It differs from byte {min(len(stored), len(again)) if same is None else same} on."
    lines, others = stored.splitlines(), again.splitlines()
    for number, (line, other) in enumerate(zip(lines, others, strict=False), start=1):
        if line != other:
            return f"It differs in line {number}."
    return f"It differs in line {min(len(lines), len(others)) + 1}, where one of the two ends."


def _packed_difference(stored: bytes, again: bytes) -> str | None:
    """The first part that differs of two packages, such as Word and Excel write; None if they are none."""
    try:
        one, other = (zipfile.ZipFile(io.BytesIO(body)) for body in (stored, again))
        parts = [{name: made.read(name) for name in made.namelist()} for made in (one, other)]
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, zlib.error):
        # Whatever is damaged in a file, zipfile has its own way of saying so.
        return None
    names = [*parts[1], *parts[0]]
    return next((name for name in names if parts[0].get(name) != parts[1].get(name)), None)


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
