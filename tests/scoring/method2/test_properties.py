"""The properties of method 2 that speak of verdicts, on random worlds of fixed seeds."""

import copy
import random

import pytest

from evaluations.scoring import InvalidInputs, parse

from . import transcription
from .following import issued, judged, measured, merged
from .worlds import CLASSES, GRADES, ISSUED, asked_of, scored, world

FEW, SOME, MANY = range(0, 30), range(1000, 1060), range(2000, 2120)


def rank(verdict):
    return ISSUED.index(verdict)


def open_items(document):
    """Items that some path asks, and that have no answer."""
    items = [item for path in document["paths"] for part in asked_of(path)[:2] for item in part]
    answers = document["answers"]
    return [
        item for item in dict.fromkeys(items) if not ({"level", "p", "na"} & answers.get(item, {}).keys())
    ]


def graded_items(document):
    return [item for item, answer in document["answers"].items() if "level" in answer]


def set_answer(document, item, **answer):
    kept = {"designable": False} if document["answers"].get(item, {}).get("designable") is False else {}
    return merged(document, {item: {**answer, **kept}})


@pytest.mark.property(3)
@pytest.mark.parametrize("seed", MANY)
def test_answering_open_questions_never_changes_an_issued_verdict(seed):
    chance, document = random.Random(seed), world(seed)
    before = issued(document)
    answered = document
    for item in open_items(document):
        if chance.random() < 0.7:
            answer = {"level": chance.randint(0, 4), "grade": chance.choice(GRADES)}
            answered = set_answer(answered, item, **answer)
    if document["growth_model"] is None and chance.random() < 0.5:
        answered["growth_model"] = chance.choice(list(document["paths"][0]["alignment"]))
    after = issued(answered)
    assert all(after[key] == verdict for key, verdict in before.items() if verdict != "find_out_first")


@pytest.mark.property(4)
@pytest.mark.property(5)
@pytest.mark.parametrize("seed", SOME)
def test_better_evidence_never_takes_a_verdict_away_and_weaker_never_earns_one(seed):
    document = world(seed)
    before = issued(document)
    for item in graded_items(document):
        answer = document["answers"][item]
        for grade in GRADES:
            better = GRADES.index(grade) < GRADES.index(answer["grade"])
            if grade == answer["grade"]:
                continue
            after = issued(set_answer(document, item, level=answer["level"], grade=grade))
            strong, weak = (after, before) if better else (before, after)
            for key in before:
                assert weak[key] in (strong[key], "find_out_first"), (item, grade, key)


@pytest.mark.property(7)
@pytest.mark.parametrize("seed", SOME)
def test_a_higher_level_never_parks_and_never_lowers_an_issued_verdict(seed):
    document = world(seed)
    before = issued(document)
    for item in graded_items(document):
        answer = document["answers"][item]
        if answer["level"] == 4:
            continue
        after = issued(set_answer(document, item, level=answer["level"] + 1, grade=answer["grade"]))
        for key, old in before.items():
            new = after[key]
            assert not (new == "park" != old)
            if "find_out_first" not in (old, new):
                assert rank(new) >= rank(old)


@pytest.mark.property(8)
@pytest.mark.parametrize("seed", SOME)
def test_an_open_question_answered_yes_never_parks(seed):
    document = world(seed)
    before = issued(document)
    for item in open_items(document):
        after = issued(set_answer(document, item, level=4, grade="measured"))
        assert not any(after[key] == "park" != before[key] for key in before)


@pytest.mark.property(9)
@pytest.mark.property(18)
@pytest.mark.parametrize("seed", SOME)
def test_at_most_one_class_holds_and_chances_are_chances(seed):
    for path in judged(world(seed)).values():
        holding = [code for code in range(5) if min(path.worse[code], path.better[code]) >= 0.66 - 1e-9]
        assert len(holding) <= 1
        if path.stated[0] == path.stated[1] and holding:
            assert CLASSES[holding[0]] == path.stated[0]
        assert sum(path.K) == pytest.approx(1, abs=1e-9)
        assert sum(path.K_together) == pytest.approx(1, abs=1e-9)
        assert all(a >= b - 1e-12 for a, b in zip(path.worse, path.worse[1:], strict=False))
        assert all(a <= b + 1e-12 for a, b in zip(path.better, path.better[1:], strict=False))


