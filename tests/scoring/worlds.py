"""Inputs for tests: the method's fixture and vectors, and a strategy for whole small worlds."""

import copy
import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

HERE = Path(__file__).parent
VECTORS: dict[str, Any] = json.loads((HERE / "vectors.json").read_text(encoding="utf-8"))
MINI: dict[str, Any] = VECTORS["MINI"]

DIMENSIONS = ("pull", "product", "access", "compounding", "carry")
ROLES = ("pull", "product", "access", "compounding", "capability")
GRADES = ("measured", "observed", "reported", "assumed")
VERDICTS = ("park", "design_in_first", "relieve_first", "scale")
MODELS = ("plg", "sales")
SURFACES = ("artifact", "brand", "data", "workflow")


def mini(*keys: str) -> list[dict[str, Any]]:
    """Paths of the fixture."""
    return [{"key": key, **MINI[key]} for key in keys]


def vector_document(name: str) -> dict[str, Any]:
    """The document of a vector with an input."""
    given = VECTORS[name]["input"]
    keys = [path.removeprefix("MINI.") for path in given["paths"]]
    return copy.deepcopy({**given, "paths": mini(*keys)})


def items_of(path: dict[str, Any]) -> list[str]:
    """The answerable items of a path's own: factors and constraints."""
    constraints = path["constraints"] or ["unmapped"]
    own = [f"{path['key']}/{factor}" for factor in path["factors"]]
    return own + [f"{path['key']}!{constraint}" for constraint in constraints]


def surface_items_of(path: dict[str, Any]) -> list[str]:
    """The items of a path on the design map."""
    return [f"surface/{surface}" for surface in path["surfaces"]]


def answers_like(level: int, grade: str, *paths: dict[str, Any]) -> dict[str, Any]:
    """The same answer to every item."""
    items = [item for path in paths for item in items_of(path) + surface_items_of(path)]
    return {item: {"level": level, "grade": grade} for item in items}


levelled = st.builds(
    lambda level, grade: {"level": level, "grade": grade}, st.integers(0, 4), st.sampled_from(GRADES)
)
_ends = st.lists(st.sampled_from([n / 16 for n in range(17)]), min_size=2, max_size=2).map(sorted)
panelled = st.builds(
    lambda ends, evidenced: {"lo": ends[0], "hi": ends[1], "evidenced": evidenced}, _ends, st.booleans()
)
required_answers = st.one_of(levelled, levelled, panelled, st.just({}))
fit_answers = st.one_of(levelled, levelled, levelled, panelled, st.just({}), st.just({"na": True}))


@st.composite
def paths(draw: st.DrawFn, key: str) -> dict[str, Any]:
    """A path with some factors, perhaps no constraint and perhaps no surface."""
    roles = draw(st.lists(st.sampled_from(ROLES), min_size=3, max_size=7))
    constraints = draw(st.lists(st.sampled_from(["crowded", "slow", "costly"]), unique=True, max_size=3))
    surfaces = draw(st.dictionaries(st.sampled_from(SURFACES), st.sampled_from([1, 2]), max_size=4))
    alignment = {model: draw(st.sampled_from([1, 2, 3, 4])) for model in MODELS}
    return {
        "key": key,
        "factors": {f"f{index}": role for index, role in enumerate(roles)},
        "constraints": constraints,
        "surfaces": surfaces,
        "alignment": alignment,
    }


orders = st.one_of(
    st.none(),
    st.just([["pull"], ["product", "access"], ["compounding", "carry"]]),
    st.just([["carry"], ["compounding"], ["access"], ["product"], ["pull"]]),
    st.just([["pull", "product", "access"], ["compounding", "carry"]]),
)


@st.composite
def worlds(draw: st.DrawFn, most: int = 3) -> dict[str, Any]:
    """A whole valid document: one to `most` paths with every kind of answer."""
    keys = ["a", "b-2", "c_3", "d"][: draw(st.integers(1, most))]
    listed = [draw(paths(key)) for key in keys]
    answers: dict[str, Any] = {}
    for path in listed:
        for item in items_of(path):
            answers[item] = draw(required_answers if "!" in item else fit_answers)
        if draw(st.integers(0, 4)) == 0:
            answers[f"{path['key']}@alignment"] = draw(required_answers)
        for item in surface_items_of(path):
            if item not in answers:
                answers[item] = {**draw(fit_answers), "designable": draw(st.booleans())}
    return {
        "method": "1",
        "paths": listed,
        "answers": answers,
        "growth_model": draw(st.sampled_from([None, "plg", "sales"])),
        "order": draw(orders),
    }
