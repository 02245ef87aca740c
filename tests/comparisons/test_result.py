"""The result of a comparison: what each kind says, of whom, and what is not compared."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from channels_catalog.models import CatalogRelease
from channels_catalog.queries import catalog_of
from comparisons.members import members_of
from comparisons.models import Comparison
from comparisons.operations import create_comparison
from comparisons.queries import comparisons, result_of, setting_of, whole
from comparisons.rules import MemberInput
from evaluations.answers.operations import save_answers
from evaluations.models import Evaluation
from evaluations.scoring.plain import plain as as_json
from evaluations.work.operations.evaluations import delete_evaluation, duplicate
from evaluations.work.operations.status_changes import reopen, submit
from tests.comparisons.conftest import Make, rated, whole_path
from tests.comparisons.releases import reworded, with_copies
from tests.conftest import NOW
from tests.scoring.plainly import across_subjects, over_time, panel_report
from workspaces.actors import Actor

INTEREST = "community/community-interest"
Compared = Callable[..., Comparison]


def result(comparison: Comparison, actor: Actor, base: int | None = None) -> dict[str, Any]:
    stored = whole(comparisons(actor)).get(pk=comparison.pk)
    return as_json(result_of(setting_of(stored).based_on(base)))


def row(rows: list[dict[str, Any]], key: str) -> dict[str, Any]:
    return next(each for each in rows if each["key"] == key)


def answered(evaluation: Evaluation, ratings: dict[str, str], by: Actor) -> None:
    save_answers(evaluation=evaluation, answers=rated(ratings), by=by, now=NOW)


@pytest.fixture
def may(make: Make, strategist: Actor) -> Evaluation:
    """Community answered whole: every factor, constraint and surface is Mostly, observed."""
    made = make("Ledgerline", "May")
    answered(made, whole_path(made, "community", "3 observed"), strategist)
    return made


def test_identical_members_differ_in_nothing(may: Evaluation, strategist: Actor, compared: Compared) -> None:
    copy = duplicate(evaluation=may, by=strategist, now=NOW, title="Copy")
    found = result(compared("over_time", may, copy), strategist)
    assert found["headline"] == "From May to Copy, no verdict changed and no fit moved."
    for path in found["paths"]:
        assert not path["differs"]
        change = path["changes"][1]
        assert (change["F"]["change"], change["F"]["P_up"], change["F"]["clear"]) == (0, 0.5, False)
        assert change["F"]["likelihood"] == "no clear change"
        assert change["items"] == []
    assert not any(item["differs"] for item in found["factors"] + found["surfaces"] + found["constraints"])
    assert found["over_time"]["members"][1]["moved_most"] is None
    assert found["over_time"]["members"][1]["leader_changed"] is False


def test_a_change_over_time_is_split_into_exact_parts(
    may: Evaluation, strategist: Actor, compared: Compared
) -> None:
    """One pull answer from Mostly, observed to Yes, measured: by hand 0.75 → 1, of which all is the answer's."""
    later = duplicate(evaluation=may, by=strategist, now=NOW, title="November")
    answered(later, {INTEREST: "4 measured"}, strategist)
    made = compared("over_time", may, later)
    found = result(made, strategist)
    path = row(found["paths"], "community")
    fit = path["changes"][1]["F"]
    # Five dimensions of equal weight: a pull of one factor that rises by 0.25 adds 0.05 to the mean.
    assert fit["change"] == pytest.approx(0.05)
    assert fit["contributions"]["pull"] == pytest.approx(0.05)
    assert sum(fit["contributions"].values()) + fit["cap_effect"] == pytest.approx(fit["change"], abs=1e-6)
    factor = row(found["factors"], INTEREST)
    # mid(Yes, measured) = 1, mid(Mostly, measured) = 0.75, mid(Mostly, observed) = 0.75.
    assert factor["moves"] == [None, {"answer": 0.25, "evidence": 0.0}]
    assert [cell["mid"] for cell in factor["cells"]] == [0.75, 1]
    assert [cell["differs"] for cell in factor["cells"]] == [False, True]
    assert found["over_time"]["members"][1]["moved_most"] == {
        "path": "community", "change": 0.05, "part": "pull", "by": 0.05, "item": INTEREST,
    }  # fmt: skip
    inputs = [
        member.state.inputs for member in members_of("over_time", setting_of(made).choices) if member.state
    ]
    assert path["changes"][1] == over_time(*inputs, order=None)["paths"]["community"]
    turned = result(made, strategist, base=1)
    back = row(turned["paths"], "community")["changes"][0]["F"]
    assert (back["change"], back["P_up"]) == (-fit["change"], pytest.approx(1 - fit["P_up"]))


