"""A comparison in brief: what it comes to, on two pages, in every format."""

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from comparisons.models import Comparison
from comparisons.operations import change_comparison
from evaluations.work.operations.evaluations import delete_evaluation
from reports.blocks import Bullets, Table
from reports.frozen import canonical_json, thaw
from reports.frozen_comparison import COMPARISON_EXECUTIVE, FrozenComparison
from reports.renderers import FORMATS
from reports.rendering import Rendering, prepared
from tests.comparisons.large import frozen_text, large
from tests.conftest import NOW
from tests.reports import readers
from workspaces.actors import Actor

KINDS = {
    "subjects": "Who is clearly ahead",
    "over_time": "What changed",
    "raters": "Where the raters disagree",
}
LONG = (
    "What is compared here, by whom and for which of the boards it was made, with everything that they asked for, "
    * 2
)


@cache
def brief(text: str) -> Rendering:
    frozen = thaw(text)
    assert isinstance(frozen, FrozenComparison)
    return prepared(canonical_json(replace(frozen, template=COMPARISON_EXECUTIVE)))


def said(rendering: Rendering, key: str) -> str:
    return readers.spaced(readers.text_of(key, FORMATS[key].render(rendering)))


@pytest.fixture(params=KINDS)
def small(request: pytest.FixtureRequest, strategist: Actor) -> Rendering:
    return brief(frozen_text(large(request.param, 3, 3, strategist)))


@pytest.mark.parametrize("kind", KINDS)
def test_twelve_members_and_twenty_paths_take_two_pages(kind: str, strategist: Actor) -> None:
    comparison = large(kind, 12, 20, strategist)
    change_comparison(comparison=comparison, changes={"title": LONG[:160]}, by=strategist, now=NOW)
    rendering = brief(frozen_text(Comparison.objects.get(pk=comparison.pk)))
    pages = readers.pdf_pages(FORMATS["pdf"].render(rendering))
    assert len(pages) <= 2
    whole = readers.spaced(" ".join(pages))
    for title in ("The finding", "At a glance", KINDS[kind], "What to do next", "Where it comes from"):
        assert title in whole
    for row in rendering.frozen.result["paths"]:
        assert row["name"] in whole


@pytest.mark.parametrize("key", FORMATS)
def test_it_is_made_in_every_format(small: Rendering, key: str) -> None:
    shown = said(small, key)
    result = small.frozen.result
    if key == "csv":
        # One table of records, without sentences: whoever has it has every path at every member.
        for row in result["paths"]:
            assert shown.count(row["key"]) >= len(result["members"])
        return
    assert result["headline"] in shown
    if key == "pptx":
        # A deck has titles of its own, and every path with its figures.
        assert [row["name"] for row in result["paths"] if row["name"] not in shown] == []
        return
    for section in small.document.sections:
        assert section.title in shown
        for block in section.blocks:
            if isinstance(block, Table):
                for row in block.rows:
                    assert "".join(span.text for span in row[0][0].text) in shown


def test_few_rows_are_told_and_that_there_are_more(strategist: Actor) -> None:
    rendering = brief(frozen_text(large("subjects", 3, 8, strategist)))
    tables = [
        block
        for section in rendering.document.sections
        for block in section.blocks
        if isinstance(block, Table)
    ]
    assert [len(table.rows) for table in tables] == [6]
    assert "The first six of eight paths; the full form has all." in said(rendering, "md")


def test_the_next_steps_follow_from_verdicts_and_open_questions(small: Rendering) -> None:
    steps = _steps(small)
    result = small.frozen.result
    verdicts = {told["verdict"] for row in result["paths"] for told in row["cells"]}
    if result["kind"] == "subjects":
        for verdict, words in (
            ("scale", "Put more behind"),
            ("find_out_first", "Find out more before deciding"),
        ):
            assert (verdict in verdicts) == any(step.startswith(words) for step in steps)
    if result["kind"] == "raters":
        assert steps[0].startswith("Talk through what is contested")
    assert any(step.startswith("Answer what is open") for step in steps)


def _steps(rendering: Rendering) -> list[str]:
    part = next(section for section in rendering.document.sections if section.key == "next")
    found: Any = part.blocks[0]
    assert isinstance(found, Bullets)
    return ["".join(span.text for span in item) for item in found.items]


def test_members_that_are_gone_leave_a_finding(strategist: Actor) -> None:
    comparison = large("over_time", 2, 2, strategist)
    for member in comparison.members.select_related("evaluation"):
        assert member.evaluation is not None
        delete_evaluation(evaluation=member.evaluation, by=strategist, now=NOW)
        shown = said(brief(frozen_text(comparison)), "md")
        assert "there is nothing to compare" in shown