@pytest.mark.property(10)
@pytest.mark.parametrize("seed", range(3000, 3030))
def test_one_step_on_one_measured_item_never_leads_from_park_to_scale(seed):
    document = world(seed, catalog_like=True)
    document["growth_model"] = document["growth_model"] or "plg"
    for path in document["paths"]:
        path["alignment"] = dict.fromkeys(path["alignment"], 3)
    document["answers"] = {
        item: {"level": random.Random(item + str(seed)).randint(0, 4), "grade": "measured"}
        for path in document["paths"] for part in asked_of(path)[:2] for item in part
    }  # fmt: skip
    document["order"] = None
    before = issued(document)
    for item, answer in document["answers"].items():
        if answer["level"] < 4:
            after = issued(set_answer(document, item, level=answer["level"] + 1, grade="measured"))
            assert not any(before[key] == "park" and after[key] == "scale" for key in before)


@pytest.mark.property(11)
@pytest.mark.parametrize("seed", SOME)
def test_a_path_without_pull_never_passes(seed):
    document = world(seed, catalog_like=True)
    for path in document["paths"]:
        item = f"{path['key']}/f0"
        for level in (0, 1):
            after = issued(set_answer(document, item, level=level, grade="measured"))[path["key"]]
            assert after in ("park", "find_out_first")


@pytest.mark.property(12)
@pytest.mark.parametrize("seed", MANY)
def test_nothing_scales_without_evidence_and_assumptions_issue_nothing(seed):
    document = world(seed)
    for key, path in judged(document).items():
        if path.verdict == "scale":
            own = transcription.Path(document, next(p for p in document["paths"] if p["key"] == key))
            assert all(transcription.evidenced(answer) for _, answer in own.support)
            assert transcription.rests_on_evidence(own, "scale")
    assumed = copy.deepcopy(document)
    for answer in assumed["answers"].values():
        answer.pop("na", None)
        if "p" in answer:
            del answer["p"], answer["evidenced"]
            answer.update(level=3)
        if "level" in answer:
            answer["grade"] = "assumed"
    for key, path in judged(assumed).items():
        own = transcription.Path(assumed, next(p for p in assumed["paths"] if p["key"] == key))
        fights = all(transcription.stated(match) < 2 for match in own.matches.values())
        assert path.verdict == "find_out_first" or (path.verdict == "park" and fights)


@pytest.mark.property(13)
@pytest.mark.parametrize("seed", FEW)
def test_one_more_constraint_that_is_assumed_never_helps(seed):
    document = world(seed)
    more = copy.deepcopy(document)
    for path in more["paths"]:
        path["constraints"] = [*(path["constraints"] or ["unmapped"]), "further"]
        more["answers"][f"{path['key']}!further"] = {"level": 4, "grade": "assumed"}
    for key, path in judged(document).items():
        assert judged(more)[key].worse[4] <= path.worse[4] + 1e-12


@pytest.mark.property(14)
@pytest.mark.parametrize("seed", range(4000, 4040))
def test_what_is_settled_holds_under_any_weights_spacing_and_possible_answers(seed):
    chance, document = random.Random(seed), world(seed)
    for key, path in judged(document).items():
        if path.likelihood != "settled":
            continue
        own = transcription.Path(document, next(p for p in document["paths"] if p["key"] == key))
        for _ in range(50):
            drawn = {name: -1 / (chance.random() + 0.01) for name in transcription.DIMENSIONS}
            total = sum(drawn.values())
            weights = transcription.handed(document["order"], {name: w / total for name, w in drawn.items()})
            inner = sorted(chance.random() for _ in range(3))
            spacing = (0.0, *(0.1 * (j + 1) / 4 + 0.9 * inner[j] for j in range(3)), 1.0)
            levels = {
                item: chance.choice([x for x in range(5) if transcription.chances(answer)[x] > 0])
                for item, answer in own.items()
            }
            match = transcription.chances(chance.choice(list(own.matches.values())))
            a = chance.choice([x for x in range(5) if match[x] > 0])
            fits = [
                transcription.fit_under(
                    own, weights, spacing, transcription.dimension_values(own, levels, star=star)
                )
                for star in (False, True)
            ]
            support = min([a, *(levels[item] for item, _ in own.support)]) / 4
            code = transcription.class_of(*fits, support, a / 4)
            assert CLASSES[code] == path.verdict


@pytest.mark.property(15)
@pytest.mark.parametrize("seed", MANY)
def test_a_verdict_without_a_condition_does_not_hang_on_what_does_not_apply(seed):
    document = world(seed)
    for key, path in judged(document).items():
        own = transcription.Path(document, next(p for p in document["paths"] if p["key"] == key))
        no = {item: {"level": 0, "grade": "measured"} for item in own.na}
        if path.verdict in CLASSES[2:]:
            after = issued(merged(document, no))[key]
            assert (after == path.verdict) == (not path.only_if)
        assert not (path.only_if and path.likelihood == "settled")


