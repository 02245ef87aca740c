"""Priorities on the result page: which sides of fit matter more, and how far each verdict depends on that."""

from collections.abc import Sequence
from dataclasses import dataclass

from channels_catalog.schema import Catalog
from evaluations.models import Evaluation
from evaluations.scoring.constants import LIKELY
from evaluations.scoring.polytope import central_weights
from evaluations.vocabulary import DIMENSIONS
from evaluations.wording import PathWords, Reliance, Scored, reliance, show_share
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
class Row:
    """One path: what priorities can do to its fit and to its verdict."""

    path: PathWords
    relies: Reliance


@dataclass(frozen=True, kw_only=True)
class Priorities:
    """The order in words, the five sides by number, and a row for each path that applies.

    `bar`: the share of weights below which a verdict depends on priorities.
    """

    said: str
    bar: str
    are_set: bool
    sides: tuple[Side, ...]
    rows: tuple[Row, ...]


def priorities_of(
    catalog: Catalog, evaluation: Evaluation, scored: Scored, paths: Sequence[PathWords]
) -> Priorities:
    """The block of an evaluation; `paths` in display order."""
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
        bar=show_share(LIKELY),
        are_set=groups is not None,
        sides=tuple(sides),
        rows=tuple(Row(path=path, relies=reliance(scored.path(path.key))) for path in paths if path.fit),
    )


def _said(catalog: Catalog, groups: Sequence[Sequence[str]] | None) -> str:
    if groups is None:
        return "No priorities are set, so the five weigh the same."
    named = [" and ".join(catalog.role(key).name for key in group) for group in groups]
    return f"The order is {', then '.join(named)}."
