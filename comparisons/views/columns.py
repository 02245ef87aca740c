"""The heads of a comparison's tables: each sorts by its column, and says whether it does."""

from typing import Any

from comparisons.figures import RATERS, SUBJECTS
from comparisons.options import SORTS
from comparisons.result import ComparisonResult
from comparisons.views.lenses import Lens

# A name is read from its beginning and doubt is looked for where it is greatest; of figures the highest leads.
_UPWARD_FIRST = frozenset({"name", "panel"})
_ENDS = {RATERS: ("panel", "Panel"), SUBJECTS: ("ahead", "Clearly ahead")}


def column_heads(found: ComparisonResult, view: str, lens: Lens) -> dict[str, Any]:
    """The first head, one for each member, and the one at the end where the view has such a column."""
    end = _ENDS.get(found.kind) if view == "paths" or found.kind == RATERS else None
    return {
        "first": _head("name", "Path" if view == "paths" else "Question", lens),
        "members": [
            _head(member.letter.lower(), member.alias, lens)
            | {"letter": member.letter, "is_base": place == found.base}
            for place, member in enumerate(found.members)
        ],
        "end": _head(*end, lens) if end else None,
    }


def _head(key: str, name: str, lens: Lens) -> dict[str, Any]:
    """`state` is what a screen reader hears; pressing it again turns the order round."""
    upward, downward = key, f"-{key}"
    first, second = (upward, downward) if key in _UPWARD_FIRST else (downward, upward)
    state = {upward: "ascending", downward: "descending"}.get(lens.sort, "")
    return {
        "key": key, "name": name, "state": state,
        "query": lens.sorted_by(second if lens.sort == first else first).query or "?",
    }  # fmt: skip


def sort_choices(found: ComparisonResult, lens: Lens) -> list[tuple[str, str]]:
    """What the list of orders offers: the usual ones, and the column by which it is sorted now."""
    said = _column_words(found, lens.sort)
    return [*SORTS.items(), *([(lens.sort, said)] if said else [])]


def sorted_words(found: ComparisonResult, lens: Lens) -> str:
    """What follows the number of rows, so that another order is heard of as well; empty for the usual order."""
    if lens.sort == "order":
        return ""
    return f", {SORTS.get(lens.sort) or _column_words(found, lens.sort)}"


def _column_words(found: ComparisonResult, sort: str) -> str:
    """“by B, highest first”; empty for what is no column, or stands among the usual orders."""
    if sort in SORTS:
        return ""
    column = sort.removeprefix("-")
    if column == "name":
        return "by name, from the end"
    named = {member.letter.lower(): member.letter for member in found.members}
    name = (named | {"panel": "agreement", "ahead": "who is clearly ahead"})[column]
    return f"by {name}, {'highest' if sort.startswith('-') else 'lowest'} first"
