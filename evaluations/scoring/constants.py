"""The vocabulary of the methods, and the numbers that they have in common.

A number that only one method uses stands in that method's own `constants`. Whoever changes one that stands here
makes new versions of all methods, so a method that wants another takes its own.
"""

from typing import Final

# The method of new evaluations.
METHOD: Final = "1"

# The vocabulary, in the orders the methods fix.
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

PARK: Final = "park"
DESIGN_IN_FIRST: Final = "design_in_first"
RELIEVE_FIRST: Final = "relieve_first"
SCALE: Final = "scale"
FIND_OUT_FIRST: Final = "find_out_first"
NOT_APPLICABLE: Final = "not_applicable"
# Issued verdicts, best first. The headline prefers a path to find out about over one to park.
HEADLINE_ORDER: Final = (SCALE, RELIEVE_FIRST, DESIGN_IN_FIRST, FIND_OUT_FIRST, PARK)

# Five anchored words, No to Yes; equal spacing is the mean of all spacings that the ranking draws.
LEVELS: Final = (0, 1, 2, 3, 4)
TOP_LEVEL: Final = 4
STEP: Final = 0.25  # one answer step

# Nearest anchor: below BAR_LOW is nearer to "Slightly" than to "Partly"; from BAR_HIGH up nearer to "Mostly".
BAR_LOW: Final = 0.375
BAR_HIGH: Final = 0.625

# Designing in is assumed to reach "Mostly", not "Yes".
DESIGN_TARGET: Final = 0.75

# The IPCC's calibrated words: likely 66 to 100 %, very likely 90 to 100 %.
LIKELY: Final = 0.66
VERY_LIKELY: Final = 0.90

# The two halves of every sample: answers move together, or each by itself.
HALVES: Final = ("together", "apart")

# No two answer words are (almost) the same; the mean places stay 0.25, 0.5 and 0.75.
SPACING_FLOOR: Final = 0.1

# F, F* and S are rounded to this many decimals before any comparison; a value on the bar meets it.
PLACES: Final = 9
UNITS: Final = 1e9
TOLERANCE: Final = 1e-9

# Stored results.
EXACT_PLACES: Final = 6
SHARE_PLACES: Final = 4
