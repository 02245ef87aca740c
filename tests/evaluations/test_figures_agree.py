"""One evaluation, three tellings: what is drawn, what its tables say, and what the API answers are the same figures.

The pictures are read back: from the marks, whiskers and bars as they are drawn to the values they stand for.
"""

import html
import re
from math import dist
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.models import Evaluation, Product
from evaluations.pictures import STAGE, STAGE_NARROW, Canvas
from evaluations.vocabulary import VERDICT_WORDS
from evaluations.wording import show_range, show_score, show_share
from tests.evaluations.test_result_page import EIGHT, ActorOf, Login, answered
from tests.markup import squeezed

SHEETS = (STAGE, STAGE_NARROW)  # the narrow one is what 390 px shows
# A place is drawn to two decimals; a bar to a hundredth of a per cent.
DRAWN, PER_CENT = 0.011, 0.00006
# A range narrower than this still gets a visible width.
LEAST_WIDTH = 0.006


@pytest.fixture
def mixed(product: Product, actor: ActorOf) -> Evaluation:
    """Eight paths with different verdicts and ranges."""
    return answered(
        product, actor(), no_repeated_member_value=1, search_demand=0, product_readiness=4, host_overlap=2,
        buyer_intent=2, brand=1,
    )  # fmt: skip


@pytest.fixture
def client(client_of: Login) -> Client:
    return client_of("viewer")


@pytest.fixture
def told(client: Client, mixed: Evaluation) -> dict[str, Any]:
    """What the API answers."""
    answer = client.get(f"/api/v1/evaluations/{mixed.pk}/result/")
    assert answer.status_code == 200
    document: dict[str, Any] = answer.json()
    return document


@pytest.fixture
def page(client: Client, mixed: Evaluation) -> str:
    return tab(client, mixed, "evidence")


def tab(client: Client, evaluation: Evaluation, key: str) -> str:
    return html.unescape(squeezed(client.get(reverse("result_tab", args=[evaluation.pk, key]))))


def drawing(page: str, sheet: Canvas) -> str:
    text = page[page.index(f'<svg class="map map--{sheet.name}"') :]
    return text[: text.index("</svg>")]


def value_at(sheet: Canvas, *, x: float | None = None, y: float | None = None) -> float:
    """The fit or support that a place on the sheet stands for."""
    if x is not None:
        return (x - sheet.plot.left) / sheet.plot.width
    assert y is not None
    return (sheet.plot.bottom - y) / sheet.plot.height


def marks(page: str, sheet: Canvas) -> dict[str, str]:
    found = re.findall(r'<a class="map__point".*?</a>', drawing(page, sheet), re.DOTALL)
    return {attribute(mark, "data-path"): mark for mark in found}


