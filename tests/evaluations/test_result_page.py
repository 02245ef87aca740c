"""The result page: what it shows in each state, and that picture, table and document tell the same figures."""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
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
from evaluations.pictures import NARROW, WIDE
from evaluations.results.queries import result_of
from evaluations.scoring.plain import plain as as_json
from evaluations.wording import show_range, show_score, show_share
from evaluations.work.operations.evaluations import create_evaluation
from evaluations.work.operations.status_changes import archive, submit
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
        product=product, title="Autumn review", paths=list(paths), by=by, now=NOW, **more
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


def html_of(client: Client, evaluation: Evaluation) -> str:
    answer = client.get(reverse("result", args=[evaluation.pk]))
    assert answer.status_code == 200
    return squeezed(answer)


@pytest.fixture
def mixed(product: Product, actor: ActorOf) -> Evaluation:
    """Eight paths with different verdicts."""
    return answered(
        product, actor(), no_repeated_member_value=1, search_demand=0, product_readiness=4, host_overlap=2,
        buyer_intent=2,
    )  # fmt: skip


class TestFigures:
    @pytest.mark.parametrize("sheet", [WIDE, NARROW], ids=lambda sheet: sheet.name)
    def test_the_picture_stands_where_the_document_says(
        self, mixed: Evaluation, client_of: Login, sheet: Any
    ) -> None:
        page = Reader(html_of(client_of(), mixed))
        document = as_json(result_of(mixed))
        half = len(EIGHT)
        drawn = page.all("a", _class="map__point")
        assert len(drawn) == 2 * half
        for mark in drawn[:half] if sheet is WIDE else drawn[half:]:
            point = document["paths"][mark["data-path"]]["exact"]["point"]
            assert float(mark["data-x"]) == pytest.approx(sheet.x(point["F"]), abs=0.01)
            assert float(mark["data-y"]) == pytest.approx(sheet.y(point["S"]), abs=0.01)

    def test_the_table_twin_shows_the_same_figures(self, mixed: Evaluation, client_of: Login) -> None:
        html = html_of(client_of(), mixed)
        document = as_json(result_of(mixed))
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
                show_share(exact["evidence_fit"]),
            ]

    def test_each_mark_says_its_figures_and_leads_to_its_card(
        self, mixed: Evaluation, client_of: Login
    ) -> None:
        page = Reader(html_of(client_of(), mixed))
        document = as_json(result_of(mixed))
        for mark in page.all("a", _class="map__point"):
            point = document["paths"][mark["data-path"]]["exact"]["point"]
            assert f"Fit {show_score(point['F'])} (" in mark["aria-label"]
            assert f"support {show_score(point['S'])} (" in mark["aria-label"]
            assert mark["href"] == f"#path-{mark['data-path']}"
        assert {card["id"] for card in page.all("article")} == {f"path-{key}" for key in EIGHT}

    def test_the_ranking_shows_how_often_each_path_ranks_first(
        self, mixed: Evaluation, client_of: Login
    ) -> None:
        html = html_of(client_of(), mixed)
        table = html[html.index('aria-label="Ranking of the paths"') :]
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

    def test_a_line_of_links_leads_to_each_section_that_there_is(
        self, mixed: Evaluation, evaluation: Evaluation, client_of: Login
    ) -> None:
        page = Reader(html_of(client_of(), mixed))
        nav = next(e for e in page.all("nav") if e.get("aria-label") == "Sections of this page")
        links = [e["href"].removeprefix("#") for e in page.all("a") if e["text"] and e["text"] in nav["text"]]
        headed = [e["id"] for e in page.all("h2") if e.get("id")]
        assert [link for link in links if link in headed] == headed
        assert "constraint-map" in links
        assert {e.get("id") for e in page.found} >= set(links)
        assert "Sections of this page" not in html_of(client_of(), evaluation), (
            "nothing answered: a short page"
        )

    def test_the_colophon_names_method_release_and_inputs(self, mixed: Evaluation, client_of: Login) -> None:
        html = html_of(client_of(), mixed)
        assert "Method 1 · catalog 2026.12 · shares from 16,000 readings of the answers" in html


