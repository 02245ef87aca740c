"""What one part of a catalog says about another: keys that must exist, tables that must be whole.

`Parts` may hold less than a catalog: a part that could not be read is None, and nothing is said about it.
So a reader can report broken references along with broken files.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from channels_catalog.schema.channel import Channel
from channels_catalog.schema.tables import (
    FACTOR_ROLES,
    AiLeverage,
    AlignmentCell,
    GrowthModel,
    Pair,
    Pattern,
    Role,
    RuleQuestion,
    Statements,
    Surface,
)
from channels_catalog.schema.text import Finding, Location, repeated

PRIMARY = 2


@dataclass(frozen=True, kw_only=True)
class Parts:
    """A catalog, or as much of it as could be read. `channels` pairs each with its place in the list."""

    channels: tuple[tuple[int, Channel], ...]
    channel_keys: tuple[str, ...]
    roles: tuple[Role, ...] | None = None
    surfaces: tuple[Surface, ...] | None = None
    growth_models: tuple[GrowthModel, ...] | None = None
    alignment: Mapping[str, Mapping[str, AlignmentCell]] | None = None
    surface_links: Mapping[str, Mapping[str, int]] | None = None
    ai_leverage: Mapping[str, AiLeverage] | None = None
    pairs: tuple[Pair, ...] | None = None
    patterns: tuple[Pattern, ...] | None = None
    rule_questions: tuple[RuleQuestion, ...] | None = None
    statements: Statements | None = None
    industries: tuple[str, ...] | None = None
    named_only: Mapping[str, str] | None = None


def findings(parts: Parts) -> list[Finding]:
    """Every broken reference, in the order of the catalog's parts."""
    checks = (
        _channels,
        _roles,
        _unique_keys,
        _alignment,
        _surface_links,
        _ai_leverage,
        _named_only,
        _pairs,
        _points,
        _statements,
    )
    return [finding for check in checks for finding in check(parts)]


def _channels(parts: Parts) -> Iterator[Finding]:
    for position, key in repeated(parts.channel_keys):
        yield Finding(("channels", position, "key"), f"'{key}' is the key of another channel")
    titles: dict[str, str] = {}
    for position, channel in parts.channels:
        other = titles.setdefault(channel.title, channel.key)
        if other != channel.key:
            yield Finding(("channels", position, "title"), f"is also the title of '{other}'")
        for place, industry in enumerate(channel.best_suited_for):
            if parts.industries is not None and industry not in parts.industries:
                yield Finding(
                    ("channels", position, "best_suited_for", place),
                    f"'{industry}' is not among the industries",
                )


def _roles(parts: Parts) -> Iterator[Finding]:
    expected = (*FACTOR_ROLES, "carry")
    if parts.roles is not None and tuple(role.key for role in parts.roles) != expected:
        yield Finding(("roles",), f"must be {', '.join(expected)} in this order")


def _unique_keys(parts: Parts) -> Iterator[Finding]:
    lists: dict[str, Iterable[str]] = {
        "surfaces": (surface.key for surface in parts.surfaces or ()),
        "growth_models": (model.key for model in parts.growth_models or ()),
        "patterns": (pattern.key for pattern in parts.patterns or ()),
        "rule_questions": (question.key for question in parts.rule_questions or ()),
    }
    for name, keys in lists.items():
        for position, key in repeated(keys):
            yield Finding((name, position, "key"), f"'{key}' stands twice")
    for position, industry in repeated(parts.industries or ()):
        yield Finding(("industries", position), f"'{industry}' stands twice")


def _alignment(parts: Parts) -> Iterator[Finding]:
    if parts.alignment is None:
        return
    if parts.growth_models is not None:
        models = [model.key for model in parts.growth_models]
        yield from _same_keys(("alignment",), parts.alignment, models, "growth model")
    for model, row in parts.alignment.items():
        yield from _same_keys(("alignment", model), row, parts.channel_keys, "channel")


def _surface_links(parts: Parts) -> Iterator[Finding]:
    if parts.surface_links is None:
        return
    yield from _same_keys(("surface_links",), parts.surface_links, parts.channel_keys, "channel")
    surfaces = None if parts.surfaces is None else {surface.key for surface in parts.surfaces}
    for channel, links in parts.surface_links.items():
        for surface in links:
            if surfaces is not None and surface not in surfaces:
                yield Finding(("surface_links", channel, surface), f"'{surface}' is not a surface")
        total = sum(links.values())
        primary = sum(weight for weight in links.values() if weight == PRIMARY)
        if total == 0 or 2 * primary < total:
            yield Finding(
                ("surface_links", channel),
                f"at least half of the weight must be primary, {primary} of {total} is",
            )


def _ai_leverage(parts: Parts) -> Iterator[Finding]:
    if parts.ai_leverage is not None:
        yield from _same_keys(("ai_leverage",), parts.ai_leverage, parts.channel_keys, "channel")


def _named_only(parts: Parts) -> Iterator[Finding]:
    for key in parts.named_only or {}:
        if key in parts.channel_keys:
            yield Finding(("named_only", key), f"'{key}' is a channel of this catalog")


def _pairs(parts: Parts) -> Iterator[Finding]:
    seen: set[frozenset[str]] = set()
    for position, pair in enumerate(parts.pairs or ()):
        yield from _known_paths(parts, ("pairs", position, "a"), [pair.a])
        yield from _known_paths(parts, ("pairs", position, "b"), [pair.b])
        ends = frozenset((pair.a, pair.b))
        if len(ends) == 1:
            yield Finding(("pairs", position), f"'{pair.a}' is paired with itself")
        if ends in seen:
            yield Finding(("pairs", position), f"'{pair.a}' and '{pair.b}' are paired twice")
        seen.add(ends)


def _points(parts: Parts) -> Iterator[Finding]:
    for position, pattern in enumerate(parts.patterns or ()):
        yield from _known_paths(parts, ("patterns", position, "main_path"), [pattern.main_path])
        yield from _known_paths(parts, ("patterns", position, "second_paths"), pattern.second_paths)
    for position, question in enumerate(parts.rule_questions or ()):
        yield from _known_paths(parts, ("rule_questions", position, "points_to"), question.points_to)


def _statements(parts: Parts) -> Iterator[Finding]:
    if parts.statements is None:
        return
    for position, burden in enumerate(parts.statements.burdens):
        yield from _known_paths(parts, ("statements", "burdens", position, "paths"), burden.paths)
    if parts.surfaces is None:
        return
    surfaces = {surface.key for surface in parts.surfaces}
    for place, surface in enumerate(parts.statements.worked_example.surfaces):
        if surface not in surfaces:
            where = ("statements", "worked_example", "surfaces", place)
            yield Finding(where, f"'{surface}' is not a surface")


def _same_keys(
    where: Location, table: Mapping[str, object], keys: Iterable[str], kind: str
) -> Iterator[Finding]:
    expected = list(dict.fromkeys(keys))
    for key in expected:
        if key not in table:
            yield Finding(where, f"has no entry for the {kind} '{key}'")
    for key in table:
        if key not in expected:
            yield Finding((*where, key), f"'{key}' is not a {kind} of this catalog")


def _known_paths(parts: Parts, where: Location, keys: Iterable[str]) -> Iterator[Finding]:
    if parts.named_only is None:
        return
    for key in keys:
        if key not in parts.channel_keys and key not in parts.named_only:
            yield Finding(where, f"'{key}' is neither a channel nor listed in named_only")
