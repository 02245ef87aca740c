"""Method 2: what is issued, and what may be promised. Standard library and numpy only; no clock, no settings.

    ends_by_path(inputs)        where each path stands at worst, as said and at best; no chances
    judgement_of(inputs)        what is issued for each path, and their order; no draws, no promises
    result_of(inputs)           the same with every promise, what to ask next, and the ranking
    judgement_document(…)       either as a plain document, rounded as stored
    result_document(…)
    checks_of(inputs, key, road)    a road measurement by measurement, and what each outcome of each does

    panel_of(raters)            several raters of one product, pooled by evidence; panel_document(…)
    over_time(base, later, …)   learned, changed or another catalog, path by path; over_time_document(…)
    across_subjects(members, …) different subjects side by side
    triaged(inputs)             carry and match alone, before anything else is asked

`inputs` come from `evaluations.scoring.parse` of a document with `"method": "2"`.
"""

from .asking import AskNext
from .comparing import OverTime, across_subjects, over_time, over_time_document
from .constants import CLASSES, ISSUED, METHOD
from .judging import Ends, Judged
from .panel import Panel, PanelPath, panel_document, panel_inputs, panel_of
from .promises import Promise, Promises
from .ranking import Headline, Ranking
from .result import Judgement, PathJudged, Result, ends_by_path, judgement_of, result_of
from .roads import Check, checks_of
from .terms import Terms
from .triage import Triaged, triage, triaged
from .written import binding, judgement_document, promise_part, result_document, weakest_dims

__all__ = [
    "CLASSES",
    "ISSUED",
    "METHOD",
    "AskNext",
    "Check",
    "Ends",
    "Headline",
    "Judged",
    "Judgement",
    "OverTime",
    "Panel",
    "PanelPath",
    "PathJudged",
    "Promise",
    "Promises",
    "Ranking",
    "Result",
    "Terms",
    "Triaged",
    "across_subjects",
    "binding",
    "checks_of",
    "ends_by_path",
    "judgement_document",
    "judgement_of",
    "over_time",
    "over_time_document",
    "panel_document",
    "panel_inputs",
    "panel_of",
    "promise_part",
    "result_document",
    "result_of",
    "triage",
    "triaged",
    "weakest_dims",
]
