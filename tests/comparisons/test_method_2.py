"""Comparisons of what method 2 issues: generated members, stored ones, and members under different methods."""

import copy
import random
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from comparisons.cells import IssuedWhole, NotScored
from comparisons.figures import Figures, IssuedOverTime, PooledFigures, figures
from comparisons.models import Comparison
from comparisons.paths import IssuedCell, IssuedChange, IssuedPanelPath
from comparisons.queries import comparisons, result_of, setting_of, whole
from comparisons.result import ComparisonResult, HeadOfMethod, IssuedRatersPart, PooledItem
from evaluations import scoring
from evaluations.models import Evaluation
from evaluations.scoring import method2
from evaluations.scoring.plain import plain, read
from evaluations.vocabulary import FIND_OUT_FIRST, GRADES
from reports.build import build
from reports.models import Report
from reports.operations.reports import request_report
from reports.verification import verify
from tests.comparisons.conftest import Make, rated, whole_path
from tests.conftest import NOW
from tests.scoring.method2.worlds import world
from workspaces.actors import Actor

SEEDS = range(16)
Document = dict[str, Any]
Compared = Callable[..., Comparison]


def inputs_of(document: Document, **changed: Any) -> scoring.Inputs:
    return scoring.parse(copy.deepcopy(document) | changed)


def compared_figures(kind: str, *members: scoring.Inputs) -> Figures:
    return figures(kind, members, base=0, order=members[0].order, revisions=[{} for _ in members])


def regraded(document: Document, seed: int) -> Document:
    """The same levels, each with another grade."""
    chance, answers = random.Random(seed), copy.deepcopy(document["answers"])
    for answer in answers.values():
        if answer.get("grade"):
            answer["grade"] = chance.choice(GRADES)
    return copy.deepcopy(document) | {"answers": answers}


@pytest.mark.parametrize("seed", SEEDS)
def test_other_evidence_is_learned_and_moves_no_fit(seed: int) -> None:
    before = world(seed)
    found = compared_figures("over_time", inputs_of(before), inputs_of(regraded(before, seed)))
    assert found.over_time is not None
    change = found.over_time.changes[1]
    assert isinstance(change, IssuedOverTime)
    for each in change.paths.values():
        if each.stages is not None:
            assert each.stages.step in {None, "learned"}
            assert each.stages.learned == each.stages.changed == each.stages.catalog
        if each.F is not None:
            assert each.F.change == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_each_member_is_issued_what_it_is_issued_alone(seed: int) -> None:
    document = world(seed)
    members = (inputs_of(document), inputs_of(regraded(document, seed)))
    found = compared_figures("subjects", *members)
    for column, member in zip(found.columns, members, strict=True):
        alone = method2.judgement_of(member)
        for key, cell in column.items():
            path = alone.paths[key]
            if path is None:
                assert cell == NotScored()
                continue
            assert isinstance(cell, IssuedWhole)
            assert cell.verdict == path.judged.verdict
            assert (cell.lean is not None) == (cell.verdict == FIND_OUT_FIRST)


@pytest.mark.parametrize("seed", SEEDS)
def test_raters_who_agree_are_the_panel(seed: int) -> None:
    rater = inputs_of(world(seed))
    found = compared_figures("raters", rater, rater, rater)
    alone = method2.judgement_of(rater)
    assert isinstance(found.raters, PooledFigures)
    assert not any(item.conflict for item in found.raters.items.values())
    for key, path in found.raters.paths.items():
        own = alone.paths[key]
        assert own is not None
        assert (path.verdict, path.held_by, path.disputed) == (own.judged.verdict, (0, 1, 2), False)


@pytest.mark.parametrize("kind", ["over_time", "subjects", "raters"])
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_of_one_method_is_held_against_the_other(seed: int, kind: str) -> None:
    document = world(seed)
    plain_cells = [
        path | {"alignment": {model: _level(cell) for model, cell in path["alignment"].items()}}
        for path in document["paths"]
    ]
    for path in plain_cells:
        path.pop("economics", None)
    answers = {item: answer for item, answer in document["answers"].items() if "p" not in answer}
    other = inputs_of(document, method="1", paths=plain_cells, answers=answers)
    found = compared_figures(kind, inputs_of(document), other)
    assert {cell.state for cell in found.columns[1].values()} == {"other_method"}
    assert found.raters is None
    if found.over_time is not None:
        assert found.over_time.changes == (None, None)
    if found.subjects is not None:
        assert not any(found.subjects.ahead.values())


