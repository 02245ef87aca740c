"""Bringing two evaluations to what can be compared: only like with like (section 14)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from .constants import CAPABILITY
from .inputs import Answer, Inputs, Path
from .polytope import Order


def differing(base: Mapping[str, str], other: Mapping[str, str]) -> frozenset[str]:
    """The items that do not compare: their revisions differ, or only one side has them."""
    return frozenset(item for item in base.keys() | other.keys() if base.get(item) != other.get(item))


@dataclass(frozen=True, slots=True)
class Match:
    """Two evaluations on common ground. The tuples are sorted.

    `left_out`: items counted as not applicable on both sides.
    `fit_only`: paths of which support, value and verdict are not compared.
    `match_from_base`: paths whose surface links and alignment are the base's on both sides.
    """

    base: Inputs
    other: Inputs
    left_out: tuple[str, ...]
    fit_only: tuple[str, ...]
    match_from_base: tuple[str, ...]
    only_in_base: tuple[str, ...]
    only_in_other: tuple[str, ...]


def match(base: Inputs, other: Inputs, *, order: Order | None, left_out: Collection[str] = ()) -> Match:
    """Both sides with the common paths, the comparison's priorities and the items that compare.

    `left_out` names the items whose revisions differ. A differing `path@alignment` is not left
    out: both sides take the base's links and row of that path.
    """
    theirs = {path.key: path for path in other.paths}
    common = [path for path in base.paths if path.key in theirs]
    pairs = [(path, theirs[path.key]) for path in common]
    from_base = tuple(path.key for path in common if path.alignment_item in left_out)
    others = [_with_match_of(own, path) if path.key in from_base else own for path, own in pairs]
    fit_only = [_lacks_support(path, own, left_out) for path, own in pairs]
    model = other.growth_model
    if any(model not in dict(path.alignment) for path in others):
        # A model that the base's release does not know says nothing about a match.
        model = None
        fit_only = [True] * len(pairs) if other.growth_model is not None else fit_only
    return Match(
        base=_side(base, common, order, left_out, base.growth_model),
        other=_side(other, others, order, left_out, model),
        left_out=tuple(sorted(_fit_items(common + others) & set(left_out))),
        fit_only=tuple(path.key for path, only in zip(common, fit_only, strict=True) if only),
        match_from_base=from_base,
        only_in_base=tuple(path.key for path in base.paths if path.key not in theirs),
        only_in_other=tuple(sorted(theirs.keys() - {path.key for path in base.paths})),
    )


def _with_match_of(path: Path, base: Path) -> Path:
    return replace(path, surfaces=base.surfaces, alignment=base.alignment, provenance=base.provenance)


def _lacks_support(base: Path, other: Path, left_out: Collection[str]) -> bool:
    asked = {*base.constraint_items, *other.constraint_items}
    asked.update(item for path in (base, other) for item, role in path.factor_items if role == CAPABILITY)
    return not asked.isdisjoint(left_out)


def _fit_items(paths: Collection[Path]) -> set[str]:
    """Items that can be counted as not applicable."""
    factors = {item for path in paths for item, _ in path.factor_items}
    return factors | {item for path in paths for item, _ in path.surface_items}


def _side(
    inputs: Inputs, paths: list[Path], order: Order | None, left_out: Collection[str], model: str | None
) -> Inputs:
    used = {item for path in paths for item in path.items}
    answers = {item: answer for item, answer in inputs.answers.items() if item in used}
    answers |= {item: Answer(na=True) for item in _fit_items(paths) & set(left_out)}
    ordered = {item: answers[item] for item in sorted(answers)}
    return replace(inputs, paths=tuple(paths), answers=ordered, growth_model=model, order=order)