def test_raised_to_yes_a_path_leads_and_scales(
    may: Evaluation, strategist: Actor, compared: Compared
) -> None:
    later = duplicate(evaluation=may, by=strategist, now=NOW, title="November")
    answered(later, whole_path(later, "content", "4 measured"), strategist)
    found = result(compared("over_time", may, later), strategist)
    summary = found["over_time"]["members"][1]
    assert summary["leader"] == {"from": "community", "to": "content"}
    assert found["headline"].startswith("From May to November, Content moved from Find out first to ")
    assert "The lead passed from Community to Content." in found["sentences"]
    assert found["over_time"]["ranked"] == ["community", "content"]
    assert found["over_time"]["ranks"] == [[1, 2], [2, 1]]
    assert summary["tau_b"] == -1
    assert "The order of the paths is turned round." in found["sentences"]
    assert "tau" not in " ".join(found["sentences"])


def test_subjects_are_told_apart_where_ranges_are_clear(
    may: Evaluation, make: Make, strategist: Actor, compared: Compared
) -> None:
    poor = make("Osprey", "First look")
    answered(poor, whole_path(poor, "community", "1 measured"), strategist)
    made = compared("subjects", may, poor)
    found = result(made, strategist)
    assert row(found["paths"], "community")["ahead"] == [[0, 1]]
    assert row(found["paths"], "content")["ahead"] == []
    assert (
        found["headline"]
        == "Ledgerline is clearly ahead of Osprey on Community; elsewhere their ranges overlap."
    )
    assert found["over_time"] is None
    assert found["raters"] is None
    assert all(path["changes"] is None and path["panel"] is None for path in found["paths"])
    inputs = [
        member.state.inputs for member in members_of("subjects", setting_of(made).choices) if member.state
    ]
    core = across_subjects(inputs, order=None)["paths"]
    for path in found["paths"]:
        assert path["ahead"] == core[path["key"]]["ahead"]
        assert [cell["verdict"] for cell in path["cells"]] == [
            each["verdict"] for each in core[path["key"]]["members"]
        ]
        assert [cell["bands"] for cell in path["cells"]] == [
            each["bands"] for each in core[path["key"]]["members"]
        ]


def test_raters_are_a_panel(make: Make, strategist: Actor, compared: Compared) -> None:
    """Mostly observed, Slightly assumed, Yes reported: vector S13 of the method."""
    told = {"Ada": "3 observed", "Otto": "1 assumed", "Vera": "4 reported"}
    raters = [make("Ledgerline", name, {INTEREST: rating}) for name, rating in told.items()]
    made = compared("raters", *raters)
    found = result(made, strategist)
    panel = row(found["factors"], INTEREST)["panel"]
    assert (panel["lo"], panel["hi"], panel["mid"], panel["contested"]) == (0.25, 1.0, 0.625, True)
    assert found["raters"]["contested"] == [INTEREST]
    assert found["raters"]["alpha"]["value"] is None
    assert found["headline"] == (
        "All three raters share the panel’s verdict on every path; one of one answer is contested."
    )
    inputs = [
        member.state.inputs for member in members_of("raters", setting_of(made).choices) if member.state
    ]
    core = panel_report(inputs)
    assert found["raters"]["alpha"] == core["alpha"]
    for path in found["paths"]:
        assert path["panel"]["verdict"] == core["paths"][path["key"]]["verdict"]
        assert path["panel"]["rater_verdicts"] == core["paths"][path["key"]]["rater_verdicts"]
    turned = result(made, strategist, base=2)
    assert [path["panel"]["rater_verdicts"] for path in turned["paths"]] == [
        path["panel"]["rater_verdicts"] for path in found["paths"]
    ]


