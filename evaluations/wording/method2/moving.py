"""What changed between two moments under method 2: how far fit moved, and why a verdict is another one."""

from collections.abc import Mapping

from evaluations.scoring.method2.comparing import FitChange, PathChange, Stages
from evaluations.vocabulary import NOT_APPLICABLE, VERDICT_WORDS
from evaluations.wording.numbers import show_score

STAGE_WORDS: Mapping[str, str] = {
    "learned": "more was learned: open questions were answered, or the same answers rest on other evidence",
    "changed": "answers, or what applies, or the growth model changed",
    "catalog": "the catalog asks or weighs otherwise",
}
"""Why a verdict is another one, by the first stage in which it is."""


def certainty_words(fit: FitChange) -> str:
    """Whether a change of fit is certain, beside its figure."""
    if fit.clear:
        return "clear"
    return "the same" if abs(fit.change) < 1e-9 else "no clear change"


def moved_sentence(fit: FitChange | None) -> str:
    """The change of fit as a sentence."""
    if fit is None:
        return "Fit does not compare: on one side no question about it applies."
    if abs(fit.change) < 1e-9:
        return "Fit, with answers as said, has not moved."
    moved = (
        f"Fit, with answers as said, {'rose' if fit.change > 0 else 'fell'} by {show_score(abs(fit.change))}"
    )
    if fit.clear:
        beyond = "above" if fit.change > 0 else "below"
        return f"{moved}, clearly: all that it can be now lies {beyond} all that it could be before."
    return f"{moved}; what was and is still open is wider than that, so it is no clear change."


def turned_sentence(change: PathChange | None) -> str:
    """From which verdict to which, and the stage that brought it; empty where it stays or does not compare."""
    stages = change.stages if change else None
    if stages is None or stages.step is None or NOT_APPLICABLE in (stages.before, stages.catalog):
        return ""
    why = f"since {STAGE_WORDS[stages.step]}"
    if stages.catalog == stages.before:
        by_the_way = VERDICT_WORDS[getattr(stages, stages.step)]
        return f"It stays {VERDICT_WORDS[stages.before]}, though on the way it would have been {by_the_way}, {why}."
    return f"It went from {VERDICT_WORDS[stages.before]} to {VERDICT_WORDS[stages.catalog]}, {why}{_then(stages)}."


def _then(stages: Stages) -> str:
    """What the later stages added, where the first did not bring the last verdict."""
    found, last = stages.step, stages.before
    said = []
    for name in ("learned", "changed", "catalog"):
        verdict = getattr(stages, name)
        if name != found and verdict != last and last != stages.before:
            said.append(f"; then to {VERDICT_WORDS[verdict]}, since {STAGE_WORDS[name]}")
        last = verdict
    return "".join(said)
