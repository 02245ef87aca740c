"""The constraint map as geometry: where marks, whiskers and labels stand, the same for the same points."""

import subprocess
import sys
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.pictures import NARROW, WIDE, Canvas, Point, constraint_map, points_of
from evaluations.pictures.constraint_map import Mark, _constraint_map
from evaluations.wording import all_path_words
from tests.evaluations.said import scored, vector

SHEETS = (WIDE, NARROW)
NAMES = (
    "Product invitations",
    "Integrations",
    "Partner channel",
    "Content",
    "Community",
    "Enterprise sales",
    "Ecosystem marketplace",
    "Expansion motion",
)
VERDICTS = {
    "scale": "Scale",
    "relieve_first": "Relieve first",
    "find_out_first": "Find out first",
    "park": "Park",
}


def point(
    number: int = 1,
    *,
    fit: tuple[float, float, float] = (0.6, 0.7, 0.8),
    support: tuple[float, float, float] = (0.5, 0.75, 0.75),
    verdict: str = "scale",
    fights: bool = False,
) -> Point:
    return Point(
        number=number,
        key=f"path-{number}",
        name=NAMES[(number - 1) % len(NAMES)],
        verdict=verdict,
        word=VERDICTS[verdict],
        fights=fights,
        fit=fit,
        support=support,
        figures="Fit and support in words.",
    )


def alike(count: int) -> list[Point]:
    """Points at one place, as before the first answer."""
    return [point(number, fit=(0, 0.5, 1), support=(0, 0.5, 1)) for number in range(1, count + 1)]


def middle(mark: Mark, sheet: Canvas) -> tuple[float, float]:
    return mark.left + sheet.mark / 2, mark.top + sheet.mark / 2


thirds = st.lists(st.sampled_from([n / 16 for n in range(17)]), min_size=3, max_size=3).map(
    lambda values: tuple(sorted(values))
)
worlds = st.lists(st.tuples(thirds, thirds, st.sampled_from(sorted(VERDICTS))), min_size=1, max_size=10).map(
    lambda drawn: [
        point(number, fit=fit, support=support, verdict=verdict)  # type: ignore[arg-type]  # sorted keeps three
        for number, (fit, support, verdict) in enumerate(drawn, start=1)
    ]
)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
class TestPlaces:
    def test_fit_runs_across_and_support_upward(self, sheet: Canvas) -> None:
        [mark] = constraint_map([point(fit=(0.25, 0.5, 0.75), support=(0, 0.25, 1))], sheet).marks
        assert mark.x == (sheet.plot.left + sheet.plot.right) / 2
        assert mark.y == sheet.plot.bottom - sheet.plot.height / 4

    def test_the_mark_stands_on_its_place(self, sheet: Canvas) -> None:
        [mark] = constraint_map([point()], sheet).marks
        assert middle(mark, sheet) == pytest.approx((mark.x, mark.y), abs=0.01)
        assert mark.tether is None

    def test_whiskers_span_what_the_answers_still_allow(self, sheet: Canvas) -> None:
        [mark] = constraint_map([point(fit=(0, 0.5, 1), support=(0.5, 0.5, 0.5))], sheet).marks
        assert mark.whiskers.startswith(f"M{sheet.plot.left} ")
        assert f"H{sheet.plot.right}M" in mark.whiskers
        assert "V" not in mark.whiskers

    def test_what_is_known_exactly_has_no_whiskers(self, sheet: Canvas) -> None:
        [mark] = constraint_map([point(fit=(0.7, 0.7, 0.7), support=(0.7, 0.7, 0.7))], sheet).marks
        assert mark.whiskers == ""

    @settings(max_examples=40, deadline=None)
    @given(points=worlds)
    def test_no_mark_covers_another_and_none_leaves_the_map(self, sheet: Canvas, points: list[Point]) -> None:
        marks = constraint_map(points, sheet).marks
        for one, other in combinations([middle(mark, sheet) for mark in marks], 2):
            assert ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5 >= sheet.mark
        for mark in marks:
            x, y = middle(mark, sheet)
            assert sheet.plot.left <= x <= sheet.plot.right
            assert sheet.plot.top <= y <= sheet.plot.bottom

    def test_of_coinciding_points_the_first_keeps_its_place(self, sheet: Canvas) -> None:
        marks = constraint_map(alike(8), sheet).marks
        assert middle(marks[0], sheet) == pytest.approx((marks[0].x, marks[0].y), abs=0.01)
        assert len({(mark.x, mark.y) for mark in marks}) == 1
        assert len({middle(mark, sheet) for mark in marks}) == 8

    def test_equal_points_give_the_same_map_again(self, sheet: Canvas) -> None:
        first = constraint_map(alike(5), sheet)
        assert constraint_map(alike(5), sheet) is first
        _constraint_map.cache_clear()
        assert constraint_map(alike(5), sheet) == first


