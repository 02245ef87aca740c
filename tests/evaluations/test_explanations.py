"""Explain this number: what stands there adds up to the figures of the result."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pytest

from evaluations.answers.operations import save_answers
from evaluations.answers.queries import answers_of
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation
from evaluations.results.explanations import explanation
from evaluations.results.queries import inputs_of, result_of
from evaluations.scoring.plain import plain
from evaluations.wording import Names, Scored
from evaluations.work.operations.evaluations import change_evaluation
from evaluations.work.queries import catalog_for
from workspaces.actors import Actor

FACTORS = (
    "community-interest",
    "product-shareability",
    "community-infrastructure",
    "network-growth-potential",
    "community-management-capability",
)
CONSTRAINT = "community!no-repeated-member-value"
SOME = [
    AnswerInput.of(
        f"community/{FACTORS[0]}", level=4, grade="observed", note="Counted.", evidence_url="https://a.test/"
    ),
    AnswerInput.of(f"community/{FACTORS[1]}", level=1, grade="measured"),
    AnswerInput.of(f"community/{FACTORS[2]}", na=True, na_reason="There is no such place."),
    AnswerInput.of(f"community/{FACTORS[4]}", level=3, grade="assumed"),
    AnswerInput.of(CONSTRAINT, level=2, grade="reported"),
    AnswerInput.of("surface/workflow", level=3, grade="observed"),
    AnswerInput.of("surface/community", level=4, grade="measured"),
]
OVERRIDE = [AnswerInput.of("community@alignment", level=1, grade="measured", note="Tried twice.")]


@pytest.fixture
def explained(
    evaluation: Evaluation, actor: Callable[..., Actor], now: datetime
) -> Callable[..., dict[str, Any]]:
    """explained(answers, growth_model=...): the explanation of Community after saving them."""

    def make(answers: Sequence[AnswerInput], **changes: Any) -> dict[str, Any]:
        row = change_evaluation(evaluation=evaluation, changes=changes, by=actor(), now=now)
        if answers:
            row = save_answers(evaluation=row, answers=answers, by=actor(), now=now).evaluation
        found = Evaluation.objects.select_related("release").get(pk=row.pk)
        stored, catalog = answers_of(found), catalog_for(found)
        scored = Scored(
            result=result_of(found, stored),
            inputs=inputs_of(found, stored),
            names=Names.of(catalog),
        )
        document = plain(explanation(found, catalog, scored, "community", answers=stored))
        judged = scored.result.path("community")
        return document | {"_exact": plain(judged.exact) if judged else None}

    return make


CASES: dict[str, tuple[list[AnswerInput], dict[str, Any]]] = {
    "nothing": ([], {}),
    "undeclared": (SOME, {"growth_model": None}),
    "some": (SOME, {}),
    "prioritised": (SOME, {"priorities": [["carry"], ["pull", "product"], ["access", "compounding"]]}),
    "overridden": (SOME + OVERRIDE, {}),
}


@pytest.mark.parametrize("case", CASES)
def test_the_parts_add_up_to_the_figures(case: str, explained: Callable[..., dict[str, Any]]) -> None:
    answers, changes = CASES[case]
    found = explained(answers, **changes)
    fit, support, exact = found["fit"], found["support"], found["_exact"]
    for dimension in fit["dimensions"]:
        living = [item for item in dimension["items"] if item["applies"]]
        assert dimension["total"] == sum(item["weight"] for item in living)
        for end in ("lo", "point", "hi"):
            summed = sum(item["weight"] * item["value"][end] for item in living) / dimension["total"]
            assert dimension["value"][end] == pytest.approx(summed, abs=1e-6)
        assert dimension["contribution"] == pytest.approx(
            dimension["weight"] * dimension["value"]["point"], abs=2e-6
        )
    assert sum(dimension["weight"] for dimension in fit["dimensions"]) == pytest.approx(1, abs=1e-5)
    for end, mean in (("point", fit["mean"]), ("lo", None), ("hi", None)):
        values = [dimension["value"][end] for dimension in fit["dimensions"]]
        summed = sum(
            dimension["weight"] * value for dimension, value in zip(fit["dimensions"], values, strict=True)
        )
        assert mean is None or mean == pytest.approx(summed, abs=1e-5)
        assert fit["F"][end] == pytest.approx(min(summed, min(values) + 0.5), abs=1e-5)
        least = min(item["value"][end] for item in support["items"] if item["applies"])
        assert support["S"][end] == pytest.approx(least, abs=1e-6)
        assert found["value"][end] == min(fit["F"][end], support["S"][end])
    assert fit["cap_effect"] == pytest.approx(fit["F"]["point"] - fit["mean"], abs=2e-6)
    assert sorted(item["item"] for item in support["items"] if item["binding"]) == exact["binding"]


@pytest.mark.parametrize("case", CASES)
def test_coverage_is_what_its_denominators_give(case: str, explained: Callable[..., dict[str, Any]]) -> None:
    answers, changes = CASES[case]
    coverage = explained(answers, **changes)["coverage"]
    parts = coverage["of_fit"]
    for share, name in (("fit", "answered"), ("evidence_fit", "evidenced")):
        assert coverage[share] == pytest.approx(
            sum(part["weight"] * part[name] / part["total"] for part in parts), abs=1e-5
        )
    required = coverage["of_support"]
    known = required["answered"] + required["match_known"]
    assert coverage["support"] == pytest.approx(known / (required["asked"] + 1), abs=1e-6)
    assert coverage["evidence_support"] == pytest.approx(required["evidenced"] / required["asked"], abs=1e-6)


@pytest.mark.parametrize("case", CASES)
def test_the_rule_that_fired_gives_the_verdict_of_the_middle(
    case: str, explained: Callable[..., dict[str, Any]]
) -> None:
    answers, changes = CASES[case]
    found = explained(answers, **changes)
    fired = [rule for rule in found["rules"] if rule["fired"]]
    assert [rule["verdict"] for rule in fired] == [found["_exact"]["point"]["verdict"]]
    stopped = [gate["gate"] for gate in found["gates"] if gate["withholds"]]
    reason = found["sampled"]["reason"]
    assert stopped == ([] if reason is None else ["open" if reason == "thin" else reason])
    assert (found["sampled"]["verdict"] == found["sampled"]["lean"]) == (not stopped)


def test_every_answer_says_where_it_comes_from(
    explained: Callable[..., dict[str, Any]], actor: Callable[..., Actor], now: datetime
) -> None:
    found = explained(SOME)
    user = actor().user
    assert user is not None
    items = {item["item"]: item for part in found["fit"]["dimensions"] for item in part["items"]}
    assert items[f"community/{FACTORS[0]}"] == {
        "item": f"community/{FACTORS[0]}", "name": "Community Interest", "level": 4, "grade": "observed",
        "half_width": 0.125, "applies": True, "answered": True, "evidenced": True, "weight": 1, "share": 1.0,
        "value": {"lo": 0.875, "point": 0.9375, "hi": 1.0}, "binding": False, "na_reason": None, "note": "Counted.",
        "evidence_url": "https://a.test/", "version": 1,
        "changed_by": {"id": str(user.pk), "name": user.shown_name}, "changed_at": now,
    }  # fmt: skip
    assert "access" not in [part["dimension"] for part in found["fit"]["dimensions"]]
    assert [(item["item"], item["na_reason"]) for item in found["fit"]["left_out"]] == [
        (f"community/{FACTORS[2]}", "There is no such place.")
    ]


def test_the_match_names_its_source(explained: Callable[..., dict[str, Any]]) -> None:
    catalog = explained([])["support"]["match"]
    assert (catalog["source"], catalog["growth_model"], catalog["provenance"]) == (
        "catalog",
        "plg",
        catalog["provenance"],
    )
    assert catalog["catalog_level"] == catalog["levels"]["plg"]
    overridden = explained(OVERRIDE)
    assert overridden["support"]["match"]["source"] == "override"
    assert overridden["support"]["items"][-1]["level"] == 1
    undeclared = explained([], growth_model=None)
    assert undeclared["support"]["match"]["source"] == "undeclared"
    assert undeclared["support"]["items"][-1]["item"] == "growth_model"
    levels = undeclared["support"]["match"]["levels"].values()
    assert undeclared["support"]["A"]["lo"] == min(levels) / 4
    assert undeclared["support"]["A"]["hi"] == max(levels) / 4


def test_a_path_without_any_fit_says_only_that(
    explained: Callable[..., dict[str, Any]], evaluation: Evaluation
) -> None:
    links = catalog_for(evaluation).surface_links["community"]
    answers = [AnswerInput.of(f"community/{key}", na=True, na_reason="No.") for key in FACTORS[:4]]
    answers += [AnswerInput.of(f"surface/{key}", na=True, na_reason="No.") for key in links]
    found = explained(answers)
    assert found["verdict"] == "not_applicable"
    assert {name: found[name] for name in ("fit", "support", "coverage", "value", "sampled", "flips", "ranking")} == {
        "fit": None, "support": None, "coverage": None, "value": None, "sampled": None, "flips": None, "ranking": None,
    }  # fmt: skip
    assert (found["rules"], found["gates"], found["tornado"]) == ([], [], [])