def _level(cell: Any) -> int:
    return int(cell["level"]) if isinstance(cell, dict) else int(cell)


def of_method_2(make: Make, product: str, title: str, told: str, by: Actor, **more: str) -> Evaluation:
    from evaluations.answers.operations import save_answers

    made = make(product, title, method="2")
    ratings = whole_path(made, "community", told) | {
        key.replace("__", "/"): value for key, value in more.items()
    }
    save_answers(evaluation=made, answers=rated(ratings), by=by, now=NOW)
    return made


def found_of(comparison: Comparison, actor: Actor) -> ComparisonResult:
    return result_of(setting_of(whole(comparisons(actor)).get(pk=comparison.pk)))


def built(comparison: Comparison, by: Actor, form: str) -> Report:
    formats = ("html", "pdf", "docx", "pptx", "xlsx", "csv", "md", "json")
    report = request_report(comparison=comparison, formats=formats, form=form, by=by, now=NOW).report
    assert build(report.pk, now=NOW)
    report.refresh_from_db()
    return report


@pytest.mark.parametrize("form", ["full", "executive"])
@pytest.mark.parametrize("kind", ["over_time", "subjects", "raters"])
def test_pages_and_reports_show_what_is_issued(
    kind: str, form: str, make: Make, strategist: Actor, compared: Compared, client: Client
) -> None:
    one = of_method_2(make, "Ledgerline", "May", "3 observed", strategist)
    product = "Other" if kind == "subjects" else "Ledgerline"
    told = "1 measured" if kind == "raters" else "3 assumed"
    two = of_method_2(make, product, "June", told, strategist)
    comparison = compared(kind, one, two)
    found = found_of(comparison, strategist)
    assert read(ComparisonResult, plain(found)) == found
    assert found.method == "2"
    assert all(isinstance(member, HeadOfMethod) for member in found.members)
    community = next(row for row in found.paths if row.key == "community")
    assert all(isinstance(cell, IssuedCell) for cell in community.cells)
    if kind == "over_time":
        change = community.change(1)
        assert isinstance(change, IssuedChange)
        assert change.stages is not None
        assert change.stages.step == "learned"
    if kind == "raters":
        assert isinstance(found.raters, IssuedRatersPart)
        assert isinstance(community.panel, IssuedPanelPath)
        assert isinstance(found.factors[0].panel, PooledItem)
    client.force_login(strategist.user)
    page = client.get(f"/comparisons/{comparison.pk}/")
    assert page.status_code == 200
    report = built(comparison, strategist, form)
    assert report.status == Report.SUCCEEDED
    assert verify(report).differences == ()


def test_members_of_different_methods_compare_in_their_answers_alone(
    make: Make, strategist: Actor, compared: Compared, client: Client
) -> None:
    from evaluations.answers.operations import save_answers

    one = of_method_2(make, "Ledgerline", "May", "3 observed", strategist)
    two = make("Ledgerline", "June", method="1")
    answers = rated(whole_path(two, "community", "3 observed"))
    save_answers(evaluation=two, answers=answers, by=strategist, now=NOW)
    for kind in ("over_time", "subjects", "raters"):
        comparison = compared(kind, one, two)
        found = found_of(comparison, strategist)
        said = " ".join((found.headline, *found.sentences))
        assert "judged by another method than the base" in said
        assert "no verdict changed" not in said
        assert [cell.state for cell in found.paths[0].cells] == ["whole", "other_method"]
        assert found.factors[0].cells[1].level == 3
        client.force_login(strategist.user)
        assert "judged by another method" in client.get(f"/comparisons/{comparison.pk}/").content.decode()
        assert built(comparison, strategist, "full").status == Report.SUCCEEDED
