"""The names that components accept, and the words that belong to them."""

from collections.abc import Collection

from django import template

from evaluations.vocabulary import DESIGN_IN_FIRST, FIGHTS, PARK, RELIEVE_FIRST, SCALE, VERDICT_ORDER

# The verdicts that a withheld one may lean to; one that leans to the line keeps the mark of what is withheld.
LEANS = (SCALE, RELIEVE_FIRST, DESIGN_IN_FIRST, PARK)
# Each mark of the sprite, and the side of the square it is drawn in.
ICON_BOX = {
    **dict.fromkeys((*VERDICT_ORDER, FIGHTS), 20),
    **dict.fromkeys(("match-fights", "match-partly", "match-neutral", "match-reinforces"), 20),
    # A verdict that is leant to and not issued.
    **{f"{key}-lean": 20 for key in LEANS},
    **dict.fromkeys(("done", "part", "none", "alert", "clash", "wait"), 14),
    **dict.fromkeys(("down", "left", "right", "x"), 10),
    "search": 16,
    "brand": 22,
}
SAVE_STATES = {
    "saved": ("done", "Saved"),
    "saving": ("wait", "Saving"),
    "retrying": ("wait", "Not saved: retrying"),
    "unsaved": ("alert", "Not saved"),
    "conflict": ("clash", "Somebody else answered"),
}
JOB_STATES = ("queued", "running", "ready", "failed", "cancelled")


def known(value: str, allowed: Collection[str], what: str) -> str:
    """The value itself; TemplateSyntaxError with the accepted names when it is none of them."""
    if value not in allowed:
        raise template.TemplateSyntaxError(f"{what} {value!r} is none of {', '.join(map(repr, allowed))}")
    return value
