"""The page that explains one path: every sum that stands on it comes out, and every figure leads to it."""

import html
import re
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evaluations.answers.operations import save_answers
from evaluations.answers.queries import answers_of
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation
from evaluations.results.explanations import explanation
from evaluations.results.queries import found_of, result_of
from evaluations.results.views.tabs import TABS
from evaluations.results.views.waterfall import pictures_1, pictures_2
from evaluations.scoring.plain import plain as as_json
from evaluations.wording import show_score
from evaluations.wording.method2 import Issued
from evaluations.work.operations.evaluations import change_evaluation
from evaluations.work.queries import catalog_for
from tests.evaluations.test_explanations import CASES
from tests.markup import squeezed
from workspaces.actors import Actor

# A sum of up to ten terms of which each is shown to four places.
CLOSE = 0.0008


@pytest.fixture
def page_of(
    evaluation: Evaluation, actor: Callable[..., Actor], client_of: Callable[..., Client], now: datetime
) -> Callable[[str], str]:
    """page_of(case): the page of Community with the case's answers, as a viewer gets it."""

    def make(case: str) -> str:
        answers, changes = CASES[case]
        row = change_evaluation(evaluation=evaluation, changes=changes, by=actor(), now=now)
        if answers:
            save_answers(evaluation=row, answers=answers, by=actor(), now=now)
        answer = client_of("viewer").get(f"/evaluations/{evaluation.pk}/explain/community/")
        assert answer.status_code == 200
        return html.unescape(squeezed(answer))

    return make


def sums(page: str) -> list[tuple[float, float]]:
    """Both sides of every worked sum on the page."""
    lines = re.findall(r'class="arithmetic">([^<]+)<', page)
    found = []
    for line in lines:
        left, _, right = line.rpartition(" = ")
        written = left.replace("×", "*").replace("÷", "/")
        assert re.fullmatch(r"(min|[\d.+*/(), ])+", written), line
        found.append((eval(written, {"__builtins__": {}, "min": min}), float(right)))
    return found


@pytest.mark.parametrize("case", CASES)
def test_every_sum_that_is_shown_comes_out(case: str, page_of: Callable[[str], str]) -> None:
    found = sums(page_of(case))
    assert len(found) >= 17
    assert [pair for pair in found if abs(pair[0] - pair[1]) > CLOSE] == []


@pytest.mark.parametrize("case", CASES)
def test_the_sums_end_in_the_figures_of_the_result(
    case: str, page_of: Callable[[str], str], evaluation: Evaluation
) -> None:
    page = page_of(case)
    stored = Evaluation.objects.get(pk=evaluation.pk)
    exact = as_json(result_of(stored))["paths"]["community"]["exact"]
    heads = re.findall(r'<h2 id="(\w+)-head">([^<]+)</h2>', page)
    shown = dict(heads)
    for part, value in (("fit", "F"), ("support", "S")):
        low, middle, high = (exact[end][value] for end in ("lo", "point", "hi"))
        span = (
            show_score(low)
            if show_score(low) == show_score(high)
            else f"{show_score(low)} to {show_score(high)}"
        )
        assert shown[part] == f"{part.capitalize()} {show_score(middle)} ({span})"
    assert shown["value"] == f"Value {show_score(exact['point']['V'])}"
    ends = {show_score(right) for _, right in sums(page)}
    assert {show_score(exact["point"][value]) for value in "FSV"} <= ends


def test_the_arithmetic_reads_as_one_would_write_it(page_of: Callable[[str], str]) -> None:
    page = page_of("some")
    # Access has left: nothing in it applies, so four dimensions share its weight.
    assert "0.25 × 0.9375 + 0.25 × 0.25 + 0.25 × 0.5 + 0.25 × " in page
    assert ">min(0.625, 0.5, 1) = 0.5<" in page
    assert "There is no such place." in page
    assert "Ada Admin" in page


@pytest.mark.services
def test_it_costs_the_same_with_more_paths(
    evaluation: Evaluation, actor: Callable[..., Actor], client_of: Callable[..., Client], now: datetime
) -> None:
    client, address = client_of("viewer"), f"/evaluations/{evaluation.pk}/explain/community/"

    def cost() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    before = cost()
    paths = ["community", "content", "integrations", "partner-channel", "expansion-motion"]
    row = change_evaluation(evaluation=evaluation, changes={"paths": paths}, by=actor(), now=now)
    more = [
        AnswerInput.of(f"surface/{key}", level=3, grade="observed") for key in ("data", "brand", "workflow")
    ]
    save_answers(evaluation=row, answers=more, by=actor(), now=now)
    assert cost() == before


def test_a_path_that_was_not_chosen_is_not_found(
    evaluation: Evaluation, client_of: Callable[..., Client]
) -> None:
    assert client_of().get(f"/evaluations/{evaluation.pk}/explain/content/").status_code == 404


def test_every_figure_of_the_result_leads_to_its_explanation(
    evaluation: Evaluation, client_of: Callable[..., Client]
) -> None:
    client = client_of("viewer")
    for path in ("community", "product-invitations"):
        address = f"/evaluations/{evaluation.pk}/explain/{path}/"
        page = "".join(
            squeezed(client.get(f"/evaluations/{evaluation.pk}/result/{tab}/?path={path}")) for tab in TABS
        )
        led = set(re.findall(rf'href="{address}#(\w+)"', page))
        assert led >= {"fit", "support", "confidence", "coverage", "rank", "priorities", "change"}
        explained = squeezed(client.get(address))
        assert led <= set(re.findall(r'\bid="(\w+)"', explained))
    assert f'href="/evaluations/{evaluation.pk}/what-if/"' in page


def test_under_method_2_every_anchor_is_there_and_pictures_add_up(
    evaluation: Evaluation, client_of: Callable[..., Client]
) -> None:
    Evaluation.objects.filter(pk=evaluation.pk).update(method="2")
    client = client_of("viewer")
    page = squeezed(client.get(f"/evaluations/{evaluation.pk}/explain/community/"))
    anchors = {"fit", "support", "confidence", "coverage", "rank", "priorities", "change", "verdict", "value"}
    assert anchors <= set(re.findall(r'\bid="(\w+)"', page))
    assert page.count('<figure class="waterfall">') == 2


@pytest.mark.parametrize("method", ["1", "2"])
def test_the_rows_of_a_picture_come_to_what_it_says(
    method: str, page_of: Callable[[str], str], evaluation: Evaluation
) -> None:
    page_of("some")
    stored = Evaluation.objects.select_related("release", "product").get(pk=evaluation.pk)
    stored.method = method
    found = found_of(stored)
    for key in found.order:
        if isinstance(found, Issued):
            fit, support = pictures_2(found.path(key))
        else:
            document = explanation(stored, catalog_for(stored), found, key, answers=answers_of(stored))
            fit, support = pictures_1(document)
        steps = [row for row in fit.rows if row.kind != "total"]
        assert all(after.start == before.end for before, after in pairwise(steps))
        assert steps[-1].end == pytest.approx(fit.rows[-1].end, abs=0.006)
        assert min(row.end for row in support.rows) == pytest.approx(support.rows[-1].end)
