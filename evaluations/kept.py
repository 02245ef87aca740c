"""Plain values that snapshots and frozen reports keep alike. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """A figure and what it has come to, by a day (YYYY-MM-DD), for the path to be stopped."""

    metric: str
    threshold: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Axis:
    low: float
    point: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """What the method said of the path when it was decided; the numbers are null where no question applied."""

    verdict: str
    lean: str | None
    likelihood: str | None
    confidence: float | None
    how_sure: str
    sentence: str
    fights: bool
    fit: Axis | None
    support: Axis | None
    release: str
    method: str
    inputs_sha256: str
