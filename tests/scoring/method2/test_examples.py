"""docs/scoring.md prints what the code finds, and names the constants of the code."""

import re
from pathlib import Path

import pytest

from evaluations.scoring import constants as shared
from evaluations.scoring.method2 import constants

from .examples import EXAMPLES, block

DOC = (Path(__file__).parents[3] / "docs" / "scoring.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_worked_example_is_printed_as_it_comes_out(name):
    written = re.search(rf"<!-- example: {name} -->\n(.*?)\n<!-- end -->", DOC, re.DOTALL)
    assert written is not None, f"docs/scoring.md has no example {name}"
    assert written[1] == block(name)


def test_every_example_in_the_text_is_one():
    assert sorted(re.findall(r"<!-- example: (\S+) -->", DOC)) == sorted(EXAMPLES)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("likely", shared.LIKELY),
        ("very likely", shared.VERY_LIKELY),
        ("lower bar", shared.BAR_LOW),
        ("line bar", constants.LINE_BAR),
        ("upper bar", shared.BAR_HIGH),
        ("step above pull", constants.STEP_OF["pull"]),
        ("step above the others", constants.STEP_OF["access"]),
        ("evidence and applicability minimum", constants.EVIDENCE_MINIMUM),
        ("draws of the ranking", constants.DRAWS),
    ],
)
def test_the_constants_in_the_text_are_those_of_the_code(name, value):
    written = re.search(rf"^\| {name} \| ([0-9.,]+)", DOC, re.MULTILINE)
    assert written is not None
    assert float(written[1].replace(",", "")) == value


@pytest.mark.parametrize("grade", constants.MISSES)
def test_the_miss_chances_in_the_text_are_those_of_the_code(grade):
    written = re.search(rf"^\| {grade} \| (.*?) \|$", DOC, re.MULTILINE)
    assert written is not None
    assert tuple(float(each) for each in written[1].split(" | ")) == constants.MISSES[grade]
