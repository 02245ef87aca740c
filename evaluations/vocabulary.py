"""The words of the domain, each in one place: keys, labels, meanings, order. Pure.

The keys are those of the method (`scoring.constants`), which stands alone; whoever shows, stores or reads them takes
them, and what they are called, from here.
"""

from collections.abc import Mapping
from typing import Final, Literal

from evaluations.scoring.constants import (
    BAR_HIGH as BAR_HIGH,
)
from evaluations.scoring.constants import (
    BAR_LOW as BAR_LOW,
)
from evaluations.scoring.constants import (
    CAPABILITY as CAPABILITY,
)
from evaluations.scoring.constants import (
    DESIGN_IN_FIRST as DESIGN_IN_FIRST,
)
from evaluations.scoring.constants import (
    DIMENSIONS as DIMENSIONS,
)
from evaluations.scoring.constants import (
    FIND_OUT_FIRST as FIND_OUT_FIRST,
)
from evaluations.scoring.constants import (
    FIT_ROLES as FIT_ROLES,
)
from evaluations.scoring.constants import (
    GRADES as GRADES,
)
from evaluations.scoring.constants import (
    NOT_APPLICABLE as NOT_APPLICABLE,
)
from evaluations.scoring.constants import (
    PARK as PARK,
)
from evaluations.scoring.constants import (
    RELIEVE_FIRST as RELIEVE_FIRST,
)
from evaluations.scoring.constants import (
    SCALE as SCALE,
)

# The methods by which an evaluation can be judged, and that of new ones.
MethodKey = Literal["1", "2"]
METHOD_1: Final = "1"
METHOD_2: Final = "2"
METHODS: Final = (METHOD_1, METHOD_2)
METHOD_OF_NEW: Final = METHOD_2


def other_method(method: str) -> str:
    """The method that an evaluation can be moved to."""
    return METHOD_1 if method == METHOD_2 else METHOD_2


# Verdicts, in the order in which they are shown.
VerdictKey = Literal["scale", "relieve_first", "design_in_first", "find_out_first", "park", "not_applicable"]
# At one point, where everything is known, nothing is to be found out first.
PointVerdict = Literal["scale", "relieve_first", "design_in_first", "park"]

VERDICT_ORDER: Final = (SCALE, RELIEVE_FIRST, DESIGN_IN_FIRST, FIND_OUT_FIRST, PARK, NOT_APPLICABLE)

VERDICT_WORDS: Final[Mapping[str, str]] = {
    SCALE: "Scale",
    RELIEVE_FIRST: "Relieve first",
    DESIGN_IN_FIRST: "Design in first",
    FIND_OUT_FIRST: "Find out first",
    PARK: "Park",
    NOT_APPLICABLE: "Not applicable",
}

# Where a path can stand under method 2, which a withheld verdict leans to: between Park and what can be built lies
# the line, which is never issued.
ON_THE_LINE: Final = "on_the_line"
ClassKey = Literal["scale", "relieve_first", "design_in_first", "on_the_line", "park"]
CLASS_WORDS: Final[Mapping[str, str]] = {
    SCALE: "Scale",
    RELIEVE_FIRST: "Relieve first",
    DESIGN_IN_FIRST: "Design in first",
    ON_THE_LINE: "On the line",
    PARK: "Park",
}

VERDICT_MEANINGS: Final[Mapping[str, str]] = {
    SCALE: "put more behind it now",
    RELIEVE_FIRST: "loosen what binds, then push",
    DESIGN_IN_FIRST: "change the product before",
    FIND_OUT_FIRST: "too little is known to decide",
    PARK: "leave it for now",
    NOT_APPLICABLE: "its questions do not apply to this product",
}

# What the mark of a path bears that is parked because it fights the growth model.
FIGHTS: Final = "fights"

# What can be decided on a path: a verdict that applies.
DecisionKey = Literal["scale", "relieve_first", "design_in_first", "find_out_first", "park"]
DECISIONS: Final = tuple(key for key in VERDICT_ORDER if key != NOT_APPLICABLE)
DECISION_CHOICES: Final = tuple((key, VERDICT_WORDS[key]) for key in DECISIONS)

# How sure a verdict is.
LIKELIHOODS: Final = ("settled", "very likely", "likely", "open")

# Where the words of fit and support change: below the first is low, from the second up is high.
BARS: Final = (BAR_LOW, BAR_HIGH)

# What an answer rests on, the strongest first, and how much it leaves open on either side of the answer.
GradeKey = Literal["measured", "observed", "reported", "assumed"]
GRADE_WIDTHS: Final[Mapping[str, str]] = {
    "measured": "±0",
    "observed": "±⅛",
    "reported": "±¼",
    "assumed": "±½",
}
# None, where nothing is answered, knows least.
GRADES_RISING: Final = (None, *reversed(GRADES))

LEVEL_WORDS: Final = ("No", "Slightly", "Partly", "Mostly", "Yes")

# What is asked.
ItemKind = Literal["factor", "constraint", "alignment", "surface", "rule"]
ROLE_NAMES: Final[Mapping[str, str]] = {
    **{role: role.capitalize() for role in FIT_ROLES},
    CAPABILITY: CAPABILITY.capitalize(),
}

# How a path suits a growth model, by level, as a verb phrase after the path's name.
MATCH_WORDS: Final[Mapping[int, str]] = {
    4: "reinforces the growth model",
    3: "is neutral to the growth model",
    2: "is half at odds with the growth model",
    1: "fights the growth model",
    0: "fights the growth model",
}

# Why a cell of a comparison holds nothing.
GAP_WORDS: Final[Mapping[str, str]] = {
    "deleted": "deleted",
    "other_method": "judged by another method",
    "not_chosen": "path not chosen",
    "not_applicable": "does not apply",
    "not_asked": "not asked",
    "unanswered": "not answered",
}

# Where an evaluation stands.
STATUS_WORDS: Final[Mapping[str, str]] = {
    "draft": "Draft",
    "submitted": "Submitted",
    "archived": "Archived",
}

# How a forecast came out.
OUTCOME_WORDS: Final[Mapping[str, str]] = {"held": "Held", "failed": "Failed", "unclear": "Unclear"}
OUTCOME_MEANINGS: Final[Mapping[str, str]] = {
    "held": "it came as the verdict said",
    "failed": "it came otherwise",
    "unclear": "it cannot be told, or something else got in the way",
}

# When a forecast held, by its verdict: written down before anything came of it, so that nobody judges it afterwards
# as it suits.
HELD_IF: Final[Mapping[str, str]] = {
    SCALE: "spending or effort was raised, and the cost of each result stayed within plan",
    RELIEVE_FIRST: "the bottleneck that was named was relieved, and the path then held its plan",
    DESIGN_IN_FIRST: "the move that was named shipped, and its surface is measured at Mostly or more",
    PARK: "it was left and is still parked when measured again, or it was tried and missed its plan",
}

# What is to be done after a decision: its kind, and how far it is.
ACTION_KIND_WORDS: Final[Mapping[str, str]] = {
    "product": "Product decision",
    "campaign": "Campaign decision",
}
ACTION_KIND_MEANINGS: Final[Mapping[str, str]] = {
    "product": "changes what the product is or does, and so needs a place on the roadmap",
    "campaign": "changes how the product as it is reaches people, and can begin without a release",
}
ACTION_STATE_WORDS: Final[Mapping[str, str]] = {
    "open": "Open",
    "doing": "In progress",
    "done": "Done",
    "dropped": "Dropped",
}
