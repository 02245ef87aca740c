"""Every promise of random worlds is followed, and is kept; none promises less than it could (properties 1, 2, 6)."""

import itertools
from collections import Counter

import pytest

from .following import issued, made, measured, merged, outcome
from .worlds import ISSUED, SCORED, scored, vector_document, world

WORLDS = [range(start, start + 20) for start in range(0, 160, 20)]
ALL_CELLS_OF = 4  # of every fourth world each cell of if_measured is followed, too


def rank(verdict):
    return ISSUED.index(verdict)


def followed(document, result, *, cells):
    for promise in made(document, result):
        if promise.kind == "if_measured" and not cells:
            continue
        yield promise, outcome(document, promise)


@pytest.mark.property(1)
@pytest.mark.property(2)
@pytest.mark.parametrize("seeds", WORLDS, ids=str)
def test_every_promise_of_a_random_world_is_kept(seeds):
    counts = Counter()
    for seed in seeds:
        document = world(seed)
        result = scored(document)
        before = {key: path["judged"]["verdict"] for key, path in result["paths"].items() if "judged" in path}
        for promise, found in followed(document, result, cells=seed % ALL_CELLS_OF == 0):
            assert found == promise.verdict, (seed, promise)
            counts[promise.kind] += 1
            assert_means_what_its_kind_says(promise, before[promise.path])
    assert sum(counts.values()) > 250
    assert {"road", "to_scale", "breaks", "if_measured"} <= counts.keys()


def assert_means_what_its_kind_says(promise, before):
    if promise.kind == "road":
        assert before == "find_out_first" != promise.verdict
    elif promise.kind == "to_scale":
        assert promise.verdict == "scale" != before
    elif promise.kind == "breaks":
        assert rank(promise.verdict) < rank(before)
    elif promise.kind in ("relief", "design"):
        assert rank(promise.verdict) > rank(before)
        assert all(answer["level"] == 3 for answer in promise.answers.values())


@pytest.mark.property(1)
@pytest.mark.parametrize("name", SCORED)
def test_every_promise_of_a_vector_is_kept(name):
    document = vector_document(name)
    for promise, found in followed(document, scored(document), cells=True):
        assert found == promise.verdict


@pytest.mark.property(2)
@pytest.mark.parametrize("seed", range(200, 230))
def test_what_is_called_the_fewest_is_the_fewest(seed):
    document = world(seed, most=1)
    for promise in (each for each in made(document, scored(document)) if each.kind in ("road", "to_scale")):
        (path,) = scored(document)["paths"].values()
        if not path["promises"][promise.kind]["smallest"]:
            continue
        reaches = {"to_scale": lambda verdict: verdict == "scale"}.get(
            promise.kind, lambda verdict: verdict != "find_out_first"
        )
        asked = list(path["promises"]["if_measured"])
        smaller = len(promise.answers) - 1
        if smaller < 0:
            continue  # to declare a growth model is enough
        levels = dict.fromkeys(asked, 4)
        if promise.kind == "road":
            levels = {item: answer["level"] for item, answer in promise.answers.items()}
        for chosen in itertools.combinations(levels, smaller):
            answers = {}
            for item in chosen:
                answers |= measured(document, item, levels[item])
            found = issued(merged(document, answers, promise.growth_model))[promise.path]
            assert not reaches(found), (seed, promise, chosen)


@pytest.mark.property(2)
@pytest.mark.parametrize("seed", range(260, 285))
def test_no_level_of_to_scale_can_be_lowered(seed):
    document = world(seed)
    for promise in (each for each in made(document, scored(document)) if each.kind == "to_scale"):
        for item, answer in promise.answers.items():
            if answer["level"]:
                less = {**promise.answers, item: {**answer, "level": answer["level"] - 1}}
                found = issued(merged(document, less, promise.growth_model))[promise.path]
                assert found != "scale"


@pytest.mark.property(6)
@pytest.mark.parametrize("seed", range(300, 320))
def test_ask_next_lists_exactly_the_measurements_that_change_something(seed):
    document = world(seed)
    result = scored(document)
    before = issued(document)
    can = {row["item"]: row["can"] for row in result["ask_next"]}
    for key, path in result["paths"].items():
        for item in path.get("promises", {}).get("if_measured", ()):
            possible = possible_levels(document, key, item)
            if len(possible) == 1 and item not in can:
                continue
            for level in possible:
                found = issued(merged(document, measured(document, item, level)))[key]
                stated = [
                    verdict for verdict, levels in can.get(item, {}).get(key, {}).items() if level in levels
                ]
                assert stated == ([] if found == before[key] else [found])


def possible_levels(document, key, item):
    from . import transcription

    path = next(each for each in document["paths"] if each["key"] == key)
    answer = dict(transcription.Path(document, path).items())[item]
    return [level for level, chance in enumerate(transcription.chances(answer)) if chance > 0]


@pytest.mark.property(6)
def test_rows_that_cannot_be_told_apart_share_a_place():
    lists = [scored(world(seed))["ask_next"] for seed in range(25)]
    assert any(lists)
    for listed in lists:
        for above, below in itertools.pairwise(listed):
            same = all(round(above[each], 2) == round(below[each], 2) for each in ("changes", "road"))
            assert same == (above["place"] == below["place"])
