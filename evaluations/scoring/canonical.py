"""The one written form of the inputs, and its digest (section 16)."""

import hashlib
import json
from typing import Any

from .inputs import Answer, Inputs, Path


def canonical(inputs: Inputs) -> dict[str, Any]:
    """The inputs as a plain document; parsing it gives equal inputs again."""
    return {
        "method": inputs.method,
        "paths": [_path(path) for path in inputs.paths],
        "answers": {item: _answer(item, inputs.answers[item]) for item in sorted(inputs.answers)},
        "growth_model": inputs.growth_model,
        "order": None if inputs.order is None else [list(group) for group in inputs.order],
    }


def canonical_json(inputs: Inputs) -> str:
    """The canonical document as text: sorted keys, no spaces, no ASCII escaping."""
    return json.dumps(canonical(inputs), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def inputs_sha256(inputs: Inputs) -> str:
    """SHA-256, in hexadecimal, of the canonical text in UTF-8."""
    return hashlib.sha256(canonical_json(inputs).encode()).hexdigest()


def _path(path: Path) -> dict[str, Any]:
    whose = dict(path.provenance)
    written = {
        "key": path.key,
        "factors": dict(path.factors),
        "constraints": list(path.constraints),
        "surfaces": dict(path.surfaces),
        "alignment": {model: _cell(level, whose.get(model)) for model, level in path.alignment},
    }
    if path.economics:
        written["economics"] = list(path.economics)
    return written


def _cell(level: int, provenance: str | None) -> int | dict[str, Any]:
    """A cell taken from the source is its level alone."""
    return level if provenance is None else {"level": level, "provenance": provenance}


def _answer(item: str, answer: Answer) -> dict[str, Any]:
    written: dict[str, Any] = {}
    if answer.na:
        written["na"] = True
    elif answer.p is not None:
        written |= {"p": list(answer.p), "evidenced": answer.evidenced}
    elif answer.lo is not None:
        written |= {"lo": answer.lo, "hi": answer.hi, "evidenced": answer.evidenced}
    elif answer.level is not None:
        written |= {"level": answer.level, "grade": answer.grade}
    if item.startswith("surface/") and not answer.designable:
        written["designable"] = False
    return written
