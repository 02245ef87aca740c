"""The fixed words of the method: verdicts, levels, grades, and what each verdict means."""

from collections.abc import Mapping
from typing import Final

from evaluations.scoring.constants import (
    DESIGN_IN_FIRST,
    FIND_OUT_FIRST,
    NOT_APPLICABLE,
    PARK,
    RELIEVE_FIRST,
    SCALE,
)

VERDICT_ORDER: Final = (SCALE, RELIEVE_FIRST, DESIGN_IN_FIRST, FIND_OUT_FIRST, PARK, NOT_APPLICABLE)

VERDICT_WORDS: Final[Mapping[str, str]] = {
    SCALE: "Scale",
    RELIEVE_FIRST: "Relieve first",
    DESIGN_IN_FIRST: "Design in first",
    FIND_OUT_FIRST: "Find out first",
    PARK: "Park",
    NOT_APPLICABLE: "Not applicable",
}

VERDICT_MEANINGS: Final[Mapping[str, str]] = {
    SCALE: "put more behind it now",
    RELIEVE_FIRST: "loosen what binds, then push",
    DESIGN_IN_FIRST: "change the product before",
    FIND_OUT_FIRST: "too little is known to decide",
    PARK: "leave it for now",
    NOT_APPLICABLE: "its questions do not apply to this product",
}

LEVEL_WORDS: Final = ("No", "Slightly", "Partly", "Mostly", "Yes")

# How a path suits a growth model, by level, as a verb phrase after the path's name.
MATCH_WORDS: Final[Mapping[int, str]] = {
    4: "reinforces the growth model",
    3: "is neutral to the growth model",
    2: "is half at odds with the growth model",
    1: "fights the growth model",
    0: "fights the growth model",
}
