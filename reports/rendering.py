"""What every format is rendered from: the frozen document, its score, and the composed report."""

from dataclasses import dataclass
from typing import Any

from evaluations import scoring
from evaluations.scoring import method2
from evaluations.scoring.method1.result import Result
from evaluations.scoring.plain import digest_of, plain
from reports.blocks import Document
from reports.comparison_figures import Reckoned, reckoned
from reports.document import compose
from reports.document.comparison import compose_comparison
from reports.frozen import Frozen, sha256_of, thaw
from reports.frozen_comparison import FrozenComparison

Scored = Result | method2.Result | Reckoned
"""What a frozen document is scored to: a result of the method that it names, or a comparison's figures."""


@dataclass(frozen=True)
class Rendering:
    """A report, ready to be rendered. All of it follows from the frozen document's text."""

    document_sha256: str
    frozen: Frozen
    result: Scored | None
    document: Document


def score_of(frozen: Frozen) -> Scored:
    """The whole result (method section 23), or a comparison's figures. Raises scoring.InvalidInputs if the inputs are
    none."""
    if isinstance(frozen, FrozenComparison):
        return reckoned(frozen)
    inputs = scoring.parse(frozen.inputs)
    return method2.result_of(inputs) if inputs.method == method2.METHOD else scoring.score(inputs)


def figures_of(result: Scored | None) -> Any:
    """What was scored as plain JSON values, as the JSON form holds it."""
    return method2.result_document(result) if isinstance(result, method2.Result) else plain(result)


def digest_of_figures(result: Scored | None) -> str:
    """The digest by which a report's figures are known again."""
    return digest_of(figures_of(result))


def composed(text: str, frozen: Frozen, result: Scored | None) -> Rendering:
    digest = sha256_of(text)
    if isinstance(frozen, FrozenComparison):
        document = compose_comparison(frozen, document_sha256=digest)
    elif isinstance(result, Result | method2.Result):
        document = compose(frozen, result, document_sha256=digest)
    else:
        raise TypeError("The report of an evaluation is composed from its result.")
    return Rendering(document_sha256=digest, frozen=frozen, result=result, document=document)


def prepared(text: str) -> Rendering:
    """Thawed, scored and composed at one go: what verifying does."""
    frozen = thaw(text)
    return composed(text, frozen, score_of(frozen))
