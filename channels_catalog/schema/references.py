"""What one part of a catalog says about another: keys that must exist, tables that must be whole.

The checks take the document, not the catalog made of it, and pass over what is broken. So a reader reports a
broken reference even where it cannot make a catalog.
"""

from collections.abc import Iterable, Iterator

from channels_catalog.schema.loose import Document, keys, mapping, mappings, repeated, texts
from channels_catalog.schema.tables import FACTOR_ROLES
from channels_catalog.schema.text import Finding, Location

PRIMARY = 2
KEYED_PARTS = ("surfaces", "growth_models", "patterns", "rule_questions")


def findings(document: Document) -> list[Finding]:
    """Every broken reference, in the order of the catalog's parts."""
    checks = (
        _channels,
        _roles,
        _repetitions,
        _alignment,
        _surface_links,
        _ai_leverage,
        _named_only,
        _pairs,
        _pointers,
        _statements,
        _cases,
    )
    return [finding for check in checks for finding in check(document)]


def _channels(document: Document) -> Iterator[Finding]:
    channels = document.get("channels")
    for field in ("key", "name", "title"):
        for position, value in repeated(texts(channels, field)):
            yield Finding(("channels", position, field), f"'{value}' is the {field} of another channel")
    industries = document.get("industries")
    known = {industry for _, industry in texts(industries)}
    for position, channel in mappings(channels):
        for place, industry in texts(channel.get("best_suited_for")):
            if known and industry not in known:
                where = ("channels", position, "best_suited_for", place)
                yield Finding(where, f"'{industry}' is not among the industries")


def _roles(document: Document) -> Iterator[Finding]:
    held = keys(document.get("roles"))
    expected = [*FACTOR_ROLES, "carry"]
    if held is not None and held != expected:
        yield Finding(("roles",), f"must be {', '.join(expected)} in this order")


def _repetitions(document: Document) -> Iterator[Finding]:
    for part in KEYED_PARTS:
        for position, key in repeated(texts(document.get(part), "key")):
            yield Finding((part, position, "key"), f"'{key}' stands twice")
    for position, industry in repeated(texts(document.get("industries"))):
        yield Finding(("industries", position), f"'{industry}' stands twice")


def _alignment(document: Document) -> Iterator[Finding]:
    yield from _same_keys(document, ("alignment",), "growth_models", "growth model")
    for model in mapping(document.get("alignment")):
        yield from _same_keys(document, ("alignment", model), "channels", "channel")


def _surface_links(document: Document) -> Iterator[Finding]:
    yield from _same_keys(document, ("surface_links",), "channels", "channel")
    surfaces = keys(document.get("surfaces"))
    for channel, row in mapping(document.get("surface_links")).items():
        links = mapping(row)
        for surface in links:
            if surfaces is not None and surface not in surfaces:
                yield Finding(("surface_links", channel, surface), f"'{surface}' is not a surface")
        weights = [weight for weight in links.values() if isinstance(weight, int)]
        primary = weights.count(PRIMARY) * PRIMARY
        if not weights or 2 * primary < sum(weights):
            message = f"at least half of the weight must be primary, {primary} of {sum(weights)} is"
            yield Finding(("surface_links", channel), message)


def _ai_leverage(document: Document) -> Iterator[Finding]:
    yield from _same_keys(document, ("ai_leverage",), "channels", "channel")


def _named_only(document: Document) -> Iterator[Finding]:
    channels = keys(document.get("channels")) or []
    for key in mapping(document.get("named_only")):
        if key in channels:
            yield Finding(("named_only", key), f"'{key}' is a channel of this catalog")


def _pairs(document: Document) -> Iterator[Finding]:
    seen: set[frozenset[str]] = set()
    for position, pair in mappings(document.get("pairs")):
        ends = [(side, pair[side]) for side in ("a", "b") if isinstance(pair.get(side), str)]
        for side, end in ends:
            yield from _known_paths(document, ("pairs", position, side), [end])
        both = frozenset(end for _, end in ends)
        if len(ends) == 2 and len(both) == 1:
            yield Finding(("pairs", position), f"'{ends[0][1]}' is paired with itself")
        if len(ends) == 2 and both in seen:
            yield Finding(("pairs", position), f"'{ends[0][1]}' and '{ends[1][1]}' are paired twice")
        seen.add(both)


