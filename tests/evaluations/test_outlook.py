"""What the result says aloud, from real answers under either method: the finding, each path, and the road."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from evaluations import scoring
from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation, Product
from evaluations.results.queries import found_of
from evaluations.scoring import method2
from evaluations.wording.method2 import Issued
from evaluations.wording.outlook import PathOutlook, lead_of, leaning, one_sentence, outlooks
from tests.conftest import NOW
from tests.evaluations.said import NAMES, scored
from tests.evaluations.test_result_page import EIGHT, answered
from tests.scoring.method2.worlds import vector_document
from workspaces.actors import Actor

ActorOf = Callable[..., Actor]
YES = {"level": 4, "grade": "measured"}
# What no board says.
UNSAID = re.compile(
    r"\b0\.\d|told apart|the middle|clears?\b|short of 0|weights that are open|\bbits\b|sampled|draws",
    re.IGNORECASE,
)


def all_yes(answers: dict[str, Any] | None = None) -> dict[str, Any]:
    """Every answer Yes, measured, but these (None takes one away)."""
    document = vector_document("V1")
    document["answers"] |= answers or {}
    document["answers"] = {item: each for item, each in document["answers"].items() if each is not None}
    return document


def paths_2(document: dict[str, Any]) -> dict[str, PathOutlook]:
    """The outlook of a vector's answers under method 2, by path."""
    inputs = scoring.parse(document)
    found = outlooks(Issued.of(method2.result_of(inputs), NAMES))
    return {path.key: path for path in found}


def paths_1(document: dict[str, Any]) -> dict[str, PathOutlook]:
    return {path.key: path for path in outlooks(scored(document | {"method": "1"}))}


def said(paths: dict[str, PathOutlook]) -> str:
    return "".join(piece.text for piece in one_sentence(tuple(paths.values())))


class TestAPath:
    def test_scale(self) -> None:
        path = paths_2(all_yes())["community"]
        assert (path.verdict, path.beneath, path.icon, path.tone) == ("scale", "Scale", "scale", "scale")
        assert path.why == "Market and product suit the path, and what it needs is in place."
        assert path.binds == "Nothing."
        assert path.unknown == "Nothing: every answer was seen or measured."

    def test_what_binds_is_named_so_that_more_is_better_and_nothing_else_is_named(self) -> None:
        one = {"community!member_value": {"level": 1, "grade": "measured"}}
        for paths in (paths_1, paths_2):
            path = paths(all_yes(one))["community"]
            assert path.verdict == "relieve_first"
            assert path.binds == "No repeated member value: under control, slightly."
            assert (
                path.why == "Market and product suit the path, but ‘No repeated member value’ holds it back."
            )

    def test_a_withheld_verdict_wears_its_lean(self) -> None:
        told = {"community!member_value": {"level": 4, "grade": "reported"}}
        path = paths_2(all_yes(told))["community"]
        assert path.is_withheld
        assert path.lean == "scale"
        assert (path.icon, path.tone) == ("scale-lean", "scale")
        assert path.beneath.startswith("leans Scale ")
        assert path.why == "The answers that would carry a verdict were reported or assumed, never seen."
        assert path.unknown == "‘No repeated member value’ was reported or assumed, never seen."

    def test_a_path_that_fights_the_growth_model(self) -> None:
        fighting = {"community@alignment": {"level": 0, "grade": "measured"}}
        path = paths_2(all_yes(fighting))["community"]
        assert path.beneath == "Park, fights the growth model"
        assert path.icon == "fights"
        assert path.binds == "The path fights the growth model."

    def test_without_pull_it_is_parked_and_the_weak_side_is_named(self) -> None:
        path = paths_2(all_yes({"community/interest": {"level": 0, "grade": "measured"}}))["community"]
        assert path.why == (
            "Market and product do not suit the path, and product work cannot mend that: pull is its weakest side."
        )


class TestWhatWouldChangeIt:
    def test_a_constraint_is_said_so_that_more_is_better(self) -> None:
        one = {"community!member_value": {"level": 1, "grade": "measured"}}
        path = paths_2(all_yes(answers=one))["community"]
        assert path.upward is not None
        assert path.upward.said == (
            "It becomes Scale once measurement shows ‘No repeated member value’ mostly under control."
        )
        assert path.relief is not None
        assert path.relief.said == (
            "Bring ‘No repeated member value’ mostly under control, and it becomes Scale."
        )

    def test_what_would_break_it(self) -> None:
        path = paths_2(all_yes())["community"]
        assert path.downward is not None
        assert path.downward.said.startswith("If measurement shows ")
        assert path.downward.said.endswith(", it is Relieve first.")