@pytest.mark.property(15)
@pytest.mark.parametrize("item", ["a/f0", "a/f4", "a!slow", "a@alignment", "growth_model"])
def test_pull_capability_constraints_and_the_match_always_apply(item):
    document = world(1, most=1, catalog_like=True)
    document["answers"] = {item: {"na": True}}
    with pytest.raises(InvalidInputs) as caught:
        parse(document)
    assert [fault.pointer for fault in caught.value.faults] == [f"/answers/{item.replace('/', '~1')}/na"]


@pytest.mark.property(16)
@pytest.mark.parametrize("seed", FEW)
def test_our_own_judgement_of_a_match_never_parks_as_settled(seed):
    document = world(seed)
    document["growth_model"] = "plg"
    for path in document["paths"]:
        path["alignment"]["plg"] = {"level": 1, "provenance": "ours"}
        document["answers"].pop(f"{path['key']}@alignment", None)
    others = copy.deepcopy(document)
    for path in others["paths"]:
        path["alignment"]["plg"] = 4
    # As the paths would be parked by themselves, for something else, they may be settled.
    for key, path in judged(document).items():
        if judged(others)[key].likelihood != "settled":
            assert path.likelihood != "settled"
    overridden = {f"{path['key']}@alignment": {"level": 4, "grade": "measured"} for path in document["paths"]}
    assert issued(merged(document, overridden)) == issued(merged(others, overridden))


@pytest.mark.property(17)
@pytest.mark.parametrize("seed", SOME)
def test_the_display_order_is_that_of_the_issued_verdicts(seed):
    result = scored(world(seed))
    order = result["ranking"]["display_order"]
    ranks = [rank(result["paths"][key]["judged"]["verdict"]) for key in order]
    assert ranks == sorted(ranks, reverse=True)
    assert (result["headline"] or {"path": None})["path"] == (order[0] if order else None)


@pytest.mark.property(19)
@pytest.mark.parametrize("seed", FEW)
def test_a_path_does_not_depend_on_the_others_nor_on_any_order(seed):
    document = world(seed)
    result = scored(document)
    backwards = {
        **document,
        "paths": document["paths"][::-1],
        "answers": dict(reversed(document["answers"].items())),
    }
    assert repr(scored(backwards)) == repr(result)
    for path in document["paths"]:
        alone = scored({**document, "paths": [path]})
        assert alone["paths"][path["key"]] == result["paths"][path["key"]]


@pytest.mark.property(21)
@pytest.mark.parametrize("seed", SOME)
def test_economics_are_no_design(seed):
    document = world(seed)
    result = scored(document)
    for path in document["paths"]:
        found = result["paths"][path["key"]]
        for factor in path.get("economics", []):
            design = found.get("promises", {}).get("design") or {"answers": {}}
            assert f"{path['key']}/{factor}" not in design["answers"]


@pytest.mark.property(21)
def test_economics_are_not_raised_by_designing_in():
    document = world(5, most=1, catalog_like=True)
    document["answers"] = {"a/f1": {"level": 0, "grade": "measured"}}
    for surface in document["paths"][0]["surfaces"]:
        document["answers"][f"surface/{surface}"] = {"level": 3, "grade": "measured"}
    document["paths"][0]["economics"] = ["f1"]
    point = scored(document)["paths"]["a"]["exact"]["point"]
    assert point["F_star"] == point["F"]
    document["paths"][0]["economics"] = []
    point = scored(document)["paths"]["a"]["exact"]["point"]
    assert point["F_star"] > point["F"]


@pytest.mark.property(1)
def test_a_surface_that_cannot_be_designed_in_stays_so_in_a_promise():
    marked = [
        (item, answer)
        for seed in range(60)
        for path in scored(world(seed))["paths"].values()
        for kind in ("road", "to_scale")
        for item, answer in ((path.get("promises") or {}).get(kind) or {"answers": {}})["answers"].items()
        if world(seed)["answers"].get(item, {}).get("designable") is False
    ]
    assert marked
    assert all(answer["designable"] is False for _, answer in marked)


def test_measured_keeps_the_mark():
    document = {"answers": {"surface/a": {"designable": False}}}
    assert measured(document, "surface/a", 2)["surface/a"]["designable"] is False
