"""What every format is rendered from: the frozen document, its score, and the composed report."""

from dataclasses import dataclass

from evaluations import scoring
from evaluations.scoring.method1.result import Result
from reports.blocks import Document
from reports.comparison_figures import Reckoned, reckoned
from reports.document import compose
from reports.document.comparison import compose_comparison
from reports.frozen import Frozen, sha256_of, thaw
from reports.frozen_comparison import FrozenComparison


@dataclass(frozen=True)
class Rendering:
    """A report, ready to be rendered. All of it follows from the frozen document's text."""

    document_sha256: str
    frozen: Frozen
    result: Result | Reckoned | None
    document: Document


def score_of(frozen: Frozen) -> Result | Reckoned:
    """The whole result (method section 23), or a comparison's figures. Raises scoring.InvalidInputs if the inputs are
    none."""
    if isinstance(frozen, FrozenComparison):
        return reckoned(frozen)
    return scoring.score(scoring.parse(frozen.inputs))


def composed(text: str, frozen: Frozen, result: Result | Reckoned | None) -> Rendering:
    digest = sha256_of(text)
    if isinstance(frozen, FrozenComparison):
        document = compose_comparison(frozen, document_sha256=digest)
    elif isinstance(result, Result):
        document = compose(frozen, result, document_sha256=digest)
    else:
        raise TypeError("The report of an evaluation is composed from its result.")
    return Rendering(document_sha256=digest, frozen=frozen, result=result, document=document)


def prepared(text: str) -> Rendering:
    """Thawed, scored and composed at one go: what verifying does."""
    frozen = thaw(text)
    return composed(text, frozen, score_of(frozen))
