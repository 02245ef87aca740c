"""The order of relief: nothing is claimed but what scoring says of the changed inputs, in one order."""

import random
from typing import Any

import pytest
from hypothesis import given, settings

from evaluations import scoring
from evaluations.results.relief import relief
from evaluations.scoring.method1.constants import VERDICTS
from evaluations.scoring.plain import plain
from tests.scoring.worlds import answers_like, mini, worlds

MOSTLY = {"level": 3, "grade": "measured"}


def world(**answers: tuple[int, str]) -> dict[str, Any]:
    """Three paths where everything is there, measured, except what is named (`__` is !, `_of_` is /)."""
    paths = mini("community", "partner", "content")
    given_answers = answers_like(4, "measured", *paths)
    for name, (level, grade) in answers.items():
        given_answers[name.replace("__", "!").replace("_of_", "/")] = {"level": level, "grade": grade}
    model = next(iter(paths[0]["alignment"]))
    for path in paths:
        path["alignment"] = dict.fromkeys(path["alignment"], 4)
    return {"method": "1", "paths": paths, "answers": given_answers, "growth_model": model}


def relieved(document: dict[str, Any], *items: str) -> dict[str, str]:
    """Point verdicts by path with the items relieved, as scoring gives them for the whole document."""
    changed = document | {"answers": document["answers"] | dict.fromkeys(items, MOSTLY)}
    paths = plain(scoring.exact(scoring.parse(changed)))["paths"]
    return {key: path["exact"]["point"]["verdict"] for key, path in paths.items() if "exact" in path}


def told(before: dict[str, str], after: dict[str, str]) -> list[dict[str, str]]:
    """The verdicts that are better after than before, as a step tells them."""
    return [
        {"path": key, "from": before[key], "to": after[key]}
        for key in sorted(before)
        if VERDICTS.index(after[key]) > VERDICTS.index(before[key])
    ]


@settings(max_examples=60, deadline=None)
@given(document=worlds())
def test_every_step_is_what_scoring_says_of_the_changed_inputs(document: dict[str, Any]) -> None:
    found = plain(relief(scoring.parse(document)))
    before, done = relieved(document), list[str]()
    reached = before
    for step in found["steps"]:
        after = relieved(document, *done, step["item"])
        assert step["unlocks"] == told(reached, after)
        if step["needs"]:
            assert not step["unlocks"]
            assert step["together"]
            together = relieved(document, *done, step["item"], *step["needs"])
            assert step["together"] == told(reached, together)
        else:
            assert step["unlocks"]
        assert step["gain"] >= 0
        done.append(step["item"])
        reached = after
    stuck = [key for key, verdict in reached.items() if verdict == before[key] != "scale"]
    assert found["beyond"] == sorted(stuck)
    assert len(done) == len(set(done))


@settings(max_examples=30, deadline=None)
@given(document=worlds())
def test_the_order_does_not_depend_on_the_order_of_the_inputs(document: dict[str, Any]) -> None:
    shuffle = random.Random(7)
    answers, paths = list(document["answers"].items()), list(document["paths"])
    shuffle.shuffle(answers)
    shuffle.shuffle(paths)
    other = document | {"answers": dict(answers), "paths": paths}
    assert plain(relief(scoring.parse(other))) == plain(relief(scoring.parse(document)))


def constraints_of(document: dict[str, Any], key: str) -> list[str]:
    path = next(path for path in document["paths"] if path["key"] == key)
    return [f"{key}!{constraint}" for constraint in path["constraints"]]


def test_one_constraint_unlocks_its_path() -> None:
    document = world()
    item = constraints_of(document, "community")[0]
    document["answers"][item] = {"level": 1, "grade": "measured"}
    found = plain(relief(scoring.parse(document)))
    unlocked = {"path": "community", "from": "relieve_first", "to": "scale"}
    assert [(step["item"], step["unlocks"], step["needs"]) for step in found["steps"]] == [
        (item, [unlocked], [])
    ]
    assert found["steps"][0]["gain"] == pytest.approx(0.5)
    assert found["beyond"] == []


def test_what_unlocks_nothing_alone_says_what_else_it_takes() -> None:
    document = world()
    item = constraints_of(document, "community")[0]
    factors = document["paths"][0]["factors"]
    other = next(f"community/{key}" for key, role in factors.items() if role == "capability")
    document["answers"] |= {each: {"level": 1, "grade": "measured"} for each in (item, other)}
    first, second = plain(relief(scoring.parse(document)))["steps"]
    unlocked = {"path": "community", "from": "relieve_first", "to": "scale"}
    assert [first["item"], *first["needs"]] == sorted([item, other])
    assert first["unlocks"] == []
    assert first["together"] == [unlocked]
    assert second["unlocks"] == [unlocked]
    assert second["needs"] == []


def test_the_larger_gain_comes_first_then_the_key() -> None:
    document = world()
    items = {key: constraints_of(document, key)[0] for key in ("community", "partner", "content")}
    levels = {"community": 2, "partner": 1, "content": 2}
    for key, item in items.items():
        document["answers"][item] = {"level": levels[key], "grade": "measured"}
    steps = plain(relief(scoring.parse(document)))["steps"]
    assert [step["item"] for step in steps] == [items["partner"], items["community"], items["content"]]


def test_a_match_cannot_be_relieved_and_where_all_scales_nothing_is_to_do() -> None:
    document = world()
    assert plain(relief(scoring.parse(document)))["steps"] == []
    for path in document["paths"]:
        path["alignment"] = dict.fromkeys(path["alignment"], 1)
    found = plain(relief(scoring.parse(document)))
    assert found["steps"] == []
    assert found["beyond"] == ["community", "content", "partner"]
