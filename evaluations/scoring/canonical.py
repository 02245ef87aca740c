"""The one written form of the inputs, and its digest (section 16)."""

from typing import Any

from .inputs import Answer, Inputs, Path
from .plain import canonical_text, digest_of


def canonical(inputs: Inputs) -> dict[str, Any]:
    """The inputs as a plain document; parsing it gives equal inputs again."""
    return {
        "method": inputs.method,
        "paths": [plain_path(path) for path in inputs.paths],
        "answers": {item: plain_answer(item, inputs.answers[item]) for item in sorted(inputs.answers)},
        "growth_model": inputs.growth_model,
        "order": None if inputs.order is None else [list(group) for group in inputs.order],
    }


def canonical_json(inputs: Inputs) -> str:
    """The canonical document as text: sorted keys, no spaces, no ASCII escaping."""
    return canonical_text(canonical(inputs))


def inputs_sha256(inputs: Inputs) -> str:
    """SHA-256, in hexadecimal, of the canonical text in UTF-8."""
    return digest_of(canonical(inputs))


def plain_path(path: Path) -> dict[str, Any]:
    """A path as the canonical document has it."""
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


def plain_answer(item: str, answer: Answer) -> dict[str, Any]:
    """An answer as the canonical document has it; empty where nothing is said."""
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
