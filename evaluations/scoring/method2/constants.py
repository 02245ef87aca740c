"""The constants of method 2 (section 1). Changing any one of them makes a new method."""

from typing import Final

from ..constants import DESIGN_IN_FIRST, FIND_OUT_FIRST, PARK, RELIEVE_FIRST, SCALE

METHOD: Final = "2"

# Classes of action on one set of values, lowest first; the index is the code used in arrays (section 6).
ON_THE_LINE: Final = "on_the_line"
CLASSES: Final = (PARK, ON_THE_LINE, DESIGN_IN_FIRST, RELIEVE_FIRST, SCALE)
PARK_CODE, LINE_CODE, DESIGN_CODE, RELIEVE_CODE, SCALE_CODE = range(5)

# What can be issued, lowest first: nobody is parked who is still to be found out about. An issued class has the
# same place here as in CLASSES; on the line nothing is issued.
ISSUED: Final = (PARK, FIND_OUT_FIRST, DESIGN_IN_FIRST, RELIEVE_FIRST, SCALE)
FIND_OUT_CODE: Final = 1

# Reasons for withholding a verdict, in the order of the rules (section 8).
NARROW: Final = "narrow"
UNANSWERED: Final = "unanswered"
UNCERTAIN: Final = "uncertain"
UNEVIDENCED: Final = "unevidenced"

# The chance that a measurement would land so many steps away, on each side, by steps 1 to 4. Nested step by
# step, so that a weaker grade is never better in either direction.
MISSES: Final = {
    "measured": (0.0, 0.0, 0.0, 0.0),
    "observed": (0.10, 0.0, 0.0, 0.0),
    "reported": (0.12, 0.08, 0.04, 0.0),
    "assumed": (0.12, 0.12, 0.12, 0.12),
}
# Our own judgement in the catalog is weighed like anybody's report.
GRADE_OF_CELL: Final = {"source": "measured", "source_adjacent": "observed", "ours": "reported"}

# Between the two bars that the methods share; a quarter step, so that one step cannot jump over it.
LINE_BAR: Final = 0.5

# How far above one dimension the fit of a path can stand: nothing replaces pull, a gap elsewhere can be built.
STEP_OF: Final = {"pull": 0.25, "product": 0.5, "access": 0.5, "compounding": 0.5, "carry": 0.5}

# What is relieved or designed in is taken to reach Mostly, measured.
PARTLY: Final = 2
MOSTLY: Final = 3
YES: Final = 4
SLIGHTLY: Final = 1

EVIDENCE_MINIMUM: Final = 0.5
APPLICABILITY_MINIMUM: Final = 0.5

# Draws of the ranking; nothing that is issued depends on them.
HALF: Final = 1_000
DRAWS: Final = 2_000
LEAST_GAP: Final = 0.025

# How far sets are searched: beyond the indispensable items, for relief and design, and for a road's chance.
BEYOND: Final = 2
MOST_MOVES: Final = 3
MOST_ENUMERATED: Final = 3

# Weights of a panel's raters by grade (section 13).
RATER_WEIGHTS: Final = {"measured": 8, "observed": 4, "reported": 2, "assumed": 1}
ALPHA_SAMPLES: Final = 1_000
ALPHA_UNITS: Final = 10
