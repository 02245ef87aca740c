"""Documents for tests without a database: one frozen report, and what it becomes with other answers."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from evaluations import scoring
from evaluations.reports.frozen import FrozenDocument, FrozenWord, canonical_json, thaw
from evaluations.reports.rendering import Rendering, prepared

GOLDEN = Path(__file__).parent / "golden"


def golden_text() -> str:
    return (GOLDEN / "frozen.json").read_text(encoding="utf-8")


def golden() -> FrozenDocument:
    return thaw(golden_text())


def with_inputs(document: FrozenDocument, **changes: Any) -> FrozenDocument:
    """The document with other scoring inputs; its texts and answers stay."""
    inputs = scoring.parse(json.loads(json.dumps(document.inputs)) | changes)
    return replace(document, inputs=scoring.canonical(inputs), inputs_sha256=scoring.inputs_sha256(inputs))


def unanswered() -> FrozenDocument:
    return with_inputs(golden(), answers={})


def undeclared() -> FrozenDocument:
    """Nobody said how the company grows."""
    paths = tuple(replace(path, match=None) for path in golden().paths)
    return replace(with_inputs(golden(), growth_model=None), growth_model=None, paths=paths)


def inapplicable() -> FrozenDocument:
    """Every question about fit was marked as not applicable."""
    document = golden()
    answers = {
        item: {"na": True}
        for path in document.inputs["paths"]
        for item in [f"{path['key']}/{key}" for key, role in path["factors"].items() if role != "capability"]
    }
    answers |= {surface.item.key: {"na": True} for surface in document.surfaces}
    return with_inputs(document, answers=answers)


def everywhere(level: int, grade: str = "measured", **others: int) -> FrozenDocument:
    """Every question answered alike, but for the items that `others` name (a part of their key)."""
    document = golden()
    answers = {}
    for path in document.inputs["paths"]:
        keys = [f"{path['key']}/{key}" for key in path["factors"]]
        keys += [f"{path['key']}!{key}" for key in path["constraints"]]
        answers |= {key: {"level": level, "grade": grade} for key in keys}
    answers |= {surface.item.key: {"level": level, "grade": grade} for surface in document.surfaces}
    for key in answers:
        for part, other in others.items():
            if part.replace("_", "-") in key:
                answers[key] = {"level": other, "grade": grade}
    return with_inputs(document, answers=answers)


def fighting() -> FrozenDocument:
    """A growth model that the paths fight."""
    document = golden()
    paths = [path | {"alignment": dict.fromkeys(path["alignment"], 1)} for path in document.inputs["paths"]]
    return with_inputs(document, paths=paths)


def named_model(document: FrozenDocument) -> FrozenWord:
    assert document.growth_model is not None
    return document.growth_model


def prepare(document: FrozenDocument) -> Rendering:
    return prepared(canonical_json(document))
