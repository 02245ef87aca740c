"""Inputs for the tests of method 2: its vectors, and whole random worlds from a seed."""

import copy
import json
import random
from pathlib import Path
from typing import Any

from evaluations.scoring import parse
from evaluations.scoring.method2 import result_document, result_of
from tests.scoring.worlds import MINI

HERE = Path(__file__).parent
VECTORS: dict[str, Any] = json.loads((HERE / "vectors.json").read_text(encoding="utf-8"))
SCORED = [name for name, vector in VECTORS.items() if "input" in vector]

Document = dict[str, Any]
DIMENSIONS = ("pull", "product", "access", "compounding", "carry")
ROLES = ("pull", "product", "access", "compounding", "capability")
GRADES = ("measured", "observed", "reported", "assumed")
CLASSES = ("park", "on_the_line", "design_in_first", "relieve_first", "scale")
ISSUED = ("park", "find_out_first", "design_in_first", "relieve_first", "scale")
MODELS = ("content", "plg", "sales")
SURFACES = ("artifact", "brand", "data", "community", "workflow")
ORDERS = (
    None,
    None,
    [["pull"], ["product", "access"], ["compounding", "carry"]],
    [["carry"], ["compounding"], ["access"], ["product"], ["pull"]],
    [["pull", "product", "access"], ["compounding", "carry"]],
)


def vector_document(name: str) -> Document:
    """The document of a vector with an input."""
    given = copy.deepcopy(VECTORS[name]["input"])
    listed = given["paths"]
    given["paths"] = [
        {"key": path[5:], **copy.deepcopy(MINI[path[5:]])} if isinstance(path, str) else path
        for path in listed
    ]
    return {**given, "method": "2"}


def scored(document: Document) -> Document:
    """The whole result document."""
    return result_document(result_of(parse(document)))


def asked_of(path: Document) -> tuple[list[str], list[str], list[str]]:
    """The item ids of a path: fit, support, and the match."""
    key, factors = path["key"], path["factors"]
    fit = [f"{key}/{factor}" for factor, role in factors.items() if role != "capability"]
    fit += [f"surface/{surface}" for surface in path["surfaces"]]
    support = [f"{key}/{factor}" for factor, role in factors.items() if role == "capability"]
    support += [f"{key}!{constraint}" for constraint in path["constraints"] or ["unmapped"]]
    return fit, support, [f"{key}@alignment"]


def world(seed: int, *, most: int = 3, catalog_like: bool | None = None) -> Document:
    """A whole valid document: like the catalog (five roles, a constraint), or of any shape."""
    chance = random.Random(seed)
    like = chance.random() < 0.7 if catalog_like is None else catalog_like
    paths = [_path(chance, key, like) for key in ("a", "b-2", "c_3")[: chance.randint(1, most)]]
    known = chance.choice((0.6, 0.85, 0.95, 1.0, 1.0))
    weights = chance.choice(((4, 3, 2, 1), (1, 1, 1, 1), (8, 1, 0, 0), (0, 0, 3, 1), (0, 1, 2, 0)))
    levels = chance.choice(
        ((1, 1, 2, 3, 3), (0, 0, 1, 4, 4), (0, 1, 3, 5, 4), (0, 1, 4, 2, 0), (3, 2, 1, 0, 0))
    )
    answers: Document = {}
    for path in paths:
        fit, support, match = asked_of(path)
        roles = {f"{path['key']}/{factor}": role for factor, role in path["factors"].items()}
        for item in [*fit, *support]:
            may_not_apply = item in fit and roles.get(item) != "pull"
            if item not in answers and chance.random() < known:
                answers[item] = _answer(chance, weights, levels, may_not_apply=may_not_apply)
            if item.startswith("surface/") and item in answers and chance.random() < 0.25:
                answers[item]["designable"] = False
        if chance.random() < 0.15:
            answers[match[0]] = _answer(chance, weights, levels, may_not_apply=False)
    return {
        "method": "2",
        "paths": paths,
        "answers": answers,
        "growth_model": chance.choice((None, *MODELS, *MODELS)),
        "order": chance.choice(ORDERS),
    }


def _path(chance: random.Random, key: str, like: bool) -> Document:
    roles = list(ROLES) if like else [chance.choice(ROLES) for _ in range(chance.randint(3, 7))]
    constraints = ["slow"] if like else chance.sample(["crowded", "slow", "costly"], chance.randint(0, 3))
    surfaces = chance.sample(SURFACES, 3 if like else chance.randint(0, 4))
    factors = {f"f{index}": role for index, role in enumerate(roles)}
    product = [factor for factor, role in factors.items() if role == "product"]
    return {
        "key": key,
        "factors": factors,
        "constraints": constraints,
        "surfaces": {surface: chance.choice((1, 2)) for surface in surfaces},
        "alignment": {model: _cell(chance) for model in MODELS},
        **({"economics": product[:1]} if product and chance.random() < 0.2 else {}),
    }


def _cell(chance: random.Random) -> Any:
    level = chance.choice((1, 3, 3, 3, 4, 4, 4))
    if chance.random() < 0.4:
        return level
    return {"level": level, "provenance": chance.choice(("source", "source_adjacent", "ours"))}


def _answer(
    chance: random.Random, weights: tuple[int, ...], levels: tuple[int, ...], *, may_not_apply: bool
) -> Document:
    drawn = chance.random()
    if may_not_apply and drawn < 0.06:
        return {"na": True}
    if drawn > 0.94:
        parts = [chance.choice((0, 0, 1, 2, 5)) for _ in range(5)]
        total = sum(parts) or 1
        shares = [part / total for part in parts] if sum(parts) else [0.0, 0.0, 0.0, 0.0, 1.0]
        return {"p": shares, "evidenced": chance.random() < 0.5}
    (level,) = chance.choices(range(5), levels)
    (grade,) = chance.choices(GRADES, weights)
    return {"level": level, "grade": grade}
