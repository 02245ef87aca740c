"""Counting outcomes: by how sure the verdict was called, with the range of the share, and words that fit the counts."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from scipy.stats import binomtest

from evaluations.answers.operations import save_answers
from evaluations.decisions.calibration import CALLED, AnswersBook, Row, calibrate, calibration_of, wilson
from evaluations.decisions.operations import record_decision
from evaluations.models import Decision, Evaluation
from evaluations.scoring import calibration as scores
from evaluations.vocabulary import HELD_IF
from tests.comparisons.conftest import rated, whole_path
from tests.decided import decided
from workspaces.actors import Actor


def outcome(
    word: str, *, verdict: str = "scale", likelihood: str | None = "very likely", decision: str = ""
) -> tuple[str, dict[str, Any]]:
    return word, {"decision": decision or verdict, "forecast": {"verdict": verdict, "likelihood": likelihood}}


def test_outcomes_stand_in_the_row_of_their_likelihood() -> None:
    found = calibrate(
        [
            outcome("held"), outcome("failed"), outcome("unclear"), outcome("held", likelihood="settled"),
            outcome("held", likelihood="likely", verdict="park"),
            outcome("failed", verdict="find_out_first", likelihood="likely"),
            outcome("held", verdict="not_applicable", likelihood=None),
        ]
    )  # fmt: skip
    assert [(row.likelihood, row.held, row.failed, row.unclear) for row in found.rows] == [
        ("settled", 1, 0, 0), ("very likely", 1, 1, 1), ("likely", 1, 0, 0), ("open", 1, 1, 0)
    ]  # fmt: skip
    assert (found.departed, found.judged, found.total) == (0, 6, 7)


def test_a_decision_against_the_verdict_is_left_out_and_counted_as_such() -> None:
    found = calibrate([outcome("held", decision="park"), outcome("held")])
    assert (found.departed, found.judged, found.total) == (1, 1, 2)


@pytest.mark.parametrize("judged", [1, 2, 5, 30])
def test_the_range_is_the_score_interval(judged: int) -> None:
    for held in range(judged + 1):
        known = binomtest(held, judged).proportion_ci(0.95, method="wilson")
        assert wilson(held, judged) == pytest.approx((known.low, known.high), abs=1e-6)


def row(held: int, failed: int, likelihood: str = "very likely") -> Row:
    return Row(likelihood=likelihood, held=held, failed=failed, unclear=0)


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        (row(0, 0), "None came out one way or the other yet."),
        (row(4, 0), "Fewer than ten say next to nothing."),
        (row(10, 20), "less often than they were called"),
        (row(29, 1), "Nothing says that they are called wrongly."),
        (row(200, 0, "likely"), "more often than they were called"),
        (row(3, 7, "open"), "An open verdict promises nothing"),
    ],
)
def test_words_say_no_more_than_the_counts(counted: Row, said: str) -> None:
    assert said in counted.words


def test_the_statement_grows_with_the_outcomes() -> None:
    assert calibrate([]).statement == "No decision has an outcome yet."
    assert calibrate([outcome("held")] * 4).statement.startswith(
        "Four of the outcomes can be counted, fewer than ten"
    )
    assert calibrate([outcome("unclear")] * 9).statement.startswith("None of the outcomes can be counted")
    assert (
        calibrate([outcome("held")] * 9 + [outcome("failed")]).statement
        == "Nine of ten verdicts that were followed held."
    )


@pytest.mark.parametrize("likelihood", CALLED)
@pytest.mark.parametrize("judged", range(1, 40))
def test_all_of_them_never_read_as_less_often_than_called(judged: int, likelihood: str) -> None:
    assert wilson(judged, judged)[1] == 1
    assert "less often" not in row(judged, 0, likelihood).words
    assert "more often" not in row(0, judged, likelihood).words


def told(word: str, confidence: float | None, verdict: str = "scale") -> tuple[str, dict[str, Any]]:
    forecast = {"verdict": verdict, "likelihood": "likely", "confidence": confidence}
    return word, {"decision": verdict, "forecast": forecast}


def test_scores_come_from_ten_cases_on_and_count_what_was_said() -> None:
    said = [("held", 0.9), ("failed", 0.7), ("held", 0.8), ("unclear", 0.7), ("held", None)]
    few = calibrate([told(word, chance) for word, chance in said]).rows[2]
    assert (few.brier, few.log_score, len(few.pairs)) == (None, None, 3)
    many = calibrate([told(word, chance) for word, chance in said * 4]).rows[2]
    pairs = [(0.9, True), (0.7, False), (0.8, True)] * 4
    assert many.brier == pytest.approx(scores.brier(pairs))
    assert many.log_score == pytest.approx(scores.log_score(pairs))
    assert "Brier score 0.18 (one half gets 0.25)" in many.words


def test_outcomes_are_counted_by_verdict_as_each_defined_them() -> None:
    found = calibrate([told("held", 0.9, "park"), told("failed", 0.9, "park"), told("held", 0.9)])
    assert {each.verdict: (each.held, each.failed) for each in found.verdicts} == {
        "scale": (1, 0), "relieve_first": (0, 0), "design_in_first": (0, 0), "park": (1, 1)
    }  # fmt: skip
    assert [each.held_if for each in found.verdicts] == list(HELD_IF.values())


@pytest.mark.parametrize(("chance", "said"), [(0.9, "better than saying"), (0.05, "no better than saying")])
def test_the_book_of_answers_is_held_against_saying_nothing(chance: float, said: str) -> None:
    rest = (1 - chance) / 4
    book = AnswersBook(cases=(((chance, rest, rest, rest, rest), 0),) * 10)
    assert said in book.words
    assert AnswersBook(cases=book.cases[:9]).brier is None


def _answer(evaluation: Evaluation, grade: str, by: Actor, now: datetime) -> None:
    answers = rated(whole_path(evaluation, "community", f"3 {grade}"))
    save_answers(evaluation=evaluation, answers=answers, by=by, now=now)


@pytest.mark.django_db
def test_a_path_measured_since_is_a_case(
    evaluation_by_method_2: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    by, found = actor(), evaluation_by_method_2
    _answer(found, "observed", by, now)
    record_decision(evaluation=found, given=decided(), by=by, now=now)
    assert Decision.objects.get().forecast["K"] is not None
    assert calibration_of(by).answers.cases == ()
    _answer(found, "measured", by, now)
    (chances, came) = calibration_of(by).answers.cases[0]
    assert sum(chances) == pytest.approx(1)
    assert chances[came] > 0