def test_a_path_that_only_some_have_is_a_gap(make: Make, strategist: Actor, compared: Compared) -> None:
    one, other = make("Ledgerline", "May"), make("Osprey", "May", paths=["content", "integrations"])
    found = result(compared("subjects", one, other), strategist)
    assert [path["key"] for path in found["paths"]] == ["community", "content", "integrations"]
    states = {path["key"]: [cell["state"] for cell in path["cells"]] for path in found["paths"]}
    assert states == {
        "community": ["whole", "not_chosen"],
        "content": ["whole", "whole"],
        "integrations": ["not_chosen", "whole"],
    }
    assert found["grounds"][1]["only_here"] == ["integrations"]
    factor = row(found["factors"], INTEREST)
    assert [cell["state"] for cell in factor["cells"]] == ["unanswered", "not_asked"]


def test_a_deleted_member_keeps_its_column_without_figures(
    may: Evaluation, make: Make, strategist: Actor, compared: Compared
) -> None:
    other, third = make("Ledgerline", "June"), make("Ledgerline", "July")
    made = compared("over_time", other, may, third)
    delete_evaluation(evaluation=other, by=strategist, now=NOW)
    found = result(made, strategist)
    assert found["base"] == 1
    assert [member["state"] for member in found["members"]] == ["deleted", "present", "present"]
    assert found["members"][0]["title"] == "Ledgerline: June"
    assert all(path["cells"][0]["state"] == "deleted" for path in found["paths"])
    assert found["over_time"]["members"][0] is None
    delete_evaluation(evaluation=third, by=strategist, now=NOW)
    assert (
        result(made, strategist)["headline"]
        == "Only May is still there, so there is nothing to compare it with."
    )
    delete_evaluation(evaluation=may, by=strategist, now=NOW)
    gone = result(made, strategist)
    assert gone["base"] is None
    assert gone["headline"] == "None of the members is there any more, so there is nothing to compare."
    assert gone["paths"] == []


def test_a_snapshot_is_a_member_beside_what_it_was_taken_of(may: Evaluation, strategist: Actor) -> None:
    submit(evaluation=may, by=strategist, now=NOW)
    reopened = reopen(evaluation=may, by=strategist, now=NOW)
    answered(reopened, {INTEREST: "4 measured"}, strategist)
    members = [MemberInput(evaluation=may.pk, snapshot=1), MemberInput(evaluation=may.pk)]
    made = create_comparison(title="Then and now", kind="over_time", members=members, by=strategist, now=NOW)
    found = result(made, strategist)
    assert [member["snapshot"] and member["snapshot"]["number"] for member in found["members"]] == [1, None]
    assert [cell["level"] for cell in row(found["factors"], INTEREST)["cells"]] == [3, 4]


def test_priorities_are_the_comparisons_or_the_bases(
    may: Evaluation, make: Make, strategist: Actor, compared: Compared
) -> None:
    order = [["carry"], ["pull", "product", "access", "compounding"]]
    other = make("Osprey", "May", priorities=order)
    assert result(compared("subjects", may, other), strategist)["priorities"] is None
    assert result(compared("subjects", may, other, base=1), strategist)["priorities"] == order
    mine = [["pull"], ["product", "access", "compounding", "carry"]]
    assert result(compared("subjects", may, other, priorities=mine), strategist)["priorities"] == mine


