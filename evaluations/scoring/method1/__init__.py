"""Method 1: ranges from grades, 16,000 draws, verdicts by their share of the draws.

docs/scoring-method-1.md explains it.
Section numbers in this package are those of the method's description. What the methods have in common (inputs,
parsing, canonical form, streams, weights) stands one level up; nothing of another method is used here.
"""

from .comparing import across_subjects, over_time
from .constants import METHOD
from .panel import panel_inputs, panel_report
from .scored import exact, sampled, score
from .triaging import Triage, triage

__all__ = [
    "METHOD",
    "Triage",
    "across_subjects",
    "exact",
    "over_time",
    "panel_inputs",
    "panel_report",
    "sampled",
    "score",
    "triage",
]
