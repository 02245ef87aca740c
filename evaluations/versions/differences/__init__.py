"""What differs between two moments of one evaluation: two snapshots, or a snapshot and the evaluation as it stands.

difference(side_of(snapshot), present_side(evaluation))     answers, evidence, verdicts, figures, sentences
"""

from evaluations.versions.differences.answers import ChangedAnswer, Reworded
from evaluations.versions.differences.facts import FactChange
from evaluations.versions.differences.paths import PathChange
from evaluations.versions.differences.sentences import SentenceChange
from evaluations.versions.differences.sides import Side, present_side, side_of
from evaluations.versions.differences.whole import Difference, difference

__all__ = [
    "ChangedAnswer",
    "Difference",
    "FactChange",
    "PathChange",
    "Reworded",
    "SentenceChange",
    "Side",
    "difference",
    "present_side",
    "side_of",
]