def test_a_changed_answer_shows_at_once(
    may: Evaluation, make: Make, strategist: Actor, compared: Compared
) -> None:
    made = compared("subjects", may, make("Osprey", "May"))
    before = row(result(made, strategist)["paths"], "community")["cells"][0]["V"]
    answered(may, whole_path(may, "community", "1 measured"), strategist)
    after = row(result(made, strategist)["paths"], "community")["cells"][0]["V"]
    assert before != after
    assert after == {"lo": 0.25, "point": 0.25, "hi": 0.25}


def test_members_on_different_releases_compare_on_what_is_worded_alike(
    may: Evaluation, make: Make, strategist: Actor, compared: Compared
) -> None:
    def reword(document: dict[str, Any]) -> None:
        document["factors"][0]["question"] = "Is there anything at all?"

    newer = make("Osprey", "May", release=reworded("2027.01", "community", reword))
    answered(newer, whole_path(newer, "community", "1 measured"), strategist)
    found = result(compared("subjects", may, newer), strategist)
    assert [(each["item"], each["reason"]) for each in found["left_out"]] == [(INTEREST, "reworded")]
    assert row(found["factors"], INTEREST)["compares"] is False
    alone = [cell["state"] for cell in row(found["paths"], "community")["cells"]]
    assert alone == ["whole", "whole"]
    # Without its only pull factor the path is compared on four dimensions, on both sides alike.
    assert row(found["paths"], "community")["cells"][0]["V"]["point"] == 0.75


def test_a_reworded_constraint_leaves_fit_alone_to_compare(
    may: Evaluation, make: Make, strategist: Actor, compared: Compared
) -> None:
    def reword(document: dict[str, Any]) -> None:
        document["constraint"]["question"] = "Is the trouble gone?"

    newer = make("Osprey", "May", release=reworded("2027.02", "community", reword))
    found = result(compared("subjects", may, newer), strategist)
    path = row(found["paths"], "community")
    assert [cell["state"] for cell in path["cells"]] == ["fit_only", "fit_only"]
    assert path["cells"][0]["verdict"] is None
    assert path["ahead"] == []
    assert found["grounds"][1]["fit_only"] == ["community"]


def test_what_moved_most_is_of_fit_and_not_of_support(
    make: Make, strategist: Actor, compared: Compared
) -> None:
    stamina = "community/community-management-capability"
    may = make("Ledgerline", "May", {INTEREST: "2 measured", stamina: "0 measured"})
    june = make("Ledgerline", "June", {INTEREST: "3 measured", stamina: "4 measured"})
    moved = result(compared("over_time", may, june), strategist)["over_time"]["members"][1]["moved_most"]
    assert (moved["path"], moved["item"]) == ("community", INTEREST)


def queries_of(comparison: Comparison, actor: Actor) -> int:
    with CaptureQueriesContext(connection) as asked:
        result(comparison, actor)
    return len(asked)


@pytest.mark.services
def test_twelve_members_of_twenty_paths_take_no_more_queries_than_two(
    make: Make, strategist: Actor, compared: Compared
) -> None:
    release = with_copies("2027.20", 12)
    paths = [f"copy-{number:02}" for number in range(12)]
    paths += ["community", "content", "integrations", "product-invitations"]
    paths = [*paths, *(c for c in _others(release) if c not in paths)][:20]
    assert len(paths) == 20
    rows = [make(f"Product {number}", "May", paths=paths, release=release) for number in range(12)]
    for number, each in enumerate(rows):
        answered(each, whole_path(each, "content", f"{number % 5} observed"), strategist)
    two, twelve = compared("subjects", *rows[:2]), compared("subjects", *rows)
    assert len(result(twelve, strategist)["paths"]) == 20
    assert (queries_of(two, strategist), queries_of(twelve, strategist)) == (4, 4)


def _others(release: CatalogRelease) -> list[str]:
    return [channel.key for channel in catalog_of(release.pk).channels]
