"""Method 2: what is issued, and what may be promised. Standard library and numpy only; no clock, no settings.

    judgement_of(inputs)        what is issued for each path, and their order; no draws, no promises
    result_of(inputs)           the same with every promise, what to ask next, and the ranking
    judgement_document(…)       either as a plain document, rounded as stored
    result_document(…)

`inputs` come from `evaluations.scoring.parse` of a document with `"method": "2"`.
"""

from .asking import AskNext
from .constants import CLASSES, ISSUED, METHOD
from .judging import Ends, Judged
from .promises import Promise, Promises
from .ranking import Headline, Ranking
from .result import Judgement, PathJudged, Result, judgement_of, result_of
from .triage import Triaged, triage, triaged
from .written import judgement_document, promise_part, result_document

__all__ = [
    "CLASSES",
    "ISSUED",
    "METHOD",
    "AskNext",
    "Ends",
    "Headline",
    "Judged",
    "Judgement",
    "PathJudged",
    "Promise",
    "Promises",
    "Ranking",
    "Result",
    "Triaged",
    "judgement_document",
    "judgement_of",
    "promise_part",
    "result_document",
    "result_of",
    "triage",
    "triaged",
]
