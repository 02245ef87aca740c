"""How far a figure moved between two moments, and whether that is certain (method section 14, over time)."""

from evaluations.scoring.method1.comparing import FitChange
from evaluations.wording.numbers import show_score, show_share

CAP = "cap_effect"


def show_change(value: float) -> str:
    """A difference with its sign and a true minus: +0.12, −0.05, 0.00."""
    shown = show_score(abs(value))
    if shown == "0.00":
        return shown
    return f"{'+' if value > 0 else '−'}{shown}"


def certainty_words(fit: FitChange) -> str:
    """Whether a change of fit is certain, beside its figure: “clear”, “likely up, 71 %”, “no clear change”."""
    if fit.clear:
        return "clear"
    if fit.change == 0 and fit.P_up == 0.5:
        return "the same"
    if fit.likelihood == "no clear change":
        return "no clear change"
    up = fit.P_up >= 0.5
    share = fit.P_up if up else round(1 - fit.P_up, 4)
    return f"{fit.likelihood}, {show_share(share)}"


def moved_sentence(fit: FitChange | None) -> str:
    """The change of fit as a sentence."""
    if fit is None:
        return "Fit does not compare: on one side no question about it applies."
    if fit.change == 0 and fit.P_up == 0.5:
        return "Fit has not moved."
    moved = f"Fit {'rose' if fit.change > 0 else 'fell'} by {show_score(abs(fit.change))}"
    if show_score(abs(fit.change)) == "0.00":
        moved = "The middle of fit has not moved"
    if fit.clear:
        beyond = "above" if fit.change > 0 else "below"
        return f"{moved}, clearly: all that it can be now lies {beyond} all that it could be before."
    if fit.likelihood == "no clear change":
        return f"{moved}; what was and is still open is wider than that, so it is no clear change."
    return f"{moved}; the ranges overlap, and over all that is open it is {certainty_words(fit)}."


def split_words(answer: float | None, evidence: float | None) -> str:
    """What moved an answer's value: “+0.25 by the answer, −0.06 by the evidence”; empty where it is not told apart."""
    if answer is None or evidence is None:
        return ""
    parts = [
        f"{show_change(value)} by the {name}"
        for name, value in (("answer", answer), ("evidence", evidence))
        if show_change(value) != "0.00"
    ]
    return ", ".join(parts)