class TestLabels:
    def test_a_wide_map_names_paths_and_verdicts(self) -> None:
        [mark] = constraint_map([point()], WIDE).marks
        assert [line.text for line in mark.lines] == ["Product invitations", "Scale"]

    def test_a_narrow_map_numbers_them(self) -> None:
        marks = constraint_map([point(1), point(2, fit=(0.1, 0.2, 0.3))], NARROW).marks
        assert [[line.text for line in mark.lines] for mark in marks] == [["1"], ["2"]]

    def test_a_path_that_fights_says_so_and_has_a_mark_of_its_own(self) -> None:
        [mark] = constraint_map([point(verdict="park", fights=True)], WIDE).marks
        assert mark.lines[1].text == "Park, fights the growth model"
        assert mark.icon == "fights"
        assert mark.said == "Product invitations: Park, fights the growth model. Fit and support in words."

    @pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
    @pytest.mark.parametrize(
        "points",
        [
            alike(8),
            [
                point(n, fit=(0.1 * n, 0.1 * n + 0.05, 0.1 * n + 0.1), support=(0.2, 0.5, 0.8))
                for n in range(1, 9)
            ],
            [
                point(n, fit=(0.7, 0.75, 0.8), support=(0.1 * n, 0.1 * n + 0.05, 0.1 * n + 0.1))
                for n in range(1, 9)
            ],
        ],
        ids=["all at one place", "in a row", "in a column"],
    )
    def test_labels_keep_clear_of_each_other_and_on_the_map(self, sheet: Canvas, points: list[Point]) -> None:
        marks = constraint_map(points, sheet).marks
        places = [(mark.lines[0].x, mark.lines[0].y, mark.lines[0].anchor) for mark in marks]
        for (x1, y1, anchor1), (x2, y2, anchor2) in combinations(places, 2):
            beside = anchor1 == anchor2 and abs(x1 - x2) < 20
            assert not beside or abs(y1 - y2) >= 12
        for x, y, _ in places:
            assert sheet.plot.left < x < sheet.plot.right
            assert sheet.plot.top < y < sheet.plot.bottom

    def test_a_label_far_from_its_mark_has_a_line_to_it(self) -> None:
        marks = constraint_map(alike(8), WIDE).marks
        assert any(mark.lead for mark in marks)

    def test_a_label_knows_the_ground_it_stands_on(self) -> None:
        left, right, top = constraint_map(
            [point(1, fit=(0.2, 0.2, 0.2)), point(2, support=(0.2, 0.2, 0.2)), point(3, fit=(0.8, 0.8, 0.8))],
            WIDE,
        ).marks
        assert (left.zone, right.zone, top.zone) == ("short", "constraint", "ready")


class TestSheet:
    @pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
    def test_zones_meet_at_the_bars_and_cover_the_map(self, sheet: Canvas) -> None:
        drawn = constraint_map([point()], sheet)
        assert {area.zone for area in drawn.areas} == {"short", "constraint", "ready"}
        assert sum(area.box.width * area.box.height for area in drawn.areas) == pytest.approx(
            sheet.plot.width * sheet.plot.height
        )
        shore, border = drawn.borders
        assert shore.x1 == sheet.x(0.625)
        assert border.y1 == sheet.y(0.625)
        assert drawn.low_line.y1 == sheet.y(0.375)

    def test_the_bars_are_written_as_they_are(self) -> None:
        drawn = constraint_map([point()], WIDE)
        ticks = {text.text for text in drawn.texts if text.kind == "tick"}
        assert {"0", "0.375", "0.625", "1"} <= ticks

    def test_the_title_counts_the_paths(self) -> None:
        assert constraint_map([point()], WIDE).title == "Constraint map of 1 path"
        assert constraint_map(alike(3), WIDE).title == "Constraint map of 3 paths"


class TestFromResults:
    def test_points_carry_the_figures_of_the_document(self) -> None:
        evaluation = scored(vector("S14"))
        points = points_of(all_path_words(evaluation))
        assert [drawn.key for drawn in points] == evaluation.order
        for drawn in points:
            exact = evaluation.path(drawn.key).exact
            assert drawn.fit == tuple(exact.end(end).F for end in ("lo", "point", "hi"))
            assert drawn.support == tuple(exact.end(end).S for end in ("lo", "point", "hi"))

    def test_paths_that_do_not_apply_have_no_point(self) -> None:
        document = vector("S14")
        for item in ("interest", "shareability", "infrastructure", "network_growth"):
            document["answers"][f"community/{item}"] = {"na": True}
        document["answers"] |= {"surface/community": {"na": True}, "surface/artifact": {"na": True}}
        points = points_of(all_path_words(scored(document)))
        assert [(drawn.number, drawn.key) for drawn in points] == [(1, "partner"), (2, "content")]


def test_sentences_and_pictures_know_no_framework() -> None:
    code = "import sys, evaluations.pictures, evaluations.wording; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
