"""Comparing a result with what a vector states, to the vector's tolerance."""

from typing import Any


def differences(expected: Any, found: Any, tolerance: float, at: str = "") -> list[str]:
    """Every place where `found` is not as stated; fields that are not stated may be anything."""
    if isinstance(expected, dict):
        return [
            line
            for key, value in expected.items()
            for line in (
                differences(value, found[key], tolerance, f"{at}/{key}") if key in found else [f"{at}/{key}"]
            )
        ]
    if isinstance(expected, list):
        if len(expected) != len(found):
            return [f"{at}: {expected} is not {found}"]
        pairs = enumerate(zip(expected, found, strict=True))
        return [line for n, (e, f) in pairs for line in differences(e, f, tolerance, f"{at}/{n}")]
    if isinstance(expected, int | float) and not isinstance(expected, bool):
        return [] if abs(expected - found) <= tolerance else [f"{at}: {expected} is not {found}"]
    return [] if expected == found else [f"{at}: {expected} is not {found}"]
