"""Where a change of fit comes from, part by part, as tables show it."""

from collections.abc import Mapping
from typing import Any, Protocol

from evaluations.scoring.method2.comparing import FitChange as IssuedFitChange
from evaluations.vocabulary import DIMENSIONS
from evaluations.wording import show_change


class _Told(Protocol):
    """A change of fit as it is stored, by either method."""

    @property
    def change(self) -> float: ...

    @property
    def contributions(self) -> Mapping[str, float]: ...

    @property
    def cap_effect(self) -> float: ...


def fit_parts(name: str, fit: _Told | IssuedFitChange) -> dict[str, Any]:
    """What each dimension adds to fit, and what the cap of the weakest side takes or gives; they sum to the change."""
    told = fit.parts if isinstance(fit, IssuedFitChange) else fit.contributions
    parts = [told.get(key) for key in DIMENSIONS]
    return {
        "name": name,
        "parts": ["–" if part is None else show_change(part) for part in parts],
        "cap": show_change(fit.cap_effect),
        "total": show_change(fit.change),
    }
