"""The bridge: a catalog release and stored answers become checklist items, and inputs of the method."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

from channels_catalog.schema import Catalog, CatalogItem
from evaluations.vocabulary import CAPABILITY, METHOD_2

RATING = frozenset({"level", "grade", "na", "na_reason", "designable"})
WORDS = frozenset({"note", "evidence_url", "text"})
DESIGN_MAP = "design-map"
RULE = "rule"
# What always applies under method 2, besides constraints and the match.
_ALWAYS_APPLY = frozenset({"pull", CAPABILITY})


class Rating(Protocol):
    """As much of an answer as counts: a stored one, or one that a snapshot kept."""

    @property
    def level(self) -> int | None: ...

    @property
    def grade(self) -> str | None: ...

    @property
    def na(self) -> bool: ...

    @property
    def designable(self) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class AnswerInput:
    """An answer as a door hands it in. `given` names the fields that were sent: an absent one differs from null."""

    key: str
    given: frozenset[str] = frozenset()
    level: int | None = None
    grade: str | None = None
    na: bool | None = None
    na_reason: str | None = None
    designable: bool | None = None
    note: str | None = None
    evidence_url: str | None = None
    text: str | None = None
    version: int | None = None

    @classmethod
    def of(cls, key: str, *, version: int | None = None, **fields: Any) -> "AnswerInput":
        """An answer that gives exactly the fields named."""
        return cls(key=key, version=version, given=frozenset(fields), **fields)

    @property
    def rates(self) -> bool:
        """Whether it replaces the rating (any of its five fields is named)."""
        return bool(self.given & RATING)


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing to answer in an evaluation. `anchors` maps a level (0, 2, 4) to what it looks like in practice."""

    key: str
    kind: str
    path: str | None
    role: str
    name: str
    question: str
    anchors: Mapping[int, str]
    probe: str
    misread: str
    revision: str
    # Whether it is part of progress: factors and constraints of chosen paths, surfaces that one of them leans on.
    counts: bool


@dataclass(frozen=True, kw_only=True)
class Group:
    """A page of the checklist: one path, the design map, or the operator's rule."""

    key: str
    name: str
    kind: str
    summary: str
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """Everything that an evaluation asks, grouped as it is answered."""

    groups: tuple[Group, ...]
    items: Mapping[str, Item] = field(repr=False)

    def find(self, key: str) -> Item | None:
        return self.items.get(key)

    def group(self, key: str) -> Group | None:
        return next((group for group in self.groups if group.key == key), None)

    @property
    def total(self) -> int:
        return sum(item.counts for item in self.items.values())


def checklist(catalog: Catalog, paths: Sequence[str]) -> Checklist:
    """The checklist of these paths (keys of the catalog, in the evaluation's order)."""
    return _checklist(catalog.version, _Held(catalog), tuple(paths))


