"""The constants of method 1. Changing any one of them makes a new method version."""

from typing import Final

from ..constants import DESIGN_IN_FIRST, PARK, RELIEVE_FIRST, SCALE

METHOD: Final = "1"

# Verdicts, lowest class of action first; the index is the code used in arrays.
VERDICTS: Final = (PARK, DESIGN_IN_FIRST, RELIEVE_FIRST, SCALE)

# 0, 1/2, 1 and 2 answer steps; nested, so better evidence never widens a range.
HALF_WIDTHS: Final = {"measured": 0.0, "observed": 0.125, "reported": 0.25, "assumed": 0.5}

# A path is never rated more than two answer steps above its weakest dimension.
WEAK_LINK_STEP: Final = 0.5

# At least half answered, evidenced, applicable.
COVERAGE_MINIMUM: Final = 0.5
EVIDENCE_MINIMUM: Final = 0.5
APPLICABILITY_MINIMUM: Final = 0.5

# 1.96 * 0.5 / sqrt(16000) = 0.0077, inside one per cent at 95 %; 8000 divides by the five bins.
HALF: Final = 8_000
DRAWS: Final = 16_000

# Quintiles of each open question's range.
BINS: Final = 5

# Fewer than 800 first ranks give an unstable mean of weights.
CENTRAL_MINIMUM: Final = 0.05

# Information below this is sampling noise.
BITS_MINIMUM: Final = 0.02

# Flips are searched exhaustively up to this total of steps.
FLIP_STEPS: Final = 3
