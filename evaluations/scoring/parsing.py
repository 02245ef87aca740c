"""From a JSON document to inputs: every fault is found in one reading and named by JSON Pointer."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from .answering import read_answer
from .constants import DIMENSIONS, GROWTH_MODEL, LEVELS, RESERVED_KEYS, ROLES, UNMAPPED
from .faults import Faults, at, shown
from .grammar import DEFAULT_METHOD, GRAMMARS, PROVENANCES, Grammar
from .inputs import Answer, Inputs, InvalidInputs, Path

_SLUG = re.compile(r"[a-z0-9_-]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FIELDS = frozenset({"method", "paths", "answers", "growth_model", "order"})
_PATH_FIELDS = frozenset({"key", "factors", "constraints", "surfaces", "alignment"})
_CELL_FIELDS = frozenset({"level", "provenance"})
_EXACT = "source"  # what the source says itself is taken at its word, as a bare level is
_RELEVANCES = (1, 2)


def parse(document: object) -> Inputs:
    """Read a document into canonical inputs.

    Raises InvalidInputs with every fault of the document, in document order by part:
    unknown fields, method, paths, growth model, priorities, answers.
    """
    faults = Faults()
    if not isinstance(document, Mapping):
        faults.add("", "type", "The document must be a JSON object.")
        raise InvalidInputs(faults.found())
    faults.unknown_fields("", document, _FIELDS)
    grammar = _grammar(document, faults)
    paths = _read_paths(document, grammar, faults)
    growth_model = _read_growth_model(document, paths, faults)
    order = _read_order(document.get("order"), faults)
    answers = _read_answers(document, paths, grammar, faults)
    if faults:
        raise InvalidInputs(faults.found())
    return Inputs(
        paths=tuple(paths), answers=answers, growth_model=growth_model, order=order, method=grammar.method
    )


def _grammar(document: Mapping[Any, object], faults: Faults) -> Grammar:
    """How to read the rest; a document of an unknown method is read as one of the default method."""
    method = document.get("method", DEFAULT_METHOD)
    if isinstance(method, str) and method in GRAMMARS:
        return GRAMMARS[method]
    known = " or ".join(f'"{each}"' for each in GRAMMARS)
    faults.add("/method", "method", f"The method must be {known}.")
    return GRAMMARS[DEFAULT_METHOD]


def _read_paths(document: Mapping[Any, object], grammar: Grammar, faults: Faults) -> list[Path]:
    listed = document.get("paths")
    if not isinstance(listed, list | tuple):
        code = "type" if "paths" in document else "missing"
        faults.add("/paths", code, "A list of paths is required.")
        return []
    paths = [
        _read_path(at("/paths", index), listed_path, grammar, faults)
        for index, listed_path in enumerate(listed)
    ]
    _check_path_keys(paths, faults)
    _check_growth_models(paths, faults)
    return sorted((path for path in paths if path), key=lambda path: path.key)


def _check_path_keys(paths: list[Path | None], faults: Faults) -> None:
    seen: set[str] = set()
    for index, path in enumerate(paths):
        if path and path.key and path.key in seen:
            faults.add(f"/paths/{index}/key", "duplicate", f"The path {shown(path.key)} is listed twice.")
        if path:
            seen.add(path.key)


def _check_growth_models(paths: list[Path | None], faults: Faults) -> None:
    first: list[str] | None = None
    for index, path in enumerate(paths):
        if path is None or not path.alignment:
            continue
        models = [model for model, _ in path.alignment]
        first = first or models
        if models != first:
            faults.add(
                f"/paths/{index}/alignment",
                "growth_models",
                "Every path must list the same growth models.",
            )


def _read_path(pointer: str, listed: object, grammar: Grammar, faults: Faults) -> Path | None:
    if not isinstance(listed, Mapping):
        faults.add(pointer, "type", "A path must be an object.")
        return None
    further = {"economics"} if grammar.has_provenance else set()
    faults.unknown_fields(pointer, listed, _PATH_FIELDS | further)
    provenance: tuple[tuple[str, str], ...] = ()
    if grammar.has_provenance:
        listed, provenance = _without_provenance(pointer, listed, faults)
    factors = _read_table(pointer, listed, "factors", ROLES, "a role", faults, required=True)
    surfaces = _read_table(pointer, listed, "surfaces", _RELEVANCES, "a relevance", faults)
    alignment = _read_table(pointer, listed, "alignment", LEVELS, "a level", faults, required=True)
    if not alignment and isinstance(listed.get("alignment"), Mapping) and not listed["alignment"]:
        faults.add(f"{pointer}/alignment", "empty", "At least one growth model is required.")
    return Path(
        key=_read_path_key(pointer, listed, faults),
        factors=factors,
        constraints=_read_constraints(f"{pointer}/constraints", listed.get("constraints", ()), faults),
        surfaces=surfaces,
        alignment=alignment,
        provenance=provenance,
        economics=_read_economics(pointer, listed, dict(factors), faults) if grammar.has_provenance else (),
    )


def _without_provenance(
    pointer: str, listed: Mapping[Any, object], faults: Faults
) -> tuple[Mapping[Any, object], tuple[tuple[str, str], ...]]:
    """The path with bare levels in its alignment, and whose judgement the others are."""
    alignment = listed.get("alignment")
    if not isinstance(alignment, Mapping):
        return listed, ()
    levels: dict[Any, object] = {}
    whose: dict[str, str] = {}
    for model, cell in alignment.items():
        levels[model] = cell
        if isinstance(cell, Mapping):
            where = at(f"{pointer}/alignment", model)
            faults.unknown_fields(where, cell, _CELL_FIELDS)
            levels[model] = cell.get("level")
            provenance = cell.get("provenance")
            if not _is_one_of(provenance, PROVENANCES):
                detail = f"{shown(provenance)} is not a provenance: one of {', '.join(PROVENANCES)}."
                faults.add(f"{where}/provenance", "value" if "provenance" in cell else "missing", detail)
            elif provenance != _EXACT and isinstance(model, str):
                whose[model] = str(provenance)
    return {**listed, "alignment": levels}, tuple(sorted(whose.items()))


def _read_economics(
    pointer: str, listed: Mapping[Any, object], factors: Mapping[str, str], faults: Faults
) -> tuple[str, ...]:
    named = listed.get("economics", [])
    if not isinstance(named, list | tuple):
        faults.add(f"{pointer}/economics", "type", "The economics must be a list of factor keys.")
        return ()
    for index, factor in enumerate(named):
        if not isinstance(factor, str) or factor not in factors:
            detail = f"{shown(factor)} is not a factor of this path."
            faults.add(at(f"{pointer}/economics", index), "value", detail)
    return tuple(sorted({factor for factor in named if isinstance(factor, str)}))


def _read_path_key(pointer: str, listed: Mapping[Any, object], faults: Faults) -> str:
    key = listed.get("key")
    if not isinstance(key, str):
        code = "type" if "key" in listed else "missing"
        faults.add(f"{pointer}/key", code, "A path needs a key.")
        return ""
    if not _SLUG.fullmatch(key):
        faults.add(f"{pointer}/key", "key", "A path key is made of a-z, 0-9, hyphen and underscore.")
        return ""
    if key in RESERVED_KEYS:
        faults.add(f"{pointer}/key", "reserved", f"The key {shown(key)} is reserved.")
    return key


def _read_table(
    pointer: str,
    listed: Mapping[Any, object],
    field: str,
    allowed: tuple[Any, ...],
    meaning: str,
    faults: Faults,
    *,
    required: bool = False,
) -> tuple[tuple[str, Any], ...]:
    pointer = f"{pointer}/{field}"
    if field not in listed and not required:
        return ()
    table = listed.get(field)
    if not isinstance(table, Mapping):
        code = "type" if field in listed else "missing"
        faults.add(pointer, code, f"An object of {field} is required.")
        return ()
    rows = []
    for key, value in table.items():
        if not _is_name(key):
            faults.add(at(pointer, key), "key", "A key must be text, and not empty.")
        elif not _is_one_of(value, allowed):
            choices = ", ".join(str(choice) for choice in allowed)
            faults.add(at(pointer, key), "value", f"{shown(value)} is not {meaning}: one of {choices}.")
        else:
            rows.append((key, value))
    return tuple(sorted(rows))


def _is_one_of(value: object, allowed: tuple[Any, ...]) -> bool:
    """Membership that tells 1 from True and from 1.0."""
    return any(type(value) is type(choice) and value == choice for choice in allowed)


def _is_name(value: object) -> bool:
    """Whether a key can stand in an item id: text that UTF-8 can write, and not empty."""
    return isinstance(value, str) and value != "" and not _SURROGATE.search(value)


def _read_constraints(pointer: str, listed: object, faults: Faults) -> tuple[str, ...]:
    if not isinstance(listed, list | tuple):
        faults.add(pointer, "type", "The constraints must be a list of keys.")
        return (UNMAPPED,)
    seen: set[str] = set()
    for index, constraint in enumerate(listed):
        if not _is_name(constraint):
            faults.add(at(pointer, index), "key", "A constraint key must be text, and not empty.")
        elif constraint in seen:
            faults.add(at(pointer, index), "duplicate", f"{shown(constraint)} is listed twice.")
        else:
            seen.add(constraint)
    return tuple(sorted(seen)) or (UNMAPPED,)


def _read_growth_model(document: Mapping[Any, object], paths: list[Path], faults: Faults) -> str | None:
    model = document.get("growth_model")
    if model is None:
        return None
    if not isinstance(model, str):
        faults.add("/growth_model", "type", "The growth model must be a key, or null.")
        return None
    lacking = [path.key for path in paths if path.alignment and model not in dict(path.alignment)]
    if lacking:
        detail = f"{shown(model)} is not in the alignment of {', '.join(lacking)}."
        faults.add("/growth_model", "unknown_growth_model", detail)
    elif not _is_name(model):
        faults.add("/growth_model", "key", "The growth model must be a key, or null.")
    return model


def _read_order(order: object, faults: Faults) -> tuple[tuple[str, ...], ...] | None:
    if order is None:
        return None
    if not isinstance(order, list | tuple):
        faults.add("/order", "type", "The priorities must be a list of groups of dimensions, or null.")
        return None
    seen: set[str] = set()
    groups = tuple(_read_group(at("/order", index), group, seen, faults) for index, group in enumerate(order))
    lacking = [dimension for dimension in DIMENSIONS if dimension not in seen]
    if lacking:
        faults.add("/order", "incomplete", f"The priorities do not name {', '.join(lacking)}.")
    return groups


def _read_group(pointer: str, group: object, seen: set[str], faults: Faults) -> tuple[str, ...]:
    if not isinstance(group, list | tuple) or not group:
        faults.add(pointer, "type", "A group must be a list of at least one dimension.")
        return ()
    for index, dimension in enumerate(group):
        if not isinstance(dimension, str) or dimension not in DIMENSIONS:
            faults.add(at(pointer, index), "value", f"{shown(dimension)} is not a dimension.")
        elif dimension in seen:
            faults.add(at(pointer, index), "duplicate", f"{shown(dimension)} is named twice.")
        else:
            seen.add(dimension)
    return tuple(dimension for dimension in DIMENSIONS if dimension in group)


def _read_answers(
    document: Mapping[Any, object], paths: list[Path], grammar: Grammar, faults: Faults
) -> dict[str, Answer]:
    listed = document.get("answers", {})
    if not isinstance(listed, Mapping):
        faults.add("/answers", "type", "The answers must be an object, one entry per item.")
        return {}
    read = {
        item: read_answer(at("/answers", item), answer, grammar, faults) for item, answer in listed.items()
    }
    _check_not_applicable(read, paths, grammar, faults)
    used = _used_items(paths)
    kept = {item: _for_item(item, answer) for item, answer in read.items() if item in used}
    return {item: kept[item] for item in sorted(kept) if kept[item] != Answer()}


def _used_items(paths: Iterable[Path]) -> frozenset[str]:
    return frozenset(item for path in paths for item in path.items)


def _for_item(item: str, answer: Answer) -> Answer:
    """Only a surface can be designed in: elsewhere the mark means nothing and is dropped."""
    if answer.designable or item.startswith("surface/"):
        return answer
    return replace(answer, designable=True)


def _check_not_applicable(
    read: Mapping[Any, Answer], paths: list[Path], grammar: Grammar, faults: Faults
) -> None:
    refusing = {GROWTH_MODEL}
    for path in paths:
        refusing.update((*path.constraint_items, path.alignment_item))
        refusing.update(item for item, role in path.factor_items if role in grammar.always_apply)
    named = "Pull, capability, constraints" if grammar.always_apply else "Constraints"
    for item, answer in read.items():
        if answer.na and item in refusing:
            detail = f"{named}, alignment and the growth model always apply."
            faults.add(f"{at('/answers', item)}/na", "not_applicable", detail)
