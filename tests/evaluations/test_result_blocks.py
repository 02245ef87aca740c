"""The result page's blocks on paths together, the order of relief, and what each answer could still change."""

import re

from evaluations.models import Product
from evaluations.results.pairs import EFFECTS
from evaluations.results.queries import result_of
from evaluations.scoring.plain import plain as as_json
from evaluations.vocabulary import VERDICT_WORDS
from evaluations.wording import show_score
from evaluations.work.queries import catalog_for
from tests.evaluations.test_result_page import EIGHT, ActorOf, Login, Reader, answered, evaluate, html_of


def section(html: str, name: str) -> str:
    """One section of the page by what labels it."""
    text = html[html.index(f'aria-labelledby="{name}"') :]
    return text[: text.index("</section>")]


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("&#x27;", "'")


class TestPairs:
    def test_every_pair_of_chosen_paths_is_told_with_its_reason(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        evaluation = evaluate(product, actor(), EIGHT)
        text = plain(section(html_of(client_of(), evaluation, "decide"), "pairs"))
        pairs = catalog_for(evaluation).pairs
        told = [pair for pair in pairs if pair.a in EIGHT and pair.b in EIGHT]
        assert told
        assert [pair for pair in told if pair.reason not in text] == []
        order = sorted(told, key=lambda pair: list(EFFECTS).index(pair.effect))
        places = [text.index(pair.reason) for pair in order]
        assert places == sorted(places)

    def test_without_a_pair_there_is_no_block(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        html = html_of(client_of(), evaluate(product, actor(), ["community"]), "decide")
        assert 'id="pairs"' not in html


class TestRelief:
    def test_a_step_names_what_to_relieve_how_and_what_it_unlocks(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        evaluation = answered(product, actor(), ["community"], no_repeated_member_value=1)
        text = plain(section(html_of(client_of(), evaluation, "relieve"), "relieve"))
        assert "No repeated member value Community · now under control, slightly" in text
        for relief in catalog_for(evaluation).channel("community").constraint.relief:
            assert relief.move in text
        assert "Community Relieve first becomes Scale" in text

    def test_what_does_nothing_alone_says_what_else_it_takes(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        low = {"no_repeated_member_value": 1, "community_management_capability": 1}
        evaluation = answered(product, actor(), ["community"], **low)
        text = plain(section(html_of(client_of(), evaluation, "relieve"), "relieve"))
        needed = "Nothing alone. It also takes ‘Community Management Capability’:"
        assert f"{needed} Community Relieve first becomes Scale" in text

    def test_paths_that_no_relief_helps_are_named_with_what_comes_first(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        fighting = answered(product, actor(), ["community", "partner-channel"])
        text = plain(section(html_of(client_of(), fighting, "relieve"), "relieve"))
        assert (
            "Relief alone does not better the verdict of Partner channel: the growth model is in the way."
            in text
        )
        short = answered(product, actor(), ["community"], level=1)
        text = plain(section(html_of(client_of(), short, "relieve"), "relieve"))
        assert "Relief alone does not better the verdict of Community: fit comes first there." in text

    def test_where_everything_scales_nothing_is_to_relieve(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        html = html_of(client_of(), answered(product, actor(), ["community"], level=4), "relieve")
        assert "Nothing that could be relieved would better a verdict." in html


class TestTornado:
    def test_the_tables_show_the_figures_of_the_document(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        evaluation = answered(product, actor(), EIGHT, no_repeated_member_value=1)
        html = html_of(client_of(), evaluation, "evidence")
        document = as_json(result_of(evaluation))
        for key, path in document["paths"].items():
            table = html[html.index(f'data-tornado="{key}"') :]
            table = table[: table.index("</table>")]
            shown = [
                [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)]
                for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", table)
            ]
            now = show_score(path["exact"]["point"]["V"])
            assert shown == [
                [
                    show_score(row["V"][0]), now, show_score(row["V"][1]),
                    VERDICT_WORDS[row["verdicts"][0]], VERDICT_WORDS[row["verdicts"][-1]],
                ]
                for row in path["tornado"]
            ]  # fmt: skip

    def test_there_is_a_bar_for_each_answer_that_still_moves_the_value(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        evaluation = answered(product, actor(), ["community"])
        page = Reader(section(html_of(client_of(), evaluation, "evidence"), "tornado"))
        rows = as_json(result_of(evaluation))["paths"]["community"]["tornado"]
        moving = [row for row in rows if row["V"][0] != row["V"][1]]
        assert moving
        assert len(page.all("svg", _class="stave")) == len(moving)

    def test_where_all_is_measured_no_answer_moves_anything(
        self, product: Product, actor: ActorOf, client_of: Login
    ) -> None:
        evaluation = answered(product, actor(), ["community"], grade="measured")
        text = plain(section(html_of(client_of(), evaluation, "evidence"), "tornado"))
        assert "No single answer moves the lesser of fit and support within what is known" in text