class TestCards:
    def test_a_path_to_relieve_shows_binding_risk_relief_and_steps(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        evaluation = answered(product, actor(), ["community"], no_repeated_member_value=1)
        html = html_of(client_of(), evaluation)
        assert "What binds" in html
        assert "No repeated member value" in html
        assert "Empty engagement theater" in html
        assert "Start a recurring ritual tied to members&#x27; work" in html
        assert "First steps" in html
        assert "Two steps up on ‘No repeated member value’ make it Scale; nothing less does." in html

    def test_a_binding_factor_is_answered_with_what_yes_looks_like(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        evaluation = answered(product, actor(), ["community"], community_management_capability=1)
        html = html_of(client_of(), evaluation)
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
        html = html_of(client_of(), evaluation)
        assert "Design in first, settled" in re.sub(r"<[^>]+>", "", html)
        assert "<h4>Design in</h4>" in html

    def test_the_match_has_its_reason_and_whose_word_it_is(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        html = html_of(client_of(), answered(product, actor(), ["community", "partner-channel"]))
        assert "Reinforces it. Members swap templates" in html
        assert "Close to the source." in html
        assert "Fights it." in html
        assert "A judgement of this catalog." in html

    def test_an_overruled_match_is_told_beside_the_table(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        evaluation = answered(product, actor(), ["partner-channel"])
        note = "Our partners pay us."
        overruled = AnswerInput.of("partner-channel@alignment", level=4, grade="measured", note=note)
        save_answers(evaluation=evaluation, answers=[overruled], by=actor(), now=NOW)
        assert "Overruled here: The match with the growth model is Yes (1.00)." in html_of(
            client_of(), evaluation
        )

    def test_ai_is_spoken_of_only_where_fit_is_there(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        evaluation = answered(product, actor(), ["community", "partner-channel"])
        html = html_of(client_of(), evaluation)
        cards = {key: html[html.index(f'id="path-{key}"') :] for key in ("community", "partner-channel")}
        cards = {key: text[: text.index("</article>")] for key, text in cards.items()}
        assert "Where AI helps" in cards["community"]
        assert "Where AI helps" not in cards["partner-channel"]

    def test_an_open_verdict_leans_in_its_sentence_not_on_its_mark(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        evaluation = evaluate(product, actor(), ["community"])
        html = html_of(client_of(), evaluation)
        assert "Too little is known to lean: fit can be 0.00 to 1.00 and support can be 0.00 to 1.00" in html
        assert "May bind" in html
        assert "First steps to find out" in html


class TestStates:
    def test_nothing_answered_says_how_to_begin(self, evaluation: Evaluation, client_of: Login) -> None:
        html = html_of(client_of("operator"), evaluation)
        assert "Nothing is answered yet" in html
        assert "Answer the first question" in html

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
        assert "Community does not apply to this product." in re.sub(r"<[^>]+>", "", html)
        assert "map__point" not in html

    def test_a_submitted_evaluation_says_so(
        self, mixed: Evaluation, client_of: Login, actor: ActorOf
    ) -> None:
        submit(evaluation=mixed, by=actor(), now=NOW + timedelta(minutes=1))
        html = html_of(client_of(), mixed)
        assert "This evaluation is submitted. Reopen it to change it." in html
        assert "The result below is that of its answers as they stand." in html

    def test_an_archived_evaluation_says_so(
        self, mixed: Evaluation, client_of: Login, actor: ActorOf
    ) -> None:
        archive(evaluation=mixed, by=actor(), now=NOW + timedelta(minutes=1))
        assert "This evaluation is archived." in html_of(client_of(), mixed)

    def test_the_operators_rule_shows_what_was_written_as_it_was_written(
        self, mixed: Evaluation, client_of: Login, actor: ActorOf
    ) -> None:
        assert "The operator’s rule" not in html_of(client_of(), mixed)
        said = AnswerInput.of("rule/exposure", text="<script>alert(1)</script>\n\nEach invoice.")
        save_answers(evaluation=mixed, answers=[said], by=actor(), now=NOW)
        html = html_of(client_of(), mixed)
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
        text = re.sub(r"<[^>]+>|\s+", " ", html_of(client_of(), evaluation))
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
