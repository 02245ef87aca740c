"""How good the chances were: proper scores and intervals for what was foretold and what came (method 2, section 15).

Two books. *Answers*: when all items of a path were measured later, its chances K against the class they give;
this is what K promises. *Outcomes*: an issued verdict against whether it held, as was written down beforehand;
confidence is no promise about outcomes, and is only compared with them.
"""

import math
from collections.abc import Sequence

_LEAST, _MOST = 0.01, 0.99
_Z = 1.959963984540054  # 95 % of a normal distribution lie so many deviations about its mean
FEWEST_CASES = 10


def brier(pairs: Sequence[tuple[float, bool]]) -> float:
    """Mean squared distance of chances from what came: 0 is best, 0.25 is what "one half" always gets."""
    return sum((chance - came) ** 2 for chance, came in pairs) / len(pairs)


def log_score(pairs: Sequence[tuple[float, bool]]) -> float:
    """Mean surprise in natural units, chances cut to [0.01, 0.99]: 0 is best, 0.69 is what "one half" gets."""
    return sum(-math.log(_clipped(chance if came else 1 - chance)) for chance, came in pairs) / len(pairs)


def brier_by_class(cases: Sequence[tuple[Sequence[float], int]]) -> float:
    """The same over classes: chances in the order of CLASSES, and the place of the class that came; 0 to 2."""
    return sum(
        sum((chance - (code == came)) ** 2 for code, chance in enumerate(chances)) for chances, came in cases
    ) / len(cases)


def log_score_by_class(cases: Sequence[tuple[Sequence[float], int]]) -> float:
    """Mean surprise at the class that came, in natural units, chances cut to [0.01, 0.99]."""
    return sum(-math.log(_clipped(chances[came])) for chances, came in cases) / len(cases)


def _clipped(chance: float) -> float:
    return min(max(chance, _LEAST), _MOST)


def wilson(held: int, judged: int) -> tuple[float, float]:
    """Between which shares the true one lies, at 95 % (Wilson 1927); `judged` at least 1.

    Where none or all held, that end is exactly 0 or 1: rounding must not make ten of ten look like less.
    """
    share, spread = held / judged, _Z**2 / judged
    middle = (share + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * math.sqrt(share * (1 - share) / judged + spread / (4 * judged))
    return (0.0 if held == 0 else middle - half, 1.0 if held == judged else middle + half)
