"""Documents for tests without a database: one frozen report, and what it becomes with other answers."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from evaluations import scoring
from reports.frozen import FrozenDocument, FrozenItem, FrozenPath, FrozenWord, canonical_json, thaw
from reports.rendering import Rendering, prepared

GOLDEN = Path(__file__).parent / "golden"


def golden_text() -> str:
    return (GOLDEN / "frozen.json").read_text(encoding="utf-8")


def golden() -> FrozenDocument:
    return thaw(golden_text())


def golden_of_method_2() -> FrozenDocument:
    """A frozen document of method 2: every verdict is issued in it or leaned to, and there is a decision."""
    return thaw((GOLDEN / "frozen-2.json").read_text(encoding="utf-8"))


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


def with_paths(count: int) -> FrozenDocument:
    """The golden document's paths, again and again under other keys and names, until there are `count`."""
    document = golden()
    paths, asked, answers = [], [], dict(document.inputs["answers"])
    for number in range(count):
        path, inputs = document.paths[number % 2], document.inputs["paths"][number % 2]
        key = f"{path.key}-{number}"
        paths.append(_renamed(path, key, f"{path.name} {number + 1}"))
        asked.append(inputs | {"key": key})
        answers |= {
            _moved(item, path.key, key): answer
            for item, answer in document.inputs["answers"].items()
            if item.startswith((f"{path.key}/", f"{path.key}!"))
        }
    kept = {
        item: answer for item, answer in answers.items() if not item.startswith(("community/", "community!"))
    }
    surfaces = tuple(
        replace(found, links={
            path.key: found.links[name]
            for path in paths
            for name in [path.key.rpartition("-")[0]]
            if name in found.links
        })
        for found in document.surfaces
    )  # fmt: skip
    scored = with_inputs(document, paths=asked, answers=kept)
    return replace(scored, paths=tuple(paths), surfaces=surfaces, decision=None, pairs=(), dissent=None)


def eight_paths() -> FrozenDocument:
    return with_paths(8)


def _renamed(path: FrozenPath, key: str, name: str) -> FrozenPath:
    def moved(item: FrozenItem) -> FrozenItem:
        return replace(item, key=_moved(item.key, path.key, key))

    return replace(
        path, key=key, name=name, factors=tuple(moved(item) for item in path.factors),
        constraint=moved(path.constraint), alignment=moved(path.alignment),
    )  # fmt: skip


def _moved(item: str, old: str, new: str) -> str:
    return f"{new}{item.removeprefix(old)}"


def named_model(document: FrozenDocument) -> FrozenWord:
    assert document.growth_model is not None
    return document.growth_model


def prepare(document: FrozenDocument) -> Rendering:
    return prepared(canonical_json(document))
