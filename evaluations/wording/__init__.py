"""Every sentence that the method can say, made from the numbers of a scored document. Pure.

scored = Scored(document=..., inputs=scoring.canonical(inputs), names=Names.of(catalog))
path_words(scored, key)                                everything about one path
finding(scored), tally(scored), unknowns(scored)       about the whole evaluation
ranks(scored), questions(scored), leverage_sentence(scored)
triage_words(document, names, cells)                   carry and match alone, of every path of a release
"""

from evaluations.wording.counting import Counts, counts_of, open_sentence
from evaluations.wording.dissent import apart_words, dissent_sentence, held_words, holder, more_sentence
from evaluations.wording.finding import Piece, TallyRow, Unknown, finding, finding_text, tally, unknowns
from evaluations.wording.forecasts import (
    departure,
    figure_words,
    forecast_of,
    forecast_words,
)
from evaluations.wording.moving import CAP, certainty_words, moved_sentence, show_change, split_words
from evaluations.wording.numbers import (
    capitalised,
    counted,
    listed,
    show_count,
    show_day,
    show_range,
    show_score,
    show_share,
)
from evaluations.wording.paths import Axis, Named, PathWords, all_path_words, path_words
from evaluations.wording.questions import Question, leverage_sentence, questions
from evaluations.wording.ranking import Rank, close_sentences, dominance_sentences, ranks
from evaluations.wording.reliance import Reliance, reliance
from evaluations.wording.scored import Names, Scored
from evaluations.wording.states import answer_words
from evaluations.wording.triage import TriagedPath, TriageWords, triage_words

__all__ = [
    "CAP",
    "Axis",
    "Counts",
    "Named",
    "Names",
    "PathWords",
    "Piece",
    "Question",
    "Rank",
    "Reliance",
    "Scored",
    "TallyRow",
    "TriageWords",
    "TriagedPath",
    "Unknown",
    "all_path_words",
    "answer_words",
    "apart_words",
    "capitalised",
    "certainty_words",
    "close_sentences",
    "counted",
    "counts_of",
    "departure",
    "dissent_sentence",
    "dominance_sentences",
    "figure_words",
    "finding",
    "finding_text",
    "forecast_of",
    "forecast_words",
    "held_words",
    "holder",
    "leverage_sentence",
    "listed",
    "more_sentence",
    "moved_sentence",
    "open_sentence",
    "path_words",
    "questions",
    "ranks",
    "reliance",
    "show_change",
    "show_count",
    "show_day",
    "show_range",
    "show_score",
    "show_share",
    "split_words",
    "tally",
    "triage_words",
    "unknowns",
]
