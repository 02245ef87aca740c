"""Where a change of fit comes from, part by part, as tables show it."""

from typing import Any

from evaluations.scoring.method1.comparing import FitChange
from evaluations.vocabulary import DIMENSIONS
from evaluations.wording import show_change


def fit_parts(name: str, fit: FitChange) -> dict[str, Any]:
    """What each dimension adds to fit, and what the cap of the weakest side takes or gives; they sum to the change."""
    parts = [fit.contributions.get(key) for key in DIMENSIONS]
    return {
        "name": name,
        "parts": ["–" if part is None else show_change(part) for part in parts],
        "cap": show_change(fit.cap_effect),
        "total": show_change(fit.change),
    }
