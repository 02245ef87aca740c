"""Section 23, input: every fault of a document is found at once and named by JSON Pointer."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.scoring import InvalidInputs, parse
from evaluations.scoring.reading import read_document

from .worlds import mini

GOOD = {"method": "1", "paths": mini("community"), "answers": {}, "growth_model": "plg", "order": None}


def faults_of(document):
    with pytest.raises(InvalidInputs) as caught:
        parse(document)
    return [(fault.pointer, fault.code) for fault in caught.value.faults]


def changed(**fields):
    return {**copy.deepcopy(GOOD), **fields}


def with_path(**fields):
    return changed(paths=[{**mini("community")[0], **fields}])


def with_answer(answer, item="community/interest"):
    return changed(answers={item: answer})


CASES = {
    "not an object": ([], [("", "type")]),
    "another method": (changed(method="3"), [("/method", "method")]),
    "an unknown field": (changed(extra=1), [("/extra", "unknown_field")]),
    "no paths": ({"answers": {}}, [("/paths", "missing")]),
    "paths as an object": (changed(paths={}), [("/paths", "type")]),
    "a path that is no object": (changed(paths=[3], growth_model=None), [("/paths/0", "type")]),
    "the same path twice": (changed(paths=mini("community", "community")), [("/paths/1/key", "duplicate")]),
    "a reserved key": (with_path(key="surface"), [("/paths/0/key", "reserved")]),
    "a key with a capital": (with_path(key="Community"), [("/paths/0/key", "key")]),
    "a key with a line break behind": (with_path(key="community\n"), [("/paths/0/key", "key")]),
    "an unknown role": (with_path(factors={"a/b": "push"}), [("/paths/0/factors/a~1b", "value")]),
    "an unknown relevance": (with_path(surfaces={"~": 3}), [("/paths/0/surfaces/~0", "value")]),
    "a true relevance": (with_path(surfaces={"x": True}), [("/paths/0/surfaces/x", "value")]),
    "an unknown path field": (with_path(note="x"), [("/paths/0/note", "unknown_field")]),
    "a constraint twice": (with_path(constraints=["a", "a"]), [("/paths/0/constraints/1", "duplicate")]),
    "constraints as text": (with_path(constraints="abc"), [("/paths/0/constraints", "type")]),
    "a nameless constraint": (with_path(constraints=[""]), [("/paths/0/constraints/0", "key")]),
    "a lone surrogate": (with_path(constraints=["\ud800"]), [("/paths/0/constraints/0", "key")]),
    "no alignment": (with_path(alignment={}), [("/paths/0/alignment", "empty")]),
    "an alignment of 2.0": (with_path(alignment={"plg": 2.0}), [("/paths/0/alignment/plg", "value")]),
    "different growth models": (
        changed(paths=[mini("community")[0], {**mini("partner")[0], "alignment": {"plg": 1}}]),
        [("/paths/1/alignment", "growth_models")],
    ),
    "an unknown growth model": (changed(growth_model="other"), [("/growth_model", "unknown_growth_model")]),
    "a growth model of 3": (changed(growth_model=3), [("/growth_model", "type")]),
    "priorities as text": (changed(order="pull"), [("/order", "type")]),
    "priorities that name too few": (changed(order=[["pull", "product"]]), [("/order", "incomplete")]),
    "priorities that name one twice": (
        changed(order=[["pull", "product", "access"], ["compounding", "carry", "pull"]]),
        [("/order/1/2", "duplicate")],
    ),
    "priorities with an empty group": (
        changed(order=[["pull", "product", "access", "compounding", "carry"], []]),
        [("/order/1", "type")],
    ),
    "answers as a list": (changed(answers=[]), [("/answers", "type")]),
    "an answer that is a number": (with_answer(3), [("/answers/community~1interest", "type")]),
    "a level without a grade": (
        with_answer({"level": 3}),
        [("/answers/community~1interest/grade", "missing")],
    ),
    "a grade without a level": (
        with_answer({"grade": "assumed"}),
        [("/answers/community~1interest/level", "missing")],
    ),
    "a level of 5": (
        with_answer({"level": 5, "grade": "assumed"}),
        [("/answers/community~1interest/level", "value")],
    ),
    "a level of true": (
        with_answer({"level": True, "grade": "assumed"}),
        [("/answers/community~1interest/level", "value")],
    ),
    "a level of 2.5 with an unknown grade": (
        with_answer({"level": 2.5, "grade": "guessed"}),
        [("/answers/community~1interest/level", "value"), ("/answers/community~1interest/grade", "value")],
    ),
    "a level and not applicable": (
        with_answer({"level": 3, "grade": "assumed", "na": True}),
        [("/answers/community~1interest", "conflict")],
    ),
    "a level and a range": (
        with_answer({"level": 3, "grade": "assumed", "lo": 0, "hi": 1, "evidenced": True}),
        [("/answers/community~1interest", "conflict")],
    ),
    "half a range": (
        with_answer({"lo": 0.5}),
        [
            ("/answers/community~1interest/hi", "missing"),
            ("/answers/community~1interest/evidenced", "missing"),
        ],
    ),
    "a range backwards": (
        with_answer({"lo": 0.5, "hi": 0.25, "evidenced": True}),
        [("/answers/community~1interest/hi", "value")],
    ),
    "a range that is not a number": (
        with_answer({"lo": float("nan"), "hi": float("inf"), "evidenced": True}),
        [("/answers/community~1interest/lo", "value"), ("/answers/community~1interest/hi", "value")],
    ),
    "not applicable in words": (with_answer({"na": "yes"}), [("/answers/community~1interest/na", "type")]),
    "a reason that is a number": (
        with_answer({"na": True, "reason": 3}),
        [("/answers/community~1interest/reason", "type")],
    ),
    "an unknown field of an answer nobody uses": (
        with_answer({"note": "x"}, item="elsewhere/x"),
        [("/answers/elsewhere~1x/note", "unknown_field")],
    ),
}


@pytest.mark.parametrize(("document", "expected"), CASES.values(), ids=CASES.keys())
def test_a_fault_is_named(document, expected):
    assert faults_of(document) == expected


@pytest.mark.property(22)
@pytest.mark.parametrize("item", ["community!member_value", "community@alignment", "growth_model"])
def test_what_always_applies_cannot_be_not_applicable(item):
    pointer = "/answers/" + item.replace("/", "~1") + "/na"
    assert faults_of(with_answer({"na": True}, item=item)) == [(pointer, "not_applicable")]


@pytest.mark.property(22)
@pytest.mark.parametrize("fields", [{"constraints": []}, {}])
def test_a_path_always_has_a_constraint(fields):
    path = {**mini("community")[0], **fields}
    if not fields:
        del path["constraints"]
    assert parse(changed(paths=[path])).paths[0].constraints == ("unmapped",)


def test_all_faults_come_at_once():
    document = changed(paths=[{"key": "x"}, 3], answers={"a": 1, "b": {"level": 9}}, order=[], growth_model=7)
    assert faults_of(document) == [
        ("/paths/0/factors", "missing"),
        ("/paths/0/alignment", "missing"),
        ("/paths/1", "type"),
        ("/growth_model", "type"),
        ("/order", "incomplete"),
        ("/answers/a", "type"),
        ("/answers/b/level", "value"),
    ]


def test_answers_to_items_that_no_path_has_are_ignored():
    answers = {"other/thing": {"level": 3, "grade": "assumed"}, "surface/unlinked": {"designable": False}}
    assert parse(changed(answers=answers)).answers == {}


def test_growth_model_and_priorities_may_be_left_out():
    inputs = parse({"paths": mini("community")})
    assert (inputs.growth_model, inputs.order, inputs.answers) == (None, None, {})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["paths", "key", "answers", "order", "level", "grade", "lo", "factors", "alignment"]
            )
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=25,
)


@given(document=json_values, place=st.sampled_from(["whole", "paths", "path", "answers", "answer", "order"]))
def test_any_json_is_either_read_or_refused_with_reasons(document, place):
    documents = {
        "whole": document,
        "paths": changed(paths=document),
        "path": changed(paths=[document]),
        "answers": changed(answers=document),
        "answer": with_answer(document),
        "order": changed(order=document),
    }
    faults: tuple[object, ...] = ("none looked for",)
    try:
        parse(documents[place])
    except InvalidInputs as invalid:
        faults = invalid.faults
    assert faults


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff", "encoding"),
        (b"", "json"),
        (b"{", "json"),
        (b"[" * 100_000, "nesting"),
        (b"9" * 5000, "json"),
    ],
)
def test_what_is_no_json_is_one_fault_of_the_whole(content, code):
    with pytest.raises(InvalidInputs) as caught:
        read_document(content)
    assert [(fault.pointer, fault.code) for fault in caught.value.faults] == [("", code)]


def test_a_key_given_twice_is_refused_wherever_it_stands():
    with pytest.raises(InvalidInputs) as caught:
        read_document(b'{"answers": {"x": [{"level": 1, "level": 2}]}, "order": null, "order": null}')
    assert [fault.pointer for fault in caught.value.faults] == ["/order", "/answers/x/0/level"]
