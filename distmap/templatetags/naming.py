"""The names that components accept, and the words that belong to them."""

from collections.abc import Collection

from django import template

VERDICTS = {
    "scale": "Scale",
    "relieve_first": "Relieve first",
    "design_in_first": "Design in first",
    "find_out_first": "Find out first",
    "park": "Park",
    "not_applicable": "Not applicable",
}
LIKELIHOODS = ("settled", "very likely", "likely", "open")
THRESHOLDS = (0.375, 0.625)
# Each mark of the sprite, and the side of the square it is drawn in.
ICON_BOX = {
    **dict.fromkeys((*VERDICTS, "fights"), 20),
    **dict.fromkeys(("done", "part", "none", "alert", "clash", "wait"), 14),
    **dict.fromkeys(("down", "right", "x"), 10),
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
