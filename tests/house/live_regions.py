"""The pages that change in place, and the regions by which a screen reader hears of it.

A region is an element that stands on the page before anything changes and stays there: what replaces it whole is not
read out. A page with htmx on it and no row here fails the test.
"""

from tests.house.permission_matrix import COMPARISON, EVALUATION, REPORT

LIVE: dict[str, tuple[str, ...]] = {
    "": ("found",),
    "catalog/": ("found",),
    "catalog/cases/": ("found",),
    "products/": ("found",),
    "decisions/": ("found",),
    f"{EVALUATION}answers/<slug:group>/": ("said", "said-score"),
    f"{EVALUATION}focus/<path:item>/": ("said", "said-score"),
    f"{EVALUATION}triage/": ("said", "said-score"),
    f"{EVALUATION}what-if/": ("what-if-said",),
    COMPARISON: ("shown",),
    f"{COMPARISON}<slug:view>/": ("shown",),
    REPORT: ("report-state",),
}
