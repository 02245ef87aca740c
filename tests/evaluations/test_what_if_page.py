"""What if, as a page: its address is the scenario, and only keeping stores anything."""

import html
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.models import Answer, AnswerChange, Evaluation
from evaluations.work.operations.evaluations import change_evaluation
from evaluations.work.queries import catalog_for
from tests.api.addresses import stored as everything
from tests.markup import squeezed
from workspaces.actors import Actor

CONSTRAINT = "community!no-repeated-member-value"
FACTORS = (
    "community-interest",
    "product-shareability",
    "community-infrastructure",
    "network-growth-potential",
    "community-management-capability",
)
SHORT = "?base=2&level.community!no-repeated-member-value=4&grade.community!no-repeated-member-value=measured"


@pytest.fixture
def answered(evaluation: Evaluation, actor: Callable[..., Actor], now: datetime) -> Evaluation:
    """Community fits and carries; its constraint is Slightly under control, so it is to be relieved first."""
    answers = [AnswerInput.of(f"community/{key}", level=4, grade="measured") for key in FACTORS]
    answers += [AnswerInput.of(CONSTRAINT, level=1, grade="measured")]
    links = catalog_for(evaluation).surface_links["community"]
    answers += [AnswerInput.of(f"surface/{key}", level=3, grade="observed") for key in links]
    return save_answers(evaluation=evaluation, answers=answers, by=actor(), now=now).evaluation


def address(evaluation: Evaluation, query: str = "") -> str:
    return f"/evaluations/{evaluation.pk}/what-if/{query}"


def shown(client: Client, evaluation: Evaluation, query: str = "", status: int = 200) -> str:
    answer = client.get(address(evaluation, query))
    assert answer.status_code == status, answer.headers.get("Location")
    return html.unescape(squeezed(answer))


def fields(query: str, **more: str) -> dict[str, str]:
    return dict(part.split("=") for part in query.lstrip("?").split("&")) | more