def attribute(element: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', element)
    assert found is not None, (name, element[:200])
    return found[1]


def cells(row: str) -> list[str]:
    return [
        re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
    ]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
class TestTheMap:
    def test_every_mark_is_drawn_where_the_api_puts_the_path(
        self, sheet: Canvas, page: str, told: dict[str, Any]
    ) -> None:
        drawn = marks(page, sheet)
        assert drawn.keys() == set(EIGHT)
        places = {}
        for key, mark in drawn.items():
            point = told["paths"][key]["exact"]["point"]
            x, y = float(attribute(mark, "data-x")), float(attribute(mark, "data-y"))
            assert value_at(sheet, x=x) == pytest.approx(point["F"], abs=DRAWN / sheet.plot.width)
            assert value_at(sheet, y=y) == pytest.approx(point["S"], abs=DRAWN / sheet.plot.height)
            use = mark[mark.index("<use") :]
            middle = [float(attribute(use, name)) + sheet.mark / 2 for name in ("x", "y")]
            places[key] = ((x, y), (middle[0], middle[1]))
        moved = [key for key, (true, drawn_at) in places.items() if dist(true, drawn_at) > 2 * DRAWN]
        for key in moved:
            # Only a mark that would cover another stands beside its place, and no farther off than need be.
            true, drawn_at = places[key]
            assert dist(true, drawn_at) <= 2 * sheet.room
            assert any(dist(true, at) < sheet.room + 2 for other, (_, at) in places.items() if other != key)
        assert len(moved) < len(EIGHT)

    def test_the_whiskers_end_where_the_api_ends_the_ranges(
        self, sheet: Canvas, page: str, told: dict[str, Any]
    ) -> None:
        lengths = 0
        for key, mark in marks(page, sheet).items():
            exact = told["paths"][key]["exact"]
            own = re.search(r'<path class="map__own"[^>]* d="([^"]*)"', mark)
            across = re.search(r"M([\d.]+) [\d.]+H([\d.]+)", own[1] if own else "")
            upright = re.search(r"M[\d.]+ ([\d.]+)V([\d.]+)", own[1] if own else "")
            fit = [value_at(sheet, x=float(end)) for end in across.groups()] if across else None
            support = [value_at(sheet, y=float(end)) for end in upright.groups()] if upright else None
            for value, found, size in (("F", fit, sheet.plot.width), ("S", support, sheet.plot.height)):
                low, high = exact["lo"][value], exact["hi"][value]
                if found is None:
                    assert (high - low) * size <= 0.5
                else:
                    assert found == pytest.approx([low, high], abs=DRAWN / size)
                    lengths += 1
        assert lengths >= len(EIGHT)

    def test_what_a_mark_says_is_what_the_api_says(
        self, sheet: Canvas, page: str, told: dict[str, Any]
    ) -> None:
        for key, mark in marks(page, sheet).items():
            path = told["paths"][key]
            low, point, high = (path["exact"][end] for end in ("lo", "point", "hi"))
            said = attribute(mark, "aria-label")
            if path["sampled"]["verdict"] != "find_out_first":
                assert VERDICT_WORDS[path["sampled"]["verdict"]] in said
            assert f"Fit {show_score(point['F'])} ({show_range(low['F'], high['F'])})" in said
            assert f"support {show_score(point['S'])} ({show_range(low['S'], high['S'])})" in said
            withheld = path["sampled"]["verdict"] == "find_out_first"
            tones = {path["sampled"]["verdict"], *([path["sampled"]["lean"]] if withheld else [])}
            assert attribute(mark, "data-tone") in tones


def test_the_table_twin_says_what_the_api_says(page: str, told: dict[str, Any]) -> None:
    table = page[page.index('id="map-table"') :]
    rows = dict(
        re.findall(r'<tr data-path="([\w-]+)">(.*?)</tr>', table[: table.index("</table>")], re.DOTALL)
    )
    assert rows.keys() == set(EIGHT)
    for key, row in rows.items():
        exact, sampled = told["paths"][key]["exact"], told["paths"][key]["sampled"]
        low, point, high = (exact[end] for end in ("lo", "point", "hi"))
        verdict, how_sure, *figures = cells(row)
        assert verdict.startswith(VERDICT_WORDS[sampled["verdict"]])
        if sampled["verdict"] != "find_out_first":
            assert how_sure.startswith(sampled["likelihood"])
        assert figures == [
            show_score(point["F"]), show_range(low["F"], high["F"]), show_score(point["S"]),
            show_range(low["S"], high["S"]), figures[-1],
        ]  # fmt: skip


def test_the_bars_of_the_ranking_are_as_long_as_the_api_says(
    client: Client, mixed: Evaluation, told: dict[str, Any]
) -> None:
    page = tab(client, mixed, "ranking")
    table = page[page.index('aria-label="Ranking of the paths"') :]
    rows = re.findall(r"<tr[^>]*><td.*?</tr>", table[: table.index("</table>")], re.DOTALL)
    order, ranking = told["ranking"]["display_order"], told["ranking"]
    assert len(rows) == len(order)
    for place, (key, row) in enumerate(zip(order, rows, strict=True)):
        exact = told["paths"][key]["exact"]
        staves = re.findall(r'<svg class="stave".*?</svg></svg>', row, re.DOTALL)
        for stave, value in zip(staves, ("F", "S"), strict=True):
            low, point, high = (exact[end][value] for end in ("lo", "point", "hi"))
            bar = re.search(r'<rect (?:class="stave__range" )?x="([\d.]+)%" y="5" width="([\d.]+)%"', stave)
            needle = re.search(r'<svg x="([\d.]+)%"', stave)
            assert bar is not None
            assert needle is not None
            start, width = float(bar[1]) / 100, float(bar[2]) / 100
            assert width == pytest.approx(max(high - low, LEAST_WIDTH), abs=PER_CENT)
            assert start == pytest.approx(min(low, 1 - width), abs=PER_CENT)
            assert float(needle[1]) / 100 == pytest.approx(point, abs=PER_CENT)
        first = ranking["rank_acceptability"][key][0]
        share = re.search(r'<svg class="share-bar".*?<rect width="([\d.]+)%"', row, re.DOTALL)
        assert share is not None
        assert float(share[1]) / 100 == pytest.approx(first, abs=PER_CENT)
        assert cells(row)[-1] == show_share(first)
        if place + 1 < len(order):
            ahead = ranking["pairwise_winning"][f"{key}>{order[place + 1]}"]
            assert cells(row)[-3].startswith(show_share(ahead))
            assert ("data-close" in row) == ([key, order[place + 1]] in ranking["too_close"])


def test_the_explanation_is_the_apis(client: Client, mixed: Evaluation, told: dict[str, Any]) -> None:
    for key in ("community", "content"):
        explained = client.get(f"/api/v1/evaluations/{mixed.pk}/explain/{key}/").json()
        shown = html.unescape(squeezed(client.get(reverse("explain", args=[mixed.pk, key]))))
        exact, sampled = told["paths"][key]["exact"], told["paths"][key]["sampled"]
        assert explained["sampled"] == sampled
        assert explained["fit"]["F"]["point"] == exact["point"]["F"]
        low, high = (exact[end]["F"] for end in ("lo", "hi"))
        assert f">Fit {show_score(exact['point']['F'])} ({show_range(low, high)})<" in shown
        assert (
            f">The same verdict under {show_share(sampled['priority_robustness'])} of the weights<" in shown
        )
        table = shown[shown.index('id="swings"') :]
        rows = re.findall(r'<tr><th scope="row">.*?</tr>', table[: table.index("</table>")])
        assert [cells(row)[3:] for row in rows] == [
            [VERDICT_WORDS[verdict] for verdict in swing["verdicts"]]
            for swing in told["paths"][key]["tornado"]
        ]
        assert explained["tornado"] == told["paths"][key]["tornado"]
