"""Sentences of method 2 on generated worlds: whole, and saying nothing that was not issued or promised."""

import json
from functools import cache

import pytest

from evaluations import scoring
from evaluations.scoring import method2
from evaluations.vocabulary import CLASS_WORDS, FIND_OUT_FIRST, LEVEL_WORDS, VERDICT_ORDER, VERDICT_WORDS
from evaluations.wording import Names, PathWords
from evaluations.wording.method2 import (
    Issued,
    all_path_words,
    finding_text,
    forecast_of,
    nothing_left,
    path_words,
    questions,
    ranks,
    tally,
)
from tests.scoring.method2.worlds import vector_document, world

NAMES = Names(paths={}, items={}, dimensions={}, growth_models={})
SEEDS = range(60)


@cache
def issued(seed: int) -> Issued:
    inputs = scoring.parse(world(seed, most=4))
    return Issued.of(method2.result_of(inputs), NAMES)


def sentences(words: PathWords) -> list[str]:
    said = (
        words.sentence, words.why, words.figures, words.match, words.held_back, words.unaided, words.priorities,
        words.change, words.upward, words.downward, words.only_if, words.road, words.relief, words.design,
    )  # fmt: skip
    return [each for each in said if each]


@pytest.mark.parametrize("seed", SEEDS)
def test_sentences_are_whole(seed: int) -> None:
    found = issued(seed)
    said = [each for words in all_path_words(found) for each in sentences(words)]
    said += [finding_text(found), *(question.why for question in questions(found, most=99))]
    for each in said:
        assert each.endswith("."), each
        assert not [wrong for wrong in ("..", "None", "  ", " .", " ,") if wrong in each], each
        assert each[0].isupper() or each[0].isdigit() or each[0] == "‘", each


@pytest.mark.parametrize("seed", SEEDS)
def test_a_withheld_verdict_carries_its_lean_and_an_issued_one_how_far_it_holds(seed: int) -> None:
    found = issued(seed)
    for words in all_path_words(found):
        path = found.path(words.key)
        if not path.applies:
            continue
        if words.verdict == FIND_OUT_FIRST:
            assert words.lean == path.judged.lean
            assert CLASS_WORDS[words.lean].lower().split()[-1] in words.how_sure.lower()
        else:
            assert words.lean is None
            assert words.how_sure.startswith(path.judged.likelihood)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_promise_is_told_whole(seed: int) -> None:
    """Every answer of a promise and the verdict it leads to stand in its sentence, and no sentence has none."""
    found = issued(seed)
    for words in all_path_words(found):
        path = found.path(words.key)
        if path.promises is None:
            continue
        told = {"road": words.road, "to_scale": words.upward, "relief": words.relief, "design": words.design}
        for kind, sentence in told.items():
            promise = getattr(path.promises, kind)
            if promise is None:
                assert not sentence or sentence.startswith("Nothing that could be measured")
                continue
            assert VERDICT_WORDS[promise.verdict] in sentence
            assert all(LEVEL_WORDS[level] in sentence for level in promise.answers.values())
            assert all(NAMES.quoted(item) in sentence for item in promise.answers)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_to_ask_next_is_what_can_change_a_verdict(seed: int) -> None:
    found = issued(seed)
    assert found.result is not None
    asked = questions(found, most=999)
    assert [each.item for each in asked] == [row.item for row in found.result.ask_next]
    assert bool(nothing_left(found)) == all(not row.can for row in found.result.ask_next)
    for row, question in zip(found.result.ask_next, asked, strict=True):
        for verdicts in list(row.can.values())[:3]:
            assert all(VERDICT_WORDS[verdict] in question.why for verdict in verdicts)


@pytest.mark.parametrize("seed", SEEDS)
def test_there_is_one_order(seed: int) -> None:
    found = issued(seed)
    order = [rank.key for rank in ranks(found)]
    assert order == found.order == [words.key for words in all_path_words(found)][: len(order)]
    shown = [VERDICT_ORDER.index(path_words(found, key).verdict) for key in order]
    assert shown == sorted(shown)
    occurring = {words.verdict for words in all_path_words(found)}
    assert [row.verdict for row in tally(found)] == [key for key in VERDICT_ORDER if key in occurring]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_forecast_is_what_is_issued_with_its_lean(seed: int) -> None:
    found = issued(seed)
    for words in all_path_words(found):
        kept = forecast_of(found, words.key, release="r")
        assert json.loads(json.dumps(kept)) == kept
        assert (kept["verdict"], kept["lean"]) == (words.verdict, words.lean)
        assert (kept["lean_chance"] is None) == (kept["lean"] is None)
        assert kept["method"] == "2"


def test_nothing_is_promised_of_a_judgement_alone() -> None:
    inputs = scoring.parse(world(1))
    found = Issued.of(method2.judgement_of(inputs), NAMES)
    assert (questions(found), nothing_left(found)) == ((), "")
    for words in all_path_words(found):
        told = (words.road, words.upward, words.downward, words.relief, words.design)
        assert not any(told)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("V6", "One check would settle Community as Scale if it comes out as expected: ‘Member value’."),
        ("V4", "Measuring will not settle Community; improving it will."),
    ],
)
def test_the_finding_says_what_settles_it(name: str, said: str) -> None:
    inputs = scoring.parse(vector_document(name))
    assert said in finding_text(Issued.of(method2.result_of(inputs), NAMES))
