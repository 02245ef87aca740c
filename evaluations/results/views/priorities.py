"""Priorities on the result page: which sides of fit matter more, and how far each verdict depends on that."""

from collections.abc import Sequence
from dataclasses import dataclass

from channels_catalog.schema import Catalog
from evaluations.models import Evaluation
from evaluations.scoring.polytope import central_weights
from evaluations.vocabulary import DIMENSIONS
from evaluations.wording import show_share
from evaluations.wording.outlook import Agreement
from evaluations.work.forms import PrioritiesForm


@dataclass(frozen=True, kw_only=True)
class Side:
    """One dimension of fit: the number it has, and the weight that follows for it."""

    key: str
    name: str
    meaning: str
    rank: int
    weight: str


@dataclass(frozen=True, kw_only=True)
class Priorities:
    """The order in words, the five sides by number, and what other priorities could do, path by path."""

    said: str
    are_set: bool
    sides: tuple[Side, ...]
    rows: tuple[tuple[str, Agreement], ...]


def priorities_of(catalog: Catalog, evaluation: Evaluation, rows: Sequence[Agreement]) -> Priorities:
    """The block of an evaluation; `rows` in display order."""
    groups = evaluation.priorities or None
    weights = central_weights(tuple(tuple(group) for group in groups) if groups else None)
    ranks = PrioritiesForm.ranks_of(groups)
    sides = [
        Side(
            key=key,
            name=catalog.role(key).name,
            meaning=catalog.role(key).meaning,
            rank=ranks[key],
            weight=show_share(weights[key]),
        )
        for key in DIMENSIONS
    ]
    return Priorities(
        said=_said(catalog, groups),
        are_set=groups is not None,
        sides=tuple(sides),
        rows=tuple((catalog.path_name(row.path), row) for row in rows),
    )


def _said(catalog: Catalog, groups: Sequence[Sequence[str]] | None) -> str:
    if groups is None:
        return "No priorities are set, so the five weigh the same."
    named = [" and ".join(catalog.role(key).name for key in group) for group in groups]
    return f"The order is {', then '.join(named)}."
