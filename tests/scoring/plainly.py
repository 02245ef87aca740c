"""The method's functions with what they say as plain JSON values: what the vectors and properties are written in."""

import functools

from evaluations import scoring
from evaluations.scoring import method1
from evaluations.scoring.plain import plain


def plainly(function):
    """The function, answering in plain values."""

    @functools.wraps(function)
    def called(*arguments, **named):
        return plain(function(*arguments, **named))

    return called


exact, sampled, score, triage = map(plainly, (scoring.exact, scoring.sampled, scoring.score, scoring.triage))
over_time, across_subjects = plainly(method1.over_time), plainly(method1.across_subjects)
panel_report = plainly(method1.panel_report)
