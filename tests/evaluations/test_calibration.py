"""Counting outcomes: by how sure the verdict was called, with the range of the share, and words that fit the counts."""

from typing import Any

import pytest
from scipy.stats import binomtest

from evaluations.decisions.calibration import Row, calibrate, wilson


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
        (row(4, 0), "Fewer than five say next to nothing."),
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
        "Four of the outcomes can be counted, fewer than five"
    )
    assert calibrate([outcome("unclear")] * 9).statement.startswith("None of the outcomes can be counted")
    assert (
        calibrate([outcome("held")] * 5 + [outcome("failed")]).statement
        == "Five of six verdicts that were followed held."
    )
