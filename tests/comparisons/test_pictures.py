"""Pictures of a comparison: every figure where it belongs, every gap left open."""

import pytest

from comparisons.pictures.side_by_side import Span, bump, course, ranges


def span(letter: str, *values: float, **more: str) -> Span:
    triple = (values[0], values[1], values[2]) if values else None
    return Span(letter=letter, name=letter, values=triple, **more)


def test_ranges_stand_on_one_scale() -> None:
    panel = ranges(
        [span("A", 0, 0.5, 1, verdict="scale"), span("B", 0.25, 0.25, 0.25), span("C", gap="deleted")]
    )
    first, second, third = panel.marks
    assert (first.start, first.start + first.length) == (panel.left, panel.right)
    assert first.point == (panel.left + panel.right) / 2
    assert second.length > 0
    assert second.point == pytest.approx(panel.left + (panel.right - panel.left) / 4)
    assert third.span.values is None
    assert [mark.at for mark in panel.marks] == sorted(mark.at for mark in panel.marks)
    assert (first.is_hollow, second.is_hollow) == (False, True)


def test_a_single_value_at_the_end_stays_inside() -> None:
    mark = ranges([span("A", 1, 1, 1)]).marks[0]
    assert mark.start + mark.length <= 262


def test_a_course_goes_from_left_to_right_and_breaks_at_a_gap() -> None:
    panel = course(
        [span("A", 0, 0.25, 0.5), span("B", gap="not chosen"), span("C", 0.5, 0.75, 1), span("D", 1, 1, 1)]
    )
    assert panel.trail.count("M") == 1
    high, low = panel.marks[3], panel.marks[0]
    assert high.point < low.point
    assert [mark.at for mark in panel.marks] == sorted(mark.at for mark in panel.marks)


def test_ranks_pass_on_and_break_where_a_member_is_gone() -> None:
    picture = bump(
        [("a", "A"), ("b", "B")], [[1, 2], None, [2, 1]], [("A", True), ("B", False), ("C", False)]
    )
    first, second = picture.lines
    assert [dot.place for dot in first.dots] == [1, 2]
    assert first.curve == ""
    assert (first.is_lead, second.is_lead) == (True, True)
    assert [head[1] for head in picture.heads] == ["A", "B", "C"]


def test_who_always_leads_is_not_drawn_strong() -> None:
    picture = bump([("a", "A"), ("b", "B")], [[1, 2], [1, 2]], [("A", True), ("B", False)])
    assert [line.is_lead for line in picture.lines] == [False, False]
    assert picture.lines[0].curve.startswith("M")
