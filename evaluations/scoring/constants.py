"""The constants of method 1. Changing any one of them makes a new method version."""

from typing import Final

METHOD: Final = "1"

# The vocabulary, in the orders the method fixes.
DIMENSIONS: Final = ("pull", "product", "access", "compounding", "carry")
CARRY: Final = "carry"  # the one dimension that the design map answers, not a factor
CAPABILITY: Final = "capability"  # the one role that is support, not fit
FIT_ROLES: Final = ("pull", "product", "access", "compounding")
ROLES: Final = (*FIT_ROLES, CAPABILITY)
GRADES: Final = ("measured", "observed", "reported", "assumed")
EVIDENCED: Final = frozenset({"measured", "observed"})
RESERVED_KEYS: Final = frozenset({"surface", "surfaces", "growth_model", "rule"})
GROWTH_MODEL: Final = "growth_model"
UNMAPPED: Final = "unmapped"  # a path listed without a constraint gets this one: there is no free channel

# Verdicts, lowest class of action first; the index is the code used in arrays.
PARK: Final = "park"
DESIGN_IN_FIRST: Final = "design_in_first"
RELIEVE_FIRST: Final = "relieve_first"
SCALE: Final = "scale"
VERDICTS: Final = (PARK, DESIGN_IN_FIRST, RELIEVE_FIRST, SCALE)
FIND_OUT_FIRST: Final = "find_out_first"
NOT_APPLICABLE: Final = "not_applicable"
# The headline prefers a path to find out about over one to park.
HEADLINE_ORDER: Final = (SCALE, RELIEVE_FIRST, DESIGN_IN_FIRST, FIND_OUT_FIRST, PARK)

# Five anchored words, No to Yes; equal spacing is the mean of all spacings that the ranking draws.
LEVELS: Final = (0, 1, 2, 3, 4)
TOP_LEVEL: Final = 4
STEP: Final = 0.25  # one answer step

# 0, 1/2, 1 and 2 answer steps; nested, so better evidence never widens a range.
HALF_WIDTHS: Final = {"measured": 0.0, "observed": 0.125, "reported": 0.25, "assumed": 0.5}

# Nearest anchor: below BAR_LOW is nearer to "Slightly" than to "Partly"; from BAR_HIGH up nearer to "Mostly".
BAR_LOW: Final = 0.375
BAR_HIGH: Final = 0.625

# A path is never rated more than two answer steps above its weakest dimension.
WEAK_LINK_STEP: Final = 0.5

# Designing in is assumed to reach "Mostly", not "Yes".
DESIGN_TARGET: Final = 0.75

# The IPCC's calibrated words: likely 66 to 100 %, very likely 90 to 100 %.
LIKELY: Final = 0.66
VERY_LIKELY: Final = 0.90

# At least half answered, evidenced, applicable.
COVERAGE_MINIMUM: Final = 0.5
EVIDENCE_MINIMUM: Final = 0.5
APPLICABILITY_MINIMUM: Final = 0.5

# 1.96 * 0.5 / sqrt(16000) = 0.0077, inside one per cent at 95 %; 8000 divides by the five bins.
HALVES: Final = ("together", "apart")
HALF: Final = 8_000
DRAWS: Final = 16_000

# No two answer words are (almost) the same; the mean places stay 0.25, 0.5 and 0.75.
SPACING_FLOOR: Final = 0.1

# Quintiles of each open question's range.
BINS: Final = 5

# Fewer than 800 first ranks give an unstable mean of weights.
CENTRAL_MINIMUM: Final = 0.05

# Information below this is sampling noise.
BITS_MINIMUM: Final = 0.02

# Flips are searched exhaustively up to this total of steps.
FLIP_STEPS: Final = 3

# F, F* and S are rounded to this many decimals before any comparison; a value on the bar meets it.
PLACES: Final = 9
UNITS: Final = 1e9
TOLERANCE: Final = 1e-9

# Stored results.
EXACT_PLACES: Final = 6
SHARE_PLACES: Final = 4