class _Held:
    """A catalog as a cache key: equal if it is the same parsed release."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def __hash__(self) -> int:
        return id(self.catalog)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.catalog is self.catalog


@lru_cache(maxsize=256)
def _checklist(version: str, held: _Held, paths: tuple[str, ...]) -> Checklist:
    catalog = held.catalog
    asked = catalog.items()
    leaned_on = {surface for path in paths for surface in catalog.surface_links[path]}
    groups = [_path_group(catalog, asked.values(), path) for path in paths]
    groups.append(
        Group(
            key=DESIGN_MAP,
            name="Design map",
            kind="surfaces",
            summary="Ten surfaces of the product: what could carry it onward with use.",
            items=tuple(_items(asked.values(), kind="surface", leaned_on=leaned_on)),
        )
    )
    groups.append(
        Group(
            key=RULE,
            name="Operator's rule",
            kind="rule",
            summary="Five questions to answer in words before anything is scaled.",
            items=tuple(_items(asked.values(), kind="rule")),
        )
    )
    return Checklist(groups=tuple(groups), items={item.key: item for group in groups for item in group.items})


def _path_group(catalog: Catalog, asked: Iterable[CatalogItem], path: str) -> Group:
    channel = catalog.channel(path)
    items = [_item(item, counts=item.kind != "alignment") for item in asked if item.channel == path]
    return Group(key=path, name=channel.name, kind="path", summary=channel.summary, items=tuple(items))


def _items(asked: Iterable[CatalogItem], *, kind: str, leaned_on: Iterable[str] = ()) -> Iterable[Item]:
    counting = {f"surface/{key}" for key in leaned_on}
    return (_item(item, counts=item.key in counting) for item in asked if item.kind == kind)


def _item(item: CatalogItem, *, counts: bool) -> Item:
    return Item(
        key=item.key, kind=item.kind, path=item.channel, role=item.role or "", name=item.name,
        question=item.question, anchors={int(level): text for level, text in item.anchors.items()},
        probe=item.probe or "", misread=item.misread or "", revision=item.revision, counts=counts,
    )  # fmt: skip


def is_answered(answer: Rating | None) -> bool:
    """Answered for progress: rated, or not applicable."""
    return answer is not None and (answer.level is not None or answer.na)


def progress(asked: Checklist, answers: Mapping[str, Rating]) -> tuple[int, int]:
    """(answered, total) over the items that count."""
    answered = sum(item.counts and is_answered(answers.get(key)) for key, item in asked.items.items())
    return answered, asked.total


def scoring_document(
    catalog: Catalog,
    *,
    paths: Sequence[str],
    answers: Mapping[str, Rating],
    growth_model: str | None,
    priorities: Sequence[Sequence[str]] | None,
    method: str,
) -> dict[str, Any]:
    """The inputs of the method (section 23) for these paths as they are answered."""
    asked = checklist(catalog, paths)
    return {
        "method": method,
        "paths": [scoring_path(catalog, path, method=method) for path in paths],
        "answers": {
            key: scored
            for key, answer in answers.items()
            if (item := asked.find(key)) is not None
            and item.kind != "rule"
            and (scored := scoring_answer(answer, item, method=method))
        },
        "growth_model": growth_model,
        "order": [list(group) for group in priorities] if priorities else None,
    }


def scoring_path(catalog: Catalog, path: str, *, method: str) -> dict[str, Any]:
    """One path as the method takes it: factors with roles, its constraint, surface weights, match levels.

    Method 2 weighs a level of the match by whose judgement it is, and takes no question about economics for one that
    design can answer, so it is told both too.
    """
    channel = catalog.channel(path)
    cells = catalog.alignment_of(path)
    economics = [factor.key for factor in channel.factors if factor.asks == "economics"]
    told = {"economics": economics} if economics and method == METHOD_2 else {}
    return {
        "key": path,
        "factors": {factor.key: factor.role for factor in channel.factors},
        "constraints": [channel.constraint.key],
        "surfaces": dict(catalog.surface_links[path]),
        "alignment": {
            model: {"level": cell.level, "provenance": cell.provenance} if method == METHOD_2 else cell.level
            for model, cell in cells.items()
        },
        **told,
    }


def always_applies(item: Item, *, method: str) -> bool:
    """Whether "does not apply" is no answer: to constraints and the match; by method 2 to pull and capability too."""
    if item.kind in {"constraint", "alignment"}:
        return True
    return method == METHOD_2 and item.role in _ALWAYS_APPLY


def scoring_answer(answer: Rating, item: Item, *, method: str) -> dict[str, Any]:
    """One answer as the method takes it; empty when there is nothing to tell.

    That a question does not apply, said under a method that takes it, is no answer under one that does not.
    """
    scored: dict[str, Any] = {}
    if answer.na:
        scored = {} if always_applies(item, method=method) else {"na": True}
    elif answer.level is not None:
        scored = {"level": answer.level, "grade": answer.grade}
    if item.kind == "surface" and not answer.designable and not answer.na:
        scored["designable"] = False
    return scored
