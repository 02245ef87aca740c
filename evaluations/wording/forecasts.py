"""What the method said of a path when something was decided on it: a plain document, and what is said from it."""

from collections.abc import Mapping
from typing import Any

from evaluations.vocabulary import FIND_OUT_FIRST, SCALE, VERDICT_WORDS
from evaluations.wording.numbers import show_range, show_score
from evaluations.wording.scored import Scored, ScoredPath
from evaluations.wording.verdicts import aside, how_sure, sentence, verdict_of

Forecast = Mapping[str, Any]


def forecast_of(scored: Scored, key: str, *, release: str) -> dict[str, Any]:
    """The verdict on one path with all that it rests on, to be held against what comes; plain JSON.

    `fit` and `support` are {low, point, high} or null where no question applies, as are lean, likelihood and
    confidence. KeyError if the evaluation has no such path.
    """
    path = scored.path(key)
    sampled = path.sampled if path.applies else None
    return {
        "verdict": verdict_of(path),
        "lean": sampled and sampled.lean,
        "likelihood": sampled and sampled.likelihood,
        "confidence": sampled and sampled.confidence,
        "how_sure": how_sure(path),
        "sentence": sentence(path),
        "fights": path.fights,
        "fit": _axis(path, "F"),
        "support": _axis(path, "S"),
        "release": release,
        "method": scored.result.method,
        "inputs_sha256": scored.result.inputs_sha256,
    }


def _axis(path: ScoredPath, value: str) -> dict[str, float] | None:
    if not path.applies:
        return None
    return {"low": path.at("lo", value), "point": path.at("point", value), "high": path.at("hi", value)}


def forecast_words(forecast: Forecast) -> str:
    """“Relieve first (very likely, 97 %)”."""
    return f"{VERDICT_WORDS[forecast['verdict']]}{aside(forecast['how_sure'])}"


def figure_words(axis: Mapping[str, float] | None) -> str:
    """“0.70 (0.62 to 0.78)”; empty where there is none."""
    if axis is None:
        return ""
    point, span = show_score(axis["point"]), show_range(axis["low"], axis["high"])
    return point if point == span else f"{point} ({span})"


def departure(decision: str, forecast: Forecast) -> str:
    """That something else was decided than the verdict says, and what that means; empty where they agree."""
    if decision == forecast["verdict"]:
        return ""
    said = f"This departs from the verdict, which was {forecast_words(forecast)}."
    if decision == SCALE:
        return f"{said} To scale against it is a bet that the reasons must carry."
    if forecast["verdict"] == FIND_OUT_FIRST:
        return f"{said} It decides before enough was known."
    return said