def row_of(page: str, path: str) -> str:
    """A path's row of the figures as plain words."""
    found = re.search(rf'<tr id="path-{path}".*?</tr>', page, re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


def test_any_role_sees_old_beside_new_and_nothing_is_stored(
    answered: Evaluation, client_of: Callable[..., Client]
) -> None:
    client = client_of("viewer")
    before = everything()
    page = shown(client, answered, SHORT)
    assert "Scenario, not saved" in page
    assert "One verdict changes." in page
    assert "In this scenario <b>Community</b> reaches Scale; one other stays as before." in page
    assert "Market and product suit the path, and what it needs is in place." in page
    row = row_of(page, "community")
    assert "saved Relieve first → scenario Scale" in row
    assert "saved 0.25 → scenario 1.00" in row
    assert page.count('class="map__ghost" data-path="community"') == 2
    assert page.count('class="map__trail" data-tone="scale"') == 3, "on both sheets, and in the key"
    assert "Slightly, measured</del>" in page
    assert "An operator can keep a scenario." in page
    assert "Keep the scenario" not in page
    assert everything() == before


def test_the_form_comes_back_in_its_shortest_address(
    answered: Evaluation, client_of: Callable[..., Client]
) -> None:
    """What is as saved, empty or without effect is left away."""
    sent = (
        "?base=2&growth_model=plg&rank.pull=1&rank.product=1&rank.access=1&rank.compounding=1&rank.carry=1"
        f"&level.{CONSTRAINT}=4&grade.{CONSTRAINT}=&level.surface/data=&grade.surface/data="
        "&level.community/community-interest=4&grade.community/community-interest=measured&utm_source=mail"
    )
    answer = client_of("viewer").get(address(answered, sent))
    assert (answer.status_code, answer.headers["Location"]) == (302, address(answered, SHORT))
    nothing = client_of("viewer").get(address(answered, "?base=1&growth_model=plg"))
    assert (nothing.status_code, nothing.headers["Location"]) == (302, address(answered))


def test_htmx_gets_the_outcome_alone_with_its_address(
    answered: Evaluation, client_of: Callable[..., Client]
) -> None:
    answer = client_of("viewer").get(
        address(answered, SHORT + "&growth_model="), headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert answer.headers["HX-Replace-Url"] == address(answered, SHORT)
    page = squeezed(answer)
    assert "<html" not in page
    assert 'id="what-if-said" role="status" hx-swap-oob="innerHTML">One verdict changes.<' in page


def test_every_fault_is_shown_at_once(answered: Evaluation, client_of: Callable[..., Client]) -> None:
    sent = (
        "?base=x&level.surface/workflow=9&grade.surface/data=measured&level.nothing=3&level.rule/proof=2"
        "&growth_model=barter&priorities=pull&grade.surface/brand=sworn&level.surface/brand=2&level.surface/brand=3"
    )
    page = shown(client_of("viewer"), answered, sent, status=422)
    summary = page.partition('id="errors"')[2].partition("</div>")[0]
    assert "8 things need another look" in summary
    for said in (
        "The version of the saved answers is a whole number.",
        "A level is a whole number from 0 to 4, or open.",
        "'nothing' cannot be moved in this evaluation.",
        "'rule/proof' cannot be moved in this evaluation.",
        "Known growth models:",
        "A grade is one of",
        "This is given more than once.",
    ):
        assert said in summary
    assert "Scenario, not saved" not in page
    assert 'value="9"' not in page


def test_growth_model_and_priorities_are_part_of_the_address(
    answered: Evaluation, client_of: Callable[..., Client]
) -> None:
    query = "?base=2&growth_model=sales-led&priorities=carry.pull,product.access,compounding"
    page = shown(client_of("viewer"), answered, query)
    assert "Carry, then Pull and Product, then Access and Compounding" in page
    assert "Sales-led enterprise company</ins>" in page
    ranks = query.replace("priorities=carry.pull,product.access,compounding", "") + "&".join(
        f"rank.{key}={rank}"
        for key, rank in (("carry", 1), ("pull", 2), ("product", 2), ("access", 4), ("compounding", 4))
    )
    assert client_of("viewer").get(address(answered, ranks)).headers["Location"] == address(answered, query)


def kept(evaluation: Evaluation) -> dict[str, Any]:
    row = Evaluation.objects.get(pk=evaluation.pk)
    answer = Answer.objects.get(evaluation=row, item=CONSTRAINT)
    return {
        "version": row.answers_version, "growth_model": row.growth_model, "priorities": row.priorities,
        "level": answer.level, "grade": answer.grade,
    }  # fmt: skip


def test_keeping_saves_the_answers_with_one_reason(
    answered: Evaluation, client_of: Callable[..., Client]
) -> None:
    sent = fields(SHORT, growth_model="sales-led") | {"level.surface/data": "open"}
    answer = client_of("operator").post(address(answered), sent)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/evaluations/{answered.pk}/result/")
    assert kept(answered) | {"version": 0} == {
        "version": 0, "growth_model": "sales-led", "priorities": None, "level": 4, "grade": "measured",
    }  # fmt: skip
    reasons = AnswerChange.objects.filter(evaluation=answered, reason="what-if").order_by("item")
    assert [change.item for change in reasons] == [CONSTRAINT, "surface/data"]
    history = squeezed(client_of("viewer").get(f"/evaluations/{answered.pk}/history/"))
    assert "Kept from a scenario" in history


def test_keeping_is_all_or_nothing(answered: Evaluation, client_of: Callable[..., Client]) -> None:
    """An operator may change answers, not priorities: so neither is stored."""
    operator = client_of("operator")
    before = everything()
    sent = fields(SHORT, priorities="carry.pull,product.access,compounding")
    assert operator.post(address(answered), sent).status_code == 403
    assert everything() == before
    assert client_of("strategist").post(address(answered), sent).status_code == 302
    assert kept(answered)["priorities"] == [["carry"], ["pull", "product"], ["access", "compounding"]]
    assert kept(answered)["level"] == 4


def test_an_override_takes_a_strategist_and_a_note(
    answered: Evaluation, client_of: Callable[..., Client]
) -> None:
    sent = {"base": "2", "level.community@alignment": "0", "grade.community@alignment": "observed"}
    query = "?base=2&level.community@alignment=0&grade.community@alignment=observed"
    assert "it takes a strategist to keep it" in shown(client_of("operator"), answered, query)
    assert client_of("operator").post(address(answered), sent).status_code == 403
    refused = client_of("strategist").post(address(answered), sent)
    assert refused.status_code == 422
    assert "An override needs a note" in squeezed(refused)
    noted = sent | {"note.community@alignment": "We tried it twice."}
    assert client_of("strategist").post(address(answered), noted).status_code == 302
    row = Answer.objects.get(evaluation=answered, item="community@alignment")
    assert (row.level, row.grade, row.note) == (0, "observed", "We tried it twice.")


def test_answers_that_moved_on_are_shown_beside_the_scenario(
    answered: Evaluation, actor: Callable[..., Actor], client_of: Callable[..., Client], now: datetime
) -> None:
    theirs = [AnswerInput.of(CONSTRAINT, level=2, grade="observed")]
    save_answers(evaluation=answered, answers=theirs, by=actor("strategist"), now=now)
    client = client_of("operator")
    before = everything()
    assert "The saved answers changed since this scenario was opened." in shown(client, answered, SHORT)
    answer = client.post(address(answered), fields(SHORT))
    page = html.unescape(squeezed(answer))
    assert answer.status_code == 409
    assert "Changed by Stella Strategist" in page
    assert "<b>Partly, observed</b>" in page
    assert "<b>Yes, measured</b>" in page
    assert everything() == before
    again = dict(re.findall(r'<input type="hidden" name="((?:base|level|grade)[^"]*)" value="([^"]*)"', page))
    assert again == fields(SHORT, base="3")
    assert client.post(address(answered), again).status_code == 302
    assert kept(answered)["level"] == 4


@pytest.mark.parametrize("state", ["submitted", "archived"])
def test_a_locked_evaluation_can_be_looked_at_and_not_changed(
    state: str, answered: Evaluation, client_of: Callable[..., Client]
) -> None:
    Evaluation.objects.filter(pk=answered.pk).update(status=state)
    client = client_of("admin")
    before = everything()
    page = shown(client, answered, SHORT)
    assert "The scenario can be looked at, not kept." in page
    assert client.post(address(answered), fields(SHORT)).status_code == 409
    assert everything() == before


@pytest.mark.services
def test_it_costs_the_same_with_more_paths_and_more_moves(
    answered: Evaluation, actor: Callable[..., Actor], client_of: Callable[..., Client], now: datetime
) -> None:
    client = client_of("viewer")

    def cost(query: str) -> int:
        shown(client, answered, query)
        with CaptureQueriesContext(connection) as seen:
            shown(client, answered, query)
        return len(seen)

    before = cost(SHORT)
    paths = ["community", "content", "integrations", "partner-channel", "expansion-motion"]
    change_evaluation(evaluation=answered, changes={"paths": paths}, by=actor(), now=now)
    more = (
        "&level.surface/data=0&grade.surface/data=measured&level.surface/brand=0&grade.surface/brand=measured"
    )
    assert cost(SHORT.replace("base=2", "base=3") + more) == before


def radios(page: str, item: str) -> list[tuple[str, bool]]:
    """The segments of one answer: the values, and which is chosen."""
    found = re.findall(rf'<input type="radio" name="level\.{re.escape(item)}" value="(\w+)"( checked)?', page)
    return [(value, bool(checked)) for value, checked in found]


def test_answers_stand_as_segments_with_what_is_saved_marked(
    answered: Evaluation, client_of: Callable[..., Client]
) -> None:
    page = shown(client_of("viewer"), answered)
    assert radios(page, CONSTRAINT) == [
        ("0", False), ("1", True), ("2", False), ("3", False), ("4", False), ("open", False)
    ]  # fmt: skip
    moved = shown(client_of("viewer"), answered, SHORT)
    assert ("4", True) in radios(moved, CONSTRAINT)
    row = moved[moved.index('name="level.' + CONSTRAINT) - 900 :]
    assert re.search(r'<label data-saved><input type="radio" name="level\.[^"]*" value="1"', row)
    assert "surface/data" not in re.findall(r'name="level\.([^"]*)"', page), "one group at a time"
    design = shown(client_of("viewer"), answered, SHORT + "&group=design-map")
    assert f'<input type="hidden" name="level.{CONSTRAINT}" value="4">' in design, (
        "what is moved elsewhere stays"
    )


class TestPins:
    PIN = "&pin=Fix%20it%3Fbase%3D2%26level.community!no-repeated-member-value%3D4"

    def test_a_scenario_is_pinned_by_name_and_the_hand_is_free(
        self, answered: Evaluation, client_of: Callable[..., Client]
    ) -> None:
        client = client_of("viewer")
        answer = client.get(address(answered, SHORT + "&pin_name=Fix it"))
        assert answer.status_code == 302
        assert "pin=Fix%20it%3F" in answer.headers["Location"]
        page = html.unescape(squeezed(client.get(answer.headers["Location"])))
        assert "Nothing is moved yet" in page
        assert '<span class="pins__letter">A</span>' in page
        assert "Fix it" in page
        assert page.count('data-pin="A" data-path="community"') == 2

    def test_it_is_taken_up_again_or_removed(
        self, answered: Evaluation, client_of: Callable[..., Client]
    ) -> None:
        client = client_of("viewer")
        page = shown(client, answered, "?" + self.PIN.lstrip("&"))
        links = dict(re.findall(r'<a href="([^"]*)">(Take up|Remove)', page))
        take, drop = ({name: link for link, name in links.items()}[name] for name in ("Take up", "Remove"))
        assert drop == address(answered)
        assert "level.community!no-repeated-member-value=4" in take
        assert "pin=" not in take

    def test_there_are_at_most_three_and_nonsense_is_left_out(
        self, answered: Evaluation, client_of: Callable[..., Client]
    ) -> None:
        client = client_of("viewer")
        four = "?" + "".join([self.PIN] * 4).lstrip("&") + "&pin=nothing"
        answer = client.get(address(answered, four))
        assert answer.status_code == 302
        page = html.unescape(squeezed(client.get(answer.headers["Location"])))
        assert re.findall(r'<span class="pins__letter">(\w)</span>', page) == ["A", "B", "C"]
        broken = client.get(address(answered, "?pin=x%3Flevel.nothing%3D99"))
        assert broken.status_code in {200, 302}

    def test_names_are_text(self, answered: Evaluation, client_of: Callable[..., Client]) -> None:
        answer = client_of("viewer").get(address(answered, SHORT), {"pin_name": "<script>alert(1)</script>"})
        assert answer.status_code in {200, 302}
        pinned = self.PIN.replace("Fix%20it", "%3Cscript%3E")
        page = squeezed(client_of("viewer").get(address(answered, "?" + pinned.lstrip("&"))))
        assert "<script>" not in page.partition("</head>")[2]


def test_a_scenario_of_method_2(answered: Evaluation, client_of: Callable[..., Client]) -> None:
    Evaluation.objects.filter(pk=answered.pk).update(method="2")
    page = shown(client_of("viewer"), answered, SHORT)
    assert "Scale" in row_of(page, "community")
    assert "In this scenario <b>Community</b>" in page
