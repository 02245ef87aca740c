"""What every format is rendered from: the frozen document, its score, and the composed report."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluations import scoring
from reports.blocks import Document
from reports.document import compose
from reports.document.comparison import compose_comparison
from reports.frozen import Frozen, sha256_of, thaw
from reports.frozen_comparison import FrozenComparison
from reports.reckoning import reckoned


@dataclass(frozen=True)
class Rendering:
    """A report, ready to be rendered. All of it follows from the frozen document's text."""

    document_sha256: str
    frozen: Frozen
    result: Mapping[str, Any]
    document: Document


def score_of(frozen: Frozen) -> dict[str, Any]:
    """The whole result (method section 23), or a comparison's figures. Raises scoring.InvalidInputs if the inputs are
    none."""
    if isinstance(frozen, FrozenComparison):
        return reckoned(frozen)
    return scoring.score(scoring.parse(frozen.inputs))


def sha256_of_result(result: Mapping[str, Any]) -> str:
    """The digest of a result's canonical text: equal exactly where every figure is."""
    return sha256_of(json.dumps(result, sort_keys=True, separators=(",", ":"), ensure_ascii=False))


def composed(text: str, frozen: Frozen, result: Mapping[str, Any]) -> Rendering:
    digest = sha256_of(text)
    if isinstance(frozen, FrozenComparison):
        document = compose_comparison(frozen, document_sha256=digest)
    else:
        document = compose(frozen, result, document_sha256=digest)
    return Rendering(document_sha256=digest, frozen=frozen, result=result, document=document)


def prepared(text: str) -> Rendering:
    """Thawed, scored and composed at one go: what verifying does."""
    frozen = thaw(text)
    return composed(text, frozen, score_of(frozen))
