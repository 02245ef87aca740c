"""The one written form of the inputs, and its digest (section 16)."""

import hashlib
import json
from typing import Any

from .constants import METHOD
from .inputs import Answer, Inputs, Path


def canonical(inputs: Inputs) -> dict[str, Any]:
    """The inputs as a plain document; parsing it gives equal inputs again."""
    return {
        "method": METHOD,
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
    return {
        "key": path.key,
        "factors": dict(path.factors),
        "constraints": list(path.constraints),
        "surfaces": dict(path.surfaces),
        "alignment": dict(path.alignment),
    }


def _answer(item: str, answer: Answer) -> dict[str, Any]:
    written: dict[str, Any] = {}
    if answer.na:
        written["na"] = True
    elif answer.lo is not None:
        written |= {"lo": answer.lo, "hi": answer.hi, "evidenced": answer.evidenced}
    elif answer.level is not None:
        written |= {"level": answer.level, "grade": answer.grade}
    if item.startswith("surface/") and not answer.designable:
        written["designable"] = False
    return written
