"""Which of the chosen paths help, overlap or conflict with each other."""

from collections.abc import Collection
from dataclasses import dataclass

from channels_catalog.schema import Catalog

# What has to be decided comes before what is merely good to know.
EFFECTS = {
    "conflict": "Conflict",
    "overlap": "Overlap",
    "help_with_line": "Help each other, with a line drawn",
    "help": "Help each other",
}


@dataclass(frozen=True, kw_only=True)
class PairRow:
    """Two chosen paths, what they do to each other, and why."""

    effect: str
    words: str
    paths: tuple[tuple[str, str], tuple[str, str]]
    reason: str


def pairs_of(catalog: Catalog, chosen: Collection[str]) -> list[PairRow]:
    """The catalog's pairs of which both paths are chosen: conflicts first, else in the catalog's order."""
    rows = [
        PairRow(
            effect=pair.effect,
            words=EFFECTS[pair.effect],
            paths=((pair.a, catalog.path_name(pair.a)), (pair.b, catalog.path_name(pair.b))),
            reason=pair.reason,
        )
        for pair in catalog.pairs
        if pair.a in chosen and pair.b in chosen
    ]
    return sorted(rows, key=lambda row: list(EFFECTS).index(row.effect))