class TestTheRoad:
    def test_one_check(self) -> None:
        told = {"community!member_value": {"level": 4, "grade": "reported"}}
        road = paths_2(all_yes(told))["community"].road
        assert road is not None
        assert road.title == "One check settles Community"
        assert road.verdict == "scale"
        assert [check.item for check in road.checks] == ["community!member_value"]
        outcomes = [(each.when, each.verdict, each.said) for each in road.checks[0].consequences]
        assert outcomes == [
            ("Mostly or better", "scale", "is issued"),
            ("Partly or worse", "relieve_first", "is issued"),
        ]

    def test_every_outcome_is_what_the_method_then_issues(self) -> None:
        """Each level of each check, scored anew with the checks before it as supposed."""
        answers = {
            "community!member_value": {"level": 4, "grade": "assumed"},
            "community/management": None,
        }
        inputs = scoring.parse(all_yes(answers))
        road = method2.result_of(inputs).promises["community"].road
        assert road is not None
        checks = method2.checks_of(inputs, "community", road)
        assert len(checks) == 2
        before: dict[str, int] = {}
        rest = dict(road.answers)
        for check in checks:
            for level in range(5):
                at_once = issued_with(inputs, before | {check.item: level})
                in_the_end = issued_with(inputs, rest | {check.item: level})
                assert (check.at_once[level], check.in_the_end[level]) == (at_once, in_the_end)
            before[check.item] = check.level
        assert checks[-1].at_once[checks[-1].level] == road.verdict

    def test_an_issued_verdict_has_none(self) -> None:
        assert paths_2(all_yes())["community"].road is None


def issued_with(inputs: scoring.Inputs, levels: dict[str, int]) -> str:
    from dataclasses import replace

    answers = dict(inputs.answers) | {
        item: scoring.Answer(level=level, grade="measured") for item, level in levels.items()
    }
    found = method2.judgement_of(replace(inputs, answers=answers)).paths["community"]
    assert found is not None
    return found.judged.verdict


class TestTheFinding:
    def test_one_path_of_each_kind(self) -> None:
        assert said(paths_2(all_yes())) == "Put more behind Community now."
        one = {"community!member_value": {"level": 1, "grade": "measured"}}
        assert said(paths_2(all_yes(one))) == "Relieve what holds Community back."
        told = {"community!member_value": {"level": 4, "grade": "reported"}}
        assert said(paths_2(all_yes(told))) == "One check decides on Community."

    @pytest.mark.parametrize("method", ["1", "2"])
    def test_all_eight_are_in_it_and_nothing_reads_like_a_figure(
        self, method: str, product: Product, actor: ActorOf
    ) -> None:
        evaluation = answered(
            product, actor(), no_repeated_member_value=1, search_demand=0, product_readiness=4, host_overlap=2,
            buyer_intent=2,
        )  # fmt: skip
        Evaluation.objects.filter(pk=evaluation.pk).update(method=method)
        evaluation.method = method
        paths = outlooks(found_of(evaluation))
        finding = "".join(piece.text for piece in one_sentence(paths))
        assert len(paths) == len(EIGHT)
        assert all(path.name in finding or "other" in finding for path in paths)
        spoken = [finding, *(text for path in paths for text in (path.why, path.binds, path.unknown))]
        assert [text for text in spoken if UNSAID.search(text)] == []

    def test_before_the_first_answer(self, product: Product, actor: ActorOf) -> None:
        evaluation = answered(product, actor(), ["community"])
        save_answers(
            evaluation=evaluation,
            answers=[
                AnswerInput.of(key, level=None, grade=None) for key in found_of(evaluation).inputs.answers
            ],
            by=actor(),
            now=NOW,
        )
        paths = outlooks(found_of(evaluation))
        assert "".join(piece.text for piece in one_sentence(paths)) == (
            "Nothing is answered yet, so no path has a verdict."
        )
        assert lead_of(paths) is None


@pytest.mark.parametrize(
    ("lean", "chance", "said"),
    [
        (None, None, ""),
        ("scale", 0.76, "leans Scale, 76 %"),
        ("park", 0.4, "too little known to lean"),
        ("on_the_line", 0.8, "on the line"),
    ],
)
def test_a_list_says_of_a_withheld_verdict_what_its_result_says(
    lean: str | None, chance: float | None, said: str
) -> None:
    assert leaning(lean, chance).replace("\u00a0", " ") == said
