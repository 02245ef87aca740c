"""Every sentence that method 2 can say, made from what it issued and promised. Pure.

issued = Issued.of(method2.result_of(inputs), Names.of(catalog))     or of a judgement alone: no promises then
path_words(issued, key), all_path_words(issued)                      everything about one path, or all in the one order
finding(issued), tally(issued)                                       about the whole evaluation
questions(issued), nothing_left(issued), ranks(issued)
"""

from evaluations.wording.method2.asking import nothing_left, questions
from evaluations.wording.method2.finding import finding, finding_text, tally
from evaluations.wording.method2.forecasts import forecast_of
from evaluations.wording.method2.issued import Issued, IssuedPath
from evaluations.wording.method2.moving import STAGE_WORDS, certainty_words, moved_sentence, turned_sentence
from evaluations.wording.method2.paths import all_path_words, path_words
from evaluations.wording.method2.promises import KINDS, answers_words, items_words, steps_of
from evaluations.wording.method2.ranking import close_sentences, ranks
from evaluations.wording.method2.states import state
from evaluations.wording.method2.verdicts import evidence_fit

__all__ = [
    "KINDS",
    "STAGE_WORDS",
    "Issued",
    "IssuedPath",
    "all_path_words",
    "answers_words",
    "certainty_words",
    "close_sentences",
    "evidence_fit",
    "finding",
    "finding_text",
    "forecast_of",
    "items_words",
    "moved_sentence",
    "nothing_left",
    "path_words",
    "questions",
    "ranks",
    "state",
    "steps_of",
    "tally",
    "turned_sentence",
]
