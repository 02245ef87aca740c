"""The result page: what it shows in each state, and that picture, table and document tell the same figures."""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluations.answers.operations import save_answers
from evaluations.answers.queries import checklist_of
from evaluations.inputs import AnswerInput
from evaluations.models import Evaluation, Product
from evaluations.pictures import STAGE, STAGE_NARROW
from evaluations.results.queries import result_of, scored_of
from evaluations.results.views.tabs import TABS
from evaluations.scoring.plain import plain as as_json
from evaluations.wording import show_range, show_score, show_share
from evaluations.wording.outlook import outlooks
from evaluations.work.operations.evaluations import create_evaluation
from evaluations.work.operations.status_changes import archive, submit
from evaluations.work.queries import catalog_for
from tests.conftest import NOW
from tests.markup import squeezed
from workspaces.actors import Actor
from workspaces.models import Workspace

Login = Callable[..., Client]
ActorOf = Callable[..., Actor]
EIGHT = (
    "product-invitations", "integrations", "partner-channel", "content",
    "community", "enterprise-sales", "ecosystem-marketplace", "expansion-motion",
)  # fmt: skip
VOID = {"meta", "link", "input", "br", "hr", "img"}


class Reader(HTMLParser):
    """The elements of a page with their attributes and the text inside them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[dict[str, Any]] = []
        self._open: list[dict[str, Any]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = {"tag": tag, "text": "", **{name: value or "" for name, value in attrs}}
        self.found.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append({"tag": tag, "text": "", **{name: value or "" for name, value in attrs}})

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            if self._open.pop()["tag"] == tag:
                break

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element["text"] += data

    def all(self, tag: str, **attrs: str) -> list[dict[str, Any]]:
        return [
            element
            for element in self.found
            if element["tag"] == tag
            and all(
                value in element.get(name.strip("_").replace("_", "-"), "").split()
                for name, value in attrs.items()
            )
        ]


def evaluate(
    product: Product, by: Actor, paths: Sequence[str], *answers: AnswerInput, **more: Any
) -> Evaluation:
    evaluation = create_evaluation(
        method="1", product=product, title="Autumn review", paths=list(paths), by=by, now=NOW, **more
    )
    if answers:
        save_answers(evaluation=evaluation, answers=list(answers), by=by, now=NOW)
    return evaluation


def everything(
    evaluation: Evaluation, level: int = 3, grade: str = "observed", **levels: int
) -> list[AnswerInput]:
    """An answer to every item that counts; single ones by the end of their key, dashes as underscores."""
    own = {key.replace("_", "-"): value for key, value in levels.items()}
    return [
        AnswerInput.of(key, level=next((own[end] for end in own if key.endswith(end)), level), grade=grade)
        for key, item in checklist_of(evaluation).items.items()
        if item.counts
    ]


def answered(product: Product, by: Actor, paths: Sequence[str] = EIGHT, **levels: int) -> Evaluation:
    evaluation = evaluate(product, by, paths)
    save_answers(evaluation=evaluation, answers=everything(evaluation, **levels), by=by, now=NOW)
    return evaluation


def html_of(client: Client, evaluation: Evaluation, tab: str = "", path: str = "") -> str:
    name, args = ("result_tab", [evaluation.pk, tab]) if tab else ("result", [evaluation.pk])
    answer = client.get(reverse(name, args=args), {"path": path} if path else {})
    assert answer.status_code == 200
    return squeezed(answer)


def card_of(client: Client, evaluation: Evaluation, path: str) -> str:
    """The card of one path, on the tab on which it is decided."""
    html = html_of(client, evaluation, "decide", path)
    card = html[html.index(f'<article class="card" id="path-{path}"') :]
    return card[: card.index("</article>")]


@pytest.fixture
def mixed(product: Product, actor: ActorOf) -> Evaluation:
    """Eight paths with different verdicts."""
    return answered(
        product, actor(), no_repeated_member_value=1, search_demand=0, product_readiness=4, host_overlap=2,
        buyer_intent=2,
    )  # fmt: skip


class TestFigures:
    @pytest.mark.parametrize("sheet", [STAGE, STAGE_NARROW], ids=lambda sheet: sheet.name)
    def test_the_picture_stands_where_the_document_says(
        self, mixed: Evaluation, client_of: Login, sheet: Any
    ) -> None:
        page = Reader(html_of(client_of(), mixed))
        document = as_json(result_of(mixed))
        half = len(EIGHT)
        drawn = page.all("a", _class="map__point")
        assert len(drawn) == 2 * half
        for mark in drawn[:half] if sheet is STAGE else drawn[half:]:
            point = document["paths"][mark["data-path"]]["exact"]["point"]
            assert float(mark["data-x"]) == pytest.approx(sheet.x(point["F"]), abs=0.01)
            assert float(mark["data-y"]) == pytest.approx(sheet.y(point["S"]), abs=0.01)

    def test_the_table_twin_shows_the_same_figures(self, mixed: Evaluation, client_of: Login) -> None:
        html = html_of(client_of(), mixed, "evidence")
        document = as_json(result_of(mixed))
        counts = {path.key: path.basis for path in outlooks(scored_of(mixed))}
        for key, path in document["paths"].items():
            row = re.search(rf'<tr data-path="{key}">(.*?)</tr>', html, re.DOTALL)
            assert row is not None
            cells = [
                re.sub(r"<[^>]+>", "", cell).strip()
                for cell in re.findall(r"<td[^>]*>(.*?)</td>", row[1], re.DOTALL)
            ]
            exact = path["exact"]
            assert cells[2:] == [
                show_score(exact["point"]["F"]),
                show_range(exact["lo"]["F"], exact["hi"]["F"]),
                show_score(exact["point"]["S"]),
                show_range(exact["lo"]["S"], exact["hi"]["S"]),
                f"{counts[key].seen} of {counts[key].total}",
            ]

    def test_each_mark_says_its_figures_and_leads_to_its_panel(
        self, mixed: Evaluation, client_of: Login
    ) -> None:
        page = Reader(html_of(client_of(), mixed))
        document = as_json(result_of(mixed))
        for mark in page.all("a", _class="map__point"):
            point = document["paths"][mark["data-path"]]["exact"]["point"]
            assert f"Fit {show_score(point['F'])} (" in mark["aria-label"]
            assert f"support {show_score(point['S'])} (" in mark["aria-label"]
            assert mark["href"] == f"?path={mark['data-path']}#panel"
        panels = page.all("section", _class="panel")
        assert {panel["data-panel"] for panel in panels} == set(EIGHT)
        assert len([panel for panel in panels if "hidden" not in panel]) == 1

    def test_the_address_says_whose_panel_is_shown(self, mixed: Evaluation, client_of: Login) -> None:
        page = Reader(html_of(client_of(), mixed, path="content"))
        shown = [
            panel["data-panel"] for panel in page.all("section", _class="panel") if "hidden" not in panel
        ]
        assert shown == ["content"]
        assert {mark["data-path"] for mark in page.all("a", _class="map__point", aria_current="true")} == {
            "content"
        }
        tabs = next(e for e in page.all("nav") if e.get("id") == "tabs")
        assert "Ranking and priorities" in tabs["text"]
        links = [e["href"] for e in page.all("a") if "data-follows" in e]
        assert len(links) == 6
        assert all("?path=content" in link for link in links)

    def test_every_path_is_in_the_finding_or_counted_in_it(self, mixed: Evaluation, client_of: Login) -> None:
        page = Reader(html_of(client_of(), mixed))
        finding = page.all("p", _class="onesentence")[0]["text"]
        named = [path.name for path in outlooks(scored_of(mixed)) if path.name in finding]
        counted = re.findall(r"(one|two|three|four|five|six) others?", finding)
        words = ("one", "two", "three", "four", "five", "six")
        assert len(named) + sum(words.index(word) + 1 for word in counted) == len(EIGHT)
        assert not re.search(r"\d", finding)

    def test_the_ranking_shows_how_often_each_path_ranks_first(
        self, mixed: Evaluation, client_of: Login
    ) -> None:
        html = html_of(client_of(), mixed, "ranking")
        table = html[html.index('aria-label="Ranking of the paths"') :]
        table = table[: table.index("</table>")]
        shares = as_json(result_of(mixed))["ranking"]["rank_acceptability"]
        order = as_json(result_of(mixed))["ranking"]["display_order"]
        found = [
            cell.replace("&lt;", "<").replace("&gt;", ">")
            for cell in re.findall(r'<td data-kind="number"><a [^>]*>([^<]*%)</a></td></tr>', table)
        ]
        assert found == [show_share(shares[key][0]) for key in order]

    def test_what_is_shown_is_scored_from_the_answers_as_they_stand(
        self, mixed: Evaluation, client_of: Login, actor: ActorOf
    ) -> None:
        before = html_of(client_of(), mixed)
        changed = AnswerInput.of("community!no-repeated-member-value", level=4, grade="measured")
        save_answers(evaluation=mixed, answers=[changed], by=actor(), now=NOW + timedelta(minutes=1))
        after = html_of(client_of(), mixed)
        digest = as_json(result_of(mixed))["inputs_sha256"]
        assert digest in after
        assert digest not in before

    def test_ids_are_unique_and_nothing_is_styled_or_scripted_inline(
        self, mixed: Evaluation, client_of: Login
    ) -> None:
        html = html_of(client_of(), mixed)
        page = Reader(html)
        ids = [element["id"] for element in page.found if "id" in element]
        assert len(ids) == len(set(ids))
        assert not [element for element in page.found if "style" in element or element["tag"] == "style"]
        assert all(script.get("src") for script in page.all("script"))

    @pytest.mark.parametrize("tab", TABS)
    def test_every_tab_has_an_address_a_heading_and_its_mark(
        self, tab: str, mixed: Evaluation, client_of: Login
    ) -> None:
        page = Reader(html_of(client_of(), mixed, tab))
        current = [e for e in page.all("a") if "data-follows" in e and e.get("aria-current") == "page"]
        assert [e["href"].partition("?")[0] for e in current] == [reverse("result_tab", args=[mixed.pk, tab])]
        assert page.all("h2")
        ids = [element["id"] for element in page.found if "id" in element]
        assert len(ids) == len(set(ids))

    def test_there_is_no_other_tab(self, mixed: Evaluation, client_of: Login) -> None:
        assert client_of().get(reverse("result_tab", args=[mixed.pk, "other"])).status_code == 404

    def test_the_colophon_names_method_release_and_inputs(self, mixed: Evaluation, client_of: Login) -> None:
        html = html_of(client_of(), mixed)
        assert "Method 1 · catalog 2026.12.1 · 16,000 readings of the answers" in html


class TestCards:
    def test_a_path_to_relieve_shows_binding_risk_relief_and_steps(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        evaluation = answered(product, actor(), ["community"], no_repeated_member_value=1)
        html = card_of(client_of(), evaluation, "community")
        assert "What binds" in html
        assert "No repeated member value" in html
        assert "Empty engagement theater" in html
        assert "Start a recurring ritual tied to members&#x27; work" in html
        assert "Two steps up on ‘No repeated member value’ make it Scale; nothing less does." in html

    def test_a_binding_factor_is_answered_with_what_yes_looks_like(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        evaluation = answered(product, actor(), ["community"], community_management_capability=1)
        html = card_of(client_of(), evaluation, "community")
        assert "At least one full-time lead from within the field is funded for two years" in html
        assert "Community Management Capability, fully there" in html

    def test_a_path_to_design_in_shows_the_moves(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        evaluation = evaluate(product, actor(), ["community"])
        answers = [
            answer
            if not answer.key.startswith("surface/")
            else AnswerInput.of(answer.key, level=0, grade="measured")
            for answer in everything(evaluation, 4, "measured")
        ]
        save_answers(evaluation=evaluation, answers=answers, by=actor(), now=NOW)
        html = card_of(client_of(), evaluation, "community")
        assert "Design in first" in re.sub(r"<[^>]+>", "", html)
        assert "<h3>Design in</h3>" in html

    def test_a_path_that_scales_is_told_what_comes_next(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        evaluation = answered(product, actor(), ["community"], level=4)
        html = unescape(card_of(client_of(), evaluation, "community"))
        playbook = catalog_for(evaluation).channel("community").write_up.playbook.rows
        assert "What comes next" in html
        assert playbook[-1].text in html
        assert playbook[0].text not in html

    def test_the_match_has_its_reason_and_whose_word_it_is(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        evaluation = answered(product, actor(), ["community", "partner-channel"])
        html = card_of(client_of(), evaluation, "community")
        assert "Reinforces it. Members swap templates" in html
        assert "Close to the source." in html
        html = card_of(client_of(), evaluation, "partner-channel")
        assert "Fights it." in html
        assert "A judgement of this catalog." in html

    def test_an_overruled_match_is_told_beside_the_table(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        evaluation = answered(product, actor(), ["partner-channel"])
        note = "Our partners pay us."
        overruled = AnswerInput.of("partner-channel@alignment", level=4, grade="measured", note=note)
        save_answers(evaluation=evaluation, answers=[overruled], by=actor(), now=NOW)
        html = card_of(client_of(), evaluation, "partner-channel")
        assert "Overruled here: The match is set to Yes. Our partners pay us." in html

    def test_ai_is_spoken_of_only_where_fit_is_there(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        evaluation = answered(product, actor(), ["community", "partner-channel"])
        assert "Where AI helps" in card_of(client_of(), evaluation, "community")
        assert "Where AI helps" not in card_of(client_of(), evaluation, "partner-channel")

    def test_an_open_verdict_says_so_in_words(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        html = card_of(client_of(), evaluate(product, actor(), ["community"]), "community")
        assert "too little known to lean" in html
        assert "May bind" in html
        assert "First steps to find out" in html


class TestStates:
    def test_nothing_answered_says_how_to_begin(self, evaluation: Evaluation, client_of: Login) -> None:
        html = html_of(client_of("operator"), evaluation)
        assert "Nothing is answered yet" in html
        assert "Answer the first question" in html

    @pytest.mark.parametrize("tab", TABS)
    def test_every_tab_stands_before_the_first_answer(
        self, tab: str, evaluation: Evaluation, client_of: Login
    ) -> None:
        html_of(client_of("viewer"), evaluation, tab)

    def test_one_path(self, product: Product, actor: ActorOf, client_of: Login) -> None:
        html = html_of(client_of(), answered(product, actor(), ["community"]))
        assert "Constraint map of 1 path" in html
        assert "too close to call" not in html

    def test_a_path_whose_questions_do_not_apply(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        evaluation = evaluate(product, actor(), ["community"])
        applicable = [
            AnswerInput.of(key, na=True, na_reason="Not for us.")
            for key, item in checklist_of(evaluation).items.items()
            if item.kind in {"factor", "surface"}
        ]
        save_answers(evaluation=evaluation, answers=applicable, by=actor(), now=NOW)
        html = html_of(client_of(), evaluation)
        assert "Community does not apply." in re.sub(r"<[^>]+>", "", html)
        assert "map__point" not in html

    def test_a_submitted_evaluation_says_so(
        self, mixed: Evaluation, client_of: Login, actor: ActorOf
    ) -> None:
        submit(evaluation=mixed, by=actor(), now=NOW + timedelta(minutes=1))
        html = html_of(client_of(), mixed)
        assert "Submitted · 8 paths" in html
        assert "Start check" not in html, "what is closed asks nothing"
        assert "Begin<" not in html

    def test_an_archived_evaluation_says_so(
        self, mixed: Evaluation, client_of: Login, actor: ActorOf
    ) -> None:
        archive(evaluation=mixed, by=actor(), now=NOW + timedelta(minutes=1))
        assert "Archived · 8 paths" in html_of(client_of(), mixed)

    def test_the_operators_rule_shows_what_was_written_as_it_was_written(
        self, mixed: Evaluation, client_of: Login, actor: ActorOf
    ) -> None:
        assert "The operator’s rule" not in html_of(client_of(), mixed, "evidence")
        said = AnswerInput.of("rule/exposure", text="<script>alert(1)</script>\n\nEach invoice.")
        save_answers(evaluation=mixed, answers=[said], by=actor(), now=NOW)
        html = html_of(client_of(), mixed, "evidence")
        assert "The operator’s rule" in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert "<script>alert" not in html

    def test_surfaces_that_no_path_leans_on_keep_their_answers(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        evaluation = answered(product, actor(), ["community"])
        apart = [
            AnswerInput.of("surface/workflow", na=True, na_reason="There is no routine."),
            AnswerInput.of("surface/integrations", level=4, grade="measured", designable=False),
        ]
        save_answers(evaluation=evaluation, answers=apart, by=actor(), now=NOW)
        text = re.sub(r"<[^>]+>|\s+", " ", html_of(client_of(), evaluation, "design-map"))
        assert re.search(r"Workflow +Does not apply", text)
        assert "carries none of these; cannot be designed in" in text


class TestDoors:
    def test_who_is_not_signed_in_is_sent_to_sign_in(self, client: Client, evaluation: Evaluation) -> None:
        assert client.get(reverse("result", args=[evaluation.pk])).status_code == 302

    def test_another_workspace_sees_nothing(
        self, evaluation: Evaluation, other_workspace: Workspace, client_of: Login
    ) -> None:
        stranger = other_workspace.memberships.get(role="admin").user
        assert client_of(user=stranger).get(reverse("result", args=[evaluation.pk])).status_code == 404

    def test_a_viewer_reads_and_is_not_offered_a_report(
        self, evaluation: Evaluation, client_of: Login
    ) -> None:
        address = reverse("make_report", args=[evaluation.pk])
        assert address not in html_of(client_of("viewer"), evaluation)
        assert address in html_of(client_of("operator"), evaluation)

    @pytest.mark.services
    def test_eight_paths_take_as_many_queries_as_one(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        one, eight = answered(product, actor(), ["community"]), answered(product, actor(), EIGHT)
        client = client_of()
        counts = []
        for evaluation in (one, eight):
            html_of(client, evaluation)  # fills the cache of results
            with CaptureQueriesContext(
                connection,
            ) as captured:
                html_of(client, evaluation)
            counts.append(len(captured))
        assert counts[0] == counts[1] <= 12
