"""Revisions: a digest of what an item asks, so that answers compare across releases.

A revision covers the question and its anchors, for a factor also the role, and for the match of a
path with the growth model the path's surface links and its levels. Names, probes and reasons may be
reworded without changing what was asked.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Protocol


class Asked(Protocol):
    @property
    def question(self) -> str: ...


class Anchored(Asked, Protocol):
    @property
    def anchors(self) -> Mapping[str, str]: ...


class InRole(Anchored, Protocol):
    @property
    def role(self) -> str: ...


def canonical_json(value: object) -> str:
    """Sorted keys, no spaces, no escapes: one text for one value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(value: object) -> str:
    """The SHA-256 of a value's canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def factor_revision(factor: InRole) -> str:
    return digest({"question": factor.question, "anchors": dict(factor.anchors), "role": factor.role})


def constraint_revision(constraint: Anchored) -> str:
    return digest({"question": constraint.question, "anchors": dict(constraint.anchors)})


def surface_revision(surface: Anchored) -> str:
    return digest({"question": surface.question, "anchors": dict(surface.anchors)})


def rule_question_revision(rule_question: Asked) -> str:
    return digest({"question": rule_question.question})


def alignment_revision(*, links: Mapping[str, int], levels: Mapping[str, int]) -> str:
    """`links` are the path's surface weights, `levels` its level for every growth model."""
    return digest({"surface_links": dict(links), "alignment": dict(levels)})
