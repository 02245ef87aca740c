"""What differs between two moments of one evaluation: two snapshots, or a snapshot and the evaluation as it stands.

difference(side_of(snapshot), present_side(evaluation))     answers, evidence, verdicts, figures, sentences
"""

from evaluations.differences.answers import ChangedAnswer, Reworded
from evaluations.differences.facts import FactChange
from evaluations.differences.paths import PathChange
from evaluations.differences.sentences import SentenceChange
from evaluations.differences.sides import Side, present_side, side_of
from evaluations.differences.whole import Difference, difference

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