def _pointers(document: Document) -> Iterator[Finding]:
    for position, key in texts(document.get("patterns"), "main_path"):
        yield from _known_paths(document, ("patterns", position, "main_path"), [key])
    for part, field in (("patterns", "second_paths"), ("rule_questions", "points_to")):
        for position, entry in mappings(document.get(part)):
            paths = [key for _, key in texts(entry.get(field))]
            yield from _known_paths(document, (part, position, field), paths)


def _statements(document: Document) -> Iterator[Finding]:
    statements = mapping(document.get("statements"))
    for position, burden in mappings(statements.get("burdens")):
        paths = [key for _, key in texts(burden.get("paths"))]
        yield from _known_paths(document, ("statements", "burdens", position, "paths"), paths)
    surfaces = keys(document.get("surfaces"))
    for place, surface in texts(mapping(statements.get("worked_example")).get("surfaces")):
        if surfaces is not None and surface not in surfaces:
            where = ("statements", "worked_example", "surfaces", place)
            yield Finding(where, f"'{surface}' is not a surface")


def _cases(document: Document) -> Iterator[Finding]:
    cases = document.get("cases")
    for position, value in repeated(texts(cases, "id")):
        yield Finding(("cases", position, "id"), f"'{value}' stands twice")
    channels = {channel.get("key"): channel for _, channel in mappings(document.get("channels"))}
    for position, case in mappings(cases):
        where: Location = ("cases", position)
        yield from _known_paths(document, (*where, "path"), [path for path in [case.get("path")] if path])
        also = [path for _, path in texts(case.get("also_on"))]
        yield from _known_paths(document, (*where, "also_on"), also)
        yield from _known_answers(document, where, case, mapping(channels.get(case.get("path"))))


def _known_answers(
    document: Document, where: Location, case: Document, channel: Document
) -> Iterator[Finding]:
    """A case answers what the checklist of its path asks, and nothing else."""
    models, surfaces = keys(document.get("growth_models")), keys(document.get("surfaces"))
    model = case.get("growth_model")
    if isinstance(model, str) and models is not None and model not in models:
        yield Finding((*where, "growth_model"), f"'{model}' is not a growth model of this catalog")
    constraint = mapping(channel.get("constraint")).get("key")
    asked = {
        "answers": ("factor of this path", keys(channel.get("factors"))),
        "constraint": ("constraint of this path", [constraint] if isinstance(constraint, str) else None),
        "surfaces": ("surface", surfaces),
    }
    for field, (kind, known) in asked.items():
        for key in mapping(case.get(field)):
            if known is not None and key not in known:
                yield Finding((*where, field, key), f"'{key}' is not a {kind}")


def _same_keys(document: Document, where: Location, part: str, kind: str) -> Iterator[Finding]:
    """A table must have an entry for each key of a part, and none beside."""
    table: object = document
    for step in where:
        table = mapping(table).get(str(step))
    expected = keys(document.get(part))
    if expected is None or not isinstance(table, dict):
        return
    for key in dict.fromkeys(expected):
        if key not in table:
            yield Finding(where, f"has no entry for the {kind} '{key}'")
    for key in mapping(table):
        if key not in expected:
            yield Finding((*where, key), f"'{key}' is not a {kind} of this catalog")


def _known_paths(document: Document, where: Location, paths: Iterable[str]) -> Iterator[Finding]:
    held = keys(document.get("channels"))
    named = document.get("named_only")
    if held is None or not isinstance(named, dict):
        return
    for key in paths:
        if key not in held and key not in named:
            yield Finding(where, f"'{key}' is neither a channel nor listed in named_only")
