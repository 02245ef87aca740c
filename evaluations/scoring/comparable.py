"""Several evaluations on one common ground: what `matching` does for two, for two to twelve (section 14)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from .inputs import Answer, Inputs, Path
from .matching import Match, match
from .polytope import Order

Revisions = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ComparableInputs:
    """One member where it can be compared.

    `common` holds the paths that the base has too, on the base's ground; `own` the others, which compare among
    the members that have them. `fit_only` names paths of both of which only fit compares.
    """

    match: Match
    common: Inputs
    own: Inputs
    fit_only: tuple[str, ...]


def path_of(item: str) -> str:
    """The path that an item belongs to; `surface` and `rule` for what belongs to all."""
    return item.replace("!", "/").replace("@", "/").partition("/")[0]


def uncommon(revisions: Sequence[Revisions]) -> dict[str, tuple[int, ...]]:
    """The items that do not compare, with the places of the members that ask them: their revisions differ, or a
    member with the same path lacks them."""
    asking: dict[str, set[int]] = {}
    for place, asked in enumerate(revisions):
        for item in asked:
            asking.setdefault(path_of(item), set()).add(place)
    found = {}
    for item in sorted({item for asked in revisions for item in asked}):
        worded = {revisions[place].get(item) for place in asking[path_of(item)]}
        if len(worded) > 1:
            found[item] = tuple(place for place, asked in enumerate(revisions) if item in asked)
    return found


def comparable_inputs(
    members: Sequence[Inputs], *, base: int, order: Order | None, left_out: Collection[str] = ()
) -> list[ComparableInputs]:
    """Each member beside the base, under one order of priorities and without what does not compare."""
    return [_comparable(members[base], member, order, left_out) for member in members]


def _comparable(
    base: Inputs, member: Inputs, order: Order | None, left_out: Collection[str]
) -> ComparableInputs:
    found = match(base, member, order=order, left_out=left_out)
    further = tuple(path for path in member.paths if path.key in found.only_in_other)
    return ComparableInputs(
        match=found,
        common=found.other,
        own=_further(member, further, order, left_out),
        fit_only=(*found.fit_only, *(path.key for path in further if not _supports(path, left_out))),
    )


def _supports(path: Path, left_out: Collection[str]) -> bool:
    capability = (item for item, role in path.factor_items if role == "capability")
    return {*path.constraint_items, *capability, path.alignment_item}.isdisjoint(left_out)


def _further(
    member: Inputs, paths: tuple[Path, ...], order: Order | None, left_out: Collection[str]
) -> Inputs:
    """The member's other paths by themselves."""
    used = {item for path in paths for item in path.items}
    answers = {item: answer for item, answer in member.answers.items() if item in used}
    answers |= {item: Answer(na=True) for item in _fit_items(paths) & set(left_out)}
    return replace(
        member, paths=paths, answers={item: answers[item] for item in sorted(answers)}, order=order
    )


def _fit_items(paths: Iterable[Path]) -> set[str]:
    found: set[str] = set()
    for path in paths:
        found.update(item for item, _ in path.factor_items)
        found.update(item for item, _ in path.surface_items)
    return found
