"""The outlook: what the result says of an evaluation, in words a board would use, under either method.

outlooks(found)              every path: verdict or lean, why, what binds, what is unknown, the road to a verdict
one_sentence(paths)          the finding, in which every path is named or counted
lead_of(paths)               the withheld path with which the evidence plan begins
ranked(found), ranking_notes(found), agreements(found)    the ranking, and what priorities can do to it
"""

from evaluations.wording.outlook.facts import result_of
from evaluations.wording.outlook.finding import NOTHING_MOVED, lead_of, one_sentence, scenario_sentence
from evaluations.wording.outlook.paths import outlooks
from evaluations.wording.outlook.ranking import Agreement, agreements, ranked, ranking_notes
from evaluations.wording.outlook.sentences import basis_words, item_standing, leaning
from evaluations.wording.outlook.shapes import (
    Basis,
    Change,
    CheckWords,
    Consequence,
    PathOutlook,
    Road,
    Standing,
)

__all__ = [
    "NOTHING_MOVED",
    "Agreement",
    "Basis",
    "Change",
    "CheckWords",
    "Consequence",
    "PathOutlook",
    "Road",
    "Standing",
    "agreements",
    "basis_words",
    "item_standing",
    "lead_of",
    "leaning",
    "one_sentence",
    "outlooks",
    "ranked",
    "ranking_notes",
    "result_of",
    "scenario_sentence",
]
